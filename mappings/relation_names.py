"""What names say by themselves: who issued a list, of what a branch is part, which places have a title."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from mappings.editions import resolve
from mappings.mentions import NamedSpan, names_within
from mappings.records import Lang
from mappings.registry import names_of
from mappings.relation_clauses import Frame, in_list
from mappings.relation_forms import Found, Place, is_a
from mappings.relation_rules import RelationRule
from mappings.spans import Span
from ontology import names as iris

_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
#: What joins the members of a list to the title that they share, in each language and order.
_BEFORE_ZH: Final = re.compile(r"(?:[）)]?等(?:\d+|[一二三四五六七八九十两]+)个|[）)]?)[“\s]*")
_BEFORE_EN: Final = re.compile(r"\)?\s+as\s+(?:an?\s+|the\s+)?[“\"]?", re.IGNORECASE)
_BEHIND_EN: Final = re.compile(
    r"[”\"]?,?\s+(?:(?:including|namely),?|(?:was|were|(?:has|have)\s+been)\s+(?:\w+\s+and\s+)?"
    r"(?:established|approved|built|set\s+up)\s+in)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def within_form(frame: Frame, rule: RelationRule) -> Iterator[Found]:
    """A name within another: the longer thing is the subject, or the object if the rule says `reverse`."""
    inner_kinds, outer_kinds = (rule.subject, rule.object) if rule.reverse else (rule.object, rule.subject)
    for outer in (n for n in frame.names if is_a(n, outer_kinds)):
        for inner in _inside(frame, outer):
            if not _is_of(inner, inner_kinds) or not _fits(frame, outer, inner, rule):
                continue
            place = outer.start + inner.start, outer.start + inner.end
            for one in _sharing(frame, outer, inner) if rule.known else [outer]:
                here = one.start, one.end
                if rule.reverse:
                    yield Found(rule, rule.predicate, inner.thing.iri, place, one.iri, here)
                else:
                    yield Found(rule, rule.predicate, one.iri, here, inner.thing.iri, place)


def _inside(frame: Frame, outer: NamedSpan) -> list[Span]:
    area = iris.slug_of(frame.home[0].area) if frame.home else None
    return names_within(outer.label, frame.lang, frame.registry, whole=outer.iri, area=area)


def _is_of(span: Span, wanted: Sequence[str]) -> bool:
    return span.thing.kind in wanted or span.thing.class_name in wanted


def _fits(frame: Frame, outer: NamedSpan, inner: Span, rule: RelationRule) -> bool:
    """Whether the inner name tells the relation: the parent by a name of its own, no edition its series."""
    if rule.known:
        written = iris.normalise(outer.label[inner.start : inner.end])
        return any(written == iris.normalise(n.text) for lang in _LANGS for n in names_of(inner.thing, lang))
    if rule.between:
        return _stands(frame, outer, inner, rule)
    return iris.kind_of(outer.iri) == inner.thing.kind or _parent(frame, outer) != inner.thing.slug


def _stands(frame: Frame, outer: NamedSpan, inner: Span, rule: RelationRule) -> bool:
    """Whether the inner name stands at the beginning of the other or behind one of the rule's words."""
    if inner.thing.class_name == "BodyGroup":
        return False
    before = outer.label[: inner.start].strip(' “"《').lower()
    if not before:
        behind = outer.label[inner.end :]
        return frame.lang == "zh" or behind.startswith(("’s", "'s", " “", ' "'))
    return any(word and f" {before}".endswith(f" {word}") for word in rule.between)


def _sharing(frame: Frame, outer: NamedSpan, inner: Span) -> Iterator[NamedSpan]:
    """The thing whose whole is named, and those beside it in a list that share the words for it."""
    group = [outer]
    for name in reversed([n for n in frame.names if n.end <= outer.start]):
        if not in_list(frame.text[name.end : group[0].start], frame.lang):
            break
        group.insert(0, name)
    for name in (n for n in frame.names if n.start >= outer.end):
        if not in_list(frame.text[group[-1].end : name.start], frame.lang):
            break
        group.append(name)
    yield from (n for n in group if _parent(frame, n) == inner.thing.slug)


def _parent(frame: Frame, name: NamedSpan) -> str:
    thing = resolve(frame.registry, name.iri)
    return thing.parent if thing is not None else ""


def title_form(frame: Frame, rule: RelationRule) -> Iterator[Found]:
    """Places or things listed beside a title that they have ("A, B and other zones of the kind")."""
    for position, title in enumerate(frame.names):
        if not is_a(title, rule.object):
            continue
        ahead, behind = frame.names[:position], frame.names[position + 1 :]
        for one in (*_listed_before(frame, title, ahead), *_listed_behind(frame, title, behind)):
            if is_a(one, rule.subject) and not _is_home(frame, one):
                here: Place = one.start, one.end
                yield Found(rule, rule.predicate, one.iri, here, title.iri, (title.start, title.end))


def _listed_before(frame: Frame, title: NamedSpan, ahead: Sequence[NamedSpan]) -> list[NamedSpan]:
    joint = _BEFORE_ZH if frame.lang == "zh" else _BEFORE_EN
    if not ahead or not joint.fullmatch(frame.text[ahead[-1].end : title.start]):
        return []
    chosen = [ahead[-1]]
    for name in reversed(ahead[:-1]):
        if not in_list(frame.text[name.end : chosen[0].start], frame.lang):
            break
        chosen.insert(0, name)
    return _without_heads(frame, chosen)


def _listed_behind(frame: Frame, title: NamedSpan, behind: Sequence[NamedSpan]) -> list[NamedSpan]:
    if frame.lang == "zh" or not behind or not _BEHIND_EN.fullmatch(frame.text[title.end : behind[0].start]):
        return []
    chosen = [behind[0]]
    for name in behind[1:]:
        if not in_list(frame.text[chosen[-1].end : name.start], frame.lang):
            break
        chosen.append(name)
    return _without_heads(frame, chosen)


def _without_heads(frame: Frame, chosen: Sequence[NamedSpan]) -> list[NamedSpan]:
    """A list without the areas that only say where the next is ("Guangdong (Xinhui)")."""
    return [n for n in chosen if frame.text[n.end : n.end + 2].strip()[:1] not in ("(", "（")]


def _is_home(frame: Frame, name: NamedSpan) -> bool:
    return any(a.area == name.iri for a in frame.home)
