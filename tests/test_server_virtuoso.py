"""A store elsewhere for real: Virtuoso takes a release, answers as the engine does, fails, and comes back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from benchmarks.virtuoso import LOGIN, Virtuoso, missing, virtuoso
from graph.store import open_release
from server.publish import publish
from server.release import identify
from tests.sparql_world import ROOT, Server, release_in, running_server, until

pytestmark = [pytest.mark.outside, pytest.mark.skipif(missing() is not None, reason=missing() or "")]

RELEASE = ROOT / "graph/release"
COUNTS = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?o a <https://w3id.org/yuezhi/ontology#Observation> }",
    """PREFIX yz: <https://w3id.org/yuezhi/ontology#>
    SELECT (COUNT(*) AS ?n) { ?c yz:supports ?o ; yz:statedIn ?s . ?o yz:metric ?m }""",
    """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT (COUNT(?l) AS ?n) { ?s skos:prefLabel ?l FILTER(LANG(?l) = "zh") }""",
)
#: Long for any store.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def store() -> Iterator[Virtuoso]:
    """A Virtuoso that holds the release, loaded by the command, and ends queries after three seconds."""
    with virtuoso(limits="MaxQueryExecutionTime = 3") as running:
        command = [sys.executable, "-c", "from server.cli import main; main()", "publish"]
        command += ["--store", running.update_url, "--user", LOGIN[0], "--release", str(RELEASE)]
        environment = {**os.environ, "YUEZHI_STORE_PASSWORD": LOGIN[1]}
        told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        assert f"release {identify([RELEASE])} is in the store" in told.stdout
        yield running


@pytest.fixture(scope="module")
def server(store: Virtuoso) -> Iterator[Server]:
    """Our server in front of it."""
    with running_server(RELEASE, store=store.url, cache_mb=0, time_limit_ms=8000) as running:
        assert until(lambda: running.get("/ready").status_code == 200)
        assert running.gauges()["stores_in_use"] == 1
        yield running


def number_of(response: httpx.Response) -> int:
    """The one number that a CSV answer holds."""
    assert response.status_code == 200, response.text
    return int(response.text.split()[1].strip('"'))


def merged() -> rdflib.Graph:
    """The default graph as rdflib has it: a set of the triples of its parts."""
    graph = rdflib.Graph()
    for quad in open_release(RELEASE).quads_for_pattern(None, None, None, ox.DefaultGraph()):
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))  # type: ignore[arg-type]
    return graph


def _term(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.Literal):
        kind = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=kind)
    assert isinstance(term, ox.NamedNode | ox.BlankNode)
    return rdflib.URIRef(term.value) if isinstance(term, ox.NamedNode) else rdflib.BNode(term.value)


def test_three_stores_count_the_same(server: Server) -> None:
    ours, theirs = open_release(RELEASE), merged()
    for text in COUNTS:
        solutions, (row,) = ours.query(text), theirs.query(text)
        assert isinstance(solutions, ox.QuerySolutions)
        wanted = int(next(solutions)["n"].value)
        assert wanted > 0
        counted = (int(row[0]), number_of(server.query(text, format="csv")))  # type: ignore[index,arg-type]
        assert counted == (wanted, wanted), text


def test_every_graph_arrives_whole(server: Server) -> None:
    ours = open_release(RELEASE)
    for graph in (g for g in ours.named_graphs() if isinstance(g, ox.NamedNode)):
        wanted = sum(1 for _ in ours.quads_for_pattern(None, None, None, graph))
        told = server.query(
            f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph.value}> {{ ?s ?p ?o }} }}", format="csv"
        )
        assert (graph.value, number_of(told)) == (graph.value, wanted)


def test_what_the_store_refuses_is_told_with_its_line(server: Server) -> None:
    response = server.query("SELECT *\nWHERE {\n?s ?p }")
    assert (response.status_code, response.json()["line"]) == (400, 3)
    assert "SPARQL query:" not in response.text


def test_updates_and_services_are_refused_before_the_store_is_asked(server: Server) -> None:
    assert server.query("CLEAR ALL").status_code == 403
    assert server.query("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }").status_code == 403


def test_a_store_that_is_too_slow_is_504(server: Server) -> None:
    response = server.query(ENDLESS, timeout="1000")
    assert response.status_code == 504, response.text
    assert response.json()["type"].endswith("/problem/store-slow")


def test_a_store_that_cuts_answers_is_found_out(tmp_path: Path) -> None:
    with virtuoso(limits="ResultSetMaxRows = 10") as cutting:
        release = release_in(tmp_path, triples=30)
        publish(release, cutting.update_url, login=LOGIN)
        with running_server(release, store=cutting.url, cache_mb=0) as server:
            response = server.query("SELECT * { ?s ?p ?o }")
            assert response.status_code == 502, response.text
            assert response.json()["type"].endswith("/problem/store")


@pytest.mark.slow
def test_replicas_leave_and_come_back_without_a_failed_query(tmp_path: Path) -> None:
    release = release_in(tmp_path / "one", triples=20)
    other = release_in(tmp_path / "two", triples=10)
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with ExitStack() as stack:
        first, second, third = (stack.enter_context(virtuoso()) for _ in range(3))
        for store, held in ((first, release), (second, release), (third, other)):
            publish(held, store.update_url, login=LOGIN)
        urls = " ".join(store.url for store in (first, second, third))
        server = stack.enter_context(running_server(release, store=urls, cache_mb=0))
        assert until(lambda: server.gauges()["stores_in_use"] == 2)

        def all_answer() -> bool:
            return {number_of(server.query(text, format="csv")) for _ in range(6)} == {40}

        assert all_answer()
        first.stop()
        assert all_answer()
        assert server.gauges()["stores_in_use"] == 1
        second.stop()
        assert server.query(text).status_code == 502
        assert server.get("/health").status_code == 200
        assert server.get("/ready").status_code == 503
        first.start()
        assert until(all_back(server, text), 60)  # generous: a machine may be busy
        second.start()
        assert until(lambda: server.gauges()["stores_in_use"] == 2, 60)
        assert all_answer()


def all_back(server: Server, text: str) -> object:
    """Whether the query is answered again."""
    return lambda: server.query(text).status_code == 200
