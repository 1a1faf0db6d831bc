"""What one of two aligned sentences says and the other does not: a figure, or one of several actors.

A figure counts as left out only if no number near it on the other side could be it, read or unread; a
party only if it is not even named there. So a gap in reading never looks like a gap in the source.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from graph.align import Alignment, Bead, Line, Unpaired, lines, reports, stated_in
from graph.disagree import Labels, difference
from graph.facts import Difference, Fact, Reading, Statement, by_sentence
from mappings.records import Mention, Relation
from ontology import names

#: Relations whose parties are listed, so that one who is missing was left out.
_PARTIES: Final = frozenset({"signs", "jointlyIssues"})
#: How many aligned places before and after are looked through.
_NEAR: Final = 2
#: Whole numbers up to this one are often written in words, or not at all: their absence says nothing.
_SMALL: Final = 10


def figure_omissions(
    unpaired: Sequence[Unpaired], facts: Sequence[Fact], alignments: Sequence[Alignment], labels: Labels
) -> Iterator[Difference]:
    """The figures that one side of an aligned pair of sentences lacks."""
    fact_of = {s.iri: fact for fact in facts for s in fact.all}
    around = {id(bead): _around(a.beads, i) for a in alignments for i, bead in enumerate(a.beads)}
    for item in unpaired:
        fact = fact_of[item.statement.iri]
        if any(s.part == item.other for s in fact.all) or not _counts(item):
            continue
        if _could_be(item.statement.figure.value, _lines_of(around[id(item.bead)], item.other)):
            continue
        lacking = "/".join(item.other)
        yield difference(
            "omission",
            fact.iri,
            ((item.statement,),),
            labels=labels,
            rule="one-side",
            lacking=lacking,
            hard=False,
        )


def news_only(readings: Sequence[Reading], facts: Sequence[Fact], labels: Labels) -> Iterator[Difference]:
    """What news states beyond the paper that it reports on: figures whose number the paper nowhere has."""
    fact_of = {s.iri: fact for fact in facts for s in fact.all}
    numbers = {r.source.id: _numbers_of(r) for r in readings}
    for news, paper in ((a, b) for a in readings for b in readings if reports(a.source, b.source)):
        for statement in news.figures:
            fact, value = fact_of[statement.iri], abs(statement.figure.value)
            small = value <= _SMALL and value == value.to_integral_value()
            known = any(s.claim.source == paper.source.id for s in fact.all)
            if known or small or fact.lead is not statement or _digits(value) in numbers[paper.source.id]:
                continue
            spoken = paper.source.languages
            lang = statement.claim.lang if statement.claim.lang in spoken else spoken[0]
            yield difference(
                "omission",
                fact.iri,
                ((statement,),),
                labels=labels,
                rule="news-only",
                lacking=f"{paper.source.id}/{lang}",
                hard=False,
            )


def _numbers_of(reading: Reading) -> frozenset[tuple[int, ...]]:
    """The digits of every number of a document, in whatever scale."""
    every = lines(reading.document, reading.statements).values()
    return frozenset(_digits(number) for part in every for line in part for number in line.numbers)


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def _counts(item: Unpaired) -> bool:
    """Whether the sentences surely belong together, and the figure is one whose absence says something."""
    value = abs(item.statement.figure.value)
    small = value <= _SMALL and value == value.to_integral_value()
    return bool(item.bead.left and item.bead.right) and item.bead.score > 1 and not small


def _around(beads: Sequence[Bead], at: int) -> Sequence[Bead]:
    return beads[max(0, at - _NEAR) : at + _NEAR + 1]


def _lines_of(beads: Iterable[Bead], part: tuple[str, str]) -> list[Line]:
    return [
        line
        for bead in beads
        for line in (*bead.left, *bead.right)
        if (line.source, line.sentence.lang) == part
    ]


def _could_be(value: Decimal, near: Iterable[Line]) -> bool:
    """Whether a number of these lines has the same digits, however it is scaled."""
    return any(_digits(number) == _digits(value) for line in near for number in line.numbers)


def party_omissions(
    readings: Sequence[Reading], alignments: Sequence[Alignment], labels: Labels
) -> Iterator[Difference]:
    """The parties of a relation that one side names and the other, which has the relation, does not."""
    stated = by_sentence(s for reading in readings for s in reading.statements)
    for alignment in alignments:
        if not alignment.parallel:
            continue
        for bead in alignment.beads:
            for here, there, other in (
                (bead.left, bead.right, alignment.right),
                (bead.right, bead.left, alignment.left),
            ):
                others = stated_in(there, stated)
                things = {s.claim.entity for s in others if isinstance(s.claim, Mention)}
                for statement in stated_in(here, stated):
                    if _left_out(statement, others, things):
                        yield difference(
                            "omission",
                            statement.iri,
                            ((statement,),),
                            labels=labels,
                            rule="one-side",
                            lacking="/".join(other),
                            hard=False,
                        )


def _one_thing(a: str, b: str) -> bool:
    """Whether two objects may be one: the same, or both unknown and of one kind, named in two languages."""
    unknown = names.is_proposed(a) and names.is_proposed(b)
    return a == b or (unknown and names.kind_of(a) == names.kind_of(b))


def _left_out(statement: Statement, told: Sequence[Statement], things: set[str]) -> bool:
    """Whether the other side has the relation with other parties, but does not name this one."""
    relation = statement.claim
    if not isinstance(relation, Relation) or relation.predicate not in _PARTIES:
        return False
    if names.is_proposed(relation.subject):
        return False
    others = [
        s.claim
        for s in told
        if isinstance(s.claim, Relation)
        and s.claim.predicate == relation.predicate
        and _one_thing(s.claim.object, relation.object)
    ]
    return bool(others) and relation.subject not in things | {o.subject for o in others}
