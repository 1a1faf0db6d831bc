"""Aligns the sentences of the two languages of a paper, and of a paper and the news about it.

Sentences belong together by what they share (numbers and names, the rarer the stronger), by section and by
order. The two languages of a paper keep one order; news picks from the paper where it likes.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from typing import Final

from graph.facts import Reading, SentencePlace, Statement
from mappings.manifest import Source
from mappings.records import Document, Mention, Sentence

_DIGITS: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?")
#: How many sentences of one side may stand against how many of the other.
_BEADS: Final = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1))
_SKIP: Final = -0.3
_MERGE: Final = -0.6
_SECTION: Final = 0.6
#: How far, as a share of the part, the order of two parts of like length may drift.
_DRIFT: Final = 0.2
#: What two sentences must share before news is taken to repeat a paper: more than names, or one rare number.
_NEWS: Final = 4.0
_RARE: Final = 2.6
#: How much a shared word counts beside a shared name or number, and how many at least must be shared.
_WORD: Final = 0.3
_WORDS: Final = 5
_LATIN: Final = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True)
class Line:
    """A sentence with what it can be recognised by: its numbers and the things it names."""

    source: str
    sentence: Sentence
    numbers: frozenset[Decimal]
    things: frozenset[str]

    @property
    def place(self) -> SentencePlace:
        """Where the sentence stands, as its statements have it."""
        return self.source, (self.sentence.start, self.sentence.end)

    @cached_property
    def marks(self) -> frozenset[object]:
        """Numbers and things together."""
        return frozenset({*self.numbers, *self.things})

    @cached_property
    def words(self) -> frozenset[str]:
        """The longer words in Latin letters, by which news repeats a paper of its own language."""
        return frozenset(_LATIN.findall(self.sentence.text.lower()))

    @cached_property
    def width(self) -> int:
        """The length of the sentence, a Chinese character counted as three Latin ones."""
        return sum(3 if c > "⺀" else 1 for c in self.sentence.text)


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of two parts that say the same; one side may be empty."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    score: float

    @property
    def shared(self) -> tuple[str, ...]:
        """What both sides have, readable, in order."""
        left, right = _marks(self.left), _marks(self.right)
        return tuple(sorted(_readable(mark) for mark in left & right))


def lines(document: Document, statements: Iterable[Statement]) -> dict[str, list[Line]]:
    """The sentences of a document by language (navigation left out), with numbers and things."""
    values: dict[tuple[int, int], set[Decimal]] = {}
    things: dict[tuple[int, int], set[str]] = {}
    for statement in statements:
        claim = statement.claim
        if isinstance(claim, Mention):
            things.setdefault(claim.sentence, set()).add(claim.entity)
        elif claim.type == "figure":
            values.setdefault(claim.sentence, set()).add(_mark(statement.figure.value))
    parts: dict[str, list[Line]] = {}
    for sentence in document.sentences:
        if sentence.role == "navigation":
            continue
        place = (sentence.start, sentence.end)
        numbers = frozenset(values.get(place, set()) | _numbers(sentence.text))
        line = Line(document.id, sentence, numbers, frozenset(things.get(place, ())))
        parts.setdefault(sentence.lang, []).append(line)
    return parts


def stated_in(side: Iterable[Line], stated: Mapping[SentencePlace, Sequence[Statement]]) -> list[Statement]:
    """The statements of some lines, of all by sentence."""
    return [statement for line in side for statement in stated.get(line.place, ())]


def _mark(value: Decimal) -> Decimal:
    return abs(value).normalize()


def _numbers(words: str) -> set[Decimal]:
    """The numbers written in digits, as they stand."""
    return {_mark(Decimal(re.sub(r"[,，]", "", n))) for n in _DIGITS.findall(words)}


def _marks(side: Sequence[Line]) -> frozenset[object]:
    return side[0].marks if len(side) == 1 else frozenset().union(*(line.marks for line in side))


def _readable(mark: object) -> str:
    return f"{mark:f}" if isinstance(mark, Decimal) else str(mark).rsplit("/", 1)[-1]


class _Weights:
    """How much a shared mark counts: the rarer in both parts, the more; small numbers little."""

    def __init__(self, left: Sequence[Line], right: Sequence[Line]) -> None:
        counts: Counter[object] = Counter()
        for line in (*left, *right):
            counts.update(line.marks)
        self._weights = {mark: self._weight(mark, n, len(left) + len(right)) for mark, n in counts.items()}

    def of(self, marks: Iterable[object]) -> float:
        """The weight of marks that two sides share."""
        return math.fsum(self._weights[mark] for mark in marks)

    @staticmethod
    def _weight(mark: object, count: int, total: int) -> float:
        rare = math.log(1 + total / count) / 2
        if not isinstance(mark, Decimal):
            return rare * 0.7
        if mark < 10 and mark == mark.to_integral_value():
            return rare * 0.2
        return rare if mark < 1900 or mark > 2100 else rare * 0.4


def parallel(left: Sequence[Line], right: Sequence[Line]) -> list[Bead]:
    """The best alignment of two parts in the same order (dynamic programming over groups of sentences)."""
    weights = _Weights(left, right)
    best: list[list[float]] = [[-math.inf] * (len(right) + 1) for _ in range(len(left) + 1)]
    came: dict[tuple[int, int], tuple[int, int]] = {}
    best[0][0] = 0.0
    for i in range(len(left) + 1):
        for j in _reach(i, len(left), len(right)):
            for m, n in _BEADS:
                if i < m or j < n or best[i - m][j - n] == -math.inf:
                    continue
                score = best[i - m][j - n] + _score(left[i - m : i], right[j - n : j], weights)
                if score > best[i][j] + 1e-9:
                    best[i][j] = score
                    came[i, j] = (m, n)
    return _trace(left, right, came, weights)


def _reach(i: int, n: int, m: int) -> range:
    """Which sentences of the right part can answer to what ends at `i` on the left."""
    if not n or not m or max(n, m) > 2 * min(n, m):
        return range(m + 1)
    drift = max(25, int(m * _DRIFT))
    middle = i * m // n
    return range(max(0, middle - drift), min(m, middle + drift) + 1)


def _trace(
    left: Sequence[Line],
    right: Sequence[Line],
    came: Mapping[tuple[int, int], tuple[int, int]],
    weights: _Weights,
) -> list[Bead]:
    beads: list[Bead] = []
    i, j = len(left), len(right)
    while i or j:
        m, n = came[i, j]
        a, b = tuple(left[i - m : i]), tuple(right[j - n : j])
        beads.append(Bead(a, b, round(_score(a, b, weights), 3)))
        i, j = i - m, j - n
    return beads[::-1]


def _score(left: Sequence[Line], right: Sequence[Line], weights: _Weights) -> float:
    if not left or not right:
        return _SKIP
    a, b = _marks(left), _marks(right)
    score = weights.of(a & b) + _MERGE * (len(left) + len(right) - 2)
    score -= 0.15 * weights.of((a ^ b) & _numeric(a ^ b))
    score += _SECTION * (left[0].sentence.section == right[0].sentence.section)
    return score + _length(left, right) + _role(left, right)


def _numeric(marks: Iterable[object]) -> frozenset[object]:
    return frozenset(mark for mark in marks if isinstance(mark, Decimal))


def _length(left: Sequence[Line], right: Sequence[Line]) -> float:
    """A little for sides of like length."""
    a, b = (sum(line.width for line in side) for side in (left, right))
    return 0.5 - abs(math.log((a + 10) / (b + 10))) / 2


def _role(left: Sequence[Line], right: Sequence[Line]) -> float:
    headings = {"heading", "title"}
    a, b = (any(line.sentence.role in headings for line in side) for side in (left, right))
    return 0.5 if a and b else -1.5 if a != b else 0.0


def picking(paper: Sequence[Line], news: Sequence[Line]) -> list[Bead]:
    """For each sentence of the news the one of the paper that it repeats, if it shares enough with one."""
    weights = _Weights(paper, news)
    spoken = _word_weights(paper, news)
    beads = []
    for line in news if paper else ():
        scored = [(_likeness(line, other, weights, spoken), -i) for i, other in enumerate(paper)]
        score, place = max(scored)
        rare = any(isinstance(m, Decimal) and m > 2100 for m in line.marks & paper[-place].marks)
        if score >= (_RARE if rare else _NEWS):
            beads.append(Bead((paper[-place],), (line,), round(score, 3)))
    return beads


def _likeness(news: Line, paper: Line, weights: _Weights, spoken: Mapping[str, float]) -> float:
    """How much a sentence of the news shares with one of the paper: marks, and a number of words."""
    words = news.words & paper.words if news.sentence.lang == paper.sentence.lang else frozenset()
    said = math.fsum(spoken[w] for w in words) if len(words) >= _WORDS and news.marks & paper.marks else 0.0
    return weights.of(news.marks & paper.marks) + _WORD * said


def _word_weights(left: Sequence[Line], right: Sequence[Line]) -> dict[str, float]:
    """How much a shared word says: the rarer, the more."""
    counts = Counter(word for line in (*left, *right) for word in line.words)
    return {word: math.log(1 + (len(left) + len(right)) / n) / 2 for word, n in counts.items()}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two parts (source and language) and the sentences of theirs that belong together."""

    left: tuple[str, str]
    right: tuple[str, str]
    beads: tuple[Bead, ...]
    parallel: bool

    @property
    def name(self) -> str:
        """Both parts, as a file name."""
        return "--".join("-".join(part) for part in (self.left, self.right))


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A figure of an aligned sentence that nothing on the other side answers to."""

    statement: Statement
    bead: Bead
    other: tuple[str, str]
    paired: int


def align(readings: Sequence[Reading]) -> Iterable[Alignment]:
    """The languages of each source in parallel; each paper with the news of its year and area."""
    parts = {r.source.id: lines(r.document, r.statements) for r in readings}
    ordered = sorted(readings, key=lambda r: r.source.id)
    for reading in ordered:
        own = parts[reading.source.id]
        for a, b in combinations(sorted(own, key=lambda lang: lang != "zh"), 2):
            beads = parallel(own[a], own[b])
            yield Alignment((reading.source.id, a), (reading.source.id, b), tuple(beads), True)
    for paper, news in ((a, b) for a in ordered for b in ordered):
        if reports(news.source, paper.source):
            yield from _picked(parts[paper.source.id], parts[news.source.id], paper, news)


def reports(news: Source, paper: Source) -> bool:
    """Whether a source is news about a paper: of its year and area."""
    same = (news.year, news.area) == (paper.year, paper.area)
    return same and news.kind == "news" and paper.kind == "white-paper"


def _picked(
    paper_parts: dict[str, list[Line]], news_parts: dict[str, list[Line]], paper: Reading, news: Reading
) -> Iterable[Alignment]:
    for lang, its in sorted(paper_parts.items()):
        for other, told in sorted(news_parts.items()):
            beads = picking(its, told)
            yield Alignment((paper.source.id, lang), (news.source.id, other), tuple(beads), False)
