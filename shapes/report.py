"""What validation found: results, and a report of them as text, as JSON and as an RDF graph."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import pyoxigraph as ox
import rdflib

from ontology import names
from shapes.paths import Path, Step, path_node
from shapes.terms import SH, Term, to_rdflib

Severity = Literal["Violation", "Warning", "Info"]
SEVERITIES: Final[tuple[Severity, ...]] = ("Violation", "Warning", "Info")

_PREFIXES: Final = {
    "shape": names.SHAPES,
    "yz": names.YZ,
    "code": names.CODE,
    "id": names.ID,
    "rdf": str(rdflib.RDF),
    "rdfs": str(rdflib.RDFS),
    "xsd": str(rdflib.XSD),
    "skos": str(rdflib.SKOS),
    "dcterms": str(rdflib.DCTERMS),
    "org": str(rdflib.ORG),
    "qb": str(rdflib.QB),
    "oa": "http://www.w3.org/ns/oa#",
    "sh": str(SH),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found: at which node, along which path, by which constraint, and what to change.

    `shape` is the shape that the constraint stands in, `constraint` the node of its `sh:sparql`, `component`
    the local name of the constraint component (`MinCount`, `SPARQL`), `messages` has one text per language.
    """

    focus: Term
    path: Path | None
    value: Term | None
    shape: str
    component: str
    severity: Severity
    messages: tuple[tuple[str, str], ...] = ()
    constraint: str | None = None

    @property
    def node(self) -> str:
        """The IRI of the focus node (the label of a blank node, the characters of a literal)."""
        return self.focus.value

    @property
    def path_iri(self) -> str | None:
        """The property, where the path is one property."""
        return self.path.iri if isinstance(self.path, Step) else None

    def message(self, lang: str = "en") -> str:
        """What the reader is told in `lang`, else in English, else in whatever language there is."""
        texts = dict(self.messages)
        return texts.get(lang) or texts.get("en") or next(iter(texts.values()), f"breaks {self.component}")

    def order(self) -> tuple[int, str, str, str, str, str]:
        """What results are sorted by: severity, node, shape, constraint, path, value."""
        rank = SEVERITIES.index(self.severity)
        return (
            rank,
            str(self.focus),
            self.shape,
            f"{self.constraint}{self.component}",
            str(self.path),
            str(self.value),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All results of one validation, sorted, each once."""

    stage: str
    results: tuple[Result, ...]

    @classmethod
    def of(cls, stage: str, results: Iterable[Result]) -> "Report":
        """A report of `results`, in any order and with repetitions."""
        return cls(stage, tuple(sorted(set(results), key=Result.order)))

    @property
    def conforms(self) -> bool:
        """Whether nothing at all was found (what SHACL means by the word)."""
        return not self.results

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that stop a build."""
        return tuple(result for result in self.results if result.severity == "Violation")

    @property
    def passes(self) -> bool:
        """Whether a build may go on: there may be warnings and notes, but no violation."""
        return not self.violations

    def counts(self) -> dict[Severity, int]:
        """How many results there are of each severity."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in SEVERITIES}

    def to_text(self, *, lang: str | None = None, limit: int | None = None) -> str:
        """The report for a terminal; messages in `lang`, or in every language; at most `limit` results."""
        shown = self.results if limit is None else self.results[:limit]
        lines = [_headline(self)]
        for result in shown:
            lines += ["", *_result_lines(result, lang)]
        if len(shown) < len(self.results):
            lines += ["", f"… and {len(self.results) - len(shown)} more"]
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """The report as a JSON object: stage, passes, conforms, counts, results."""
        document = {
            "stage": self.stage,
            "passes": self.passes,
            "conforms": self.conforms,
            "counts": self.counts(),
            "results": [_as_mapping(result) for result in self.results],
        }
        return json.dumps(document, ensure_ascii=False, indent=2)

    def to_graph(self) -> rdflib.Graph:
        """The report as a SHACL validation report."""
        graph = rdflib.Graph()
        graph.bind("sh", SH)
        report = rdflib.BNode()
        graph.add((report, rdflib.RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, rdflib.Literal(self.conforms)))
        for result in self.results:
            graph.add((report, SH.result, _add_result(graph, result)))
        return graph


def short(term: Term | str) -> str:
    """`term` as people read it: a prefixed name where there is a prefix, else as in N-Triples."""
    if isinstance(term, ox.Literal) and term.datatype.value in (
        str(rdflib.XSD.decimal),
        str(rdflib.XSD.integer),
    ):
        return term.value
    if not isinstance(term, (str, ox.NamedNode)):
        return str(term)
    iri = term if isinstance(term, str) else term.value
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>" if ":" in iri else iri


def _headline(report: Report) -> str:
    if report.conforms:
        return f"Stage {report.stage}: nothing to report."
    found = [f"{n} {severity.lower()}{'s' * (n != 1)}" for severity, n in report.counts().items() if n]
    return f"Stage {report.stage}: {', '.join(found)}."


def _result_lines(result: Result, lang: str | None) -> list[str]:
    lines = [f"{result.severity} at {short(result.focus)}"]
    constraint = f", {short(result.constraint)}" if result.constraint else ""
    lines.append(f"  shape  {short(result.shape)} ({result.component}{constraint})")
    if result.path is not None:
        lines.append(f"  path   {short(result.path.iri) if isinstance(result.path, Step) else result.path}")
    if result.value is not None and result.value != result.focus:
        lines.append(f"  value  {short(result.value)}")
    texts: Mapping[str, str] = dict(result.messages) if lang is None else {lang: result.message(lang)}
    return lines + [f"  {tag or '-':<6} {text}" for tag, text in sorted(texts.items())]


def _as_mapping(result: Result) -> dict[str, Any]:
    return {
        "severity": result.severity,
        "focus": result.node,
        "path": None if result.path is None else result.path_iri or str(result.path),
        "value": None if result.value is None else _json_value(result.value),
        "shape": result.shape,
        "constraint": result.constraint,
        "component": result.component,
        "messages": dict(result.messages),
    }


def _json_value(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _add_result(graph: rdflib.Graph, result: Result) -> rdflib.BNode:
    node = rdflib.BNode()
    graph.add((node, rdflib.RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, to_rdflib(result.focus)))
    graph.add((node, SH.sourceShape, _named(result.shape)))
    graph.add((node, SH.sourceConstraintComponent, SH[f"{result.component}ConstraintComponent"]))
    graph.add((node, SH.resultSeverity, SH[result.severity]))
    if result.path is not None:
        graph.add((node, SH.resultPath, path_node(result.path, graph)))
    if result.value is not None:
        graph.add((node, SH.value, to_rdflib(result.value)))
    if result.constraint:
        graph.add((node, SH.sourceConstraint, _named(result.constraint)))
    for lang, text in result.messages:
        graph.add((node, SH.resultMessage, rdflib.Literal(text, lang=lang or None)))
    return node


def _named(name: str) -> rdflib.term.IdentifiedNode:
    return rdflib.URIRef(name) if ":" in name else rdflib.BNode(name)
