"""Holds the figures against each other: sums of parts, growth, shares, whole numbers behind percentages.

Each check says what must hold for figures that are right, allows for how they were rounded and bounded, and
shows its working where it fails. What it finds is a disagreement of a source with itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise, permutations
from typing import Final

from graph.agreement import Range, range_of
from graph.checks import Check, Growth, GrowthOfParts, Ratio, Sum, leading, plain
from graph.consistency import with_consistent_sides
from graph.disagree import Labels, difference
from graph.facts import Difference, Fact, Key, Reading, Reconciled, SentencePlace, Statement, number
from graph.over_years import over_years
from graph.parts import listed_parts
from graph.per_head import PerHead, rates_per_head
from graph.ratios import near, rates, shares
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

_Paragraph = tuple[str, str, str, int]
_CHANGE: Final = names.code("kind", "change-pct")


def check_arithmetic(reconciled: Reconciled, labels: Labels, readings: Sequence[Reading] = ()) -> Reconciled:
    """The same with the disagreements that arithmetic finds, and the sides that it supports in the others."""
    facts = _Facts(reconciled.facts)
    wholes = tuple(wholes_of(facts, readings))
    percentages = (*rates(readings, facts.all), *shares(facts.all))
    between_years = tuple(growths(facts))
    per_head = tuple(rates_per_head(facts.all))
    of_parts = [check for whole in wholes if (check := growth_of_parts(whole, facts)) is not None]
    sums = (Sum(whole.whole, whole.parts) for whole in wholes)
    checks: tuple[Check, ...] = (*of_parts, *sums, *between_years, *percentages, *per_head)
    found = [
        *impossible_changes(facts, labels),
        *parts_and_wholes(facts, labels, wholes),
        *changes_between_years(between_years, labels),
        *falling_totals(facts, labels),
        *ratios(percentages, labels),
        *unequal_bases(per_head, labels),
        *over_years(facts.all, labels),
    ]
    told = with_consistent_sides(reconciled.differences, checks, facts.all)
    return replace(reconciled, differences=tuple(number([*told, *found])))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole with its parts; `listed` where a text lists them after it, though no facet says so."""

    whole: Fact
    parts: tuple[Fact, ...]
    listed: bool = False


class _Facts:
    """The facts by key and by sentence in which they are stated; the sentences of each paragraph."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.all: Final = facts
        self.by_key: Final = {fact.key: fact for fact in facts}
        self.by_sentence: Final[dict[SentencePlace, list[Fact]]] = {}
        self.sentences_of: Final[dict[_Paragraph, dict[SentencePlace, None]]] = {}
        for fact in facts:
            for place in dict.fromkeys(s.sentence for s in fact.supports):
                self.by_sentence.setdefault(place, []).append(fact)
            for statement in fact.supports:
                self.sentences_of.setdefault(_paragraph(statement), {})[statement.sentence] = None

    def change_of(self, level: Fact) -> Fact | None:
        """The change in percent of a level."""
        return self.by_key.get(level.key._replace(kind=_CHANGE))


def _paragraph(statement: Statement) -> _Paragraph:
    claim = statement.claim
    return claim.source, claim.lang, claim.section, claim.paragraph


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


def parts_and_wholes(facts: _Facts, labels: Labels, wholes: Iterable[Whole]) -> Iterator[Difference]:
    """Wholes that are smaller than a part, that their parts miss, or that did not grow as their parts did."""
    for whole in wholes:
        yield from _sums(whole, labels)
        check = growth_of_parts(whole, facts)
        verdict = check.verdict(leading) if check else None
        if check and verdict and not verdict.holds:
            changes = [change for _, change in check.parts]
            yield _failing(check.change, changes, labels, rule="growth-of-parts", working=verdict.working)


def wholes_of(facts: _Facts, readings: Sequence[Reading]) -> Iterator[Whole]:
    """All wholes with their parts, each once: as a text lists them, and by their facets in one sentence."""
    seen: set[tuple[str, ...]] = set()
    listed = (Whole(found.whole, found.parts, listed=True) for found in listed_parts(readings, facts.all))
    for found in (*listed, *_by_facets(facts), *_complete(_in_paragraphs(facts))):
        mark = (found.whole.iri, *(part.iri for part in found.parts))
        if mark not in seen:
            seen.add(mark)
            yield found


def _by_facets(facts: _Facts) -> Iterator[Whole]:
    """The wholes and parts of one sentence, by their facets."""
    for place in sorted(facts.by_sentence):
        here = facts.by_sentence[place]
        yield from _wholes(here, here)


def _in_paragraphs(facts: _Facts) -> Iterator[Whole]:
    """The wholes of a paragraph with the parts that another sentence of it gives together."""
    for paragraph in sorted(facts.sentences_of):
        sentences = [facts.by_sentence[place] for place in facts.sentences_of[paragraph]]
        for here, there in permutations(sentences, 2):
            yield from _wholes(here, there)


def _wholes(here: Sequence[Fact], there: Sequence[Fact]) -> Iterator[Whole]:
    levels = [fact for fact in there if fact.key.kind == _LEVEL]
    for whole in (fact for fact in here if fact.key.kind == _LEVEL):
        for parts in _parts(whole, levels):
            yield Whole(whole, tuple(parts))


def _complete(found: Iterable[Whole]) -> Iterator[Whole]:
    """Those whose parts add up: what stands further apart may leave some out."""
    return (w for w in found if len(w.parts) > 1 and Sum(w.whole, w.parts).verdict(leading).holds)


def _parts(whole: Fact, here: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The parts of a whole in one sentence: the same but for one facet, in which they are narrower."""
    by_facet: dict[str, list[Fact]] = {}
    for fact in here:
        facet = narrower_facet(whole.lead.figure, fact.lead.figure)
        if facet and _same_but_metric(whole.key, fact.key):
            by_facet.setdefault(facet, []).append(fact)
    for facet, parts in sorted(by_facet.items()):
        values = [frozenset(_notations(part, facet)) for part in parts]
        outer = [part for part, own in zip(parts, values, strict=True) if not any(v < own for v in values)]
        yield outer


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


