"""Wholes and their parts as a text lists them: "of which", "including", 其中."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.facts import Fact, Reading, Statement, by_sentence

#: What opens a list of parts. Where it opens the sentence, the whole stands in the sentence before.
_OPENS: Final = {
    "zh": re.compile(r"其中|分别为"),
    "en": re.compile(
        r"\b(?:of which|of these|of them|among (?:which|them|these)|including)\b", re.IGNORECASE
    ),
}
#: A marker this near to the beginning of a sentence takes up the sentence before.
_START: Final = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole and the parts listed after it, as facts."""

    whole: Fact
    parts: tuple[Fact, ...]


def listed_parts(readings: Sequence[Reading], facts: Sequence[Fact]) -> Iterator[Listed]:
    """All wholes with two or more parts of one unit that a text lists right after them."""
    fact_of = {s.iri: fact for fact in facts for s in fact.all}
    for reading in readings:
        levels = by_sentence(s for s in reading.figures if s.figure.kind == "level")
        before: list[Statement] = []
        for sentence in reading.document.sentences:
            here = levels.get((reading.source.id, (sentence.start, sentence.end)), [])
            raw = reading.document.raw[sentence.start : sentence.end]
            for found in _OPENS[sentence.lang].finditer(raw):
                at = sentence.start + found.start()
                wholes = [s for s in here if s.claim.end <= at] or (
                    before[:1] if found.start() < _START else []
                )
                yield from _listed(wholes, [s for s in here if s.claim.start > at], fact_of)
            before = here


def _listed(
    wholes: Sequence[Statement], after: Sequence[Statement], fact_of: Mapping[str, Fact]
) -> Iterator[Listed]:
    """The last whole before the marker with what is of its unit behind it, each fact once."""
    for whole in wholes[-1:]:
        fact = fact_of[whole.iri]
        parts = dict.fromkeys(
            s.iri for s in after if _measured_alike(whole, s) and fact_of[s.iri] is not fact
        )
        facts = {fact_of[iri].iri: fact_of[iri] for iri in parts}
        if len(facts) >= 2:
            yield Listed(fact, tuple(facts.values()))


def _measured_alike(a: Statement, b: Statement) -> bool:
    x, y = a.figure, b.figure
    return (x.unit_class, x.counted) == (y.unit_class, y.counted)
