"""Finding names whatever happened to their spaces, quotation marks and hyphens.

A sentence is squeezed to the characters that names are compared by, each with its place in the sentence;
spaCy's phrase matcher runs over these characters as tokens, and a match counts where it begins and ends at a
word's edge.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from mappings.records import Lang
from mappings.registry import Thing

#: Characters that spellings of one name differ in: quotation marks, hyphens, dots in the middle of the line.
_DROPPED: Final = frozenset("\"'‘’“”「」『』《》〈〉-‐‑–—−·•・‧*̕")
#: Stands in a long name for words that need not be compared, and how many characters they may be.
GAP: Final = "…"
_WIDEST: Final = 200
_VOCAB: Final[Vocab] = spacy.blank("xx").vocab


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without what names are not compared by; character i stands at `places[i]` of the full text."""

    text: str
    places: tuple[int, ...]
    full: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the squeezed [start, end) stands in the full text."""
        return self.places[start], self.places[end - 1] + 1

    def at_edges(self, start: int, end: int) -> bool:
        """Whether [start, end) begins and ends at a word's edge (a plural s may follow)."""
        first, last = self.span(start, end)
        before, behind = self.full[:first][-1:], self.full[last:]
        if _is_latin(before) and _is_latin(self.full[first]):
            return False
        return (
            not _is_latin(self.full[last - 1])
            or re.match(r"(?:s(?![A-Za-z0-9])|[^A-Za-z0-9]|$)", behind) is not None
        )


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name to be found: the thing, and whether it counts only where it leads a sentence."""

    text: str
    thing: Thing
    leading: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling found at [start, end) of a squeezed text."""

    start: int
    end: int
    spelling: Spelling


class NameMatcher:
    """Finds all of a list of spellings."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._matcher = PhraseMatcher(_VOCAB)
        self._spellings: dict[int, list[Spelling]] = {}
        for spelling in spellings:
            self._add(spelling)

    def find(self, squeezed: Squeezed, lang: Lang) -> Iterator[Hit]:
        """Every place where a spelling stands, those that overlap as well."""
        for key, start, end in self._matcher(_characters(squeezed.text)):
            for spelling in self._spellings[key]:
                stop = _reach(spelling, squeezed.text, end)
                if stop is not None and _counts(spelling, squeezed, start, stop, lang):
                    yield Hit(start, stop, spelling)

    def _add(self, spelling: Spelling) -> None:
        text = squeeze(spelling.text.partition(GAP)[0]).text
        if not text:
            return
        key = _VOCAB.strings.add(text)
        if key not in self._spellings:
            self._spellings[key] = []
            self._matcher.add(text, [_characters(text)])
        if spelling not in self._spellings[key]:
            self._spellings[key].append(spelling)


def squeeze(text: str) -> Squeezed:
    """`text` without spaces, quotation marks and hyphens, in one width and lower case."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for c in unicodedata.normalize("NFKC", character).lower():
            if not c.isspace() and c not in _DROPPED:
                kept.append(c)
                places.append(place)
    return Squeezed("".join(kept), tuple(places), text)


def _reach(spelling: Spelling, text: str, end: int) -> int | None:
    """Where a spelling whose beginning ends at `end` ends; None where what follows its gap is missing."""
    _, gap, rest = spelling.text.partition(GAP)
    if not gap:
        return end
    tail = squeeze(rest).text
    at = text.find(tail, end, end + _WIDEST)
    return at + len(tail) if at >= 0 else None


def _counts(spelling: Spelling, squeezed: Squeezed, start: int, end: int, lang: Lang) -> bool:
    first, last = squeezed.span(start, end)
    if not squeezed.at_edges(start, end) or not _same_case(spelling.text, squeezed.full[first:last]):
        return False
    if lang == "en" and _owns(squeezed.full[first:last]) and not _owns(spelling.text):
        return False  # `the court's` is not `the courts`
    return not spelling.leading or _leads(squeezed.full[:first], lang)


def _owns(text: str) -> bool:
    """Whether an English name is written with an apostrophe (which may also end a quotation)."""
    return "'" in text or text.count("’") > text.count("‘")


def _characters(text: str) -> Doc:
    return Doc(_VOCAB, words=list(text), spaces=[False] * len(text))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _same_case(name: str, found: str) -> bool:
    """Proper names begin with a capital in the text as well; abbreviations stand in capitals throughout."""
    if len(name) <= 5 and name.isascii() and name.isupper():
        return found == name
    return not name[:1].isupper() or not found[:1].isalpha() or found[:1].isupper()


_LEAD: Final[dict[Lang, re.Pattern[str]]] = {
    "zh": re.compile(r"^(?:(?:.*[；;])?\s*(?:[^，,；;]{1,14}[，,])?|.*(?:联合|会同))$"),
    "en": re.compile(
        r"^\s*(?:\(?\d{1,2}[.)]\s*)?(?:(?:In|By|During|As of|Throughout|Over|Since|From)\b[^,]{0,30},\s*"
        r"|[A-Z][a-z]+ly,\s*|Nationwide,\s*"
        r"|(?:In addition|Besides|Meanwhile|Moreover|Furthermore|Last year),\s*)?"
        r"(?:[Tt]he\s+)?$"
    ),
}


#: Where a further clause of an English sentence begins.
_NEXT_CLAUSE: Final = re.compile(r"(?:;|:|,\s+while|,\s+whereas)\s+(?:the\s+)?$")


def _leads(before: str, lang: Lang) -> bool:
    return _LEAD[lang].match(before) is not None or (lang == "en" and _NEXT_CLAUSE.search(before) is not None)
