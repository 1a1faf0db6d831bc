"""From a sentence to a spaCy Doc of chunks: one token per number, name, date, or term of the lexicon.

The rules match these tokens by tag (`NUM`, `UNIT`, `OBJ` …), so that they read alike in both languages.
"""

import calendar
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from mappings import lexicon
from mappings.lexicon import (
    Action,
    BoundWord,
    Currency,
    Direction,
    Entry,
    FacetTerm,
    IPTerm,
    Lexicon,
    Multiplier,
    Numeral,
    Object,
    Ordinal,
    Rank,
    SetPhrase,
    Signal,
    State,
    Unit,
)  # fmt: skip
from mappings.mentions import NamedSpan
from mappings.records import Lang, Sentence
from ontology import names as iris

#: Which entry gives a chunk its tag when it has several: the first of these.
_TAGS: Final[Sequence[tuple[type[Entry], str]]] = (
    (SetPhrase, "SET"), (Rank, "RANK"), (Unit, "UNIT"), (Multiplier, "MULT"), (Currency, "CUR"),
    (BoundWord, "BOUND"), (Direction, "DIR"), (State, "STATE"), (Object, "OBJ"), (IPTerm, "IP"),
    (FacetTerm, "FACET"), (Action, "ACT"), (Ordinal, "ORDW"), (Numeral, "NUMW"),
)  # fmt: skip

_PUNCTUATION: Final = {
    "，": "COMMA", ",": "COMMA", "；": "SEMI", ";": "SEMI", "、": "ENUM", "。": "STOP", ".": "STOP",
    "：": "COLON", ":": "COLON", "（": "OPEN", "(": "OPEN", "）": "CLOSE", ")": "CLOSE", "！": "STOP",
    "？": "STOP", "!": "STOP", "?": "STOP", "—": "DASH", "–": "DASH", "-": "DASH", "/": "SLASH",
}  # fmt: skip

