"""Shapes as queries: SHACL Core constraints turned into SELECTs, `sh:select` texts taken as they are.

A processor that walks from node to node spends its time on nodes that are in order. A query finds those
that are not. What a query here cannot say (nested property shapes, qualified counts, closed shapes,
components that others define) is left over, and goes to pySHACL; tests hold both ways to the same results.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import rdflib
from rdflib.term import IdentifiedNode, Node

from shapes.components import (
    INSTANCES,
    Scope,
    UntranslatableShape,
    is_constraint,
    is_deactivated,
    query_of,
    scope_of,
)
from shapes.paths import Path, read_path
from shapes.prebinding import may_stay_free
from shapes.report import SEVERITIES, Severity
from shapes.terms import SH, in_sparql

_TARGETS: Final = {
    SH.targetNode: "BIND({0} AS ?this)",
    SH.targetClass: f"GRAPH <{INSTANCES}> {{{{ ?this a {{0}} }}}}",
    SH.targetSubjectsOf: "?this {0} ?targetObject",
    SH.targetObjectsOf: "?targetSubject {0} ?this",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint as a query whose rows are the nodes that break it.

    `target` is the pattern of the nodes that the shape is about. A generated query has it in itself; the rows
    of a `sh:select` (`constraint` is its node) only count where `?this` is one of those nodes.
    """

    query: str
    shape: str
    component: str
    severity: Severity
    messages: tuple[tuple[str, str], ...]
    target: str
    path: Path | None = None
    constraint: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A shapes graph as checks, and the shapes that are left to pySHACL."""

    checks: tuple[Check, ...]
    leftover: tuple[IdentifiedNode, ...]


def translate(graph: rdflib.Graph) -> Translation:
    """All shapes of `graph` that have a target."""
    checks: list[Check] = []
    leftover: list[IdentifiedNode] = []
    if (None, SH.parameter, None) in graph:  # components that others define
        return Translation((), tuple(targeted_shapes(graph)))
    for shape in targeted_shapes(graph):
        try:
            checks += _shape_checks(graph, shape)
        except UntranslatableShape:
            leftover.append(shape)
    return Translation(tuple(checks), tuple(leftover))


def targeted_shapes(graph: rdflib.Graph) -> list[IdentifiedNode]:
    """The shapes of `graph` that say which nodes they are about, in a fixed order."""
    found: set[Node] = set()
    for predicate in (*_TARGETS, SH.target):
        found |= set(graph.subjects(predicate))
    for kind in (SH.NodeShape, SH.PropertyShape):
        found |= {shape for shape in graph.subjects(rdflib.RDF.type, kind) if _is_class(graph, shape)}
    active = [shape for shape in found if not is_deactivated(graph, shape)]
    return sorted(cast("list[IdentifiedNode]", active), key=str)


def severity_of(graph: rdflib.Graph, shape: Node) -> Severity:
    """The severity of what breaks `shape`: violation, unless it says otherwise."""
    stated = graph.value(shape, SH.severity)
    name = "Violation" if stated is None else str(stated).removeprefix(str(SH))
    if name not in SEVERITIES:
        raise UntranslatableShape
    return name


def messages_of(graph: rdflib.Graph, node: Node) -> tuple[tuple[str, str], ...]:
    """The messages of a shape or constraint, by language."""
    texts = [text for text in graph.objects(node, SH.message) if isinstance(text, rdflib.Literal)]
    return tuple(sorted((text.language or "", str(text)) for text in texts))


def _is_class(graph: rdflib.Graph, node: Node) -> bool:
    return any((node, rdflib.RDF.type, kind) in graph for kind in (rdflib.RDFS.Class, rdflib.OWL.Class))


def target_pattern(graph: rdflib.Graph, shape: Node) -> str:
    """The pattern that binds `?this` to the focus nodes of `shape`."""
    if (shape, SH.target, None) in graph:
        raise UntranslatableShape
    patterns = [
        form.format(in_sparql(value))
        for name, form in _TARGETS.items()
        for value in sorted(graph.objects(shape, name), key=str)
    ]
    if _is_class(graph, shape):
        patterns.append(_TARGETS[SH.targetClass].format(in_sparql(shape)))
    return " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)


def _shape_checks(graph: rdflib.Graph, shape: IdentifiedNode) -> Iterator[Check]:
    target = target_pattern(graph, shape)
    if (shape, SH.path, None) in graph:
        yield from _property_checks(graph, shape, target)
        return
    yield from _constraint_checks(graph, shape, scope_of(target, None))
    yield from _select_checks(graph, shape, scope_of(target, None))
    for inner in sorted(graph.objects(shape, SH.property), key=str):
        if not is_deactivated(graph, inner):
            yield from _property_checks(graph, inner, target)


def _property_checks(graph: rdflib.Graph, shape: Node, target: str) -> Iterator[Check]:
    if (shape, SH.property, None) in graph:
        raise UntranslatableShape
    scope = scope_of(target, read_path(graph, cast("Node", graph.value(shape, SH.path))))
    yield from _constraint_checks(graph, shape, scope)
    yield from _select_checks(graph, shape, scope)


def _constraint_checks(graph: rdflib.Graph, shape: Node, scope: Scope) -> Iterator[Check]:
    for predicate, value in sorted(graph.predicate_objects(shape), key=str):
        if not is_constraint(predicate):
            continue
        query = query_of(graph, shape, scope, predicate, value)
        component = str(predicate).removeprefix(str(SH))
        if query is not None:
            yield Check(
                query,
                str(shape),
                component[0].upper() + component[1:],
                severity_of(graph, shape),
                messages_of(graph, shape),
                scope.target,
                scope.path,
            )


def _select_checks(graph: rdflib.Graph, shape: Node, scope: Scope) -> Iterator[Check]:
    for node in sorted(graph.objects(shape, SH.sparql), key=str):
        select = graph.value(node, SH.select)
        if is_deactivated(graph, node):
            continue
        if "$shapesGraph" in str(select) or "$currentShape" in str(select):
            raise UntranslatableShape
        query = _prefixes(graph, node) + str(select)
        if scope.path is not None:
            query = query.replace("$PATH", str(scope.path))
        if not may_stay_free(query):
            raise UntranslatableShape
        yield Check(
            query,
            str(shape),
            "SPARQL",
            severity_of(graph, shape),
            messages_of(graph, node) or messages_of(graph, shape),
            scope.target,
            scope.path,
            str(node),
        )


def _prefixes(graph: rdflib.Graph, node: Node) -> str:
    declared = {
        (str(graph.value(entry, SH.prefix)), str(graph.value(entry, SH.namespace)))
        for named in graph.objects(node, SH.prefixes)
        for holder in graph.transitive_objects(named, rdflib.OWL.imports)
        for entry in graph.objects(holder, SH.declare)
    }
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))
