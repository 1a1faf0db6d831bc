"""The edition that a series' name stands for: by a year or number beside it, else by the document's year."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mappings import lexicon
from mappings.editions import edition
from mappings.lexicon import Ordinal
from mappings.numerals import decimal_of
from mappings.records import Lang
from mappings.spans import Span

_OPEN, _CLOSE = "“‘「『\"'《", "”’」』\"'》"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d|,\d)"
_INNER: Final = _YEAR.replace("year", "inner")

#: What may stand between a series' core name and the end of the full name of its action.
_ACTION: Final[Mapping[Lang, re.Pattern[str]]] = {
    "zh": re.compile(
        rf"\s*[{_CLOSE}]?\s*(?:{_YEAR})?年?[{_CLOSE}]?\s*(?:系列)?(?:专项|执法|整治|集中|联合|统一)*行动"
    ),
    "en": re.compile(
        rf"\s*[{_CLOSE}]?\s*(?:{_YEAR})?\s*[{_CLOSE}]?\s*(?:[Ss]pecial\s+|[Ll]aw\s+|[Ee]nforcement\s+|[Jj]oint\s+)*"
        r"(?:[Aa]ction|[Oo]peration|[Cc]ampaign)s?\b"
    ),
}
_YEAR_BEHIND: Final[Mapping[Lang, re.Pattern[str]]] = {
    "zh": re.compile(rf"\s*[{_CLOSE}]?\s*(?:{_YEAR}(?!\s*[—–\-至年])|[（(]\s*{_INNER}\s*[）)])"),
    "en": re.compile(rf"\s*[{_CLOSE}]?\s*(?:in\s+)?(?:{_YEAR}(?!\s*[—–-]\s*\d)|\(\s*{_INNER}\s*\))"),
}
_YEAR_BEFORE: Final[Mapping[Lang, re.Pattern[str]]] = {
    "zh": re.compile(rf"{_YEAR}\s*(?:年度|年)?\s*[{_OPEN}]?$"),
    "en": re.compile(rf"{_YEAR}\s+(?:edition\s+of\s+(?:the\s+)?)?[{_OPEN}]?$"),
}
_NUMBER_ZH: Final = r"(?:\d+|[一二三四五六七八九十百]+)"
_NUMBERS_ZH: Final = rf"(?P<numbers>{_NUMBER_ZH}(?:[、和]第?{_NUMBER_ZH})*)"
_NUMBER_BEFORE_ZH: Final = re.compile(rf"第\s*{_NUMBERS_ZH}\s*[届次]\s*[{_OPEN}]?$")
_EVIDENCE_BEFORE: Final = re.compile(rf"(?:[{_OPEN}]|\bOperation\s+)$")
#: A list whose last name has the word for all ("Jingwang and Lanwang operations").
_LISTED: Final = re.compile(
    r"(?:,\s+and\s+|,\s+|\s+and\s+)(?:\w+,\s+)?(?:and\s+)?\w+\s+(?:special\s+)?(?:actions|operations|campaigns)\b"
)
_EVIDENCE_BEHIND: Final = re.compile(rf"\s*[{_CLOSE}]")
_FULL_NAME: Final[Mapping[Lang, re.Pattern[str]]] = {
    "zh": re.compile(r"(?:行动|活动|工作|排查|季|打假|传播)[）”]?$|.{8,}"),
    "en": re.compile(r"(?i:action|operation|campaign|season)s?\b|(?:\S+\s+){3}"),
}


def editions_of(text: str, span: Span, lang: Lang, year: int | None) -> list[Span]:
    """The editions that a series' name at `span` stands for; none where it is no name there."""
    series = span.thing
    numbers = (
        _numbers_before(text, span.start, lang) if series.class_name in ("EventSeries", "AwardScheme") else []
    )
    if numbers:
        *earlier, (start, number, _) = numbers
        made = [Span(s, e, edition(series, number=n)) for s, n, e in earlier]
        return [*made, Span(start, span.end, edition(series, number=number))]
    campaign = series.class_name == "CampaignSeries"
    start, end, stated = _extent(text, span, lang, with_action=campaign)
    if campaign and not _is_campaign(text, span, lang, grown=(start, end) != (span.start, span.end)):
        return []
    if stated is None and campaign:
        stated = year
    return [Span(start, end, edition(series, year=stated) if stated is not None else series)]


