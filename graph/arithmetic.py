"""Holds the figures against each other: sums of parts, growth, shares, whole numbers behind percentages.

Each check says what must hold for figures that are right, allows for how they were rounded and bounded, and
shows its working where it fails. What it finds is a disagreement of a source with itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from graph.agreement import Range, range_of
from graph.disagree import Labels, difference
from graph.facts import Difference, Fact, Key, Reading, Reconciled, Statement, number
from graph.parts import listed_parts
from graph.ratios import Ratio, rates, shares
from mappings.records import Figure
from ontology import names

_HUNDRED: Final = Decimal(100)
#: Parts named with their whole that miss it by less than this share are meant to be all parts.
_NEAR: Final = Decimal("0.02")
#: What exceeds a number by more than this share of it was never its parts.
_FAR: Final = Decimal("0.5")
#: Up to this number few whole numbers can have gone before, so that a percentage can be impossible.
_FEW: Final = 500
_LEVEL: Final = names.KIND_LEVEL
_CHANGE: Final = names.code("kind", "change-pct")


def check_arithmetic(reconciled: Reconciled, labels: Labels, readings: Sequence[Reading] = ()) -> Reconciled:
    """The same with the disagreements that arithmetic finds."""
    facts = _Facts(reconciled.facts)
    found = [
        *impossible_changes(facts, labels),
        *parts_and_wholes(facts, labels, readings),
        *changes_between_years(facts, labels),
        *falling_totals(facts, labels),
        *ratios((*rates(readings, facts.all), *shares(facts.all)), labels),
    ]
    return replace(reconciled, differences=tuple(number([*reconciled.differences, *found])))


class _Facts:
    """The facts by key, and by sentence in which they are stated."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.all: Final = facts
        self.by_key: Final = {fact.key: fact for fact in facts}
        self.by_sentence: Final[dict[tuple[str, tuple[int, int]], list[Fact]]] = {}
        for fact in facts:
            for place in dict.fromkeys(_sentence(s) for s in fact.supports):
                self.by_sentence.setdefault(place, []).append(fact)

    def change_of(self, level: Fact) -> Fact | None:
        """The change in percent of a level."""
        return self.by_key.get(level.key._replace(kind=_CHANGE))


def _sentence(statement: Statement) -> tuple[str, tuple[int, int]]:
    return statement.claim.source, statement.claim.sentence


def _failing(
    whole: Fact, others: Iterable[Fact], labels: Labels, *, rule: str, working: str, hard: bool = True
) -> Difference:
    sides = (whole.supports, *((fact.lead,) for fact in others))
    note = (f"算式：{working}。", f" {working}.")
    made = difference("arithmetic", whole.iri, sides, labels=labels, rule=rule, note=note, hard=hard)
    return replace(made, working=working)


def impossible_changes(facts: _Facts, labels: Labels) -> Iterator[Difference]:
    """Changes in percent that no whole number of the year before gives, for small exact counts."""
    for level in facts.all:
        change = facts.change_of(level)
        if change is None or level.key.kind != _LEVEL or not _small_count(level):
            continue
        value, stated = level.lead.figure.value, range_of(change.lead.figure)
        if stated.low <= -_HUNDRED or _whole_base(value, stated):
            continue
        implied = value / (1 + change.lead.figure.value / _HUNDRED)
        working = f"{value} / (1 + {change.lead.figure.value}%) = {implied:.2f}"
        yield _failing(change, [level], labels, rule="growth", working=working, hard=False)


def _small_count(fact: Fact) -> bool:
    figure = fact.lead.figure
    whole = figure.value == figure.value.to_integral_value()
    return figure.unit_class == "count" and figure.bound == "exact" and whole and 0 < figure.value <= _FEW


def _whole_base(value: Decimal, change: Range) -> bool:
    """Whether a whole number p has (value − p) / p within `change` percent."""
    low = value / (1 + change.high / _HUNDRED)
    high = value / (1 + change.low / _HUNDRED)
    return low.to_integral_value(ROUND_CEILING) <= high.to_integral_value(ROUND_FLOOR)