def _sums(found: Whole, labels: Labels) -> Iterator[Difference]:
    """Parts that make more than their whole, or narrowly miss it (of parts just listed only this)."""
    check = Sum(found.whole, found.parts)
    limit, total = range_of(found.whole.lead.figure), check.total(leading)
    if len(found.parts) < 2 or total.low > limit.high * (1 + _FAR):
        return
    missed = max(limit.low - total.high, total.low - limit.high)
    narrowly = len(found.parts) >= 3 and 0 < missed < _NEAR * limit.low
    if (total.low > limit.high and not found.listed) or narrowly:
        working = check.verdict(leading).working
        yield _failing(found.whole, found.parts, labels, rule="sum-of-parts", working=working)


def growth_of_parts(found: Whole, facts: _Facts) -> GrowthOfParts | None:
    """The check of a whole's growth, where its parts add up to it and all their changes are stated."""
    growth = facts.change_of(found.whole)
    pairs = [(part, change) for part in found.parts if (change := facts.change_of(part)) is not None]
    complete = len(pairs) == len(found.parts) >= 2 and Sum(found.whole, found.parts).verdict(leading).holds
    return GrowthOfParts(growth, found.whole, tuple(pairs)) if growth is not None and complete else None


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
                working = f"{plain(after.lead.figure.value)} < {plain(before.lead.figure.value)}"
                yield _failing(after, [before], labels, rule="cumulative", working=working, hard=False)


def ratios(stated: Iterable[Ratio], labels: Labels) -> Iterator[Difference]:
    """Rates and shares that are not the ratio of any two counts they can be of, though one comes near."""
    for ratio in stated:
        verdict = ratio.verdict(leading)
        if verdict and not verdict.holds and near(ratio):
            others = (ratio.part, *ratio.wholes)
            yield _failing(ratio.rate, others, labels, rule="share", working=verdict.working, hard=False)


def unequal_bases(checks: Iterable[PerHead], labels: Labels) -> Iterator[Difference]:
    """Rates per head that, with their counts, are not per one number of heads."""
    for check in checks:
        verdict = check.verdict(leading)
        if verdict and not verdict.holds:
            others = (check.count, check.other_rate, check.other_count)
            yield _failing(check.rate, others, labels, rule="per-head", working=verdict.working, hard=False)


def growths(facts: _Facts) -> Iterator[Growth]:
    """The changes in percent of which the values of both years are stated."""
    for level in facts.all:
        change, before = facts.change_of(level), facts.by_key.get(_year_before(level.key))
        if change is not None and before is not None and level.key.kind == _LEVEL:
            yield Growth(change, level, before)


def changes_between_years(checks: Iterable[Growth], labels: Labels) -> Iterator[Difference]:
    """Changes in percent that do not follow from the values of the two years."""
    for check in checks:
        verdict = check.verdict(leading)
        if verdict and not verdict.holds:
            others = [check.level, check.before]
            yield _failing(check.change, others, labels, rule="growth", working=verdict.working)


def _year_before(key: Key) -> Key:
    """The same key one year earlier (a year, or a day of it)."""
    year, rest = key.period[:4], key.period[4:]
    if not year.isdigit() or "/" in rest:
        return key._replace(period="unstated", metric="")
    return key._replace(period=f"{int(year) - 1}{rest}")
