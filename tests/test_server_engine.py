"""The engine as it runs: real processes, sealed workers, limits, and nothing left behind."""

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.sparql_world import Server, alive, release_in, running_server, until

#: Four times over everything: hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a small release that lets queries run for two seconds."""
    release = release_in(tmp_path_factory.mktemp("engine"), triples=600)
    limits = {
        "time_limit_ms": 1500,
        "memory_limit_mb": 200,
        "slow_after_ms": 100,
        "slow_places": 2,
        "cache_mb": 0,
    }
    with running_server(release, **limits) as server:
        yield server


@pytest.fixture(autouse=True)
def whole_again(server: Server) -> Iterator[None]:
    """After each test nothing runs and all workers stand ready."""
    yield
    assert until(lambda: idle(server)), server.gauges()


def idle(server: Server) -> bool:
    """Whether nothing waits or runs, and as many workers as there should be stand ready."""
    gauges = server.gauges()
    busy = gauges["queries_running"] + gauges["queries_running_slow"] + gauges["queries_waiting"]
    return busy == 0 and gauges["workers_idle"] == 2 * len(os.sched_getaffinity(0))


def test_it_answers_and_says_that_it_is_ready(server: Server) -> None:
    assert server.get("/health").json() == {"status": "alive"}
    assert server.get("/ready").json()["status"] == "ready"
    assert server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text.split() == ["n", "1200"]


@pytest.mark.slow
def test_a_query_that_reaches_the_time_limit_is_told_so(server: Server) -> None:
    began = time.monotonic()
    response = server.query(ENDLESS)
    assert response.status_code == 503
    assert response.json()["type"].endswith("/problem/time-limit")
    assert "retry-after" not in response.headers
    assert 1.4 < time.monotonic() - began < 15  # generous: a machine may be busy


def test_a_wish_for_less_time_is_kept(server: Server) -> None:
    told = server.query(ENDLESS, timeout="50").json()
    assert told["type"].endswith("/problem/time-limit")
    assert "0.05 s" in told["detail"]


@pytest.mark.slow
def test_a_query_that_reaches_the_memory_limit_is_told_so(server: Server) -> None:
    response = server.query(LARGE + " ORDER BY ?c ?f ?a ?d ?b ?e")
    assert response.status_code == 503
    assert response.json()["type"].endswith(("/problem/memory-limit", "/problem/time-limit"))


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 3000 + "}" * 3000,
        "ASK { FILTER(" + "!" * 12_000 + "true) }",
        "ASK { ?s ?p " + "(" * 1000 + "1" + ")" * 1000 + " }",
        "ASK { FILTER(" + "+".join(["1"] * 30_000) + ") }",
        "ASK { " + " UNION ".join(["{}"] * 5_000) + " }",
    ],
    ids=["braces", "negations", "lists", "sum", "unions"],
)
def test_texts_that_end_a_parser_end_nothing_else(server: Server, text: str) -> None:
    assert server.query(text).status_code in (200, 400, 503)
    assert server.query("ASK {}").status_code == 200


@pytest.mark.slow
def test_a_long_answer_that_fails_breaks_the_transfer(server: Server) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        server.query(LARGE)
    with pytest.raises(httpx.RemoteProtocolError):
        server.get("/sparql", params={"query": LARGE}, headers={"Accept-Encoding": "identity"})


def test_a_long_answer_that_succeeds_streams_to_its_end(server: Server) -> None:
    response = server.query(f"{LARGE} LIMIT 60000", format="tsv")
    assert "content-length" not in response.headers
    assert "etag" not in response.headers
    assert response.text.count("\n") == 60_001


@pytest.mark.slow
def test_a_client_that_leaves_ends_its_query(server: Server) -> None:
    killed = server.gauges()["workers_killed_total"]
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(server.url + "/sparql", data={"query": ENDLESS}, timeout=0.3)
    assert until(lambda: server.gauges()["workers_killed_total"] > killed, 1)


