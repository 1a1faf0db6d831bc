"""Mending characters: every change to the raw text leaves the exact way back.

A text is changed by edits only: a piece is left out, put in, or replaced by as many characters. What becomes
of a character is told by `CleanText.starts` and `ends`; a character put in has an empty raw span.
"""

import re
import unicodedata
from calendar import month_name
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

import opencc
from pypinyin import Style, pinyin

from mappings.records import CleanText, Lang

#: One change: the clean characters [start, end) become `text`.
Edit = tuple[int, int, str]

CJK: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
_CJK_SIDE: Final = CJK + "“”‘’《》〈〉「」『』（）、。，；：！？"

_FIELD_CODE = re.compile(
    r"""(?:\{[ ]?)?\b(?:HYPERLINK|PAGEREF|INCLUDEPICTURE)\b
        (?:[ ]+(?:"[^"]*"|\\[a-z]+|[^\s"《》“”]+(?=[ ]+\\)))*[ ]*\}?""",
    re.VERBOSE,
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|sup|sub|font|li|ul|ol|td|tr|table)\b[^<>]*>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(nbsp|amp|quot|lt|gt|#39|ldquo|rdquo|lsquo|rsquo|mdash|ndash|middot);")
_ENTITIES: Final = {
    "nbsp": " ", "amp": "&", "quot": '"', "lt": "<", "gt": ">", "#39": "'", "ldquo": "“", "rdquo": "”",
    "lsquo": "‘", "rsquo": "’", "mdash": "—", "ndash": "–", "middot": "·",
}  # fmt: skip
_PINYIN = re.compile(rf"(?<=[{CJK}])\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{{1,6}})\)")
_WIDE_SIGN = re.compile(r"(?<=\d)[．，](?=\d)")
_HALF_SIGN = re.compile(
    rf"(?<=[{_CJK_SIDE}])[,;:?!]|(?<![\d:])[,;:?!](?=[{_CJK_SIDE}])|(?<=\d)[,;?!](?=[{_CJK_SIDE}])"
)
_HALF_STOP = re.compile(rf"(?<=[{CJK}%)）”》])\.(?=[{CJK}“《]|$)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ZH_SPACE = re.compile(r" +(?![A-Za-z0-9(])|(?<![A-Za-z0-9,.;:)]) +")
_MANY_SPACES = re.compile(r"(?<= ) +|^ +| +$| +(?=[,.;:!?%)\]”](?![A-Za-z0-9]))")

#: A number with a space behind its comma; a list of numbers goes on with `and`.
_BROKEN_NUMBER = re.compile(
    r"(?<![\d,.])(?<!\d )\d{1,3},(?P<space> )(?=\d{3}(?!\d))(?!\d{3}(?:, \d|,? (?:and|or) \d|\.\d{3}))"
)
#: What a number of its own stands behind: a day (`On May 5, 200 cases`), an article.
_NUMBERED = re.compile(rf"(?:{'|'.join(month_name[1:])}|Article|Section|Chapter|No\.|Table|Figure) $")

_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
#: What other characters stand for: the comma above that a converter left where a closing quote was.
_STANDS_FOR: Final = {"\u0315": "’", "％": "%", "﹪": "%", "〞": "”", "＂": '"'}
_WIDE_ALNUM: Final = {chr(0xFEE0 + ord(c)): c for c in map(chr, range(0x21, 0x7F)) if c.isalnum()}


def apply(clean: CleanText, edits: Iterable[Edit]) -> CleanText:
    """`clean` after the edits, which are in order and do not overlap.

    A replacement as long as what it replaces keeps each character's own span; a shorter or longer one has the
    whole span for each of its characters; one put in between two has an empty span before the second.
    """
    text, starts, ends, done = [], list[int](), list[int](), 0
    for start, end, new in edits:
        text.append(clean.text[done:start] + new)
        starts += clean.starts[done:start]
        ends += clean.ends[done:start]
        if len(new) == end - start:
            starts += clean.starts[start:end]
            ends += clean.ends[start:end]
        else:
            first, last = _span(clean, start, end)
            starts += [first] * len(new)
            ends += [last] * len(new)
        done = end
    if done == 0 and not text:
        return clean
    text.append(clean.text[done:])
    return CleanText("".join(text), (*starts, *clean.starts[done:]), (*ends, *clean.ends[done:]))


def _span(clean: CleanText, start: int, end: int) -> tuple[int, int]:
    if start < end:
        return clean.starts[start], clean.ends[end - 1]
    at = clean.starts[start] if start < len(clean.text) else (clean.ends[-1] if clean.ends else 0)
    return at, at


def untouched(raw: str, start: int, end: int) -> CleanText:
    """The raw characters [start, end) as they are."""
    return CleanText(raw[start:end], tuple(range(start, end)), tuple(range(start + 1, end + 1)))


def characters(clean: CleanText) -> CleanText:
    """The mending that needs no language: spaces, invisible signs, field codes, width, pinyin, script."""
    clean = apply(clean, _single_characters(clean.text))
    clean = apply(clean, ((m.start(), m.end(), "") for m in _FIELD_CODE.finditer(clean.text)))
    clean = apply(clean, ((m.start(), m.end(), "") for m in _TAG.finditer(clean.text)))
    clean = apply(clean, ((m.start(), m.end(), _ENTITIES[m[1]]) for m in _ENTITY.finditer(clean.text)))
    clean = apply(clean, ((m.start(), m.end(), _narrow(m[0])) for m in _WIDE_SIGN.finditer(clean.text)))
    clean = apply(clean, ((m.start(), m.end(), "") for m in _PINYIN.finditer(clean.text) if _is_reading(m)))
    return CleanText(simplified(clean.text), clean.starts, clean.ends)


def _single_characters(text: str) -> Iterable[Edit]:
    for i, c in enumerate(text):
        if c.isascii() and c.isprintable():
            continue
        if c.isspace():
            yield i, i + 1, " "
        elif unicodedata.category(c) in {"Cc", "Cf"}:
            yield i, i + 1, ""
        elif c in _WIDE_ALNUM or c in _STANDS_FOR:
            yield i, i + 1, _WIDE_ALNUM.get(c) or _STANDS_FOR[c]


def _narrow(sign: str) -> str:
    return "." if sign == "．" else ","


def _is_reading(match: re.Match[str]) -> bool:
    """Whether the bracketed letters are how the character before them is read."""
    return _plain(match[1]) in _readings(match.string[match.start() - 1])


@lru_cache(maxsize=4096)
def _readings(character: str) -> frozenset[str]:
    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0])


