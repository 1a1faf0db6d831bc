"""Why a triple is in the graph: who stated it, or by which rule it follows from what."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.store import open_release
from ontology import names
from ontology.assemble import assemble
from ontology.explain import Explainer, Triple, short
from sparql.declared import prefixes

#: Kinds of things that are written with a prefix here as well: `campaign:longteng-2021`.
_KINDS: Final = (
    *("agreement", "anchor", "award", "campaign", "case", "case-list", "claim", "designation"),
    *("disagreement", "event", "instrument", "obs", "person", "platform", "product", "programme"),
    *("publication", "series"),
)


@cache
def _prefixes() -> dict[str, str]:
    return {**{kind: f"{names.ID}{kind}/" for kind in _KINDS}, **prefixes()}


def explanation(release: Path, subject: str, predicate: str, object_: str) -> Iterator[str]:
    """The explanation of a triple as an outline, one line per statement; then what its things are called.

    Raises:
        ReleaseUnreadable: there is no release in the folder.
        ValueError: a term is neither an IRI nor a prefixed name that we know, or nothing explains the triple.
    """
    store = open_release(release)
    triple: Triple = (term(subject), term(predicate), term(object_))
    told = Explainer(assemble(), store, lambda t: bool(_stated_in(store, t))).explain(triple)
    if told is None:
        raise ValueError(f"{' '.join(map(_short, triple))}: not in the graph, and no rule gives it")
    yield from told.lines(_short, lambda t: ", ".join(_graph(name) for name in _stated_in(store, t)))
    for thing in sorted(told.terms):
        if thing.startswith(f"<{names.ID}") and (called := _called(store, thing)):
            yield f"{_short(thing)}: {called}"


def _short(written: str) -> str:
    return short(written, _prefixes())


def _graph(name: str) -> str:
    """A named graph as it is spoken of: `resolved`, `source/gd-2021`."""
    return name.removeprefix(names.GRAPH)


def _called(store: ox.Store, thing: str) -> str:
    """The preferred names of a thing, Chinese first."""
    label = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    rows = store.query(f"SELECT ?l {{ {thing} {label} ?l }} ORDER BY DESC(LANG(?l))")
    return " / ".join(row["l"].value for row in rows)  # type: ignore[union-attr]


def term(written: str) -> str:
    """A term as SPARQL writes it, from an IRI, a prefixed name or a literal in quotes.

    Raises:
        ValueError: the prefix is unknown.
    """
    if written.startswith(('"', "<")):
        return written
    if written == "a":
        return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    if written.startswith(("http://", "https://")):
        return f"<{written}>"
    prefix, colon, local = written.partition(":")
    known = _prefixes()
    if not colon or prefix not in known:
        raise ValueError(f"{written}: write an IRI, or one of the prefixes {', '.join(sorted(known))}")
    return f"<{known[prefix]}{local}>"


def _stated_in(store: ox.Store, triple: Triple) -> list[str]:
    """The named graphs but `inferred` that hold the triple."""
    rows = store.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {' '.join(triple)} }} }} ORDER BY ?g")
    return [row["g"].value for row in rows if row["g"].value != names.graph("inferred")]  # type: ignore[union-attr]
