"""The W3C's test suite for SHACL: through pySHACL as the gate uses it, and through the gate itself."""

import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.collection import Collection

from shapes import reference
from shapes.report import Result
from shapes.terms import SH, quads_of
from shapes.translate import translate
from shapes.validate import run, scratch_store

W3C = os.environ.get("YUEZHI_W3C")
SUITE = (Path(W3C or ".") / "shacl").resolve()
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = rdflib.Namespace("http://www.w3.org/ns/shacl-test#")

pytestmark = [
    pytest.mark.w3c,
    pytest.mark.skipif(W3C is None, reason="YUEZHI_W3C does not say where the W3C's test suites are"),
]

_ONE_IS_TRUE = 'rdflib reads "1"^^xsd:boolean as true, which sh:uniqueLang does not take for true'
_NO_SHAPES_GRAPH = "pySHACL does not support $shapesGraph"
_DECIMAL = 'the store writes "4.0"^^xsd:decimal as "4": the same value, another spelling'
#: Tests that pySHACL fails, each with the reason.
PYSHACL_FAILS = {
    "core/property/uniqueLang-002": _ONE_IS_TRUE,
    "sparql/pre-binding/shapesGraph-001": _NO_SHAPES_GRAPH,
}
#: Tests that the gate fails: those, and where the store does not keep how a value was written.
GATE_FAILS = PYSHACL_FAILS | {
    "core/node/maxExclusive-001": _DECIMAL,
    "core/node/minExclusive-001": _DECIMAL,
    "core/property/datatype-ill-formed": "the store reads any integer type as xsd:integer",
    "core/property/or-datatypes-001": 'rdflib reads "none"^^xsd:boolean as false before the store sees it',
}


@dataclass(frozen=True)
class Case:
    """One test: its name, data, shapes, and the results expected (None: validation must fail)."""

    name: str
    data: rdflib.Graph
    shapes: rdflib.Graph
    expected: frozenset[tuple[str, ...]] | None


def read(path: Path) -> rdflib.Graph:
    """A file of the suite."""
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ill-formed literals are what some tests are about
        return graph.parse(path, format="turtle", publicID=path.as_uri())


def file_behind(iri: Any) -> Path:
    """The file that an IRI of a manifest names."""
    return Path(str(iri).removeprefix("file://"))


def entries(path: Path) -> Iterator[tuple[Path, rdflib.Graph, Any]]:
    """All tests of a manifest and of those that it includes."""
    graph = read(path)
    for included in sorted(graph.objects(None, MF.include), key=str):
        yield from entries(file_behind(included))
    for listed in graph.objects(None, MF.entries):
        for test in Collection(graph, listed):
            yield path, graph, test


def case_of(path: Path, graph: rdflib.Graph, test: Any) -> Case:
    """A test of a manifest with its graphs."""
    action = graph.value(test, MF.action)
    files = [file_behind(graph.value(action, part)) for part in (SHT.dataGraph, SHT.shapesGraph)]
    data, shapes = (graph if file == path else read(file) for file in files)
    outcome = graph.value(test, MF.result)
    found = [reference._result(graph, graph, node) for node in graph.objects(outcome, SH.result)]
    name = str(path.relative_to(SUITE).with_suffix(""))
    return Case(name, data, shapes, None if outcome == SHT.Failure else essence(found))


def essence(results: list[Result]) -> frozenset[tuple[str, ...]]:
    """What the suite compares: node, path, value, component and severity."""
    return frozenset((str(r.focus), str(r.path), str(r.value), r.component, r.severity) for r in results)


def cases(known_failures: dict[str, str]) -> list[Any]:
    """All tests, those that are known to fail marked so, strictly."""
    if W3C is None:
        return []
    found = []
    for path, graph, test in entries(SUITE / "manifest.ttl"):
        case = case_of(path, graph, test)
        reason = known_failures.get(case.name)
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(case, id=case.name, marks=marks))
    return found


def hold(case: Case, found: list[Result] | None) -> None:
    """Compares what was found with what the suite expects."""
    if case.expected is None:
        assert found is None
    else:
        assert found is not None
        assert essence(found) == case.expected


def attempt(results: Iterator[Result], case: Case) -> list[Result] | None:
    """The results; None where the processor refuses, as some tests demand."""
    if case.expected is not None:
        return list(results)
    with pytest.raises(Exception, match=r".") as refusal:  # every processor has errors of its own
        list(results)
    return None if refusal.value else []


@pytest.mark.filterwarnings("ignore")  # the suite has shapes that pySHACL warns of
@pytest.mark.parametrize("case", cases(PYSHACL_FAILS))
def test_pyshacl(case: Case) -> None:
    """PySHACL, set up as the gate sets it up, finds what the suite expects."""
    hold(case, attempt(reference.of_graph(case.data, case.shapes), case))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", cases(GATE_FAILS))
def test_gate(case: Case) -> None:
    """The gate, queries first and pySHACL for the rest, finds what the suite expects."""
    translation = translate(case.shapes)
    hold(case, attempt(run(scratch_store(quads_of(case.data)), translation, case.shapes), case))


def test_suite_is_whole() -> None:
    """All 120 tests are there, and every known failure is one of them."""
    names = {case_of(*entry).name for entry in entries(SUITE / "manifest.ttl")}
    assert len(list(entries(SUITE / "manifest.ttl"))) == 120
    assert set(GATE_FAILS) <= names


def test_most_of_it_is_answered_by_queries() -> None:
    """What the gate leaves to pySHACL is the lesser part: a change that leaves over more is seen here."""
    shapes = [case_of(*entry).shapes for entry in entries(SUITE / "manifest.ttl")]
    assert sum(bool(translate(graph).leftover) for graph in shapes) == 41
