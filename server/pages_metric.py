"""The page of a metric: its course over the years, disputed points marked, every point with its proof."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ontology import names
from server.charts import Chart, Mark, chart
from server.contexts import Fact, MetricPage
from server.course import Course, course, mark
from server.desk import Desk
from server.evidence import Statement, quote
from server.figures import Figure, figures, table
from server.known import Known, facts, identity
from server.links import Links
from server.naming import Naming
from server.pages_thing import evidence_of, proof
from server.questions import iris_in

_IN_SCHEME: Final = "http://www.w3.org/2004/02/skos/core#inScheme"
#: Kinds whose numbers have no height: a first place is not half a second one.
_READ_BETTER: Final = ("rank", "streak")


async def page(desk: Desk, what: Known) -> MetricPage:
    """The page about a metric."""
    answers, steps = (
        await desk.questions.ask("metric-observations", iri=what.iri),
        await desk.questions.ask("metric-course", metrics={what.iri}),
    )
    found = figures(answers)
    hangs = course(steps, desk.language)
    claims = await proof(desk, found)
    await quote(desk.questions, claims)
    naming = await desk.naming(what.iris | iris_in(answers, claims))
    evidence = evidence_of(claims, naming)
    return MetricPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        facets=_facets(what),
        charts=charts(found, evidence, hangs, naming, desk.links),
        table=table(found, naming, most=200),
        evidence=evidence,
        course=hangs,
    )


def _facets(what: Known) -> list[Fact]:
    """What the metric says of itself by codes: what happened, to what, in which procedure."""
    told = facts(what.says, leave_out=(_IN_SCHEME, names.term("standing"), names.term("facet")))
    return [fact for fact in told if any(value.text.startswith(names.CODE) for value in fact.values)]


def charts(
    found: Sequence[Figure],
    evidence: Mapping[str, Sequence[Statement]],
    hangs: Course,
    naming: Naming,
    links: Links,
) -> list[Chart]:
    """One chart for each kind and unit of which there is more than one figure; ranks are better read."""
    drawn = []
    one_area = len({figure.area for figure in found}) == 1
    grouped = _by_kind_and_unit(found)
    for kind, unit in sorted(grouped, key=lambda key: (key[0] != names.KIND_LEVEL, key)):
        if _notation(kind).startswith(_READ_BETTER):
            continue
        lines: dict[str, list[Mark]] = {}
        for figure in grouped[kind, unit]:
            line = lines.setdefault(_line(figure, naming, one_area=one_area), [])
            if figure.year is not None:
                stated = evidence.get(figure.observation, ())
                others = [s.value for s in stated if s.differs and s.value is not None]
                line.append(mark(figure, hangs, naming, links, others=others))
            if figure.is_level:
                line += _derived(figure, found, hangs, naming, links)
        joined = kind == names.KIND_LEVEL
        made = chart(naming.of(kind).text, unit, lines, naming.language.interface, joined=joined)
        if made is not None:
            told = (("metric", names.slug_of(grouped[kind, unit][0].metric)), ("kind", _notation(kind)))
            drawn.append(replace(made, parameters=told))
    return drawn


def _derived(
    level: Figure, found: Sequence[Figure], hangs: Course, naming: Naming, links: Links
) -> Iterator[Mark]:
    """The value of the year before that the change told beside `level` implies."""
    for figure in found:
        implied = hangs.implied.get(figure.observation)
        if implied and figure.row == level.row and figure.period == level.period and figure.year:
            when = naming.of(names.period(str(figure.year - 1))).text
            yield Mark(
                year=figure.year - 1,
                value=implied.value,
                href=links.about(figure.observation),
                when=when,
                between=(implied.low, implied.high),
            )


def _notation(kind: str) -> str:
    return names.slug_of(kind).removeprefix("kind-")


def _by_kind_and_unit(found: Iterable[Figure]) -> dict[tuple[str, str], list[Figure]]:
    grouped: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        grouped.setdefault((figure.kind, figure.unit), []).append(figure)
    return grouped


def _line(figure: Figure, naming: Naming, *, one_area: bool) -> str:
    """The name of the line that a figure belongs to: its area (where there are several), actor and scope."""
    told = [part for part in (figure.actor, figure.scope) if part not in (names.ACTOR_NONE, names.SCOPE_ALL)]
    if not told or not one_area:
        told.insert(0, figure.area)
    return " · ".join(naming.of(iri).text for iri in told)
