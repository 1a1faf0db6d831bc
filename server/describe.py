"""The bounded description of one thing as RDF, in every serialisation that is asked for."""

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from graph import release
from server import jsonld
from server.links import FORMATS
from server.questions import Answers, Questions, value
from sparql.service import Term

#: How many of the things that point to one are in one page of its description.
PAGE: Final = 500

#: The prefixes of what we write: those of the release, and of what only descriptions and metadata use.
PREFIXES: Final = {
    **release.PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
}

_RDF: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


async def describe(questions: Questions, iri: str, page: int = 1) -> list[ox.Triple]:
    """The triples about `iri`, sorted; none when nothing is known of it. `page` pages what points to it."""
    offset = PAGE * (page - 1)
    found = triples(await questions.graph("describe", FORMATS["nt"], iri=iri, limit=PAGE, offset=offset))
    if not found:
        found = triples(await questions.graph("describe-in-graph", FORMATS["nt"], iri=iri))
    return found


def triples(n_triples: bytes) -> list[ox.Triple]:
    """The triples of an answer, each once, in a fixed order, blank nodes by canonical names."""
    return release.ordered(quad.triple for quad in ox.parse(n_triples, format=ox.RdfFormat.N_TRIPLES))


def subject_count(found: Sequence[ox.Triple], iri: str) -> int:
    """How many of the triples point to `iri` (to know whether there is another page)."""
    return sum(
        1 for triple in found if isinstance(triple.object, ox.NamedNode) and triple.object.value == iri
    )


def serialise(found: Sequence[ox.Triple], extension: str, iri: str | None = None) -> bytes:
    """Triples in the representation `extension` names; JSON begins with what `iri` names."""
    if extension in ("jsonld", "json"):
        return jsonld.document(found, PREFIXES, iri)
    own = {prefix: ns for prefix, ns in PREFIXES.items() if any(ns in str(triple) for triple in found)}
    return ox.serialize(found, format=_RDF[extension], prefixes=own) or b""


def of_rows(iri: str, says: Answers) -> bytes:
    """What a thing says of itself as JSON-LD for its page, from rows that the page has anyway."""
    found = [
        ox.Triple(ox.NamedNode(iri), ox.NamedNode(value(row, "property")), _term(row["value"]))
        for row in says
    ]
    return jsonld.document(found, PREFIXES, iri) if found else b""


def _term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if term["type"] == "uri":
        return ox.NamedNode(term["value"])
    if term["type"] == "bnode":
        return ox.BlankNode(term["value"])
    if language := term.get("xml:lang"):
        return ox.Literal(term["value"], language=language)
    datatype = term.get("datatype")
    return ox.Literal(term["value"], datatype=ox.NamedNode(datatype) if datatype else None)
