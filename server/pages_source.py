"""The pages of a document: read in its order, and its Chinese beside its English."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from ontology import names
from server.contexts import (
    ComparedDifference,
    ComparedRow,
    ComparePage,
    Marked,
    ReadingSection,
    ReadSentence,
    SourcePage,
)
from server.desk import Desk
from server.evidence import RelationStatement, Statement, once, quote, relation_of, statement_of, statements
from server.known import Known, identity
from server.languages import Language
from server.naming import Naming
from server.pages_figure import publisher_link
from server.questions import Answers, iris_in, value
from sparql.service import Row

_STATISTICAL: Final = names.term("StatisticalClaim")


async def page(desk: Desk, what: Known) -> SourcePage:
    """The reader of a document: one section of one language at a time."""
    claims = await desk.questions.ask("source-contents", iri=what.iri)
    parts = sorted(
        {value(row, "lang") for row in claims}, key=lambda lang: (lang != desk.language.data, lang)
    )
    asked = desk.request.query_params
    part = asked.get("part") if asked.get("part") in parts else (parts[0] if parts else "")
    of_part = [row for row in claims if value(row, "lang") == part]
    contents = _contents(of_part)
    current = asked.get("section") or (contents[0][0] if contents else "")
    wanted = {value(row, "claim") for row in of_part if chapter(value(row, "section")) == current}
    shown = await desk.questions.ask("source-claims", claims=wanted)
    await quote(desk.questions, shown)
    naming = await desk.naming(what.iris | iris_in(shown))
    return SourcePage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        link=publisher_link(what.says),
        parts=parts,
        part=part or "",
        contents=contents,
        current=current,
        sections=_sections(shown, naming),
    )


def chapter(section: str) -> str:
    """The first number of a section's path: what the reader shows at a time."""
    return section.partition(".")[0]


def _contents(claims: Answers) -> list[tuple[str, int]]:
    """Chapters in the order of the text, with the number of statements in each."""
    counted: dict[str, set[str]] = {}
    for row in claims:
        counted.setdefault(chapter(value(row, "section")), set()).add(value(row, "claim"))
    return [(number, len(those)) for number, those in counted.items()]


def _sections(claims: Answers, naming: Naming) -> list[ReadingSection]:
    made = []
    for number, rows in groupby(once(claims), key=lambda row: value(row, "section")):
        paragraphs = [
            (paragraph, _sentences(list(those), naming))
            for paragraph, those in groupby(rows, key=lambda row: value(row, "paragraph"))
        ]
        made.append(ReadingSection(number=number, paragraphs=paragraphs))
    return made


def _sentences(rows: Answers, naming: Naming) -> list[ReadSentence]:
    by_sentence: dict[str, Answers] = {}
    for row in rows:
        by_sentence.setdefault(value(row, "sentence"), []).append(row)
    return [_sentence(those, naming) for those in by_sentence.values()]


def _sentence(rows: Answers, naming: Naming) -> ReadSentence:
    statements_ = [_read(row, naming) for row in rows]
    first = statements_[0].place
    words = value(rows[0], "words")
    figures = [s for s in statements_ if isinstance(s, Statement)]
    offset = int(value(rows[0], "wordsStart", "0"))
    pieces = marked(words, offset, figures) if words else []
    mended = first.words.mended if first.words else None
    return ReadSentence(lang=first.lang, pieces=pieces, mended=mended, statements=statements_)


def marked(words: str, offset: int, found: Sequence[Statement]) -> list[Marked]:
    """The words of a sentence that begins at `offset`, cut where figures begin and end."""
    pieces, at = [], 0
    for statement in sorted(found, key=lambda s: (s.place.start or 0, -(s.place.end or 0))):
        first, last = (statement.place.start or 0) - offset, (statement.place.end or 0) - offset
        if at <= first < last <= len(words):  # one inside another is told below the sentence only
            pieces += [Marked(words[at:first]), Marked(words[first:last], statement.claim, statement.differs)]
            at = last
    return [piece for piece in (*pieces, Marked(words[at:])) if piece.text]


def _read(row: Row, naming: Naming) -> Statement | RelationStatement:
    return statement_of(row, naming) if value(row, "class") == _STATISTICAL else relation_of(row, naming)


async def compare(desk: Desk, source: str, only: str) -> ComparePage:
    """The Chinese of a document beside its English: all rows, the differing ones, or the one-sided ones."""
    contents = await desk.questions.ask("source-contents", iri=source)
    stated = {value(row, "claim") for row in contents if value(row, "class") == _STATISTICAL}
    claims = await desk.questions.ask("source-claims", claims=stated)
    figures = [row for row in claims if "obs" in row]
    found = await desk.questions.ask("source-differences", iri=source)
    naming = await desk.naming({source} | iris_in(figures) | iris_in(found))
    rows = compared(statements(figures, naming), differences(found, desk.language))
    chosen = {
        "differing": [r for r in rows if r.differences],
        "one-sided": [r for r in rows if not (r.zh and r.en)],
    }
    shown = chosen.get(only, rows)
    return ComparePage(
        title=naming.of(source).text,
        naming=naming,
        source=source,
        rows=shown,
        only=only if only in chosen else "all",
        counts={"all": len(rows), **{name: len(those) for name, those in chosen.items()}},
    )


def differences(found: Answers, language: Language) -> dict[str, list[ComparedDifference]]:
    """What the languages of a document say differently, by the fact: each with its reason for the reader."""
    made: dict[str, dict[str, ComparedDifference]] = {}
    for row in sorted(found, key=lambda row: language.rank(row.get("reason", {}).get("xml:lang", ""))):
        told = made.setdefault(value(row, "obs"), {})
        iri = value(row, "disagreement")
        one = ComparedDifference(iri=iri, type=value(row, "type"), reason=value(row, "reason"))
        told.setdefault(iri, one)
    return {obs: list(told.values()) for obs, told in made.items()}


def compared(
    found: Sequence[Statement], differing: Mapping[str, Sequence[ComparedDifference]]
) -> list[ComparedRow]:
    """Facts with what either language says, in the order of the text.

    They differ where the graph has a disagreement between them: two ways of rounding one number are none, and
    equal numbers may be said of different things.
    """
    by_fact: dict[str, tuple[list[Statement], list[Statement]]] = {}
    for statement in found:
        sides = by_fact.setdefault(statement.observation, ([], []))
        sides[statement.place.lang.startswith("en")].append(statement)
    return [
        ComparedRow(observation=obs, zh=zh, en=en, differences=differing.get(obs, ()))
        for obs, (zh, en) in by_fact.items()
    ]
