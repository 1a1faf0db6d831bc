"""Class expressions in Manchester syntax: terms of ours by local name, those of others with a prefix."""

from typing import Final

from rdflib import RDF, BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.namespace import OWL
from rdflib.term import Node

from ontology import names
from ontology.prefixes import PREFIXES

_JOINED: Final = ((OWL.unionOf, " or "), (OWL.intersectionOf, " and "))
_QUANTIFIERS: Final = {
    OWL.someValuesFrom: "some",
    OWL.allValuesFrom: "only",
    OWL.hasValue: "value",
    OWL.hasSelf: "self",
    OWL.minQualifiedCardinality: "min",
    OWL.maxQualifiedCardinality: "max",
    OWL.qualifiedCardinality: "exactly",
    OWL.minCardinality: "min",
    OWL.maxCardinality: "max",
    OWL.cardinality: "exactly",
}


def short(iri: str) -> str:
    """A term by its local name if it is ours, else with its prefix."""
    if iri.startswith(names.YZ):
        return iri.removeprefix(names.YZ)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expression(graph: Graph, node: Node, steps: str = " o ") -> str:
    """A class expression; the properties of a chain, or of a key with `steps` between them."""
    if not isinstance(node, BNode):
        return str(node) if isinstance(node, Literal) else short(str(node))
    if (node, RDF.first, None) in graph:
        return steps.join(expression(graph, step) for step in Collection(graph, node))
    for link, word in _JOINED:
        members = graph.value(node, link)
        if members is not None:
            told = [expression(graph, member) for member in Collection(graph, members)]
            return word.join(_bracketed(part) for part in sorted(told, key=lambda part: (" " in part, part)))
    if (members := graph.value(node, OWL.oneOf)) is not None:
        return "{" + ", ".join(expression(graph, member) for member in Collection(graph, members)) + "}"
    if (other := graph.value(node, OWL.complementOf)) is not None:
        return f"not {_bracketed(expression(graph, other))}"
    return _restriction(graph, node)


def _restriction(graph: Graph, node: Node) -> str:
    property_ = graph.value(node, OWL.onProperty)
    told = "…" if property_ is None else expression(graph, property_)
    for link, word in _QUANTIFIERS.items():
        filler = graph.value(node, link)
        if filler is not None:
            class_ = graph.value(node, OWL.onClass)
            of = "" if class_ is None else f" {_bracketed(expression(graph, class_))}"
            return f"{told} {word} {_bracketed(expression(graph, filler))}{of}"
    return told


def _bracketed(part: str) -> str:
    return f"({part})" if " " in part else part
