"""The W3C suites of SPARQL 1.1: query, results and syntax, over HTTP, each test on its own data."""

import csv
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pyoxigraph as ox
import pytest

from graph.store import LocalService
from ontology import names
from sparql.execute import Stores
from sparql.service import Answer, QueryRequest
from tests.sparql_world import Client

pytestmark = pytest.mark.w3c


class AsEngine(LocalService):
    """Answers from the store that a worker of the engine would ask."""

    def __init__(self, store: ox.Store, release: str) -> None:
        super().__init__(store, release)
        self.stores = Stores(store)

    async def answer(self, request: QueryRequest) -> Answer:
        """Answers `request`, or raises QueryFault."""
        return await LocalService(self.stores.of(request), self.release).answer(request)


MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUITE = Path(os.environ.get("YUEZHI_W3C", "")) / "sparql" / "sparql11"
FOLDERS = [
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
    "syntax-fed",
]

BLANK = re.compile(r"_:\w+")

#: Tests that fail, by id, with the reason. Strict: one that passes has to leave the list.
KNOWN: dict[str, str] = {
    "aggregates/agg-groupconcat-04": "the store keeps the language of strings in GROUP_CONCAT",
    "aggregates/agg-groupconcat-06": "the store keeps the language of strings in GROUP_CONCAT",
    "aggregates/agg-empty-group-count-graph": "the store does not bind ?g around an aggregate in GRAPH ?g",
    "bindings/graph": "the store does not bind ?g around VALUES in GRAPH ?g",
    "functions/bnode01": "the store gives one blank node for one string in all rows",
    "negation/graph-minus": "the store counts ?g as shared by both sides of a MINUS in GRAPH ?g",
    "property-path/zero_or_more_set_start": "the store finds no path of length 0 at a term without triples",
    "property-path/zero_or_more_set_end": "the store finds no path of length 0 at a term without triples",
    "property-path/zero_or_one_set_start": "the store finds no path of length 0 at a term without triples",
    "property-path/zero_or_one_set_end": "the store finds no path of length 0 at a term without triples",
}


@dataclass
class Case:
    """One test of a manifest."""

    id: str
    kind: str
    query: Path
    data: list[Path] = field(default_factory=list)
    graphs: list[Path] = field(default_factory=list)
    result: Path | None = None


def cases() -> Iterator[Case]:
    """All tests of the folders, in the order of their manifests."""
    for folder in FOLDERS:
        manifest = SUITE / folder / "manifest.ttl"
        if manifest.is_file():
            yield from read_manifest(manifest)


def read_manifest(manifest: Path) -> Iterator[Case]:
    """The tests of one manifest."""
    base = manifest.as_uri()
    store = ox.Store()
    store.load(path=str(manifest), format=ox.RdfFormat.TURTLE, base_iri=base)

    def values(subject: object, predicate: str) -> list[Any]:
        return [q.object for q in store.quads_for_pattern(subject, ox.NamedNode(predicate), None)]

    def path(node: Any) -> Path:
        return Path(node.value.removeprefix("file://"))

    for quad in store.quads_for_pattern(None, ox.NamedNode(MF + "entries"), None):
        node = quad.object
        while node.value != RDF + "nil":
            (entry,) = values(node, RDF + "first")
            (node,) = values(node, RDF + "rest")
            kinds = [t.value.removeprefix(MF) for t in values(entry, RDF + "type")]
            (action,) = values(entry, MF + "action")
            case = Case(f"{manifest.parent.name}/{entry.value.rpartition('#')[2]}", kinds[0], path(action))
            if isinstance(action, ox.BlankNode):
                case.query = path(values(action, QT + "query")[0])
                case.data = [path(d) for d in values(action, QT + "data")]
                case.graphs = [path(d) for d in values(action, QT + "graphData")]
            results = values(entry, MF + "result")
            case.result = path(results[0]) if results else None
            yield case


def parameters() -> list[object]:
    """The tests as pytest takes them, the known failures marked."""
    return [
        pytest.param(
            case, id=case.id, marks=[pytest.mark.xfail(reason=KNOWN[case.id])] if case.id in KNOWN else []
        )
        for case in cases()
    ]


def iri_of(file: Path) -> str:
    """The IRI of a file of the suite: where a relative IRI of a query leads to."""
    return urljoin(names.BASE, file.name)


def client_for(case: Case) -> Client:
    """An application with the data of a test."""
    store = ox.Store()
    formats = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}
    for file in case.data:
        store.load(path=str(file), format=formats[file.suffix], base_iri=iri_of(file))
    for file in case.graphs:
        graph = ox.NamedNode(iri_of(file))
        store.add_graph(graph)
        store.load(path=str(file), format=formats[file.suffix], base_iri=iri_of(file), to_graph=graph)
    return Client(AsEngine(store, case.id))


def test_the_suites_are_there() -> None:
    if not SUITE.is_dir():
        pytest.skip("YUEZHI_W3C does not name the folder of the W3C suites")
    assert len(list(cases())) > 300


@pytest.mark.parametrize("case", parameters())
def test_query(case: Case) -> None:
    client = client_for(case)
    text = case.query.read_text(encoding="utf-8")
    if case.kind == "QueryEvaluationTest":
        assert answers_as(client, text, case)
    elif case.kind == "CSVResultFormatTest":
        assert_csv(client, text, case)
    elif case.kind == "NegativeSyntaxTest11":
        response = client.query(text)
        assert response.status_code in (400, 403), response.text
    else:
        response = client.query(text)
        expected = 403 if case.id.startswith("syntax-fed/") else 200
        if (
            response.status_code == 400
        ):  # it parses, and names a graph or a function that the test does not bring
            assert response.json()["type"].endswith(("/unknown-graph", "/evaluation")), response.text
        else:
            assert response.status_code == expected, response.text


