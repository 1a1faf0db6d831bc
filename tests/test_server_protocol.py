"""The protocol's rows: every form of request, every fault of a request, one decoding."""

import pytest

from server.protocol import METHODS
from tests.sparql_world import GRAPH, Client, small_store

ALL = "SELECT * { ?s ?p ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
UTF_16 = {"Content-Type": "application/sparql-query; charset=utf-16"}
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(query_limit_bytes=1000)


def test_get_form_and_direct_answer_the_same(client: Client) -> None:
    by_get = client.query(ALL).content
    assert client.ask("POST", "/sparql", data={"query": ALL}).content == by_get
    assert client.ask("POST", "/sparql", content=ALL, headers=DIRECT).content == by_get
    assert client.ask("POST", "/sparql/", content=ALL, headers=DIRECT).content == by_get


def test_head_has_the_headers_of_get_and_no_body(client: Client) -> None:
    got, head = client.query(ALL), client.ask("HEAD", "/sparql", params={"query": ALL})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("path", ["/sparql", "/health", "/queries", "/nowhere"])
def test_options_says_the_methods_everywhere(client: Client, path: str) -> None:
    response = client.ask("OPTIONS", path)
    assert response.status_code == 204
    assert {"GET", "HEAD", "OPTIONS"} <= set(response.headers["allow"].split(", "))
    assert ("POST" in response.headers["allow"]) == (path == "/sparql")


def test_any_origin_may_read_and_none_with_credentials(client: Client) -> None:
    asked = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = client.ask("OPTIONS", "/sparql", headers=asked)
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-headers"] == "content-type"
    assert "access-control-allow-credentials" not in response.headers
    assert client.query("nonsense").headers["access-control-allow-origin"] == "*"


def test_a_form_is_decoded_once(client: Client) -> None:
    response = client.ask(
        "POST", "/sparql", content=b"query=SELECT+(<http://e.x/a%2520b>+AS+%3fx)+{}", headers=FORM
    )
    assert "http://e.x/a%20b" in response.text


def test_the_dataset_of_the_request_goes_before_that_of_the_query(client: Client) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM <http://e.org/none> { ?s ?p ?o }"
    response = client.query(text, "text/csv", **{"default-graph-uri": GRAPH})
    assert response.text.split() == ["n", "5"]


def test_two_default_graphs_are_merged_as_sets(client: Client) -> None:
    both = [GRAPH, "https://w3id.org/yuezhi/graph/default"]
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    response = client.query(counted, "text/csv", **{"default-graph-uri": both})
    assert response.text.split() == ["n", "5"]
    clauses = " ".join(f"FROM <{graph}>" for graph in both)
    response = client.query(f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}", "text/csv")
    assert response.text.split() == ["n", "5"]


def test_from_is_resolved_by_the_parser_itself(client: Client) -> None:
    for clause in (
        "BASE <https://w3id.org/yuezhi/graph/> SELECT * FROM <resolved>",
        "PREFIX g: <https://w3id.org/yuezhi/graph/> SELECT * FROM g:resolved",
        "SELECT * FROM <graph/resolved>",
    ):
        assert len(client.query(f"{clause} {{ ?s ?p ?o }}", "text/csv").text.splitlines()) == 6


def test_a_dataset_of_named_graphs_only_has_an_empty_default_graph(client: Client) -> None:
    named = {"named-graph-uri": GRAPH}
    assert client.query("ASK { ?s ?p ?o }", **named).json()["boolean"] is False
    assert client.query("ASK { GRAPH ?g { ?s ?p ?o } }", **named).json()["boolean"] is True


