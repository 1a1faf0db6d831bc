"""From statements to facts: what is one fact, which statement leads, and where statements differ."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from graph.align import Alignment, Line, Unpaired, align
from graph.cluster import Clusters, Group, near_keys, under_keys, values_agree
from graph.disagree import Labels, difference, factor, measure_points, taken_over
from graph.facts import Difference, Fact, Key, Reading, Reconciled, Statement, Status, key_of, number
from graph.key_parts import KeyParts, Place, Point, place_of
from graph.omissions import figure_omissions, party_omissions
from graph.other_names import name_differences
from graph.overrules import Overrule, stale_claims
from graph.pairing import pair
from graph.ranks import rank_differences
from graph.regions import region_differences

#: "two of the six"
_OF_ALL: Final = re.compile(r"\s*of\s*the\b", re.IGNORECASE)
_RULES: Final = {"bound": "bound-word", "series": "earlier-year"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reconciling yields, with the alignment that it went by."""

    reconciled: Reconciled
    alignments: tuple[Alignment, ...]


def reconcile(readings: Sequence[Reading], labels: Labels, overrules: Sequence[Overrule] = ()) -> Outcome:
    """Links all figures of all sources to facts and finds where statements differ."""
    alignments = tuple(align(readings))
    every = [s for reading in readings for s in reading.figures]
    apart = [o.claims for o in overrules if o.decision == "apart"]
    clusters = Clusters(every, apart)
    joined = _join_aligned(clusters, alignments, readings)
    parts = KeyParts(joined.pairs, joined.places)
    by_iri = {s.iri: s for s in every}
    for overrule in overrules:
        if overrule.decision == "same" and overrule.claims <= by_iri.keys():
            first, *others = sorted(overrule.claims)
            for other in others:
                clusters.join(by_iri[first], by_iri[other], forced=True)
    facts, differences, adopted = _facts(near_keys(under_keys(clusters.all(), apart)), labels, parts)
    differences += figure_omissions(joined.unpaired, facts, alignments, labels)
    differences += party_omissions(readings, alignments, labels)
    differences += rank_differences(readings, facts, labels)
    differences += region_differences(readings, alignments, labels)
    differences += name_differences(readings, alignments, labels)
    return Outcome(_decide(facts, differences, adopted, overrules, by_iri, parts=parts), alignments)


@dataclass(slots=True)
class _Joined:
    """What came of pairing the figures of aligned sentences."""

    pairs: list[tuple[Statement, Statement]] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    unpaired: list[Unpaired] = field(default_factory=list)


def _join_aligned(
    clusters: Clusters, alignments: Sequence[Alignment], readings: Sequence[Reading]
) -> _Joined:
    """Joins the paired figures of aligned sentences; keeps what is left over in parallel parts."""
    by_sentence: dict[tuple[str, tuple[int, int]], list[Statement]] = {}
    for reading in readings:
        for statement in reading.figures:
            by_sentence.setdefault((reading.source.id, statement.claim.sentence), []).append(statement)
    raws = {reading.source.id: reading.document.raw for reading in readings}
    joined = _Joined()
    for alignment in alignments:
        for bead in alignment.beads:
            left, right = (_stated(side, by_sentence) for side in (bead.left, bead.right))
            found = pair(left, right)
            joined.pairs += [
                (a, b) for a, b in found.pairs if not _some_of(a, b, raws) and clusters.join(a, b)
            ]
            for side, its in ((bead.left, left), (bead.right, right)):
                for statement in its:
                    joined.places.setdefault(statement.iri, place_of(side, *raw_around(statement, raws)))
            if alignment.parallel:
                pairs = len(found.pairs)
                joined.unpaired += [Unpaired(s, bead, alignment.right, pairs) for s in found.left]
                joined.unpaired += [Unpaired(s, bead, alignment.left, pairs) for s in found.right]
    return joined


def _some_of(a: Statement, b: Statement, raws: Mapping[str, str]) -> bool:
    """Whether one number is that of some and the other that of all ("two of the six")."""
    if values_agree(a, b):
        return False
    return any(_OF_ALL.match(raw_around(s, raws)[1]) for s in (a, b))


def raw_around(statement: Statement, raws: Mapping[str, str]) -> tuple[str, str]:
    """The few characters before and behind a figure, in its sentence."""
    claim = statement.claim
    raw, (first, last) = raws[claim.source], claim.sentence
    return raw[max(first, claim.start - 24) : claim.start], raw[claim.end : min(last, claim.end + 24)]


def _stated(
    side: Sequence[Line], by_sentence: dict[tuple[str, tuple[int, int]], list[Statement]]
) -> list[Statement]:
    return [
        statement
        for line in side
        for statement in by_sentence.get((line.source, (line.sentence.start, line.sentence.end)), ())
    ]


