"""What changed between two versions is said in words, and the version number follows from it."""

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL

from graph.keep import PREVIOUS
from ontology import names
from ontology.assemble import assemble, read_module
from ontology.difference import Difference, Weight, difference, next_version

OLD = f"""
@prefix yz: <{names.YZ}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{names.ONTOLOGY}> a owl:Ontology ; owl:versionInfo "1.2.3" .
yz:Animal a owl:Class . yz:Cat a owl:Class ; rdfs:subClassOf yz:Animal ; skos:definition "Purrs."@en .
yz:Dog a owl:Class ; rdfs:subClassOf yz:Animal .
yz:eats a owl:ObjectProperty ; rdfs:domain yz:Animal .
yz:hunts a owl:ObjectProperty ; rdfs:range yz:Cat .
yz:meets a owl:ObjectProperty .
yz:told a owl:AnnotationProperty . yz:Fish a owl:Class . yz:Bird a owl:Class .
[] a owl:AllDisjointClasses ; owl:members ( yz:Fish yz:Bird ) .
"""


def _after(*changes: tuple[str, str], more: str = "") -> Difference:
    new = OLD
    for before, after in changes:
        assert before in new
        new = new.replace(before, after)
    return difference(Graph().parse(data=OLD), Graph().parse(data=new + more))


def _said(found: Difference) -> list[str]:
    return [str(change) for change in found.changes]


@pytest.mark.parametrize(
    ("found", "said", "version"),
    [
        (_after(), [], "1.2.3"),
        (_after(more="yz:Cow a owl:Class ."), ["added class Cow (minor)"], "1.3.0"),
        (
            _after(("yz:meets a owl:ObjectProperty .", "")),
            ["removed object property meets (deprecate it instead) (major)"],
            "2.0.0",
        ),
        (_after(("yz:Cat", "yz:Felid")), ["renamed class Cat to Felid (major)"], "2.0.0"),
        (
            _after(("rdfs:domain yz:Animal", "rdfs:domain yz:Dog")),
            ["narrowed the domain of eats from Animal to Dog (major)"],
            "2.0.0",
        ),
        (
            _after(("rdfs:range yz:Cat", "rdfs:range yz:Animal")),
            ["widened the range of hunts from Cat to Animal (minor)"],
            "1.3.0",
        ),
        (
            _after(('"Purrs."', '"Purrs loudly."')),
            ["reworded the definition of Cat (patch)"],
            "1.2.4",
        ),
        (
            _after(more="yz:Cat owl:disjointWith yz:Dog ."),
            ["gave Cat the disjoint class Dog (major)"],
            "2.0.0",
        ),
        (
            _after(("yz:meets a owl:ObjectProperty", "yz:meets a owl:ObjectProperty, owl:SymmetricProperty")),
            ["made meets symmetric (minor)"],
            "1.3.0",
        ),
        (
            _after(("yz:meets a owl:ObjectProperty", "yz:meets a owl:DatatypeProperty")),
            ["made object property meets a data property (major)"],
            "2.0.0",
        ),
        (_after(more="yz:Dog owl:deprecated true ."), ["deprecated class Dog (minor)"], "1.3.0"),
        (
            _after(more="[] a owl:AllDisjointClasses ; owl:members ( yz:Dog yz:Cat ) ."),
            ["made disjoint: Cat and Dog (major)"],
            "2.0.0",
        ),
        (
            _after(("( yz:Fish yz:Bird )", "( yz:Fish yz:Bird yz:Cow )"), more="yz:Cow a owl:Class ."),
            ["made Cow disjoint from Bird and Fish (minor)", "added class Cow (minor)"],
            "1.3.0",
        ),
        (
            _after(("( yz:Fish yz:Bird )", "( yz:Fish yz:Bird yz:Cat )")),
            ["made Cat disjoint from Bird and Fish (major)"],
            "2.0.0",
        ),
        (
            _after(("[] a owl:AllDisjointClasses ; owl:members ( yz:Fish yz:Bird ) .", "")),
            ["made no longer disjoint: Bird and Fish (minor)"],
            "1.3.0",
        ),
        (
            _after(("yz:told a owl:AnnotationProperty", "yz:told a owl:ObjectProperty ; rdfs:domain yz:Dog")),
            ["gave told the domain Dog (major)", "made annotation property told an object property (major)"],
            "2.0.0",
        ),
    ],
)
def test_a_change_is_said_in_words(found: Difference, said: list[str], version: str) -> None:
    if "renamed" in " ".join(said):
        assert said[0] in _said(found)
    else:
        assert _said(found) == said
    assert found.version == version


def test_the_summary_counts_terms() -> None:
    found = _after(more="yz:Cow a owl:Class . yz:Hen a owl:Class .")
    assert found.summary == "added 2 classes; from 1.2.3 follows 1.3.0"
    assert _after().summary == "nothing changed since 1.2.3"
    several = _after(
        ("rdfs:domain yz:Animal", "rdfs:domain yz:Dog"),
        ("yz:meets a owl:ObjectProperty", "yz:meets a owl:ObjectProperty, owl:FunctionalProperty"),
        more="yz:Cow a owl:Class . yz:likes a owl:ObjectProperty . yz:loves a owl:ObjectProperty .",
    )
    assert several.summary == (
        "added 1 class and 2 object properties; changed 1 term; narrowed 1 term; from 1.2.3 follows 2.0.0"
    )


@pytest.mark.parametrize(
    ("old", "weight", "new"),
    [
        ("0.1.0", Weight.MAJOR, "0.2.0"),
        ("0.1.0", Weight.PATCH, "0.1.1"),
        ("1.4.2", Weight.MAJOR, "2.0.0"),
        ("1.4.2", Weight.NONE, "1.4.2"),
    ],
)
def test_the_version_follows_from_the_gravest_change(old: str, weight: Weight, new: str) -> None:
    assert next_version(old, weight) == new


def test_the_header_has_the_version_that_follows_from_the_last_release() -> None:
    """What graph/previous keeps of the last release, against the ontology as it stands."""
    now = assemble()
    found = difference(read_module(PREVIOUS / "ontology.ttl"), now)
    assert found.new_version == found.version, "\n".join([*map(str, found.changes), found.summary])
    if found.new_version != found.old_version:
        prior = now.value(URIRef(names.ONTOLOGY), OWL.priorVersion)
        assert prior == URIRef(f"{names.ONTOLOGY}/{found.old_version}")


@pytest.mark.slow
def test_two_readings_of_our_ontology_do_not_differ() -> None:
    assert difference(assemble(), assemble()).changes == ()
