"""From a raw text to its paragraphs: lines mended, broken paragraphs joined, each with its language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from mappings import mend, spaces
from mappings.records import CleanText, Lang

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOPPED = re.compile(r"[。！？；：.!?;:…][”’》）)」』\"']*\s*$")
_BEGINS = re.compile(
    r"\s*(?:[•·*▪●○◆■►»>-]\s|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、)]\s|[IVX]+\.|第.{1,3}[章节])"
)

#: Where the widest line of a text is this wide (a Chinese character counts two), paragraphs may have been
#: broken to that width; a broken line leaves less room than the longest word takes.
_BROKEN: Final = range(50, 141)
_ROOM: Final = 16


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or line: its clean text and the raw characters [start, end) that it is made from.

    `spaced` is the text before spaces of Chinese were taken out, in which menus and tags can be told.
    """

    clean: CleanText
    start: int
    end: int
    lang: Lang
    spaced: str


@dataclass(frozen=True, slots=True)
class _Line:
    clean: CleanText
    start: int
    end: int
    after_gap: bool
    after_code: bool
    width: int


def blocks(raw: str, lang: Lang | None) -> list[Block]:
    """The paragraphs of `raw`, in order; every visible character is in exactly one."""
    lines = _joined(list(_lines(raw)))
    languages = _languages([line.clean.text for line in lines], lang)
    english = " ".join(line.clean.text for line, its in zip(lines, languages, strict=True) if its == "en")
    lost = spaces.are_lost(english)
    return [_block(line, its, lost=lost) for line, its in zip(lines, languages, strict=True)]


def _lines(raw: str) -> Iterator[_Line]:
    """The lines with visible characters; one whose characters all went in mending goes to its neighbour."""
    last_end, carried = 0, None
    for m in _LINE.finditer(raw):
        stripped = m[0].strip()
        if not stripped:
            continue
        start = m.start() + len(m[0]) - len(m[0].lstrip())
        end = start + len(stripped)
        clean = mend.single_spaces(mend.characters(mend.untouched(raw, start, end)))
        gap = len(re.findall(r"\r\n|[^\S ]", raw[last_end:start])) > 1
        if not clean.text:
            carried = start if carried is None else carried
            continue
        code = "HYPERLINK" in raw[start : clean.starts[0]]
        yield _Line(clean, start if carried is None else carried, end, gap, code, _width(clean.text))
        last_end, carried = end, None
    if carried is not None:
        # Nothing visible is left behind the last line: an empty block keeps the characters accounted for.
        yield _Line(
            CleanText("", (), ()), carried, len(raw.rstrip()), after_gap=False, after_code=False, width=0
        )


def _joined(lines: list[_Line]) -> list[_Line]:
    if len(lines) > 1 and not lines[-1].clean.text:
        lines[-2:] = [replace(lines[-2], end=lines[-1].end)]
    widest = max((line.width for line in lines), default=0)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_join(group) for group in groups]


def _continues(before: _Line, line: _Line, widest: int) -> bool:
    """Whether a line goes on with the paragraph before: a field code or the width of the page broke it."""
    if _STOPPED.search(before.clean.text) or _BEGINS.match(line.clean.text):
        return False
    if line.after_code:
        return True
    return not line.after_gap and widest in _BROKEN and before.width >= widest - _ROOM


def _width(text: str) -> int:
    """How wide a line is on a page: a Chinese character is as wide as two letters."""
    return len(text) + len(re.findall(rf"[{mend.CJK}]", text))


def _join(lines: list[_Line]) -> _Line:
    """The lines of one paragraph as one, a space between those of English."""
    first, last = lines[0], lines[-1]
    if first is last:
        return first
    glue = "" if mend.language(first.clean.text) == "zh" else " "
    parts = [first.clean]
    for line in lines[1:]:
        at = line.clean.starts[0]
        parts += [CleanText(glue, (at,) * len(glue), (at,) * len(glue)), line.clean]
    clean = CleanText(
        "".join(part.text for part in parts),
        tuple(chain.from_iterable(part.starts for part in parts)),
        tuple(chain.from_iterable(part.ends for part in parts)),
    )
    return replace(first, clean=clean, end=last.end)


def _languages(texts: Sequence[str], given: Lang | None) -> list[Lang]:
    """The language of each text; one without letters has that of the text before, else of the one after."""
    found = [given or mend.language(text) for text in texts]
    known = [its for its in found if its]
    last: Lang = known[0] if known else "en"
    languages: list[Lang] = []
    for its in found:
        last = its or last
        languages.append(last)
    return languages


def _block(line: _Line, lang: Lang, *, lost: bool) -> Block:
    text = line.clean.text
    if lang == "zh":
        return Block(mend.chinese(line.clean), line.start, line.end, lang, text)
    clean = mend.single_spaces(spaces.restore(line.clean, lost=lost or spaces.are_lost(text)))
    clean = mend.whole_numbers(clean)
    return Block(clean, line.start, line.end, lang, clean.text)
