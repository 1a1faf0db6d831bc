"""Several web processes on one engine: they share the work, the counters and the change of a release."""

import re
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from server.metrics import Metrics
from server.settings import Settings
from server.supervisor import CannotServe, serve
from tests.sparql_world import Server, release_in, running_server, until

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def counted(server: Server) -> int:
    """How many POSTs were answered with 200, as one of the web processes says."""
    found = re.search(
        r'^yuezhi_requests_total\{method="POST",status="200"\} (\d+)',
        server.get("/metrics").text,
        re.MULTILINE,
    )
    return int(found[1]) if found else 0


def web_processes(server: Server) -> list[int]:
    """The processes that listen."""
    return [pid for pid in server.children() if b"server.web" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.slow
def test_web_processes_share_an_engine_and_their_counters(tmp_path: Path) -> None:
    with running_server(release_in(tmp_path, triples=10), web_processes=3, cache_mb=0) as server:
        assert len(web_processes(server)) == 3
        assert until(lambda: all(server.get("/ready").status_code == 200 for _ in range(12)))
        for number in range(60):
            assert server.query(f"{COUNT} # {number}", format="csv").text.split() == ["n", "20"]
        assert until(lambda: min(counted(server) for _ in range(12)) == 60)
        assert server.gauges()["engine_queries_total"] >= 60


@pytest.mark.slow
def test_a_release_changes_under_load_without_a_failed_request(tmp_path: Path) -> None:
    release = release_in(tmp_path, triples=10)
    answers: Counter[tuple[int, str]] = Counter()
    stop = threading.Event()
    with running_server(release, web_processes=2, cache_mb=0) as server:

        def ask() -> None:
            while not stop.is_set():
                response = server.query(f"{COUNT} # {time.monotonic()}", format="csv")
                answers[response.status_code, response.text.split()[-1]] += 1

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for triples in (20, 30, 40):
            release_in(tmp_path, triples=triples)
            server.process.send_signal(signal.SIGHUP)
            assert until(lambda wanted=triples: answers[200, str(2 * wanted)] > 20, 30), answers  # type: ignore[misc]
        stop.set()
        for thread in threads:
            thread.join()
    assert {status for status, _ in answers} == {200}, answers
    assert {number for _, number in answers} == {"20", "40", "60", "80"}


def test_where_processes_cannot_fork_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.fork")
    with pytest.raises(CannotServe, match="forked processes"):
        serve(Settings(), lambda _: None)


def test_counters_are_the_sum_of_all_that_share_a_folder(tmp_path: Path) -> None:
    first, second = Metrics(tmp_path), Metrics(tmp_path)
    second._file = tmp_path / "metrics-0.json"  # as another process has it
    for metrics in (first, second):
        metrics.request("GET", 200, 0.002)
        metrics.fault("queue")
        metrics.cache["hit"] += 2
    second.write()
    text = first.text({"stores": 1})
    assert 'yuezhi_requests_total{method="GET",status="200"} 2' in text
    assert 'yuezhi_request_seconds_count{method="GET"} 2' in text
    assert 'yuezhi_failures_total{kind="queue"} 2' in text
    assert 'yuezhi_cache_total{result="hit"} 4' in text
    first.write()
    assert first.text({}) == first.text({})


def test_metrics_are_as_prometheus_reads_them() -> None:
    metrics = Metrics()
    metrics.request("GET", 200, 0.002)
    metrics.fault("queue")
    kinds: dict[str, str] = {}
    lines = metrics.text({"workers_idle": 4, "engine_queries_total": 1_234_567}).splitlines()
    for line in lines:
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split()
            kinds[name] = kind
        elif not line.startswith("#"):
            sample = re.fullmatch(r'([a-z_]+)(\{([a-z]+="[^"]*",?)+\})? ([0-9.e+]+)', line)
            assert sample, line
            name = re.sub("_(bucket|sum|count)$", "", sample[1])
            assert kinds[name] == ("histogram" if name != sample[1] else kinds[sample[1]])
            assert (kinds[name] == "counter") == name.endswith("_total"), line
    assert "yuezhi_engine_queries_total 1234567" in lines
    assert kinds["yuezhi_workers_idle"] == "gauge"
