"""Who did it, where two sides say the same relation of different bodies: soft, as each may name some of them.

A body counts as unnamed on the other side only if no word there names it at all, so that a gap in reading
never looks like a gap in the source.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.align import Alignment, Line, stated_in
from graph.disagree import Labels, Lang, difference
from graph.facts import Difference, Reading, SentencePlace, Statement, by_sentence
from mappings.records import Relation

#: Relations whose subject does something.
_DOING: Final = frozenset({
    "adjudicates", "amends", "conducts", "drafts", "establishes", "hosts", "issues",
    "jointlyIssues", "operates", "participatesIn", "reports", "signs",
})  # fmt: skip
_SURE: Final = 1.0
#: So many bodies are named in words; of more only these.
_NAMED: Final = 3

#: How the group that a province is as an actor is called.
_PROVINCE: Final = "-province"

_Told = dict[tuple[str, str], list[Statement]]


def actor_differences(
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    labels: Labels,
    known: Sequence[Difference] = (),
) -> Iterator[Difference]:
    """The relations that aligned sentences ascribe to different bodies, one difference for two sentences."""
    relations = by_sentence(s for reading in readings for s in reading.statements if _is_deed(s))
    told = {(_sentences(d.sides), _agencies(d.sides)) for d in known if d.kind == "actor"}
    for alignment in alignments:
        for bead in alignment.beads:
            if not (bead.left and bead.right) or bead.score < _SURE:
                continue
            left, right = (_told(side, relations) for side in (bead.left, bead.right))
            for key in sorted(left.keys() & right.keys()):
                sides = (tuple(left[key]), tuple(right[key]))
                mark = _sentences(sides), _one_sided(*(subjects(side) for side in sides))
                if mark not in told and _differ(sides, (bead.left, bead.right)):
                    told.add(mark)
                    yield _worded(sides, labels)


def _sentences(sides: Sequence[Sequence[Statement]]) -> frozenset[SentencePlace]:
    return frozenset(s.sentence for side in sides for s in side)


def _agencies(sides: Sequence[Sequence[Statement]]) -> frozenset[str]:
    """The bodies of figures that only one side has."""
    return _one_sided(*([a for s in sides[i] for a in s.figure.agencies] for i in (0, -1)))


def _one_sided(here: Sequence[str], there: Sequence[str]) -> frozenset[str]:
    """What one of two has; a province as an actor is what figures have where no body is named."""
    return (frozenset(here) ^ frozenset(there)) - {b for b in (*here, *there) if b.endswith(_PROVINCE)}


def _is_deed(statement: Statement) -> bool:
    return isinstance(statement.claim, Relation) and statement.claim.predicate in _DOING


def _told(side: Sequence[Line], relations: Mapping[SentencePlace, Sequence[Statement]]) -> _Told:
    """The relations of one side by predicate and object."""
    found: _Told = {}
    for statement in stated_in(side, relations):
        claim = statement.claim
        if isinstance(claim, Relation):
            found.setdefault((claim.predicate, claim.object), []).append(statement)
    return found


def subjects(side: Sequence[Statement]) -> list[str]:
    """The subjects of relations, each once, in order."""
    return list(dict.fromkeys(s.claim.subject for s in side if isinstance(s.claim, Relation)))


def _differ(sides: Sequence[Sequence[Statement]], lines: Sequence[Sequence[Line]]) -> bool:
    """Whether one side names a subject that the other neither has as subject nor names."""
    here, there = (set(subjects(side)) for side in sides)
    named_here, named_there = (frozenset().union(*(line.things for line in side)) for side in lines)
    return bool(here - there - named_there) or bool(there - here - named_here)


def _worded(sides: tuple[tuple[Statement, ...], tuple[Statement, ...]], labels: Labels) -> Difference:
    first = sides[0][0]
    made = {}
    languages: tuple[Lang, Lang] = ("zh", "en")
    for lang in languages:
        made[lang] = tuple(_listed(subjects(side), labels, lang) for side in sides)
    return difference(
        "actor",
        first.iri,
        sides,
        labels=labels,
        rule="other-subject",
        said=made,
        hard=False,
    )


def _listed(bodies: Sequence[str], labels: Labels, lang: Lang) -> str:
    comma, more = ("、", "等") if lang == "zh" else ("; ", " and others")
    shown = comma.join(labels(body, lang) for body in bodies[:_NAMED])
    return shown + (more if len(bodies) > _NAMED else "")
