"""The page of a metric: its course over the years, disputed points marked, every point with its proof."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ontology import names
from server.charts import Chart, Line, chart
from server.contexts import Fact, MetricPage
from server.desk import Desk
from server.evidence import Statement, quote
from server.figures import Figure, figures, table
from server.known import Known, facts, identity
from server.naming import Naming
from server.pages_thing import evidence_of, proof
from server.questions import iris_in

_IN_SCHEME: Final = "http://www.w3.org/2004/02/skos/core#inScheme"


async def page(desk: Desk, what: Known) -> MetricPage:
    """The page about a metric."""
    answers = await desk.questions.ask("metric-observations", iri=what.iri)
    found = figures(answers)
    claims = await proof(desk, found)
    await quote(desk.questions, claims)
    naming = await desk.naming(what.iris | iris_in(answers, claims))
    evidence = evidence_of(claims, naming)
    return MetricPage(
        title=naming.of(what.iri).text,
        naming=naming,
        identity=identity(what, naming),
        facets=_facets(what),
        charts=charts(found, evidence, naming, desk.language.interface),
        table=table(found, naming, most=200),
        evidence=evidence,
    )


def _facets(what: Known) -> list[Fact]:
    """What the metric says of itself by codes: what happened, to what, in which procedure."""
    told = facts(what.says, leave_out=(_IN_SCHEME, names.term("standing")))
    return [fact for fact in told if any(value.text.startswith(names.CODE) for value in fact.values)]


def charts(
    found: Sequence[Figure], evidence: Mapping[str, Sequence[Statement]], naming: Naming, language: str
) -> list[Chart]:
    """One chart for each kind and unit of which there is more than one figure."""
    differing = differing_values(evidence)
    drawn = []
    for (kind, unit), those in sorted(
        _by_kind_and_unit(found).items(), key=lambda item: item[0][0] != names.KIND_LEVEL
    ):
        lines = [Line(name, row) for name, row in _lines(those, naming).items()]
        joined = kind == names.KIND_LEVEL
        made = chart(naming.of(kind).text, unit, lines, differing, language, joined=joined)
        if made is not None:
            drawn.append(made)
    return drawn


def differing_values(evidence: Mapping[str, Sequence[Statement]]) -> dict[str, list[Decimal]]:
    """For each observation the values that sources give instead."""
    return {
        obs: [s.value for s in those if s.differs and s.value is not None]
        for obs, those in evidence.items()
        if any(s.differs for s in those)
    }


def _by_kind_and_unit(found: Iterable[Figure]) -> dict[tuple[str, str], list[Figure]]:
    grouped: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        grouped.setdefault((figure.kind, figure.unit), []).append(figure)
    return grouped


def _lines(found: Iterable[Figure], naming: Naming) -> dict[str, list[Figure]]:
    """Figures that make one line: same area, actor and scope."""
    lines: dict[str, list[Figure]] = {}
    for figure in found:
        told = [
            figure.area,
            *(x for x in (figure.actor, figure.scope) if x not in (names.ACTOR_NONE, names.SCOPE_ALL)),
        ]
        lines.setdefault(" · ".join(naming.of(iri).text for iri in told), []).append(figure)
    return lines