def answers_as(client: Client, text: str, case: Case) -> bool:
    """Whether the application answers what the test expects; also by the formats of the results."""
    assert case.result is not None
    suffix = case.result.suffix
    content = case.result.read_bytes()
    if suffix in (".srx", ".srj", ".tsv"):
        media_type = {
            ".srx": "application/sparql-results+xml",
            ".srj": "application/sparql-results+json",
            ".tsv": "text/tab-separated-values",
        }[suffix]
        response = client.query(text, media_type)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"].startswith(media_type)
        format_ = ox.QueryResultsFormat.from_media_type(media_type)
        return same_results(response.content, content, format_, in_order="ORDER BY" in text.upper())
    if suffix in (".ttl", ".nt", ".rdf") and (expected := result_set(case.result)) is not None:
        response = client.query(text, "application/sparql-results+xml")
        assert response.status_code == 200, response.text
        return canonical(rows_as_triples(response.content, ox.QueryResultsFormat.XML)) == canonical(expected)
    response = client.query(text, "application/n-triples")
    assert response.status_code == 200, response.text
    got = ox.parse(response.content, format=ox.RdfFormat.N_TRIPLES)
    wanted = ox.parse(content, format=ox.RdfFormat.from_extension(suffix[1:]), base_iri=iri_of(case.result))
    return canonical(got) == canonical(wanted)


def same_results(got: bytes, wanted: bytes, format_: ox.QueryResultsFormat, *, in_order: bool) -> bool:
    """Whether two results are the same, up to names of blank nodes and, without ORDER BY, the order."""
    first, second = (ox.parse_query_results(data, format=format_) for data in (got, wanted))
    if isinstance(first, ox.QueryBoolean):
        return bool(first) == bool(second)
    if {v.value for v in first.variables} != {v.value for v in second.variables}:
        return False
    if in_order and b"bnode" not in wanted:
        keys = [v.value for v in first.variables]
        return [[value_of(r[k]) for k in keys] for r in first] == [
            [value_of(r[k]) for k in keys] for r in second
        ]
    return canonical(rows_as_triples(got, format_)) == canonical(rows_as_triples(wanted, format_))


def value_of(term: Any) -> str:
    """A term as the store writes it."""
    return "" if term is None else min(canonical([ox.Quad(ox.NamedNode("e:e"), ox.NamedNode("e:e"), term)]))


def rows_as_triples(data: bytes, format_: ox.QueryResultsFormat) -> list[ox.Quad]:
    """A table as a graph, one blank node for each row, so that blank nodes can be compared."""
    results = ox.parse_query_results(data, format=format_)
    quads = []
    variables = [v.value for v in results.variables]
    for number, row in enumerate(results):
        node = ox.BlankNode(f"row{number}")
        quads.append(ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(RS + "Row")))
        quads += [ox.Quad(node, ox.NamedNode(f"{RS}{v}"), row[v]) for v in variables if row[v] is not None]
    return quads


def result_set(file: Path) -> list[ox.Quad] | None:
    """The rows of a result written in the vocabulary of result sets, or None if it is a plain graph."""
    store = ox.Store()
    store.load(path=str(file), format=ox.RdfFormat.from_extension(file.suffix[1:]), base_iri=iri_of(file))
    if not any(store.quads_for_pattern(None, None, ox.NamedNode(RS + "ResultSet"))):
        return None
    rows = """PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
    SELECT ?row ?name ?value {
      ?set rs:solution ?row
      OPTIONAL { ?row rs:binding [ rs:variable ?name ; rs:value ?value ] }
    }"""
    quads = []
    for row in store.query(rows):
        node = row["row"]
        quads.append(ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(RS + "Row")))
        if row["name"] is not None:
            quads.append(ox.Quad(node, ox.NamedNode(RS + row["name"].value), row["value"]))
    return quads


def canonical(quads: Iterable[ox.Quad]) -> set[str]:
    """The quads with values as the store writes them and blank nodes named by their place in the graph."""
    store = ox.Store()
    store.extend(quads)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def assert_csv(client: Client, text: str, case: Case) -> None:
    """CSV loses kinds of terms, so that only its lines can be compared."""
    assert case.result is not None
    response = client.query(text, "text/csv")
    assert response.status_code == 200
    got, wanted = (sorted_rows(text) for text in (response.text, case.result.read_text(encoding="utf-8")))
    assert got == wanted


def sorted_rows(text: str) -> list[list[tuple[str, str]]]:
    """The rows of a CSV, numbers by their value, blank nodes without their names."""
    return sorted(
        sorted((name, number(BLANK.sub("_:", value))) for name, value in row.items())
        for row in csv.DictReader(io.StringIO(text, newline=""))
    )


def number(value: str) -> str:
    """A number as its value."""
    try:
        return str(float(value))
    except ValueError:
        return value


def test_the_list_of_known_failures_names_tests_that_exist() -> None:
    if SUITE.is_dir():
        assert KNOWN.keys() <= {case.id for case in cases()}, json.dumps(sorted(KNOWN))
