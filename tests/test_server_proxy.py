"""Behind a proxy: who asks, by which scheme and under which path, is believed of named addresses only."""

import json
import time
from pathlib import Path

import httpx
import pytest

from tests.sparql_world import release_in, running_server

#: Seconds that a line of the log may take on a busy machine.
_PATIENCE = 10.0
FORWARDED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "Host": "data.example"}


def logged(log: Path, path: str) -> dict[str, object]:
    """The line of the log about the last request for `path`; it is written once the answer has gone."""
    deadline = time.monotonic() + _PATIENCE
    while not (told := [line for line in lines_of(log) if str(line.get("path")).endswith(path)]):
        assert time.monotonic() < deadline, f"nothing is logged of {path}"
        time.sleep(0.02)
    return told[-1]


def lines_of(log: Path) -> list[dict[str, object]]:
    """The lines about requests that are complete."""
    whole = log.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in whole if line.startswith("{") and line.endswith("\n")]


def endpoint(text: str) -> str:
    """The endpoint that a service description in N-Triples names."""
    return next(
        line.split()[2] for line in text.splitlines() if "service-description#endpoint>" in line.split()[1]
    )


@pytest.mark.slow
def test_a_proxy_that_is_named_is_believed(tmp_path: Path) -> None:
    log, settings = tmp_path / "log", {"trusted_proxies": "127.0.0.1", "root_path": "/kg"}
    with running_server(release_in(tmp_path / "release"), log=log, **settings) as server:
        for path in ("/sparql", "/kg/sparql"):  # proxies strip the path, or do not
            url = f"http://127.0.0.1:{server.port}{path}"
            answer = httpx.get(url, params={"query": "ASK {}"}, headers=FORWARDED)
            assert answer.status_code == 200, path
            told = httpx.get(url, headers={**FORWARDED, "Accept": "application/n-triples"})
            assert endpoint(told.text) == "<https://data.example/kg/sparql>", path
        assert logged(log, "/sparql")["client"] == "203.0.113.7"


@pytest.mark.slow
def test_anybody_else_is_not(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running_server(release_in(tmp_path / "release"), log=log, trusted_proxies="192.0.2.1") as server:
        told = httpx.get(
            f"http://127.0.0.1:{server.port}/sparql", headers={**FORWARDED, "Accept": "application/n-triples"}
        )
        assert endpoint(told.text) == "<http://data.example/sparql>"
        assert logged(log, "/sparql")["client"] == "127.0.0.1"


@pytest.mark.slow
def test_the_log_has_no_query_unless_it_is_asked_for(tmp_path: Path) -> None:
    release = release_in(tmp_path / "release")
    for wish in ("false", "true"):
        log = tmp_path / wish
        with running_server(release, log=log, log_queries=wish) as server:
            answer = httpx.get(
                server.url + "/sparql",
                params={"query": "ASK { ?secret ?p ?o }"},
                headers={"X-Request-Id": "r-1"},
            )
            assert answer.headers["x-request-id"] == "r-1"
            line = logged(log, "/sparql")
            assert (line["request_id"], line["status"], line["whole"]) == ("r-1", 200, True)
        assert ("secret" in log.read_text(encoding="utf-8")) is (wish == "true")
