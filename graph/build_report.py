"""The summary of a build: what was read, what came of it, how long each step took."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.facts import Reading
from mappings.records import Mention, Relation


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What was read of one source and what it gave."""

    id: str
    sentences: int
    figures: int
    relations: int
    mentions: int
    skipped: dict[str, int]

    @property
    def unread(self) -> int:
        """Numerals that are neither a claim nor explained."""
        return self.skipped.get("unread", 0)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The summary of a build."""

    sources: tuple[SourceReport, ...]
    observations: dict[str, int]
    disagreements: dict[str, int]
    proposed_things: int
    proposed_metrics: int
    triples: dict[str, int]
    stale: tuple[str, ...]
    languages: dict[str, dict[str, int]]
    files: tuple[str, ...] = ()
    warnings: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


class Clock:
    """How long each step took."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.seconds: dict[str, float] = {}

    def lap(self, step: str) -> None:
        """Notes how long the step that ends here took."""
        now = time.perf_counter()
        self.seconds[step] = round(now - self._last, 2)
        self._last = now


def counted(words: Iterable[str]) -> dict[str, int]:
    """How often each word stands there, in order of the words."""
    return dict(sorted(Counter(words).items()))


def source_report(reading: Reading) -> SourceReport:
    """The line of one source."""
    return SourceReport(
        id=reading.source.id,
        sentences=len(reading.document.sentences),
        figures=len(reading.figures),
        relations=sum(isinstance(s.claim, Relation) for s in reading.statements),
        mentions=sum(isinstance(s.claim, Mention) for s in reading.statements),
        skipped=counted(claim.reason for claim in reading.skipped),
    )
