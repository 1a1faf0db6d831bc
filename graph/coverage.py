"""Counts what became of every figure of a paper in two languages: linked, a disagreement, or explained."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from graph.align import Alignment, Line, stated_in
from graph.facts import Fact, Reading, Reconciled, SentencePlace, Statement, by_sentence

#: What can become of a figure, in the order in which it is asked.
OUTCOMES: Final = (
    "linked",
    "disagreement",
    "explained: sentence in one language only",
    "explained: number read of something else",
    "explained: small number, often unsaid",
    "left",
)
_SMALL: Final = 10


def outcomes(
    readings: Sequence[Reading], reconciled: Reconciled, alignments: Sequence[Alignment]
) -> dict[str, dict[str, int]]:
    """For each source in two languages, how many of its figures came to which outcome.

    A figure is `linked` when its fact has a statement in the other language that does not differ from it, a
    `disagreement` when a difference has them both, or says that the other language lacks it. What remains is
    explained by the alignment: the other language has no such sentence, or has the number and it was read of
    another fact. `left` is for people to look at.
    """
    fact_of = {s.iri: fact for fact in reconciled.facts for s in fact.all}
    disputed = {s.iri for d in reconciled.differences for side in d.sides for s in side}
    figures = by_sentence(s for reading in readings for s in reading.figures)
    told: dict[str, dict[str, int]] = {}
    for alignment in alignments:
        source = alignment.left[0]
        if not alignment.parallel or source != alignment.right[0]:
            continue
        found = Counter(_outcome(s, other, fact_of, disputed) for s, other in _sides(alignment, figures))
        told[source] = {outcome: found[outcome] for outcome in OUTCOMES}
    return told


def _sides(
    alignment: Alignment, figures: Mapping[SentencePlace, Sequence[Statement]]
) -> Iterator[tuple[Statement, Sequence[Line]]]:
    """Each figure with the sentences that stand for its own in the other language."""
    for bead in alignment.beads:
        for side, other in ((bead.left, bead.right), (bead.right, bead.left)):
            for statement in stated_in(side, figures):
                yield statement, other


def proposed_links(
    readings: Sequence[Reading], reconciled: Reconciled, alignments: Sequence[Alignment]
) -> Iterator[tuple[Statement, Statement]]:
    """Figures of aligned sentences with the same number that were read of different facts: may be one."""
    fact_of = {s.iri: fact for fact in reconciled.facts for s in fact.all}
    figures = by_sentence(s for reading in readings for s in reading.figures)
    for alignment in alignments:
        if not alignment.parallel or alignment.left[0] != alignment.right[0]:
            continue
        for bead in alignment.beads:
            left, right = (stated_in(side, figures) for side in (bead.left, bead.right))
            for a, b in product(left, right):
                alone = not any(_linked(s, fact_of) for s in (a, b))
                if alone and _digits(a) == _digits(b) and fact_of[a.iri] is not fact_of[b.iri]:
                    yield a, b


def _linked(statement: Statement, fact_of: Mapping[str, Fact]) -> bool:
    """Whether the other language of its source states the fact of a figure too."""
    source, lang = statement.part
    return any((s.claim.source, s.claim.lang != lang) == (source, True) for s in fact_of[statement.iri].all)


def _digits(statement: Statement) -> tuple[int, ...]:
    return abs(statement.figure.value).normalize().as_tuple().digits


def _outcome(
    statement: Statement, other: Sequence[Line], fact_of: Mapping[str, Fact], disputed: set[str]
) -> str:
    source, lang = statement.part
    fact = fact_of[statement.iri]
    partners = [s for s in fact.all if s.claim.source == source and s.claim.lang != lang]
    if partners:
        return "disagreement" if {statement.iri, *(s.iri for s in partners)} & disputed else "linked"
    if statement.iri in disputed:
        return "disagreement"
    if not other:
        return "explained: sentence in one language only"
    value = abs(statement.figure.value)
    digits = _digits(statement)
    if any(number.as_tuple().digits == digits for line in other for number in line.numbers):
        return "explained: number read of something else"
    small = value <= _SMALL and value == value.to_integral_value()
    return "explained: small number, often unsaid" if small else "left"
