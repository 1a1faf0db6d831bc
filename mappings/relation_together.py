"""Who does something with whom: partners, bodies that act jointly, those whom a verb names as its partner."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mappings.relation_acts import Act, following, follows, joins, makes_mechanism
from mappings.relation_clauses import Actor, Frame, Group
from mappings.relation_forms import Found, at_home, carried
from mappings.relation_rules import RelationRule
from mappings.relation_words import any_class

_JOINTLY_BY: Final = re.compile(r"\bjointly\s+\w+\s+by\s+(?:the\s+)?$", re.IGNORECASE)
#: Bodies in a list do something together that is no signing: to sign is a relation of its own.
_JOINTLY: Final = {
    "zh": re.compile(r"(?:等[^，。；]{0,8})?(?:联合|共同)(?!签)"),
    "en": re.compile(r"[^.;]*\bjointly\b(?!\s+sign)", re.IGNORECASE),
}


def together_form(frame: Frame, rule: RelationRule, act: Act) -> Iterator[Found]:
    """Who does something with whom: the first named with each of the others, and with each partner."""
    if act.word.classes & {"sign", "alone"}:
        return
    doers = act.doers or (carried(frame, rule, act) if frame.lang == "zh" and act.partners else ())
    if act.mode == "passive" and act.partners:
        doers = at_home(frame)
    said = frame.joint(act.word.start, act.word.end) or makes_mechanism(frame, act.word)
    said = said or bool(act.partners) or (act.mode == "by" and act.joint)
    doers = act.led or doers
    first = doers[:1]
    groups = [a for a in doers[1:] if said and act.joint]
    for one in first:
        for other in (*groups, *act.partners):
            if other.iri != one.iri:
                yield _pair(rule, one, other)


def lone_partners(frame: Frame, rule: RelationRule, acts: Sequence[Act]) -> Iterator[Found]:
    """Partners of somebody whose act the rules do not know ("A, together with B, strengthened …")."""
    for several in frame.groups:
        if len(several.actors) > 1 and _do_jointly(frame, several, acts):
            yield from (_pair(rule, several.actors[0], other) for other in several.actors[1:])
    known = {a.iri for act in acts for a in act.partners}
    for role in any_class(frame.words, ("partner", "with") if frame.lang == "zh" else ("partner",)):
        if joins(frame, role):
            continue
        group = following(frame, role)
        if group is None or any(a.iri in known for a in group.actors):
            continue
        ahead = [
            g
            for g in frame.groups
            if frame.part_start(role.start) <= g.start and g.end <= role.start and frame.opens(g)
        ]
        after = (
            [g for g in frame.groups if group.end < g.start and frame.opens(g)] if frame.lang == "en" else []
        )
        base = ahead[-1:] or after[:1]
        for other in group.actors if base else ():
            if other.iri != base[0].actors[0].iri:
                yield _pair(rule, base[0].actors[0], other)


def _do_jointly(frame: Frame, several: Group, acts: Sequence[Act]) -> bool:
    """Whether bodies in one list are said to do together what no rule knows."""
    if _JOINTLY_BY.search(frame.text[: several.start]):
        return True
    end = frame.part_end(several.end)
    after = min([end, *(g.start for g in frame.groups if g.start >= several.end and frame.opens(g))])
    known = any(several.end <= a.word.start < end and a.joint for a in acts)
    joint = _JOINTLY[frame.lang].match(frame.text[several.end : after])
    return joint is not None and not known and frame.opens(several)


def _pair(rule: RelationRule, one: Actor, other: Actor) -> Found:
    place = None if one.carried else (one.start, one.end)
    return Found(rule, rule.predicate, one.iri, place, other.iri, (other.start, other.end), one.carried)


def toward_form(frame: Frame, rule: RelationRule, act: Act) -> Iterator[Found]:
    """Somebody does something with the partner that the verb names."""
    if not act.word.classes & set(rule.verbs) or act.mode != "active":
        return
    passive = frame.lang == "en" and bool(re.search(r"\b(?:was|were)\b", frame.text[act.word.end :]))
    for group in frame.groups:
        if not follows(frame, act.word, group):
            continue
        doers = act.doers or (
            carried(frame, rule, act) if frame.lang == "zh" else at_home(frame) if passive else ()
        )
        for one in doers:
            for other in group.actors:
                yield _pair(rule, one, other)
