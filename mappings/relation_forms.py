"""The forms in which a relation is stated: each gives what a rule finds in a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mappings.editions import resolve
from mappings.mentions import NamedSpan
from mappings.relation_acts import Act
from mappings.relation_clauses import Actor, Carried, Frame, in_list
from mappings.relation_labels import acting_in
from mappings.relation_rules import RelationRule, load
from mappings.relation_words import ends_with, only_opens
from ontology import names as iris

Place = tuple[int, int]

_NOMINAL: Final = frozenset({"issue", "draft", "amend", "adopt"})
_ARTICLES: Final = frozenset({"", "the", "a", "an", "its", "his", "their"})
#: Cases that a sentence counts without saying whose: those of whom the paragraph is about.
_CASES: Final = re.compile(
    r"\s*(?:\w+ly,\s+)?(?:[Aa]\s+total\s+of\s+)?[\w,]+\s+(?:\w+\s+)?cases?\s+(?:was|were)\b"
)
#: How far behind its object a Chinese verb may stand.
_BEHIND: Final = 10
_AROUND: Final = {"zh": 6, "en": 24}
_SORTS: Final = re.compile(
    r"\b(?:(?:series|batch|number|rounds?|sets?|sessions?|issues?|editions?|plans?|venue)\s+of|such\s+as|including|namely|known\s+as"
    r"|(?:conference|seminar|forum|event|symposium|activit)(?:ies|s)?\s+(?:on|themed|titled|named))"
    r"\s+(?:the\s+)?[“\"]?$",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    r"(?:\d+\s*[个家项所]?|\b(?:two|three|four|five|six|seven|eight|nine|ten)\s)[“\s]*(?:more\s|new\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in a sentence: both ends with their places (None where carried), and the rule."""

    rule: RelationRule
    predicate: str
    subject: str
    subject_place: Place | None
    object: str
    object_place: Place | None
    carried: Carried = ""


def act_form(frame: Frame, rule: RelationRule, act: Act, acts: Sequence[Act]) -> Iterator[Found]:
    """What somebody does to something."""
    if not act.word.classes & set(rule.verbs) or _forbidden(frame, rule, act):
        return
    objects, nominal = _objects(frame, rule, act, acts), False
    if not objects and act.mode == "active" and frame.lang == "zh" and act.word.classes & _NOMINAL:
        objects, nominal = _behind(frame, rule, act), True
    if not objects:
        return
    doers = _doers(frame, rule, act, objects[0], nominal=nominal)
    shared = act.partners if rule.shared else ()
    together = act.joint and (len(doers) > 1 or act.partners or _said(frame, act))
    together = together or frame.one_of_many(doers)
    predicate = rule.jointly if rule.jointly and together else rule.predicate
    for name in objects:
        for actor in (*doers, *shared):
            if _fits_actor(frame, actor, rule):
                yield _found(rule, predicate, actor, name)


def _said(frame: Frame, act: Act) -> bool:
    return frame.joint(act.word.start, act.word.end)


def _found(rule: RelationRule, predicate: str, actor: Actor, name: NamedSpan) -> Found:
    place = None if actor.carried else (actor.start, actor.end)
    return Found(rule, predicate, actor.iri, place, name.iri, (name.start, name.end), actor.carried)


def _forbidden(frame: Frame, rule: RelationRule, act: Act) -> bool:
    around = frame.text[max(0, act.word.start - _AROUND[frame.lang]) : act.word.end + 1].lower()
    return any(word in around for word in rule.without)


def _fits_actor(frame: Frame, actor: Actor, rule: RelationRule) -> bool:
    if "body" in rule.subject:
        return True
    thing = resolve(frame.registry, actor.iri)
    return thing is not None and thing.class_name in rule.subject


