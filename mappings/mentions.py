"""Which things a document names: known to the registry, made by its rules, or proposed from a name's form."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from mappings import templates
from mappings.area_names import area_runs, bodies_of_areas, short_names
from mappings.edition_names import editions_of, sessions, with_numbers_of_wholes
from mappings.editions import is_series
from mappings.matching import Hit, NameMatcher, Spelling, Squeezed, squeeze
from mappings.name_forms import propose
from mappings.records import Document, Lang, Mention, Sentence
from mappings.registry import Registry, Thing
from mappings.spans import Span
from ontology import names as iris

#: Classes whose names figures count ("6 national demonstration zones"): to them these are nouns.
_COUNTED: Final = frozenset({"Designation"})
#: What stands before a name that is counted, whatever it names ("17 enquiry points").
_NUMBER_BEFORE: Final = re.compile(r"\d\s*个?$")
#: What words stand for that hold a name and name nothing.
NOTHING: Final = Thing("none", "nothing", "", "", "")
#: Whose bodies any document may call by words for the whole of it ("courts nationwide").
_COUNTRY: Final = "china"
_ACRONYM: Final = re.compile(r"[A-Z]{3,6}")


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name in a sentence: clean offsets within it, the thing, and the name as written.

    `inside` marks what is no name of its own to readers of figures: an area in a body's name (`nested`), or
    a common noun that is counted.
    """

    sentence: int
    start: int
    end: int
    iri: str
    class_name: str
    status: Literal["known", "proposed"]
    label: str
    inside: bool = False
    nested: bool = False


def find_mentions(document: Document, registry: Registry) -> list[NamedSpan]:
    """The names in every sentence of `document` that is part of its own text, in the order of the text."""
    found: list[NamedSpan] = []
    area = document.area or _spoken_of(document, registry)
    for sentence in document.sentences:
        if sentence.role != "navigation":
            spans = names_in(
                sentence.text, sentence.lang, registry, area=area, year=document.year,
                running=sentence.role == "text",
            )  # fmt: skip
            found.extend(_named(sentence, span) for span in spans)
    return found


#: Words that stand for the area that a text is about.
_WHOLE_AREA: Final = re.compile(r"全[省市区]|[我本][省市区]|\bthe (?:province|city|municipality)(?:’s|'s)?\b")
_DATELINE: Final = re.compile(r"\d{1,2}月\d{1,2}日(?:电|讯)")


def _spoken_of(document: Document, registry: Registry) -> str | None:
    """The area that a text of no given area is about, where it says `全省`, `the city`: the first named."""
    if not any(_WHOLE_AREA.search(s.text) for s in document.sentences):
        return None
    for sentence in document.sentences:
        for span in names_in(sentence.text, sentence.lang, registry, year=document.year):
            thing, behind = span.thing, sentence.text[span.end :]
            slug = thing.slug if thing.kind == "area" and not _DATELINE.match(behind) else thing.area
            area = registry.get("area", slug) if slug else None
            if area is not None and area.class_name == "AdministrativeDivision" and area.parent:
                return area.slug
    return None


def names_in(
    text: str,
    lang: Lang,
    registry: Registry,
    *,
    area: str | None = None,
    year: int | None = None,
    running: bool = True,
) -> list[Span]:
    """The names in `text`, the longest at each place; areas within longer names are marked as nested.

    `area` and `year` are what the document reports on; in headings (not `running`) no names are proposed.
    """
    chosen = _longest(_candidates(text, lang, registry, area, year))
    proposed = list(propose(text, lang, chosen)) if running else []
    outside = [s for s in chosen if not any(p.start <= s.start and s.end <= p.end for p in proposed)]
    places = [replace(s, nested=True) for s in chosen if s not in outside and s.thing.kind == "area"]
    return sorted([*outside, *places, *proposed], key=lambda s: (s.start, s.end))


