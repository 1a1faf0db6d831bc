"""What one of two aligned sentences says and the other does not: a figure, or one of several actors.

A figure counts as left out only if no number near it on the other side could be it, read or unread; a
party only if it is not even named there. So a gap in reading never looks like a gap in the source.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from graph.align import Alignment, Bead, Line, Unpaired
from graph.disagree import Labels, difference
from graph.facts import Difference, Fact, Reading, Statement
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


def _could_be(value: Decimal, lines: Iterable[Line]) -> bool:
    """Whether a number of these lines has the same digits, however it is scaled."""
    digits = value.normalize().as_tuple().digits
    return any(number.as_tuple().digits == digits for line in lines for number in line.numbers)


def party_omissions(
    readings: Sequence[Reading], alignments: Sequence[Alignment], labels: Labels
) -> Iterator[Difference]:
    """The parties of a relation that one side names and the other, which has the relation, does not."""
    relations, named = _by_sentence(readings)
    for alignment in alignments:
        if not alignment.parallel:
            continue
        for bead in alignment.beads:
            for here, there, other in (
                (bead.left, bead.right, alignment.right),
                (bead.right, bead.left, alignment.left),
            ):
                told = [s for line in there for s in relations.get(_place(line), ())]
                things = {thing for line in there for thing in named.get(_place(line), ())}
                for statement in (s for line in here for s in relations.get(_place(line), ())):
                    if _left_out(statement, told, things):
                        yield difference(
                            "omission",
                            statement.iri,
                            ((statement,),),
                            labels=labels,
                            rule="one-side",
                            lacking="/".join(other),
                            hard=False,
                        )


_Sentence = tuple[str, tuple[int, int]]


def _place(line: Line) -> _Sentence:
    return line.source, (line.sentence.start, line.sentence.end)


def _by_sentence(
    readings: Sequence[Reading],
) -> tuple[dict[_Sentence, list[Statement]], dict[_Sentence, set[str]]]:
    relations: dict[_Sentence, list[Statement]] = {}
    named: dict[_Sentence, set[str]] = {}
    for reading in readings:
        for statement in reading.statements:
            place = (reading.source.id, statement.claim.sentence)
            if isinstance(statement.claim, Relation):
                relations.setdefault(place, []).append(statement)
            elif isinstance(statement.claim, Mention):
                named.setdefault(place, set()).add(statement.claim.entity)
    return relations, named


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
