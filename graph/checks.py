"""What must hold between figures: sums, growth, rates and shares; each check with its working.

A check is asked with a reader that gives the figure of each fact, so that the same check serves for what all
sources together say, and for what one part of a source says.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

from graph.agreement import Range, range_of
from graph.facts import Fact
from mappings.records import Figure

_HUNDRED: Final = Decimal(100)
_CENT: Final = Decimal("0.01")

#: The figure of a fact as one part of a source states it.
Reader = Callable[[Fact], Figure]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a check holds for some figures, and the working."""

    holds: bool
    working: str


class Check(Protocol):
    """What must hold between the figures of some facts."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the check is about."""

    def verdict(self, read: Reader) -> Verdict | None:
        """Whether it holds for the figures that `read` gives; None where it cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts add up to their whole."""

    whole: Fact
    parts: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Whole and parts."""
        return self.whole, *self.parts

    def total(self, read: Reader) -> Range:
        """What the parts can add up to."""
        return _sum(range_of(read(part)) for part in self.parts)

    def verdict(self, read: Reader) -> Verdict:
        """The sum beside the whole."""
        values = [read(part).value for part in self.parts]
        total, whole = self.total(read), read(self.whole)
        holds = total.meets(range_of(whole))
        sign = "≈" if holds else ">" if total.low > range_of(whole).high else "≠"
        terms, added = " + ".join(map(plain, values)), sum(values, Decimal(0))
        beside = "" if added == whole.value else f" {sign} {plain(whole.value)}"
        return Verdict(holds, f"{terms} = {plain(added)}{beside}")


@dataclass(frozen=True, slots=True)
class Growth:
    """A change in per cent follows from the values of two years."""

    change: Fact
    level: Fact
    before: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The change and both values."""
        return self.change, self.level, self.before

    def verdict(self, read: Reader) -> Verdict | None:
        """The quotient beside the change."""
        now, then, stated = (read(fact) for fact in (self.level, self.before, self.change))
        low, high = range_of(then).low, range_of(then).high
        if low <= 0:
            return None
        computed = Range(percent(range_of(now).low, high), percent(range_of(now).high, low))
        holds = computed.meets(range_of(stated))
        working = f"{plain(now.value)} / {plain(then.value)} − 1 = {percent(now.value, then.value):.2f}%"
        return Verdict(holds, _beside(working, f"{plain(stated.value)}%", holds))


@dataclass(frozen=True, slots=True)
class GrowthOfParts:
    """A whole grew as its parts did: what they were a year before adds up to what it was.

    However roughly the levels are given, it grew by no more than the most and no less than the least of them.
    """

    change: Fact
    whole: Fact
    parts: tuple[tuple[Fact, Fact], ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The change of the whole, the whole, each part and its change."""
        return self.change, self.whole, *(fact for pair in self.parts for fact in pair)

    def verdict(self, read: Reader) -> Verdict | None:
        """The growth that the parts of the year before give, beside the one stated."""
        pairs = [(read(level), read(change)) for level, change in self.parts]
        if any(range_of(change).low <= -_HUNDRED for _, change in pairs):
            return None
        base = _sum(_before(level, change) for level, change in pairs)
        whole, stated = range_of(read(self.whole)), range_of(read(self.change))
        changes = [range_of(change) for _, change in pairs]
        between = Range(min(r.low for r in changes), max(r.high for r in changes))
        computed = Range(percent(whole.low, base.high), percent(whole.high, base.low))
        holds = computed.meets(stated) and between.meets(stated)
        bases = [level.value / (1 + change.value / _HUNDRED) for level, change in pairs]
        terms = " + ".join(f"{plain(level.value)} / {1 + change.value / _HUNDRED}" for level, change in pairs)
        total = sum(bases, Decimal(0))
        growth = percent(read(self.whole).value, total)
        value = plain(read(self.whole).value)
        working = (
            f"{terms} = {plain(_rounded(total))}; {value} / {plain(_rounded(total))} − 1 = {growth:.1f}%"
        )
        return Verdict(holds, _beside(working, f"{plain(read(self.change).value)}%", holds))


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate or share is the ratio of a part and one of the wholes that it may be of."""

    rate: Fact
    part: Fact
    wholes: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The percentage, the part, the wholes."""
        return self.rate, self.part, *self.wholes

    def verdict(self, read: Reader) -> Verdict | None:
        """The quotients beside the percentage."""
        part, stated = read(self.part), read(self.rate)
        wholes = [read(whole) for whole in self.wholes if range_of(read(whole)).low > 0]
        if not wholes:
            return None
        p = range_of(part)
        computed = [
            Range(p.low / range_of(w).high * _HUNDRED, p.high / range_of(w).low * _HUNDRED) for w in wholes
        ]
        holds = any(c.meets(range_of(stated)) for c in computed)
        terms = "; ".join(
            f"{plain(part.value)} / {plain(w.value)} = {part.value / w.value * _HUNDRED:.2f}%" for w in wholes
        )
        return Verdict(holds, _beside(terms, f"{plain(stated.value)}%", holds))


def percent(now: Decimal, then: Decimal) -> Decimal:
    """By how much per cent `now` is more than `then`."""
    return (now / then - 1) * _HUNDRED


def plain(value: Decimal) -> str:
    """A number as a working shows it."""
    return f"{value.normalize():,f}"


def _rounded(value: Decimal) -> Decimal:
    whole = value == value.to_integral_value() or abs(value) >= _HUNDRED
    return value.quantize(Decimal(1) if whole else _CENT, ROUND_HALF_UP)


def _beside(working: str, stated: str, holds: bool) -> str:  # noqa: FBT001
    return f"{working} {'≈' if holds else '≠'} {stated}"


def _sum(ranges: Iterable[Range]) -> Range:
    every = list(ranges)
    return Range(sum((r.low for r in every), Decimal(0)), sum((r.high for r in every), Decimal(0)))


def _before(level: Figure, change: Figure) -> Range:
    now, growth = range_of(level), range_of(change)
    return Range(now.low / (1 + growth.high / _HUNDRED), now.high / (1 + growth.low / _HUNDRED))


def leading(fact: Fact) -> Figure:
    """Reads a fact as its leading statement gives it."""
    return fact.lead.figure