def names_within(
    name: str, lang: Lang, registry: Registry, *, whole: str, area: str | None = None, year: int | None = None
) -> list[Span]:
    """The names of other things than `whole` (an IRI) within its name, the longest at each place."""
    inner = [
        span for span in _candidates(name, lang, registry, area, year)
        if span.end - span.start < len(name) and span.thing.iri != whole
    ]  # fmt: skip
    return sorted(_longest(inner), key=lambda s: (s.start, s.end))


def _candidates(
    text: str, lang: Lang, registry: Registry, area: str | None, year: int | None
) -> Iterator[Span]:
    """Every place of `text` where a name may stand, those that overlap as well."""
    squeezed = squeeze(text)
    hits = list(_matcher(registry, lang, area).find(squeezed, lang))
    areas = [*_areas(squeezed, hits, registry, area), *short_names(text, lang, registry)]
    spans = [s for hit in hits if (s := _span(squeezed, hit)).thing.kind != "area"]
    named = [
        e
        for span in spans
        for e in (editions_of(text, span, lang, year) if is_series(span.thing) else [span])
    ]
    named = with_numbers_of_wholes(named)
    bodies = bodies_of_areas(squeezed, area_runs(squeezed, areas), lang, registry)
    yield from (*areas, *named, *bodies, *sessions(text, named, lang))


def by_sentence(spans: Iterable[NamedSpan]) -> dict[int, list[NamedSpan]]:
    """The names of each sentence, by its index; a sentence without names has none."""
    found: dict[int, list[NamedSpan]] = defaultdict(list)
    for span in spans:
        found[span.sentence].append(span)
    return found


def as_claims(document: Document, spans: Sequence[NamedSpan]) -> Iterator[Mention]:
    """The names as claims of the public format, those within longer names left out."""
    by_index = {s.index: s for s in document.sentences}
    for span in spans:
        if span.nested:
            continue
        rule = "name-known" if span.status == "known" else "name-proposed"
        yield _claim(document, by_index[span.sentence], span, rule)


def _claim(document: Document, sentence: Sentence, span: NamedSpan, rule: str) -> Mention:
    start, end = sentence.clean.raw_span(span.start, span.end)
    return Mention(
        source=document.id, lang=sentence.lang, section=sentence.section, paragraph=sentence.paragraph,
        sentence=(sentence.start, sentence.end), sentence_sha256=sentence.sha256, start=start, end=end,
        rule=rule, entity=span.iri, entity_class=span.class_name, entity_status=span.status,
        label=span.label,
    )  # fmt: skip


def within_claims(document: Document, spans: Sequence[NamedSpan], registry: Registry) -> Iterator[Mention]:
    """Bodies, zones and products that a document names only within longer names: a party in a case's name."""
    sentences = {s.index: s for s in document.sentences}
    outer = [s for s in spans if not s.nested]
    told = {(sentences[s.sentence].lang, s.iri) for s in outer}
    for span in (s for s in outer if s.class_name != "BodyGroup"):
        sentence = sentences[span.sentence]
        inner = names_within(span.label, sentence.lang, registry, whole=span.iri, area=document.area)
        for name in (n for n in inner if _stands_alone(n.thing) and (sentence.lang, n.thing.iri) not in told):
            told.add((sentence.lang, name.thing.iri))
            moved = replace(name, start=span.start + name.start, end=span.start + name.end)
            yield _claim(document, sentence, _named(sentence, moved), "name-within")


def _stands_alone(thing: Thing) -> bool:
    """Whether a thing is one by name, and not by the words for what every area has."""
    proper = thing.kind in ("body", "product") or thing.class_name == "FunctionalZone"
    return proper and thing.class_name != "BodyGroup" and thing.status == "known"


def _named(sentence: Sentence, span: Span) -> NamedSpan:
    thing = span.thing
    return NamedSpan(
        sentence.index, span.start, span.end, thing.iri, thing.class_name, thing.status,
        sentence.text[span.start : span.end], span.nested or _is_counted(sentence.text, span), span.nested,
    )  # fmt: skip


