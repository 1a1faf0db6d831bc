"""Of which things besides its key a figure is told: events, platforms, honours that its clause names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from graph.facts import Fact, Reading, Statement
from graph.flat import Record, iri
from mappings.records import Figure, Mention
from ontology import names

#: Kinds of things that figures after them in a clause are told of.
_TOLD_OF: Final = frozenset({"award", "event", "platform", "programme", "publication", "series"})
#: Kinds of things that are counted: the number stands right before or behind the name.
_COUNTED: Final = frozenset({"agreement", "case-list", "designation"})
#: What ends a clause, or begins one of the whole year.
_PART: Final = re.compile(r"[。；;！？!?]|[，,]\s*(?:[Ii]n\s+)?20\d\d\s*年?")
#: What joins names of one list, in either language.
_JOINT: Final = re.compile(
    r"[”’》）)\s]*(?:[、,，]|和|与|及|and|,\s*and)?\s*(?:the\s+)?[“‘《（(\s]*", re.IGNORECASE
)
#: A name that follows a figure this near is what it counts.
_NEXT: Final = 2


def related(reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """Claim of a figure → the things that it is told of."""
    mentions: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    for statement in reading.statements:
        claim = statement.claim
        if isinstance(claim, Mention) and names.kind_of(claim.entity) in _TOLD_OF | _COUNTED:
            mentions[claim.sentence].append(claim)
    found = {s.iri: _of(reading, s, mentions[s.claim.sentence]) for s in reading.figures}
    return {claim: things for claim, things in found.items() if things}


def claim_records(reading: Reading) -> Iterator[Record]:
    """The records of claims with the things that they are told of."""
    yield from (_record(claim, "Figure", things) for claim, things in related(reading).items())


def fact_records(readings: Iterable[Reading], facts: Iterable[Fact]) -> Iterator[Record]:
    """The records of observations with the things that the claims supporting them are told of."""
    told = {claim: things for reading in readings for claim, things in related(reading).items()}
    for fact in facts:
        things = dict.fromkeys(thing for s in fact.supports for thing in told.get(s.iri, ()))
        if things:
            yield _record(fact.iri, "Fact", things)


def _record(subject: str, type_: str, things: Iterable[str]) -> Record:
    return Record(subject, type_, tuple(("relatesTo", iri(thing)) for thing in things))


def _of(reading: Reading, statement: Statement, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """What is counted; else the name before the figure in its part of the sentence, with its list."""
    figure = statement.figure
    ordered = sorted(mentions, key=lambda m: m.start)
    counted = [m for m in ordered if _beside(m, figure)]
    if counted:
        return tuple(dict.fromkeys(m.entity for m in counted[-1:]))
    ahead = [m for m in ordered if m.end <= figure.start and names.kind_of(m.entity) in _TOLD_OF]
    ahead = [m for m in ahead if not _cut(reading, m.end, figure.start)]
    chosen = ahead[-1:]
    for mention in reversed(ahead[:-1]):
        if not _JOINT.fullmatch(reading.document.raw[mention.end : chosen[0].start]):
            break
        chosen.insert(0, mention)
    return tuple(dict.fromkeys(m.entity for m in chosen))


def _beside(mention: Mention, figure: Figure) -> bool:
    """Whether a number and a name stand side by side; in Chinese the number may come second."""
    behind = mention.lang == "zh" and 0 <= figure.start - mention.end <= 1
    return behind or 0 <= mention.start - figure.end <= _NEXT or figure.start <= mention.start < figure.end


def _cut(reading: Reading, start: int, end: int) -> bool:
    return _PART.search(reading.document.raw[start:end]) is not None
