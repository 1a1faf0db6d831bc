"""Notions that one of two aligned statements has and the other lacks: "suspected", "risen to", "cumulative".

`graph/notions.csv` lists them: by which words (regular expressions) each language says a notion, and by
which words it can be meant at all. A statement differs only where its own clause says the notion, the other
side has a statement of the same figure or thing, and no word there can mean it. Both may be true: these are
soft.
A notion of kind `name` counts only in a name, or in the words of the figure itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Final

from graph.align import Alignment, Bead, Line, stated_in
from graph.clauses import clause_around
from graph.disagree import Labels, difference
from graph.excerpts import shortened
from graph.facts import Difference, Fact, Reading, Statement, by_sentence
from mappings.records import Figure, Mention

#: What two sentences must score at least before a word that one lacks says anything.
_SURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Notion:
    """A notion: of which kind its absence is, its names, the words that say it and those that can mean it."""

    id: str
    kind: str
    label: Mapping[str, str]
    says: Mapping[str, re.Pattern[str]]
    means: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A notion, the statement that has it, the one on the other side that lacks it, and the word."""

    notion: Notion
    said: Statement
    unsaid: Statement
    word: str


@cache
def notions() -> tuple[Notion, ...]:
    """The notions in the order of the file."""
    rows = DictReader((files("graph") / "notions.csv").read_text(encoding="utf-8").splitlines())
    return tuple(
        Notion(
            row["notion"],
            row["kind"],
            {lang: row[f"label_{lang}"] for lang in ("zh", "en")},
            {lang: re.compile(row[lang], re.IGNORECASE) for lang in ("zh", "en") if row[lang]},
            {
                lang: re.compile(row[f"{lang}_any"], re.IGNORECASE)
                for lang in ("zh", "en")
                if row[f"{lang}_any"]
            },
        )
        for row in rows
    )


def notion_differences(
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    pairs: Iterable[tuple[Statement, Statement]],
    facts: Sequence[Fact],
    labels: Labels,
) -> Iterator[Difference]:
    """All notions that one side of aligned sentences has and the other lacks, each once for two sentences."""
    counterparts = _Counterparts(readings, pairs)
    fact_of = {s.iri: fact for fact in facts for s in fact.all}
    for alignment in alignments:
        for bead in alignment.beads:
            if not (bead.left and bead.right) or bead.score < _SURE:
                continue
            for notion, (here, there) in product(notions(), (_sides(bead), _sides(bead)[::-1])):
                found = _unsaid(notion, here, there, counterparts)
                if found is not None:
                    yield _worded(found, fact_of, labels)


def _sides(bead: Bead) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    return bead.left, bead.right


def _unsaid(
    notion: Notion, here: Sequence[Line], there: Sequence[Line], counterparts: "_Counterparts"
) -> Unsaid | None:
    """Where the first word of a notion stands that no word of the other side can mean."""
    says, means = notion.says.get(here[0].sentence.lang), notion.means.get(there[0].sentence.lang)
    if says is None or means is None or any(means.search(line.sentence.text) for line in there):
        return None
    for line in here:
        for word in says.finditer(line.sentence.text):
            pair = counterparts.of_clause(line, word, there)
            if pair is not None and (notion.kind != "name" or _holds(pair[0], line, word)):
                return Unsaid(notion, *pair, word.group())
    return None


def _holds(statement: Statement, line: Line, word: re.Match[str]) -> bool:
    """Whether a word is part of a name, or of a figure as it is written."""
    start, end = line.sentence.clean.raw_span(word.start(), word.end())
    return statement.claim.start <= start and end <= statement.claim.end


def _worded(found: Unsaid, fact_of: Mapping[str, Fact], labels: Labels) -> Difference:
    notion, a, b, word = found.notion, found.said, found.unsaid, found.word
    one = fact_of.get(a.iri)
    shared = one is not None and one is fact_of.get(b.iri)
    named = isinstance(a.claim, Mention) and word in a.claim.label and notion.kind != "omission"
    kind = "name" if named else notion.kind
    return difference(
        kind,
        one.iri if one is not None and shared else a.iri,
        ((a,), (b,)),
        labels=labels,
        rule="unsaid",
        worded="unsaid",
        said=(shortened(word), _written(b)),
        note=(_gloss(notion.label["zh"], word, "（{}）"), _gloss(notion.label["en"], word, " ({})")),
        hard=False,
    )


def _gloss(label: str, word: str, form: str) -> str:
    """What a word means, where it does not say so itself."""
    return "" if label == word else form.format(label)


def _written(statement: Statement) -> str:
    claim = statement.claim
    if isinstance(claim, Figure):
        return shortened(claim.raw)
    return shortened(claim.label) if isinstance(claim, Mention) else ""


class _Counterparts:
    """Finds the statement beside a word that has a counterpart on the other side."""

    def __init__(self, readings: Sequence[Reading], pairs: Iterable[tuple[Statement, Statement]]) -> None:
        self._of: dict[str, list[Statement]] = {}
        for a, b in pairs:
            self._of.setdefault(a.iri, []).append(b)
            self._of.setdefault(b.iri, []).append(a)
        self._stated = by_sentence(
            s for r in readings for s in r.statements if isinstance(s.claim, (Figure, Mention))
        )

    def of_clause(
        self, line: Line, word: re.Match[str], there: Sequence[Line]
    ) -> tuple[Statement, Statement] | None:
        """The nearest statement in the clause of `word` that the other side has too: names before figures."""
        first, last = line.sentence.clean.raw_span(*clause_around(line.sentence, word.start(), word.end()))
        start, end = line.sentence.clean.raw_span(word.start(), word.end())
        here = [s for s in stated_in([line], self._stated) if first <= s.claim.start and s.claim.end <= last]
        within = [s for s in here if isinstance(s.claim, Mention) and s.claim.start <= start < s.claim.end]
        figures = [s for s in here if isinstance(s.claim, Figure)]
        others = [s for s in here if isinstance(s.claim, Mention) and s not in within]
        for group in (within, figures, others):
            for statement in sorted(group, key=lambda s: _apart(s, start, end)):
                partner = self._partner(statement, there)
                if partner is not None:
                    return statement, partner
        return None

    def _partner(self, statement: Statement, there: Sequence[Line]) -> Statement | None:
        theirs = stated_in(there, self._stated)
        if isinstance(statement.claim, Mention):
            entity = statement.claim.entity
            return next(
                (s for s in theirs if isinstance(s.claim, Mention) and s.claim.entity == entity), None
            )
        known = {s.iri for s in theirs}
        return next((s for s in self._of.get(statement.iri, ()) if s.iri in known), None)


def _apart(statement: Statement, start: int, end: int) -> int:
    return max(statement.claim.start - end, start - statement.claim.end, 0)
