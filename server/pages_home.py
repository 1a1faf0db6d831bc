"""The home page, and the lists by which one browses."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from ontology import names
from server.charts import Chart, chart, sparkline
from server.contexts_site import HeadlineSeries, HomePage, ListPage
from server.course import Course, course, mark
from server.desk import Desk
from server.figures import Figure, figures
from server.naming import Naming
from server.pages_disagreement import hard, items, mentioned
from server.questions import Answers, iris_in, value
from sparql.service import Row

_MOST_SERIES: Final = 9
_CHARTS: Final = 2
_MOST_DISAGREEMENTS: Final = 4
#: Disagreements, the hard ones first, among which the few are chosen.
_LOOKED_THROUGH: Final = 100

#: What one browses: the entry, the query that lists it, and the navigation it belongs to.
LISTS: Final[Mapping[str, str]] = {
    "metrics": "list-metrics",
    "campaigns": "list-campaigns",
    "bodies": "list-bodies",
    "documents": "list-documents",
    "areas": "list-areas",
    "events": "list-events",
    "years": "list-years",
    "sources": "list-sources",
}


async def page(desk: Desk) -> HomePage:
    """What is here, in one screen."""
    counts, candidates, per_source = await desk.questions.ask_all(
        "home-counts", "home-series", "source-counts"
    )
    followed = _followed(candidates)
    observed, steps = await desk.questions.ask_all(
        "series-observations", "metric-course", metrics={value(row, "metric") for row in followed}
    )
    found = figures(observed)
    rows = await desk.questions.ask("disagreements")
    shown = hard(await items(desk, rows[:_LOOKED_THROUGH]), _MOST_DISAGREEMENTS)
    told = iris_in(followed, observed, per_source) | {iri for item in shown for iri in mentioned(item)}
    naming = await desk.naming(told)
    series = [_series(row, found) for row in followed]
    hangs = course(steps, desk.language)
    return HomePage(
        title="",
        naming=naming,
        counts={names.slug_of(value(row, "class")): int(value(row, "number")) for row in counts},
        series=series,
        charts=[(one, drawn) for one in series if (drawn := _chart(one, hangs, desk, naming))][:_CHARTS],
        years=sorted({figure.year for one in series for figure in one.figures if figure.year}),
        disagreements=shown,
        sources=_sources(per_source, naming),
    )


@cache
def _listed() -> Sequence[str]:
    """The metrics that the home page is to show, the first first."""
    told = tomllib.loads((files("server") / "home.toml").read_text(encoding="utf-8"))
    return [names.metric(slug) for slug in told["metrics"]]


def _followed(candidates: Answers) -> Answers:
    """The series to show: of each metric the one that is followed best, the wanted metrics first."""
    best: dict[str, Row] = {}
    for row in candidates:
        best.setdefault(value(row, "metric"), row)
    return [dict(row) for row in sorted(best.values(), key=_wanted)[:_MOST_SERIES]]


def _wanted(row: Row) -> int:
    """The place of a candidate: as home.toml lists them, then as they come."""
    metric = value(row, "metric")
    return _listed().index(metric) if metric in _listed() else len(_listed())


def _chart(one: HeadlineSeries, hangs: Course, desk: Desk, naming: Naming) -> Chart | None:
    marks = [mark(figure, hangs, naming, desk.links) for figure in one.figures]
    name = naming.of(one.metric).text
    return chart(name, one.figures[0].unit, {name: marks}, desk.language.interface) if marks else None


def _series(row: Row, found: list[Figure]) -> HeadlineSeries:
    metric, actor, area = value(row, "metric"), value(row, "actor"), value(row, "area")
    own = [f for f in found if (f.metric, f.actor, f.area) == (metric, actor, area) and f.year is not None]
    by_year = {figure.year: figure for figure in own if figure.year is not None}
    ordered = [by_year[year] for year in sorted(by_year)]
    return HeadlineSeries(
        metric=metric,
        actor=actor,
        area=area,
        figures=ordered,
        spark=sparkline([(figure.year or 0, figure.value) for figure in ordered]),
    )


def _sources(rows: Answers, naming: Naming) -> list[tuple[str, Mapping[str, int]]]:
    """Documents with the number of claims in each language."""
    counted: dict[str, dict[str, int]] = {}
    for row in rows:
        languages = counted.setdefault(value(row, "source"), {})
        languages[value(row, "lang")] = languages.get(value(row, "lang"), 0) + int(value(row, "number"))
    return sorted(counted.items(), key=lambda entry: naming.of(entry[0]).text)


async def browse(desk: Desk, kind: str) -> ListPage:
    """The list of one kind of thing, in groups."""
    answers = await desk.questions.ask(LISTS[kind])
    naming = await desk.naming(iris_in(answers))
    groups: dict[str, dict[str, str]] = {}
    for row in answers:
        groups.setdefault(value(row, "group"), {}).setdefault(value(row, "thing"), value(row, "number"))
    ordered = sorted(groups.items(), key=lambda group: (group[0] == "", naming.of(group[0]).text))
    return ListPage(
        title="",
        naming=naming,
        kind=kind,
        intro=f"list.{kind}.intro",
        groups=[
            (group, sorted(things.items(), key=lambda entry: naming.of(entry[0]).text))
            for group, things in ordered
        ],
        total=len({thing for things in groups.values() for thing in things}),
    )
