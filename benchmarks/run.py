"""Compares our endpoint with its peers on one graph: first, warm and repeated answers, clients, memory, load.

    python -m benchmarks --graph graph/release
    python -m benchmarks --triples 3000000 [--peers yuezhi,oxigraph]

Load is made by `wrk`. The table is printed and kept in benchmarks/results/ by date and time.
"""

import argparse
import datetime as dt
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, urlencode

import httpx
import pyoxigraph as ox

from benchmarks.peers import GRAPH, PEERS, Missing, Peer
from benchmarks.shapes import YZ, write
from graph.store import open_release

RESULTS = Path(__file__).parent / "results"
_PREFIX = f"""PREFIX yz: <{YZ}>
PREFIX code: <https://w3id.org/yuezhi/code/>
PREFIX obs: <https://w3id.org/yuezhi/id/obs/>
PREFIX metric: <https://w3id.org/yuezhi/id/metric/>
PREFIX period: <https://w3id.org/yuezhi/id/period/>
"""
#: What queries name: the release has other things than the generated graph.
_GENERATED = {"obs": "o7", "metric": "m7"}
_RELEASED = {"obs": "patents-granted_guangdong_2021_level_none_all", "metric": "patents-granted"}
_QUERIES = {
    "one resource": "SELECT ?p ?o { obs:$obs ?p ?o }",
    "time series": """SELECT ?y ?v { ?o yz:metric metric:$metric ; yz:kind code:kind-level ; yz:period ?p ;
        yz:value ?v . ?p yz:year ?y } ORDER BY ?y ?v""",
    "roll-up": """SELECT ?a (SUM(?v) AS ?sum) {
        ?o yz:metric ?m ; yz:value ?v ; yz:kind code:kind-level . ?m yz:action ?a }
        GROUP BY ?a ORDER BY ?a""",
    "two years": """SELECT ?m ?a ?v ?w {
        ?o yz:metric ?m ; yz:area ?a ; yz:value ?v ; yz:period period:2021 .
        ?q yz:metric ?m ; yz:area ?a ; yz:value ?w ; yz:period period:2023 }""",
    "sources": """SELECT ?s (COUNT(*) AS ?n) {
        ?c yz:supports ?o ; yz:statedIn ?s . ?o yz:status code:status-agreed } GROUP BY ?s ORDER BY ?s""",
}


def queries(named: dict[str, str]) -> dict[str, str]:
    """The queries over the things that a graph has."""
    return {name: Template(text).substitute(named) for name, text in _QUERIES.items()}


@dataclass
class Measured:
    """What was measured of one peer. Times are in milliseconds; rows are compared between peers."""

    first: dict[str, float]
    warm: dict[str, float]
    rows: dict[str, int]
    repeated: float
    clients: float
    memory: int
    load: float


