"""What tests of the SPARQL service share: an application over any store, and a real server to talk to."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox

from graph.store import LocalService
from server.app import create_app
from server.settings import Settings
from sparql.service import QueryService

ROOT = Path(__file__).parent.parent
GRAPH = "https://w3id.org/yuezhi/graph/resolved"


def small_store(triples: int = 5) -> ox.Store:
    """A store of `triples` triples in the default graph and in one named graph."""
    store = ox.Store()
    for number in range(triples):
        subject, predicate = ox.NamedNode(f"http://e.org/s{number}"), ox.NamedNode("http://e.org/p")
        value = ox.Literal(number)
        store.add(ox.Quad(subject, predicate, value))
        store.add(ox.Quad(subject, predicate, value, ox.NamedNode(GRAPH)))
    return store


class Client:
    """Talks to an application in this process."""

    def __init__(self, service: QueryService | None = None, **settings: Any) -> None:
        self.service = service or LocalService(small_store(), "test")
        self.app = create_app(Settings(**settings), self.service)

    def ask(self, method: str, url: str, **rest: Any) -> httpx.Response:
        """The response to one request."""

        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, url, **rest)

        return asyncio.run(once())

    def query(self, text: str, accept: str | None = None, **rest: Any) -> httpx.Response:
        """The response to a query by GET."""
        headers = {"Accept": accept} if accept else {}
        return self.ask("GET", "/sparql", params={"query": text, **rest}, headers=headers)


def release_in(folder: Path, triples: int = 300) -> Path:
    """A release of one graph with `triples` subjects, large enough for queries that take long."""
    lines = [
        f"<http://e.org/s{n}> <http://e.org/p> {n} ; <http://e.org/q> <http://e.org/s{n * 7 % triples}> ."
        for n in range(triples)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "resolved.trig").write_text(f"<{GRAPH}> {{\n" + "\n".join(lines) + "\n}\n", encoding="utf-8")
    return folder


@dataclass
class Server:
    """A real server: supervisor, engine, web process."""

    process: subprocess.Popen[str]
    url: str
    port: int

    def children(self) -> list[int]:
        """The processes that the supervisor started."""
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in tasks.read_text().split()]

    def get(self, path: str, **rest: Any) -> httpx.Response:
        """The response to a GET."""
        return httpx.get(self.url + path, timeout=60, **rest)

    def query(self, text: str, **rest: Any) -> httpx.Response:
        """The response to a query by POST."""
        return httpx.post(self.url + "/sparql", data={"query": text, **rest}, timeout=60)

    def gauges(self) -> dict[str, float]:
        """The metrics without labels."""
        lines = (line.split() for line in self.get("/metrics").text.splitlines() if line[0] != "#")
        return {
            parts[0].removeprefix("yuezhi_"): float(parts[1])
            for parts in lines
            if len(parts) == 2 and "{" not in parts[0]
        }


@contextmanager
def running_server(release: Path, *, log: Path | None = None, **settings: Any) -> Iterator[Server]:
    """A server over `release` on a free port of loopback; it is gone afterwards. Its log goes to `log`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [f"--set={name}={value}" for name, value in {"quotations": "", **settings}.items()]
    start = "from server.cli import main; main()"
    command = [sys.executable, "-c", start, "serve", f"--port={port}", f"--release={release}", *options]
    with (log or Path(os.devnull)).open("wb") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, env=_environment()
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("http://"), f"the server did not start: {line!r}"
        yield Server(process, line.strip().rstrip("/"), port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if name != "PORT" and not name.startswith("YUEZHI_")
    }


def until(condition: Any, seconds: float = 10) -> bool:
    """Whether `condition` comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    """Whether a process runs; a dead one that nobody has buried does not."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
