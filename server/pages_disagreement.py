"""The pages of disagreements: one with its sides, and all of them, the hard ones first."""

from collections import Counter
from collections.abc import Sequence

from ontology import names
from server.contexts import DisagreementItem, DisagreementPage, DisagreementsPage
from server.desk import Desk
from server.evidence import Statement, statements
from server.known import Known, identity
from server.languages import Label
from server.questions import Answers, iris_in, value
from sparql.service import Row


async def page(desk: Desk, what: Known) -> DisagreementPage:
    """The page about one disagreement."""
    claims = await desk.questions.ask("claims-of-disagreement", iri=what.iri)
    on = what.one(names.term("disagreementOn"))
    about = await desk.questions.ask("thing-says", iri=on or what.iri)
    naming = await desk.naming(what.iris | iris_in(claims))
    rationale = [(t["value"], t.get("xml:lang", "")) for t in what.values(names.term("rationale"))]
    preferred = (value(r, "value") for r in about if value(r, "property") == names.term("preferredClaim"))
    return DisagreementPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        on=on,
        type=what.one(names.term("disagreementType")),
        severity=what.one(names.term("severity")),
        status=what.one(names.term("status")),
        rationale=desk.language.best(rationale),
        preferred=next(preferred, ""),
        sides=sides(statements(claims, naming)),
    )


def sides(found: Sequence[Statement]) -> list[list[Statement]]:
    """Statements that say the same stand together; who agrees with the observation comes first."""
    grouped: dict[tuple[object, ...], list[Statement]] = {}
    for statement in sorted(found, key=lambda s: s.differs):
        grouped.setdefault(
            (statement.differs, statement.value, statement.bound, statement.period), []
        ).append(statement)
    return list(grouped.values())


async def overview(desk: Desk, kind: str) -> DisagreementsPage:
    """All disagreements, or those of one kind (a notation such as `magnitude`)."""
    answers = await desk.questions.ask("disagreements")
    everything = [item(row) for row in answers]
    kinds = Counter(names.slug_of(x.type).removeprefix("disagreement-") for x in everything)
    shown = [x for x in everything if not kind or x.type == names.code("disagreement", kind)]
    severities = dict.fromkeys(x.severity for x in shown)
    naming = await desk.naming(iris_in(answers) | {iri for x in shown for iri in x.sources})
    return DisagreementsPage(
        title="",
        naming=naming,
        groups=[(severity, [x for x in shown if x.severity == severity]) for severity in severities],
        kinds=sorted(kinds.items(), key=lambda entry: (-entry[1], entry[0])),
        kind=kind,
    )


def item(row: Row) -> DisagreementItem:
    """A line of the list."""
    return DisagreementItem(
        iri=value(row, "disagreement"),
        type=value(row, "type"),
        severity=value(row, "severity"),
        metric=value(row, "metric"),
        period=value(row, "period"),
        words=_words(value(row, "words")),
        sources=sorted(filter(None, value(row, "sources").split(" "))),
    )


def _words(joined: str) -> list[Label]:
    """The figures as written, each with its language: the query joins `text@tag` by bars."""
    pairs = (part.rpartition("@") for part in joined.split(" | ") if part)
    return [Label(text, tag) for text, _, tag in sorted(set(pairs))]


def hard(answers: Answers, most: int) -> list[DisagreementItem]:
    """The first hard disagreements."""
    found = [item(row) for row in answers]
    return [x for x in found if x.severity == names.code("severity", "hard")][:most]