FAULTS = [
    ("GET", {"params": {"query": [ALL, ALL]}}, 400, "bad-request"),
    ("GET", {"params": {"query": "SELECT * {"}}, 400, "syntax"),
    ("GET", {"params": {"query": "SELECT (<urn:f>(1) AS ?x) {}"}}, 400, "evaluation"),
    ("GET", {"params": {"query": ALL, "default-graph-uri": "http://e.org/none"}}, 400, "unknown-graph"),
    ("GET", {"params": {"query": ALL, "default-graph-uri": "no iri"}}, 400, "unknown-graph"),
    ("GET", {"params": {"query": "SELECT * FROM <http://e.org/none> { ?s ?p ?o }"}}, 400, "unknown-graph"),
    ("GET", {"params": {"query": ALL, "format": "docx"}}, 400, "bad-request"),
    ("GET", {"params": {"query": ALL, "timeout": "-1"}}, 400, "bad-request"),
    ("GET", {"params": {"query": "ASK { \x00 }"}}, 400, "bad-request"),
    ("GET", {"params": {"query": "ASK " + "{" * 100 + "}" * 100}}, 400, "syntax"),
    ("GET", {"params": {"query": "ASK { FILTER(" + "!" * 100 + "true) }"}}, 400, "syntax"),
    ("GET", {"params": {"query": "CLEAR ALL"}}, 403, "update"),
    ("GET", {"params": {"update": "CLEAR ALL"}}, 403, "update"),
    ("GET", {"params": {"query": "# SELECT\nPREFIX a: <b> INSERT DATA { a:b a:c a:d }"}}, 403, "update"),
    ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1/> { } }"}}, 403, "service"),
    ("GET", {"params": {"query": "ASK { SERVICE SILENT ?x { } }"}}, 403, "service"),
    ("GET", {"params": {"query": ALL, "format": "turtle"}}, 406, "not-acceptable"),
    ("GET", {"params": {"query": "A" * 1001}}, 413, "too-large"),
    ("PUT", {"params": {"query": ALL}}, 405, "method"),
    ("DELETE", {}, 405, "method"),
    ("POST", {"content": "q=1", "headers": FORM}, 400, "bad-request"),
    ("POST", {"content": b"query=%ff", "headers": FORM}, 400, "bad-request"),
    ("POST", {"content": b"\xff", "headers": DIRECT}, 400, "bad-request"),
    ("POST", {"content": ALL, "headers": DIRECT, "params": {"query": ALL}}, 400, "bad-request"),
    ("POST", {"content": "query=ASK{}&query=ASK{}", "headers": FORM}, 400, "bad-request"),
    ("POST", {"content": "update=CLEAR+ALL", "headers": FORM}, 403, "update"),
    ("POST", {"content": "CLEAR ALL", "headers": UPDATE}, 403, "update"),
    ("POST", {"content": b"A" * 1001, "headers": DIRECT}, 413, "too-large"),
    ("POST", {"content": ALL, "headers": {"Content-Type": "text/plain"}}, 415, "media-type"),
    ("POST", {"content": ALL}, 415, "media-type"),
    ("POST", {"content": ALL.encode("utf-16"), "headers": UTF_16}, 415, "media-type"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "rest", "status", "slug"), FAULTS)
def test_each_fault_has_its_status(
    client: Client, method: str, rest: dict[str, object], status: int, slug: str
) -> None:
    response = client.ask(method, "/sparql", **rest)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"].endswith(f"/problem/{slug}")
    assert problem["status"] == status
    assert problem["detail"]
    assert problem["advice"]


def test_a_syntax_error_says_line_column_and_what_was_met(client: Client) -> None:
    problem = client.query("SELECT * {\n  ?s ?p ?o }}").json()
    assert (problem["line"], problem["column"]) == (2, 13)
    assert "'}'" in problem["detail"]
    assert "prefix is not declared" in client.query("ASK { 粤:x a ?c }").json()["detail"]


def test_columns_count_characters_not_bytes(client: Client) -> None:
    problem = client.query('SELECT ("知识产权" AS ?x) { } }').json()
    assert (problem["line"], problem["column"]) == (1, 27)


def test_other_parameters_are_left_alone(client: Client) -> None:
    assert client.query(ALL, output="json", results="json", _="1").status_code == 200


def test_the_methods_of_the_endpoint_are_those_it_announces(client: Client) -> None:
    assert set(client.ask("OPTIONS", "/sparql").headers["allow"].split(", ")) == set(METHODS)


def test_a_relative_iri_is_one_of_ours() -> None:
    response = Client().query(
        "CONSTRUCT { <id/area/guangdong> <ontology#p> 1 } WHERE {}", "application/n-triples"
    )
    assert response.text.startswith(
        "<https://w3id.org/yuezhi/id/area/guangdong> <https://w3id.org/yuezhi/ontology#p>"
    )


def test_the_store_of_the_tests_has_each_triple_twice() -> None:
    assert len(small_store()) == 10
