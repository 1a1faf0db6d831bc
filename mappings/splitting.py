"""Where one sentence ends and the next begins, in clean text."""

import csv
import re
from bisect import bisect_left
from collections import deque
from functools import cache
from importlib.resources import files
from typing import Final

from mappings.records import Lang

#: Quotations and brackets up to this length belong to one sentence, whatever stops stand in them; in longer
#: ones (speech, a sentence in brackets) sentences end as anywhere else.
_WHOLE: Final = {"zh": 60, "en": 160}
_LONGEST_WHOLE: Final = max(_WHOLE.values())
_DEEPEST: Final = 8

_PAIRS: Final = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "「": "」",
    "『": "』",
    "[": "]",
}
_CLOSERS: Final = "”’》〉）)」』]\"'"
_STOP: Final = {
    "zh": re.compile(rf"(?:[。！？!?]+|…{{2,}}(?=[^，、；：”’]))[{re.escape(_CLOSERS)}]*"),
    "en": re.compile(rf"[.!?。！？]+[{re.escape(_CLOSERS)}]*(?=\s|$)"),
}
_GOES_ON: Final = {
    "zh": re.compile(r"\s*[，、；：的等和与及，,;:]"),
    "en": re.compile(r"\s*[a-z,;:–—&]|\s+-\s"),
}
_STARTERS: Final = re.compile(
    r"\s+(?:The|This|These|Those|It|Its|In|By|On|At|As|From|For|After|Since|During|Of|With|A|An|All|Both|Some|"
    r"They|We|He|She|There|However|Moreover|Meanwhile|Additionally|Furthermore|Besides|According|Among)\b"
)
#: A small letter behind a full stop goes on with the sentence, but not in one of these: its capital was lost.
_LOST_CAPITAL = re.compile(r"\s+(?:the|this|these|it|they|in|by|on)\s")
_LAST_WORD = re.compile(r"(?:^|[\s(“‘\"/-])((?:[A-Za-z]\.)*[A-Za-z]+)\.$")


def sentences(text: str, lang: Lang) -> list[tuple[int, int]]:
    """The spans of the sentences of a paragraph, in order; together they hold every character but spaces."""
    spans, start = [], 0
    whole = _whole_spans(text, lang)
    for m in _STOP[lang].finditer(text):
        if m.end() <= start or _inside(m, whole) or _goes_on(text, m, lang):
            continue
        spans.append((start, m.end()))
        start = m.end()
    spans.append((start, len(text)))
    return [span for span in (_trimmed(text, *s) for s in spans) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _whole_spans(text: str, lang: Lang) -> list[tuple[int, int]]:
    """The insides of quotations and brackets that are short enough to stay whole, in order."""
    found, open_ = [], deque[tuple[str, int]](maxlen=_DEEPEST)
    for i, c in enumerate(text):
        if c in _PAIRS and not _is_apostrophe(text, i):
            open_.append((_PAIRS[c], i))
        elif open_ and c in _PAIRS.values() and any(c == closer for closer, _ in open_):
            if c == "’" and _is_apostrophe(text, i):
                continue
            while open_:
                closer, at = open_.pop()
                if closer == c:
                    if i - at <= _WHOLE[lang]:
                        found.append((at, i))
                    break
    return sorted(found + _straight_quotes(text, lang))


def _straight_quotes(text: str, lang: Lang) -> list[tuple[int, int]]:
    at = [i for i, c in enumerate(text) if c == '"']
    if len(at) % 2:
        return []
    return [(a, b) for a, b in zip(at[::2], at[1::2], strict=True) if b - a <= _WHOLE[lang]]


def _is_apostrophe(text: str, i: int) -> bool:
    return text[i] in "’‘" and 0 < i < len(text) - 1 and text[i - 1].isalpha() and text[i + 1].isalpha()


def _inside(stop: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether a stop is inside a quotation, a title or a bracket that goes on with the sentence."""
    near = spans[bisect_left(spans, (stop.start() - _LONGEST_WHOLE,)) : bisect_left(spans, (stop.start(),))]
    return any(stop.start() < end and not _ends_with(stop, start, end) for start, end in near)


def _ends_with(stop: re.Match[str], start: int, end: int) -> bool:
    """Whether a full stop at the very end of a quotation ends the sentence too.

    A question or exclamation mark there is mostly part of a name, so is any stop in a title; and a bracket
    has its own sentence only where it begins behind another.
    """
    if stop[0][0] not in ".。" or stop.end() <= end:
        return False
    text = stop.string
    before = text[:start].rstrip()[-1:]
    return text[start] in "“‘「『\"'" or (text[start] in "（([" and before in ("", *'。.！!？?”"'))


def _goes_on(text: str, stop: re.Match[str], lang: Lang) -> bool:
    """Whether the sentence goes on behind this stop."""
    word = _LAST_WORD.search(text, max(stop.start() - 20, 0), stop.start() + 1) if stop[0][0] == "." else None
    if _GOES_ON[lang].match(text, stop.end()):
        full = word is not None and len(word[1]) > 3 and not _is_abbreviation(word[1], text, stop.end())
        return not (full and _LOST_CAPITAL.match(text, stop.end()))
    if lang == "zh" or stop[0][0] != ".":
        return False
    return word is not None and _is_abbreviation(word[1], text, stop.end())


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    ends = _abbreviations().get(word.casefold())
    return ends == "never" or (ends == "maybe" and end < len(text) and not _STARTERS.match(text, end))


@cache
def _abbreviations() -> dict[str, str]:
    path = files("mappings") / "lexicons" / "en" / "abbreviations.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["term"].casefold(): row["ends"] for row in rows}