def parts_and_wholes(facts: _Facts, labels: Labels, readings: Sequence[Reading] = ()) -> Iterator[Difference]:
    """Wholes that are smaller than a part, that their parts miss, or whose growth lies outside its parts'."""
    seen: set[tuple[str, ...]] = set()
    for listed in listed_parts(readings, facts.all):
        mark = (listed.whole.iri, *(part.iri for part in listed.parts))
        if mark not in seen:
            seen.add(mark)
            yield from _sums(listed.whole, listed.parts, labels, listed=True)
            yield from _growth_of_parts(listed.whole, listed.parts, facts, labels)
    for place in sorted(facts.by_sentence):
        here = [fact for fact in facts.by_sentence[place] if fact.key.kind == _LEVEL]
        for whole in here:
            for parts in _parts(whole, here):
                mark = (whole.iri, *(part.iri for part in parts))
                if mark not in seen:
                    seen.add(mark)
                    yield from _sums(whole, parts, labels)
                    yield from _growth_of_parts(whole, parts, facts, labels)


def _parts(whole: Fact, here: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The parts of a whole in one sentence: the same but for one facet, in which they are narrower."""
    by_facet: dict[str, list[Fact]] = {}
    for fact in here:
        facet = narrower_facet(whole.lead.figure, fact.lead.figure)
        if facet and _same_but_metric(whole.key, fact.key):
            by_facet.setdefault(facet, []).append(fact)
    for facet, parts in sorted(by_facet.items()):
        values = [set(_notations(part, facet)) for part in parts]
        nested = any(a < b for a in values for b in values)
        if not nested:
            yield parts


def _notations(fact: Fact, facet: str) -> list[str]:
    return fact.lead.figure.facets.get(facet, "").split("+")


def narrower_facet(whole: Figure, part: Figure) -> str | None:
    """The facet in which the metric of `part` is narrower than that of `whole`, if it is so in just one.

    A part has a facet that the whole lacks, or a notation that the table of facets puts under the whole's.
    Rights named besides do not count: what is narrower in kind often names its right too. A part that takes
    its metric over from the whole may have been read with fewer facets.
    """
    if whole.metric == part.metric or whole.unit_class != part.unit_class:
        return None
    a, b = dict(whole.facets), dict(part.facets)
    if set(a.get("ip", "").split("+")) - {""} <= set(b.get("ip", "").split("+")):
        rights = (a.pop("ip", ""), b.pop("ip", ""))
    else:
        return None
    skipped = {"counts"} | ({f for f in a if f not in b} if "metric" in part.carried else set())
    unlike = sorted(facet for facet in {*a, *b} - skipped if a.get(facet) != b.get(facet))
    if not unlike:
        return "ip" if rights[0] != rights[1] else None
    if len(unlike) > 1:
        return None
    facet = unlike[0]
    narrower = facet not in a or a[facet] in _broader(facet, b.get(facet, ""))
    return facet if narrower else None


@cache
def _table() -> Mapping[tuple[str, str], str]:
    """What the table of facets puts each notation under."""
    path = files("mappings") / "lexicons" / "facets.csv"
    if not path.is_file():
        return {}
    rows = DictReader(path.read_text(encoding="utf-8").splitlines())
    return {(row["facet"], row["notation"]): row.get("broader") or "" for row in rows}


def _broader(facet: str, notation: str) -> set[str]:
    found: set[str] = set()
    while (notation := _table().get((facet, notation), "")) and notation not in found:
        found.add(notation)
    return found


def _same_but_metric(a: Key, b: Key) -> bool:
    return a._replace(metric="") == b._replace(metric="")


def _sums(
    whole: Fact, parts: Sequence[Fact], labels: Labels, *, listed: bool = False
) -> Iterator[Difference]:
    """Parts that make more than their whole, or narrowly miss it (of parts just listed only this)."""
    limit = range_of(whole.lead.figure)
    ranges = [range_of(part.lead.figure) for part in parts]
    low, high = sum((r.low for r in ranges), Decimal(0)), sum((r.high for r in ranges), Decimal(0))
    total = sum((part.lead.figure.value for part in parts), Decimal(0))
    terms = " + ".join(_plain(part.lead.figure.value) for part in parts)
    stated = _plain(whole.lead.figure.value)
    if len(parts) < 2 or low > limit.high * (1 + _FAR):
        return
    if low > limit.high and not listed:
        yield _failing(
            whole, parts, labels, rule="sum-of-parts", working=f"{terms} = {_plain(total)} > {stated}"
        )
    elif len(parts) >= 3 and 0 < max(limit.low - high, low - limit.high) < _NEAR * limit.low:
        yield _failing(
            whole, parts, labels, rule="sum-of-parts", working=f"{terms} = {_plain(total)} ≠ {stated}"
        )


def _growth_of_parts(
    whole: Fact, parts: Sequence[Fact], facts: _Facts, labels: Labels
) -> Iterator[Difference]:
    """Where parts add up to the whole, its growth must lie between the least and the greatest of theirs."""
    growth = facts.change_of(whole)
    changes = [facts.change_of(part) for part in parts]
    known = [change for change in changes if change is not None]
    if growth is None or len(known) != len(parts) or len(parts) < 2 or not _complete(whole, parts):
        return
    stated = range_of(growth.lead.figure)
    ranges = [range_of(change.lead.figure) for change in known]
    between = Range(min(r.low for r in ranges), max(r.high for r in ranges))
    if not stated.meets(between):
        terms = ", ".join(f"{_plain(change.lead.figure.value)}%" for change in known)
        working = f"{_plain(growth.lead.figure.value)}% ∉ [{terms}]"
        yield _failing(growth, known, labels, rule="growth-of-parts", working=working)


def _complete(whole: Fact, parts: Sequence[Fact]) -> bool:
    ranges = [range_of(part.lead.figure) for part in parts]
    total = Range(sum((r.low for r in ranges), Decimal(0)), sum((r.high for r in ranges), Decimal(0)))
    return total.meets(range_of(whole.lead.figure))


def falling_totals(facts: _Facts, labels: Labels) -> Iterator[Difference]:
    """Cumulative numbers that are smaller at a later day: what was once counted stays counted."""
    series: dict[Key, list[Fact]] = {}
    for fact in facts.all:
        if fact.key.kind == _LEVEL and names.slug_of(fact.key.metric).endswith("-cumulative"):
            series.setdefault(fact.key._replace(period=""), []).append(fact)
    for members in series.values():
        ordered = sorted(members, key=lambda fact: fact.key.period)
        for before, after in pairwise(ordered):
            then, now = range_of(before.lead.figure), range_of(after.lead.figure)
            if now.high < then.low and after.lead.figure.bound not in ("more_than", "at_least"):
                working = f"{_plain(after.lead.figure.value)} < {_plain(before.lead.figure.value)}"
                yield _failing(after, [before], labels, rule="cumulative", working=working, hard=False)


def ratios(stated: Iterable[Ratio], labels: Labels) -> Iterator[Difference]:
    """Rates and shares that are not the ratio of any two counts they can be of."""
    for ratio in stated:
        if ratio.fails:
            others = (ratio.part, *ratio.wholes)
            yield _failing(ratio.rate, others, labels, rule="share", working=ratio.working, hard=False)


def changes_between_years(facts: _Facts, labels: Labels) -> Iterator[Difference]:
    """Changes in percent that do not follow from the values of the two years, where both are stated."""
    for level in facts.all:
        change, before = facts.change_of(level), facts.by_key.get(_year_before(level.key))
        if change is None or before is None or level.key.kind != _LEVEL:
            continue
        now, then = range_of(level.lead.figure), range_of(before.lead.figure)
        if then.low <= 0:
            continue
        computed = Range(_percent(now.low, then.high), _percent(now.high, then.low))
        if not computed.meets(range_of(change.lead.figure)):
            exact = _percent(level.lead.figure.value, before.lead.figure.value)
            a, b = _plain(level.lead.figure.value), _plain(before.lead.figure.value)
            working = f"{a} / {b} − 1 = {exact:.2f}% ≠ {_plain(change.lead.figure.value)}%"
            yield _failing(change, [level, before], labels, rule="growth", working=working)


def _percent(now: Decimal, then: Decimal) -> Decimal:
    return (now / then - 1) * _HUNDRED


def _year_before(key: Key) -> Key:
    """The same key one year earlier (a year, or a day of it)."""
    year, rest = key.period[:4], key.period[4:]
    if not year.isdigit() or "/" in rest:
        return key._replace(period="unstated", metric="")
    return key._replace(period=f"{int(year) - 1}{rest}")


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"
