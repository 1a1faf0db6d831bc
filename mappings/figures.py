"""Figure claims of a document: quantities, what they say, and what they take over from the text around them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from mappings import metrics, quantities
from mappings.actors import Actors, Participants
from mappings.canonical import canonical
from mappings.carry import complete, is_part
from mappings.chunks import Chunk, chunk
from mappings.facets import Reading, of_heading, read
from mappings.links import Level, bases
from mappings.mentions import NamedSpan
from mappings.periods import Timeline, of_last_year, span_after, year_of_list
from mappings.quantities import Quantity
from mappings.records import Document, Figure, Sentence, Skipped
from mappings.registry import Registry
from mappings.restated import told_once
from mappings.statements import other_area, signed, statistic_of
from mappings.windows import Window, each, runs, windows
from ontology import names as iris

#: Statistics that belong to another figure.
_DEPENDENT: Final = frozenset({"change", "share", "rank", "streak"})
#: What is counted where a law is enforced: cases, and the people, money and goods in them.
_ENFORCEMENT: Final = frozenset(
    {"case", "person", "yuan", "den", "suspect", "person-time", "premises", "percent"}
)
_CHANGE_FORM: Final = {"percent": "pct", "ratio": "pct"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure in the making: the quantity, its statistic, its facets, and the levels that it belongs to."""

    quantity: Quantity
    statistic: str
    value: Decimal
    reading: Reading
    base: Level | None
    period: str
    participants: Participants
    carried: frozenset[str]


@dataclass(slots=True)
class _Memory:
    """What one paragraph's sentences hand on to the next."""

    timeline: Timeline
    levels: list[Level]
    said: dict[tuple[Decimal, str], str] = field(default_factory=dict)
    last: Reading | None = None
    rights: tuple[str, ...] = ()
    chain: str = ""
    paragraph: int = -1


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
    memory = _Memory(Timeline(document.year), [])
    actors = Actors(document, registry)
    for sentence in document.sentences:
        if sentence.role == "navigation":
            yield from _navigation(document, sentence)
            continue
        if sentence.paragraph != memory.paragraph:
            memory = _Memory(Timeline(document.year), [], paragraph=sentence.paragraph)
            actors.new_paragraph()
        if sentence.role == "lead":
            memory.rights, memory.chain = of_heading(sentence.text, sentence.lang)
        spans = names.get(sentence.index, ())
        chunks, doc = chunk(sentence, spans)
        quoted = _quoted(chunks)
        found = quantities.find(chunks, doc, sentence.lang, quoted)
        restated = [
            q for q in found if q.first and chunks[q.first - 1].tag == "THIS" and _key(q) in memory.said
        ]
        for q in restated:
            yield _restated(document, sentence, chunks, q, memory.said[_key(q)])
        actors.read_sentence(sentence, chunks, found)
        told = [q for q in found if q not in restated]
        for draft in list(_drafts(sentence, chunks, told, memory, actors)):
            figure = _figure(document, sentence, chunks, draft, registry)
            memory.said[_key(draft.quantity)] = iris.claim(document.id, figure.start, figure.end, 1)
            yield figure
        yield from _skipped(document, sentence, chunks, found, quoted)
        memory.timeline = memory.timeline.seen(chunks, 0, len(chunks))
        actors.end_sentence()


def _drafts(
    sentence: Sentence, chunks: Sequence[Chunk], found: Sequence[Quantity], memory: _Memory, actors: Actors
) -> Iterator[Draft]:
    memory.levels = [replace(level, index=None) for level in memory.levels][-24:]
    around = windows(chunks, found, sentence.lang)
    for number, (group, kinds) in enumerate(_groups(sentence, chunks, found, around)):
        if kinds[0] == "lead":
            yield from _leads(sentence, chunks, found, group, around, memory, actors)
        elif kinds[0] in _DEPENDENT:  # the verb stands before the first member of a list only
            kinds = kinds[:1] * len(kinds)
            yield from _dependents(sentence, chunks, found, group, kinds, around, memory, actors)
        else:
            whole = memory.last
            part = len(group) > 1 and is_part(chunks, around[group[0]], found[group[0]])
            for i, kind in zip(group, kinds, strict=True):
                memory.last = whole if part else memory.last
                for window in each(chunks, around[i]):
                    yield _level(
                        sentence, chunks, found[i], window, kind, memory, actors, number, i, part=part
                    )


def _groups(
    sentence: Sentence, chunks: Sequence[Chunk], found: Sequence[Quantity], around: Sequence[Window]
) -> Iterator[tuple[list[int], list[str]]]:
    """The lists of quantities with the sort of each member; a lead, or a change behind its base, is on its own."""
    for group in runs(chunks, found):
        kinds = [statistic_of(chunks, found, i, around, sentence) for i in group]
        mixed = kinds[0] not in _DEPENDENT and any(kind in _DEPENDENT for kind in kinds)
        if mixed or ("lead" in kinds and len(set(kinds)) > 1):
            yield from (([i], [kind]) for i, kind in zip(group, kinds, strict=True))
        else:
            yield group, kinds


