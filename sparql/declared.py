"""What editors configure themselves from: prefixes as `sh:declare`, named queries as executables."""

from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from ontology import names
from sparql.catalogue import catalogue

_SH: Final = "http://www.w3.org/ns/shacl#"
_RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_SCHEMA: Final = "https://schema.org/"
_EXECUTABLES: Final = {
    "SELECT": "SPARQLSelectExecutable",
    "ASK": "SPARQLAskExecutable",
    "CONSTRUCT": "SPARQLConstructExecutable",
    "DESCRIBE": "SPARQLExecutable",
}
_TEXTS: Final = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "select"}


@cache
def prefixes() -> dict[str, str]:
    """The prefixes of `prefixes.ttl`, in its order."""
    text = (files("sparql") / "prefixes.ttl").read_text(encoding="utf-8")
    parts: dict[str, dict[str, str]] = {}
    for quad in ox.parse(text, format=ox.RdfFormat.TURTLE):
        if isinstance(quad.object, ox.Literal):
            parts.setdefault(str(quad.subject), {})[quad.predicate.value.removeprefix(_SH)] = (
                quad.object.value
            )
    return {part["prefix"]: part["namespace"] for part in parts.values()}


def prefix_triples() -> list[ox.Triple]:
    """The prefixes as SHACL declares them."""
    ontology = ox.NamedNode(names.ONTOLOGY)
    made = []
    for prefix, namespace in prefixes().items():
        node = ox.NamedNode(f"{names.BASE}prefix/{prefix}")
        iri = ox.Literal(namespace, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#anyURI"))
        made += [
            ox.Triple(ontology, _sh("declare"), node),
            ox.Triple(node, _sh("prefix"), ox.Literal(prefix)),
            ox.Triple(node, _sh("namespace"), iri),
        ]
    return made


def query_triples(endpoint: str | None = None) -> list[ox.Triple]:
    """The named queries as executables, run with their defaults; `endpoint` is where they run."""
    made = []
    for query in catalogue().values():
        node = ox.NamedNode(query.iri)
        made += [
            ox.Triple(node, _RDF_TYPE, _sh("SPARQLExecutable")),
            ox.Triple(node, _RDF_TYPE, _sh(_EXECUTABLES[query.form])),
            ox.Triple(node, _sh("prefixes"), ox.NamedNode(names.ONTOLOGY)),
            ox.Triple(node, _sh(_TEXTS[query.form]), ox.Literal(query.bound())),
        ]
        for language in ("en", "zh"):
            title = ox.Literal(query.title[language], language=language)
            question = ox.Literal(query.question[language], language=language)
            made.append(ox.Triple(node, ox.NamedNode(_RDFS + "label"), title))
            made.append(ox.Triple(node, ox.NamedNode(_RDFS + "comment"), question))
        keywords = (ox.Literal(keyword) for keyword in query.keywords)
        made += [ox.Triple(node, ox.NamedNode(_SCHEMA + "keywords"), keyword) for keyword in keywords]
        if endpoint is not None:
            made.append(ox.Triple(node, ox.NamedNode(_SCHEMA + "target"), ox.NamedNode(endpoint)))
    return made


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