_NUMBER = r"(?:(?<![A-Za-z0-9.])[-−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MONTH: Final = f"(?:{'|'.join(name for name in calendar.month_name if name)})"
_DATES: Final[dict[Lang, str]] = {
    "zh": (
        r"(?P<LISTNO>\A[（(]?\d{1,2}(?:\.\d{1,2}){0,2}(?:[.．、）)]\s*(?!\d)|(?<=\.\d)(?![\d万亿千百%％倍个件家项元天年月日分吨人批宗条名次户位所多余]))"
        r"|(?:(?<=[见如详，。；、（(])|\A)[图表注]\s?\d{1,2}(?!\d)|附[件录表图]\s?\d{1,2}(?!\d))"
        r"|(?P<DOCNO>[〔\[［（(](?:19|20)\d\d[〕\]］）)]\s*(?:第\s*)?\d+\s*号|(?:19|20)\d\d\s*年\s*第\s*\d+\s*号)"
        r"|(?P<ADDRESS>(?<!\d)(?:1\d{2}-?\d{4}-?\d{4}|0\d{2,3}\s?[-—]\s?\d{7,8})(?![\d,.])"
        r"|(?<=致电|拨打|电话|热线|专线)[:：]?\s?\d[\d\- ]*\d|(?<!\d)\d{3,6}(?=热线|专线|平台电话)"
        r"|(?<=[路街巷道])\d+号(?:[楼院]|之?[一二三四五六七八九十]+)?)"
        r"|(?P<LAW>第\s?(?:\d+|[一二三四五六七八九十百]+)(?:条|款)(?:之[一二三四五六七八九十]+)?)"
        r"|(?P<VAGUE>\d+岁?[至到—~-]\d+岁|\d+(?:周)?岁|(?<![件人次总指系个户家函倍奖分参基位级册计])[数几]\s?[十百千万亿]+[余多]?(?![分强])|若干|[十百千万]余?[数几])"
        r"|(?P<SPAN>(?:19|20)\d\d年?\s*[—–\-至到~～]{1,2}\s*(?:19|20)?\d\d年(?:度)?)"
        r"|(?P<DATE>(?:(?:19|20)\d\d年|[今去前]年|当年)?(?:[上下]半年|第?[一二三四1234]季度|前[一二三]季度|全年(?=内))"
        r"|(?:(?:19|20)\d\d年)?\d{1,2}月?\s*[—–\-至到~～]{1,2}\s*\d{1,2}月(?:份)?"
        r"|(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}[日号]|底|末|初|份)?"
        r"|(?:近|这|前)?[一二三四五六七八九十两\d]+(?:多|余)?年来|[一二三四五六七八九十两\d]+周年"
        r"|近[一二三四五六七八九十两\d]+年(?!来?的?(?:新|最|历|以))"
        r"|(?<![过足超逾满短])(?:3[01]|[12]?\d)[日号]|\d{1,2}[•·]\d{1,2}"
        r"|(?<=[较比])(?:前|上|过去)[一二三四五六七八九十两\d]+年|[前上过]去?[一二三四五六七八九十两\d]+年(?=同期|平均|总和|之和)"
        r"|民国\d{2,3}年(?:\d{1,2}月)?|(?<=[较比])1[01]\d年"
        r"|[〇零一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
        r"|(?<![前半上去])[年岁][底末](?!.?净增))"
        r"|(?P<YEAR>(?:19|20)\d\d年(?:度)?(?:年?[底末初])?)"
    ),
    "en": (
        r"(?P<LISTNO>\A\(?\d{1,2}(?:\.\d{1,2}){0,2}[.)]+\s*(?=[A-Z“\"]|\Z)"
        r"|\A\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s+(?=[A-Z])"
        r"|\b(?:Table|Figure|Fig\.|Chart|Note|Annex|Appendix|Box|[Pp]ages?)\s+\d+(?:\.\d+)?\b)"
        r"|(?P<ACRONYM>\((?:[A-Z][A-Za-z&]?){2,6}s?\))"
        r"|(?P<LAW>\b(?:Article|Section|Paragraph|Clause|Item|Chapter)s?\s+\d+(?:\s*(?:,|and|to|[-–])\s*\d+)*)"
        r"|(?P<DOCNO>\((?:19|20)\d\d\)(?:\s?[A-Z][a-z]+|\s?\d{1,4})+\s?No\.?\s?\d+"
        r"|\b\d+\s?\+\s?\d+\b|[\[(](?:19|20)\d\d[\])]\s*No\.?\s?\d+|\bNo\.?\s?\d+\s?[\[(](?:19|20)\d\d[\])])"
        r"|(?P<ADDRESS>\b(?:Hall|Room|Building|Booth|Gate|Pavilion|Floor)\s+(?:No\.?\s?)?\d+[A-Z]?\b"
        r"|(?<=hotline )\d[\d -]*\d|(?<=number )1\d{4}\b(?!,)|\b\d{5}(?= hotline)"
        r"|\b\d+\s+(?:[A-Z][a-z]+\s+){1,3}(?:Road|Street|Avenue|Lane|Boulevard)\b"
        r"|(?<!\d)(?:\+?86[- ])?(?:0\d{2,3}-\d{7,8}|1\d{2}-?\d{4}-?\d{4})(?![\d,.]\d))"
        r"|(?P<SPAN>\b(?:[Bb]etween|[Ff]rom)\s+(?:19|20)\d\d\s+(?:and|to)\s+(?:19|20)\d\d\b"
        r"|\b(?:19|20)\d\d\s?[—–\-]\s?(?:19|20)\d\d\b|\b(?:19|20)\d\d\s+and\s+(?:19|20)\d\d\b)"
        r"|(?P<DATE>\b\d{1,2}(?::\d\d)?\s*(?:[ap]\.m\.|[ap]m\b)"
        r"|\bfirst\s+(?:two|three)\s+quarters\s+of\s+(?:the\s+year|(?:19|20)\d\d)\b"
        r"|\bfirst\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+months\s+of\s+(?:the\s+year|(?:19|20)\d\d)\b"
        r"|\b(?:(?:first|second|latter)\s+half|(?:first|second|third|fourth)\s+quarter)\s+of\s+(?:the\s+year|(?:19|20)\d\d)\b"
        r"|\b(?:past|last|previous|preceding|next|recent|coming)\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:years|months)\b"
        r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:years|months)\s+(?:before|earlier|ago|later)\b"
        rf"|\b{_MONTH}\s*(?:to|through|[—–\-])\s*{_MONTH}(?:,?\s+(?:19|20)\d\d\b)?"
        r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
        r"\s+\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d\d\b)?"
        r"|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:January|February|March|April|May|June|July|August|September|October"
        r"|November|December)\b(?:\s+(?:19|20)\d\d\b)?"
        r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
        r"\s+(?:19|20)\d\d\b)"
        r"|(?P<YEAR>(?<![\d,.])(?:19|20)\d\d(?!\d|,\d|\.\d))"
    ),
}
_ORDINALS: Final[dict[Lang, str]] = {
    "zh": r"(?P<ORD>第\s?(?:\d+|[一二三四五六七八九十百]+))",
    "en": r"(?P<ORD>\b\d+(?:st|nd|rd|th)\b)",
}
_WORDS: Final[dict[Lang, str]] = {
    "zh": r"(?P<NUMW>[一二两兩三四五六七八九十百千〇零]+)|(?P<WORD>[A-Za-z]+(?:[-’'][A-Za-z]+)*)|(?P<X>\S)",
    "en": r"(?P<WORD>[A-Za-z]+(?:[’'][a-z]+)?)|(?P<X>\S)",
}


