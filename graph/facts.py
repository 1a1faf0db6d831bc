"""The records of reconciling: statements, the facts that they are about, and where they differ."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from mappings.manifest import AUTHORITIES, Source
from mappings.records import AnyClaim, Document, Figure, Mention, Relation, Skipped, in_order
from ontology import names

Severity = Literal["hard", "soft"]
Status = Literal["single-source", "agreed", "settled", "open"]
#: A sentence: its source and the offsets between which it stands.
SentencePlace = tuple[str, tuple[int, int]]


class Key(NamedTuple):
    """The six parts by which a figure is known, as IRIs (the period as its text)."""

    metric: str
    area: str
    period: str
    kind: str
    actor: str
    scope: str

    @property
    def iri(self) -> str:
        """The IRI of the observation with this key."""
        return names.observation(
            self.metric, self.area, names.period(self.period), self.kind, self.actor, self.scope
        )


def key_of(figure: Figure) -> Key:
    """The key of a figure, with the codes for what is not said."""
    return Key(
        metric=figure.metric,
        area=figure.area or names.AREA_UNSTATED,
        period=figure.period,
        kind=names.code("kind", figure.kind),
        actor=figure.actor or names.ACTOR_NONE,
        scope=figure.scope or names.SCOPE_ALL,
    )


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its IRI and what counts of its source.

    `rank` is that of the part of the source (0: believed most), `year` the year that the source reports on,
    `news` whether it reports on a paper.
    """

    iri: str
    claim: Figure | Relation | Mention
    rank: int
    year: int = 0
    news: bool = False

    @property
    def part(self) -> tuple[str, str]:
        """Source and language."""
        return self.claim.source, self.claim.lang

    @property
    def sentence(self) -> SentencePlace:
        """Where the sentence that states it stands."""
        return self.claim.source, self.claim.sentence

    @property
    def place(self) -> tuple[int, str, int, int, str]:
        """The order of statements: the highest-ranked source first, then by place."""
        return self.rank, self.claim.source, self.claim.start, self.claim.end, self.iri

    @property
    def figure(self) -> Figure:
        """The claim, which is a figure."""
        if not isinstance(self.claim, Figure):
            raise TypeError(f"{self.iri} states no figure")
        return self.claim


def statements(claims: Iterable[AnyClaim], source: Source) -> list[Statement]:
    """The claims of one source that become nodes of the graph, each with its IRI, in order of place."""
    made: list[Statement] = []
    seen: Counter[tuple[int, int]] = Counter()
    for claim in in_order(claims):
        if not isinstance(claim, (Figure, Relation, Mention)):
            continue
        seen[claim.start, claim.end] += 1
        iri = names.claim(claim.source, claim.start, claim.end, seen[claim.start, claim.end])
        made.append(Statement(iri, claim, rank_of(source, claim.lang), source.year, source.kind == "news"))
    return made


@dataclass(frozen=True, slots=True)
class Reading:
    """One source as it was read: the document, its statements, and its numerals that state nothing."""

    source: Source
    document: Document
    statements: tuple[Statement, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def figures(self) -> list[Statement]:
        """The statements that state a figure."""
        return [s for s in self.statements if isinstance(s.claim, Figure)]


def rank_of(source: Source, lang: str) -> int:
    """How much a part of a source is to be believed: its authority, papers before news, Chinese first."""
    authority = AUTHORITIES.index(source.authority(lang))
    return authority * 4 + (source.kind == "news") * 2 + (lang != "zh")


@dataclass(frozen=True, slots=True)
class Fact:
    """One observation: its key, the statements about it (the leading one first), how it was decided.

    `adopted` says of a statement which parts of the key it takes from the leading one, because
    it stands at the same place of an aligned sentence and says nothing else of them.
    """

    key: Key
    supports: tuple[Statement, ...]
    contradicts: tuple[Statement, ...] = ()
    status: Status = "single-source"
    rule: str = "key"
    preferred: Statement | None = None

    @property
    def iri(self) -> str:
        """The observation's IRI."""
        return self.key.iri

    @property
    def lead(self) -> Statement:
        """The statement whose value the observation has."""
        return self.preferred or self.supports[0]

    @property
    def all(self) -> tuple[Statement, ...]:
        """All statements, those that agree first."""
        return self.supports + self.contradicts


@dataclass(frozen=True, slots=True)
class Difference:
    """A disagreement: between which statements, about what, of which kind, found by which rule.

    `about` is the IRI of an observation or of a claim of a relation or name. `sides` groups the statements
    that say the same; `what` says in both languages what differs, `working` shows the sum if there is one,
    and `consistent` are the statements that it bears out.
    """

    kind: str
    about: str
    sides: tuple[tuple[Statement, ...], ...]
    what_zh: str
    what_en: str
    rule: str
    severity: Severity = "hard"
    status: Status = "open"
    decided_by: str | None = None
    working: str | None = None
    consistent: tuple[Statement, ...] = ()
    iri: str = ""

    @property
    def claims(self) -> frozenset[str]:
        """The claims of all sides."""
        return frozenset(s.iri for side in self.sides for s in side)

    @property
    def order(self) -> tuple[object, ...]:
        """By what it is about, kind and place: the same order in every way of running."""
        return self.about, self.kind, tuple(s.place for side in self.sides for s in side), self.rule


def number(differences: Iterable[Difference]) -> list[Difference]:
    """The differences in order, each with its IRI (numbered within what it is about)."""
    seen: Counter[str] = Counter()
    made = []
    for difference in sorted(differences, key=lambda d: d.order):
        seen[difference.about] += 1
        made.append(replace(difference, iri=names.disagreement(difference.about, seen[difference.about])))
    return made


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling yields: facts, differences, and per statement which key parts it took over."""

    facts: tuple[Fact, ...]
    differences: tuple[Difference, ...]
    adopted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stale: tuple[str, ...] = ()


def by_sentence(stated: Iterable[Statement]) -> dict[SentencePlace, list[Statement]]:
    """The statements of each sentence, in the order given."""
    found: dict[SentencePlace, list[Statement]] = {}
    for statement in stated:
        found.setdefault(statement.sentence, []).append(statement)
    return found
