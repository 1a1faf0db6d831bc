"""How a figure is measured (flow, stock, rate), and of which period it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.facets import Reading
from mappings.lexicon import State
from mappings.periods import (
    Timeline,
    base_year,
    of_last_year,
    span_after,
    told_behind,
    was_last_year,
    year_dealt,
    year_of_index,
    year_of_list,
)  # fmt: skip
from mappings.windows import Window
from ontology import names as iris

#: What may stand between those who are ranked and their rank (`3 branches in Hunan ranked among …`).
_PLACED = frozenset({"PREP", "DET", "NAME", "HOME", "NATION"})


def measured(
    reading: Reading, statistic: str, quantity: Quantity, chunks: Sequence[Chunk], timeline: Timeline
) -> tuple[Reading, str]:
    """Settles flow, stock or rate, and puts what is counted and how it is measured among the facets."""
    if statistic == "level":
        statistic = _of_level(reading, quantity, chunks, timeline)
    counts = iris.slugify(reading.counted or "thing")
    return replace(reading, facets={**reading.facets, "counts": counts, "measure-type": statistic}), statistic


def unstated(reading: Reading) -> str:
    """Flow, stock or rate of a value that only its change, rank or share is told of."""
    for told in (reading.state, reading.happened):
        if told in ("flow", "stock", "rate"):
            return told
    return {"event": "flow", "standing": "stock"}.get(reading.nature, "rate")


def _of_level(reading: Reading, quantity: Quantity, chunks: Sequence[Chunk], timeline: Timeline) -> str:
    """The unit or a word says it, else an as-of day, else the verb, else what stood before."""
    lasts = quantity.first > 0 and chunks[quantity.first - 1].text in ("为期", "期")
    if quantity.unit_class in ("day", "month") and lasts:
        return "flow"  # `为期4个月的行动`, as if it were years
    if quantity.unit_class in ("day", "month", "score") or reading.state == "rate" or "per" in reading.facets:
        return "rate"
    if quantity.unit_class == "year_count":
        return "flow"
    here = Timeline(None).seen(chunks, 0, quantity.first)
    here = told_behind(chunks, *_english_tail(chunks, quantity), here)
    now = timeline.seen(chunks, 0, quantity.first)
    if here.as_of is None and now.as_of is not None and now.as_of != timeline.as_of:
        here = now  # `截至年末`: the end of the year that the text before named
    return _told(reading, here) or _suggested(reading, quantity, chunks, here, timeline)


def _english_tail(chunks: Sequence[Chunk], quantity: Quantity) -> tuple[int, int]:
    """What follows an English figure up to the next break, where its time may stand (`set up in 2023`)."""
    start = max(quantity.last, quantity.phrase)
    if "/en/" not in f"/{quantity.rule}":
        return start, start
    breaks = ("COMMA", "SEMI", "STOP", "NUM", "NUMW", "AND", "OPEN")
    return start, next((i for i in range(start, len(chunks)) if chunks[i].tag in breaks), len(chunks))


def _told(reading: Reading, here: Timeline) -> str:
    """What the words or the day of the sentence itself say, if they say it."""
    if reading.happened == "activity" and here.as_of is None:
        return "flow"
    if reading.facets.get("quality") == "valid" and not reading.state:
        return "stock"
    if reading.state == "perfect" and here.as_of is None:
        chosen = reading.facets.get("action") == "select" and reading.nature == "standing"
        return "flow" if here.year is not None or chosen else "stock"
    if reading.state not in ("", "exists") or here.as_of is not None:
        return reading.state if reading.state in ("flow", "stock") else "stock"
    return ""


def _suggested(
    reading: Reading, quantity: Quantity, chunks: Sequence[Chunk], here: Timeline, timeline: Timeline
) -> str:
    """What the verb suggests, the nature of what is counted, and the day that the text before named."""
    stands = reading.nature == "standing"
    before = chunks[quantity.first - 1]
    done = _was_done(chunks, quantity)
    if _is_event(reading, chunks, quantity, done=done) or _is_added(chunks, quantity):
        return "flow"
    added = reading.happened == "flow" and done
    stands_at = stands and "/en/" in f"/{quantity.rule}" and before.text.lower() == "stood at"
    in_all = stands_at or (not added and (before.tag == "TOTAL" or before.has_signal("grown-to")))
    grown = _is_grown(chunks, quantity) and reading.nature != "event"
    listed = before.tag == "REACH" and "object" not in reading.facets and "about" in reading.facets
    held = (
        _is_relied_on(chunks, quantity.first)
        or _is_ranked_by_number(chunks, quantity)
        or _is_carried_forward(chunks, quantity)
    )
    if listed or grown or (stands and (in_all or reading.state == "exists" or held)):
        return "stock"  # `its count of the top 100 clusters reached 24`
    if reading.happened == "lasting":
        return "stock" if here.year is None else "flow"
    if reading.happened:
        return reading.happened
    spoken = timeline.seen(chunks, 0, quantity.first).as_of is not None
    if here.year is None and spoken and reading.nature != "event":
        return "stock"
    return "stock" if stands and (here.year is None or "action" not in reading.facets) else "flow"


def _is_event(reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, *, done: bool) -> bool:
    """Whether an English clause tells what was done once with what stands (`four centers were set up`)."""
    if done and chunks[max(quantity.last, quantity.phrase)].text.lower() in ("was", "were"):
        return reading.facets.get("action") == "establish"
    behind = (c.tag for c in chunks[quantity.phrase :] if c.tag not in _PLACED)
    return "/en/" in f"/{quantity.rule}" and next(behind, "") == "RANK_VERB"


def _is_added(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether the whole is told behind an English figure (`31 were set up, bringing the total to 96`)."""
    ends = (i for i in range(quantity.last, len(chunks)) if chunks[i].tag in ("NUM", "STOP"))
    following = chunks[quantity.last : next(ends, len(chunks))]
    return "/en/" in f"/{quantity.rule}" and any(c.text.lower().startswith("bringing") for c in following)


