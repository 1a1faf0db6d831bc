"""How far the claims agree with a gold read by hand: by source, language and section, with what was missed.

A claim finds a gold fact when their spans overlap and their values are equal; each is used once. The
statistic decides between several that fit. Conventions of the gold: tests/gold/README.md.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ontology import names as iris

Record = Mapping[str, Any]
_Pair = tuple[Record, Record]  # a fact of the gold and the claim that found it
#: A claim may enclose this many characters more than the gold's span and still be about it.
_SLACK: Final = 40


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement of one group of claims with its gold. Shares are None where there is nothing to share."""

    gold: int
    claims: int
    found: int
    attributes: Mapping[str, float] = field(default_factory=dict)
    lists: Mapping[str, float] = field(default_factory=dict)
    metric_precision: float | None = None
    metric_recall: float | None = None

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that the gold has."""
        return self.found / self.claims if self.claims else 1.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by group, what was confused with what, and the facts missed or claimed beyond the gold."""

    scores: Mapping[tuple[str, str, str], Score]
    confusions: Mapping[str, Counter[tuple[str, str]]]
    missed: tuple[Record, ...]
    extra: tuple[Record, ...]
    metrics: "MetricAgreement"


def load_gold(path: Path) -> list[Record]:
    """The facts of a gold file (JSON Lines)."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def evaluate(gold: Sequence[Record], claims: Sequence[Record]) -> Evaluation:
    """Compares the figures among `claims` with `gold`; sources and languages without gold are left out."""
    covered = {(g["source"], g["lang"]) for g in gold}
    figures = [c for c in claims if c.get("type") == "figure" and (c["source"], c["lang"]) in covered]
    pairs, missed, extra = pair_up(gold, figures)
    sections = {id(g): c["section"].split(".")[0] for g, c in pairs}
    for fact in missed:
        sections[id(fact)] = _section_of(fact, figures)
    groups = sorted(
        {(*key, part) for key in covered for part in {"", *_sections(key, gold, figures, sections)}}
    )
    scores = {
        group: _score(
            [g for g in gold if _in(group, g, sections[id(g)])],
            [c for c in figures if _in(group, c, c["section"].split(".")[0])],
            [(g, c) for g, c in pairs if _in(group, g, sections[id(g)])],
        )
        for group in groups
    }
    confusions = {
        name: Counter((str(g[name]), str(c[name])) for g, c in pairs) for name in ("statistic", "unit_class")
    }
    return Evaluation(scores, confusions, tuple(missed), tuple(extra), _across(pairs))


def pair_up(
    gold: Iterable[Record], claims: Sequence[Record]
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pairs of gold fact and claim, the facts without one, and the claims without one."""
    pairs, missed, used = [], [], set()
    for fact in gold:
        fits = [k for k, c in enumerate(claims) if k not in used and _fits(fact, c)]
        best = max(fits, default=None, key=lambda k: claims[k]["statistic"] == fact["statistic"])
        if best is None:
            missed.append(fact)
        else:
            used.add(best)
            pairs.append((fact, claims[best]))
    return pairs, missed, [c for k, c in enumerate(claims) if k not in used]


def _fits(fact: Record, claim: Record) -> bool:
    same_place = (fact["source"], fact["lang"]) == (claim["source"], claim["lang"])
    overlap = claim["start"] < fact["end"] and claim["end"] > fact["start"]
    short = claim["end"] - claim["start"] <= _SLACK + fact["end"] - fact["start"]
    a, b = float(claim["value"]), float(fact["value"])
    return same_place and overlap and short and abs(a - b) <= 1e-9 * max(1.0, abs(b))


def _sections(
    key: tuple[str, str], gold: Sequence[Record], figures: Sequence[Record], sections: Mapping[int, str]
) -> set[str]:
    of_gold = {sections[id(g)] for g in gold if (g["source"], g["lang"]) == key}
    return of_gold | {c["section"].split(".")[0] for c in figures if (c["source"], c["lang"]) == key}


def _section_of(fact: Record, figures: Sequence[Record]) -> str:
    """The section of the claim nearest to a fact that was missed."""
    here = [c for c in figures if (c["source"], c["lang"]) == (fact["source"], fact["lang"])]
    nearest = min(here, default=None, key=lambda c: abs(c["start"] - fact["start"]))
    return str(nearest["section"]).split(".")[0] if nearest else "0"


def _in(group: tuple[str, str, str], record: Record, section: str) -> bool:
    source, lang, wanted = group
    return (record["source"], record["lang"]) == (source, lang) and wanted in ("", section)


