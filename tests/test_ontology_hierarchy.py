"""Which classes lie above which: what definitions entail is found by their form, as HermiT finds it."""

import pytest
from rdflib import Graph

from ontology import names
from ontology.assemble import assemble
from ontology.hierarchy import parents, superclasses
from ontology.reason import check

PREFIXES = f"@prefix yz: <{names.YZ}> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
PREFIXES += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
ZOO = """
yz:Animal a owl:Class . yz:Keeper a owl:Class . yz:Pet a owl:Class . yz:Cat a owl:Class . yz:Dog a owl:Class .
yz:Kept a owl:Class . yz:Tiger a owl:Class ; rdfs:subClassOf yz:Cat .
yz:Cat rdfs:subClassOf yz:Animal . yz:Dog rdfs:subClassOf yz:Animal .
yz:keptBy a owl:ObjectProperty ; rdfs:domain yz:Animal .
yz:Pet owl:equivalentClass [ a owl:Class ; owl:unionOf ( yz:Cat yz:Dog ) ] .
yz:Kept owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( yz:Pet
  [ a owl:Restriction ; owl:onProperty yz:keptBy ; owl:someValuesFrom yz:Keeper ] ) ] .
"""


def _short(found: dict[str, frozenset[str]]) -> dict[str, set[str]]:
    return {names.slug_of(class_): {names.slug_of(one) for one in above} for class_, above in found.items()}


def test_unions_intersections_and_domains_put_a_class_below_others() -> None:
    above = superclasses(Graph().parse(data=PREFIXES + ZOO))
    assert _short(above)["Kept"] == {"Pet", "Animal"}
    assert _short(above)["Pet"] == {"Animal"}
    assert _short(above)["Tiger"] == {"Cat", "Pet", "Animal"}
    direct = _short(parents(above))
    assert (direct["Tiger"], direct["Cat"], direct["Kept"]) == ({"Cat"}, {"Pet"}, {"Pet"})


def test_classes_that_are_above_each_other_are_both_told() -> None:
    same = "yz:A a owl:Class ; rdfs:subClassOf yz:B . yz:B a owl:Class ; rdfs:subClassOf yz:A, yz:C ."
    same += " yz:C a owl:Class ."
    direct = _short(parents(superclasses(Graph().parse(data=PREFIXES + same))))
    assert "B" in direct["A"]
    assert "A" in direct["B"]


def test_hermit_finds_the_same_classes_above_each() -> None:
    ontology = assemble()
    by_hermit = {class_: above for class_, above in check(ontology).superclasses.items() if above}
    assert {class_: above for class_, above in superclasses(ontology).items() if above} == by_hermit


@pytest.mark.parametrize(
    ("class_", "parent"),
    [("NationalFirst", "Observation"), ("CustomsCampaign", "Campaign"), ("Court", "JudicialOrgan")],
)
def test_a_class_stands_below_what_its_definition_says(class_: str, parent: str) -> None:
    assert names.term(parent) in parents(superclasses(assemble()))[names.term(class_)]
