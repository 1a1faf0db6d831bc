"""Writes out what follows from the axioms: the triples that users query, by SPARQL rules to a fixpoint.

HermiT says whether the graph is consistent and which defined classes its things belong to; super-properties,
inverses, transitive steps, chains and super-classes are written here, read from the ontology itself.
"""

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

_PREFIXES: Final = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""

#: Each rule reads the axioms and the facts from the same graph; none makes a blank node or a literal subject.
RULES: Final = {
    "sub-property": "INSERT { ?s ?q ?o } WHERE { ?p rdfs:subPropertyOf ?q . FILTER(isIRI(?q)) ?s ?p ?o }",
    "inverse": """INSERT { ?o ?q ?s } WHERE {
        { ?p owl:inverseOf ?q } UNION { ?q owl:inverseOf ?p } FILTER(isIRI(?p) && isIRI(?q))
        ?s ?p ?o FILTER(!isLiteral(?o)) }""",
    "symmetric": "INSERT { ?o ?p ?s } WHERE { ?p a owl:SymmetricProperty . ?s ?p ?o }",
    "transitive": "INSERT { ?s ?p ?o } WHERE { ?p a owl:TransitiveProperty . ?s ?p ?m . ?m ?p ?o }",
    "chain": """INSERT { ?s ?q ?o } WHERE {
        ?q owl:propertyChainAxiom ( ?p1 ?p2 ) . ?s ?p1 ?m . ?m ?p2 ?o }""",
    "super-class": "INSERT { ?s a ?d } WHERE { ?c rdfs:subClassOf ?d . FILTER(isIRI(?d)) ?s a ?c }",
}


def closure(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """What follows from `triples` (axioms and facts together) and is not among them."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    asserted = {quad.triple for quad in store}
    before = -1
    while len(store) != before:
        before = len(store)
        for rule in RULES.values():
            store.update(_PREFIXES + rule)
    return {t for quad in store if (t := quad.triple) not in asserted and not _schema(t)}


def _schema(triple: ox.Triple) -> bool:
    """Whether a triple says something of a blank node: part of an axiom, nothing that users ask for."""
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
