"""The integrity constraints of the RDF Data Cube vocabulary, IC-1 to IC-21, as queries (`cube/ic-NN.rq`).

They hold for any cube, in full or abbreviated: `cube/normalise.ru` writes an abbreviated one out first. In an
abbreviated cube values hang on data sets and slices, and classes follow from links.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, cast

import pyoxigraph as ox

from ontology import names
from shapes.errors import ShapeFileError
from shapes.report import Result
from shapes.terms import Term

_HEADER: Final = re.compile(r"^# ([^:\n]+): (.+)$", re.MULTILINE)
#: Stands in IC-20 and IC-21 for the property that leads from parent to child.
_PLACEHOLDER: Final = "<urn:yuezhi:property>"
_PREFIX: Final = re.compile(r"^PREFIX .*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Constraint:
    """One integrity constraint: its number, what it demands, messages by language, its query.

    `for_each` finds the properties that the query is to be asked with, where it is a template.
    """

    number: int
    title: str
    messages: tuple[tuple[str, str], ...]
    query: str
    for_each: str | None = None

    @property
    def iri(self) -> str:
        """The name of the constraint in reports."""
        return f"{names.SHAPES}IC-{self.number}"


@functools.cache
def constraints() -> tuple[Constraint, ...]:
    """All integrity constraints, in order.

    Raises:
        ShapeFileError: the head of a file lacks its title or a message.
    """
    folder = files("shapes") / "cube"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return tuple(_constraint(name, (folder / name).read_text(encoding="utf-8")) for name in found)


def check(quads: Iterable[ox.Quad]) -> list[Result]:
    """What breaks an integrity constraint among the triples of `quads`."""
    store = normalised(quads)
    return [result for constraint in constraints() for result in _results(store, constraint)]


def normalised(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store with the triples of `quads`, abbreviated cubes written out."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    store.update((files("shapes") / "cube" / "normalise.ru").read_text(encoding="utf-8"))
    return store


def _constraint(name: str, text: str) -> Constraint:
    head = dict(_HEADER.findall(text))
    number = int(name.removeprefix("ic-").removesuffix(".rq"))
    missing = {f"IC-{number}", "en", "zh"} - set(head)
    if missing:
        problem = f"its head lacks {min(missing)!r}"
        raise ShapeFileError(f"shapes/cube/{name}", problem, "begin it with `# IC-N:`, `# en:` and `# zh:`")
    messages = (("en", head["en"]), ("zh", head["zh"]))
    return Constraint(number, head[f"IC-{number}"], messages, text, head.get("for each"))


def _results(store: ox.Store, constraint: Constraint) -> Iterator[Result]:
    for query in _queries(store, constraint):
        solutions = cast("ox.QuerySolutions", store.query(query))
        has_value = any(variable.value == "value" for variable in solutions.variables)
        for row in solutions:
            yield _result(constraint, row["this"], row["value"] if has_value else None)


def _queries(store: ox.Store, constraint: Constraint) -> Iterator[str]:
    if constraint.for_each is None:
        yield constraint.query
        return
    prefixes = "".join(_PREFIX.findall(constraint.query))
    for row in cast("ox.QuerySolutions", store.query(prefixes + constraint.for_each)):
        yield constraint.query.replace(_PLACEHOLDER, str(row["property"]))


def _result(constraint: Constraint, this: Term, value: Term | None) -> Result:
    shown = "" if value is None else value.value
    return Result(
        focus=this,
        path=None,
        value=value,
        shape=constraint.iri,
        component="SPARQL",
        severity="Violation",
        messages=tuple((lang, text.replace("{value}", shown)) for lang, text in constraint.messages),
    )
