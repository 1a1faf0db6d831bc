"""Which side of a disagreement arithmetic supports: the one whose figure agrees with the others of its part.

Each side is put into every check that its fact is in, with the other figures as its own part of the source
states them. Only where one side holds and another fails does arithmetic tell; the working shows both.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.checks import Check, Reader, Verdict
from graph.disagree import where
from graph.facts import Difference, Fact, Statement
from mappings.records import Figure

#: Kinds of disagreement in which two numbers stand against each other.
_OF_NUMBERS: Final = frozenset({"value", "magnitude", "sign", "series"})


def with_consistent_sides(
    differences: Iterable[Difference], checks: Sequence[Check], facts: Sequence[Fact]
) -> Iterator[Difference]:
    """The differences, each with the side that arithmetic supports where it can tell."""
    by_iri = {fact.iri: fact for fact in facts}
    for difference in differences:
        fact = by_iri.get(difference.about)
        if fact is None or difference.kind not in _OF_NUMBERS or len(difference.sides) < 2:
            yield difference
            continue
        asked = [check for check in checks if fact in check.facts]
        yield _told(difference, fact, asked)


def _told(difference: Difference, fact: Fact, checks: Sequence[Check]) -> Difference:
    for check in checks:
        verdicts = [(side, check.verdict(_reader(fact, side[0]))) for side in difference.sides]
        holding = [(side, v) for side, v in verdicts if v is not None and v.holds]
        failing = [(side, v) for side, v in verdicts if v is not None and not v.holds]
        if holding and failing:
            return _supported(difference, holding, failing)
    return difference


def _reader(fact: Fact, statement: Statement) -> Reader:
    """Reads each fact as the part of the source states it that makes `statement`, which stands for `fact`."""

    def read(asked: Fact) -> Figure:
        if asked is fact:
            return statement.figure
        own = (s for s in asked.all if s.part == statement.part)
        return next(own, asked.lead).figure

    return read


_Side = tuple[tuple[Statement, ...], Verdict]


def _supported(difference: Difference, holding: Sequence[_Side], failing: Sequence[_Side]) -> Difference:
    """The difference with the sides that hold, and what is worked out said in both languages."""
    working = "; ".join(verdict.working for _, verdict in (*holding, *failing))
    first = holding[0][0][0]
    written = " ".join(first.figure.raw.split())
    zh, en = where(first.part, "zh"), where(first.part, "en")
    return replace(
        difference,
        consistent=tuple(s for side, _ in holding for s in side),
        working=working,
        what_zh=f"{difference.what_zh}算术支持{zh}的“{written}”：{working}。",
        what_en=f"{difference.what_en} Arithmetic supports “{written}” in {en}: {working}.",
    )
