"""Shapes as queries: SHACL Core constraints turned into SELECTs, `sh:select` texts taken as they are.

A processor that walks from node to node spends its time on nodes that are in order. A query finds those
that are not. What a query here cannot say (nested property shapes, qualified counts, closed shapes,
components that others define) is left over, and goes to pySHACL; tests hold both ways to the same results.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

import rdflib
from rdflib.collection import Collection
from rdflib.term import IdentifiedNode, Node

from shapes.paths import Path, read_path
from shapes.prebinding import may_stay_free
from shapes.report import SEVERITIES, Severity
from shapes.terms import SH, in_sparql

#: The graph of the scratch store in which every thing has its class and all classes above it.
INSTANCES: Final = "urn:yuezhi:instances"

_TARGETS: Final = {
    SH.targetNode: "BIND({0} AS ?this)",
    SH.targetClass: f"GRAPH <{INSTANCES}> {{{{ ?this a {{0}} }}}}",
    SH.targetSubjectsOf: "?this {0} ?targetObject",
    SH.targetObjectsOf: "?targetSubject {0} ?this",
}
_SILENT: Final = {
    SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.path, SH.property,
    SH.sparql, SH.deactivated, SH.flags, *_TARGETS,
}  # fmt: skip
_CASTS: Final = {
    rdflib.XSD[name] for name in ("integer", "decimal", "double", "float", "boolean", "dateTime", "date")
}
_UNCHECKED_DATATYPES: Final = {rdflib.XSD.string, rdflib.RDF.langString, rdflib.XSD.anyURI}
_NODE_KINDS: Final = {
    SH.IRI: "isIRI(?value)",
    SH.BlankNode: "isBlank(?value)",
    SH.Literal: "isLiteral(?value)",
    SH.BlankNodeOrIRI: "(isBlank(?value) || isIRI(?value))",
    SH.BlankNodeOrLiteral: "(isBlank(?value) || isLiteral(?value))",
    SH.IRIOrLiteral: "(isIRI(?value) || isLiteral(?value))",
}


class UntranslatableShape(Exception):  # noqa: N818  (a signal inside this layer: pySHACL takes over)
    """A shape that says something for which there is no query here."""


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint as a query whose rows are the nodes that break it.

    `target` is None where the query has the target in it, else the query for the nodes that count.
    """

    query: str
    shape: str
    component: str
    severity: Severity
    messages: tuple[tuple[str, str], ...]
    path: Path | None = None
    constraint: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A shapes graph as checks, and the shapes that are left to pySHACL."""

    checks: tuple[Check, ...]
    leftover: tuple[IdentifiedNode, ...]


def translate(graph: rdflib.Graph) -> Translation:
    """All shapes of `graph` that have a target."""
    checks: list[Check] = []
    leftover: list[IdentifiedNode] = []
    foreign = (None, SH.parameter, None) in graph
    for shape in targeted_shapes(graph):
        try:
            if foreign:
                raise UntranslatableShape
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


def is_deactivated(graph: rdflib.Graph, shape: Node) -> bool:
    """Whether `shape` (or a constraint) says that it is not to be used."""
    return graph.value(shape, SH.deactivated) == rdflib.Literal(True)


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


def target_query(graph: rdflib.Graph, shape: Node) -> str:
    """The query for the focus nodes of `shape`."""
    return f"SELECT DISTINCT ?this WHERE {{ {_target_pattern(graph, shape)} }}"


def _is_class(graph: rdflib.Graph, node: Node) -> bool:
    return any((node, rdflib.RDF.type, kind) in graph for kind in (rdflib.RDFS.Class, rdflib.OWL.Class))


def _target_pattern(graph: rdflib.Graph, shape: Node) -> str:
    if (shape, SH.target, None) in graph:
        raise UntranslatableShape
    patterns = [
        form.format(in_sparql(value)) for name, form in _TARGETS.items() for value in sorted(graph.objects(shape, name))
    ]
    if _is_class(graph, shape):
        patterns.append(_TARGETS[SH.targetClass].format(in_sparql(shape)))
    return " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)


def _shape_checks(graph: rdflib.Graph, shape: IdentifiedNode) -> Iterator[Check]:
    target = _target_pattern(graph, shape)
    if (shape, SH.path, None) in graph:
        yield from _property_checks(graph, shape, target, target_query(graph, shape))
        return
    yield from _constraint_checks(graph, shape, _scope(target, None), None)
    yield from _select_checks(graph, shape, None, target_query(graph, shape))
    for inner in sorted(graph.objects(shape, SH.property), key=str):
        if not is_deactivated(graph, inner):
            yield from _property_checks(graph, inner, target, target_query(graph, shape))


def _property_checks(graph: rdflib.Graph, shape: Node, target: str, targets: str) -> Iterator[Check]:
    if (shape, SH.property, None) in graph:
        raise UntranslatableShape
    path = read_path(graph, cast("Node", graph.value(shape, SH.path)))
    yield from _constraint_checks(graph, shape, _scope(target, path), path)
    yield from _select_checks(graph, shape, path, targets)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The nodes that a shape looks at, as patterns: `target` binds ?this, `values` ?value as well."""

    target: str
    path: str
    values: str


