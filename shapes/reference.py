"""pySHACL, whole: for the shapes that no query says, and as what the gate's own results are held to."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.term import IdentifiedNode, Node

from shapes.errors import ReferenceFailed
from shapes.paths import read_path
from shapes.report import Result, Severity
from shapes.terms import SH, rdflib_graph, to_oxigraph
from shapes.translate import targeted_shapes


def results(
    quads: Iterable[ox.Quad], shapes: rdflib.Graph, *, only: Sequence[IdentifiedNode] | None = None
) -> Iterator[Result]:
    """What pySHACL finds in the triples of `quads`; of all targeted shapes, or of `only` some."""
    yield from of_graph(rdflib_graph(quads), shapes if only is None else _silenced(shapes, only))


def of_graph(data: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Result]:
    """What pySHACL finds in an rdflib graph, with SPARQL constraints and all."""
    _, report, text = pyshacl.validate(
        data, shacl_graph=shapes, advanced=True, inplace=True, do_owl_imports=False
    )
    if not isinstance(report, rdflib.Graph):
        raise ReferenceFailed(text)
    for node in report.objects(None, SH.result):
        yield _result(report, shapes, node)


def _silenced(shapes: rdflib.Graph, only: Sequence[IdentifiedNode]) -> rdflib.Graph:
    """A copy of `shapes` in which all targeted shapes but `only` these are switched off."""
    copy = rdflib.Graph()
    copy += shapes
    for shape in targeted_shapes(shapes):
        if shape not in only:
            for predicate in (
                SH.targetNode,
                SH.targetClass,
                SH.targetSubjectsOf,
                SH.targetObjectsOf,
                SH.target,
            ):
                copy.remove((shape, predicate, None))
    return copy


def _result(report: rdflib.Graph, shapes: rdflib.Graph, node: Node) -> Result:
    path = report.value(node, SH.resultPath)
    value = report.value(node, SH.value)
    constraint = report.value(node, SH.sourceConstraint)
    component = str(report.value(node, SH.sourceConstraintComponent)).removeprefix(str(SH))
    texts = [text for text in report.objects(node, SH.resultMessage) if isinstance(text, rdflib.Literal)]
    return Result(
        focus=to_oxigraph(cast("Node", report.value(node, SH.focusNode))),
        path=None if path is None else read_path(report if (path, None, None) in report else shapes, path),
        value=None if value is None else to_oxigraph(value),
        shape=str(report.value(node, SH.sourceShape)),
        component=component.removesuffix("ConstraintComponent"),
        severity=cast("Severity", str(report.value(node, SH.resultSeverity)).removeprefix(str(SH))),
        messages=tuple(sorted((text.language or "", str(text)) for text in texts)),
        constraint=None if constraint is None else str(constraint),
    )