def _was_done(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether an English passive follows the figure at once (`a total of 20 agencies were introduced`)."""
    behind = max(quantity.last, quantity.phrase)
    return "/en/" in f"/{quantity.rule}" and behind < len(chunks) and chunks[behind].tag == "AUX"


def _is_relied_on(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether a Chinese clause works with what it counts, which was there before (`依托2家基地开展培训`)."""
    for chunk in reversed(chunks[max(0, first - 20) : first]):
        if chunk.tag in ("COMMA", "SEMI", "STOP"):
            return False
        if chunk.text == "依托":
            return True
    return False


def _is_grown(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether a Chinese number is what there is after some were added (`扩容26所，达到118所`)."""
    before = chunks[: quantity.first]
    added = any((s := c.entry(State)) is not None and s.measure == "flow" for c in before)
    if not added or not before:
        return False
    return before[-1].has_signal("grown-to") or before[-1].text in ("达", "达到", "达至", "总数达")


def _is_carried_forward(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether a Chinese clause builds on what it counts, which stands (`推进5个示范区建设`)."""
    behind = chunks[quantity.phrase].text if quantity.phrase < len(chunks) else ""
    start = max((i for i in range(quantity.first) if chunks[i].tag in ("COMMA", "SEMI")), default=-1) + 1
    before = "".join(c.text for c in chunks[start : quantity.first])
    return behind == "建设" and ("推进" in before or "推动" in before)


def _is_ranked_by_number(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether a Chinese figure is followed by how it ranks by number (`3个…区，数量居全国首位`)."""
    behind = [c.text for c in chunks[quantity.phrase : quantity.phrase + 3]]
    return behind[:1] == ["，"] and "".join(behind[1:]).startswith(("数量", "数"))


def period_of(
    reading: Reading,
    statistic: str,
    quantity: Quantity,
    window: Window,
    *,
    chunks: Sequence[Chunk],
    timeline: Timeline,
) -> tuple[str, frozenset[str]]:
    """The period of a figure, and whether it came from another sentence."""
    if (own := _own(reading, quantity, window, chunks)) is not None:
        return own, frozenset()
    now = timeline.seen(chunks, 0, quantity.first)
    if statistic in ("flow", "stock", "rate") and quantity.unit_class != "ratio":
        now = told_behind(chunks, *_english_tail(chunks, quantity), now)
    if now.year is None:
        return _year_of_edition(chunks[: quantity.first]) or "unstated", frozenset()
    here = Timeline(None).seen(chunks, 0, quantity.first)
    carried = frozenset() if here.year is not None else frozenset({"period"})
    if now.span and any(chunks[i].text.startswith("年均") for i in window.left):
        return now.span, carried
    past = of_last_year(chunks, quantity.first) or was_last_year(chunks, quantity.last)
    if quantity.unit_class != "ratio" and past and statistic != "change":
        return str(now.year - 1), carried
    if statistic == "stock" or (reading.state == "stock" and statistic == "rate"):
        return now.as_of or f"{now.year}-12-31", carried
    return now.span or str(now.year), carried


def _own(reading: Reading, quantity: Quantity, window: Window, chunks: Sequence[Chunk]) -> str | None:
    """The period that a figure says itself: the years that it counts, the year of the list it is of."""
    if (base := base_year(chunks, quantity.first, quantity.last)) is not None:
        return str(base)
    if (dealt := year_dealt(chunks, quantity.first)) is not None:
        return dealt
    if quantity.unit_class == "year_count" and (span := span_after(chunks, quantity.last)) is not None:
        return span
    listed = reading.facets.get("action") == "select" or reading.facets.get("object") == "typical-case"
    if listed:
        return year_of_list(chunks, window)
    return year_of_index(chunks, quantity.first) if quantity.form == "rank" and _is_ranked(reading) else None


def _is_ranked(reading: Reading) -> bool:
    """Whether an index, and nothing that is counted, is what ranks."""
    return reading.facets.get("object", "index") == "index" and (
        "about" in reading.facets or "object" in reading.facets
    )


def _year_of_edition(before: Sequence[Chunk]) -> str | None:
    """The year in the name of the campaign or event that the figures are of (`“昆仑2022”行动中`)."""
    names = [
        c.name.iri for c in before if c.name is not None and iris.kind_of(c.name.iri) in ("campaign", "event")
    ]
    found = re.search(r"-((?:19|20)\d\d)$", names[-1]) if names else None
    return found.group(1) if found else None