def _level(
    sentence: Sentence, chunks: Sequence[Chunk], q: Quantity, window: Window, statistic: str, memory: _Memory,
    actors: Actors, run: int, index: int, *, part: bool,
) -> Draft:  # fmt: skip
    reading = read(chunks, q, window, sentence.lang)
    reading = complete(reading, chunks, q, window, memory.last, sentence.lang, part=part)
    who = actors.of(chunks, q, window)
    reading = _of_actor(reading, who, actors, memory, sentence)
    reading, statistic = _measured(reading, statistic, q, chunks, memory)
    if reading.nature != "aspect" or memory.last is None:
        memory.last = reading  # what an aspect is a side of goes on being spoken of
    memory.levels.append(
        Level(index, reading, run, statistic, q.first, part=part or is_part(chunks, window, q))
    )
    period, carried = _period(chunks, q, window, statistic, reading, memory.timeline)
    return Draft(q, statistic, q.value, reading, None, period, who, frozenset(reading.carried) | carried)


def _of_actor(
    reading: Reading, who: Participants, actors: Actors, memory: _Memory, sentence: Sentence
) -> Reading:
    """What the name of the acting body adds, and where the figure names no right, the paragraph's lead."""
    rights, chain = actors.told_by_name(who.agencies)
    facets, carried = dict(reading.facets), set(reading.carried)
    if not chain and not who.agencies and reading.nature != "standing" and reading.counted in _ENFORCEMENT:
        told = memory.chain != "market-regulation" or who.scope == iris.SCOPE_ALL
        chain = memory.chain if told else ""  # an action of one field is not of the general enforcers
        carried |= {"metric"} if chain else set()
    if chain:
        facets["chain"] = chain
    if not reading.ip_types and reading.nature != "standing":
        rights = rights or (memory.rights if len(memory.rights) == 1 else ())
        if rights:
            facets["ip"] = "+".join(iris.slugify(r) for r in rights)
            return replace(
                reading, facets=facets, ip_types=rights, carried=tuple(sorted(carried | {"ip_types"}))
            )
    return replace(reading, facets=facets, carried=tuple(sorted(carried)))


def _dependents(
    sentence: Sentence, chunks: Sequence[Chunk], found: Sequence[Quantity], group: Sequence[int], kinds: Sequence[str],
    around: Sequence[Window], memory: _Memory, actors: Actors,
) -> Iterator[Draft]:  # fmt: skip
    linked = bases(chunks, found, group, around, memory.levels, sentence.lang)
    for i, kind, levels in zip(group, kinds, linked, strict=True):
        q, value = found[i], signed(chunks, found, i, kind, group[0])
        if not levels:
            reading = complete(
                read(chunks, q, around[i], sentence.lang), chunks, q, around[i], None, sentence.lang
            )
            levels = [Level(None, reading, -1, "rate", -1)]
        levels = [_settled(level, kind, i, group, q, memory) for level in levels]
        for level in levels:
            period, carried = _period(chunks, q, around[i], level.statistic, level.reading, memory.timeline)
            yield Draft(
                q, kind, value, level.reading, level, period, actors.of(chunks, q, around[i]), carried
            )


def _leads(
    sentence: Sentence, chunks: Sequence[Chunk], found: Sequence[Quantity], group: Sequence[int],
    around: Sequence[Window], memory: _Memory, actors: Actors,
) -> Iterator[Draft]:  # fmt: skip
    """A lead over (or gap to) another area's value: a metric of its own, compared with that area."""
    for i in group:
        q = found[i]
        levels = bases(chunks, found, [i], around, memory.levels, sentence.lang)[0] or memory.levels[-1:]
        reading = levels[0].reading if levels else read(chunks, q, around[i], sentence.lang)
        other = other_area(chunks, q) or "national-average"
        facets = {**reading.facets, "compared-with": other, "measure-type": "rate"}
        if q.unit_class in ("percent", "percentage_point"):
            facets["counts"] = "percentage-point"
        period, carried = _period(
            chunks, q, around[i], levels[0].statistic if levels else "rate", reading, memory.timeline
        )
        reading = replace(reading, facets=facets)
        yield Draft(q, "rate", q.value, reading, None, period, actors.of(chunks, q, around[i]), carried)


def _settled(
    level: Level, kind: str, index: int, group: Sequence[int], q: Quantity, memory: _Memory
) -> Level:
    """A level that was made from a dependent's own words becomes one that others can belong to."""
    if level.key != -1:
        return level
    measure = _measure_unstated(level.reading)
    facets = {**level.reading.facets, "measure-type": measure}
    made = Level(
        index,
        replace(level.reading, facets=facets),
        1000 + group[0],
        "streak" if kind == "streak" else measure,
        q.first,
    )
    memory.levels.append(made)
    return made


def _measure_unstated(reading: Reading) -> str:
    """Flow, stock or rate of a value that only its change, rank or share is told of."""
    if reading.state or reading.happened in ("flow", "stock"):
        return reading.state or reading.happened
    return {"event": "flow", "standing": "stock"}.get(reading.nature, "rate")


