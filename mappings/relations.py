"""Relation claims: who did what, from the names of a sentence, its verbs, and what the paragraph speaks of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from mappings import lexicon
from mappings.lexicon import RelationVerb
from mappings.mentions import NamedSpan
from mappings.periods import year_of
from mappings.records import Document, Relation, Sentence
from mappings.registry import Registry
from mappings.relation_rules import RelationRule, load
from ontology import names as iris

_BREAKS: Final = frozenset("。；;！？!?")
_COMMAS: Final = frozenset("，,：:")
#: What may stand between the members of a coordination, white space left out.
_JOINTS: Final = frozenset({
    "、", ",", "，", "和", "与", "及", "以及", "and", ", and", "as well as", "&", "等", "（", "）", "(", ")", "”“", "", "the",
    "and the", ", the", ", and the", "as well as the", "联合", "会同", "together with", "together with the", "the “", "”、“",
    "”和“", "in collaboration with", "in collaboration with the", "along with", "with", "jointly with",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of relations at a place of the sentence."""

    start: int
    end: int
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in a sentence: the two names (None where the subject is carried) and the rule."""

    rule: RelationRule
    predicate: str
    subject: NamedSpan | None
    subject_iri: str
    object: NamedSpan
    carried: bool


def claim_relations(
    document: Document, names: Mapping[int, Sequence[NamedSpan]], registry: Registry
) -> Iterator[Relation]:
    """The relations that the sentences of `document` state; `names` holds the named spans by sentence index."""
    subjects: tuple[str, ...] = ()
    paragraph = -1
    for sentence in document.sentences:
        if sentence.role == "navigation":
            continue
        if sentence.paragraph != paragraph:
            subjects, paragraph = (), sentence.paragraph
        here = sorted((n for n in names.get(sentence.index, ()) if not n.nested), key=lambda n: n.start)
        verbs = find_verbs(sentence)
        seen: set[tuple[str, str, str]] = set()
        for found in relations_in(sentence, here, verbs, subjects or _home(document, registry)):
            key = (found.subject_iri, found.predicate, found.object.iri)
            if key not in seen and found.subject_iri != found.object.iri:
                seen.add(key)
                yield _claim(document, sentence, found)
        bodies = _bodies_before(here, verbs[0].start if verbs else len(sentence.text))
        subjects = bodies or subjects


def _home(document: Document, registry: Registry) -> tuple[str, ...]:
    """The body that stands for the area which the document reports on."""
    if not document.area or registry.get("area", document.area) is None:
        return ()
    return (registry.acting(document.area).iri,)


def find_verbs(sentence: Sentence) -> list[Verb]:
    """The verbs of relations in a sentence, the longest at each place."""
    text, lang = sentence.text, sentence.lang
    words = lexicon.load_verbs(lang)
    if lang == "zh":
        spots = [(i, i + 1, c.casefold()) for i, c in enumerate(text) if not c.isspace()]
    else:
        spots = [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in lexicon.words_in(text)]
    parts = [part for _, _, part in spots]
    found, at = [], 0
    while at < len(parts):
        length, entries = words.longest(parts, at)
        if length:
            kinds = frozenset(e.verb for e in entries if isinstance(e, RelationVerb))
            found.append(Verb(spots[at][0], spots[at + length - 1][1], kinds))
        at += length or 1
    return found


def relations_in(
    sentence: Sentence, names: Sequence[NamedSpan], verbs: Sequence[Verb], carried: Sequence[str]
) -> Iterator[Found]:
    """What the rules find in one sentence; `carried` are the subjects that it may have left out."""
    outside = [v for v in verbs if not any(n.start < v.end and v.start < n.end for n in names)]
    for rule in load():
        if rule.form == "adjacent":
            yield from _adjacent(sentence.text, rule, names)
        for verb in outside:
            if verb.verbs & set(rule.verbs):
                yield from _around(sentence.text, rule, verb, names, outside, carried)


def _around(
    text: str,
    rule: RelationRule,
    verb: Verb,
    names: Sequence[NamedSpan],
    verbs: Sequence[Verb],
    carried: Sequence[str],
) -> Iterator[Found]:
    left, right = _left(text, verb, names), _right(text, verb, names, verbs)
    if any(word in text[max(0, verb.start - 12) : verb.end + 12] for word in rule.without):
        return
    if rule.form == "together":
        yield from _together(rule, left, right, text)
        return
    before, after = (
        (rule.object, rule.subject) if rule.form in ("passive", "reversed") else (rule.subject, rule.object)
    )
    ahead = [n for n in right if _is(n, after)]
    behind = _nearest_group(text, [n for n in left if _is(n, before)])
    if rule.form in ("passive", "reversed"):
        for subject, object_ in product(ahead, behind):
            yield Found(rule, rule.predicate, subject, subject.iri, object_, carried=False)
        return
    joint = bool(rule.jointly) and (len(behind) > 1 or _jointly(text, verb))
    predicate = rule.jointly if joint else rule.predicate
    for subject, object_ in product(behind, ahead):
        yield Found(rule, predicate, subject, subject.iri, object_, carried=False)
    if not behind and rule.carry and not any(_is(n, before) for n in left):
        for iri, object_ in product(carried, ahead):
            yield Found(rule, rule.predicate, None, iri, object_, carried=True)


def _left(text: str, verb: Verb, names: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Names before the verb in its sentence part, nearest last."""
    floor = max((i + 1 for i in range(verb.start) if text[i] in _BREAKS), default=0)
    return [n for n in names if floor <= n.start and n.end <= verb.start]


