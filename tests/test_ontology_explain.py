"""Why a triple holds, down to what was stated; and which axioms contradict one another."""

from collections.abc import Sequence

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from ontology import names
from ontology.assemble import UNREASONED, assemble, n_triples, parts
from ontology.closure import close, rules
from ontology.explain import Explainer, Triple, contradiction, smallest

MODULES = ("/ext", "/agents", "/places", "/activities")
FACTS = f"""
@prefix yz: <{names.YZ}> . @prefix area: <{names.ID}area/> . @prefix campaign: <{names.ID}campaign/> .
@prefix body: <{names.ID}body/> .
area:foshan a yz:AdministrativeDivision ; yz:directlyWithin area:guangdong .
area:guangdong a yz:AdministrativeDivision ; yz:directlyWithin area:china .
body:customs a yz:CustomsAuthority ; yz:conducts campaign:one .
campaign:one a yz:Campaign .
"""


def _area(name: str) -> str:
    return f"<{names.thing('area', name)}>"


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    """Explains the facts above, with all that follows from them in the store."""
    ontology, facts = assemble(), Graph().parse(data=FACTS)
    store = ox.Store()
    for graph in (ontology, facts):
        store.load(n_triples(graph), format=ox.RdfFormat.N_TRIPLES)
    stated = {_terms(quad) for quad in store}
    close(store, rules(ontology))
    return Explainer(ontology, store, lambda triple: triple in stated)


def _terms(quad: ox.Quad) -> Triple:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def test_a_stated_triple_needs_no_rule(explainer: Explainer) -> None:
    found = explainer.explain((_area("foshan"), f"<{names.term('directlyWithin')}>", _area("guangdong")))
    assert found is not None
    assert found.rule is None


def test_a_transitive_step_names_its_premises_down_to_what_is_stated(explainer: Explainer) -> None:
    found = explainer.explain((_area("foshan"), f"<{names.term('within')}>", _area("china")))
    assert found is not None
    assert found.rule is not None
    assert found.rule.kind == "transitive"
    assert [premise.rule.kind for premise in found.premises if premise.rule] == [
        "sub-property",
        "sub-property",
    ]
    assert all(deepest.rule is None for premise in found.premises for deepest in premise.premises)


def test_a_member_of_a_defined_class_is_explained_by_its_definition(explainer: Explainer) -> None:
    campaign = f"<{names.thing('campaign', 'one')}>"
    found = explainer.explain((campaign, f"<{RDF.type}>", f"<{names.term('CustomsCampaign')}>"))
    assert found is not None
    assert found.rule is not None
    assert (found.rule.kind, found.rule.term) == ("definition", names.term("CustomsCampaign"))
    outline = "\n".join(found.lines())
    assert "[yz:conductedBy is inverse of yz:conducts]" in outline
    assert "[definition of yz:CustomsCampaign: Campaign and (conductedBy some CustomsActor)]" in outline
    assert outline.count("[stated]") == 3


def test_what_does_not_hold_has_no_explanation(explainer: Explainer) -> None:
    assert explainer.explain((_area("china"), f"<{names.term('within')}>", _area("foshan"))) is None


@pytest.mark.parametrize("core", [{3}, {0, 99}, {5, 6, 70}, {1, 40, 41, 98}])
def test_a_smallest_failing_set_is_found_with_few_questions(core: set[int]) -> None:
    asked = []

    def fails(numbers: Sequence[int]) -> bool:
        asked.append(numbers)
        return core <= set(numbers)

    modules = ["first"] * 30 + ["second"] * 30 + ["third"] * 40
    assert set(smallest(modules, fails)) == core
    assert len(asked) < 100


def test_nothing_is_said_of_what_fits_together() -> None:
    assert smallest(["only"], lambda _: False) == []


@pytest.mark.slow
def test_the_reasoner_finds_the_axioms_behind_a_contradiction() -> None:
    mistake = Graph().parse(data=FACTS + "area:foshan yz:conducts campaign:one .")
    modules = {iri: graph for iri, graph in parts().items() if iri not in UNREASONED}
    found = contradiction({**modules, "mistake": mistake})
    said = {str(term) for _, axiom in found for triple in axiom for term in triple}
    assert names.term("conducts") in said
    assert names.thing("area", "foshan") in said
    assert {name for name, _ in found} <= {"mistake", *(names.ONTOLOGY + part for part in ("", *MODULES))}
    assert 3 <= len(found) <= 6
