"""Relation claims: who did what, from the names and words of a sentence and what its paragraph is about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mappings.editions import resolve
from mappings.mentions import NamedSpan
from mappings.periods import year_of
from mappings.records import Document, Relation, Sentence
from mappings.registry import Registry
from mappings.relation_acts import Act, acts_in
from mappings.relation_beside import adjacent_form, going_on, place_form, statement_form, target_form
from mappings.relation_clauses import Actor, Frame
from mappings.relation_forms import Found, act_form, honour_form
from mappings.relation_names import title_form, within_form
from mappings.relation_rules import RelationRule, load
from mappings.relation_together import lone_partners, together_form, toward_form
from mappings.relation_words import find_words
from ontology import names as iris

_BY: Final = re.compile(r"\bby\s+(?:the\s+)?$")
#: What is an edition of its year.
_DATED: Final = frozenset({"campaign", "event", "publication", "award"})


def claim_relations(
    document: Document, names: Mapping[int, Sequence[NamedSpan]], registry: Registry
) -> Iterator[Relation]:
    """The relations that the sentences of `document` state; `names` holds the names by sentence index."""
    home = _home(document, registry)
    before: tuple[Actor, ...] = ()
    topic: tuple[Actor, ...] = ()  # the subject with which the paragraph begins
    begun, paragraph = False, -1
    told_here: list[Found] = []  # the relations of the paragraph so far
    for sentence in document.sentences:
        if sentence.role == "navigation":
            continue
        if sentence.paragraph != paragraph:
            before, topic, begun, paragraph = (), (), False, sentence.paragraph
            told_here = []
        told = before if not before or before == topic or _at_home(before, document, registry) else topic
        frame = frame_of(
            sentence, names.get(sentence.index, ()), registry, told if sentence.lang == "zh" else before, home
        )
        seen: set[tuple[str, str, str]] = set()
        here = _without_guesses(frame, list(relations_in(frame)))
        told_here += here
        for found in (*here, *going_on(frame, told_here)):
            key = (found.subject, found.predicate, found.object)
            if key not in seen and found.subject != found.object:
                seen.add(key)
                yield _claim(document, sentence, found, registry)
        if not begun:
            topic, begun = topic or _subjects(frame), sentence.role == "text"
        before = _subjects(frame) or (() if any(frame.opens(g) for g in frame.groups) else before)


def _without_guesses(frame: Frame, found: Sequence[Found]) -> list[Found]:
    """What was found, without who only acts for the area where the sentence says by whom it was done."""
    told = {
        (f.predicate, f.object)
        for f in found
        if f.subject_place is not None and _BY.search(frame.text[: f.subject_place[0]])
    }
    return [f for f in found if f.carried != "document" or (f.predicate, f.object) not in told]


def _at_home(actors: Sequence[Actor], document: Document, registry: Registry) -> bool:
    """Whether a subject is of the area reported on as a whole, so that later sentences may be about it."""
    things = (resolve(registry, a.iri) for a in actors)
    return any(t is not None and t.area in ("", document.area) for t in things)


def frame_of(
    sentence: Sentence,
    names: Sequence[NamedSpan],
    registry: Registry,
    before: Sequence[Actor] = (),
    home: Sequence[Actor] = (),
) -> Frame:
    """A sentence as the rules see it."""
    outer = sorted((n for n in names if not n.nested), key=lambda n: n.start)
    return Frame(sentence, outer, find_words(sentence), registry, before, home)


def relations_in(frame: Frame) -> Iterator[Found]:
    """What the rules find in one sentence."""
    acts = acts_in(frame)
    for rule in load():
        yield from _of_sentence(frame, rule, acts)
        for act in acts:
            yield from _of_act(frame, rule, act, acts)


def _of_sentence(frame: Frame, rule: RelationRule, acts: Sequence[Act]) -> Iterator[Found]:
    match rule.form:
        case "adjacent":
            yield from adjacent_form(frame, rule)
        case "place":
            yield from place_form(frame, rule, acts)
        case "target":
            yield from target_form(frame, rule)
        case "statement":
            yield from statement_form(frame, rule)
        case "together":
            yield from lone_partners(frame, rule, acts)
        case "within":
            yield from within_form(frame, rule)
        case "title":
            yield from title_form(frame, rule)


def _of_act(frame: Frame, rule: RelationRule, act: Act, acts: Sequence[Act]) -> Iterator[Found]:
    match rule.form:
        case "act":
            yield from act_form(frame, rule, act, acts)
        case "honour":
            yield from honour_form(frame, rule, act, acts)
        case "together":
            yield from together_form(frame, rule, act)
        case "toward":
            yield from toward_form(frame, rule, act)


def _home(document: Document, registry: Registry) -> tuple[Actor, ...]:
    """The body that stands for the area which the document reports on."""
    place = registry.get("area", document.area) if document.area else None
    if place is None:
        return ()
    return (Actor(0, 0, registry.acting(place.slug).iri, None, place.iri),)


def _subjects(frame: Frame) -> tuple[Actor, ...]:
    """Who the sentence is about: those who act in its first clause; they differ after a change of subject."""
    opening = [g for g in frame.groups if frame.opens(g)]
    return opening[0].actors if opening and frame.leads(opening[0]) else ()


def _claim(document: Document, sentence: Sentence, found: Found, registry: Registry) -> Relation:
    ends = found.subject_place, found.object_place
    subject, object_ = (sentence.clean.raw_span(*p) if p is not None else None for p in ends)
    spans = [s for s in (subject, object_) if s is not None]
    moved = "object" if found.carried and object_ is None else "subject"
    return Relation(
        source=document.id, lang=sentence.lang, section=sentence.section, paragraph=sentence.paragraph,
        sentence=(sentence.start, sentence.end), sentence_sha256=sentence.sha256,
        start=min(s for s, _ in spans), end=max(e for _, e in spans),
        rule=f"{sentence.lang}/relations/{found.rule.id}", carried=(moved,) if found.carried else (),
        subject=found.subject, predicate=found.predicate, object=found.object,
        year=_year(document, sentence, found, registry), subject_span=subject, object_span=object_,
        resolved_from=found.carried,
    )  # fmt: skip


def _year(document: Document, sentence: Sentence, found: Found, registry: Registry) -> int | None:
    """The year of a statement: of the edition it is about, else of the sentence, else of the document."""
    for iri in (found.object, found.subject):
        thing = resolve(registry, iri) if iris.kind_of(iri) in _DATED else None
        if (
            thing is not None
            and thing.year.isdigit()
            and int(thing.year) <= (document.year or int(thing.year))
        ):
            return int(thing.year)
    opening = sentence.text[:12]
    stated = year_of(opening) if opening[:4].isdigit() or opening.startswith("In ") else None
    return stated or document.year