def _scope(target: str, path: Path | None) -> _Scope:
    nodes = f"{{ SELECT DISTINCT ?this WHERE {{ {target} }} }}" if " UNION " in target else target
    return _Scope(nodes, str(path), f"{nodes} " + ("BIND(?this AS ?value)" if path is None else f"?this {path} ?value ."))


def _constraint_checks(
    graph: rdflib.Graph, shape: Node, scope: _Scope, path: Path | None
) -> Iterator[Check]:
    for predicate, value in sorted(graph.predicate_objects(shape), key=str):
        if predicate in _SILENT or not str(predicate).startswith(str(SH)):
            continue
        component = str(predicate).removeprefix(str(SH))
        component = component[0].upper() + component[1:]
        if predicate in _WHOLE_TESTS and path is not None:
            queries = _WHOLE_TESTS[cast("rdflib.URIRef", predicate)](scope, value)
        elif predicate == SH.hasValue:
            queries = [f"SELECT ?this WHERE {{ {scope.values} FILTER(!sameTerm(?this, {in_sparql(value)})) }}"]
        elif predicate in _COMPARISONS:
            queries = [_COMPARISONS[cast("rdflib.URIRef", predicate)](scope, in_sparql(value))]
        else:
            broken = _value_test(graph, shape, predicate, value)
            queries = [f"SELECT DISTINCT ?this ?value WHERE {{ {scope.values} FILTER({broken}) }}"]
        for query in queries:
            yield Check(
                query, str(shape), component, severity_of(graph, shape), messages_of(graph, shape), path
            )


def _select_checks(graph: rdflib.Graph, shape: Node, path: Path | None, targets: str) -> Iterator[Check]:
    for node in sorted(graph.objects(shape, SH.sparql), key=str):
        select = graph.value(node, SH.select)
        if is_deactivated(graph, node):
            continue
        if select is None or "$shapesGraph" in select or "$currentShape" in select:
            raise UntranslatableShape
        text = str(select) if path is None else str(select).replace("$PATH", str(path))
        query = _prefixes(graph, node) + text
        if not may_stay_free(query):
            raise UntranslatableShape
        yield Check(
            query,
            str(shape),
            "SPARQL",
            severity_of(graph, shape),
            messages_of(graph, node) or messages_of(graph, shape),
            path,
            str(node),
            targets,
        )


def _prefixes(graph: rdflib.Graph, node: Node) -> str:
    declared = {
        (str(graph.value(entry, SH.prefix)), str(graph.value(entry, SH.namespace)))
        for named in graph.objects(node, SH.prefixes)
        for holder in graph.transitive_objects(named, rdflib.OWL.imports)
        for entry in graph.objects(holder, SH.declare)
    }
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))


def _value_test(graph: rdflib.Graph, shape: Node, predicate: Node, value: Node) -> str:
    """An expression that is true where ?value breaks the constraint."""
    if predicate in _TERM_TESTS:
        return _TERM_TESTS[cast("rdflib.URIRef", predicate)](value)
    if predicate == SH.pattern:
        flags = graph.value(shape, SH.flags)
        pattern = ", ".join(in_sparql(part) for part in (value, flags) if part is not None)
        return f"isBlank(?value) || !REGEX(STR(?value), {pattern})"
    if predicate in (SH["in"], SH.languageIn):
        return _list_test(predicate, [in_sparql(item) for item in Collection(graph, value)])
    if predicate in (SH["or"], SH["and"], SH.xone):
        return _logic_test(predicate, [_breaks(graph, part) for part in Collection(graph, value)])
    if predicate == SH.node:
        return _breaks(graph, value)
    if predicate == SH["not"]:
        return f"!({_breaks(graph, value)})"
    raise UntranslatableShape


def _breaks(graph: rdflib.Graph, shape: Node) -> str:
    """An expression that is true where ?value does not conform to a shape that looks at the node alone."""
    if is_deactivated(graph, shape):
        return "false"
    tests: list[str] = []
    for predicate, value in sorted(graph.predicate_objects(shape), key=str):
        if predicate in (SH.path, SH.property, SH.sparql):
            raise UntranslatableShape
        if predicate not in _SILENT and str(predicate).startswith(str(SH)):
            tests.append(f"({_value_test(graph, shape, predicate, value)})")
    return " || ".join(tests) or "false"


def _logic_test(predicate: Node, broken: list[str]) -> str:
    if predicate == SH["or"]:
        return " && ".join(f"({part})" for part in broken)
    if predicate == SH["and"]:
        return " || ".join(f"({part})" for part in broken)
    return " + ".join(f"IF({part}, 0, 1)" for part in broken) + " != 1"


