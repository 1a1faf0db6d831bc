"""Relations that no act of a subject states: of names side by side, places, aims of campaigns, statements."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mappings.mentions import NamedSpan
from mappings.relation_acts import Act
from mappings.relation_clauses import Frame, Group, in_list
from mappings.relation_forms import Found, Place, is_a, list_at_end
from mappings.relation_labels import events_in, rights_in
from mappings.relation_rules import RelationRule, load
from mappings.relation_words import Word, any_class, only_opens
from ontology import names as iris

_FOR: Final = re.compile(r"[\s”\"’)]*for\s+(?:the\s+)?[“\"]?", re.IGNORECASE)
_HELD_IN: Final = re.compile(
    r"[\s”\"’]*(?:(?:was|were|is|are)\s+)?(?:successfully\s+)?"
    r"(?:held|hosted|launched|based|located|established|built|set up)?"
    r"\s*(?:in|at)\s+(?:the\s+)?[“\"]?",
    re.IGNORECASE,
)
#: Who did something somewhere is not therefore there.
_AGENT: Final = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_GAP: Final = 8


def adjacent_form(frame: Frame, rule: RelationRule) -> Iterator[Found]:
    """Names side by side, or with the rule's own words between them."""
    for before, after in zip(frame.names, frame.names[1:], strict=False):
        between = frame.text[before.end : after.start].strip(' “”"').lower().replace("’", "'")
        subject, object_ = (after, before) if rule.reverse else (before, after)
        if between not in rule.between or not (is_a(subject, rule.subject) and is_a(object_, rule.object)):
            continue
        if rule.opened_by and _opening(frame, before) not in rule.opened_by:
            continue
        for later in _listed(frame, after):
            one, other = (later, before) if rule.reverse else (before, later)
            if is_a(one, rule.subject) and is_a(other, rule.object) and one.iri != other.iri:
                places = (one.start, one.end), (other.start, other.end)
                yield Found(rule, rule.predicate, one.iri, places[0], other.iri, places[1])


def _opening(frame: Frame, first: NamedSpan) -> str:
    """What stands before a name in its part of the sentence, without article and quotation marks."""
    said = frame.text[frame.part_start(first.start) : first.start].strip(' “"').lower()
    return said.removesuffix("the").strip(' “"')


def _listed(frame: Frame, first: NamedSpan) -> list[NamedSpan]:
    """A name and those in one list after it."""
    chosen = [first]
    for name in (n for n in frame.names if n.start >= first.end):
        if not in_list(frame.text[chosen[-1].end : name.start], frame.lang):
            break
        chosen.append(name)
    return chosen


def place_form(frame: Frame, rule: RelationRule, acts: Sequence[Act]) -> Iterator[Found]:
    """What is held or set up in a place, or stands there."""
    things = [n for n in frame.names if is_a(n, rule.subject)]
    if frame.lang == "en":
        for name in (n for n in things if not _AGENT.search(frame.text[: n.start])):
            for place in _places_after(frame, name, rule):
                yield _at(rule, name, place)
        return
    for act in acts:
        if not act.word.classes & set(rule.verbs):
            continue
        floor, end = frame.comma_before(act.word.start), frame.comma_after(act.word.end)
        places = [
            n for n in frame.names if floor <= n.start and n.end <= act.word.start and is_a(n, rule.object)
        ]
        places = list_at_end(frame, [p for p in places if _at_place(frame, p, places, act)])
        for name in (n for n in things if act.word.end <= n.start and n.end <= end):
            yield from (_at(rule, name, place) for place in places)


def _at_place(frame: Frame, place: NamedSpan, places: Sequence[NamedSpan], act: Act) -> bool:
    head = list_at_end(frame, [p for p in places if p.end <= place.end])[0]
    near = act.word.start - places[-1].end <= _GAP and "内" not in frame.text[places[-1].end : act.word.start]
    return near and frame.text[: head.start].rstrip("“").endswith(("在", "于"))


def _places_after(frame: Frame, name: NamedSpan, rule: RelationRule) -> list[NamedSpan]:
    later = [n for n in frame.names if n.start >= name.end]
    if (
        not later
        or not is_a(later[0], rule.object)
        or not _HELD_IN.fullmatch(frame.text[name.end : later[0].start])
    ):
        return []
    return [n for n in _listed(frame, later[0]) if is_a(n, rule.object)]


def _at(rule: RelationRule, name: NamedSpan, place: NamedSpan) -> Found:
    return Found(rule, rule.predicate, name.iri, (name.start, name.end), place.iri, (place.start, place.end))


def target_form(frame: Frame, rule: RelationRule) -> Iterator[Found]:
    """What a campaign is against or protects: by its name, by the words before it, by the words after it."""
    campaigns = [n for n in frame.names if is_a(n, rule.subject)]
    for name in campaigns:
        here = (name.start, name.end)
        for start, end, code in rights_in(name.label, frame.lang):
            yield Found(rule, rule.predicate, name.iri, here, code, (name.start + start, name.start + end))
        for event in events_in(frame.registry, name.label, frame.lang):
            yield Found(rule, rule.predicate, name.iri, here, event, here)
        for start, end, code in _rights_before(frame, rule, name):
            yield Found(rule, rule.predicate, name.iri, here, code, (start, end))
        for event_name in _events_after(frame, name):
            yield _at(rule, name, event_name)
    for word in any_class(frame.words, rule.verbs):
        for name in _aiming(frame, word, campaigns):
            for start, end, code in _rights_after(frame, word):
                yield Found(rule, rule.predicate, name.iri, (name.start, name.end), code, (start, end))


