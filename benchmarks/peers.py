"""The servers that are compared: how each is started on loopback with a graph, and where it is asked."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent


@dataclass
class Peer:
    """A running server."""

    name: str
    url: str
    pid: int
    load_seconds: float = 0.0
    parameters: dict[str, str] = field(default_factory=dict)

    def memory(self) -> int:
        """The memory of the server's processes, what they share counted once."""
        family, at = [self.pid], 0
        while at < len(family):
            children = Path(f"/proc/{family[at]}/task/{family[at]}/children")
            family += [int(pid) for pid in children.read_text().split()] if children.exists() else []
            at += 1
        total = 0
        for pid in family:
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        return total


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(
    name: str, command: list[str], url: str, *, began: float | None = None, cwd: Path = ROOT
) -> Iterator[Peer]:
    began = began or time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while True:
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}")
            try:
                if httpx.get(url, params={"query": "ASK { ?s ?p ?o }"}, timeout=30).status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                time.sleep(0.2)
        yield Peer(name, url, process.pid, time.perf_counter() - began)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def yuezhi(graph: Path) -> Iterator[Peer]:
    """Our own endpoint, as `yuezhi serve` starts it."""
    port = free_port()
    start = [sys.executable, "-c", "from server.cli import main; main()", "serve", f"--port={port}"]
    start += [
        f"--release={graph.parent}",
        "--set=quotations=",
        "--set=time_limit_ms=120000",
        "--set=log_level=warning",
    ]
    with _running("yuezhi", start, f"http://127.0.0.1:{port}/sparql") as peer:
        yield peer


@contextmanager
def oxigraph(graph: Path) -> Iterator[Peer]:
    """The Oxigraph server over its store on disk; the graph is its default graph too."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise RuntimeError("no oxigraph here; pip install oxigraph")
    began, port = time.perf_counter(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "load", "--location", folder, "--file", str(graph)], check=True, capture_output=True
        )
        command = [
            program,
            "serve-read-only",
            "--location",
            folder,
            "--bind",
            f"127.0.0.1:{port}",
            "--union-default-graph",
        ]
        with _running("oxigraph", command, f"http://127.0.0.1:{port}/query", began=began) as peer:
            yield peer


@contextmanager
def rdflib_endpoint(graph: Path) -> Iterator[Peer]:
    """rdflib-endpoint over an rdflib dataset in memory."""
    port = free_port()
    program = (
        "import sys, uvicorn; from rdflib import Dataset; from rdflib_endpoint import SparqlEndpoint\n"
        "data = Dataset(default_union=True); data.parse(sys.argv[1], format='trig')\n"
        "uvicorn.run(SparqlEndpoint(graph=data), port=int(sys.argv[2]), log_level='error')\n"
    )
    command = [sys.executable, "-c", program, str(graph), str(port)]
    with _running("rdflib-endpoint", command, f"http://127.0.0.1:{port}/") as peer:
        yield peer


PEERS = {"yuezhi": yuezhi, "oxigraph": oxigraph, "rdflib-endpoint": rdflib_endpoint}
