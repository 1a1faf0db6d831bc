"""From statements to facts: what is one fact, which statement leads, and where statements differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.actors import actor_differences
from graph.align import Alignment, align
from graph.cluster import Clusters, Group, near_keys, same_numbers, under_keys
from graph.disagree import Labels, difference, factor, measure_points, taken_over
from graph.facts import Difference, Fact, Key, Reading, Reconciled, Statement, Status, key_of, number
from graph.joining import join_aligned
from graph.key_parts import KeyParts, Point
from graph.notions import notion_differences
from graph.omissions import figure_omissions, news_only, party_omissions
from graph.other_names import name_differences
from graph.overrules import ABOUT_FACTS, Overrule
from graph.ranks import rank_differences
from graph.regions import region_differences

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
    joined = join_aligned(clusters, alignments, readings)
    parts = KeyParts(joined.pairs, joined.places, readings)
    by_iri = {s.iri: s for s in every}
    for overrule in overrules:
        if overrule.decision == "same" and overrule.claims <= by_iri.keys():
            first, *others = sorted(overrule.claims)
            for other in others:
                clusters.join(by_iri[first], by_iri[other], forced=True)
    groups = same_numbers(near_keys(under_keys(clusters.all(), apart, frozenset(joined.some))))
    facts, differences, adopted = _facts(groups, labels, parts)
    differences += figure_omissions(joined.unpaired, facts, alignments, labels)
    differences += party_omissions(readings, alignments, labels)
    differences += news_only(readings, facts, labels)
    differences += rank_differences(readings, facts, labels)
    differences += region_differences(readings, alignments, labels)
    differences += name_differences(readings, alignments, labels)
    differences += actor_differences(readings, alignments, labels, differences)
    differences += _new(notion_differences(readings, alignments, joined.pairs, facts, labels), differences)
    return Outcome(_decide(facts, differences, adopted, overrules, by_iri, parts=parts), alignments)


def _new(found: Iterable[Difference], known: Sequence[Difference]) -> list[Difference]:
    """The differences whose two statements are not said to differ in that kind already."""
    told = [(d.kind, {s.iri for side in d.sides for s in side}) for d in known]
    made: list[Difference] = []
    for item in found:
        its = {s.iri for side in item.sides for s in side}
        if not any(kind == item.kind and its <= others for kind, others in told):
            told.append((item.kind, its))
            made.append(item)
    return made


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
        if point.kind == "unit" and not point.hard and parts.counts_times(a, b):
            continue
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
    """Applies the decisions `prefer`; says which decisions on facts have lost their ground."""
    stale = []
    for overrule in (o for o in overrules if o.decision in ABOUT_FACTS):
        if not overrule.claims <= known.keys():
            stale.append(overrule.without(known))
        elif overrule.decision == "prefer":
            if not any(overrule.claims <= {s.iri for s in fact.all} for fact in facts):
                stale.append(overrule.stale("these claims are no longer about one fact"))
                continue
            facts, differences = _prefer(overrule, facts, differences, known, parts)
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
