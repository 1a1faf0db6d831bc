"""When a figure holds: the year, day or span that its sentence, paragraph or document gives it."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mappings.chunks import Chunk
from mappings.windows import Window

_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTH_EN: Final = re.compile("|".join(name for name in calendar.month_name if name))
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONTH_ZH: Final = re.compile(r"(\d{1,2})月(?:(\d{1,2})[日号])?")
_MONTHS_ZH: Final = re.compile(r"(\d{1,2})月?\s*[—–\-至到~～]{1,2}\s*(\d{1,2})月")
_PART_OF_YEAR: Final = re.compile(r"[上下]半年|第?[一二三四1234]季度|前[一二三]季度")
_QUARTERS: Final = str.maketrans("1234", "一二三四")
_PARTS: Final = {
    "上半年": (1, 6), "下半年": (7, 12), "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9),
    "四季度": (10, 12),
    "前一季度": (1, 3), "前二季度": (1, 6), "前三季度": (1, 9),
}  # fmt: skip
_PARTS_EN: Final = {
    "first two quarters": (1, 6), "first three quarters": (1, 9), "first six months": (1, 6),
    "first nine months": (1, 9), "first eleven months": (1, 11), "first ten months": (1, 10),
    "first eight months": (1, 8), "first seven months": (1, 7), "first five months": (1, 5),
    "first four months": (1, 4), "first three months": (1, 3), "first two months": (1, 2),
    "first half": (1, 6), "second half": (7, 12), "latter half": (7, 12), "first quarter": (1, 3),
    "second quarter": (4, 6), "third quarter": (7, 9), "fourth quarter": (10, 12),
}  # fmt: skip
#: What ranks those that it tells of.
_INDICES: Final = frozenset({"Publication", "PublicationSeries"})
_TIMES: Final = frozenset({"YEAR", "DATE", "SPAN"})
_YEAR_ENDS: Final = frozenset({"年末", "年底", "岁末", "岁底"})
#: Words between a value and the year whose value it is a multiple of.
_EQUALS: Final = frozenset({"是", "为", "约为", "相当于"})
#: What begins a clause about another time.
_ELSE_WHEN: Final = frozenset({"since", "after", "when", "before"})
#: Prepositions of the time that a figure is compared with (`up two places from 2022`).
_FROM_WHEN: Final = frozenset({"from", "over", "since", "than", "against"})
#: Behind what an English clause begins.
_OPENS: Final = frozenset({"COMMA", "STOP", "SEMI", "COLON", "AND", "OPEN", "DASH"})
_DAY_EN: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the text has said of time so far: the running year, and the day up to which is counted."""

    year: int | None
    as_of: str | None = None
    span: str | None = None

    def seen(self, chunks: Sequence[Chunk], first: int, last: int) -> "Timeline":
        """The timeline after the chunks [first, last)."""
        now, aside = self, _enclosed(chunks, first, last)
        for i in range(first, last):
            chunk = chunks[i]
            if chunk.has_signal("whole-year") and now.as_of is not None:
                now = Timeline(now.year)
            if chunk.tag == "SPAN" and _begins_clause(chunks, i):
                now = now.during(span_of(chunk.text))
            if chunk.tag not in ("YEAR", "DATE") or (now.year is not None and i in aside):
                continue
            year = year_of(chunk.text)
            if _compared(chunks, i) or (now.year is not None and _is_aside(chunks, i)):
                continue
            if is_as_of(chunks, i):
                now = Timeline(year or now.year, end_of(chunk.text, year or now.year), since(chunks, i))
            elif year is not None and not _attributive(chunks, i):
                now = Timeline(year, None, months_of(chunk.text, year))
            elif chunk.tag == "DATE" and _begins_clause(chunks, i) and now.year is not None:
                now = Timeline(now.year, None, months_of(chunk.text, now.year) or now.span)
        return now

    def after(self, chunks: Sequence[Chunk]) -> "Timeline":
        """The timeline behind a sentence: an end of the year without its number (`年末`) was of it only."""
        now = self.seen(chunks, 0, len(chunks))
        days = [c.text for i, c in enumerate(chunks) if c.tag in ("YEAR", "DATE") and is_as_of(chunks, i)]
        return replace(now, as_of=self.as_of) if days and days[-1] in _YEAR_ENDS else now

    def within(self, now: "Timeline") -> "Timeline":
        """This timeline where it says a year, else `now`."""
        return self if self.year is not None else now

    def during(self, span: str | None) -> "Timeline":
        """The timeline of a text about `span`, a run of years."""
        return Timeline(int(span[-4:]), None, span) if span else self


def _enclosed(chunks: Sequence[Chunk], first: int, last: int) -> frozenset[int]:
    """What stands in brackets that are closed before `last`: its time is its own (`（2013年办理71件）`)."""
    found: set[int] = set()
    opened: int | None = None
    for i in range(first, last):
        if chunks[i].tag == "OPEN":
            opened = i
        elif chunks[i].tag == "CLOSE" and opened is not None:
            found.update(range(opened, i))
            opened = None
    return frozenset(found)


