"""Figures side by side: one row per metric and kind, one column per year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ontology import names
from server.languages import Label
from server.naming import Naming
from server.numerals import number
from server.questions import Answers, value
from sparql.service import Row

_ITEM: Final = names.code("unit", "item")


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation as a cell or a point shows it."""

    observation: str
    metric: str
    area: str
    period: str
    year: int | None
    kind: str
    actor: str
    scope: str
    value: Decimal
    unit: str
    bound: str
    status: str
    stated: Label | None
    disputed: bool
    role: str = ""

    @property
    def row(self) -> tuple[str, str, str, str]:
        """What keeps figures in one row: the key without period and kind."""
        return self.metric, self.area, self.actor, self.scope

    @property
    def is_level(self) -> bool:
        """Whether it is the amount itself, not its change, share or rank."""
        return self.kind == names.KIND_LEVEL


@dataclass(slots=True)
class FigureRow:
    """Figures of one metric, area, actor and scope over the years: amounts, changes, shares, ranks."""

    metric: str
    area: str
    actor: str
    scope: str
    unit: str
    cells: dict[int, list[Figure]]
    undated: list[Figure] = field(default_factory=list)

    @property
    def weight(self) -> tuple[int, int]:
        """By which rows are chosen when there are too many: most years, then most figures."""
        return len(self.cells), sum(map(len, self.cells.values()))


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows and their years; `left_out` rows did not fit and stand elsewhere."""

    years: Sequence[int]
    rows: Sequence[FigureRow]
    left_out: int = 0


def figure_of(row: Row) -> Figure | None:
    """The observation that a row holds, or None when its value is no number."""
    amount = number(value(row, "value"))
    if amount is None:
        return None
    stated = row.get("stated")
    return Figure(
        observation=value(row, "obs"),
        metric=value(row, "metric"),
        area=value(row, "area"),
        period=value(row, "period"),
        year=year_of(value(row, "period")),
        kind=value(row, "kind"),
        actor=value(row, "actor"),
        scope=value(row, "scope"),
        value=amount,
        unit=unit_of(row),
        bound=value(row, "bound"),
        status=value(row, "status"),
        stated=Label(stated["value"], stated.get("xml:lang", "")) if stated else None,
        disputed="disagreement" in row or value(row, "status").endswith("status-open"),
        role=value(row, "role"),
    )


def unit_of(row: Row) -> str:
    """The unit to tell: what was counted (cases, batches), where the unit itself is but "item"."""
    unit = value(row, "unit")
    return value(row, "counted", unit) if unit == _ITEM else unit


def year_of(period: str) -> int | None:
    """The last year that a period's IRI names (a span is put where it ends)."""
    parts = names.slug_of(period).replace("--", "-").split("-")
    years = [int(part) for part in parts if len(part) == 4 and part.isdigit()]
    return max(years) if years else None


def figures(answers: Answers) -> list[Figure]:
    """The observations of some rows, each once; a disputed row wins over the same undisputed."""
    found: dict[str, Figure] = {}
    for row in answers:
        figure = figure_of(row)
        if figure is not None and (figure.observation not in found or figure.disputed):
            found[figure.observation] = figure
    return list(found.values())


def table(found: Iterable[Figure], naming: Naming, *, most: int = 60) -> FigureTable:
    """Figures as a table, at most `most` rows: those that cover most years."""
    rows: dict[tuple[str, ...], FigureRow] = {}
    for figure in found:
        row = rows.setdefault(figure.row, FigureRow(*figure.row, unit="", cells={}))
        if figure.is_level and not row.unit:
            row.unit = figure.unit
        if figure.year is None:
            row.undated.append(figure)
        else:
            row.cells.setdefault(figure.year, []).append(figure)
    kept = sorted(rows.values(), key=lambda row: row.weight, reverse=True)[:most]
    kept.sort(key=lambda row: (naming.of(row.metric).text, row.actor, row.scope, row.area))
    for row in kept:
        for cell in (*row.cells.values(), row.undated):
            cell.sort(key=lambda figure: (not figure.is_level, figure.kind, figure.period))
    years = sorted({year for row in kept for year in row.cells})
    return FigureTable(years, kept, len(rows) - len(kept))
