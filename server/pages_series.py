"""The page of a series of campaigns or events: each edition, who ran it, what it brought, the proof."""

from collections.abc import Sequence

from server.contexts import Edition, SeriesPage
from server.desk import Desk
from server.evidence import quote, relations_by_predicate
from server.figures import Figure, figures, table
from server.known import Known, identity
from server.naming import Naming
from server.pages_thing import evidence_of, grouped, proof
from server.passages import beside, passages
from server.questions import Answers, iris_in, value
from sparql.service import Row


async def page(desk: Desk, what: Known) -> SeriesPage:
    """The page about a series."""
    editions = await desk.questions.ask("editions", iri=what.iri)
    things = {what.iri} | {value(row, "edition") for row in editions}
    relations, of_things = await desk.questions.ask_all("thing-relations", "thing-figures", things=things)
    found = figures(of_things)
    claims = await proof(desk, found)
    await quote(desk.questions, claims, relations)
    told = await passages(desk, relations)
    naming = await desk.naming(what.iris | iris_in(editions, relations, of_things, claims, told))
    return SeriesPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        editions=[
            _edition(row, relations, _of(value(row, "edition"), of_things), told, naming)
            for row in _once(editions)
        ],
        relations=grouped(relations_by_predicate(_about(relations, what.iri), naming, what.iri)),
        figures=table(_of(what.iri, of_things), naming),
        evidence=evidence_of(claims, naming),
    )


def _once(editions: Answers) -> Answers:
    return list({value(row, "edition"): row for row in editions}.values())


def _about(relations: Answers, iri: str) -> Answers:
    return [row for row in relations if iri in (value(row, "subject"), value(row, "object"))]


def _of(iri: str, answers: Answers) -> list[Figure]:
    return figures([row for row in answers if value(row, "about") == iri])


def _edition(row: Row, relations: Answers, found: Sequence[Figure], told: Answers, naming: Naming) -> Edition:
    iri = value(row, "edition")
    own = _about(relations, iri)
    return Edition(
        iri=iri,
        year=value(row, "year"),
        relations=grouped(relations_by_predicate(own, naming, iri)),
        figures=table(found, naming).rows,
        context=beside(iri, own, told, found),
    )
