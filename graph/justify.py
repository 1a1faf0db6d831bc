"""Why a triple is in the graph: who stated it, or by which rule it follows from what."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.store import open_release
from ontology import names
from ontology.assemble import assemble
from ontology.explain import Explainer, Triple
from sparql.declared import prefixes


def explanation(release: Path, subject: str, predicate: str, object_: str) -> Iterator[str]:
    """The explanation of a triple as an outline, one line per statement.

    Raises:
        ReleaseUnreadable: there is no release in the folder.
        ValueError: a term is neither an IRI nor a prefixed name that we know, or nothing explains the triple.
    """
    store = open_release(release)
    triple: Triple = (term(subject), term(predicate), term(object_))
    told = Explainer(assemble(), store, lambda t: bool(_stated_in(store, t))).explain(triple)
    if told is None:
        raise ValueError(f"{' '.join(triple)}: not in the graph, and no rule gives it")
    yield from told.lines()
    for graph in _stated_in(store, triple):
        yield f"  stated in {graph}"


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
    known = prefixes()
    if not colon or prefix not in known:
        raise ValueError(f"{written}: write an IRI, or one of the prefixes {', '.join(sorted(known))}")
    return f"<{known[prefix]}{local}>"


def _stated_in(store: ox.Store, triple: Triple) -> list[str]:
    """The named graphs but `inferred` that hold the triple."""
    rows = store.query(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ {' '.join(triple)} }} }} ORDER BY ?g")
    return [row["g"].value for row in rows if row["g"].value != names.graph("inferred")]  # type: ignore[union-attr]
