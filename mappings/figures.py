"""Figure claims of a document: each quantity a claim, each other numeral a reason for passing it over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from mappings import metrics, quantities
from mappings.actors import Actors
from mappings.amounts import Quantity
from mappings.canonical import canonical
from mappings.chunks import Chunk, chunk
from mappings.drafts import Draft, Drafts, Memory
from mappings.facets import of_heading
from mappings.mentions import NamedSpan
from mappings.periods import Timeline
from mappings.records import Document, Figure, Sentence, Skipped
from mappings.registry import Registry
from mappings.restated import told_once
from ontology import names as iris

#: How long a figure's text may be with what it counts; a longer one is its number only.
_LONGEST: Final = 60
#: The number that a heading begins with, and how many words it has behind it where it only names a field.
_NUMBER: Final = re.compile(r"^\s*(?:(?:Chapter|Part|Section)\s+)?\(?(?:[\d.]+|[IVXLC]+\b)[.)]?\s*")
_SHORT_HEADING: Final = 6
#: What the items of a list begin with, in one paragraph each.
_ITEM: Final = re.compile(r"\s*[•·▪●–—]\s*\S")
#: How many words a name between straight quotation marks may have.
_SHORT_NAME: Final = 6


def claim_figures(
    document: Document, names: Mapping[int, Sequence[NamedSpan]], registry: Registry
) -> Iterator[Figure | Skipped]:
    """The figures of `document`, and the numerals passed over with their reasons.

    `names` holds the named spans by sentence index.
    """
    return told_once(document, list(_claims(document, names, registry)))


def _claims(
    document: Document, names: Mapping[int, Sequence[NamedSpan]], registry: Registry
) -> Iterator[Figure | Skipped]:
    memory = Memory(Timeline(document.year))
    headed: tuple[str, ...] = ()
    before: Sentence | None = None
    actors = Actors(document, registry)
    for sentence in document.sentences:
        if sentence.role == "navigation":
            yield from _navigation(document, sentence)
            continue
        if sentence.paragraph != memory.paragraph and _is_item(sentence, before):
            memory.paragraph = sentence.paragraph
        elif sentence.paragraph != memory.paragraph:
            memory = Memory(Timeline(document.year), paragraph=sentence.paragraph, rights=headed)
            actors.new_paragraph()
        if sentence.role == "heading":
            headed = _rights_of_section(sentence)
            memory.rights = headed
        if sentence.role == "lead":
            memory.rights, memory.chain = of_heading(sentence.text, sentence.lang)
        chunks, doc = chunk(sentence, names.get(sentence.index, ()))
        quoted = _quoted(chunks)
        found = quantities.find(chunks, doc, sentence.lang, quoted)
        yield from _told(document, sentence, chunks, found, memory=memory, actors=actors, registry=registry)
        yield from _skipped(document, sentence, chunks, found, quoted)
        memory.timeline = memory.timeline.after(chunks)
        actors.end_sentence()
        before = sentence


def _is_item(sentence: Sentence, before: Sentence | None) -> bool:
    """Whether an English paragraph is an item of the list that the one before announced or began."""
    if sentence.lang == "zh" or before is None or sentence.role != "text":
        return False
    return before.text.rstrip().endswith(":") or _ITEM.match(sentence.text) is not None


def _rights_of_section(heading: Sentence) -> tuple[str, ...]:
    """The rights that a short English heading says its section is of; a headline tells of one thing only."""
    headline = heading.lang == "zh" or len(_NUMBER.sub("", heading.text).split()) > _SHORT_HEADING
    return () if headline else of_heading(heading.text, heading.lang)[0]


def _told(
    document: Document,
    sentence: Sentence,
    chunks: Sequence[Chunk],
    found: Sequence[Quantity],
    *,
    memory: Memory,
    actors: Actors,
    registry: Registry,
) -> Iterator[Figure | Skipped]:
    """What the quantities of one sentence tell; those that only point back are `restated`."""
    actors.read_sentence(sentence, chunks, found)
    back = [q for q in found if q.first and chunks[q.first - 1].tag == "THIS" and _key(q) in memory.said]
    for q in back:
        yield _restated(document, sentence, chunks, q, memory.said[_key(q)])
    for draft in list(
        Drafts(sentence, chunks, [q for q in found if q not in back], memory=memory, actors=actors)
    ):
        figure = _figure(document, sentence, chunks, draft, registry)
        memory.said[_key(draft.quantity)] = iris.claim(document.id, figure.start, figure.end, 1)
        yield figure


def _figure(
    document: Document, sentence: Sentence, chunks: Sequence[Chunk], draft: Draft, registry: Registry
) -> Figure:
    q, who, reading = draft.quantity, draft.participants, draft.reading
    facets = canonical(reading.facets)
    if who.in_campaign:
        facets = metrics.within_campaign(facets)
    metric = metrics.resolve(facets)
    start, end = _extent(sentence, chunks, q)
    per_head = q.unit_class == "count" and reading.facets.get("per", "").startswith("10000")
    return Figure(
        source=document.id, lang=sentence.lang, section=sentence.section, paragraph=sentence.paragraph,
        sentence=(sentence.start, sentence.end), sentence_sha256=sentence.sha256, start=start, end=end,
        rule=q.rule, carried=tuple(sorted(draft.carried | who.carried)), raw=document.raw[start:end],
        value=draft.value, unit_class="per_10000" if per_head else q.unit_class,
        unit=q.unit or reading.counted,
        counted=reading.counted or q.counted, bound=q.bound, statistic=draft.statistic, kind=_kind(draft),
        metric=metric.iri, metric_status=metric.status, facets=facets, period=draft.period, area=who.area,
        area_label=_label(who.area, registry), actor=who.actor, scope=who.scope, agencies=who.agencies,
        campaigns=who.campaigns, ip_types=reading.ip_types,
    )  # fmt: skip


def _extent(sentence: Sentence, chunks: Sequence[Chunk], q: Quantity) -> tuple[int, int]:
    """Where a figure stands in the raw file, with what it counts unless a unit says it or it is long."""
    start, end = sentence.clean.raw_span(chunks[q.first].start, chunks[max(q.last, q.phrase) - 1].end)
    if end - start > _LONGEST or (sentence.lang == "zh" and q.unit):
        end = sentence.clean.raw_span(chunks[q.first].start, chunks[q.last - 1].end)[1]
    return start, end


def _label(area: str, registry: Registry) -> str:
    thing = registry.things.get(area)
    return thing.label_en if thing is not None else ""


def _kind(draft: Draft) -> str:
    """The kind of design section 6: what is compared, and within what."""
    among = draft.quantity.among or "china"
    if draft.statistic == "change":
        return "change-pct" if draft.quantity.unit_class in ("percent", "ratio") else "change-abs"
    if draft.quantity.form == "high":
        return "rank-history"
    if draft.statistic in ("share", "rank"):
        return f"{draft.statistic}-{among}"
    return "streak" if draft.statistic == "streak" else "level"


def _navigation(document: Document, sentence: Sentence) -> Iterator[Skipped]:
    for i, character in enumerate(sentence.text):
        if character.isdigit() and (i == 0 or not sentence.text[i - 1].isdigit()):
            start, end = sentence.clean.raw_span(i, i + 1)
            yield _skip(document, sentence, start, end, "navigation")


def _skipped(
    document: Document,
    sentence: Sentence,
    chunks: Sequence[Chunk],
    found: Sequence[Quantity],
    quoted: Sequence[bool],
) -> Iterator[Skipped]:
    for passed in quantities.passed(chunks, found, quoted=quoted):
        piece = chunks[passed.index]
        start, end = sentence.clean.raw_span(piece.start, piece.end)
        reason = passed.reason
        if reason == "list-number" and sentence.role in ("heading", "title", "lead"):
            reason = "heading-number"
        yield _skip(document, sentence, start, end, reason)


def _key(q: Quantity) -> tuple[Decimal, str]:
    return q.value, q.unit_class


def _restated(
    document: Document, sentence: Sentence, chunks: Sequence[Chunk], q: Quantity, claim: str
) -> Skipped:  # fmt: skip
    """A figure that only points back at one told before (`这14件`)."""
    start, end = sentence.clean.raw_span(chunks[q.first].start, chunks[q.last - 1].end)
    return replace(_skip(document, sentence, start, end, "restated"), restates=claim)


def _skip(document: Document, sentence: Sentence, start: int, end: int, reason: str) -> Skipped:
    return Skipped(
        source=document.id, lang=sentence.lang, section=sentence.section, paragraph=sentence.paragraph,
        sentence=(sentence.start, sentence.end), sentence_sha256=sentence.sha256, start=start, end=end,
        rule=f"{sentence.lang}/reasons/{reason}", raw=document.raw[start:end], reason=reason,
    )  # fmt: skip


def _quoted(chunks: Sequence[Chunk]) -> list[bool]:
    """Whether each chunk stands between quotation marks or title marks."""
    depth, result = 0, []
    for piece in chunks:
        if piece.text in ("“", "《", "「", "‘", "『"):
            depth += 1
        result.append(depth > 0)
        if piece.text in ("”", "》", "」", "’", "』"):
            depth = max(0, depth - 1)
    for start, end in _named_in_straight_quotes(chunks):
        result[start:end] = [True] * (end - start)
    return result


def _named_in_straight_quotes(chunks: Sequence[Chunk]) -> Iterator[tuple[int, int]]:
    """Stretches between straight quotation marks that are short enough to be a name, and no speech."""
    marks = [i for i, piece in enumerate(chunks) if piece.text == '"']
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        if end - start <= _SHORT_NAME:
            yield start, end
