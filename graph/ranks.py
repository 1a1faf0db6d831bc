"""Ranks of one thing that were read of different facts: by the place ranked, or by what the ranking goes by.

Texts name the metric of a rank loosely. So two ranks are held against each other where both sentences name
the same zone or region before it, or say in the same words of the same award what the ranking goes by.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graph.disagree import Labels, difference
from graph.facts import Difference, Fact, Reading, Statement
from mappings.records import Mention
from ontology import names

_RANKED_AREAS: Final = frozenset({"MacroRegion", "FunctionalZone"})
_HONOURS: Final = frozenset({"Award", "AwardScheme"})
#: The number or year of an edition.
_EDITION: Final = re.compile(r"-\d+$")
_LISTS: Final = frozenset({"PublicationSeries", "Publication"})
#: What a ranking goes by, behind the rank.
_BASIS: Final = re.compile(
    r"\b(?:by\s+means\s+of|in\s+terms\s+of|in\s+(?:total\s+)?number\s+of|by)\s+([^.,;]+)", re.IGNORECASE
)
_EMPTY: Final = frozenset({"amount", "number", "total", "country", "the", "and", "their", "quantity"})
_CLAUSE: Final = re.compile(r"[,;.，；。]")
_FIRST_TIME: Final = {
    "zh": re.compile(r"首次|第一次"),
    "en": re.compile(r"for\s*the\s*first\s*time", re.IGNORECASE),
}


_FIRST_NOTE: Final = (
    "一处称首次达到，另一处称更早已有。",
    " One says that it was reached for the first time, the other that it was had before.",
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """A rank as one statement gives it, with what it can be recognised by."""

    statement: Statement
    subject: tuple[object, ...]
    lists: frozenset[str]
    first_time: bool

    @property
    def year(self) -> int:
        """The year that the paper reports on."""
        return self.statement.year


def rank_differences(
    readings: Sequence[Reading], facts: Sequence[Fact], labels: Labels
) -> Iterator[Difference]:
    """Ranks of one subject that differ within a year, or that an earlier year had before its first time."""
    fact_of = {s.iri: fact for fact in facts for s in fact.all}
    found = [r for reading in readings for r in _rankings(reading)]
    told: set[tuple[str, str]] = set()
    for a, b in combinations(sorted(found, key=lambda r: r.statement.place), 2):
        one, other = fact_of[a.statement.iri], fact_of[b.statement.iri]
        if one is other or a.subject != b.subject or (one.iri, other.iri) in told:
            continue
        if _differ(a, b) or _not_the_first(a, b) or _not_the_first(b, a):
            told.add((one.iri, other.iri))
            sides = (_saying(one, a), _saying(other, b))
            note = ("", "") if _differ(a, b) else _FIRST_NOTE
            yield difference("rank", one.iri, sides, labels=labels, rule="one-subject", note=note)


def _saying(fact: Fact, ranking: Ranking) -> tuple[Statement, ...]:
    """The statements of a fact that give the same rank, the one in question first."""
    chosen = ranking.statement
    value = chosen.figure.value
    return (chosen, *(s for s in fact.all if s is not chosen and s.figure.value == value))


def _differ(a: Ranking, b: Ranking) -> bool:
    """Whether two ranks of one year, by lists that may be the same, are not the same."""
    one, other = a.statement.figure, b.statement.figure
    return a.year == b.year and one.kind == other.kind and one.value != other.value and _one_list(a, b)


def _not_the_first(earlier: Ranking, later: Ranking) -> bool:
    """Whether a rank that is reached for the first time was had in an earlier year already."""
    if not (later.first_time and earlier.year < later.year):
        return False
    return earlier.statement.figure.value == later.statement.figure.value and _one_list(earlier, later)


def _one_list(a: Ranking, b: Ranking) -> bool:
    return not (a.lists and b.lists) or bool(a.lists & b.lists)


def _rankings(reading: Reading) -> Iterator[Ranking]:
    named: dict[tuple[int, int], list[Mention]] = {}
    for statement in reading.statements:
        if isinstance(statement.claim, Mention):
            named.setdefault(statement.claim.sentence, []).append(statement.claim)
    for statement in reading.figures:
        figure = statement.figure
        if figure.unit_class != "rank" or figure.kind == "rank-history":
            continue
        first, last = figure.sentence
        raw = reading.document.raw
        before, behind = raw[first : figure.start], raw[figure.end : last]
        here = named.get(figure.sentence, ())
        subject = _area(figure.start, here, raw) or _basis(statement, behind, here)
        if subject:
            lists = frozenset(m.entity for m in here if m.entity_class in _LISTS)
            clause = _CLAUSE.split(before)[-1] + _CLAUSE.split(behind)[0]
            yield Ranking(statement, subject, lists, bool(_FIRST_TIME[figure.lang].search(clause)))


def _area(start: int, here: Sequence[Mention], raw: str) -> tuple[object, ...]:
    """The zone or region that the clause names before the rank."""
    areas = [m for m in here if m.entity_class in _RANKED_AREAS and m.end <= start]
    last = max(areas, key=lambda m: m.end, default=None)
    return () if last is None or _CLAUSE.search(raw[last.end : start]) else ("area", last.entity)


def _basis(statement: Statement, behind: str, here: Sequence[Mention]) -> tuple[object, ...]:
    """What the ranking goes by, of what: only where the sentence says both."""
    about, said = _honour(statement, here), _BASIS.search(behind)
    if not about or said is None:
        return ()
    words = frozenset(re.findall(r"[a-z-]{3,}", said[1].lower())) - _EMPTY
    return ("basis", about, statement.figure.area, words) if words else ()


def _honour(statement: Statement, here: Sequence[Mention]) -> str:
    """The honour that a rank is about: that of its metric, else the only one that the sentence names."""
    about = statement.figure.facets.get("about", "").partition("+")[0]
    named = {_EDITION.sub("", names.slug_of(m.entity)) for m in here if m.entity_class in _HONOURS}
    return about or (named.pop() if len(named) == 1 else "")
