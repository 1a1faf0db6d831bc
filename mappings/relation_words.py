"""The words of a sentence by which relations are read: verbs, and words that open, join or govern names."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mappings import lexicon
from mappings.lexicon import RelationVerb
from mappings.records import Lang, Sentence

#: Classes of words that tell the part of a name, not an act: looked up beside names, not by themselves.
_BESIDE: Final = frozenset({"govern", "opening", "not-actor", "intro"})


@dataclass(frozen=True, slots=True)
class Word:
    """A verb or another word of relations at a place of the sentence, with its classes."""

    start: int
    end: int
    classes: frozenset[str]


def find_words(sentence: Sentence) -> list[Word]:
    """The words of relations in a sentence, the longest at each place."""
    return list(_find(sentence.text, sentence.lang))


def _find(text: str, lang: Lang) -> Iterator[Word]:
    if lang == "zh":
        spots = [(i, i + 1, c.casefold()) for i, c in enumerate(text) if not c.isspace()]
    else:
        spots = [(m.start(), m.end(), m.group().lower().replace("’", "'")) for m in lexicon.words_in(text)]
    words, parts, at = lexicon.load_verbs(lang), [part for _, _, part in spots], 0
    while at < len(parts):
        length, entries = words.longest(parts, at)
        classes = frozenset(e.verb for e in entries if isinstance(e, RelationVerb)) - _BESIDE
        if classes:
            yield Word(spots[at][0], spots[at + length - 1][1], classes)
        at += length if classes else 1


@functools.cache
def terms(lang: Lang, class_: str) -> tuple[str, ...]:
    """The terms of a class, long ones first."""
    rows = lexicon.load_verbs(lang).of("relation-verbs")
    found = {row.term for row in rows if isinstance(row, RelationVerb) and row.verb == class_}
    return tuple(sorted(found, key=lambda term: (-len(term), term)))


def ends_with(text: str, lang: Lang, class_: str) -> bool:
    """Whether `text` ends with a word of the class (articles and quotation marks left out)."""
    bare = _bare(text)
    return any(_is_end(bare, term, lang) for term in terms(lang, class_))


def begins_with(text: str, lang: Lang, class_: str) -> bool:
    """Whether `text` begins with a word of the class."""
    bare = text.lower().replace("’", "'").lstrip(' “"”')
    return any(
        bare.startswith(term)
        and (lang == "zh" or not term[-1].isalpha() or not bare[len(term) :][:1].isalpha())
        for term in terms(lang, class_)
    )


def only_opens(text: str, lang: Lang) -> bool:
    """Whether nothing stands in `text` but words with which a sentence or clause opens, years and marks."""
    bare = text.lower()
    for term in terms(lang, "opening"):
        bare = re.sub(rf"\b{re.escape(term)}\b", "", bare) if lang == "en" else bare.replace(term, "")
    for unit in ("年", "月", "日", "底") if lang == "zh" else ():
        bare = bare.replace(unit, "")
    return not any(c.isalpha() for c in bare)


def _bare(text: str) -> str:
    bare = text.lower().rstrip(' “"‘《（(')
    for article in (" the", " a", " an", " both"):
        bare = bare.removesuffix(article) if f" {bare}".endswith(article) else bare
    return bare.rstrip(' “"‘《（(')


def _is_end(text: str, term: str, lang: Lang) -> bool:
    if not text.endswith(term):
        return False
    before = text[: -len(term)][-1:]
    return lang == "zh" or not before.isalnum()


def any_class(words: Iterable[Word], wanted: Iterable[str]) -> list[Word]:
    """The words that are of one of the classes."""
    classes = set(wanted)
    return [w for w in words if w.classes & classes]
