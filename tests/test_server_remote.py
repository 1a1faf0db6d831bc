"""Stores elsewhere: what is asked of them, what their failures mean, replicas in turn; publishing."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pyoxigraph as ox
import pytest

from server.errors import StoreFailed
from server.publish import publish
from server.release import identify
from server.remote import PUBLISHED, Replicas
from server.settings import Settings
from sparql.execute import DEFAULT_GRAPH
from sparql.service import QueryFault, QueryRequest, collect
from tests.sparql_world import release_in

JSON = "application/sparql-results+json"
URLS = ("http://a.example/sparql", "http://b.example/sparql")


class Stores:
    """Stores that hold a release and answer as each test says."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, list[str]]]] = []
        self.releases = {"a.example": "r1", "b.example": "r1"}
        self.answer: Callable[[httpx.Request], httpx.Response] = lambda _: httpx.Response(
            200, headers={"Content-Type": JSON}, json={"head": {}, "boolean": True}
        )

    def handle(self, request: httpx.Request) -> httpx.Response:
        """The response of the store that is asked."""
        form = parse_qs(request.content.decode())
        release = self.releases[request.url.host]
        if PUBLISHED in form["query"][0]:
            if release == "gone":
                raise httpx.ConnectError("refused")
            graph = {"type": "uri", "value": "http://e.org/beside"}
            rows = [{"id": {"type": "literal", "value": release}, "graph": graph}] if release else []
            return httpx.Response(200, json={"head": {"vars": ["id"]}, "results": {"bindings": rows}})
        if release == "gone":
            raise httpx.ConnectError("refused")
        self.asked.append((request.url.host, form))
        return self.answer(request)


def ask(
    stores: Stores, *texts: str, before: Callable[[int], None] = lambda _: None, **rest: Any
) -> list[bytes]:
    """The answers to some queries, one after the other."""

    async def run() -> list[bytes]:
        service = Replicas(Settings(store=URLS), httpx.MockTransport(stores.handle))
        await service.start()
        try:
            answers = []
            for number, text in enumerate(texts):
                before(number)
                answers.append(await collect(await service.answer(QueryRequest(text=text, **rest))))
            return answers
        finally:
            await service.stop()

    return asyncio.run(run())


@pytest.fixture
def stores() -> Stores:
    return Stores()


def test_replicas_are_asked_in_turn(stores: Stores) -> None:
    ask(stores, *["ASK {}"] * 4)
    assert [host for host, _ in stores.asked] == ["a.example", "b.example"] * 2


def test_a_query_without_dataset_is_asked_over_the_published_default_graph(stores: Stores) -> None:
    ask(stores, "ASK {}", "ASK FROM <http://e.org/g> {}")
    ask(stores, "ASK {}", named_graphs=("http://e.org/n",))
    asked = [(form.get("default-graph-uri"), form.get("named-graph-uri")) for _, form in stores.asked]
    assert asked == [([DEFAULT_GRAPH], None), (None, None), (None, ["http://e.org/n"])]
    assert stores.asked[0][1]["timeout"] == ["30000"]


def test_a_query_of_named_graphs_is_asked_over_those_of_the_release(stores: Stores) -> None:
    ask(stores, "ASK { GRAPH ?g {} }")
    assert [form.get("named-graph-uri") for _, form in stores.asked] == [["http://e.org/beside"]]


def test_a_store_that_leaves_while_it_is_asked_is_passed_over(stores: Stores) -> None:
    def leave(request: httpx.Request) -> httpx.Response:
        if request.url.host == "a.example":
            raise httpx.ReadError("reset")
        return httpx.Response(200, headers={"Content-Type": JSON}, json={"head": {}, "boolean": True})

    stores.answer = leave
    assert len(ask(stores, *["ASK {}"] * 3)) == 3
    assert [host for host, _ in stores.asked] == ["a.example", *["b.example"] * 3]


def test_a_replica_with_another_release_is_left_out(stores: Stores) -> None:
    stores.releases["b.example"] = "r0"
    ask(stores, *["ASK {}"] * 3)
    assert {host for host, _ in stores.asked} == {"a.example"}


def test_a_replica_that_is_gone_is_passed_over_without_a_failed_query(stores: Stores) -> None:
    def leave(number: int) -> None:
        if number == 1:
            stores.releases["b.example"] = "gone"

    assert len(ask(stores, *["ASK {}"] * 4, before=leave)) == 4
    assert [host for host, _ in stores.asked] == ["a.example"] * 4


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (httpx.Response(400, text="syntax error at line 2, column 7"), "syntax"),
        (httpx.Response(500, text="query timeout"), "store-slow"),
        (httpx.Response(504), "store-slow"),
        (httpx.Response(503), "queue"),
        (httpx.Response(500, text="broken"), "store"),
        (httpx.Response(200, headers={"Content-Type": "text/html"}, text="<p>"), "store"),
        (httpx.Response(200, headers={"Content-Type": JSON, "X-SPARQL-MaxRows": "10000"}, json={}), "store"),
        (httpx.Response(200, headers={"Content-Type": JSON, "X-SQL-State": "S1TAT"}, json={}), "store-slow"),
    ],
)
def test_what_a_store_refuses_cuts_or_breaks_is_told_apart(
    stores: Stores, response: httpx.Response, kind: str
) -> None:
    stores.answer = lambda _: response
    with pytest.raises(QueryFault) as caught:
        ask(stores, "ASK {}")
    assert caught.value.kind == kind
    if kind == "syntax":
        assert (caught.value.line, caught.value.column) == (2, 7)


def test_a_store_that_is_too_slow_is_504(stores: Stores) -> None:
    def slow(_: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("slow")

    stores.answer = slow
    with pytest.raises(QueryFault) as caught:
        ask(stores, "ASK {}")
    assert caught.value.kind == "store-slow"


def test_without_any_store_it_says_so(stores: Stores) -> None:
    stores.releases = {"a.example": "gone", "b.example": ""}
    with pytest.raises(QueryFault, match="none of the stores"):
        ask(stores, "ASK {}")


def test_a_release_is_published_whole_and_noted_last(tmp_path: Path) -> None:
    release = release_in(tmp_path, triples=700)
    store, updates = ox.Store(), []

    def take(request: httpx.Request) -> httpx.Response:
        updates.append(request.content.decode())
        store.update(updates[-1])
        return httpx.Response(204)

    identity = publish(release, "http://s.example/update", transport=httpx.MockTransport(take))
    assert identity == identify([release])
    asked = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{DEFAULT_GRAPH}> {{ ?s ?p ?o }} }}"
    answer = store.query(asked).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
    assert json.loads(answer or b"")["results"]["bindings"][0]["n"]["value"] == "1400"
    assert PUBLISHED in updates[0]
    assert identity in updates[-1]


def test_a_store_that_refuses_leaves_nothing_noted(tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(401, text="who are you"))
    with pytest.raises(StoreFailed, match="401"):
        publish(release_in(tmp_path), "http://s.example/update", transport=transport)
