"""Counts what happens, in the text form that Prometheus reads, over all web processes of a server.

Each process writes its counters to a file in the folder that they share, every second and at its end, and
adds up what the others wrote; so counters never fall, whichever process answers and though one has ended.
"""

import json
import os
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

_BOUNDS: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


class Metrics:
    """The counters of one web process; with a `folder`, what is told is the sum of all that share it."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = folder / f"metrics-{os.getpid()}.json" if folder else None
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._faults: Counter[str] = Counter()
        self.cache: Counter[str] = Counter()

    def request(self, method: str, status: int, seconds: float) -> None:
        """Counts one answered request."""
        self._requests[method, status] += 1
        self._buckets[method][bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[method] += seconds

    def fault(self, slug: str) -> None:
        """Counts one failure by its kind."""
        self._faults[slug] += 1

    def write(self) -> None:
        """Writes the counters for the other processes."""
        if self._file is None:
            return
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(self._told()), encoding="utf-8")
        fresh.replace(self._file)

    def _told(self) -> dict[str, Any]:
        return {
            "requests": [[*key, count] for key, count in self._requests.items()],
            "buckets": self._buckets,
            "seconds": self._seconds,
            "faults": self._faults,
            "cache": self.cache,
        }

    def _add(self, told: Mapping[str, Any]) -> None:
        for method, status, count in told["requests"]:
            self._requests[method, status] += count
        for method, counts in told["buckets"].items():
            self._buckets[method] = [a + b for a, b in zip(self._buckets[method], counts, strict=True)]
            self._seconds[method] += told["seconds"][method]
        self._faults.update(told["faults"])
        self.cache.update(told["cache"])

    def whole(self) -> "Metrics":
        """The sum over all processes: this one as it is, the others as they last wrote."""
        total = Metrics()
        total._add(self._told())
        others = self._file.parent.glob("metrics-*.json") if self._file else ()
        for file in others:
            if file != self._file:
                total._add(json.loads(file.read_text(encoding="utf-8")))
        return total

    def text(self, gauges: Mapping[str, float]) -> str:
        """All counters, and the `gauges` of the moment, as Prometheus reads them."""
        return self.whole()._text(gauges)  # noqa: SLF001

    def _text(self, gauges: Mapping[str, float]) -> str:
        lines = [
            *_family("yuezhi_requests_total", "counter", "requests answered", self._request_lines()),
            *_family("yuezhi_request_seconds", "histogram", "time to the last byte sent", self._time_lines()),
            *_family(
                "yuezhi_failures_total",
                "counter",
                "failures by kind",
                (f'{{kind="{kind}"}} {count}' for kind, count in sorted(self._faults.items())),
            ),
            *_family(
                "yuezhi_cache_total",
                "counter",
                "kept answers by what became of the question",
                (f'{{result="{result}"}} {count}' for result, count in sorted(self.cache.items())),
            ),
        ]
        for name, value in sorted(gauges.items()):
            kind = "counter" if name.endswith("_total") else "gauge"
            lines += _family(f"yuezhi_{name}", kind, name.replace("_", " "), [f" {value:.12g}"])
        return "\n".join(lines) + "\n"

    def _request_lines(self) -> Iterable[str]:
        for (method, status), count in sorted(self._requests.items()):
            yield f'{{method="{method}",status="{status}"}} {count}'

    def _time_lines(self) -> Iterable[str]:
        for method, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*map(str, _BOUNDS), "+Inf"), buckets, strict=True):
                total += count
                yield f'_bucket{{method="{method}",le="{bound}"}} {total}'
            yield f'_sum{{method="{method}"}} {self._seconds[method]:.6f}'
            yield f'_count{{method="{method}"}} {total}'


def _family(name: str, kind: str, help_: str, samples: Iterable[str]) -> list[str]:
    return [f"# HELP {name} {help_}", f"# TYPE {name} {kind}", *(name + sample for sample in samples)]