@pytest.mark.slow
def test_short_queries_are_answered_while_long_ones_run(server: Server) -> None:
    threads = [threading.Thread(target=server.query, args=(ENDLESS,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert server.query("ASK {}").status_code == 200
    assert any(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()


@pytest.mark.slow
def test_a_query_that_turns_slow_when_all_slow_places_are_taken_is_ended(server: Server) -> None:
    statuses: list[tuple[int, str, str | None]] = []

    def ask() -> None:
        response = server.query(ENDLESS)
        statuses.append((response.status_code, response.json()["type"], response.headers.get("retry-after")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kinds = sorted(kind.rpartition("/")[2] for _, kind, _ in statuses)
    assert {status for status, _, _ in statuses} == {503}
    assert kinds == ["queue", "queue", "time-limit", "time-limit"]
    assert all(retry for _, kind, retry in statuses if kind.endswith("/queue"))


def test_an_answer_says_how_many_rows_it_has(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running_server(release_in(tmp_path / "release", triples=7), log=log) as server:
        server.query("SELECT * { ?s <http://e.org/p> ?o }", format="csv")
        server.query("CONSTRUCT WHERE { ?s <http://e.org/p> ?o }")
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert [line["rows"] for line in lines if line["path"] == "/sparql"] == [7, None]


def test_nothing_reaches_out(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for text in (
            f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"ASK {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
            f"ASK {{ VALUES ?x {{ <{address}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
            f"CONSTRUCT FROM <{address}> WHERE {{ ?s ?p ?o }}",
            f"LOAD <{address}>",
        ):
            assert server.query(text).status_code in (400, 403)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_worker_reaches_nobody_even_if_it_is_asked_to(server: Server) -> None:
    (engine,) = [
        pid for pid in server.children() if b"server.engine" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    workers = Path(f"/proc/{engine}/task/{engine}/children").read_text().split()
    assert workers
    for worker in workers:
        assert until(lambda pid=worker: is_sealed(pid))  # type: ignore[misc]


def is_sealed(worker: str) -> bool:
    """Whether a worker has three files open and may open no other; one that has ended has none."""
    try:
        files = {file.name for file in Path(f"/proc/{worker}/fd").iterdir()}
        limits = Path(f"/proc/{worker}/limits").read_text().splitlines()
    except OSError:
        return True
    return files == {"0", "1", "2"} and any(
        line.split()[:5] == ["Max", "open", "files", "3", "3"] for line in limits
    )


def test_workers_that_are_killed_are_replaced(server: Server) -> None:
    (engine,) = [
        pid for pid in server.children() if b"server.engine" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    for worker in Path(f"/proc/{engine}/task/{engine}/children").read_text().split():
        os.kill(int(worker), signal.SIGKILL)
    assert server.query("ASK {}").status_code == 200


@pytest.mark.slow
def test_a_new_release_is_taken_over_without_a_failed_request(tmp_path: Path) -> None:
    release = release_in(tmp_path, triples=10)
    with running_server(release) as server:
        before = server.get("/ready").json()["release"]
        tag = server.query("ASK {}").headers["etag"]
        release_in(tmp_path, triples=20)
        server.process.send_signal(signal.SIGHUP)
        seen = set()

        def turned() -> bool:
            response = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
            assert response.status_code == 200
            seen.add(response.text.split()[1])
            return server.get("/ready").json()["release"] != before

        assert until(turned)
        assert server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text.split() == ["n", "40"]
        assert seen <= {"20", "40"}
        assert server.query("ASK {}").headers["etag"] != tag


def test_killed_without_warning_it_leaves_no_process_and_no_port(tmp_path: Path) -> None:
    with running_server(release_in(tmp_path)) as server:
        assert server.query("ASK {}").status_code == 200
        family = list(server.children())
        for child in list(family):
            family += [int(pid) for pid in Path(f"/proc/{child}/task/{child}/children").read_text().split()]
        assert len(family) > 3
        server.process.kill()
        assert until(lambda: not any(alive(pid) for pid in family), 5)
        assert until(lambda: refuses(server.port), 5)


def refuses(port: int) -> bool:
    """Whether nobody listens; the last thread of a process may outlive its first by a moment."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionRefusedError:
        return True
    return False


@pytest.mark.slow
def test_a_web_process_that_is_killed_comes_back(tmp_path: Path) -> None:
    with running_server(release_in(tmp_path)) as server:
        (web,) = [
            pid for pid in server.children() if b"server.web" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        slow = threading.Thread(target=fails, args=(server, ENDLESS))
        slow.start()
        assert until(lambda: server.gauges()["queries_running_slow"] == 1)
        os.kill(web, signal.SIGKILL)
        slow.join()

        def answers() -> bool:
            try:
                return server.query("ASK {}").status_code == 200
            except httpx.TransportError:
                return False

        assert until(answers)
        assert until(lambda: idle(server)), server.gauges()
        assert not alive(web)


def fails(server: Server, text: str) -> None:
    """Asks what is never answered."""
    with pytest.raises(httpx.TransportError):
        server.query(text)