def _facts(
    groups: Sequence[Group], labels: Labels, parts: KeyParts
) -> tuple[list[Fact], list[Difference], dict[str, tuple[str, ...]]]:
    facts: list[Fact] = []
    differences: list[Difference] = []
    adopted: dict[str, tuple[str, ...]] = {}
    for group in groups:
        lead, *others = group.members
        found = {s.iri: tuple(_points(lead, s, parts, aligned=s.iri in group.aligned)) for s in others}
        contradicts = tuple(s for s in others if any(p.hard for p in found[s.iri]))
        supports = tuple(s for s in group.members if s not in contradicts)
        for statement in group.members:
            its = found.get(statement.iri, ())
            adopted[statement.iri] = taken_over(group.key, lead.figure, statement.figure, its)
        status = _status(lead, group.members, contradicts)
        preferred = None if status == "open" else lead
        fact = Fact(group.key, supports, contradicts, status, group.rule, preferred)
        facts.append(fact)
        differences += _differences(fact, group, found, labels)
    return facts, differences, adopted


def _points(a: Statement, b: Statement, parts: KeyParts, *, aligned: bool) -> Iterable[Point]:
    """In what `b` differs from `a`; parts of the key only where they are aligned (else the key is one)."""
    for point in measure_points(a.figure, b.figure):
        revised = a.year != b.year and point.kind in ("value", "magnitude")
        yield replace(point, kind="series") if revised else point
    if aligned:
        yield from parts.points(a, b)


def _status(lead: Statement, members: Sequence[Statement], contradicts: Sequence[Statement]) -> Status:
    if contradicts:
        return "settled" if all(lead.rank < s.rank for s in contradicts) else "open"
    return "agreed" if len(members) > 1 else "single-source"


def _differences(
    fact: Fact, group: Group, found: dict[str, tuple[Point, ...]], labels: Labels
) -> Iterable[Difference]:
    """One difference per kind and part of the key; the statements grouped by what they say."""
    kinds = sorted({(p.kind, p.part or "") for its in found.values() for p in its})
    for kind, part in kinds:
        deviating = [
            s
            for s in group.members
            if any((p.kind, p.part or "") == (kind, part) for p in found.get(s.iri, ()))
        ]
        same = tuple(s for s in group.members if s not in deviating)
        sides = (same, *_grouped(deviating, part))
        a, b = sides[0][0], sides[1][0]
        note = factor(a.figure, b.figure) if kind == "magnitude" else ("", "")
        rule = "key-part" if part else _RULES.get(kind, "same-fact")
        hard = any(p.hard for its in found.values() for p in its if (p.kind, p.part or "") == (kind, part))
        made = difference(
            kind, fact.iri, sides, labels=labels, rule=rule, part=part or None, note=note, hard=hard
        )
        settled = all(same[0].rank < s.rank for s in deviating)
        yield replace(
            made,
            status="settled" if settled else "open",
            decided_by="official-original" if settled else None,
        )


def _grouped(statements: Sequence[Statement], part: str) -> list[tuple[Statement, ...]]:
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        figure = statement.figure
        own = key_of(figure)
        what = (
            getattr(own, part) if part in Key._fields else f"{figure.value.normalize()} {figure.unit_class}"
        )
        groups.setdefault(str(what), []).append(statement)
    return [tuple(group) for group in groups.values()]


def _decide(
    facts: list[Fact],
    differences: list[Difference],
    adopted: dict[str, tuple[str, ...]],
    overrules: Sequence[Overrule],
    known: dict[str, Statement],
    *,
    parts: KeyParts,
) -> Reconciled:
    """Applies the decisions `prefer` and `dismiss`; says which decisions have lost their ground."""
    stale = stale_claims(overrules, known)
    for overrule in (o for o in overrules if o.claims <= known.keys()):
        if overrule.decision == "prefer":
            facts, differences = _prefer(overrule, facts, differences, known, parts)
        elif overrule.decision == "dismiss":
            left = [d for d in differences if not overrule.claims <= {s.iri for x in d.sides for s in x}]
            if len(left) == len(differences):
                stale.append(overrule.stale("these claims no longer disagree"))
            differences = left
    return Reconciled(tuple(facts), tuple(number(differences)), adopted, tuple(sorted(stale)))


def _prefer(
    overrule: Overrule,
    facts: list[Fact],
    differences: list[Difference],
    known: dict[str, Statement],
    parts: KeyParts,
) -> tuple[list[Fact], list[Difference]]:
    chosen = known[overrule.preferred]
    made = [_led_by(chosen, f, parts) if chosen in f.all else f for f in facts]
    about = {f.iri for f in facts if chosen in f.all}
    settled = [
        replace(d, status="settled", decided_by="manual") if d.about in about else d for d in differences
    ]
    return made, settled


def _led_by(chosen: Statement, fact: Fact, parts: KeyParts) -> Fact:
    """The fact with another leading statement: who agrees with it supports, the others contradict."""
    agreeing = tuple(
        s for s in fact.all if s == chosen or not any(p.hard for p in _points(chosen, s, parts, aligned=True))
    )
    others = tuple(s for s in fact.all if s not in agreeing)
    first = (chosen, *(s for s in agreeing if s != chosen))
    return replace(fact, supports=first, contradicts=others, status="settled", preferred=chosen)