def _measured(
    reading: Reading, statistic: str, q: Quantity, chunks: Sequence[Chunk], memory: _Memory
) -> tuple[Reading, str]:
    """Settles flow, stock or rate, and puts what is counted and how it is measured among the facets."""
    if statistic == "level":
        statistic = _flow_or_stock(reading, q, chunks, memory.timeline)
    facets = {**reading.facets, "counts": iris.slugify(reading.counted or "thing"), "measure-type": statistic}
    return replace(reading, facets=facets), statistic


def _flow_or_stock(reading: Reading, q: Quantity, chunks: Sequence[Chunk], timeline: Timeline) -> str:
    """A word says it, else an as-of day in the sentence, else the verb, else what has stood before."""
    if q.unit_class in ("day", "month", "score") or reading.state == "rate" or "per" in reading.facets:
        return "rate"
    if q.unit_class == "year_count":
        return "flow"
    here = Timeline(None).seen(chunks, 0, q.first)
    if reading.happened == "activity" and here.as_of is None:
        return "flow"
    if reading.state == "perfect" and here.as_of is None:
        return "flow" if here.year is not None else "stock"
    if reading.state not in ("", "exists") or here.as_of is not None:
        return reading.state if reading.state in ("flow", "stock") else "stock"
    if reading.nature == "standing" and (reading.state == "exists" or chunks[q.first - 1].tag == "TOTAL"):
        return "stock"
    if reading.happened:
        return reading.happened
    if here.year is None and timeline.seen(chunks, 0, q.first).as_of is not None:
        return "stock"
    standing = reading.nature == "standing" and (here.year is None or "action" not in reading.facets)
    return "stock" if standing else "flow"


def _period(
    chunks: Sequence[Chunk], q: Quantity, window: Window, statistic: str, reading: Reading, timeline: Timeline
) -> tuple[str, frozenset[str]]:
    now = timeline.seen(chunks, 0, q.first)
    if q.unit_class == "year_count" and (span := span_after(chunks, q.last)) is not None:
        return span, frozenset()
    if reading.facets.get("action") == "select" and (listed := year_of_list(chunks, window)) is not None:
        return listed, frozenset()
    here = Timeline(None).seen(chunks, 0, q.first)
    carried = frozenset() if here.year is not None else frozenset({"period"})
    if now.year is None:
        edition = _year_of_edition(chunks[: q.first])
        return edition or "unstated", frozenset()
    if now.span and any(chunks[i].text.startswith("年均") for i in window.left):
        return now.span, carried
    if of_last_year(chunks, q.first):
        return str(now.year - 1), carried
    if statistic == "stock" or (reading.state == "stock" and statistic == "rate"):
        return now.as_of or f"{now.year}-12-31", carried
    return now.span or str(now.year), carried


def _year_of_edition(before: Sequence[Chunk]) -> str | None:
    """The year in the name of the campaign or event that the figures are of (`“昆仑2022”行动中`)."""
    names = [
        c.name.iri for c in before if c.name is not None and iris.kind_of(c.name.iri) in ("campaign", "event")
    ]
    found = re.search(r"-((?:19|20)\d\d)$", names[-1]) if names else None
    return found.group(1) if found else None


def _figure(
    document: Document, sentence: Sentence, chunks: Sequence[Chunk], draft: Draft, registry: Registry
) -> Figure:
    q, who = draft.quantity, draft.participants
    facets = canonical(draft.reading.facets)
    metric = metrics.resolve(facets)
    start, end = sentence.clean.raw_span(chunks[q.first].start, chunks[max(q.last, q.phrase) - 1].end)
    number_end = sentence.clean.raw_span(chunks[q.first].start, chunks[q.last - 1].end)[1]
    if end - start > 60 or (sentence.lang == "zh" and q.unit):
        end = number_end
    unit_class = q.unit_class
    if unit_class == "count" and draft.reading.facets.get("per", "").startswith("10000"):
        unit_class = "per_10000"
    return Figure(
        source=document.id, lang=sentence.lang, section=sentence.section, paragraph=sentence.paragraph,
        sentence=(sentence.start, sentence.end), sentence_sha256=sentence.sha256, start=start, end=end, rule=q.rule,
        carried=tuple(sorted(draft.carried | who.carried)), raw=document.raw[start:end], value=draft.value,
        unit_class=unit_class, unit=q.unit or draft.reading.counted, counted=draft.reading.counted or q.counted,
        bound=q.bound, statistic=draft.statistic, kind=_kind(draft), metric=metric.iri, metric_status=metric.status,
        facets=facets, period=draft.period, area=who.area, area_label=_label(who.area, registry),
        actor=who.actor, scope=who.scope, agencies=who.agencies, campaigns=who.campaigns,
        ip_types=draft.reading.ip_types,
    )  # fmt: skip


def _label(area: str, registry: Registry) -> str:
    thing = registry.things.get(area)
    return thing.label_en if thing is not None else ""


def _kind(draft: Draft) -> str:
    """The kind of design section 6: what is compared, and within what."""
    among = draft.quantity.among or "china"
    if draft.statistic == "change":
        return "change-pct" if draft.quantity.unit_class in _CHANGE_FORM else "change-abs"
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
        yield _skip(document, sentence, start, end, passed.reason)


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
    return result
