"""How long each kind of page takes on the release and on millions of triples, and what a browser transfers.

    python -m benchmarks.pages [--release graph/release] [--triples 3000000]

A real server, its kept answers switched off, is asked for each page by one client: *first* is the first
request, *warm* the median of the next ones. Bytes are those of the page as it goes over the wire (gzip).
Where Chromium is at hand, *all* is what it transfers for page, style and scripts, *requests* their number,
and *paint* the time to first content. The table is printed and kept in benchmarks/results/ by date.
"""

import argparse
import datetime as dt
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks import provinces
from benchmarks.run import RESULTS
from benchmarks.virtuoso import free_port

_WARM: Final = 7
_PATIENCE: Final = 300
#: One page of each kind, by its path on the release.
PAGES: Final[Mapping[str, str]] = {
    "home": "/",
    "metric": "/doc/metric/customs-infringing-goods-seized",
    "campaign series": "/doc/series/longteng",
    "campaign": "/doc/campaign/longteng-2025",
    "body": "/doc/body/guangdong-customs",
    "instrument": "/doc/instrument/gd-ip-protection-regulations",
    "area": "/doc/area/guangdong",
    "period": "/doc/period/2023",
    "observation": "/doc/obs/customs-infringing-goods-seized_guangdong_2023_level_guangdong-customs_all",
    "document": "/doc/source/gd-2025",
    "source comparison": "/compare/gd-2025",
    "disagreements": "/disagreements",
    "search": "/search?q=%E6%B5%B7%E5%85%B3",
    "chart": "/chart?metric=pct-applications&metric=valid-trademarks&mode=indexed",
    "browse metrics": "/browse/metrics",
    "browse bodies": "/browse/bodies",
    "editor": "/sparql",
    "named query": "/queries/editions-of-a-series",
    "ontology": "/ontology",
    "module": "/ontology/statistics",
    "all properties": "/doc/body/guangdong-customs?view=properties",
    "changes": "/changes",
    "manual": "/manual",
}


@dataclass
class Row:
    """What one page took on one graph: milliseconds, bytes over the wire, and what a browser adds."""

    kind: str
    first: float
    warm: float
    size: int
    all: int = 0
    requests: int = 0
    paint: float = 0.0


@contextmanager
def served(release: Path) -> Iterator[tuple[str, float]]:
    """A server over `release` that keeps no answers: its address, and the seconds until it was ready."""
    port = free_port()
    command = [sys.executable, "-c", "from server.cli import main; main()", "serve"]
    command += ["--port", str(port), "--release", str(release), "--set", "cache_mb=0"]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            while not _ready(address):
                if server.poll() is not None or time.monotonic() - began > _PATIENCE:
                    raise SystemExit("the server did not start")
                time.sleep(0.2)
            yield address, time.monotonic() - began
        finally:
            server.terminate()


def _ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/ready", timeout=5) as answer:  # noqa: S310  (loopback)
            return bool(answer.status == 200)
    except OSError:
        return False


def _asked(address: str, path: str) -> tuple[float, int]:
    """Milliseconds and bytes of one page as a browser asks for it."""
    mark = "&" if "?" in path else "?"
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    request = urllib.request.Request(f"{address}{path}{mark}lang=zh", headers=headers)  # noqa: S310
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        size = len(answer.read())
    return (time.perf_counter() - began) * 1000, size


def measure(address: str) -> list[Row]:
    """Every page, one after the other."""
    rows = []
    for kind, path in PAGES.items():
        first, size = _asked(address, path)
        warm = statistics.median(_asked(address, path)[0] for _ in range(_WARM))
        rows.append(Row(kind, first, warm, size))
    return rows


def browse(address: str, rows: list[Row]) -> None:
    """Adds what Chromium says of each page; nothing where it is not at hand."""
    if find_spec("selenium") is None or not shutil.which("chromium"):
        return
    from selenium import webdriver  # noqa: PLC0415  (where it is at hand)
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for option in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(option)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        for row in rows:
            _seen(driver, address, row)
    finally:
        driver.quit()


_TOLD: Final = """
const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
const paint = performance.getEntriesByName('first-contentful-paint')[0];
return [all.reduce((sum, one) => sum + one.transferSize, 0), all.length, paint ? paint.startTime : 0];
"""


def _seen(driver: Any, address: str, row: Row) -> None:
    """One page in a browser that has kept nothing."""
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    driver.get(f"{address}{PAGES[row.kind]}{'&' if '?' in PAGES[row.kind] else '?'}lang=zh")
    time.sleep(0.3)
    row.all, row.requests, row.paint = driver.execute_script(_TOLD)


def table(name: str, seconds: float, rows: list[Row]) -> str:
    """The measurements as Markdown."""
    lines = [
        f"## {name} (ready in {seconds:.1f} s)",
        "",
        "| page | first, ms | warm, ms | page, kB | all, kB | requests | paint, ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row.kind} | {row.first:.0f} | {row.warm:.0f} | {row.size / 1000:.1f} | "
        + (f"{row.all / 1000:.1f} | {row.requests} | {row.paint:.0f} |" if row.requests else "| | |")
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures on the release, and on a larger graph where one is asked for."""
    parser = argparse.ArgumentParser(description="Times and sizes of every kind of page.")
    parser.add_argument("--release", type=Path, default=Path("graph/release"))
    parser.add_argument("--triples", type=int, default=0, help="also on a graph of about so many triples")
    parser.add_argument("--folder", type=Path, help="where that graph is made, or was")
    asked = parser.parse_args()
    parts = []
    with served(asked.release) as (address, seconds):
        rows = measure(address)
        browse(address, rows)
        parts.append(table("The release", seconds, rows))
        print(parts[-1], flush=True)
    if asked.triples:
        with tempfile.TemporaryDirectory(prefix="yuezhi-pages-") as made:
            folder = asked.folder or Path(made)
            if not any(folder.glob("copy.*.trig")):
                provinces.write(asked.release, folder, asked.triples)
            copies = len(list(folder.glob("copy.*.trig")))
            with served(folder) as (address, seconds):
                name = f"About {asked.triples:,} triples: the release and {copies} more provinces"
                parts.append(table(name, seconds, measure(address)))
                print(parts[-1], flush=True)
    RESULTS.mkdir(exist_ok=True)
    now = dt.datetime.now(dt.UTC)
    (RESULTS / f"{now:%Y-%m-%dT%H%M}-pages.md").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
