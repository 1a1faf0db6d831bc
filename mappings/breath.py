"""What goes on holding through an English sentence: a perfect, a `now`, or that something was done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.clauses import clause_at, is_area_word, is_body
from mappings.facets import Reading
from mappings.windows import Window

#: Actions that bring about something lasting: whether in the year or in all they do not say.
_FOUNDING: Final = frozenset({"establish", "collect"})
#: Those whose awards are told apart from all awards.
_UNIVERSITY: Final = "university"
#: Participles that only tell how far something reaches.
_EXTENT: Final = frozenset({"covering", "spanning", "involving", "comprising", "benefiting", "encompassing"})


def in_one_breath(
    reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, window: Window, last: Reading
) -> Reading:
    """`reading` with flow or stock of the figure before where one verb or one perfect governs both."""
    reading = _of_winners(_of_same_right(reading, chunks, quantity, last), last)
    if reading.state or not _is_same_clause(chunks, quantity):
        return reading
    if _is_of_it(chunks, quantity):  # `has set up 7 batches of 40 centers`
        return replace(reading, state=last.state, happened=last.happened)
    if _has_subject(chunks, window) or _has_deed(chunks, window):
        return reading
    attached = _is_attached(chunks, window)
    alike = reading.facets.get("object") == last.facets.get("object") == "case"
    if attached and alike and "procedure" in last.facets and "procedure" not in reading.facets:
        reading = replace(
            reading, facets={**reading.facets, "procedure": last.facets["procedure"]},
            carried=tuple(sorted({*reading.carried, "metric"})),
        )  # fmt: skip
    if last.state in ("stock", "perfect") and (attached or reading.happened in ("", "lasting")):
        return replace(reading, state=last.state)
    founded = reading.facets.get("action") in _FOUNDING and _goes_on(chunks, window)
    if founded and "flow" in (last.happened, last.state) and last.facets.get("measure-type") == "flow":
        return replace(reading, state="flow")  # `launched 5 projects and built 28 bases`
    return reading


def _of_same_right(reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, last: Reading) -> Reading:
    """`reading` of the right that what was inspected beside it is of (`9 entities and 40 computers`)."""
    joined = quantity.first > 1 and chunks[quantity.first - 1].tag == "AND"
    alike = last.facets.get("action") == reading.facets.get("action") == "inspect"
    if not joined or not alike or reading.ip_types or "ip" not in last.facets:
        return reading
    carried = tuple(sorted({*reading.carried, "ip_types"}))
    facets = {**reading.facets, "ip": last.facets["ip"]}
    return replace(reading, facets=facets, ip_types=last.ip_types, carried=carried)


def _of_winners(reading: Reading, last: Reading) -> Reading:
    """`reading` of the universities that won what it counts (`6 universities won 14 awards`)."""
    won = reading.facets.get("action") == "win" and reading.counted == "award"
    if not won or last.counted != _UNIVERSITY or "party" in reading.facets:
        return reading
    return replace(reading, facets={**reading.facets, "party": _UNIVERSITY})


def _is_same_clause(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    start = clause_at(chunks, quantity.first).start
    return any(c.tag in ("NUM", "NUMW") for c in chunks[start : quantity.first])


def _is_of_it(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether the number stands in the phrase of the one before (`7 batches of 40 centers`)."""
    before = chunks[max(0, quantity.first - 3) : quantity.first]
    joined = len(before) > 2 and before[-1].text.lower() == "of"
    return joined and before[0].tag in ("NUM", "NUMW")


def _has_subject(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether a new subject or a passive begins before the figure."""
    return any(chunks[i].tag == "AUX" or is_body(chunks[i]) or is_area_word(chunks[i]) for i in window.left)


def _has_deed(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether a participle behind a comma tells what was done besides (`…, sharing data in 9 batches`)."""
    first = window.left[0] if window.left else 0
    opening = chunks[first].text.lower().partition(" ")[0] if chunks[first].tag in ("X", "OBJ") else ""
    return (
        first > 0 and chunks[first - 1].tag == "COMMA" and opening.endswith("ing") and opening not in _EXTENT
    )


def _is_attached(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether the figure is only attached to what was said (`, with 30 of them being used`)."""
    opening = [chunks[i] for i in window.left if chunks[i].tag not in ("COMMA", "AND")]
    return bool(opening) and opening[0].text.lower() == "with"


def _goes_on(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether the figure's own verb stands behind a comma or `and`: the subject did one more thing."""
    first = window.left[0] if window.left else 0
    return first > 0 and any(c.tag in ("COMMA", "AND") for c in chunks[first - 1 : first + 1])