def _objects(frame: Frame, rule: RelationRule, act: Act, acts: Sequence[Act]) -> list[NamedSpan]:
    if act.mode in ("by", "passive"):
        return _before(frame, rule, act, acts)
    end = frame.part_end(act.word.end)
    if act.mode == "relative":
        end = frame.comma_after(act.word.end)
    fits = [n for n in frame.names if act.word.end <= n.start and n.end <= end and is_a(n, rule.object)]
    return [n for n in fits if taker(frame, n, acts, act) and _free(frame, n, act) and not _whole(frame, n)]


def _whole(frame: Frame, name: NamedSpan) -> bool:
    """Whether a name only says whose part the name right after it is (“the week's sub-forum”)."""
    after = [n for n in frame.names if n.start >= name.end and n.class_name == name.class_name == "Event"]
    return bool(after) and not frame.text[name.end : after[0].start].strip("“” ")


def taker(frame: Frame, name: NamedSpan, acts: Sequence[Act], act: Act) -> bool:
    """Whether `act` is the nearest before a name that can have it as its object (what describes it aside)."""
    ahead = [
        a for a in acts
        if a.word.end <= name.start and frame.part_end(a.word.end) >= name.end
        and a.mode in ("active", "relative") and _takes(a, name)
    ]  # fmt: skip
    if act.mode == "relative":
        return bool(ahead) and ahead[-1] is act
    plain = [a for a in ahead if a.mode != "relative"]
    return bool(plain) and plain[-1] is act


def _takes(act: Act, name: NamedSpan) -> bool:
    rules = (r for r in load() if r.form in ("act", "honour") and act.word.classes & set(r.verbs))
    return any(is_a(name, r.object if r.form == "act" or r.honour_is_object else r.subject) for r in rules)


def _free(frame: Frame, name: NamedSpan, act: Act) -> bool:
    """Whether a name may be an object: no preposition of its own stands before it."""
    ahead = [n for n in frame.names if act.word.end <= n.start and n.end <= name.end]
    head = list_at_end(frame, ahead)[0]
    before, whole = frame.text[act.word.end : head.start], frame.text[: head.start]
    if whole.lower().rstrip(' “"').removesuffix(" the").endswith(" as well as"):
        return True
    if _SORTS.search(whole):
        return head is ahead[0]
    if before.strip(' “"').lower() in _ARTICLES:
        return True
    if act.word.classes & {"participate"}:
        return True
    return not ends_with(whole, frame.lang, "govern")


def _before(frame: Frame, rule: RelationRule, act: Act, acts: Sequence[Act]) -> list[NamedSpan]:
    """The objects of a passive verb: what stands between it and the verb before."""
    floor = frame.part_start(act.word.start)
    if act.mode == "passive":
        floor = max([floor, *(a.word.end for a in acts if a.word.end <= act.word.start and a is not act)])
    fits = [n for n in frame.names if floor <= n.start and n.end <= act.word.start and is_a(n, rule.object)]
    if act.mode == "by":
        return list_at_end(frame, fits)
    ahead = [n for n in fits if not frame.governed(n.start) or "such as" in frame.text[floor : n.start]]
    return ahead or _listed_after(frame, rule, act)


def _listed_after(frame: Frame, rule: RelationRule, act: Act) -> list[NamedSpan]:
    """The objects of a passive verb that are told after it ("events were held, including …")."""
    end = frame.part_end(act.word.end)
    after = [n for n in frame.names if act.word.end <= n.start and n.end <= end]
    told = after and re.fullmatch(
        r",\s+(?:including|namely|such as)\s+(?:the\s+)?[“\"]?", frame.text[act.word.end : after[0].start]
    )
    return [n for n in after if is_a(n, rule.object)] if told else []


def list_at_end(frame: Frame, names: Sequence[NamedSpan]) -> list[NamedSpan]:
    """The last name and those in one list with it."""
    chosen = list(names[-1:])
    for name in reversed(names[:-1]):
        if not in_list(frame.text[name.end : chosen[0].start], frame.lang):
            break
        chosen.insert(0, name)
    return chosen


