"""The servers that are compared: how each is started on loopback with a graph, and where it is asked."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx

from benchmarks.virtuoso import free_port
from benchmarks.virtuoso import missing as virtuoso_missing
from benchmarks.virtuoso import virtuoso as running_virtuoso

ROOT = Path(__file__).parent.parent
#: The graph that is compared.
GRAPH = "https://w3id.org/yuezhi/graph/resolved"
_FUSEKI = "org.apache.jena:jena-fuseki-server:5.2.0"


class Missing(Exception):  # noqa: N818  (named by what it says)
    """A peer that is not here; the message says what to install."""


@dataclass
class Peer:
    """A running server."""

    name: str
    url: str
    pid: int
    load_seconds: float = 0.0
    #: What its URL ends with already: Virtuoso has to be told its default graph.
    parameters: str = ""

    def memory(self) -> int:
        """The memory of the server's processes, what they share counted once."""
        return memory_of_family(self.pid)


def memory_of_family(pid: int) -> int:
    """The memory of a process and all that it started, what they share counted once."""
    family, total = [pid], 0
    for member in family:  # it grows meanwhile
        with contextlib.suppress(OSError):  # one may have ended
            children = Path(f"/proc/{member}/task/{member}/children").read_text()
            family += map(int, children.split())
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


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
        raise Missing("no oxigraph here: pip install '.[bench]'")
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


@contextmanager
def virtuoso(graph: Path) -> Iterator[Peer]:
    """Virtuoso over a database of its own, filled by its bulk loader."""
    told = virtuoso_missing()
    if told:
        raise Missing(told)
    with running_virtuoso(buffers=170_000, data=graph.parent) as server:
        began = time.perf_counter()
        told = server.run(
            f"ld_dir('{graph.parent}', '{_triples_of(graph).name}', '{GRAPH}')",
            "rdf_loader_run()",
            "checkpoint",
        )
        assert server.process is not None, told
        parameters = urlencode({"default-graph-uri": GRAPH})
        taken = time.perf_counter() - began
        yield Peer("virtuoso", server.url, server.process.pid, taken, parameters)


@contextmanager
def fuseki(graph: Path) -> Iterator[Peer]:
    """Fuseki over a dataset in memory; its jar is had from Maven Central by mvn."""
    if shutil.which("java") is None:
        raise Missing("no java here")
    with tempfile.TemporaryDirectory() as folder:
        jar = _fuseki_jar(Path(folder))
        port = free_port()
        command = ["java", "-Xmx3G", "-jar", str(jar), f"--file={_triples_of(graph)}", f"--port={port}"]
        command += ["--localhost", "/data"]
        url = f"http://127.0.0.1:{port}/data/sparql"
        with _running("fuseki", command, url, cwd=Path(folder)) as peer:
            yield peer


def _fuseki_jar(folder: Path) -> Path:
    """The jar that YUEZHI_FUSEKI names, or one that Maven brings."""
    named = os.environ.get("YUEZHI_FUSEKI")
    if named:
        return Path(named)
    if shutil.which("mvn") is None:
        raise Missing("no Fuseki here: install Maven, or name the jar of jena-fuseki-server in YUEZHI_FUSEKI")
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
    command = ["mvn", "-q", "-B", goal, f"-Dartifact={_FUSEKI}", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.jar"))
    if not found:
        raise Missing(f"Maven does not bring {_FUSEKI}: {done.stdout[-200:]}")
    return found[0]


def _triples_of(graph: Path) -> Path:
    """The same graph as N-Triples, for servers that would keep TriG out of their default graph."""
    return graph.with_suffix(".nt")


PEERS = {
    "yuezhi": yuezhi, "oxigraph": oxigraph, "virtuoso": virtuoso, "fuseki": fuseki,
    "rdflib-endpoint": rdflib_endpoint,
}  # fmt: skip
