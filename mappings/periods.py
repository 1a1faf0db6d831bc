"""When a figure holds: the year, day or span that its sentence, paragraph or document gives it."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mappings.chunks import Chunk

_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONTH_ZH: Final = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号])?")
_DAY_EN: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the text has said of time so far: the running year, and the day up to which is counted."""

    year: int | None
    as_of: str | None = None

    def seen(self, chunks: Sequence[Chunk], first: int, last: int) -> "Timeline":
        """The timeline after the chunks [first, last)."""
        now = self
        for i in range(first, last):
            chunk = chunks[i]
            if chunk.tag not in ("YEAR", "DATE"):
                continue
            year = year_of(chunk.text)
            if is_as_of(chunks, i):
                now = Timeline(year or now.year, end_of(chunk.text, year or now.year))
            elif year is not None and not _attributive(chunks, i):
                now = Timeline(year, None)
        return now


def year_of(text: str) -> int | None:
    """The calendar year written in a date."""
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def is_as_of(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the date at `at` is a day up to which is counted (`截至2021年底`, `by the end of 2023`)."""
    if chunks[at].text.endswith(("底", "末")):
        return True
    return any(c.has_signal("as-of") for c in chunks[max(0, at - 3) : at])


def _attributive(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a year only names something (`2020年度…典型案例`, `the 2022 Top 10`) instead of dating the sentence."""
    before = chunks[at - 1].text.lower() if at else ""
    if chunks[at].text.endswith("年度"):
        return at > 0 and chunks[at - 1].tag not in ("COMMA", "STOP", "SEMI")
    return at > 0 and before in ("the", "’s", "'s", "of") and at + 1 < len(chunks) and chunks[at + 1].text[:1].isupper()


def end_of(text: str, year: int | None) -> str | None:
    """The last day of what a date names, as YYYY-MM-DD: the day itself, the month's end, the year's end."""
    if year is None:
        return None
    zh = _MONTH_ZH.search(text)
    month, day = (int(zh.group(1)), zh.group(2)) if zh else (0, None)
    for name, number in _MONTHS.items():
        if name in text.lower():
            month = number
            found = _DAY_EN.search(text)
            day = found.group(1) if found else None
    if not 1 <= month <= 12:
        return f"{year}-12-31"
    last = calendar.monthrange(year, month)[1]
    return f"{year}-{month:02d}-{min(int(day), last) if day else last:02d}"


def span_after(chunks: Sequence[Chunk], at: int) -> str | None:
    """The span of years that stands right behind a duration (`为期3年（2020—2022年）`)."""
    for chunk in chunks[at : at + 6]:
        if chunk.tag == "SPAN":
            years = _YEAR.findall(chunk.text)
            return f"{years[0]}/{years[-1]}" if len(years) == 2 else None
        if chunk.tag in ("STOP", "SEMI", "NUM"):
            return None
    return None
