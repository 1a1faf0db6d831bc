"""Shapes and axioms agree: what passes a shape is consistent, and what follows from it passes as well."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef

from ontology.assemble import assemble
from ontology.closure import Rule, close, rules
from ontology.reason import ReasonerResult, check, distinct_names, inferred_types, is_consistent
from shapes.validate import validate
from tests.test_shapes_cases import SURROUNDINGS, VALID, around, data_of, name_of

_TYPE = ox.NamedNode(str(RDF.type))


@cache
def surroundings() -> Graph:
    """What every case stands in."""
    return Graph().parse(SURROUNDINGS)


def renamed(case: Path) -> tuple[Graph, dict[str, str]]:
    """A case whose own things have names that no other case uses, and those names with the first ones."""
    graph = Graph().parse(case)
    own = {s for s in graph.subjects() if (s, None, None) not in surroundings()}
    fresh = {s: URIRef(f"{s}~{case.parent.name}~{case.stem}") for s in own if isinstance(s, URIRef)}
    named = Graph()
    for s, p, o in graph:
        named.add((fresh.get(s, s), p, fresh.get(o, o)))
    return named, {str(new): str(old) for old, new in fresh.items()}


def together(cases: list[Path]) -> Graph:
    """The ontology with all the cases, side by side in one world."""
    facts = Graph()
    for graph in (surroundings(), *(renamed(case)[0] for case in cases)):
        for triple in graph:
            facts.add(triple)
    return assemble() + facts + distinct_names(facts)


def clashing(cases: list[Path]) -> list[str]:
    """The cases that contradict the axioms, found by halves; none when all are consistent."""
    if not cases or is_consistent(together(cases)):
        return []
    if len(cases) == 1:
        return [name_of(cases[0])]
    half = len(cases) // 2
    return [*clashing(cases[:half]), *clashing(cases[half:])]


def test_some_passing_cases_are_consistent() -> None:
    few = [case for number, case in enumerate(VALID) if number % 12 == 0]
    assert clashing(few) == []


@pytest.mark.slow
def test_every_passing_case_is_consistent() -> None:
    assert clashing(VALID) == []


@pytest.fixture(scope="module")
def result() -> ReasonerResult:
    """What HermiT makes of all passing cases in one world."""
    return check(together(VALID))


@pytest.fixture(scope="module")
def types(result: ReasonerResult) -> dict[str, list[str]]:
    """The classes that HermiT finds and nobody stated, by thing."""
    found: dict[str, list[str]] = {}
    for thing, class_ in inferred_types(result, together(VALID), ontology=assemble()):
        found.setdefault(thing, []).append(class_)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("case", VALID, ids=name_of)
def test_what_follows_from_a_passing_case_passes(case: Path, types: dict[str, list[str]]) -> None:
    _, first_names = renamed(case)
    here = {quad.subject.value for quad in data_of(case) if isinstance(quad.subject, ox.NamedNode)}
    mine = {
        thing: first_names.get(thing, thing) for thing in types if thing in first_names or "~" not in thing
    }
    inferred = [
        ox.Quad(ox.NamedNode(name), _TYPE, ox.NamedNode(class_))
        for thing, name in mine.items()
        if name in here
        for class_ in types[thing]
    ]
    followed = list(closed([*data_of(case), *inferred]))
    assert len(followed) > len(data_of(case))
    assert validate({*followed, *around(followed)}, "graph").results == ()


def closed(quads: list[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads with all that the rules of our axioms write about them."""
    store = ox.Store()
    store.extend(quads)
    close(store, _rules())
    yield from store


@cache
def _rules() -> tuple[Rule, ...]:
    kinds = {"sub-property", "inverse", "symmetric", "transitive", "chain"}
    return tuple(rule for rule in rules(assemble()) if rule.kind in kinds)
