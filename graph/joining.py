"""Joins the figures that stand at one place of aligned sentences, and keeps where each of them stood."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.align import Alignment, Bead, Unpaired, stated_in
from graph.clauses import clause_of, up_to
from graph.cluster import Clusters, values_agree
from graph.facts import Reading, SentencePlace, Statement, by_sentence
from graph.pairing import pair
from graph.places import Place

#: "two of the six", "three of them"
_OF_ALL: Final = re.compile(r"\s*of\s*the(?:m|se)?\b", re.IGNORECASE)
#: How many characters before and behind a figure are looked at.
_AROUND: Final = 24

_Figures = Mapping[SentencePlace, Sequence[Statement]]


@dataclass(slots=True)
class Joined:
    """What came of pairing the figures of aligned sentences; `some` count some of what was counted."""

    pairs: list[tuple[Statement, Statement]] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    some: set[str] = field(default_factory=set)
    unpaired: list[Unpaired] = field(default_factory=list)


def join_aligned(clusters: Clusters, alignments: Sequence[Alignment], readings: Sequence[Reading]) -> Joined:
    """Joins the paired figures of aligned sentences; keeps what is left over in parallel parts."""
    figures = by_sentence(s for reading in readings for s in reading.figures)
    raws = {reading.source.id: reading.document.raw for reading in readings}
    joined = Joined()
    joined.some = {s.iri for its in figures.values() for s in its if _of_all(s, raws)}
    for alignment in alignments:
        for number, bead in enumerate(alignment.beads):
            left, right = (stated_in(side, figures) for side in (bead.left, bead.right))
            found = pair(left, right)
            joined.pairs += [
                (a, b) for a, b in found.pairs if not _some_of(a, b, raws) and clusters.join(a, b)
            ]
            near = alignment.beads[max(0, number - 1) : number + 2]
            for iri, place in _places(bead, near, figures, raws):
                joined.places.setdefault(iri, place)
            if alignment.parallel:
                pairs = len(found.pairs)
                joined.unpaired += [Unpaired(s, bead, alignment.right, pairs) for s in found.left]
                joined.unpaired += [Unpaired(s, bead, alignment.left, pairs) for s in found.right]
    return joined


def _places(
    bead: Bead,
    near: Sequence[Bead],
    figures: Mapping[SentencePlace, Sequence[Statement]],
    raws: Mapping[str, str],
) -> Iterator[tuple[str, Place]]:
    """Where the figures of both sides stand."""
    for side, around in (
        (bead.left, [line for b in near for line in b.left]),
        (bead.right, [line for b in near for line in b.right]),
    ):
        things = frozenset(thing for line in side for thing in line.things)
        further = frozenset(thing for line in around for thing in line.things)
        for line in side:
            for statement in stated_in([line], figures):
                before, behind = raw_around(statement, raws)
                clause = clause_of(line.sentence, statement.claim.start, statement.claim.end)
                told = up_to(line.sentence, statement.claim.end)
                yield statement.iri, Place(things, before, behind, clause, told, further)


def _some_of(a: Statement, b: Statement, raws: Mapping[str, str]) -> bool:
    """Whether one number is that of some and the other that of all ("two of the six")."""
    if values_agree(a, b):
        return False
    return any(_of_all(s, raws) for s in (a, b))


def _of_all(statement: Statement, raws: Mapping[str, str]) -> bool:
    return bool(_OF_ALL.match(raw_around(statement, raws)[1]))


def raw_around(statement: Statement, raws: Mapping[str, str]) -> tuple[str, str]:
    """The few characters before and behind a figure, in its sentence."""
    claim = statement.claim
    raw, (first, last) = raws[claim.source], claim.sentence
    return raw[max(first, claim.start - _AROUND) : claim.start], raw[
        claim.end : min(last, claim.end + _AROUND)
    ]
