"""Statements as a reader checks them: the words, the document, the place, and what they are said of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from server.figures import unit_of
from server.languages import Label, Language
from server.naming import Naming
from server.numerals import number
from server.questions import Answers, Questions, value
from sparql.service import Row, Term


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in the very words of the stored text, and what of it states the figure or relation.

    `mended` is the sentence as it was read, where the stored text is damaged.
    """

    before: str
    marked: str
    after: str
    lang: str
    mended: Label | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands, and the sentence when it is at hand."""

    source: str
    source_name: Label
    lang: str
    section: str
    paragraph: str
    start: int | None
    end: int | None
    words: "Words | None"
    page: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure as one document states it."""

    claim: str
    observation: str
    stance: str
    value: Decimal | None
    unit: str
    bound: str
    stated: Label | None
    rule: str
    metric: str
    kind: str
    period: str
    place: Place
    #: What a claim tells that states no figure: a name as it is written, or a relation.
    told: Label | None = None

    @property
    def differs(self) -> bool:
        """Whether it contradicts the observation it is about."""
        return self.stance == "contradicts"


@dataclass(frozen=True, slots=True)
class RelationStatement:
    """A relation as one document states it."""

    claim: str
    subject: str
    predicate: str
    object: str
    year: str
    place: Place


@dataclass(frozen=True, slots=True)
class MentionStatement:
    """The naming of a thing in one document."""

    claim: str
    name: Label
    place: Place


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a thing to another, with all that state it."""

    other: str
    year: str
    statements: Sequence[RelationStatement]


def place_of(row: Row, naming: Naming) -> Place:
    """Where the claim of a row stands."""
    source = value(row, "source")
    start, end = value(row, "start"), value(row, "end")
    return Place(
        source=source,
        source_name=naming.of(source),
        lang=value(row, "lang"),
        section=value(row, "section"),
        paragraph=value(row, "paragraph"),
        start=int(start) if start else None,
        end=int(end) if end else None,
        words=_words(row, start, end),
        page=_web_address(value(row, "page")),
        sentence=value(row, "sentence"),
    )


def _web_address(iri: str) -> str:
    """The publisher's page, if it is one that a page of ours may link to."""
    return iri if iri.startswith(("http://", "https://")) else ""


def _words(row: Row, start: str, end: str) -> Words | None:
    """The sentence of a row, split where the statement begins and ends."""
    words = row.get("words")
    if words is None:
        return None
    text, offset = words["value"], int(value(row, "wordsStart", "0"))
    first = max(0, min(int(start or 0) - offset, len(text)))
    last = max(first, min(int(end or 0) - offset, len(text)))
    lang = words.get("xml:lang", "") or value(row, "lang")
    mended = _label(row["mended"]) if "mended" in row else None
    return Words(text[:first], text[first:last], text[last:], lang, mended)


async def quote(questions: Questions, *answers: Answers) -> None:
    """Adds to rows with a `sentence` its words and where it begins, in one query, where texts are at hand."""
    wanted = {value(row, "sentence") for rows in answers for row in rows if "sentence" in row}
    found = {value(row, "sentence"): row for row in await questions.ask("sentences", sentences=wanted)}
    for row in (row for rows in answers for row in rows):
        sentence = found.get(value(row, "sentence"))
        if sentence is not None:
            row["words"], row["wordsStart"] = sentence["words"], sentence["start"]
            if "mended" in sentence:
                row["mended"] = sentence["mended"]


def mentions(answers: Answers, naming: Naming) -> list[MentionStatement]:
    """Where a thing is named."""
    return [
        MentionStatement(value(row, "claim"), _label(row["name"]), place_of(row, naming)) for row in answers
    ]


def _label(term: Term) -> Label:
    return Label(term["value"], term.get("xml:lang", ""))


def statement_of(row: Row, naming: Naming) -> Statement:
    """The claim of a figure that a row holds."""
    stated = row.get("stated")
    return Statement(
        claim=value(row, "claim"),
        observation=value(row, "obs"),
        stance=value(row, "stance", "supports"),
        value=number(value(row, "value")),
        unit=unit_of(row),
        bound=value(row, "bound"),
        stated=Label(stated["value"], stated.get("xml:lang", "")) if stated else None,
        rule=value(row, "rule"),
        metric=value(row, "metric"),
        kind=value(row, "kind"),
        period=value(row, "period"),
        place=place_of(row, naming),
        told=_told(row, naming),
    )


def _told(row: Row, naming: Naming) -> Label | None:
    """What the claim of a name or of a relation tells."""
    if "name" in row:
        return _label(row["name"])
    if "subject" not in row:
        return None
    parts = (naming.of(value(row, name)).text for name in ("subject", "predicate", "object"))
    return Label(" ".join(parts), naming.language.data)


def relation_of(row: Row, naming: Naming) -> RelationStatement:
    """The claim of a relation that a row holds."""
    return RelationStatement(
        claim=value(row, "claim"),
        subject=value(row, "subject"),
        predicate=value(row, "predicate"),
        object=value(row, "object"),
        year=value(row, "year"),
        place=place_of(row, naming),
    )


def statements(answers: Answers, naming: Naming) -> list[Statement]:
    """The claims of some rows, each once."""
    return [statement_of(row, naming) for row in once(answers)]


def once(answers: Answers) -> Answers:
    """One row for each claim: of several the one whose sentence is at hand."""
    found: dict[str, Row] = {}
    for row in answers:
        if value(row, "claim") not in found or "words" in row:
            found[value(row, "claim")] = row
    return [dict(row) for row in found.values()]


def by_observation(found: Iterable[Statement], language: Language) -> dict[str, list[Statement]]:
    """Statements under the observation that they are about: one that agrees, those that differ, the rest.

    Of those that agree the first are in the reader's language.
    """
    grouped: dict[str, list[Statement]] = {}
    for statement in sorted(found, key=lambda s: language.rank(s.place.lang)):
        grouped.setdefault(statement.observation, []).append(statement)
    return {obs: _differing_soon(those) for obs, those in grouped.items()}


def _differing_soon(those: Sequence[Statement]) -> list[Statement]:
    """A list may be cut on the page; what contradicts must not be cut off."""
    agreeing = [statement for statement in those if not statement.differs]
    return [*agreeing[:1], *(statement for statement in those if statement.differs), *agreeing[1:]]


def relations_by_predicate(
    answers: Answers, naming: Naming, thing: str
) -> dict[tuple[str, bool], list[Relation]]:
    """The relations of `thing` by predicate and direction (True when `thing` is the subject).

    Each has its statements in the reader's language first.
    """
    found = [relation_of(row, naming) for row in once(answers)]

    def other(statement: RelationStatement) -> tuple[str, bool, str, str]:
        outward = statement.subject == thing
        return (
            statement.predicate,
            outward,
            statement.year,
            statement.object if outward else statement.subject,
        )

    grouped: dict[tuple[str, bool], list[Relation]] = {}
    for (predicate, outward, year, thing_), those in groupby(sorted(found, key=other), key=other):
        first = sorted(those, key=lambda s: naming.language.rank(s.place.lang))
        grouped.setdefault((predicate, outward), []).append(Relation(thing_, year, tuple(first)))
    return grouped
