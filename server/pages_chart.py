"""Several metrics side by side, as amounts or as an index: a page, a picture, a table, all by one address."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from ontology import names
from server import rendering
from server.charts import MOST_SERIES, Chart, Mark, chart
from server.contexts_site import ChartPage, ChartPicture
from server.course import Course, course, mark
from server.desk import Desk
from server.errors import BadRequest
from server.figures import Figure, figures
from server.naming import Naming
from server.questions import Answers, iris_in, value

#: The columns of the data behind a chart.
COLUMNS: Final = (
    "line", "observation", "metric", "metric_label_zh", "metric_label_en", "kind", "area", "actor", "scope",
    "period", "year", "value", "unit", "bound", "disputed", "index",
)  # fmt: skip
_MODES: Final = ("absolute", "indexed")
_HUNDRED: Final = Decimal(100)
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to be drawn."""

    metrics: tuple[str, ...]
    kind: str
    mode: str

    @property
    def indexed(self) -> bool:
        """Whether each line begins at 100."""
        return self.mode == "indexed"

    def parameters(self) -> list[tuple[str, str]]:
        """The same as parameters of an address."""
        told = [("metric", names.slug_of(iri)) for iri in self.metrics]
        return [*told, ("kind", names.slug_of(self.kind).removeprefix("kind-")), ("mode", self.mode)]


