"""What follows is written for every observation, however many there are, with or without the reasoner."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from graph import infer
from graph.errors import OntologyInconsistent
from ontology import names
from ontology.suspects import around_suspects

PREFIXES = f"""@prefix yz: <{names.YZ}> . @prefix code: <{names.CODE}> . @prefix area: <{names.ID}area/> .
@prefix body: <{names.ID}body/> . @prefix obs: <{names.ID}obs/> . @prefix m: <{names.ID}metric/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
THINGS = """
area:south a yz:AdministrativeDivision ; yz:directlyWithin area:china .
body:customs a yz:CustomsAuthority ; yz:jurisdictionOver area:south .
m:held a yz:Metric ; yz:measureType code:measure-type-stock .
m:seized a yz:Metric ; yz:measureType code:measure-type-flow .
"""
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def observations(number: int) -> Iterator[str]:
    """Stocks that nobody acts in, and every third a flow of the customs."""
    for n in range(number):
        metric, actor = ("m:seized", "body:customs") if n % 3 == 0 else ("m:held", "code:actor-none")
        yield (
            f"obs:o{n} a yz:Observation ; yz:metric {metric} ; yz:actor {actor} ; yz:area area:south ;"
            f' yz:kind code:kind-level ; yz:value "{n}"^^xsd:decimal .'
        )


def world(number: int) -> dict[str, set[ox.Triple]]:
    """The named graphs of so many observations."""
    resolved = "\n".join([PREFIXES, THINGS, *observations(number)])
    ontology = infer._ontology().serialize(format="nt", encoding="utf-8")
    return {
        "ontology": {quad.triple for quad in ox.parse(ontology, format=ox.RdfFormat.N_TRIPLES)},
        "resolved": {quad.triple for quad in ox.parse(resolved, format=ox.RdfFormat.TURTLE)},
    }


def members(triples: set[ox.Triple], class_: str) -> int:
    """How many observations are of the class."""
    wanted = ox.NamedNode(names.term(class_))
    return sum(t.predicate == TYPE and t.object == wanted for t in triples if "/id/obs/" in str(t.subject))


def test_the_reasoner_gets_one_of_each_metric_and_kind_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(infer, "MOST_OBSERVATIONS", 10)
    assert members(infer._told(world(10)), "Observation") == 10
    assert members(infer._told(world(11)), "Observation") == 2


def test_defined_classes_are_filled_for_more_observations_than_the_reasoner_takes() -> None:
    number = infer.MOST_OBSERVATIONS + 100
    found = infer.inferred(world(number), ())
    customs = (number + 2) // 3
    assert members(found, "CustomsObservation") == customs
    assert members(found, "CumulativeObservation") == number - customs
    assert members(found, "DataPoint") == number


def test_no_domain_or_range_is_concluded_from_before_the_shapes_were_asked() -> None:
    graphs = world(0)
    wrong = f"{PREFIXES} area:south yz:conducts obs:o1 . obs:o2 a yz:Observation ; yz:actor body:customs ."
    graphs["resolved"] |= {quad.triple for quad in ox.parse(wrong, format=ox.RdfFormat.TURTLE)}
    south, organization = ox.NamedNode(names.thing("area", "south")), "http://www.w3.org/ns/org#Organization"
    concluded = ox.Triple(south, TYPE, ox.NamedNode(organization))
    before, after = infer.inferred(graphs), infer.inferred(graphs, ())
    assert concluded not in before
    assert concluded in after
    assert members(before, "CustomsObservation") == 1


@pytest.mark.slow
def test_with_too_many_observations_nothing_is_inferred_that_the_reasoner_would_not_infer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graphs = world(40)
    whole = infer.inferred(graphs, infer.reasoned_types(graphs, None))
    monkeypatch.setattr(infer, "MOST_OBSERVATIONS", 10)
    assert infer.inferred(graphs, infer.reasoned_types(graphs, None)) == whole
    assert infer.inferred(graphs, ()) == whole


def test_the_reasoners_answer_is_kept_by_what_it_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    def reasoner(data: bytes) -> list[tuple[str, str]]:
        asked.append(data)
        return [(names.thing("obs", "o1"), names.term("CumulativeObservation"))]

    monkeypatch.setattr(infer, "_ask_reasoner", reasoner)
    graphs = world(3)
    first = infer.reasoned_types(graphs, tmp_path)
    assert infer.reasoned_types(graphs, tmp_path) == first
    assert len(asked) == 1
    infer.reasoned_types(world(4), tmp_path)
    assert len(asked) == 2


@pytest.mark.slow
def test_a_graph_that_contradicts_the_ontology_is_told_with_the_axioms_and_statements_that_clash() -> None:
    graphs = world(6)
    wrong = f"{PREFIXES} area:south yz:conducts <{names.thing('campaign', 'sweep')}> ."
    graphs["resolved"] |= {quad.triple for quad in ox.parse(wrong, format=ox.RdfFormat.TURTLE)}
    with pytest.raises(OntologyInconsistent) as failure:
        infer.reasoned_types(graphs, None)
    told = str(failure.value).splitlines()
    assert any(line.startswith("  data: area:south yz:conducts ") for line in told)
    assert any("yz:conducts rdfs:domain org:Organization" in line for line in told)
    assert len(told) <= 9


def test_suspects_are_in_two_disjoint_classes_or_have_two_single_values() -> None:
    facts = f"""{PREFIXES}{THINGS} area:north a yz:AdministrativeDivision .
        body:odd a yz:Court , yz:CustomsAuthority . body:fine a yz:Court ; yz:jurisdictionOver area:north .
        obs:two yz:value "1"^^xsd:decimal , "2"^^xsd:decimal ; yz:area area:south ."""
    near = around_suspects(infer._ontology(), Graph().parse(data=facts))
    subjects = {names.slug_of(str(s)) for s in near.subjects()}
    assert subjects == {"odd", "two", "south"}
    assert len(around_suspects(infer._ontology(), Graph().parse(data=PREFIXES + THINGS))) == 0
