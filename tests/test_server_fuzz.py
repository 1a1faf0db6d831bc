"""Whatever is asked, by any route: an answer or a clear refusal, in time, and never the server's inside.

YUEZHI_FUZZ is how many requests are sent in all (5,000 by default), half of them SPARQL along its grammar and
half along the OpenAPI of every route; the seed is fixed.
"""

import contextlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from tests.sparql_grammar import texts
from tests.sparql_world import ROOT, Server, running_server

pytestmark = pytest.mark.slow

REQUESTS = int(os.environ.get("YUEZHI_FUZZ", "5000"))
SEED = 20_240
LIMIT_MS = 2000
#: Beyond the limit of a query: what the machine may add while it does other things.
PATIENCE = 20.0
#: What a 503 may be for: limits that the manual tells.
DECLARED = ("time-limit", "memory-limit", "/queue", "reached the", "waiting", "too many")
ACCEPTS = (
    *["*/*"] * 8,
    "application/json", "text/csv", "application/sparql-results+xml", "text/turtle", "text/html",
    "application/ld+json;q=0.5, text/tab-separated-values", "image/png", "garbage", "application/trig",
)  # fmt: skip


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server under test writes its log."""
    return tmp_path_factory.mktemp("fuzz") / "log"


@pytest.fixture(scope="module")
def server(log: Path) -> Iterator[Server]:
    """A server over the release that ends queries soon."""
    limits = {"time_limit_ms": LIMIT_MS, "memory_limit_mb": 512, "cache_mb": 4, "log_level": "warning"}
    with running_server(ROOT / "graph/release", log=log, **limits) as running:
        yield running
        assert running.query("ASK {}").status_code == 200
    written = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in written, written[-3000:]


def wrong(status: int, body: str, seconds: float) -> str | None:
    """What is wrong with a response, if anything."""
    if status >= 500 and not (status == 503 and any(limit in body for limit in DECLARED)):
        return f"{status}: {body[:300]}"
    if "Traceback (most recent call last)" in body:
        return "a traceback"
    if seconds > LIMIT_MS / 1000 + PATIENCE:
        return f"{seconds:.0f} s"
    return None


def tried(
    examples: int, strategy: st.SearchStrategy[Any], probe: Callable[[Any], None], *, beginning: int = SEED
) -> None:
    """Runs `probe` on as many examples, or on all there are; the same every time."""

    @seed(beginning)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def run(example: Any) -> None:
        probe(example)

    run()


def test_any_query_is_answered_or_refused(server: Server) -> None:
    told, faults = Counter[int](), dict[str, str]()
    with httpx.Client(base_url=server.url, timeout=60) as client:

        def probe(example: tuple[str, str, str, bool]) -> None:
            text, accept, way, graphs = example
            began = time.monotonic()
            headers, named = {"Accept": accept}, {"named-graph-uri": "http://e.org/none"} if graphs else {}
            if way == "direct":
                headers["Content-Type"] = "application/sparql-query"
                content = text.encode("utf-8", "surrogatepass")
                response = client.post("/sparql", content=content, headers=headers, params=named)
            else:
                values = {"query": text.encode("utf-8", "replace").decode(), **named}
                asked = {"params": values} if way == "get" else {"data": values}
                response = client.request(
                    "GET" if way == "get" else "POST", "/sparql", headers=headers, **asked
                )  # type: ignore[arg-type]
            told[response.status_code] += 1
            fault = wrong(response.status_code, response.text, time.monotonic() - began)
            if fault:
                faults[f"{way} {text!r}"] = fault

        ways = st.sampled_from(["get", "get", "form", "direct"])
        graphs = st.sampled_from([False] * 9 + [True])
        tried(REQUESTS // 2, st.tuples(texts, st.sampled_from(ACCEPTS), ways, graphs), probe)
    print(f"\n{sum(told.values())} queries: {dict(sorted(told.items()))}")  # noqa: T201  (the figures are the point)
    assert not faults, "\n".join(f"{asked[:300]} -> {fault}" for asked, fault in faults.items())
    assert told[200] > REQUESTS // 20, told
    assert told[400] > REQUESTS // 20, told


def test_every_route_keeps_its_word(server: Server) -> None:
    schema = schemathesis.openapi.from_url(server.url + "/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert any(operation.path == "/sparql" for operation in operations)
    told, faults = Counter[int](), dict[str, str]()

    def probe(case: schemathesis.Case) -> None:
        began = time.monotonic()
        response = case.call(base_url=server.url, timeout=60)
        told[response.status_code] += 1
        body = response.content.decode("utf-8", "replace")
        fault = wrong(response.status_code, body, time.monotonic() - began)
        if fault:
            faults[f"{case.method} {case.path} {case.path_parameters} {case.query} {case.headers}"] = fault

    each, roomy = max(2, REQUESTS // 2 // len(operations)), []
    for operation in operations:
        before = told.total()
        for mode, part in ((GenerationMode.POSITIVE, each - each // 2), (GenerationMode.NEGATIVE, each // 2)):
            with contextlib.suppress(Unsatisfiable):  # nothing can be wrong with a route without parameters
                tried(part, operation.as_strategy(generation_mode=mode), probe)
        if told.total() - before >= each:
            roomy.append(operation)
    # What the routes that take little left over goes to those that take anything.
    for number, operation in enumerate(roomy):
        left = max(0, REQUESTS // 2 - told.total()) // (len(roomy) - number)
        if left:
            strategy = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
            tried(left, strategy, probe, beginning=SEED + 1)
    print(f"\n{sum(told.values())} requests by {len(operations)} operations: {dict(sorted(told.items()))}")  # noqa: T201
    assert not faults, "\n".join(f"{asked[:300]} -> {fault}" for asked, fault in faults.items())
    assert told[200] > 0
