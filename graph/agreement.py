"""When two stated figures agree: by how they were rounded and bounded, never by nearness alone.

A figure written with a multiplier or decimals was rounded to its last written digit: 3314万 to 10,000, "33.14
million" to 10,000, 12.5% to 0.1. A whole number of a thousand or more that ends in three zeros or more was
rounded to those zeros; with "more than", "nearly" or "about" all its closing zeros count. Any other whole
number is exact.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from mappings.records import Figure

_DIGITS: Final = re.compile(r"\d[\d,，   ]*(?:\.\d+)?")
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as it was stated: the value, the step that it was rounded to (0 when exact), the bound."""

    value: Decimal
    step: Decimal
    bound: str


def amount(figure: Figure) -> Amount:
    """What a figure states, with the step of its rounding read off the written form."""
    return Amount(figure.value, step_of(figure.raw, figure.value, figure.bound), figure.bound)


def step_of(raw: str, value: Decimal, bound: str) -> Decimal:
    """The step that the figure written `raw` was rounded to; 0 for a number that is exact as it stands."""
    written = _written(raw)
    if not written:
        return _ZERO
    mantissa, decimals = written
    multiplier = (abs(value) / mantissa).normalize()
    if decimals:
        return multiplier.scaleb(-decimals)
    zeros = _closing_zeros(mantissa)
    if bound != "exact":
        return multiplier.scaleb(zeros) if zeros or multiplier > 1 else _ZERO
    if multiplier > 1:
        return multiplier
    return multiplier.scaleb(zeros) if zeros >= 3 else _ZERO


def _written(raw: str) -> tuple[Decimal, int] | None:
    """The number in digits of `raw` and how many decimals it has; None when it has none or is nought."""
    found = _DIGITS.search(raw)
    if not found:
        return None
    digits = re.sub(r"[^\d.]", "", found.group())
    mantissa = Decimal(digits)
    if mantissa == 0:
        return None
    return mantissa, len(digits.partition(".")[2])


def _closing_zeros(number: Decimal) -> int:
    digits = str(int(number))
    return len(digits) - len(digits.rstrip("0"))


def agree(a: Amount, b: Amount) -> bool:
    """Whether both can be true of one number."""
    if a.bound == b.bound or {a.bound, b.bound} == {"more_than", "at_least"}:
        return _same(a, b)
    exact, bounded = (a, b) if a.bound == "exact" else (b, a)
    if exact.bound != "exact":
        return _same(a, b)
    if exact.step > bounded.step or a.value == b.value:
        return _same(a, b)
    return _within(exact, bounded)


def _same(a: Amount, b: Amount) -> bool:
    """Whether the finer of the two, rounded or cut to the step of the coarser, is the coarser."""
    if a.value == b.value:
        return True
    coarse, fine = (a, b) if a.step >= b.step else (b, a)
    if coarse.step == fine.step:
        return False
    return coarse.value in (_to_step(fine.value, coarse.step, how) for how in (ROUND_HALF_UP, ROUND_FLOOR))


def _within(exact: Amount, bounded: Amount) -> bool:
    """Whether the exact one is what the bounded one leaves room for: the next step, and no further."""
    distance = exact.value - bounded.value
    step = max(bounded.step, exact.step)
    if bounded.bound in ("more_than", "at_least"):
        return 0 <= distance < step
    if bounded.bound == "less_than":
        return -step < distance <= 0
    return abs(distance) < step


def _to_step(value: Decimal, step: Decimal, how: str) -> Decimal:
    return (value / step).to_integral_value(rounding=how) * step


def power_of_ten(a: Amount, b: Amount) -> int | None:
    """By which power of ten (not 0) `b` has to be multiplied to agree with `a`, if by any up to 9."""
    if a.value == 0 or b.value == 0 or (a.value < 0) != (b.value < 0):
        return None
    power = (a.value / b.value).adjusted()
    for k in (power, power + 1):
        if k != 0 and abs(k) <= 9 and agree(a, Amount(b.value.scaleb(k), b.step.scaleb(k), b.bound)):
            return k
    return None


def opposite(a: Amount, b: Amount) -> bool:
    """Whether the two differ in their sign only."""
    return a.value != 0 and a.value * b.value < 0 and agree(a, Amount(-b.value, b.step, b.bound))


def finer(a: Amount, b: Amount) -> bool:
    """Whether `a` is the more precise statement of the two."""
    rank = {"exact": 0, "about": 1}
    return (rank.get(a.bound, 2), a.step) < (rank.get(b.bound, 2), b.step)


@dataclass(frozen=True, slots=True)
class Range:
    """What a stated figure can be: from `low` to `high`."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Range") -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high


def range_of(figure: Figure) -> Range:
    """The numbers that a figure may stand for: half a step to either side, or to the side of its bound.

    A percentage without decimals was rounded to whole ones.
    """
    stated = amount(figure)
    value, step = stated.value, stated.step
    if figure.unit_class == "percent" and step == 0:
        step = Decimal(1)
    if stated.bound in ("more_than", "at_least"):
        return Range(value, value + (step or abs(value) / 10))
    if stated.bound == "less_than":
        return Range(value - (step or abs(value) / 10), value)
    if stated.bound == "about":
        return Range(value - (step or abs(value) / 20), value + (step or abs(value) / 20))
    return Range(value - step / 2, value + step / 2)
