"""Every shape has cases that pass and cases that fail, with the approved report of each.

`YUEZHI_APPROVE=1` writes the reports anew: read the difference before you commit it.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from ontology import names
from shapes import load, reference
from shapes.report import Report, Result
from shapes.terms import SH, Term, rdflib_graph
from shapes.translate import Translation, target_pattern, translate
from shapes.validate import run, scratch_store, validate
from tests.shapes_world import ontology_quads

CASES = Path(__file__).parent / "shape_cases"
SURROUNDINGS = CASES / "surroundings.ttl"
FIXTURES = sorted(CASES.glob("*/*.ttl"))
VALID = [case for case in FIXTURES if case.name.startswith("valid.")]
INVALID = [case for case in FIXTURES if case.name.startswith("invalid.")]
#: What of the ontology a case needs: what a term is, what is above it, how a code is described, the cube.
NEEDED = ("#type", "#subClassOf", "#range", "#label", "core#", "ontology#", "cube#")


def name_of(case: Path) -> str:
    """The case as tests show it."""
    return f"{case.parent.name}/{case.stem}"


def parse(file: Path) -> list[ox.Quad]:
    """The triples of a file, blank nodes with the names that they have there."""
    return list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))


@cache
def descriptions() -> dict[Term, list[ox.Quad]]:
    """What the ontology says of each of its terms and codes, axioms left out."""
    found: dict[Term, list[ox.Quad]] = {}
    for quad in ontology_quads():
        axiom = isinstance(quad.object, ox.BlankNode) and "#subClassOf" in quad.predicate.value
        if any(part in quad.predicate.value for part in NEEDED) and not axiom:
            found.setdefault(quad.subject, []).append(quad)
    return found


def around(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """What the ontology says of the terms in `quads`, and of the terms in that."""
    waiting = [term for quad in quads for term in (quad.subject, quad.predicate, quad.object)]
    seen: set[Term] = set()
    while waiting:
        term = waiting.pop()
        if term not in seen:
            seen.add(term)
            for quad in descriptions().get(term, []):
                yield quad
                waiting += [quad.predicate, quad.object]


@cache
def data_of(case: Path) -> tuple[ox.Quad, ...]:
    """A case, its surroundings, and what the ontology says of the terms in both."""
    quads = parse(case) + ([] if case == SURROUNDINGS else parse(SURROUNDINGS))
    return tuple({*quads, *around(quads)})


@cache
def report_on(case: Path) -> Report:
    """What the gate says of a case, with all shapes of the stage `graph`."""
    return validate(data_of(case), "graph")


@cache
def shapes_beside(shape: str) -> tuple[rdflib.Graph, Translation]:
    """The shapes of the file that a node shape stands in, as they are and as queries."""
    iri = names.SHAPES + shape
    graph = load.read_shapes(name for name in load.shape_files() if iri in load.shapes_in(name))
    return graph, translate(graph)


@cache
def node_shapes() -> dict[str, set[str]]:
    """The local names of all node shapes, each with the IRIs of itself, its properties and its queries."""
    graph = load.read_shapes(load.shape_files())
    return {
        str(shape).partition("#")[2]: {str(shape)}
        | {str(part) for path in (SH.property, SH.sparql) for part in graph.objects(shape, path)}
        for shape in graph.subjects(None, SH.NodeShape)
    }


def is_of(result: Result, parts: set[str]) -> bool:
    """Whether a result comes from one of the parts of a shape."""
    return result.shape in parts or result.constraint in parts


def test_surroundings_conform() -> None:
    """What every case stands in has nothing to report itself."""
    assert report_on(SURROUNDINGS).to_text(lang="en") == "Stage graph: nothing to report.\n"


def test_every_shape_has_its_cases() -> None:
    """No shape without a passing and a failing case, no case of a shape that is not there."""
    shapes = set(node_shapes())
    assert {case.parent.name for case in VALID} == shapes
    assert {case.parent.name for case in INVALID} == shapes


def test_no_report_is_orphaned() -> None:
    """Every report stands beside its case."""
    reports = {report.name for report in CASES.glob("*/*")} - {case.name for case in FIXTURES}
    assert reports == {f"{case.stem}.report.txt" for case in FIXTURES}


@pytest.mark.parametrize("case", FIXTURES, ids=name_of)
def test_report_is_the_approved_one(case: Path) -> None:
    """The gate says of a case what somebody read and approved."""
    approved = case.with_name(f"{case.stem}.report.txt")
    said = report_on(case).to_text()
    if os.environ.get("YUEZHI_APPROVE"):
        approved.write_text(said, encoding="utf-8")
    assert said == approved.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", VALID, ids=name_of)
def test_valid_case_is_looked_at_and_passes(case: Path) -> None:
    """A passing case has a node that its shape looks at, and nothing to report."""
    store = scratch_store(data_of(case))
    graph, _ = shapes_beside(case.parent.name)
    shape = rdflib.URIRef(names.SHAPES + case.parent.name)
    own = {term for quad in parse(case) for term in (quad.subject, quad.object)}
    looked_at = store.query(f"SELECT ?this {{ {target_pattern(graph, shape)} }}")
    assert own & {row["this"] for row in looked_at}
    assert report_on(case).results == ()


@pytest.mark.parametrize("case", INVALID, ids=name_of)
def test_invalid_case_breaks_its_own_shape(case: Path) -> None:
    """A failing case is reported by the shape whose case it is."""
    parts = node_shapes()[case.parent.name]
    assert [result for result in report_on(case).results if is_of(result, parts)]


def test_every_constraint_has_a_case_that_breaks_it() -> None:
    """No constraint that no case breaks: it would be a check that cannot fail."""
    broken = {(r.shape, r.component, r.constraint) for case in INVALID for r in report_on(case).results}
    checks = {(c.shape, c.component, c.constraint) for c in load.translation("graph").checks}
    assert checks - broken == set()


def essence(results: Iterator[Result] | tuple[Result, ...]) -> set[tuple[object, ...]]:
    """What two processors must agree on: all but the wording."""
    return {(r.focus, str(r.path), r.value, r.shape, r.component, r.severity, r.constraint) for r in results}


@pytest.fixture(scope="module")
def parsed_once() -> Iterator[None]:
    """A query is parsed once, not for every node that pySHACL asks it of."""
    original = SPARQLProcessor.query
    prepared: dict[str, Any] = {}

    def query(self: SPARQLProcessor, text: str, *args: Any, **settings: Any) -> Any:
        if text not in prepared:
            prepared[text] = prepareQuery(text)
        return original(self, prepared[text], *args, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield


@pytest.mark.usefixtures("parsed_once")
@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=[] if n % 12 == 0 else pytest.mark.slow) for n, case in enumerate(INVALID)],
    ids=name_of,
)
def test_gate_says_what_pyshacl_says(case: Path) -> None:
    """The shapes of a failing case's file, SPARQL and all: pySHACL and the gate refuse it for the same."""
    shapes, translation = shapes_beside(case.parent.name)
    ours = run(scratch_store(data_of(case)), translation, shapes)
    assert ours
    assert essence(ours) == essence(reference.of_graph(rdflib_graph(data_of(case)), shapes))


@pytest.mark.slow
@pytest.mark.usefixtures("parsed_once")
@pytest.mark.parametrize("case", FIXTURES, ids=name_of)
def test_gate_says_what_pyshacl_says_of_all_shapes(case: Path) -> None:
    """All shapes at once, SPARQL and all, through pySHACL and through the gate."""
    shapes = load.shapes_graph("graph")
    ours = run(scratch_store(data_of(case)), load.translation("graph"), shapes)
    assert essence(ours) == essence(reference.of_graph(rdflib_graph(data_of(case)), shapes))