def _plain(syllable: str) -> str:
    """A syllable without tone marks, ü as pypinyin writes it (v)."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", syllable) if c == "\u0308" or not unicodedata.combining(c)
    )
    return bare.replace("u\u0308", "v")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """`text` in simplified characters, as long as before: what would change length goes one by one."""
    if text.isascii():
        return text
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_one(c) for c in text)


@lru_cache(maxsize=8192)
def _one(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def language(text: str) -> Lang | None:
    """The language of a piece of mended text by its script, None where it has no letters of either."""
    han = len(re.findall(rf"[{CJK}]", text))
    latin = len(re.findall(r"[A-Za-z]", text))
    if not han and not latin:
        return None
    # A Chinese character says about as much as three letters.
    return "zh" if han * 3 >= latin else "en"


def chinese(clean: CleanText) -> CleanText:
    """The mending of Chinese text: one width of punctuation, no spaces but between Latin words."""
    clean = apply(clean, ((m.start(), m.end(), _FULL[m[0]]) for m in _HALF_SIGN.finditer(clean.text)))
    clean = apply(clean, ((m.start(), m.end(), "。") for m in _HALF_STOP.finditer(clean.text)))
    clean = apply(clean, _bracket_edits(clean.text))
    return apply(clean, ((m.start(), m.end(), "") for m in _ZH_SPACE.finditer(clean.text)))


def _bracket_edits(text: str) -> Iterable[Edit]:
    wide = re.compile(rf"[{_CJK_SIDE}]")
    edits: list[Edit] = []
    for m in _BRACKETS.finditer(text):
        around = text[max(m.start() - 1, 0) : m.start()] + text[m.end() : m.end() + 1]
        if wide.search(m[1] + around):
            edits += [(m.start(), m.start() + 1, "（"), (m.end() - 1, m.end(), "）")]
    return edits


def whole_numbers(clean: CleanText) -> CleanText:
    """English text without the space that a broken number has behind its comma (`1, 094`)."""
    broken = (m for m in _BROKEN_NUMBER.finditer(clean.text) if not _NUMBERED.search(clean.text[: m.start()]))
    return apply(clean, ((*m.span("space"), "") for m in broken))


def single_spaces(clean: CleanText) -> CleanText:
    """`clean` with one space where there were several, and none at its ends or before closing punctuation."""
    return apply(clean, ((m.start(), m.end(), "") for m in _MANY_SPACES.finditer(clean.text)))