def _list_test(predicate: Node, items: list[str]) -> str:
    if predicate == SH["in"]:
        return "!(" + (" || ".join(f"sameTerm(?value, {item})" for item in items) or "false") + ")"
    matches = " || ".join(f"LANGMATCHES(LANG(?value), {item})" for item in items)
    return f"!COALESCE({matches}, false)"


def _datatype_test(value: Node) -> str:
    name = in_sparql(value)
    if value in _CASTS:
        return f"!COALESCE(DATATYPE(?value) = {name} && isLiteral({name}(STR(?value))), false)"
    if value not in _UNCHECKED_DATATYPES:
        raise UntranslatableShape
    return f"!COALESCE(DATATYPE(?value) = {name}, false)"


def _node_kind_test(value: Node) -> str:
    return f"!{_NODE_KINDS[cast('rdflib.URIRef', value)]}"


def _bound_test(operator: str) -> Callable[[Node], str]:
    return lambda value: f"!COALESCE(?value {operator} {in_sparql(value)}, false)"


def _min_count(scope: _Scope, value: Node) -> list[str]:
    at_least = int(cast("rdflib.Literal", value))
    if at_least == 1:
        return [f"SELECT ?this WHERE {{ {scope.target} FILTER NOT EXISTS {{ ?this {scope.path} ?value }} }}"]
    counted = f"{scope.target} OPTIONAL {{ ?this {scope.path} ?value }}"
    having = f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) < {at_least})"
    return [] if at_least == 0 else [f"SELECT ?this WHERE {{ {counted} }} {having}"]


def _max_count(scope: _Scope, value: Node) -> list[str]:
    having = f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > {int(cast('rdflib.Literal', value))})"
    return [f"SELECT ?this WHERE {{ {scope.values} }} {having}"]


def _unique_lang(scope: _Scope, value: Node) -> list[str]:
    if value != rdflib.Literal(True):
        return []
    same = "LANG(?value) != '' && LANG(?value) = LANG(?twin) && !sameTerm(?value, ?twin)"
    return [
        "SELECT DISTINCT ?this ?lang WHERE { "
        f"{scope.values} ?this {scope.path} ?twin . FILTER({same}) BIND(LANG(?value) AS ?lang) }}"
    ]


def _has_value(scope: _Scope, value: Node) -> list[str]:
    missing = f"FILTER NOT EXISTS {{ ?this {scope.path} {in_sparql(value)} }}"
    return [f"SELECT ?this WHERE {{ {scope.target} {missing} }}"]


def _equals(scope: _Scope, other: str) -> str:
    here, there = (f"?this {name} ?value" for name in (scope.path, other))
    if scope.path == "None":
        here = "FILTER(sameTerm(?this, ?value))"
    lacking = f"{scope.values} FILTER NOT EXISTS {{ {there} }}"
    beyond = f"{scope.target} {there} FILTER NOT EXISTS {{ {here} }}"
    return f"SELECT DISTINCT ?this ?value WHERE {{ {{ {lacking} }} UNION {{ {beyond} }} }}"


def _disjoint(scope: _Scope, other: str) -> str:
    return f"SELECT DISTINCT ?this ?value WHERE {{ {scope.values} ?this {other} ?value }}"


def _less(operator: str) -> Callable[[_Scope, str], str]:
    def query(scope: _Scope, other: str) -> str:
        order = f"FILTER(!COALESCE(?value {operator} ?other, false))"
        return f"SELECT DISTINCT ?this ?value WHERE {{ {scope.values} ?this {other} ?other {order} }}"

    return query


_TERM_TESTS: Final[dict[rdflib.URIRef, Callable[[Node], str]]] = {
    SH["class"]: lambda value: f"NOT EXISTS {{ GRAPH <{INSTANCES}> {{ ?value a {in_sparql(value)} }} }}",
    SH.datatype: _datatype_test,
    SH.nodeKind: _node_kind_test,
    SH.hasValue: lambda value: f"!sameTerm(?value, {in_sparql(value)})",
    SH.minLength: lambda value: f"isBlank(?value) || STRLEN(STR(?value)) < {in_sparql(value)}",
    SH.maxLength: lambda value: f"isBlank(?value) || STRLEN(STR(?value)) > {in_sparql(value)}",
    SH.minInclusive: _bound_test(">="),
    SH.minExclusive: _bound_test(">"),
    SH.maxInclusive: _bound_test("<="),
    SH.maxExclusive: _bound_test("<"),
}
_WHOLE_TESTS: Final[dict[rdflib.URIRef, Callable[[_Scope, Node], list[str]]]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.uniqueLang: _unique_lang,
    SH.hasValue: _has_value,
}
_COMPARISONS: Final[dict[rdflib.URIRef, Callable[[_Scope, str], str]]] = {
    SH.equals: _equals,
    SH.disjoint: _disjoint,
    SH.lessThan: _less("<"),
    SH.lessThanOrEquals: _less("<="),
}
