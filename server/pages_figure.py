"""The pages of one figure: of the observation, and of a claim about it."""

from typing import Final

from ontology import names
from server.contexts import ClaimPage, Fact, ObservationPage
from server.desk import Desk
from server.errors import NotFound
from server.evidence import once, place_of, quote, relation_of, statement_of, statements
from server.figures import figures
from server.known import Known, identity, value_of
from server.languages import Label
from server.questions import Answers, iris_in, value

_RELATED: Final = tuple(names.term(name) for name in ("changeOf", "shareOf", "rankOf"))
#: Where a document's own page at its publisher is said.
PAGE_PROPERTIES: Final = (
    "http://xmlns.com/foaf/0.1/page",
    "http://www.w3.org/ns/dcat#landingPage",
    "http://purl.org/dc/terms/source",
)


async def observation(desk: Desk, what: Known) -> ObservationPage:
    """The page about an observation."""
    answers, claims = (
        await desk.questions.ask("observations", observations={what.iri}),
        await desk.questions.ask("claims", observations={what.iri}),
    )
    await quote(desk.questions, claims)
    found = figures(answers)
    if not found:
        raise NotFound(f"{what.iri} is no observation of this release")
    naming = await desk.naming(what.iris | iris_in(answers, claims))
    return ObservationPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        figure=found[0],
        statements=sorted(
            statements(claims, naming), key=lambda s: (s.differs, s.place.source, s.place.start or 0)
        ),
        disagreements=sorted({value(row, "disagreement") for row in answers if "disagreement" in row}),
        related=[
            Fact(property=property_, values=[value_of(term) for term in what.values(property_)])
            for property_ in _RELATED
            if what.values(property_)
        ],
    )


async def claim(desk: Desk, what: Known) -> ClaimPage:
    """The page about a claim of a figure or of a relation."""
    about = what.one(names.term("supports")) or what.one(names.term("contradicts"))
    source = what.one(names.term("statedIn"))
    own, others, of_source = (
        await desk.questions.ask("claim", iri=what.iri),
        await desk.questions.ask("claims", observations={about} if about else set()),
        await desk.questions.ask("thing-says", iri=source or what.iri),
    )
    if not own:
        raise NotFound(f"{what.iri} is no claim of this release")
    await quote(desk.questions, own, others)
    naming = await desk.naming(what.iris | iris_in(own, others))
    row = once(own)[0]
    stated = row["stated"]["value"] + " · " if "stated" in row else ""
    return ClaimPage(
        title=stated + naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        statement=statement_of(row, naming) if "value" in row else None,
        relation=relation_of(row, naming) if "subject" in row else None,
        mention=value(row, "entity"),
        mentioned_as=Label(row["name"]["value"], row["name"].get("xml:lang", "")) if "name" in row else None,
        place=place_of(row, naming),
        link=publisher_link(of_source),
        others=[s for s in statements(others, naming) if s.claim != what.iri],
        carried=sorted(term["value"] for term in what.values(names.term("carried"))),
    )


def publisher_link(says: Answers) -> str:
    """The address of a document at its publisher, or nothing. Only the web's own schemes are linked."""
    for property_ in PAGE_PROPERTIES:
        for row in says:
            if value(row, "property") == property_ and value(row, "value").startswith(
                ("http://", "https://")
            ):
                return value(row, "value")
    return ""
