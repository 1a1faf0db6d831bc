"""Which store a query is asked of, and that it makes no difference but in time."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.store import open_release
from ontology import names
from sparql.catalogue import catalogue
from sparql.execute import Stores, evaluate
from sparql.service import QueryRequest
from tests.sparql_world import GRAPH, small_store

RELEASE = Path(__file__).parent.parent / "graph" / "release"


@cache
def released() -> Stores:
    """The committed release, opened once."""
    return Stores(open_release(RELEASE))


def answered(store: ox.Store, text: str) -> Counter[str]:
    """The rows or triples of an answer, each with how often it stands there."""
    found = evaluate(store, QueryRequest(text))
    if isinstance(found, ox.QueryBoolean):
        return Counter([str(bool(found))])
    if isinstance(found, ox.QueryTriples):
        return Counter(map(str, found))
    return Counter(" ".join(_in_order(str(row[variable])) for variable in found.variables) for row in found)


def _in_order(cell: str) -> str:
    """The parts of a GROUP_CONCAT in one order: SPARQL gives them none."""
    return "; ".join(sorted(re.split("; |；", cell.removeprefix('"').rpartition('"')[0] or cell)))


@pytest.mark.parametrize(
    "request_",
    [
        QueryRequest(f"SELECT * {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"),
        QueryRequest("ASK { ?s ?p ?o FILTER EXISTS { graph ?g { ?s ?p ?o } } }"),
        QueryRequest("SELECT * FROM <http://e.org/g> { ?s ?p ?o }"),
        QueryRequest("PREFIX g: <http://e.org/> SELECT * FROM NAMED g: { ?s ?p ?o }"),
        QueryRequest("SELECT * { ?s ?p ?o }", default_graphs=(GRAPH,)),
        QueryRequest("SELECT * { ?s ?p ?o }", named_graphs=(GRAPH,)),
    ],
    ids=["graph", "in-exists", "from", "from-named", "default-graph-uri", "named-graph-uri"],
)
def test_who_asks_for_graphs_is_answered_from_all(request_: QueryRequest) -> None:
    stores = Stores(small_store())
    assert stores.of(request_) is stores.whole


def test_who_asks_for_none_is_answered_from_the_default_graph_alone() -> None:
    stores = Stores(small_store())
    for text in ("SELECT * { ?s ?p ?o }", "DESCRIBE <http://e.org/s1>", "SELECT ?from { ?from ?p ?o }"):
        assert stores.of(QueryRequest(text)) is stores.default


def test_blank_nodes_keep_their_labels() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.BlankNode("b"), ox.NamedNode("http://e.org/p"), ox.Literal("x")))
    assert list(Stores(store).default) == list(store)


@pytest.mark.skipif(
    not any(RELEASE.glob("*.trig")), reason="graph/release is empty: run `yuezhi build` first"
)
@pytest.mark.parametrize("name", [*sorted(catalogue()), "describe"])
def test_both_stores_answer_the_same(name: str) -> None:
    stores = released()
    text = f"DESCRIBE <{names.YZ}Observation>" if name == "describe" else catalogue()[name].bound()
    if stores.of(QueryRequest(text)) is stores.default:
        assert answered(stores.default, text) == answered(stores.whole, text)
