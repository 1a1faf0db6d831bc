"""Rates per so many people or entities: counts divided by their rates must give one number.

No paper states the number of people that its rates are per, but all rates of one place and day are per the
same one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.agreement import Range, range_of
from graph.checks import Reader, Verdict, plain
from graph.facts import Fact
from mappings.records import Figure
from ontology import names

#: Facets that a rate has beside its count, or that a count may have beside its rate.
_OF_RATES: Final = frozenset({"per", "measure-type", "counts"})
_MAY_LACK: Final = ("quality", "valid")


@dataclass(frozen=True, slots=True)
class PerHead:
    """Two rates per one number, each with its count."""

    rate: Fact
    count: Fact
    other_rate: Fact
    other_count: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Both rates and both counts."""
        return self.rate, self.count, self.other_rate, self.other_count

    def verdict(self, read: Reader) -> Verdict | None:
        """The quotients of both."""
        pairs = [(read(self.count), read(self.rate)), (read(self.other_count), read(self.other_rate))]
        if any(range_of(rate).low <= 0 for _, rate in pairs):
            return None
        one, other = (_divided(count, rate) for count, rate in pairs)
        holds = one.meets(other)
        terms = [f"{plain(c.value)} / {plain(r.value)} = {c.value / r.value:,.1f}" for c, r in pairs]
        return Verdict(holds, (" ≈ " if holds else " ≠ ").join(terms))


def _divided(count: Figure, rate: Figure) -> Range:
    c, r = range_of(count), range_of(rate)
    return Range(c.low / r.high, c.high / r.low)


def rates_per_head(facts: Sequence[Fact]) -> Iterator[PerHead]:
    """All pairs of rates per one number in one area at one time, whose counts are stated too."""
    counts = _counts(facts)
    found: dict[tuple[str, str, str], list[tuple[Fact, Fact]]] = {}
    for fact in facts:
        facets = fact.lead.figure.facets
        if fact.key.kind != names.KIND_LEVEL or "per" not in facets or "compared-with" in facets:
            continue
        count = counts.get((_what(facets), fact.key.area, fact.key.period))
        if count is not None:
            found.setdefault((facets["per"], fact.key.area, fact.key.period), []).append((fact, count))
    for its in found.values():
        for (rate, count), (other_rate, other_count) in combinations(its, 2):
            yield PerHead(rate, count, other_rate, other_count)


def _counts(facts: Sequence[Fact]) -> Mapping[object, Fact]:
    found: dict[object, Fact] = {}
    for fact in facts:
        facets = fact.lead.figure.facets
        stock = fact.key.kind == names.KIND_LEVEL and facets.get("measure-type") == "stock"
        if stock and fact.lead.figure.unit_class == "count" and "action" not in facets:
            found.setdefault((_what(facets), fact.key.area, fact.key.period), fact)
    return found


def _what(facets: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What is counted, whether or not it is said to be valid."""
    return frozenset(item for item in facets.items() if item[0] not in _OF_RATES and item != _MAY_LACK)
