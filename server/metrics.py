"""Counts what happens, in the text form that Prometheus reads."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

_BOUNDS: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


class Metrics:
    """The counters of one web process."""

    def __init__(self) -> None:
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

    def text(self, gauges: Mapping[str, float]) -> str:
        """All counters, and the `gauges` of the moment, as Prometheus reads them."""
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
            lines += _family(f"yuezhi_{name}", "gauge", name.replace("_", " "), [f" {value:g}"])
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
