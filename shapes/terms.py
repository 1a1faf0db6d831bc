"""RDF terms between rdflib, which shapes are read with, and pyoxigraph, which answers queries."""

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox
import rdflib

#: A term as the store has it.
Term = ox.NamedNode | ox.BlankNode | ox.Literal

SH: Final = rdflib.Namespace("http://www.w3.org/ns/shacl#")
RDF_TYPE: Final = ox.NamedNode(str(rdflib.RDF.type))
_LANG_STRING: Final = str(rdflib.RDF.langString)
_STRING: Final = str(rdflib.XSD.string)


def to_rdflib(term: Term) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    """`term` as rdflib has it, a literal with the very characters it is written with."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    return rdflib.Literal(
        term.value, datatype=None if datatype == _STRING else rdflib.URIRef(datatype), normalize=False
    )


def to_oxigraph(node: rdflib.term.Node) -> Term:
    """`node` as the store has it.

    Raises:
        TypeError: `node` is no IRI, blank node or literal.
    """
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        raise TypeError(f"not an RDF term: {node!r}; give an IRI, a blank node or a literal")
    if node.language:
        return ox.Literal(str(node), language=node.language.lower())
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))


def in_sparql(node: rdflib.term.Node) -> str:
    """`node` written as a term of a query."""
    return str(to_oxigraph(node))


def rdflib_graph(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """The triples of `quads`, whatever graphs they stand in, as one rdflib graph."""
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((to_rdflib(quad.subject), rdflib.URIRef(quad.predicate.value), to_rdflib(quad.object)))  # type: ignore[arg-type]
    return graph


def quads_of(graph: rdflib.Graph) -> list[ox.Quad]:
    """The triples of an rdflib graph as quads of the default graph."""
    return [ox.Quad(to_oxigraph(s), ox.NamedNode(str(p)), to_oxigraph(o)) for s, p, o in graph]  # type: ignore[arg-type]