def _behind(frame: Frame, rule: RelationRule, act: Act) -> list[NamedSpan]:
    """The objects of a Chinese verb that stands behind them (《…》印发实施)."""
    floor = frame.comma_before(act.word.start)
    fits = [n for n in frame.names if floor <= n.start and n.end <= act.word.start and is_a(n, rule.object)]
    agent = [n for n in frame.names if fits and fits[-1].end <= n.start and n.end <= act.word.start]
    end = agent[-1].end if agent else (fits[-1].end if fits else 0)
    return list_at_end(frame, fits) if fits and act.word.start - end <= _BEHIND else []


def _doers(
    frame: Frame, rule: RelationRule, act: Act, object_: NamedSpan, *, nominal: bool
) -> Sequence[Actor]:
    if nominal:
        adopting = _adopting(frame, act, object_)
        own = [a for a in act.doers if a.start < object_.start and a.start >= frame.part_start(object_.start)]
        return adopting or own or (at_home(frame) if rule.home else ())
    doers = [a for a in act.doers if a.iri != object_.iri]
    if not doers and frame.lang == "en" and "adopt" in act.word.classes:
        doers = list(_sessions(frame, 0, act.word.start))
    if doers or act.mode in ("by", "relative"):
        return doers
    if act.mode == "passive" or frame.lang == "en":
        gerund = frame.text[act.word.start : act.word.end].lower().endswith("ing") and _passive_before(
            frame, act
        )
        known = act.mode == "passive" and iris.kind_of(object_.iri) != "body"
        return at_home(frame) if rule.home and (known or gerund) else ()
    return carried(frame, rule, act)


def _passive_before(frame: Frame, act: Act) -> bool:
    return bool(re.search(r"\b(?:was|were|been)\b", frame.text[: act.word.start]))


def carried(frame: Frame, rule: RelationRule, act: Act) -> Sequence[Actor]:
    """The subject of a Chinese sentence that names none: of the one before, else who acts for the area."""
    floor = frame.comma_before(act.word.start)
    own = [
        n
        for n in frame.names
        if floor <= n.start and n.end <= act.word.start and iris.kind_of(n.iri) not in ("area", "body")
    ]
    if own:
        return ()
    if rule.carry and frame.before:
        return [Actor(a.start, a.end, a.iri, a.name, a.area, carried="paragraph") for a in frame.before]
    return at_home(frame) if rule.home else ()


def at_home(frame: Frame) -> Sequence[Actor]:
    """The body that acts for the area reported on, as a subject that the sentence leaves out."""
    return [Actor(a.start, a.end, a.iri, None, a.area, carried="document") for a in frame.home]


def _adopting(frame: Frame, act: Act, object_: NamedSpan) -> Sequence[Actor]:
    between = [g for g in frame.groups if object_.end <= g.start and g.end <= act.word.start]
    if between:
        return between[-1].actors
    return list(_sessions(frame, object_.end, act.word.start))


def _sessions(frame: Frame, start: int, end: int) -> Iterator[Actor]:
    """The body whose session is named: what a session adopts, its body adopts."""
    for name in frame.names:
        if start <= name.start and name.end <= end and iris.kind_of(name.iri) == "event":
            body = acting_in(frame.registry, name.iri)
            if body is not None:
                yield Actor(name.start, name.end, body.iri, name)


def is_a(name: NamedSpan, wanted: Sequence[str]) -> bool:
    """Whether a name is of one of the kinds or classes."""
    return name.class_name in wanted or iris.kind_of(name.iri) in wanted