def asked(desk: Desk) -> Asked:
    """What the address of `desk` asks for.

    Raises:
        BadRequest: a metric or kind that can be none, too many metrics, an unknown mode.
    """
    told = desk.request.query_params
    mode = told.get("mode", "absolute")
    if mode not in _MODES:
        raise BadRequest(f"mode: {mode!r} is neither of {', '.join(_MODES)}")
    wanted = tuple(dict.fromkeys(slug for slug in told.getlist("metric") if slug))
    if len(wanted) > MOST_SERIES:
        raise BadRequest(
            f"metric: {len(wanted)} were given; more than {MOST_SERIES} lines are not told apart"
        )
    try:
        metrics = tuple(names.metric(slug) for slug in wanted)
        kind = names.code("kind", told.get("kind", "level"))
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return Asked(metrics, kind, mode)


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one metric, area, actor and scope over the years."""

    name: str
    unit: str
    figures: Sequence[Figure]

    def index(self, figure: Figure) -> Decimal | None:
        """The figure in hundredths of the first one (round half to even, one decimal)."""
        base = self.figures[0].value
        if not base:
            return None
        return (figure.value / base * _HUNDRED).quantize(_TENTH, ROUND_HALF_EVEN)


def lines(found: Iterable[Figure], wanted: Asked, naming: Naming) -> list[Line]:
    """The lines that are drawn: of one metric all that it has, of each of several the longest."""
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for figure in found:
        if figure.kind == wanted.kind and figure.year is not None:
            rows.setdefault((*figure.row, figure.unit), []).append(figure)
    longest = sorted(rows.items(), key=lambda row: (-len(row[1]), row[0]))
    alone = len(wanted.metrics) == 1
    chosen: list[tuple[tuple[str, ...], list[Figure]]] = []
    for metric in wanted.metrics:
        own = [row for row in longest if row[0][0] == metric]
        chosen += own[: MOST_SERIES if alone else 1]
    return [
        Line(_name(key, naming, alone=alone), key[-1], sorted(those, key=lambda f: f.year or 0))
        for key, those in chosen
    ]


def _name(key: Sequence[str], naming: Naming, *, alone: bool) -> str:
    metric, area, actor, scope, _ = key
    unsaid = (names.ACTOR_NONE, names.SCOPE_ALL)
    told = [] if alone else [metric]
    told += [part for part in (area, actor, scope) if part not in unsaid]
    return " · ".join(naming.of(iri).text for iri in told)


def drawn(found: Sequence[Line], wanted: Asked, hangs: Course, desk: Desk, naming: Naming) -> list[Chart]:
    """The charts: indexed lines in one, amounts in one for each unit."""
    title = " / ".join(naming.of(iri).text for iri in wanted.metrics)
    groups: dict[str, list[Line]] = {}
    for line in found:
        groups.setdefault("" if wanted.indexed else line.unit, []).append(line)
    language = desk.language.interface
    joined = wanted.kind == names.KIND_LEVEL
    made = (
        chart(title, unit, _marks(those, wanted, hangs, desk, naming), language, joined=joined)
        for unit, those in groups.items()
    )
    return [one for one in made if one is not None]


def _marks(
    found: Sequence[Line], wanted: Asked, hangs: Course, desk: Desk, naming: Naming
) -> Mapping[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {}
    for line in found:
        for figure in line.figures:
            shown = line.index(figure) if wanted.indexed else figure.value
            if shown is not None:
                marks.setdefault(line.name, []).append(mark(figure, hangs, naming, desk.links, shown=shown))
    return marks


@dataclass(frozen=True, slots=True)
class _Answered:
    wanted: Asked
    naming: Naming
    lines: Sequence[Line]
    charts: Sequence[Chart]


async def _answered(desk: Desk, *more: Answers) -> _Answered:
    wanted = asked(desk)
    answers, steps = await desk.questions.ask_all(
        "metrics-observations", "metric-course", metrics=set(wanted.metrics)
    )
    naming = await desk.naming({*wanted.metrics, wanted.kind} | iris_in(answers, *more))
    found = lines(figures(answers), wanted, naming)
    return _Answered(wanted, naming, found, drawn(found, wanted, course(steps, desk.language), desk, naming))


async def page(desk: Desk) -> ChartPage:
    """The page on which metrics are chosen and compared."""
    listed = await desk.questions.ask("metrics-over-years")
    got = await _answered(desk, listed)
    choice = [value(row, "metric") for row in listed]
    return ChartPage(
        title=" / ".join(got.naming.of(iri).text for iri in got.wanted.metrics),
        naming=got.naming,
        metrics=got.wanted.metrics,
        choice=sorted(set(choice) - set(got.wanted.metrics), key=lambda iri: got.naming.of(iri).text),
        kind=names.slug_of(got.wanted.kind).removeprefix("kind-"),
        mode=got.wanted.mode,
        charts=got.charts,
        lines=[(line.name, [(f, line.index(f)) for f in line.figures]) for line in got.lines],
        parameters=got.wanted.parameters(),
        full=len(got.wanted.metrics) >= MOST_SERIES,
    )


async def picture(desk: Desk) -> str:
    """The charts as one SVG that stands alone: its own style, title, legend and source."""
    got = await _answered(desk)
    shown = ChartPicture(
        title=" / ".join(got.naming.of(iri).text for iri in got.wanted.metrics),
        naming=got.naming,
        charts=got.charts,
        indexed=got.wanted.indexed,
    )
    frame = desk.frame(shown, "", "")
    return rendering.render(
        shown.template, frame, {field.name: getattr(shown, field.name) for field in fields(shown)}
    )


async def table(desk: Desk) -> str:
    """The data behind the charts as CSV."""
    got = await _answered(desk)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for line in got.lines:
        for figure in line.figures:
            rows.writerow(_cells(line, figure, got.naming))
    return written.getvalue()


def _cells(line: Line, figure: Figure, naming: Naming) -> list[str]:
    labels = {tag: text for text, tag in sorted(naming.labels.get(figure.metric, ()), reverse=True)}
    index = line.index(figure)
    told = (line.name, figure.observation, figure.metric, labels.get("zh", ""), labels.get("en", ""))
    key = (figure.kind, figure.area, figure.actor, figure.scope, figure.period, str(figure.year))
    bound = names.slug_of(figure.bound).removeprefix("bound-")
    value_ = f"{figure.value.normalize():f}"
    return [
        *told, *key, value_, names.slug_of(figure.unit), bound, str(figure.disputed).lower(),
        "" if index is None else str(index),
    ]  # fmt: skip
