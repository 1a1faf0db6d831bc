"""Each defined class, property chain and key answers a question: a named query that loses rows without it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL

from graph.store import load_file
from ontology import names
from ontology.assemble import assemble
from ontology.closure import Rule, close, rules
from ontology.reason import classify, helpers
from sparql.catalogue import catalogue

RELEASE = Path(__file__).parents[1] / "graph" / "release"
#: What stands in the release without being stated, or is not of the world.
APART = ("inferred", "meta")
#: The query that asks for what follows from each axiom.
QUESTIONS = {
    "CampaignObservation": "results-of-campaigns",
    "CrossBorderCampaign": "cross-border-campaigns",
    "CumulativeMetric": "metrics-never-added-up",
    "CumulativeObservation": "stocks-at-year-end",
    "CustomsActor": "campaigns-of-customs",
    "CustomsCampaign": "campaigns-of-customs",
    "CustomsObservation": "figures-of-customs",
    "DisputedObservation": "disputed-figures",
    "Edition": "editions-of-all-series",
    "HardDisagreement": "disputed-figures",
    "HongKongOrMacaoActor": "with-hong-kong-and-macao",
    "JointCampaign": "joint-campaigns",
    "JointInstrument": "joint-instruments",
    "JudicialActor": "figures-of-the-judiciary",
    "JudicialObservation": "figures-of-the-judiciary",
    "JudicialOrgan": "judicial-organs",
    "NationalFirst": "ranks-first-in-china",
    "ProvinceLevelDivision": "provincial-bodies",
    "ProvincialBody": "provincial-bodies",
    "areaWithin": "figures-below-the-province",
    "campaignSeries": "figures-of-a-campaign-series",
    "ipType": "statements-by-right",
    "locatedIn": "things-in-an-area",
    "reportedIn": "facts-in-several-documents",
    "seriesConductedBy": "who-runs-a-series",
    "within": "zones-in-a-city",
}


@cache
def ontology() -> Graph:
    """The assembled ontology."""
    return assemble()


@cache
def stated() -> tuple[ox.Quad, ...]:
    """What the release states, in one graph."""
    store = ox.Store()
    for file in sorted(RELEASE.glob("*.trig")):
        if not file.name.startswith(APART):
            load_file(store, file)
    return tuple({ox.Quad(*quad.triple) for quad in store})


def answers(name: str, ruled: Sequence[Rule]) -> set[tuple[str, ...]]:
    """The rows of a named query on what is stated and what follows by these rules."""
    store = ox.Store()
    store.bulk_extend(stated())
    close(store, ruled)
    return {tuple(map(str, row)) for row in store.query(catalogue()[name].bound(), base_iri=names.BASE)}


@cache
def with_all(name: str) -> set[tuple[str, ...]]:
    """The rows of a named query with every rule."""
    return answers(name, rules(ontology()))


def without(term: str) -> list[Rule]:
    """The rules but those of an axiom.

    For a class: whatever concludes that something is of it; for a property: chains and steps of it and its
    inverse.
    """
    iri = names.term(term)
    inverses = {str(o) for o in ontology().objects(URIRef(iri), OWL.inverseOf)}
    inverses |= {str(s) for s in ontology().subjects(OWL.inverseOf, URIRef(iri))}
    return [
        rule
        for rule in rules(ontology())
        if rule.head[2] != f"<{iri}>"
        and not (rule.kind in {"chain", "transitive"} and rule.term in {iri, *inverses})
    ]


def test_every_defined_class_and_chain_has_its_question() -> None:
    defined = {str(c) for c in ontology().subjects(OWL.equivalentClass)} - helpers(ontology())
    chained = {str(p) for p in ontology().subjects(OWL.propertyChainAxiom)}
    assert {names.slug_of(term) for term in defined | chained} <= set(QUESTIONS)
    assert {f"{name}.rq" for name in QUESTIONS.values()} <= {f"{name}.rq" for name in catalogue()}


@pytest.mark.slow
@pytest.mark.parametrize("term", QUESTIONS)
def test_a_question_loses_rows_without_its_axiom(term: str) -> None:
    name = QUESTIONS[term]
    assert with_all(name)
    assert with_all(name) - answers(name, without(term))


@pytest.mark.slow
def test_whether_one_fact_can_have_two_values_is_answered_by_the_key() -> None:
    key = "yz:metric m:m ; yz:area area:a ; yz:period o:p ; yz:kind code:kind-level ; yz:actor o:b"
    facts = Graph().parse(
        data=f"@prefix yz: <{names.YZ}> . @prefix code: <{names.CODE}> . @prefix o: <{names.ID}obs/> ."
        f" @prefix m: <{names.ID}metric/> . @prefix area: <{names.ID}area/> ."
        f' o:one a yz:Observation ; {key} ; yz:scope code:scope-all ; yz:value "1"^^'
        "<http://www.w3.org/2001/XMLSchema#decimal> ."
        f' o:two a yz:Observation ; {key} ; yz:scope code:scope-all ; yz:value "2"^^'
        "<http://www.w3.org/2001/XMLSchema#decimal> ."
    )
    keyless = Graph() + ontology()
    keyless.remove((None, OWL.hasKey, None))
    assert (URIRef(names.term("Observation")), RDF.type, OWL.Class) in keyless
    assert not classify(ontology(), facts).consistent
    assert classify(keyless, facts).consistent