def _right(text: str, verb: Verb, names: Sequence[NamedSpan], verbs: Sequence[Verb]) -> list[NamedSpan]:
    """Names after the verb, up to the end of the part, or to the next verb that has names of its own before it."""
    ceiling = min((i for i in range(verb.end, len(text)) if text[i] in _BREAKS), default=len(text))
    for other in verbs:
        if verb.end <= other.start < ceiling and any(
            verb.end <= n.start and n.end <= other.start for n in names
        ):
            ceiling = other.start
            break
    return [n for n in names if verb.end <= n.start and n.end <= ceiling]


def _nearest_group(text: str, names: Sequence[NamedSpan]) -> list[NamedSpan]:
    """The last name and those that are joined with it in one coordination."""
    group = list(names[-1:])
    for name in reversed(names[:-1]):
        between = "".join(text[name.end : group[0].start].split("等")).strip()
        if " ".join(between.split()).lower() not in _JOINTS:
            break
        group.insert(0, name)
    return group


def _together(
    rule: RelationRule, left: Sequence[NamedSpan], right: Sequence[NamedSpan], text: str
) -> Iterator[Found]:
    first = _nearest_group(text, [n for n in left if _is(n, rule.subject)])[-1:]
    partners = [n for n in right if _is(n, rule.object)]
    run = partners[:1]
    for name in partners[1:]:
        between = " ".join(text[run[-1].end : name.start].split()).lower()
        if between not in _JOINTS:
            break
        run.append(name)
    for subject, object_ in product(first, run):
        yield Found(rule, rule.predicate, subject, subject.iri, object_, carried=False)


def _adjacent(text: str, rule: RelationRule, names: Sequence[NamedSpan]) -> Iterator[Found]:
    for subject, object_ in zip(names, names[1:], strict=False):
        between = text[subject.end : object_.start].strip()
        if (
            _is(subject, rule.subject)
            and _is(object_, rule.object)
            and between in ("", "“", "的", "一审的", "'s", "’s")
        ):
            yield Found(rule, rule.predicate, subject, subject.iri, object_, carried=False)


def _jointly(text: str, verb: Verb) -> bool:
    around = text[max(0, verb.start - 14) : verb.end + 4].lower()
    return any(word in around for word in ("联合", "共同", "jointly", "together"))


def _is(name: NamedSpan, wanted: Sequence[str]) -> bool:
    return name.class_name in wanted or iris.kind_of(name.iri) in wanted


def _bodies_before(names: Sequence[NamedSpan], end: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.iri for n in names if n.end <= end and iris.kind_of(n.iri) == "body"))


def _claim(document: Document, sentence: Sentence, found: Found) -> Relation:
    spans = [sentence.clean.raw_span(n.start, n.end) for n in (found.subject, found.object) if n is not None]
    years = [
        y for n in (found.object, found.subject) if n is not None and (y := year_of(n.label)) is not None
    ]
    return Relation(
        source=document.id, lang=sentence.lang, section=sentence.section, paragraph=sentence.paragraph,
        sentence=(sentence.start, sentence.end), sentence_sha256=sentence.sha256,
        start=min(s for s, _ in spans), end=max(e for _, e in spans),
        rule=f"{sentence.lang}/relations/{found.rule.id}", carried=("subject",) if found.carried else (),
        subject=found.subject_iri, predicate=found.predicate, object=found.object.iri,
        year=years[0] if years and years[0] <= (document.year or years[0]) else document.year,
        subject_span=spans[0] if found.subject is not None else None, object_span=spans[-1],
    )  # fmt: skip
