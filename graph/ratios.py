"""Rates and shares held against the counts that they are ratios of."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from graph.checks import Ratio
from graph.facts import Fact, Reading, Statement
from ontology import names

_HUNDRED: Final = Decimal(100)
#: A ratio that misses by more than this share of what is stated is one to something else.
_LIKELY: Final = Decimal("0.12")
#: How many sentences back the whole of a rate may stand.
_BACK: Final = 3
#: The rate's own noun, the word by which it is tied to the count before it.
_NOUN: Final = {
    "zh": re.compile(r"([\u4e00-\u9fff]{2})[\u4e00-\u9fff]{0,2}率"),
    "en": re.compile(r"\b([a-z]{6})[a-z]*\s*(?:\w+\s*)?rate", re.IGNORECASE),
}
#: What has been done to a part says to what its whole was done: only what is concluded was withdrawn.
_BASES: Final = {"withdraw": "conclude"}
_LEVEL: Final = "level"


def near(ratio: Ratio) -> bool:
    """Whether a ratio comes near what is stated, so that it is surely of these counts."""
    stated = ratio.rate.lead.figure.value
    part = ratio.part.lead.figure.value
    lows = (part / whole.lead.figure.value * _HUNDRED for whole in ratio.wholes)
    return any(abs(low - stated) <= _LIKELY * stated for low in lows)


def rates(readings: Sequence[Reading], facts: Sequence[Fact]) -> Iterator[Ratio]:
    """Rates that stand right behind the count that they are of, once for each fact."""
    fact_of = {s.iri: fact for fact in facts for s in fact.all}
    seen: set[str] = set()
    for reading in readings:
        order = {(s.start, s.end): i for i, s in enumerate(reading.document.sentences)}
        for part, rate in zip(reading.figures, reading.figures[1:], strict=False):
            fact = fact_of[rate.iri]
            if fact.iri in seen or not _is_rate(part, rate, reading.document.raw):
                continue
            back = order[rate.claim.sentence] - _BACK
            near = [
                s
                for s in reading.figures
                if back <= order[s.claim.sentence] and s.claim.end <= part.claim.start
            ]
            found = {fact_of[s.iri].iri: fact_of[s.iri] for s in near if _may_hold(s, part)}
            if found:
                seen.add(fact.iri)
                yield Ratio(fact, fact_of[part.iri], tuple(found.values()))


def _is_rate(part: Statement, rate: Statement, raw: str) -> bool:
    """Whether the second of two figures is the rate of the first: a percentage tied to it by its noun."""
    a, b = part.figure, rate.figure
    if (a.kind, b.kind, b.unit_class) != (_LEVEL, _LEVEL, "percent") or a.unit_class != "count":
        return False
    if a.sentence != b.sentence:
        return False
    noun = _NOUN[b.lang].search(raw[a.end : b.start])
    return noun is not None and noun[1].lower() in raw[max(a.sentence[0], a.start - 60) : a.end + 60].lower()


def _may_hold(whole: Statement, part: Statement) -> bool:
    """Whether a count may be the whole of another: the same but for what was done, and not smaller."""
    a, b = whole.figure, part.figure
    if (a.kind, a.unit_class, a.counted, a.lang) != (_LEVEL, b.unit_class, b.counted, b.lang):
        return False
    if (a.period, a.area, a.actor, a.scope) != (b.period, b.area, b.actor, b.scope) or a.value < b.value:
        return False
    if a.facets.get("action") != _BASES.get(b.facets.get("action", ""), a.facets.get("action")):
        return False
    return {**a.facets, "action": ""} == {**b.facets, "action": ""} and a.metric != b.metric


def shares(facts: Sequence[Fact]) -> Iterator[Ratio]:
    """Shares of a wider area whose own figure is stated too."""
    by_key = {fact.key: fact for fact in facts}
    for fact in facts:
        kind = names.slug_of(fact.key.kind).removeprefix("kind-")
        if not kind.startswith("share-") or fact.lead.figure.unit_class != "percent":
            continue
        level = fact.key._replace(kind=names.KIND_LEVEL)
        part = by_key.get(level)
        whole = by_key.get(level._replace(area=names.thing("area", kind.removeprefix("share-"))))
        if part is not None and whole is not None and part is not whole and whole.lead.figure.value > 0:
            yield Ratio(fact, part, (whole,))