def main() -> None:
    """Runs the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=50_000)
    parser.add_argument("--graph", type=Path, help="the folder of a release instead of a generated graph")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--seconds", type=int, default=5)
    arguments = parser.parse_args()
    asked = queries(_RELEASED if arguments.graph else _GENERATED)
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "resolved.trig"
        triples = prepare(graph, arguments.graph, arguments.triples)
        for name in arguments.peers.split(","):
            try:
                with PEERS[name](graph) as peer:
                    measured[name] = measure(peer, asked, arguments.seconds)
            except Missing as missing:
                print(f"{name} is left out: {missing}", file=sys.stderr)
            else:
                print(f"{name} done", file=sys.stderr)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    text = f"{table(measured, triples)}\n\nLoad of the machine at the end: {load}"
    print(text)
    RESULTS.mkdir(exist_ok=True)
    now, what = dt.datetime.now(tz=dt.UTC), "release" if arguments.graph else str(arguments.triples)
    (RESULTS / f"{now:%Y-%m-%dT%H%M}-{what}.md").write_text(text + "\n", encoding="utf-8")


def prepare(graph: Path, release: Path | None, triples: int) -> int:
    """Writes the graph that is compared, as TriG and as N-Triples; returns its size."""
    if release is None:
        write(graph, triples)
        quads = ox.parse(path=graph, format=ox.RdfFormat.TRIG)
    else:
        store = open_release(release)
        with graph.open("w", encoding="utf-8") as out:
            out.write(f"<{GRAPH}> {{\n")
            out.writelines(
                f"{q.triple} .\n" for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
            )
            out.write("}\n")
        quads = ox.parse(path=graph, format=ox.RdfFormat.TRIG)
    size = 0
    with graph.with_suffix(".nt").open("w", encoding="utf-8") as out:
        for quad in quads:
            out.write(f"{quad.triple} .\n")
            size += 1
    return size


def measure(peer: Peer, asked: dict[str, str], seconds: int) -> Measured:
    """Asks one peer everything."""
    first, warm, rows = {}, {}, {}
    with httpx.Client(timeout=300, headers={"Accept": "text/csv", "Accept-Encoding": "identity"}) as client:
        for name, query in asked.items():
            first[name], rows[name] = _asked(client, peer, query)
            # A comment makes each a new query, so that what is timed is never an answer that was kept.
            times = [_asked(client, peer, f"{query} # {number}")[0] for number in range(_times(first[name]))]
            warm[name] = statistics.median(times)
    series = _PREFIX + asked["time series"]
    url = f"{peer.url}?{peer.parameters}&" if peer.parameters else f"{peer.url}?"
    return Measured(
        first,
        warm,
        rows,
        repeated=_wrk(url + urlencode({"query": series}), seconds),
        clients=_wrk(url, seconds, fresh=series),
        memory=peer.memory(),
        load=peer.load_seconds,
    )


def _times(first: float) -> int:
    """How often a query is asked whose first answer took so many milliseconds: short ones vary more."""
    return 3 if first > 2000 else 25 if first > 100 else 200


def _asked(client: httpx.Client, peer: Peer, query: str) -> tuple[float, int]:
    """Milliseconds and rows of one answer."""
    began = time.perf_counter()
    response = client.get(peer.url, params=[*parse_qsl(peer.parameters), ("query", _PREFIX + query)])
    took = (time.perf_counter() - began) * 1000
    response.raise_for_status()
    return took, response.text.count("\n")


def _wrk(url: str, seconds: int, fresh: str | None = None) -> float:
    """Requests a second with eight clients: one answer again and again, or a new query each time."""
    command = ["wrk", "-t2", "-c8", f"-d{seconds}s", "-H", "Accept: text/csv"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if fresh is not None:
            encoded = urlencode({"query": fresh}).replace("%", "%%")
            path = "/" + url.split("/", 3)[3]
            script.write(
                "local n = math.random(1, 1000000000)\nrequest = function() n = n + 1\n"
                f'return wrk.format("GET", "{path}" .. string.format("{encoded}+%%23+%d", n)) end\n'
            )
            script.flush()
            command += ["-s", script.name]
        told = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        return float("nan")
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    return float(found[1]) if found else float("nan")


def table(measured: dict[str, Measured], triples: int) -> str:
    """The figures as a table, each peer beside us with the ratio to ours."""
    names = list(measured)
    ours = measured.get("yuezhi")
    lines = [f"{triples:,} triples; milliseconds (ratio to ours in brackets)", ""]
    lines += ["| | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]

    def line(title: str, values: dict[str, float], unit: str = "") -> None:
        cells = []
        for name, value in values.items():
            mine = values.get("yuezhi") if ours else None
            ratio = f" ({value / mine:.1f})" if mine and name != "yuezhi" else ""
            cells.append(f"{value:,.1f}{unit}{ratio}")
        lines.append(f"| {title} | " + " | ".join(cells) + " |")

    for query in _QUERIES:
        line(f"{query}, first", {n: m.first[query] for n, m in measured.items()})
        line(f"{query}, warm", {n: m.warm[query] for n, m in measured.items()})
        if len({m.rows[query] for m in measured.values()}) > 1:
            lines.append(
                f"| {query}: ROWS DIFFER | "
                + " | ".join(str(m.rows[query]) for m in measured.values())
                + " |"
            )
    line("the same answer, 8 clients", {n: m.repeated for n, m in measured.items()}, "/s")
    line("new queries, 8 clients", {n: m.clients for n, m in measured.items()}, "/s")
    line("memory, MiB", {n: m.memory / 2**20 for n, m in measured.items()})
    line("load, seconds", {n: m.load for n, m in measured.items()})
    return "\n".join(lines)
