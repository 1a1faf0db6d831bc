"""Failures: one shape in three representations, and no class without its facts."""

import json

import pytest

from server.errors import ServerError, all_kinds, of_fault
from sparql.service import Answer, AnswerBroken, QueryFault, QueryRequest
from tests.sparql_world import Client


class Failing:
    """A service that fails in a chosen way."""

    release = "failing"

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def answer(self, request: QueryRequest) -> Answer:  # noqa: ARG002
        """Fails."""
        raise self.error


class Breaking:
    """A service whose answers break off after their first part."""

    release = "breaking"

    async def answer(self, request: QueryRequest) -> Answer:  # noqa: ARG002
        """Begins, and breaks off."""

        async def chunks():  # type: ignore[no-untyped-def]  # noqa: ANN202
            yield b'{"head":'
            raise AnswerBroken("the worker died")

        return Answer("application/sparql-results+json", chunks())


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.slug)
def test_every_kind_of_failure_says_what_and_what_to_do(kind: type[ServerError]) -> None:
    assert 400 <= kind.status < 600
    assert kind.title.strip()
    assert kind.title_zh.strip()
    assert len(kind.advice) > 20
    own = [other.slug for other in all_kinds()].count(kind.slug)
    assert own == 1, f"the slug {kind.slug} is not its own"


FAULTS = {
    "syntax": 400, "evaluation": 400, "unknown-graph": 400, "update": 403, "service": 403, "too-large": 413,
    "share": 429, "queue": 503, "time": 503, "memory": 503, "not-ready": 503, "store": 502, "store-slow": 504,
    "internal": 500,
}  # fmt: skip


@pytest.mark.parametrize(("kind", "status"), FAULTS.items())
def test_every_fault_of_a_query_has_its_status(kind: str, status: int) -> None:
    client = Client(Failing(QueryFault(kind, "told by the test", line=2, column=3, retry_after=7)))
    response = client.query("ASK {}")
    assert response.status_code == status == of_fault(QueryFault(kind, "")).status
    problem = response.json()
    assert (problem["detail"], problem["line"], problem["column"]) == ("told by the test", 2, 3)
    assert response.headers["retry-after"] == "7"
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/problem+json"),
        ("*/*", "application/problem+json"),
        ("application/sparql-results+json", "application/problem+json"),
        ("application/json", "application/json"),
        ("text/plain, text/csv;q=0.5", "text/plain; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv", "application/problem+json"),
    ],
)
def test_the_same_facts_in_every_representation(accept: str | None, media_type: str) -> None:
    response = Client().query("SELECT * {\n?s ?p }", accept)
    assert response.status_code == 400
    assert response.headers["content-type"] == media_type
    assert "unexpected" in response.text
    assert response.headers["x-request-id"] in response.text or "html" in media_type
    if "json" in media_type:
        assert json.loads(response.text)["line"] == 2


def test_what_nobody_foresaw_is_told_without_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    response = Client(Failing(KeyError("a secret of the inside"))).query("ASK {}")
    assert response.status_code == 500
    assert response.json()["type"].endswith("/problem/internal")
    assert "secret" not in response.text
    assert "secret" in caplog.text
    assert response.headers["access-control-allow-origin"] == "*"


def test_a_broken_answer_is_never_ended_as_if_it_were_whole() -> None:
    with pytest.raises(AssertionError):  # httpx's transport asserts that a response was completed
        Client(Breaking()).query("ASK {}")


@pytest.mark.parametrize("path", ["/nowhere", "/queries/nothing", "/static/none"])
def test_what_is_not_there_is_404(path: str) -> None:
    response = Client().ask("GET", path)
    assert response.status_code == 404
    assert response.json()["type"].endswith("/problem/not-found")


def test_the_request_id_is_taken_over_if_it_is_one() -> None:
    client = Client()
    assert client.ask("GET", "/health", headers={"X-Request-Id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert client.ask("GET", "/health", headers={"X-Request-Id": 'a"b c'}).headers["x-request-id"] != 'a"b c'


def test_not_ready_is_503_while_health_is_200() -> None:
    client = Client(Failing(QueryFault("not-ready", "no engine")))
    assert client.ask("GET", "/health").status_code == 200
    response = client.ask("GET", "/ready")
    assert response.status_code == 503
    assert response.headers["retry-after"]


def test_metrics_count_failures_and_requests() -> None:
    client = Client()
    client.query("nonsense")
    client.query("ASK {}")
    text = client.ask("GET", "/metrics").text
    assert 'yuezhi_failures_total{kind="syntax"} 1' in text
    assert 'yuezhi_requests_total{method="GET",status="200"} 1' in text
    assert 'yuezhi_request_seconds_bucket{method="GET",le="+Inf"} 2' in text


def test_a_failing_page_of_a_failure_is_told_plainly() -> None:
    client = Client(Failing(QueryFault("queue", "told by the test", retry_after=7)))

    def broken(*_: object) -> str:
        raise KeyError("no such word")

    client.app.state.problem_page = broken
    response = client.ask("GET", "/health/nowhere", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "<pre>nothing is served at /health/nowhere</pre>" in response.text
