"""Finds things by name: Chinese in both scripts, English, other names, pinyin and its initials."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from typing import Final

import opencc
from pypinyin import Style, lazy_pinyin

from ontology import names
from server.questions import Answers, Questions, value
from sparql.service import QueryService

#: How good a match is: the whole name, its beginning, the beginning of a word, anywhere; then by pinyin.
_WHOLE, _BEGINS, _WORD, _WITHIN, _PINYIN_BEGINS, _INITIALS, _PINYIN_WITHIN = 100, 80, 65, 50, 60, 45, 30
#: What another name is worth against the preferred one.
_OTHER_NAME: Final = 0.95
#: What a name that is only spelt alike is worth at most, and how alike it must be.
_NEAR: Final = 75
_LEAST_LIKENESS: Final = 0.5
#: Things before metrics before codes before terms, where all else is equal.
_KIND_WORTH: Final[Mapping[str, int]] = {"code": -30, "term": -35, "metric": -2, "obs": -20}


@dataclass(frozen=True, slots=True)
class Key:
    """One spelling by which a thing is found."""

    text: str
    shown: str
    words: tuple[str, ...] = ()
    pinyin: str = ""
    initials: str = ""
    preferred: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found."""

    iri: str
    kind: str
    labels: tuple[tuple[str, str], ...]
    keys: tuple[Key, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, how well, and by which of its names."""

    entry: Entry
    score: float
    by: str


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def folded(text: str) -> str:
    """`text` as it is compared: simplified, without width, case, spaces and punctuation."""
    return names.normalise(str(_simplified().convert(text)))


def kind_of(iri: str) -> str:
    """The kind of a thing: its segment under `/id/`, `code`, or `term`."""
    return names.kind_of(iri) or ("code" if iri.startswith(names.CODE) else "term")


def key_of(text: str, *, preferred: bool) -> Key:
    """The spelling `text`, ready to be compared."""
    if text.isascii():
        words = tuple(filter(None, (names.normalise(word) for word in text.replace("-", " ").split())))
        return Key(folded(text), text, words, "", "".join(word[0] for word in words), preferred)
    plain = str(_simplified().convert(text))
    syllables = lazy_pinyin(plain, style=Style.NORMAL, errors=names.normalise)
    return Key(folded(text), text, (), "".join(syllables), "".join(s[0] for s in syllables if s), preferred)


class Index:
    """All names of a release, in memory: a few thousand entries are gone through in a few milliseconds."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries

    @classmethod
    def of(cls, named: Answers, weights: Answers) -> "Index":
        """The index of the names in some rows."""
        found: dict[str, list[tuple[str, str, bool]]] = {}
        for row in named:
            text = row["text"]
            told = (text["value"], text.get("xml:lang", ""), value(row, "rank") == "1")
            found.setdefault(row["iri"]["value"], []).append(told)
        counted = {row["iri"]["value"]: int(value(row, "number")) for row in weights}
        return cls([_entry(iri, told, counted.get(iri, 0)) for iri, told in sorted(found.items())])

    def find(self, query: str, kind: str = "") -> list[Hit]:
        """What `query` names, best first; every word of it must be found in one of a thing's names."""
        parts = [part for part in (folded(word) for word in query.split()) if part]
        whole = folded(query)
        if not whole:
            return []
        hits = [hit for entry in self.entries if (hit := _match(entry, whole, parts)) is not None]
        wanted = [hit for hit in hits if not kind or hit.entry.kind == kind]
        return sorted(wanted, key=lambda hit: (-hit.score, hit.entry.iri))

    def near(self, query: str, kind: str = "") -> list[Hit]:
        """What is spelt much like `query`, best first: for names that are not quite ours."""
        wanted = _pairs(folded(query))
        hits = [
            Hit(entry, _NEAR * likeness, by)
            for entry in self.entries
            if not kind or entry.kind == kind
            for likeness, by in [max((_likeness(wanted, key.text), key.shown) for key in entry.keys)]
            if likeness >= _LEAST_LIKENESS
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.entry.iri))


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _likeness(wanted: frozenset[str], text: str) -> float:
    """How much of their pairs two spellings share (Dice's coefficient)."""
    other = _pairs(text)
    return 2 * len(wanted & other) / (len(wanted) + len(other)) if wanted and other else 0.0


def _entry(iri: str, told: Iterable[tuple[str, str, bool]], weight: int) -> Entry:
    names_ = sorted(set(told), key=lambda name: (not name[2], name[0], name[1]))
    return Entry(
        iri=iri,
        kind=kind_of(iri),
        labels=tuple((text, lang) for text, lang, preferred in names_ if preferred),
        keys=tuple(key_of(text, preferred=preferred) for text, _, preferred in names_),
        weight=weight,
    )


def _match(entry: Entry, whole: str, parts: Sequence[str]) -> Hit | None:
    by, score = _best(entry.keys, whole)
    if not score and len(parts) > 1:
        each = [_best(entry.keys, part) for part in parts]
        if all(points for _, points in each):
            by, score = each[0][0], min(points for _, points in each) - 5
    if not score:
        return None
    worth = _KIND_WORTH.get(entry.kind, 0) + 4 * log10(1 + entry.weight)
    return Hit(entry, score + worth, by)


def _best(keys: Sequence[Key], part: str) -> tuple[str, float]:
    best: tuple[str, float] = ("", 0)
    for key in keys:
        points = _points(key, part) * (1 if key.preferred else _OTHER_NAME)
        if points > best[1]:
            best = (key.shown, points)
    return best


def _points(key: Key, part: str) -> float:
    """How well `part` matches one name; a long rest unmatched costs a little."""
    if part == key.text:
        return _WHOLE
    points = _by_letters(key, part) if part in key.text else _by_pinyin(key, part)
    return points and points - min(len(key.text) - len(part), 40) / 4


def _by_letters(key: Key, part: str) -> float:
    if key.text.startswith(part):
        return _BEGINS
    if any(word.startswith(part) for word in key.words):
        return _WORD
    return _WITHIN if len(part) > 1 or not part.isascii() else 0


def _by_pinyin(key: Key, part: str) -> float:
    if not part.isascii():
        return 0
    if key.pinyin.startswith(part):
        return _PINYIN_BEGINS
    if len(part) > 1 and key.initials.startswith(part):
        return _INITIALS
    return _PINYIN_WITHIN if len(part) > 2 and part in key.pinyin else 0


class Finder:
    """The index of the release that answers, made once for each, when first asked."""

    def __init__(self) -> None:
        self._made: tuple[str, Index] | None = None
        self._lock = asyncio.Lock()

    async def index(self, service: QueryService) -> Index:
        """The index of the present release."""
        async with self._lock:
            if self._made is None or self._made[0] != service.release:
                questions = Questions(service)
                named, weights = await questions.ask("search-names"), await questions.ask("search-weights")
                self._made = (service.release, await asyncio.to_thread(Index.of, named, weights))
            return self._made[1]
