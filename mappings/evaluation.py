"""How far the claims agree with a gold read by hand: by source, language and section, with what was missed.

A claim finds a gold fact when their spans overlap and their values are equal; each is used once. The
statistic decides between several that fit. Conventions of the gold: tests/gold/README.md.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from ontology import names as iris

Record = Mapping[str, Any]
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
    return Evaluation(scores, confusions, tuple(missed), tuple(extra))


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


def _score(gold: Sequence[Record], claims: Sequence[Record], pairs: Sequence[tuple[Record, Record]]) -> Score:
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


def _share(pairs: Sequence[tuple[Record, Record]], same: Callable[[Record, Record], bool]) -> float:
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


def _f1(pairs: Sequence[tuple[Record, Record]], name: str) -> float:
    right = wrong = lacking = 0
    for fact, claim in pairs:
        want, got = {_key(x) for x in fact[name]}, {_key(x) for x in claim[name]}
        right, wrong, lacking = right + len(want & got), wrong + len(got - want), lacking + len(want - got)
    return 2 * right / (2 * right + wrong + lacking) if right + wrong + lacking else 1.0


def _metric_pairs(pairs: Sequence[tuple[Record, Record]]) -> tuple[float | None, float | None]:
    """Whether two facts share a metric exactly when the gold says so: precision and recall over pairs."""
    both = only_claims = only_gold = 0
    for (g1, c1), (g2, c2) in combinations(pairs, 2):
        gold, claimed = g1["metric_key"] == g2["metric_key"], c1["metric"] == c2["metric"]
        both += gold and claimed
        only_claims += claimed and not gold
        only_gold += gold and not claimed
    precision = both / (both + only_claims) if both + only_claims else None
    return precision, (both / (both + only_gold) if both + only_gold else None)


def misses(evaluation: Evaluation) -> Iterator[str]:
    """One line for each fact missed and each claim beyond the gold."""
    for fact in evaluation.missed:
        yield f"missed  {fact['source']} {fact['start']}-{fact['end']} {fact['raw']} ({fact['metric_key']})"
    for claim in evaluation.extra:
        place = f"{claim['source']} {claim['start']}-{claim['end']}"
        yield f"extra   {place} {claim['raw']} ({_key(claim['metric'])})"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the statements read by hand were found, and what was claimed beside them."""

    gold: int
    found: int
    open: int
    missed: tuple[Record, ...] = ()
    extra: tuple[Record, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that the gold has, those it leaves open counted as right."""
        claims = self.found + self.open + len(self.extra)
        return (self.found + self.open) / claims if claims else 1.0


def by_type(gold: Iterable[Record]) -> dict[str, list[Record]]:
    """The facts of gold files by the type of claim that states them, told by their fields."""
    parts: dict[str, list[Record]] = {"figure": [], "relation": [], "mention": []}
    for fact in gold:
        kind = "relation" if "predicate" in fact else "mention" if "entity" in fact else "figure"
        parts[kind].append(fact)
    return parts


def misses_of_tallies(tallies: Iterable[Tally]) -> Iterator[str]:
    """One line for each relation or thing missed, and each claimed beyond the gold."""
    for tally in tallies:
        for word, records in (("missed", tally.missed), ("extra", tally.extra)):
            for record in records:
                yield f"{word:7} {record['source']} {record['start']}-{record['end']} {_stated(record)}"


def _stated(record: Record) -> str:
    """What a relation or a mention says, in short."""
    if "predicate" not in record:
        return _thing(record["entity"])
    subject, predicate, object_ = (
        value if isinstance(value, str) else " or ".join(value)
        for value in (record["subject"], record["predicate"], record["object"])
    )
    return f"{_thing(subject)} {predicate} {_thing(object_)}"


def evaluate_relations(gold: Sequence[Record], claims: Sequence[Record]) -> dict[tuple[str, str, str], Tally]:
    """Compares relations with gold (tests/gold/relations) by source, language and part (seen, held)."""
    relations = [c for c in claims if c.get("type") == "relation"]
    return _tallies(gold, relations, _same_relation)


def evaluate_things(gold: Sequence[Record], claims: Sequence[Record]) -> dict[tuple[str, str, str], Tally]:
    """Compares mentions with gold (tests/gold/things) by source, language and part, names in names aside."""
    mentions = [c for c in claims if c.get("type") == "mention" and c.get("rule") != "name-within"]
    return _tallies(gold, mentions, _same_mention)


def _tallies(
    gold: Sequence[Record], claims: Sequence[Record], same: Callable[[Record, Record], bool]
) -> dict[tuple[str, str, str], Tally]:
    groups = sorted({(g["source"], g["lang"], g["part"]) for g in gold})
    return {group: _tally(group, gold, claims, same) for group in groups}


def _tally(
    group: tuple[str, str, str],
    gold: Sequence[Record],
    claims: Sequence[Record],
    same: Callable[[Record, Record], bool],
) -> Tally:
    facts = [g for g in gold if (g["source"], g["lang"], g["part"]) == group]
    sections = {_part_of(g) for g in facts}
    here = [c for c in claims if (c["source"], c["lang"]) == group[:2] and _part_of(c) in sections]
    used: set[int] = set()
    missed, found, left_open = [], 0, 0
    for fact in sorted(facts, key=lambda g: bool(g.get("open"))):
        hit = next((k for k, c in enumerate(here) if k not in used and same(fact, c)), None)
        used |= {hit} if hit is not None else set()
        if fact.get("open"):
            left_open += hit is not None
        elif hit is None:
            missed.append(fact)
        else:
            found += 1
    required = sum(not g.get("open") for g in facts)
    extra = tuple(c for k, c in enumerate(here) if k not in used)
    return Tally(required, found, left_open, tuple(missed), extra)


def _part_of(record: Record) -> str:
    return str(record["section"]).split(".", maxsplit=1)[0]


def _same_relation(fact: Record, claim: Record) -> bool:
    """Whether a claim states the relation; several values in the gold are readings that are all right."""
    start, end = claim["sentence"]
    if not start <= fact["start"] <= end or claim["predicate"] not in _any(fact["predicate"]):
        return False
    ends = _thing(claim["subject"]), _thing(claim["object"])
    ways = [ends, ends[::-1]] if claim["predicate"] == "cooperatesWith" else [ends]
    return any(one in _any(fact["subject"]) and other in _any(fact["object"]) for one, other in ways)


def _same_mention(fact: Record, claim: Record) -> bool:
    place = fact["start"], fact["end"], fact["entity"]
    return place == (claim["start"], claim["end"], _thing(claim["entity"]))


def _thing(iri: str) -> str:
    """Kind and slug of a thing, or `code/` and the code."""
    return iri.removeprefix(iris.ID).removeprefix(iris.BASE)


def _any(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