def _score(gold: Sequence[Record], claims: Sequence[Record], pairs: Sequence[_Pair]) -> Score:
    precision, recall = _metric_pairs(pairs)
    return Score(
        len(gold),
        len(claims),
        len(pairs),
        {name: _share(pairs, same) for name, same in _SAME.items()},
        {name: _f1(pairs, name) for name in ("agencies", "ip_types")},
        precision,
        recall,
    )


def _share(pairs: Sequence[_Pair], same: Callable[[Record, Record], bool]) -> float:
    return sum(same(g, c) for g, c in pairs) / len(pairs) if pairs else 1.0


def _key(name: object) -> str:
    """A label or an IRI by its slug."""
    return iris.slug_of(str(name or "")).lower().replace("'", "").replace(" ", "-")


_SAME: Final[Mapping[str, Callable[[Record, Record], bool]]] = {
    "unit": lambda g, c: bool(c["unit_class"] == g["unit_class"]),
    "statistic": lambda g, c: bool(c["statistic"] == g["statistic"]),
    "period": lambda g, c: str(c["period"])[:4] == str(g["period"])[:4],
    "bound": lambda g, c: bool(str(c["bound"]).replace("at_least", "more_than") == g["bound"]),
    "area": lambda g, c: _key(c["area"]) == _key(g["area"]),
}


def _f1(pairs: Sequence[_Pair], name: str) -> float:
    right = wrong = lacking = 0
    for fact, claim in pairs:
        want, got = {_key(x) for x in fact[name]}, {_key(x) for x in claim[name]}
        right, wrong, lacking = right + len(want & got), wrong + len(got - want), lacking + len(want - got)
    return 2 * right / (2 * right + wrong + lacking) if right + wrong + lacking else 1.0


@dataclass(frozen=True, slots=True)
class MetricAgreement:
    """Whether facts of different documents and languages share a metric exactly when the gold says so.

    `joined` has the metrics that stand for several keys of the gold, `split` the keys that have several
    metrics, each with what it was taken for.
    """

    precision: float | None
    recall: float | None
    joined: Mapping[str, tuple[str, ...]]
    split: Mapping[str, tuple[str, ...]]


def _across(pairs: Sequence[_Pair]) -> MetricAgreement:
    """Agreement over all documents, pairs within one document and language left out."""
    labels = [(g["metric_key"], _key(c["metric"]), (g["source"], g["lang"])) for g, c in pairs]

    def between(*places: int) -> int:
        """Pairs equal in what stands at `places`, and of two documents or languages."""
        cut = [tuple(label[k] for k in places) for label in labels]
        return _equal(cut) - _equal([(*what, label[2]) for what, label in zip(cut, labels, strict=True)])

    both, claimed, wanted = between(0, 1), between(1), between(0)
    joined, split = defaultdict(set), defaultdict(set)
    for key, metric, _ in labels:
        joined[metric].add(key)
        split[key].add(metric)
    return MetricAgreement(
        both / claimed if claimed else None,
        both / wanted if wanted else None,
        _several(joined),
        _several(split),
    )


def _several(found: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(sorted(others)) for name, others in sorted(found.items()) if len(others) > 1}


def _metric_pairs(pairs: Sequence[_Pair]) -> tuple[float | None, float | None]:
    """Whether two facts share a metric exactly when the gold says so: precision and recall over pairs."""
    both = _equal([(g["metric_key"], c["metric"]) for g, c in pairs])
    claimed, wanted = _equal([c["metric"] for _, c in pairs]), _equal([g["metric_key"] for g, _ in pairs])
    return _ratio(both, claimed), _ratio(both, wanted)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _equal(labels: Iterable[object]) -> int:
    """How many pairs of equal labels there are."""
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def misses(evaluation: Evaluation) -> Iterator[str]:
    """One line for each fact missed, each claim beyond the gold, each metric that joins or parts too much."""
    for fact in evaluation.missed:
        yield f"missed  {fact['source']} {fact['start']}-{fact['end']} {fact['raw']} ({fact['metric_key']})"
    for claim in evaluation.extra:
        place = f"{claim['source']} {claim['start']}-{claim['end']}"
        yield f"extra   {place} {claim['raw']} ({_key(claim['metric'])})"
    for metric, keys in evaluation.metrics.joined.items():
        yield f"joined  {metric} stands for {', '.join(keys)}"
    for key, metrics in evaluation.metrics.split.items():
        yield f"split   {key} is {', '.join(metrics)}"


def by_type(gold: Iterable[Record]) -> dict[str, list[Record]]:
    """The facts of gold files by the type of claim that states them, told by their fields."""
    parts: dict[str, list[Record]] = {"figure": [], "relation": [], "mention": []}
    for fact in gold:
        kind = "relation" if "predicate" in fact else "mention" if "entity" in fact else "figure"
        parts[kind].append(fact)
    return parts
