"""Runs the graph rules of mappings/construct over flat records."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import pyoxigraph as ox

from graph.errors import ConstructFailed
from graph.flat import Record, triples

_TARGET: Final = re.compile(r"^#\s*graph:\s*(\S+)\s*$", re.MULTILINE)


class Rule(NamedTuple):
    """A graph rule: file name, the graph that it fills (`source` or `resolved`), its text."""

    name: str
    target: str
    text: str


@cache
def rules() -> tuple[Rule, ...]:
    """All graph rules, by name.

    Raises:
        ConstructFailed: a file does not say in a comment which graph it fills.
    """
    paths = sorted((files("mappings") / "construct").iterdir(), key=lambda path: path.name)
    return tuple(
        _rule(path.name, path.read_text(encoding="utf-8")) for path in paths if path.name.endswith(".rq")
    )


def _rule(name: str, text: str) -> Rule:
    target = _TARGET.search(text)
    if not target:
        raise ConstructFailed(
            name, "no line `# graph: source` or `# graph: resolved` says which graph it fills"
        )
    return Rule(name, target.group(1), text)


def construct(records: Iterable[Record], target: str) -> set[ox.Triple]:
    """The triples that the rules for `target` make of `records`.

    Raises:
        ConstructFailed: a rule does not parse, is no CONSTRUCT, or makes a blank node.
    """
    store = ox.Store()
    store.bulk_extend(triples(records))
    made: set[ox.Triple] = set()
    for rule in rules():
        if rule.target == target:
            made.update(_run(store, rule))
    return made


def _run(store: ox.Store, rule: Rule) -> Iterator[ox.Triple]:
    try:
        answer = store.query(rule.text)
    except SyntaxError as error:
        raise ConstructFailed(rule.name, f"does not parse: {error}") from error
    if not isinstance(answer, ox.QueryTriples):
        raise ConstructFailed(rule.name, "is not a CONSTRUCT query")
    for triple in answer:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            raise ConstructFailed(rule.name, "makes a blank node; name every node by its IRI")
        yield triple
