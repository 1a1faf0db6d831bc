"""What each paragraph is (title, heading, running text, navigation) and in which section it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from mappings import navigation
from mappings.blocks import Block
from mappings.records import Lang
from mappings.splitting import sentences

Role = Literal["text", "heading", "lead", "title", "navigation"]

#: Ranks of headings without a number and of run-in heads: below all that are numbered.
_UNNUMBERED: Final = 90
_LEAD: Final = 100

_LONGEST_HEADING: Final = {"zh": 50, "en": 190}
_LONGEST_UNNUMBERED: Final = {"zh": 40, "en": 130}
_LONGEST_LEAD: Final = {"zh": 40, "en": 170}

_HAN: Final = "一二三四五六七八九十百零〇"
#: Marks at the start of a heading, by rank; the group is the number.
_MARKS: Final[dict[Lang, tuple[tuple[int, re.Pattern[str]], ...]]] = {
    "zh": (
        (0, re.compile(rf"第([{_HAN}\d]{{1,3}})(?:编|篇|部分)\s*")),
        (1, re.compile(rf"第([{_HAN}\d]{{1,3}})章\s*")),
        (2, re.compile(rf"第([{_HAN}\d]{{1,3}})节\s*")),
        (3, re.compile(rf"([{_HAN}]{{1,3}})[、.．]\s*")),
        (4, re.compile(rf"[（(]([{_HAN}]{{1,3}})[）)][、.]?\s*")),
        (5, re.compile(r"(\d{1,2})[.、．](?!\d)\s*")),
        (6, re.compile(r"[（(](\d{1,2})[）)]\s*")),
    ),
    "en": (
        (0, re.compile(r"(?:Part|PART) ([IVX]+|\d{1,2})\b[.:]?\s*")),
        (1, re.compile(r"(?:Chapter|CHAPTER) ([IVX]+|\d{1,2})\b[.:]?\s*")),
        (2, re.compile(r"(?:Section|SECTION) ([IVX]+|\d{1,2})\b[.:]?\s*")),
        (3, re.compile(r"([IVX]{1,5})[.、](?=\s|[A-Z][a-z])\s*")),
        (4, re.compile(r"\(([IVX]{1,5}|[ivx]{1,5})\)\s*")),
        (5, re.compile(r"(\d{1,2})[.)](?!\d)\s*(?=[A-Z])")),
        (5, re.compile(r"\d{1,2}(?:\.\d{1,2})?\.(\d{1,2})\.?\s+(?=[A-Z])")),
        (6, re.compile(r"\((\d{1,2})\)\s*")),
    ),
}
#: From this rank on a mark before running text is the number of a list, not of a section.
_LIST_RANK: Final = 5

#: How many blocks further on the text under a heading is looked for.
_AHEAD: Final = 30

_STOPPED = re.compile(r"[。！？；：，、.!?;:,…][”’》）)」』\"']*$")
_NO_LEAD: Final = {"zh": re.compile(r"[，,；：:\d“”《》]"), "en": re.compile(r"[\d“”;:]")}
#: A clause behind a comma, in a sentence too long to be a list of nouns.
_CLAUSE = re.compile(r"(?=(?:\S+ ){8}).*, (?!and\b)[a-z]")
_PARTICIPLE = re.compile(r"(?:[A-Z][a-z]+ly )?[A-Z][a-z]{3,}(?:ing|ed)\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a block that has one role and one place: a span of its clean text."""

    block: Block
    role: Role
    section: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    rank: int
    number: int
    end: int


class _Outline:
    """Where in the sections of one language part the reading stands."""

    def __init__(self) -> None:
        self._stack: list[tuple[int, int]] = []
        self.paragraphs = 0
        self.begun = False

    def enter(self, rank: int, number: int | None = None) -> None:
        """Begins a section of this rank; a number that is missing or does not go up is counted on."""
        last = 0
        while self._stack and self._stack[-1][0] >= rank:
            popped = self._stack.pop()
            last = popped[1] if popped[0] == rank else last
        self._stack.append((rank, number if number is not None and number > last else last + 1))

    def numbered(self) -> bool:
        """Whether the place is under a numbered heading."""
        return bool(self._stack) and self._stack[0][0] < _UNNUMBERED

    @property
    def section(self) -> str:
        """The path of numbers, "0" before the first heading."""
        head = ["0"] if not self._stack or self._stack[0][0] == _LEAD else []
        return ".".join(head + [str(number) for _, number in self._stack])


def pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """The sentences and headings of all blocks, in order, with role, section and paragraph."""
    outlines: dict[Lang, _Outline] = {"zh": _Outline(), "en": _Outline()}
    aside = navigation.marked(blocks)
    for at, block in enumerate(blocks):
        outline = outlines[block.lang]
        length = len(block.clean.text)
        if aside[at]:
            yield Piece(block, "navigation", outline.section, max(outline.paragraphs, 1), 0, length)
        elif _is_headline(blocks, at, aside):
            yield _headline(block, outline)
        else:
            outline.paragraphs += 1
            outline.begun = True
            yield from _paragraph(block, outline)


def _headline(block: Block, outline: _Outline) -> Piece:
    mark = _mark(block)
    role: Role = "heading"
    if mark:
        outline.enter(mark.rank, mark.number)
    elif outline.begun:
        outline.enter(_UNNUMBERED)
    else:
        role = "title"
    outline.begun = outline.begun or role == "heading"
    return Piece(block, role, outline.section, outline.paragraphs + 1, 0, len(block.clean.text))


def _paragraph(block: Block, outline: _Outline) -> Iterator[Piece]:
    text = block.clean.text
    mark = _mark(block)
    spans = sentences(text, block.lang)
    if mark and spans and spans[0][1] <= mark.end:
        # The stop of the mark itself (`I.`, `1.`) ends no sentence.
        spans[:2] = [(spans[0][0], spans[min(1, len(spans) - 1)][1])]
    lead = len(spans) > 1 and _is_lead(text[mark.end if mark else 0 : spans[0][1]], block.lang, outline)
    if mark and (lead or mark.rank < _LIST_RANK):
        outline.enter(mark.rank, mark.number)
    elif lead:
        outline.enter(_LEAD)
    for i, (start, end) in enumerate(spans):
        role: Role = "lead" if lead and i == 0 else "text"
        yield Piece(block, role, outline.section, outline.paragraphs, start, end)


def _is_lead(first: str, lang: Lang, outline: _Outline) -> bool:
    """Whether the first of several sentences is a run-in head: short, without figures, names or clauses.

    In English a participle at its start says so anywhere; a full sentence is a head under numbered headings
    only, where each paragraph has one.
    """
    if len(first) > _LONGEST_LEAD[lang] or _NO_LEAD[lang].search(first) or _CLAUSE.match(first):
        return False
    return lang == "zh" or outline.numbered() or _PARTICIPLE.match(first) is not None


def _mark(block: Block) -> _Mark | None:
    """The number that a block begins with, if it does."""
    for rank, pattern in _MARKS[block.lang]:
        m = pattern.match(block.clean.text)
        if m:
            number = _number(m[1])
            return _Mark(rank, number, m.end()) if number else None
    return None


def _number(numeral: str) -> int:
    """The value of a numeral of a heading (Arabic, Roman, Chinese up to 99)."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral[0] in "IVXivx":
        values = [{"I": 1, "V": 5, "X": 10}[c] for c in numeral.upper()]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    tens, ten, ones = numeral.rpartition("十")
    digit = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
    return (digit.get(tens, 1) * 10 if ten else 0) + digit.get(ones, 0)


def _is_headline(blocks: Sequence[Block], at: int, aside: Sequence[bool]) -> bool:
    """Whether a block is a heading or title: short, without a stop, and with running text to come."""
    block = blocks[at]
    text = block.clean.text
    if not text or _STOPPED.search(text):
        return False
    if _mark(block):
        return len(text) <= _LONGEST_HEADING[block.lang]
    return _may_be_headline(block) and _text_follows(blocks, at, aside)


def _may_be_headline(block: Block) -> bool:
    text = block.clean.text
    return (
        len(text) <= _LONGEST_UNNUMBERED[block.lang] and not _STOPPED.search(text) and not text[0].islower()
    )


def _text_follows(blocks: Sequence[Block], at: int, aside: Sequence[bool]) -> bool:
    """Whether running text of the same language is next, after navigation and at most one short line."""
    short = 0
    ahead = slice(at + 1, at + _AHEAD)
    for block, its in zip(blocks[ahead], aside[ahead], strict=True):
        if its or block.lang != blocks[at].lang:
            continue
        if not _may_be_headline(block):
            return True
        if _mark(block):
            return True
        short += 1
        if short > 1:
            return False
    return False