def _rights_before(frame: Frame, rule: RelationRule, name: NamedSpan) -> Iterator[tuple[int, int, str]]:
    if frame.lang != "zh":
        return
    floor = max(frame.comma_before(name.start), *(n.end for n in frame.names if n.end <= name.start), 0)
    for word in any_class(frame.words, rule.verbs):
        if floor <= word.start and word.end <= name.start:
            for start, end, code in rights_in(frame.text[word.end : name.start], "zh"):
                if name.start - word.end - end <= 2:
                    yield word.end + start, word.end + end, code


def _events_after(frame: Frame, name: NamedSpan) -> list[NamedSpan]:
    later = [n for n in frame.names if n.start >= name.end and iris.kind_of(n.iri) == "event"]
    if not later or not _FOR.fullmatch(frame.text[name.end : later[0].start]):
        return []
    return [n for n in _listed(frame, later[0]) if iris.kind_of(n.iri) == "event"]


def _aiming(frame: Frame, word: Word, campaigns: Sequence[NamedSpan]) -> list[NamedSpan]:
    """The campaigns that a word of aim after them speaks of."""
    floor = frame.part_start(word.start)
    ahead = [n for n in campaigns if floor <= n.start and n.end <= word.start]
    if not ahead or any(ahead[-1].end <= n.start < word.start for n in frame.names):
        return []
    if "purpose" in word.classes and frame.text[ahead[-1].end : word.start].strip(' ”"'):
        return []
    return list_at_end(frame, ahead)


def _rights_after(frame: Frame, word: Word) -> Iterator[tuple[int, int, str]]:
    end = (
        frame.comma_after(word.end)
        if "purpose" in word.classes or frame.lang == "zh"
        else frame.part_end(word.end)
    )
    end = min([end, *(n.start for n in frame.names if n.start >= word.end)])
    for start, stop, code in rights_in(frame.text[word.end : end], frame.lang):
        yield word.end + start, word.end + stop, code


def statement_form(frame: Frame, rule: RelationRule) -> Iterator[Found]:
    """Who, or what publication, says something about a body or an area."""
    for word in any_class(frame.words, rule.verbs):
        speakers = [n for n in frame.names if is_a(n, rule.subject)]
        after = [
            n
            for n in speakers
            if n.start >= word.end and not frame.text[word.end : n.start].strip(' “"《').removeprefix("the")
        ]
        before = [n for n in speakers if n.end <= word.start and n.start >= frame.part_start(word.start)]
        if after:
            topic = _topic(frame, after[0].end if "source" in word.classes else 0, after[0])
            speaker = after[0]
        elif before and "source" not in word.classes:
            topic, speaker = _topic(frame, word.end, before[-1]), before[-1]
        else:
            continue
        here = speaker.start, speaker.end
        if topic is not None:
            yield Found(rule, rule.predicate, speaker.iri, here, *topic)
        elif frame.home and speaker.class_name == "Person" and _leads(frame, speaker, word):
            yield Found(rule, rule.predicate, speaker.iri, here, frame.home[0].area, None, "document")


def _leads(frame: Frame, speaker: NamedSpan, word: Word) -> bool:
    """Whether the sentence begins with who speaks, or with the word that names the source."""
    return only_opens(frame.text[: min(speaker.start, word.start)], frame.lang)


def _topic(frame: Frame, start: int, speaker: NamedSpan) -> tuple[str, Place] | None:
    """What a statement is about: the first subject in it, else the first area or body."""
    groups = [g for g in frame.groups if g.start >= start and not g.start <= speaker.start < g.end]
    opening = [g for g in groups if frame.opens(g)]
    rest = [g for g in groups if g.actors[0].area] or (groups if start and not opening else [])
    chosen: Group | None = next(iter([*opening, *rest]), None)
    if chosen is None:
        return None
    actor = chosen.actors[0]
    return actor.area or actor.iri, (actor.start, actor.end)


def going_on(frame: Frame, told: Sequence[Found]) -> Iterator[Found]:
    """What the sentence names without a doer, where the paragraph so far says who does the like.

    `told` are the relations of the paragraph, those of this sentence included.
    """
    for rule in (r for r in load() if r.form == "goes-on"):
        like = [f for f in told if f.predicate == rule.predicate]
        doers = {f.subject for f in like}
        others = {a.iri for g in frame.groups for a in g.actors} - doers
        if not like or others:
            continue
        last = [f for f in like if f.object == like[-1].object]
        for name in frame.names:
            if is_a(name, rule.object) and name.iri not in {f.object for f in like}:
                here = name.start, name.end
                yield from (
                    Found(rule, rule.predicate, f.subject, None, name.iri, here, "paragraph") for f in last
                )
