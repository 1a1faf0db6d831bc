"""The page of whatever has no page of its own making: every property, and what points to it."""

from typing import Final

from server.contexts import PlainPage
from server.desk import Desk
from server.known import Known, identity
from server.questions import iris_in, value

#: How many of the things that point to one a page lists.
PAGE: Final = 100


async def page(desk: Desk, what: Known) -> PlainPage:
    """The page about anything."""
    number = page_number(desk)
    pointed = await desk.questions.ask(
        "thing-pointed", iri=what.iri, limit=PAGE + 1, offset=PAGE * (number - 1)
    )
    graphs = await desk.questions.ask("thing-graphs", iri=what.iri)
    naming = await desk.naming(what.iris | iris_in(pointed))
    return PlainPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        pointers=[(value(row, "property"), value(row, "other")) for row in pointed[:PAGE]],
        page=number,
        more=len(pointed) > PAGE,
        graphs=[(value(row, "graph"), int(value(row, "number"))) for row in graphs],
    )


def page_number(desk: Desk) -> int:
    """The page of a paged list that the address asks for, from 1."""
    asked = desk.request.query_params.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
