"""Which classes lie above which, by what is asserted and by what the definitions say.

A defined class has no super-class of its own in the files: that each member of `CustomsCampaign` is a
campaign follows from its definition. What follows so is found here by the form of the definitions, without a
reasoner; a test holds that HermiT finds the same.
"""

from collections.abc import Mapping
from typing import Final

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

Above = Mapping[str, frozenset[str]]
_THING: Final = str(OWL.Thing)


def superclasses(graph: Graph) -> dict[str, frozenset[str]]:
    """All named classes above each class of `graph`, those that its definition entails included."""
    classes = (c for c in graph.subjects(RDF.type, OWL.Class) if isinstance(c, URIRef))
    found: dict[str, frozenset[str]] = {str(class_): frozenset() for class_ in classes}
    while True:
        more = {class_: _above_class(graph, class_, found) for class_ in found}
        if more == found:
            return {class_: above - {class_, _THING} for class_, above in found.items()}
        found = more


def parents(above: Above) -> dict[str, frozenset[str]]:
    """The classes directly above each: those that lie above no other class above it.

    Of classes that are above each other, none is left out for the other.
    """
    return {
        class_: frozenset(
            one
            for one in higher
            if not any(
                one in above.get(other, ()) and other not in above.get(one, ()) for other in higher - {one}
            )
        )
        for class_, higher in above.items()
    }


def _above_class(graph: Graph, class_: str, found: Above) -> frozenset[str]:
    term = URIRef(class_)
    higher = set(found[class_]).union(*(found.get(one, frozenset()) for one in found[class_]))
    for link in (RDFS.subClassOf, OWL.equivalentClass):
        for expression in graph.objects(term, link):
            higher |= _above(graph, expression, found)
    for union, members in graph.subject_objects(OWL.unionOf):
        if term in Collection(graph, members):
            higher |= {str(c) for c in graph.subjects(OWL.equivalentClass, union)}
    return frozenset(higher)


def _above(graph: Graph, expression: Node, found: Above) -> set[str]:
    """The named classes that everything that fits `expression` is of."""
    if isinstance(expression, URIRef):
        return {str(expression), *found.get(str(expression), ())}
    parts = graph.value(expression, OWL.intersectionOf)
    if parts is not None:
        return set().union(*(_above(graph, part, found) for part in Collection(graph, parts)))
    members = graph.value(expression, OWL.unionOf)
    if members is not None:
        return set.intersection(*(_above(graph, member, found) for member in Collection(graph, members)))
    property_ = graph.value(expression, OWL.onProperty)
    if property_ is None or graph.value(expression, OWL.allValuesFrom) is not None:
        return set()
    domains = (
        d
        for p in graph.transitive_objects(property_, RDFS.subPropertyOf)
        for d in graph.objects(p, RDFS.domain)
    )
    return set().union(*(_above(graph, domain, found) for domain in domains))