def honour_form(frame: Frame, rule: RelationRule, act: Act, acts: Sequence[Act]) -> Iterator[Found]:
    """Who was chosen or honoured, and for what list, award or title."""
    if not act.word.classes & set(rule.verbs) or _forbidden(frame, rule, act):
        return
    honour, winner = (rule.object, rule.subject) if rule.honour_is_object else (rule.subject, rule.object)
    end = frame.part_end(act.word.end)
    honours = [n for n in frame.names if act.word.end <= n.start and n.end <= end and is_a(n, honour)]
    honours = [n for n in honours if taker(frame, n, acts, act) and not _counted(frame, rule, n)]
    honours += _honours_before(frame, honour, act)
    for won in honours:
        for iri, place, moved in _winners(frame, rule, act, winner):
            if iri == won.iri:
                continue
            here = (won.start, won.end)
            if rule.honour_is_object:
                yield Found(rule, rule.predicate, iri, place, won.iri, here, moved)
            else:
                yield Found(rule, rule.predicate, won.iri, here, iri, place, moved)


def _honours_before(frame: Frame, honour: Sequence[str], act: Act) -> list[NamedSpan]:
    """Honours named before their verb (在…考核中获评)."""
    floor = frame.comma_before(act.word.start)
    fits = [n for n in frame.names if floor <= n.start and n.end <= act.word.start and is_a(n, honour)]
    return [n for n in fits if frame.lang == "zh" and frame.text[: n.start].rstrip("“").endswith("在")]


def _counted(frame: Frame, rule: RelationRule, name: NamedSpan) -> bool:
    """Whether a title is counted ("10 pilot cities"): then who has them is not itself one."""
    return rule.honour_is_object and bool(_COUNT.search(frame.text[: name.start]))


def _winners(
    frame: Frame, rule: RelationRule, act: Act, winner: Sequence[str]
) -> Iterator[tuple[str, Place | None, Carried]]:
    floor = frame.part_start(act.word.start)
    chosen = [n for n in frame.names if is_a(n, winner) and iris.kind_of(n.iri) in ("case", "product")]
    things = [n for n in chosen if floor <= n.start and n.end <= act.word.start]
    things = things or _works(frame, act, winner, floor)
    if things:
        yield from ((n.iri, (n.start, n.end), "") for n in things)
        return
    if (
        rule.honour_is_object
        and frame.lang == "en"
        and act.doers
        and "," in frame.text[act.doers[-1].end : act.word.start]
    ):
        return
    actors = (
        _of_these(frame, act) or act.doers or (() if rule.honour_is_object else _loose(frame, act, floor))
    )
    if not actors and (frame.lang == "zh" or _CASES.match(frame.text[floor:])):
        actors = tuple(carried(frame, rule, act))
    for actor in actors:
        as_area = actor.area if "area" in winner and actor.area else ""
        if as_area or "body" in winner:
            yield as_area or actor.iri, None if actor.carried else (actor.start, actor.end), actor.carried


def _works(frame: Frame, act: Act, winner: Sequence[str], floor: int) -> list[NamedSpan]:
    """The documents with which a sentence begins, as the subject of its verb."""
    works = [n for n in frame.names if is_a(n, winner) and iris.kind_of(n.iri) == "instrument"]
    ahead = [n for n in works if floor <= n.start and n.end <= act.word.start]
    return ahead if ahead and only_opens(frame.text[floor : ahead[0].start], frame.lang) else []


def _of_these(frame: Frame, act: Act) -> tuple[Actor, ...]:
    """The areas that "cases from these two cities" means."""
    stretch = frame.text[frame.comma_before(act.word.start) : act.word.start]
    if not re.search(r"\b(?:from|of|in) (?:these|those)\b", stretch):
        return ()
    ahead = [g for g in frame.groups if g.end <= act.word.start and all(a.area and a.name for a in g.actors)]
    return ahead[-1].actors if ahead else ()


def _loose(frame: Frame, act: Act, floor: int) -> tuple[Actor, ...]:
    """Whose cases or patents they are ("four cases of Guangdong were included")."""
    if frame.lang == "zh":
        return ()
    ahead = [g for g in frame.groups if floor <= g.start and g.end <= act.word.start]
    if len(ahead) != 1:
        return ()
    owns = re.match(r"[’']s\s+(?:\w+\s+)?cases?\b", frame.text[ahead[0].end :])
    return ahead[0].actors if ahead[0].actors[0].area or owns else ()
