"""How likely a run of letters is one English word: the costs by which lost spaces are given back.

A cost is a negative logarithm of a word's share of running text. General words come from the list of
wordninja, words of this field from `lexicons/en/word-counts.csv` (with the case they are written in; count 0
is no word at all), names from the registry.
"""

import csv
import gzip
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pypinyin import pinyin_dict

from mappings.errors import MappingError

#: No word is longer.
LONGEST: Final = 22
NEVER: Final = 1e9
#: Words of the general list up to so many letters that cost more than this are doubtful, and cost this more.
_DOUBTS: Final = ((2, 0.0, 7.0), (3, 8.5, 7.0), (4, 11.0, 3.0))
_COMMON: Final = 12.0
_UNKNOWN_LOWER: Final = (14.0, 3.0)
_UNKNOWN_NAME: Final = (11.0, 1.3)
_PINYIN_NAME: Final = (9.0, 0.6)
_LONG_PINYIN_NAME: Final = (13.0, 0.6)
_UNKNOWN_ACRONYM: Final = (9.0, 1.6)
_LONGEST_ACRONYM: Final = 7
_REGISTRY_COUNT: Final = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Costs of words in small letters (`field`: those of this field), of names and of acronyms."""

    words: dict[str, float]
    field: dict[str, float]
    names: dict[str, float]
    acronyms: dict[str, float]

    def common(self, word: str) -> bool:
        """Whether `word` is one that texts of this field use, or one of the commoner words at large."""
        return word in self.field or (len(word) > 3 and self.words.get(word, NEVER) < _COMMON)

    def known(self, word: str) -> bool:
        """Whether `word`, as written, is in any list."""
        return word.lower() in self.words or word in self.names or word.rstrip("s") in self.acronyms

    def cost(self, word: str) -> float:
        """The cost of `word` as it is written; NEVER for a mixture of cases that no word has."""
        if word.islower():
            return self.lower(word)
        if word.isupper():
            return self.capitals(word)
        if word[1:].islower():
            return self.capitalised(word)
        if word[-1] == "s" and word[:-1].isupper() and len(word) > 2:
            return self.capitals(word[:-1]) + 1.0
        return self.names.get(word, NEVER)

    def lower(self, word: str) -> float:
        """The cost of a word in small letters."""
        cost = self.words.get(word)
        if cost is not None:
            return cost
        base, each = _UNKNOWN_LOWER
        return NEVER if len(word) < 2 else base + each * len(word)

    def capitalised(self, word: str) -> float:
        """The cost of a word with a capital: a name, or a word of a title."""
        cost = min(self.names.get(word, NEVER), self.lower(word.lower()))
        if len(word) > 2:
            cost = min(cost, _name(word.lower()))
        return cost

    def in_title(self, word: str) -> float:
        """The cost of a word where all is in capitals."""
        low = word.lower()
        return min(self.acronyms.get(word, NEVER), self.lower(low), self.capitalised(low.capitalize()) + 1.0)

    def capitals(self, word: str) -> float:
        """The cost of a run of capitals as one word."""
        if word in self.acronyms:
            return self.acronyms[word]
        if len(word) == 1:
            return self.lower(word.lower()) if word in "AI" else 16.0
        base, each = _UNKNOWN_ACRONYM
        cost = base + each * len(word) if len(word) <= _LONGEST_ACRONYM else NEVER
        return min(cost, self.capitalised(word.capitalize()) + 2.0)


def _doubt(word: str, cost: float) -> float:
    """What a short word of the general list costs more, for many of these are no words at all."""
    return next(
        (more for longest, commonest, more in _DOUBTS if len(word) <= longest and cost > commonest), 0.0
    )


def _name(word: str) -> float:
    """The cost of a name that no list has: lower where it is two syllables of pinyin, or three."""
    base, each = {0: _UNKNOWN_NAME, 2: _PINYIN_NAME, 3: _LONG_PINYIN_NAME}[syllables(word)]
    return base + each * len(word)


@cache
def vocabulary() -> Vocabulary:
    """The words known, read once."""
    general = _general_costs()
    counts = _field_counts()
    total = sum(counts.values())
    costs = {word: -math.log(count / total) for word, count in counts.items() if count}
    field = {word: c for word, c in costs.items() if word.islower()}
    acronyms = {word: c for word, c in costs.items() if word.isupper()}
    names = {word: c for word, c in costs.items() if word not in field and word not in acronyms}
    for word, c in names.items():
        # A word of titles (`Stable Food Supply`) is a word of this field in small letters too; a name is not.
        low = word.lower()
        if general.get(low, NEVER) < _COMMON and not syllables(low):
            field.setdefault(low, c)
    words = {word: c + _doubt(word, c) for word, c in general.items()}
    words |= {word: min(c, general.get(word, NEVER)) for word, c in field.items()}
    words |= {word: NEVER for word, count in counts.items() if not count}
    return Vocabulary(words, field, names, acronyms)


def _general_costs() -> dict[str, float]:
    spec = find_spec("wordninja")
    if spec is None or spec.origin is None:
        raise MappingError(
            "the package wordninja is missing, whose word list gives lost spaces back; run make setup"
        )
    path = Path(spec.origin).with_suffix("") / "wordninja_words.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        words = lines.read().split()
    scale = math.log(len(words))
    return {word: math.log((rank + 1) * scale) for rank, word in enumerate(words)}


def _field_counts() -> dict[str, int]:
    counts = dict.fromkeys(_registry_words(), _REGISTRY_COUNT)
    path = files("mappings") / "lexicons" / "en" / "word-counts.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return counts | {row["word"]: int(row["count"]) for row in rows}


def _registry_words() -> set[str]:
    """The words of the English names in the registry, with the case they are written in."""
    found: set[str] = set()
    for table in (files("mappings") / "registry").iterdir():
        if table.name.endswith(".csv"):
            for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
                text = f"{row.get('label_en') or ''} {row.get('aliases_en') or ''}"
                found |= set(re.findall(r"[A-Za-z]{2,}", text))
    # A capitalised word of a title that is a common word says nothing new.
    return {word for word in found if word.islower() or word.isupper() or len(word) > 3}


@cache
def _syllables() -> frozenset[str]:
    found: set[str] = set()
    for readings in pinyin_dict.pinyin_dict.values():
        for reading in readings.split(","):
            found.add(_without_tone(reading))
    return frozenset(s for s in found if len(s) > 1)


def _without_tone(reading: str) -> str:
    table = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
    return reading.translate(table)


@lru_cache(maxsize=65536)
def syllables(word: str) -> int:
    """In how few syllables of pinyin `word` can be read, two or three as Chinese names have; else 0."""
    reach = {0: 0}
    for i in range(len(word)):
        if reach.get(i, 3) < 3:
            for j in range(i + 2, min(i + 6, len(word)) + 1):
                if word[i:j] in _syllables():
                    reach[j] = min(reach.get(j, 3), reach[i] + 1)
    count = reach.get(len(word), 0)
    return count if count >= 2 else 0