def base_year(chunks: Sequence[Chunk], first: int, last: int) -> int | None:
    """The year of a figure that another is compared with (`比2022年的1860件`, `the 1,860 of 2022`)."""
    if first > 2 and chunks[first - 1].text == "的" and chunks[first - 2].tag == "YEAR":
        return year_of(chunks[first - 2].text) if chunks[first - 3].text in ("较", "比", "由", "从") else None
    if last + 1 < len(chunks) and chunks[last].text.lower() == "of" and chunks[last + 1].tag == "YEAR":
        return year_of(chunks[last + 1].text)
    return None


def year_dealt(chunks: Sequence[Chunk], first: int) -> str | None:
    """The year of a Chinese figure in a list with one place for each year of a span before it.

    `2021至2023年，受理案件分别为69件130人、40件78人、70件127人`
    """
    told = [i for i in range(first) if chunks[i].tag == "RESPECTIVELY"]
    spans = [c.text for c in chunks[: told[-1] if told else 0] if c.tag == "SPAN"]
    years = [int(y) for y in _YEAR.findall(spans[-1])] if spans else []
    if len(years) != 2 or any(c.tag in ("COMMA", "SEMI") for c in chunks[told[-1] : first]):
        return None
    ends = (i for i in range(first, len(chunks)) if chunks[i].tag in ("COMMA", "SEMI", "STOP"))
    listed = [i for i in range(told[-1], next(ends, len(chunks))) if chunks[i].tag in ("ENUM", "AND")]
    place = sum(i < first for i in listed)
    return str(years[0] + place) if len(listed) == years[1] - years[0] > 0 else None


