"""The page of any body, place, campaign or document: its relations with their proof, its figures by year."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ontology import names
from server.contexts import RelationGroup, ThingPage
from server.desk import Desk
from server.evidence import (
    Relation,
    Statement,
    by_observation,
    mentions,
    quote,
    relations_by_predicate,
    statements,
)
from server.figures import Figure, figures, table
from server.known import Known, identity
from server.modules import inverses
from server.naming import Naming
from server.passages import beside, passages
from server.questions import Answers, iris_in

#: The order in which relations are told. What one did comes before what was done with one.
ORDER: Final = (
    "conducts", "targets", "issues", "jointlyIssues", "signs", "drafts", "amends", "adjudicates",
    "establishes", "operates", "cooperatesWith", "hosts", "participatesIn", "awardedTo", "approvedAs",
    "reports", "locatedIn", "jurisdictionOver", "partOf", "successorOf",
)  # fmt: skip
#: Figures told on one page; an area as large as a province has more, which stand at their metrics.
_MOST_ROWS: Final = 40
#: What acts at one time, so that the figures in its passages are of interest.
_ACTIONS: Final = ("campaign", "event")


def grouped(found: Mapping[tuple[str, bool], Sequence[Relation]]) -> list[RelationGroup]:
    """Relations in the order of telling."""

    def rank(key: tuple[str, bool]) -> tuple[int, bool, str]:
        name = names.slug_of(key[0])
        return ORDER.index(name) if name in ORDER else len(ORDER), not key[1], name

    return [
        RelationGroup(predicate=p, outward=out, relations=found[p, out]) for p, out in sorted(found, key=rank)
    ]


async def proof(desk: Desk, found: Iterable[Figure]) -> Answers:
    """The claims behind some figures."""
    return await desk.questions.ask("claims", observations={figure.observation for figure in found})


def evidence_of(answers: Answers, naming: Naming) -> dict[str, list[Statement]]:
    """Those claims by observation."""
    return by_observation(statements(answers, naming), naming.language)


async def page(desk: Desk, what: Known) -> ThingPage:
    """The page about any thing."""
    relations, of_thing = await desk.questions.ask_all("thing-relations", "thing-figures", things={what.iri})
    named = await desk.questions.ask("thing-mentions", iri=what.iri)
    found = figures(of_thing)
    kept = _shown(found)
    claims = await proof(desk, kept)
    await quote(desk.questions, claims, relations)
    told = await passages(desk, relations) if names.kind_of(what.iri) in _ACTIONS else []
    naming = await desk.naming(what.iris | iris_in(relations, of_thing, claims, named, told))
    groups = grouped(relations_by_predicate(relations, naming, what.iri))
    return ThingPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming, told={_said_by(group) for group in groups}),
        relations=groups,
        figures=table(found, naming, most=_MOST_ROWS),
        evidence=evidence_of(claims, naming),
        mentions=mentions(named, naming),
        context=beside(what.iri, relations, told, found),
    )


def _said_by(group: RelationGroup) -> str:
    """The property by which the page's own thing says what a group of relations tells."""
    return group.predicate if group.outward else inverses().get(group.predicate, group.predicate)


def _shown(found: Sequence[Figure]) -> list[Figure]:
    """The figures of the rows that the table will keep (those that cover most years)."""
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for figure in found:
        rows.setdefault(figure.row, []).append(figure)
    best = sorted(rows.values(), key=lambda row: -len({figure.year for figure in row}))[:_MOST_ROWS]
    return [figure for row in best for figure in row]