#: Classes whose names are often descriptions, with a number that counts.
_DESCRIBED: Final = frozenset({"BodyGroup", "CaseList", "Event", "PolicyDocument", "Programme"})
_DESCRIBING: Final = re.compile(r"(?<![第\d一二三四五六七八九十])(?:\d+|[一二两三四五六七八九十]+)")
#: A number behind a group, and no date: `调解组织174个`, not `检察机关2023年`.
_COUNTED_BEHIND: Final = re.compile(r"\s*(?!\d{1,4}年)\d")
#: What a Chinese measure word stands behind.
_BEFORE_UNIT: Final = frozenset({"NUM", "NUMW", "MULT", "MORE", "ORD", "BOUND"})

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a sentence: clean offsets within it, its tag, what the lexicon says, the name it is.

    `group`: the bodies that begin here and are counted (`11 arbitration bodies`): words, and yet a name.
    """

    start: int
    end: int
    text: str
    tag: str
    entries: tuple[Entry, ...] = ()
    name: NamedSpan | None = None
    group: NamedSpan | None = None

    def entry(self, kind: type[E]) -> E | None:
        """The first entry of `kind`."""
        return next((e for e in self.entries if isinstance(e, kind)), None)

    def all_of(self, kind: type[E]) -> list[E]:
        """All entries of `kind`."""
        return [e for e in self.entries if isinstance(e, kind)]

    def has_signal(self, signal: str) -> bool:
        """Whether the chunk is a word of the syntax of figures of this sort."""
        return any(isinstance(e, Signal) and e.signal == signal for e in self.entries)


@functools.cache
def pipeline(lang: Lang) -> Language:
    """The blank pipeline whose vocabulary the chunks and the rules share."""
    return spacy.blank(lang)


def chunk(sentence: Sentence, names: Sequence[NamedSpan]) -> tuple[list[Chunk], Doc]:
    """The chunks of `sentence` and the Doc (one token a chunk, tagged) that the matchers run on."""
    told = [_behind_number(n, sentence) for n in names if not n.inside]
    counted = {n.start: n for n in told if _is_counted(n, sentence)}
    chunks = list(_scan(sentence.text, sentence.lang, [n for n in told if n.start not in counted]))
    chunks = [replace(c, group=counted[c.start]) if c.start in counted else c for c in chunks]
    if sentence.lang == "zh":
        chunks = list(_measured(chunks))
    doc = Doc(pipeline(sentence.lang).vocab, words=[c.text for c in chunks], tags=[c.tag for c in chunks])
    return chunks, doc


def _behind_number(name: NamedSpan, sentence: Sentence) -> NamedSpan:
    """`name` without the number that it begins with, where that counts (`six typical cases of …`)."""
    if sentence.lang == "zh":
        return name
    number = re.match(rf"(?:\d+|(?:{_number_words()}))\s+(?=[a-z])", sentence.text[name.start : name.end])
    return replace(name, start=name.start + number.end()) if number else name


@functools.cache
def _number_words() -> str:
    """The English numerals in words from two on, as the choices of a pattern."""
    return "|".join(e.term for e in lexicon.load("en").of("numerals") if e.term != "one")


def _is_counted(name: NamedSpan, sentence: Sentence) -> bool:
    """Whether the name of a group is what a number counts (`调解组织174个`, `174 institutions`)."""
    if name.class_name != "BodyGroup":
        return False
    if sentence.lang == "en":
        number = rf"(?:(?<![\d,.])(?!(?:19|20)\d\d\s*$)[\d,.]*\d|\b(?:{_number_words()}))\s*$"
        return (
            re.search(number, sentence.text[: name.start]) is not None
        )  # `in 2016 Chinese courts …`: a year
    return _COUNTED_BEHIND.match(sentence.text, name.end) is not None


def _measured(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """The chunks, measure words only where a number stands before them (`单` in `7单`, not in `名单`)."""
    for i, piece in enumerate(chunks):
        if piece.tag != "UNIT" or (i and chunks[i - 1].tag in _BEFORE_UNIT):
            yield piece
            continue
        rest = tuple(e for e in piece.entries if not isinstance(e, Unit))
        yield replace(piece, entries=rest, tag=_tag_of(rest) if rest else "X")


@functools.cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    """Dates, ordinals, numbers, words and single characters of `lang`; the named group is the tag."""
    return re.compile("|".join([_DATES[lang], _ORDINALS[lang], f"(?P<NUM>{_NUMBER})", _WORDS[lang]]))


def _scan(text: str, lang: Lang, names: Sequence[NamedSpan]) -> Iterator[Chunk]:
    words = lexicon.load(lang)
    spots = _spots(text, lang)
    at_name = {n.start: n for n in sorted(names, key=lambda n: n.end)}
    index = {start: i for i, (start, _, _) in enumerate(spots)}
    parts = [part for _, _, part in spots]
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        piece = _piece(text, position, lang, at_name, (words, parts, index, spots))
        yield piece
        position = piece.end


def _spots(text: str, lang: Lang) -> list[tuple[int, int, str]]:
    """Start, end and part for everything that a term of the lexicon may consist of."""
    if lang == "zh":
        return [(i, i + 1, c.casefold()) for i, c in enumerate(text) if not c.isspace()]
    return [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in lexicon.words_in(text)]


_Tables = tuple[Lexicon, list[str], dict[int, int], list[tuple[int, int, str]]]


def _piece(text: str, at: int, lang: Lang, names: dict[int, NamedSpan], tables: _Tables) -> Chunk:
    """The chunk that begins at `at`: a name, a date or number, the longest term, else a character."""
    if at in names:
        name = names[at]
        end, entries = _term(at, tables)
        same = end == name.end and iris.kind_of(name.iri) == "agreement"  # `马德里商标国际注册` counted
        if (end > name.end or same) and _outdoes(entries, name):
            return Chunk(
                at, end, text[at:end], _tag_of(entries), entries
            )  # `澳门元`, `马德里商标国际注册申请`
        end = _counted_in(name, text, tables) or name.end
        return Chunk(at, end, text[at:end], "NAME", name=name)
    found = _pattern(lang).match(text, at)
    if found is None:  # white space only, which the caller has passed over
        return Chunk(at, at + 1, text[at], "X")
    tag, end = str(found.lastgroup), found.end()
    term_end, entries = _term(at, tables)
    bodies = [
        start for start, name in names.items() if at < start < term_end and iris.kind_of(name.iri) == "body"
    ]
    if lang == "en" and bodies:  # a body's name begins within: `The province’s law enforcers`
        term_end, entries = _term(at, tables, before=min(bodies))
    if entries and _prefers_term(tag, term_end - end, entries):
        return Chunk(at, term_end, text[at:term_end], _tag_of(entries), entries)
    if tag in ("X", "WORD"):
        tag = _PUNCTUATION.get(found.group(), "X")
    return Chunk(at, end, text[at:end], tag)


def _outdoes(entries: tuple[Entry, ...], name: NamedSpan) -> bool:
    """Whether a term that holds a name and more is what is meant: a unit, or something counted."""
    if any(isinstance(e, Unit) for e in entries):
        return True
    return any(isinstance(e, Object) for e in entries) and iris.kind_of(name.iri) not in ("body", "area")


def _counted_in(name: NamedSpan, text: str, tables: _Tables) -> int | None:
    """Where, in a name that only describes (`内地7省知识产权部门`), a number with its measure word begins."""
    if name.class_name not in _DESCRIBED:
        return None
    if tables[0].lang == "en":
        inner = re.compile(
            rf"\b(?:of|in|by|for|from|among|with)\s+(?P<number>(?:\d+|{_number_words()})\s+[a-z])"
        )
        number = inner.search(text, name.start, name.end)
        return number.start("number") if number else None
    for found in _DESCRIBING.finditer(text, name.start + 1, name.end):
        at = found.end()
        end, entries = _term(at, tables)
        counts = any(isinstance(e, Unit) and e.unit_class == "count" for e in entries) or (
            found.group().isdigit() is False and any(isinstance(e, Object) for e in entries)
        )
        if counts and end < name.end:
            return found.start()
    return None


def _term(at: int, tables: _Tables, before: int | None = None) -> tuple[int, tuple[Entry, ...]]:
    """Where the longest term that begins at `at` ends, and its entries; one that ends `before` a place."""
    words, parts, index, spots = tables
    if at not in index:
        return at, ()
    if before is not None:
        parts = parts[: next(i for i in range(index[at], len(spots)) if spots[i][1] > before)]
    length, entries = words.longest(parts, index[at])
    return (spots[index[at] + length - 1][1] if length else at), entries


def _prefers_term(tag: str, longer_by: int, entries: tuple[Entry, ...]) -> bool:
    """Whether a term wins over what the pattern saw: a set phrase always, others where they reach further."""
    if tag in ("X", "WORD"):
        return True
    if any(isinstance(e, SetPhrase) for e in entries) and longer_by >= 0:
        return True
    return longer_by > 0 and tag in ("NUMW", "NUM", "ORD") and not isinstance(entries[0], Numeral)


def _tag_of(entries: tuple[Entry, ...]) -> str:
    for kind, tag in _TAGS:
        if any(isinstance(e, kind) for e in entries):
            return tag
    signal = next(e for e in entries if isinstance(e, Signal))
    return signal.signal.upper().replace("-", "_")
