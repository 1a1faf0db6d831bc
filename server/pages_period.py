"""The page of a period: every figure of it, by who did it."""

from typing import Final

from ontology import names
from server.contexts import PeriodPage
from server.desk import Desk
from server.figures import FigureRow, figures, table, year_of
from server.known import Known, identity
from server.questions import iris_in, value

_MOST_ROWS: Final = 600


async def page(desk: Desk, what: Known) -> PeriodPage:
    """The page about a period."""
    observed, periods = (
        await desk.questions.ask("period-observations", iri=what.iri),
        await desk.questions.ask("list-years"),
    )
    year = year_of(what.iri)
    others = {value(row, "thing") for row in periods} - {what.iri}
    neighbours = sorted(iri for iri in others if year is not None and year_of(iri) == year)
    naming = await desk.naming(what.iris | iris_in(observed) | set(neighbours))
    by_actor: dict[str, list[FigureRow]] = {}
    told = table(figures(observed), naming, most=_MOST_ROWS)
    for row in told.rows:
        by_actor.setdefault(row.actor, []).append(row)
    return PeriodPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        groups=sorted(
            by_actor.items(), key=lambda group: (group[0] == names.ACTOR_NONE, -len(group[1]), group[0])
        ),
        left_out=told.left_out,
        year=year or 0,
        neighbours=neighbours,
    )
