"""SHACL Core constraint components as SPARQL: each a query, or an expression, that finds what breaks it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import rdflib
from rdflib.collection import Collection
from rdflib.term import Node

from shapes.paths import Path
from shapes.terms import SH, in_sparql

#: The graph of the scratch store in which every thing has its class and all classes above it.
INSTANCES: Final = "urn:yuezhi:instances"

#: What stands at a shape and is no constraint.
SILENT: Final = {
    SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.path,
    SH.property, SH.sparql, SH.deactivated, SH.flags, SH.targetNode, SH.targetClass, SH.targetSubjectsOf,
    SH.targetObjectsOf,
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
class Scope:
    """The nodes that a shape looks at, as patterns: `nodes` binds ?this, `values` ?value as well."""

    target: str
    nodes: str
    path: Path | None
    values: str


def scope_of(target: str, path: Path | None) -> Scope:
    """The scope of a shape with this pattern of targets; `path` is None for a node shape."""
    nodes = f"{{ SELECT DISTINCT ?this WHERE {{ {target} }} }}" if " UNION " in target else target
    step = "BIND(?this AS ?value)" if path is None else f"?this {path} ?value ."
    return Scope(target, nodes, path, f"{nodes} {step}")


def is_constraint(predicate: Node) -> bool:
    """Whether a property of a shape is a parameter of some constraint component."""
    return predicate not in SILENT and str(predicate).startswith(str(SH))


def is_deactivated(graph: rdflib.Graph, shape: Node) -> bool:
    """Whether `shape` (or a constraint) says that it is not to be used."""
    return graph.value(shape, SH.deactivated) == rdflib.Literal(True)


def query_of(graph: rdflib.Graph, shape: Node, scope: Scope, predicate: Node, value: Node) -> str | None:
    """The query for one constraint; None where the constraint holds of everything.

    Raises:
        UntranslatableShape: there is no query for this constraint.
    """
    if predicate in _WHOLE_TESTS and scope.path is not None:
        return _WHOLE_TESTS[cast("rdflib.URIRef", predicate)](scope, value)
    if predicate == SH.hasValue:
        return f"SELECT ?this WHERE {{ {scope.nodes} FILTER(!sameTerm(?this, {in_sparql(value)})) }}"
    if predicate in _COMPARISONS:
        return _COMPARISONS[cast("rdflib.URIRef", predicate)](scope, in_sparql(value))
    broken = _value_test(graph, shape, predicate, value)
    return f"SELECT DISTINCT ?this ?value WHERE {{ {scope.values} FILTER({broken}) }}"


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
        if is_constraint(predicate):
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


def _min_count(scope: Scope, value: Node) -> str | None:
    at_least = int(cast("rdflib.Literal", value))
    if at_least == 1:
        return f"SELECT ?this WHERE {{ {scope.nodes} FILTER NOT EXISTS {{ ?this {scope.path} ?value }} }}"
    counted = f"{scope.nodes} OPTIONAL {{ ?this {scope.path} ?value }}"
    having = f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) < {at_least})"
    return f"SELECT ?this WHERE {{ {counted} }} {having}" if at_least else None


def _max_count(scope: Scope, value: Node) -> str:
    having = f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) > {int(cast('rdflib.Literal', value))})"
    return f"SELECT ?this WHERE {{ {scope.values} }} {having}"


def _unique_lang(scope: Scope, value: Node) -> str | None:
    if value != rdflib.Literal(True):
        return None
    same = "LANG(?value) != '' && LANG(?value) = LANG(?twin) && !sameTerm(?value, ?twin)"
    return (
        "SELECT DISTINCT ?this ?lang WHERE { "
        f"{scope.values} ?this {scope.path} ?twin . FILTER({same}) BIND(LANG(?value) AS ?lang) }}"
    )


def _has_value(scope: Scope, value: Node) -> str:
    missing = f"FILTER NOT EXISTS {{ ?this {scope.path} {in_sparql(value)} }}"
    return f"SELECT ?this WHERE {{ {scope.nodes} {missing} }}"


def _equals(scope: Scope, other: str) -> str:
    here = "FILTER(sameTerm(?this, ?value))" if scope.path is None else f"?this {scope.path} ?value"
    lacking = f"{scope.values} FILTER NOT EXISTS {{ ?this {other} ?value }}"
    beyond = f"{scope.nodes} ?this {other} ?value FILTER NOT EXISTS {{ {here} }}"
    return f"SELECT DISTINCT ?this ?value WHERE {{ {{ {lacking} }} UNION {{ {beyond} }} }}"


def _disjoint(scope: Scope, other: str) -> str:
    return f"SELECT DISTINCT ?this ?value WHERE {{ {scope.values} ?this {other} ?value }}"


def _less(operator: str) -> Callable[[Scope, str], str]:
    def query(scope: Scope, other: str) -> str:
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
_WHOLE_TESTS: Final[dict[rdflib.URIRef, Callable[[Scope, Node], str | None]]] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.uniqueLang: _unique_lang,
    SH.hasValue: _has_value,
}
_COMPARISONS: Final[dict[rdflib.URIRef, Callable[[Scope, str], str]]] = {
    SH.equals: _equals,
    SH.disjoint: _disjoint,
    SH.lessThan: _less("<"),
    SH.lessThanOrEquals: _less("<="),
}