def sessions(text: str, named: Sequence[Span], lang: Lang) -> Iterator[Span]:
    """Numbered sessions of an event named earlier in the sentence ("at the 137th and 138th sessions")."""
    if lang != "en":
        return
    for found in re.finditer(rf"{_numbers_en()}\s+(?:sessions?|editions?)\b(?!\s+of\b)", text):
        events = [s.thing for s in named if s.thing.class_name == "EventSeries" and s.end <= found.start()]
        for start, number, end in _numbers_in(found, lang) if events else ():
            yield Span(start, end, edition(events[-1], number=number))


def with_numbers_of_wholes(named: Sequence[Span]) -> list[Span]:
    """A part of an event has the number of the whole beside it ("the sub-forum at the 15th forum")."""
    numbers = {
        s.thing.parent: int(s.thing.number) for s in named if s.thing.kind == "event" and s.thing.number
    }
    return [
        replace(s, thing=edition(s.thing, number=numbers[s.thing.parent]))
        if s.thing.class_name == "EventSeries" and s.thing.parent in numbers
        else s
        for s in named
    ]


def _extent(text: str, span: Span, lang: Lang, *, with_action: bool) -> tuple[int, int, int | None]:
    """Where the name with its year and the word for an action begins and ends, and the year."""
    start, end = span.start, span.end
    year: int | None = None
    action = _ACTION[lang].match(text, end) if with_action else None
    behind = action or _YEAR_BEHIND[lang].match(text, end)
    if behind is not None:
        end = behind.end()
        stated = next((y for name, y in behind.groupdict().items() if name in ("year", "inner") and y), None)
        year = int(stated) if stated else None
    before = _YEAR_BEFORE[lang].search(text[:start])
    if before is not None and year is None:
        start, year = before.start(), int(before["year"])
    elif any(c in _CLOSE for c in text[span.end : end]) and text[start - 1 : start] in tuple(_OPEN):
        start -= 1
    if lang == "en" and (operation := re.search(r"\bOperation\s+$", text[:start])):
        start = operation.start()
    return start, end - (text[end - 1] in _CLOSE and text[start] not in _OPEN and end > span.end), year


def _is_campaign(text: str, span: Span, lang: Lang, *, grown: bool) -> bool:
    """Whether the campaign is meant: bare "Kunlun" is a mountain, “Kunlun” or Operation Kunlun is not."""
    if grown or _FULL_NAME[lang].search(text[span.start : span.end]):
        return True
    before, behind = text[: span.start], text[span.end :]
    if lang == "en" and _LISTED.match(behind):
        return True
    return bool(
        _EVIDENCE_BEFORE.search(before) and (before.endswith("Operation ") or _EVIDENCE_BEHIND.match(behind))
    )


def _numbers_before(text: str, at: int, lang: Lang) -> list[tuple[int, int, int]]:
    """Start, value and end of the ordinals right before a name ("第129、130届", "133rd and 134th")."""
    if lang == "zh":
        found = _NUMBER_BEFORE_ZH.search(text[:at])
    else:
        link = rf"\s+(?:annual\s+)?(?:(?:sessions?|editions?)\s+of\s+(?:the\s+)?)?[{_OPEN}]?$"
        found = re.search(_numbers_en() + link, text[:at])
    return _numbers_in(found, lang) if found else []


def _numbers_in(found: re.Match[str], lang: Lang) -> list[tuple[int, int, int]]:
    offset = found.start("numbers")
    pattern = _NUMBER_ZH if lang == "zh" else rf"{_ordinal_en()}"
    numbers: list[tuple[int, int, int]] = []
    for part in re.finditer(pattern, found["numbers"]):
        start, end = offset + part.start(), offset + part.end()
        numbers.append((found.start() if not numbers else start, _value(part.group(), lang), end))
    return numbers


@functools.cache
def _ordinal_words() -> Mapping[str, int]:
    return {w.term.lower(): int(w.value) for w in lexicon.load("en").of("ordinals") if isinstance(w, Ordinal)}


def _ordinal_en() -> str:
    words = "|".join(sorted(_ordinal_words(), key=len, reverse=True))
    return rf"(?:\d+(?:st|nd|rd|th)|(?i:{words}))"


def _numbers_en() -> str:
    one = rf"\b{_ordinal_en()}"
    return rf"(?P<numbers>{one}(?:(?:,\s*|\s+and\s+|,\s+and\s+){one})*)"


def _value(written: str, lang: Lang) -> int:
    if lang == "zh":
        return int(decimal_of(written))
    digits = re.match(r"\d+", written)
    return int(digits.group()) if digits else _ordinal_words()[written.lower()]