def of_earlier_year(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether the number at `first` is a multiple of a named year's (`是2020年的6.8倍`)."""
    at = first - 1
    while at >= 0 and (chunks[at].tag == "BOUND" or chunks[at].text == "的"):
        at -= 1
    return 0 < at < first - 1 and chunks[at].tag == "YEAR" and _compared(chunks, at)


def year_of(text: str) -> int | None:
    """The calendar year written in a date."""
    found = _YEAR.search(text)
    return int(found.group()) if found else None


def is_as_of(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the date at `at` is a day up to which is counted (`截至2021年底`, `by the end of 2023`)."""
    if chunks[at].text.endswith(("底", "末")):
        return True
    return any(c.has_signal("as-of") for c in chunks[max(0, at - 3) : at])


def _begins_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a time stands where a clause begins, so that what follows happened then."""
    return at == 0 or chunks[at - 1].tag in ("COMMA", "STOP", "SEMI", "PREP")


def _is_aside(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether an English time stands in the midst of a clause: it dates one thing, not what follows."""
    if not chunks[at].text.isascii() or is_as_of(chunks, at):
        return False
    before = at - 1
    while before >= 0 and chunks[before].tag in ("PREP", "DET", "DURING"):
        before -= 1
    return before >= 0 and chunks[before].tag not in _OPENS


def told_behind(chunks: Sequence[Chunk], first: int, last: int, now: Timeline) -> Timeline:
    """The time that an English figure has behind it (`were granted in July 2024`), else `now`."""
    for i in range(first, last):
        if chunks[i].tag == "REL" or chunks[i].text.lower() in _ELSE_WHEN:
            return now  # `12,800 cases since it was founded in 2017`
        before = chunks[i - 1] if chunks[i - 1].tag != "DET" else chunks[i - 2]
        dated = i > first and chunks[i].tag in _TIMES and before.tag in ("PREP", "AS_OF", "DURING")
        dated = dated and before.text.lower() not in _FROM_WHEN
        if dated and not _compared(chunks, i) and not _attributive(chunks, i):
            return Timeline(None).seen(chunks, i, i + 1).within(now)
    return now


def _compared(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the figure is only compared with that time (`与2018年相比`), or something began then."""
    if at + 1 < len(chunks) and chunks[at + 1].has_signal("compare"):
        return True
    if at > 1 and chunks[at - 1].tag == "PREP" and chunks[at - 2].text.lower().endswith("than"):
        return True  # `7.1 days less than in 2022`
    if at + 1 < len(chunks) and chunks[at + 1].text == "的" and chunks[at - 1].text in _EQUALS:
        return True  # `是2020年的6.8倍`
    if at + 1 < len(chunks) and chunks[at + 1].text == "的" and chunks[at - 1].text == "由":
        return True  # `由2020年的231家增加到1326家`
    return at > 0 and chunks[at - 1].text in ("较", "比", "自", "从")


def since(chunks: Sequence[Chunk], at: int) -> str | None:
    """The run of years from a beginning (`自2015年`) up to the year at `at`."""
    last = year_of(chunks[at].text)
    for i in range(1, at):
        first = (
            year_of(chunks[i].text)
            if chunks[i].tag == "YEAR" and chunks[i - 1].text in ("自", "从")
            else None
        )
        if first and last:
            return f"{first}/{last}"
    return None


def span_of(text: str) -> str | None:
    """The years of a span (`2018年至2022年`) as YYYY/YYYY."""
    years = _YEAR.findall(text)
    return f"{years[0]}/{years[1]}" if len(years) == 2 else None


def months_of(text: str, year: int) -> str | None:
    """The month or run of months that a date without a day names, as YYYY-MM or YYYY-MM/YYYY-MM."""
    if found := _PART_OF_YEAR.search(text):
        first, last = _PARTS[found.group().removeprefix("第").translate(_QUARTERS)]
        return f"{year}-{first:02d}/{year}-{last:02d}"
    for words, (first, last) in _PARTS_EN.items():
        if words in text.lower():
            return f"{year}-{first:02d}/{year}-{last:02d}"
    found = _MONTHS_ZH.search(text)
    months = [int(found.group(1)), int(found.group(2))] if found else _single_months(text)
    return "/".join(f"{year}-{month:02d}" for month in months) or None


def _single_months(text: str) -> list[int]:
    """The months that a date without a day names: one in Chinese, one or two in English."""
    if named := [_MONTHS[name.lower()] for name in _MONTH_EN.findall(text)]:
        return [] if _DAY_EN.search(_YEAR.sub("", text)) else named[:2]
    found = _MONTH_ZH.search(text)
    whole = found is not None and not found.group(2) and text.endswith(("月", "月份"))
    return [int(found.group(1))] if found is not None and whole else []


def _attributive(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a year only names something (`2020年度…典型案例`, `the 2022 Top 10`) and dates nothing."""
    before = chunks[at - 1].text.lower() if at else ""
    if before == "for" and at > 1 and not _begins_clause(chunks, at - 1):
        return True  # `the typical cases for 2024`
    if chunks[at].text.endswith("年度"):
        return at > 0 and chunks[at - 1].tag not in ("COMMA", "STOP", "SEMI")
    return (
        at > 0
        and before in ("the", "’s", "'s", "of")
        and at + 1 < len(chunks)
        and chunks[at + 1].text[:1].isupper()
    )


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


def of_last_year(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether the number at `first` is the year before's (`由上年的18.5%提高到`)."""
    at = first - 1
    while at >= 0 and (chunks[at].tag == "BOUND" or chunks[at].text == "的"):
        at -= 1
    return at >= 0 and chunks[at].has_signal("last-year")


def was_last_year(chunks: Sequence[Chunk], last: int) -> bool:
    """Whether an English number is the year before's (`compared with 18 percent the year before`)."""
    words = [c.text.lower() for c in chunks[last : last + 3]]
    return words[:1] in (["a"], ["the"]) and words[1:] in (["year", "before"], ["year", "earlier"])


def year_of_list(chunks: Sequence[Chunk], window: Window) -> str | None:
    """The year in the name of a list that something was included in (`入选2024年…典型案例`)."""
    own = (*window.phrase, *window.tail, *reversed(window.left), *reversed(window.dealt or ()))
    items = range(window.left[0], window.dealt[0]) if window.left and window.dealt else ()
    for i in (
        *own,
        *reversed(items),
    ):  # the items dealt to the figures before last: `2020年度A和B典型案例各1宗`
        chunk = chunks[i]
        if chunk.tag == "SPAN":
            return span_of(chunk.text)
        if chunk.name is not None and chunk.name.class_name == "CaseList" and (year := year_of(chunk.text)):
            return str(year)
        if chunk.tag == "YEAR" and not _begins_clause(chunks, i):
            return str(year_of(chunk.text))
    return _year_of_set(chunks, window) or _year_of_list_before(chunks, window)


def _year_of_set(chunks: Sequence[Chunk], window: Window) -> str | None:
    """The year of the list that one is said to be of (`one of the twelve typical cases in 2020`)."""
    at = window.left[-1] + 1 if window.left else len(chunks)
    if at >= len(chunks) or chunks[at].tag != "SET":
        return None
    for chunk in chunks[at + 1 :]:
        if chunk.tag in ("COMMA", "SEMI", "STOP", "BY", "ACT", "AUX", "REL"):
            break
        listed = chunk.tag == "YEAR" or (chunk.name is not None and chunk.name.class_name == "CaseList")
        if listed and (year := year_of(chunk.text)):
            return str(year)
    return None


def _year_of_list_before(chunks: Sequence[Chunk], window: Window) -> str | None:
    """The year of the English list before in one sentence (`one to the 2020 Top Ten, one to the …`)."""
    told = any(chunks[i].text.lower() == "year" for i in window.tail)  # `… typical cases this year`
    if told or not window.left or not chunks[0].text.isascii():
        return None
    for chunk in reversed(chunks[: window.left[0]]):
        if chunk.tag in ("STOP", "SEMI"):
            return None
        if chunk.name is not None and chunk.name.class_name == "CaseList" and (year := year_of(chunk.text)):
            return str(year)
    return None


def year_of_index(chunks: Sequence[Chunk], first: int) -> str | None:
    """The year in the name of the index that ranks (`According to the 2020 … Index, … ranked first`)."""
    for chunk in reversed(chunks[:first]):
        if chunk.tag in ("STOP", "SEMI"):
            return None
        if chunk.name is not None and chunk.name.class_name in _INDICES and (year := year_of(chunk.text)):
            return str(year)
    return None
