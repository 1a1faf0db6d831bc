"""Which things a contradiction may be about: the rules find them, so that no reasoner searches them all."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF

from ontology.assemble import n_triples
from ontology.closure import close, rules

_SELF: Final = (
    (OWL.IrreflexiveProperty, "?s <{0}> ?s"),
    (OWL.AsymmetricProperty, "?s <{0}> ?o . ?o <{0}> ?s"),
)


def around_suspects(ontology: Graph, facts: Graph) -> Graph:
    """The statements about things that the rules find in two disjoint classes or with two single values.

    And about the things that they are connected with. Empty when the rules find no such thing.
    """
    found = {URIRef(iri) for iri in _suspects(ontology, facts)}
    near: Graph = Graph()
    for s, p, o in facts:
        if s in found or o in found:
            near.add((s, p, o))
    neighbours = {term for triple in near for term in (triple[0], triple[2]) if isinstance(term, URIRef)}
    for thing in neighbours:
        near += [(thing, RDF.type, class_) for class_ in facts.objects(thing, RDF.type)]
    return near


def _suspects(ontology: Graph, facts: Graph) -> Iterator[str]:
    store = ox.Store()
    for graph in (ontology, facts):
        store.load(n_triples(graph), format=ox.RdfFormat.N_TRIPLES)
    close(store, rules(ontology))
    for one, other in sorted(_disjoint(ontology)):
        yield from _answers(store, f"SELECT ?s {{ ?s a <{one}> , <{other}> FILTER(isIRI(?s)) }}")
    for property_ in sorted(map(str, ontology.subjects(RDF.type, OWL.FunctionalProperty))):
        two = f"?s <{property_}> ?a , ?b FILTER(isLiteral(?a) && isLiteral(?b) && ?a < ?b)"
        yield from _answers(store, f"SELECT ?s {{ {two} }}")
    for kind, pattern in _SELF:
        for property_ in sorted(map(str, ontology.subjects(RDF.type, kind))):
            yield from _answers(store, f"SELECT ?s {{ {pattern.format(property_)} }}")


def _answers(store: ox.Store, query: str) -> Iterator[str]:
    for row in store.query(query):  # type: ignore[union-attr]
        yield row["s"].value


def _disjoint(ontology: Graph) -> set[tuple[str, str]]:
    """The pairs of classes that have no member in common."""
    sets = [{str(one), str(other)} for one, other in ontology.subject_objects(OWL.disjointWith)]
    heads = (
        o
        for axiom in ontology.subjects(RDF.type, OWL.AllDisjointClasses)
        for o in ontology.objects(axiom, OWL.members)
    )
    sets += [{str(class_) for class_ in Collection(ontology, head)} for head in heads]
    return {pair for members in sets for pair in combinations(sorted(members), 2)}
