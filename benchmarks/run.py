"""Compares our endpoint with its peers on one graph: first, warm and repeated answers, clients, memory, load.

    python benchmarks/run.py --triples 50000 [--peers yuezhi,oxigraph] [--graph FILE.trig]

Load is made by `wrk`. The table is printed and kept in benchmarks/results/ by date.
"""

import argparse
import datetime as dt
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.peers import PEERS, Peer
from benchmarks.shapes import YZ, write

RESULTS = Path(__file__).parent / "results"
_PREFIX = f"""PREFIX yz: <{YZ}>
PREFIX code: <https://w3id.org/yuezhi/code/>
PREFIX obs: <https://w3id.org/yuezhi/id/obs/>
PREFIX metric: <https://w3id.org/yuezhi/id/metric/>
PREFIX period: <https://w3id.org/yuezhi/id/period/>
"""
QUERIES = {
    "one resource": "SELECT ?p ?o { obs:o7 ?p ?o }",
    "time series": """SELECT ?y ?v { ?o yz:metric metric:m7 ; yz:period ?p ; yz:value ?v . ?p yz:year ?y }
        ORDER BY ?y""",
    "roll-up": """SELECT ?a (SUM(?v) AS ?sum) {
        ?o yz:metric ?m ; yz:value ?v ; yz:kind code:kind-level . ?m yz:action ?a }
        GROUP BY ?a ORDER BY ?a""",
    "two years": """SELECT ?m ?a ?v ?w {
        ?o yz:metric ?m ; yz:area ?a ; yz:value ?v ; yz:period period:2021 .
        ?q yz:metric ?m ; yz:area ?a ; yz:value ?w ; yz:period period:2023 }""",
    "sources": """SELECT ?s (COUNT(*) AS ?n) {
        ?c yz:supports ?o ; yz:statedIn ?s . ?o yz:status code:status-agreed } GROUP BY ?s ORDER BY ?s""",
}


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
    parser.add_argument("--graph", type=Path, help="a TriG file instead of a generated graph")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--seconds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = arguments.graph or Path(folder) / "resolved.trig"
        if arguments.graph is None:
            write(graph, arguments.triples)
        measured = {}
        for name in arguments.peers.split(","):
            with PEERS[name](graph) as peer:
                measured[name] = measure(peer, arguments.seconds)
            print(f"{name} done", file=sys.stderr)
    text = table(measured, arguments.triples)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    today = dt.datetime.now(tz=dt.UTC).date()
    (RESULTS / f"{today}-{arguments.triples}.md").write_text(text + "\n", encoding="utf-8")


def measure(peer: Peer, seconds: int) -> Measured:
    """Asks one peer everything."""
    first, warm, rows = {}, {}, {}
    with httpx.Client(timeout=300, headers={"Accept": "text/csv", "Accept-Encoding": "identity"}) as client:
        for name, query in QUERIES.items():
            first[name], rows[name] = _asked(client, peer, query)
            # A comment makes each a new query, so that what is timed is never an answer that was kept.
            times = [
                _asked(client, peer, f"{query} # {number}")[0]
                for number in range(3 if first[name] > 2000 else 15)
            ]
            warm[name] = statistics.median(times)
    series = _PREFIX + QUERIES["time series"]
    return Measured(
        first,
        warm,
        rows,
        repeated=_wrk(f"{peer.url}?{urlencode({'query': series})}", seconds),
        clients=_wrk(peer.url, seconds, fresh=series),
        memory=peer.memory(),
        load=peer.load_seconds,
    )


def _asked(client: httpx.Client, peer: Peer, query: str) -> tuple[float, int]:
    """Milliseconds and rows of one answer."""
    began = time.perf_counter()
    response = client.get(peer.url, params={"query": _PREFIX + query})
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
                f'return wrk.format("GET", "{path}?" .. string.format("{encoded}+%%23+%d", n)) end\n'
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

    for query in QUERIES:
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


if __name__ == "__main__":
    main()