def _is_counted(text: str, span: Span) -> bool:
    """Whether a name is a noun to those who read figures."""
    counted = span.thing.class_name == "Platform" and _NUMBER_BEFORE.search(text[: span.start])
    return span.thing.class_name in _COUNTED or bool(counted)


@functools.lru_cache(maxsize=32)
def _matcher(registry: Registry, lang: Lang, area: str | None) -> NameMatcher:
    """The matcher of all names that a document about `area` may use."""
    return NameMatcher(_spellings(registry, lang, area))


def _spellings(registry: Registry, lang: Lang, area: str | None) -> Iterator[Spelling]:
    for name in registry.names(lang):
        if not name.local or registry.is_local(name.thing, area):
            yield Spelling(name.text, name.thing)
    if lang == "zh":
        yield from (Spelling(n.text, n.thing) for n in registry.names("en") if _ACRONYM.fullmatch(n.text))
    yield from (Spelling(row.text, NOTHING) for row in registry.not_names if row.lang == lang)
    around = dict.fromkeys((*registry.containers(area or ""), _COUNTRY))
    for place in filter(None, (registry.get("area", slug) for slug in around)):
        for text, body in templates.local_names(registry, place, lang):
            if place.slug == area or not text.startswith(("^", "~")):
                yield Spelling(text.lstrip("^~"), body, leading=text.startswith("^"))


def _span(squeezed: Squeezed, hit: Hit) -> Span:
    start, end = squeezed.span(hit.start, hit.end)
    return Span(*_with_quotes(squeezed.full, start, end), hit.spelling.thing)


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A name some of whose words stand in quotation marks takes in the mark that is at its edge."""
    for opening, closing in ("“”", "《》"):
        lacking = text.count(closing, start, end) - text.count(opening, start, end)
        if lacking > 0 and text[start - 1 : start] == opening:
            start -= 1
        if lacking < 0 and text[end : end + 1] == closing:
            end += 1
    return start, end


def _areas(squeezed: Squeezed, hits: Iterable[Hit], registry: Registry, area: str | None) -> Iterator[Span]:
    """The areas named; of several with one name the one reported on, or the one whose own name it is."""
    places: dict[tuple[int, int], list[Thing]] = {}
    for span in (_span(squeezed, hit) for hit in hits):
        things = places.setdefault((span.start, span.end), [])
        if span.thing.kind == "area" and span.thing not in things:
            things.append(span.thing)
    for (start, end), things in places.items():
        near = [t for t in things if area and registry.within(t.slug, area)]
        chosen = near or (things if len(things) == 1 else _of_own_name(things, squeezed.full[start:end]))
        if len(chosen) == 1:
            yield Span(start, end, chosen[0])


def _of_own_name(things: Iterable[Thing], name: str) -> list[Thing]:
    """Those of `things` that have `name` as a label, not as an alias only."""
    return [t for t in things if iris.normalise(name) in map(iris.normalise, t.labels.values())]


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Of spans that overlap the longest, areas within it marked; of equals the more special kind of thing."""
    chosen: list[Span] = []
    for span in sorted(set(spans), key=_rank):
        over = [c for c in chosen if span.start < c.end and c.start < span.end]
        if not over:
            chosen.append(span)
        elif span.thing.kind == "area" and _lies_in(span, over):
            chosen.append(replace(span, nested=True))
    return [c for c in chosen if c.thing is not NOTHING]


def _rank(span: Span) -> tuple[int, bool, bool, int, bool, str]:
    """Long spans first; of equals what is no name, then anything before areas, and what is known."""
    return (
        span.start - span.end,
        span.thing is not NOTHING,
        span.thing.kind == "area",
        span.start,
        span.thing.status != "known",
        span.thing.slug,
    )


def _lies_in(span: Span, over: Iterable[Span]) -> bool:
    """Whether `span` lies within longer names."""
    return all(
        c.start <= span.start and span.end <= c.end and (c.start, c.end) != (span.start, span.end)
        and not c.nested and c.thing is not NOTHING
        for c in over
    )  # fmt: skip
