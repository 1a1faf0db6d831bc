"""Kept answers: what is kept, for whom, how much; tags and 304; what travels packed."""

import gzip

import pytest

from graph.store import LocalService
from server.cache import KeptAnswers, Shelf
from sparql.service import Answer, QueryRequest
from tests.sparql_world import Client, small_store

ALL = "SELECT * { ?s ?p ?o }"


class Counting:
    """A service that counts what it is asked."""

    def __init__(self) -> None:
        self.inner = LocalService(small_store(200), "r1")
        self.asked: list[str] = []

    @property
    def release(self) -> str:
        """The release of the service behind."""
        return self.inner.release

    async def answer(self, request: QueryRequest) -> Answer:
        """Counts and asks."""
        self.asked.append(request.text)
        return await self.inner.answer(request)


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def client(counting: Counting) -> Client:
    return Client(KeptAnswers(counting, 1 << 20))


def test_a_repeated_question_is_asked_once(client: Client, counting: Counting) -> None:
    first, second = client.query(ALL), client.query(ALL)
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert len(counting.asked) == 1
    client.ask("POST", "/sparql", data={"query": ALL})
    assert len(counting.asked) == 1


def test_another_format_dataset_or_release_is_another_answer(client: Client, counting: Counting) -> None:
    client.query(ALL)
    client.query(ALL, "text/csv")
    client.query(ALL, **{"default-graph-uri": "https://w3id.org/yuezhi/graph/resolved"})
    assert len(counting.asked) == 3
    counting.inner.release = "r2"
    client.query(ALL)
    assert len(counting.asked) == 4


def test_failures_and_what_changes_from_call_to_call_are_not_kept(client: Client, counting: Counting) -> None:
    for _ in range(2):
        assert client.query("nonsense").status_code == 400
        response = client.query("SELECT (NOW() AS ?now) {}")
        assert "etag" not in response.headers
        assert response.headers["cache-control"] == "no-store"
    assert len(counting.asked) == 4


def test_who_has_the_answer_gets_304(client: Client, counting: Counting) -> None:
    tag = client.query(ALL).headers["etag"]
    for held in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        response = client.ask("GET", "/sparql", params={"query": ALL}, headers={"If-None-Match": held})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["etag"] == tag
        assert "Accept" in response.headers["vary"]
    response = client.ask("GET", "/sparql", params={"query": ALL}, headers={"If-None-Match": '"other"'})
    assert response.status_code == 200


def test_a_head_is_answered_from_what_was_kept(client: Client, counting: Counting) -> None:
    got = client.query(ALL)
    head = client.ask("HEAD", "/sparql", params={"query": ALL})
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert len(counting.asked) == 1


@pytest.mark.parametrize("repeat", [1, 2])
def test_what_travels_is_packed_if_that_is_wished(client: Client, repeat: int) -> None:
    for _ in range(repeat):
        plain = client.ask("GET", "/sparql", params={"query": ALL}, headers={"Accept-Encoding": "identity"})
        packed = client.ask("GET", "/sparql", params={"query": ALL}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["vary"] == "Accept, Accept-Encoding"
    refused = client.ask("GET", "/sparql", params={"query": ALL}, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in refused.headers


def test_the_shelf_is_bounded_and_keeps_what_is_asked_for() -> None:
    shelf: Shelf[bytes] = Shelf(100_000)
    shelf.put("hot", b"", 100)
    for number in range(1000):
        shelf.put(number, b"", 5000)
        assert shelf.get("hot") is not None
        assert shelf.used <= 100_000
    assert shelf.get(0) is None
    assert shelf.get(999) is not None
    shelf.put("huge", b"", 50_000)
    assert shelf.get("huge") is None


def test_packing_is_the_same_every_time() -> None:
    assert gzip.compress(b"a" * 5000, 5, mtime=0) == gzip.compress(b"a" * 5000, 5, mtime=0)
