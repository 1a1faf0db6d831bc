"""The words of a language: lexicon files, checked at load, and the look-up of the longest term at a place.

One kind of knowledge per file (`lexicons/<lang>/<kind>.csv`); the kinds and their columns are KINDS below.
"""

import csv
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from mappings.errors import LexiconError
from mappings.records import BOUNDS, IP_TYPES, REASONS, UNIT_CLASSES, Lang


class Entry(BaseModel):
    """A row of a lexicon: the term, and what kind of row it is says the class."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    term: str


class Numeral(Entry):
    """A numeral in words (`三`, `fifteen`)."""

    value: str


class Ordinal(Entry):
    """An ordinal in words (`second`); a rank only beside a verb of ranking."""

    value: str


class Multiplier(Entry):
    """A power of ten written behind a number (`万`, `million`)."""

    factor: int


class Unit(Entry):
    """A unit or measure word: its class, its name, and the English singular of what it counts."""

    unit_class: str
    unit: str
    counted: str
    factor: str = "1"

    @field_validator("unit_class")
    @classmethod
    def _known(cls, value: str) -> str:
        return _one_of(value, UNIT_CLASSES)


class Currency(Entry):
    """A currency written before the amount (`RMB`, `人民币`)."""

    unit_class: str


class BoundWord(Entry):
    """A word that bounds the number beside it (`超过`, `nearly`)."""

    bound: str
    position: Literal["before", "after"]

    @field_validator("bound")
    @classmethod
    def _known(cls, value: str) -> str:
        return _one_of(value, BOUNDS)


class Direction(Entry):
    """A word of rise (+1) or fall (-1)."""

    sign: Literal["+", "-"]


class Action(Entry):
    """What was done: a facet of the metric.

    `state` says whether what results stands (`stock`) or happened (`flow`); an `activity` is summed up over
    the year only, even where the text says `累计`. What results from a `lasting` one goes on standing, so
    that it is a flow only where a year is named (`上线专利`).
    """

    notation: str
    state: Literal["", "flow", "stock", "activity", "lasting"] = ""


class Object(Entry):
    """What is counted: a facet of the metric.

    `nature`: `standing` is what goes on existing (a centre, a zone); `aspect` is a side of something counted
    before (the value of cases, the fines imposed in them), whose right and procedure it shares; `event` says
    itself what happened (an application), so that a verb beside it adds nothing.
    """

    notation: str
    counted: str
    nature: Literal["", "standing", "aspect", "event"] = ""
    ip: str = ""

    @field_validator("ip")
    @classmethod
    def _known(cls, value: str) -> str:
        for part in filter(None, value.split("|")):
            _one_of(part, IP_TYPES)
        return value


class IPTerm(Entry):
    """A word for an IP right; several rights are joined by `|`."""

    notation: str

    @field_validator("notation")
    @classmethod
    def _known(cls, value: str) -> str:
        for part in filter(None, value.split("|")):
            _one_of(part, IP_TYPES)
        return value


class FacetTerm(Entry):
    """A word for any other facet of a metric (procedure, origin, party, quality, level …)."""

    facet: str
    notation: str


class State(Entry):
    """A word that tells flow from stock (`新增`, `累计`, `cumulative`) or marks a rate."""

    measure: Literal["flow", "stock", "rate"]


class Rank(Entry):
    """A rank without a numeral (`居首位`, `topped`); `among` is the area compared within, if said."""

    value: int
    among: str = ""


class Signal(Entry):
    """A word of the syntax of figures (`分别`, `其中`, `accounting for`)."""

    signal: str


class RelationVerb(Entry):
    """A verb or noun that tells a relation between named things; rules name it by its class `verb`."""

    verb: str


class SetPhrase(Entry):
    """A phrase whose numeral states no figure, with the reason."""

    reason: str

    @field_validator("reason")
    @classmethod
    def _known(cls, value: str) -> str:
        return _one_of(value, REASONS)


#: File name → row class. A file that a language lacks is empty.
KINDS: Final[Mapping[str, type[Entry]]] = {
    "numerals": Numeral,
    "ordinals": Ordinal,
    "multipliers": Multiplier,
    "units": Unit,
    "currencies": Currency,
    "bounds": BoundWord,
    "directions": Direction,
    "actions": Action,
    "objects": Object,
    "ip-types": IPTerm,
    "facets": FacetTerm,
    "states": State,
    "ranks": Rank,
    "signals": Signal,
    "set-phrases": SetPhrase,
}

_WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?|[0-9]+|[^\sA-Za-z0-9]")


@dataclass(frozen=True)
class Lexicon:
    """All entries of a language in a tree of their parts (characters in Chinese, words in English)."""

    lang: Lang
    tree: Mapping[str, Any]
    entries: Mapping[str, tuple[Entry, ...]]

    def longest(self, parts: list[str], at: int) -> tuple[int, tuple[Entry, ...]]:
        """How many parts from `at` the longest term takes, and its entries; (0, ()) where none begins."""
        node: Any = self.tree
        best: tuple[int, tuple[Entry, ...]] = (0, ())
        for length, part in enumerate(parts[at : at + 24], start=1):
            node = node.get(part)
            if node is None:
                break
            if "" in node:
                best = (length, node[""])
        return best

    @functools.cached_property
    def counted(self) -> Mapping[str, str]:
        """What the objects count, by notation."""
        found: dict[str, str] = {}
        for entry in self.of("objects"):
            if isinstance(entry, Object):
                found.setdefault(entry.notation, entry.counted)
        return found

    def of(self, kind: str) -> tuple[Entry, ...]:
        """The entries of one kind, as written in its file."""
        return self.entries.get(kind, ())


def parts_of(text: str, lang: Lang) -> list[str]:
    """The parts that terms are compared by: characters in Chinese, lower-case words in English."""
    if lang == "zh":
        return [c for c in text.casefold() if not c.isspace()]
    return [w.replace("’", "'") for w in _WORD.findall(text.lower())]


def words_in(text: str) -> Iterator[re.Match[str]]:
    """The words, digit runs and signs of an English text, one by one."""
    return _WORD.finditer(text)


@functools.cache
def load(lang: Lang) -> Lexicon:
    """The lexicon of `lang`.

    Raises:
        LexiconError: a row does not fit the columns of its kind; the message names file and line.
    """
    entries = {kind: tuple(_rows(lang, kind, model)) for kind, model in KINDS.items()}
    return Lexicon(lang, _tree(entries, lang), entries)


@functools.cache
def load_verbs(lang: Lang) -> Lexicon:
    """The verbs of relations, in a tree of their own: figures are read without them.

    Raises:
        LexiconError: as `load`.
    """
    entries = {"relation-verbs": tuple(_rows(lang, "relation-verbs", RelationVerb))}
    return Lexicon(lang, _tree(entries, lang), entries)


def _tree(entries: Mapping[str, tuple[Entry, ...]], lang: Lang) -> dict[str, Any]:
    """All spellings of `entries`, part by part; the entries of a spelling stand under the empty part."""
    tree: dict[str, Any] = {}
    for kind, rows in entries.items():
        for row in rows:
            for form in _forms(row, kind, lang):
                _insert(tree, parts_of(form, lang), row)
    return tree


def _rows(lang: Lang, kind: str, model: type[Entry]) -> Iterator[Entry]:
    path = files("mappings").joinpath("lexicons", lang, f"{kind}.csv")
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(csv.DictReader(lines), start=2):
        if None in row or None in row.values():
            raise LexiconError(
                f"{lang}/{kind}.csv", number, "the row has more or fewer cells than the header"
            )
        try:
            yield model.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(x) for x in first["loc"])
            raise LexiconError(f"{lang}/{kind}.csv", number, f"{where}: {first['msg']}") from error


def _insert(tree: dict[str, Any], parts: Iterable[str], row: Entry) -> None:
    node = tree
    for part in parts:
        node = node.setdefault(part, {})
    held: tuple[Entry, ...] = node.get("", ())
    if row not in held:
        node[""] = (*held, row)


def _forms(row: Entry, kind: str, lang: Lang) -> Iterator[str]:
    """The spellings under which `row` is found: in English also plurals and the forms of regular verbs."""
    yield row.term
    if lang != "en":
        return
    if kind in ("objects", "units", "ip-types"):
        yield plural(row.term)
    if kind in ("actions", "directions", "relation-verbs"):
        yield from verb_forms(row.term)


def plural(noun: str) -> str:
    """The regular English plural of the last word of `noun`."""
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    return noun + "s"


def verb_forms(verb: str) -> Iterator[str]:
    """The regular English forms of the first word of `verb` (irregular ones have rows of their own)."""
    first, _, rest = verb.partition(" ")
    rest = f" {rest}" if rest else ""
    stem = first.removesuffix("e")
    past = first[:-1] + "ied" if re.search(r"[^aeiou]y$", first) else stem + "ed"
    for form in (plural(first), past, stem + "ing"):
        yield form + rest


def _one_of(value: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
    return value
