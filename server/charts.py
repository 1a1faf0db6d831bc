"""Charts over years as plain geometry, drawn by templates/parts/chart.svg; they need no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from server.figures import Figure
from server.numerals import full, short, sign

WIDTH: Final = 720
HEIGHT: Final = 300
LEFT: Final = 72
RIGHT: Final = 24
TOP: Final = 28
BOTTOM: Final = 40
#: More lines than these are not told apart; the rest stands in the table below.
MOST_SERIES: Final = 5
_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in a chart, and the other values that sources give for it."""

    figure: Figure
    x: float
    y: float
    label: str
    title: str
    others: Sequence[tuple[float, str]] = ()
    above: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """A line: what it is of, its points, and its number for colour and mark."""

    name: str
    number: int
    points: Sequence[Point]

    @property
    def path(self) -> str:
        """The line through the points."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn."""

    title: str
    unit: str
    series: Sequence[Series]
    years: Sequence[tuple[int, float]]
    ticks: Sequence[tuple[str, float]]
    zero: float
    joined: bool
    left_out: int = 0

    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: float = HEIGHT - BOTTOM

    @property
    def disputed(self) -> bool:
        """Whether any point is, so that the marks need to be explained."""
        return any(point.figure.disputed for series in self.series for point in series.points)


@dataclass(frozen=True, slots=True)
class Line:
    """What a chart is asked to draw: a name, its figures, and for each observation the values that differ."""

    name: str
    figures: Sequence[Figure]


def chart(
    title: str,
    unit: str,
    lines: Sequence[Line],
    others: Mapping[str, Sequence[Decimal]],
    language: str,
    *,
    joined: bool = True,
) -> Chart | None:
    """A chart of `lines` over years, or None when there are not two figures to compare.

    Amounts are `joined` by lines; changes, shares and ranks of single years stand each for itself.
    """
    drawn = [Line(line.name, _dated(line.figures)) for line in lines]
    drawn = sorted((line for line in drawn if line.figures), key=lambda line: -len(line.figures))
    shown = drawn[:MOST_SERIES]
    figures = [figure for line in shown for figure in line.figures]
    if len(figures) < 2:  # one figure is told better in words
        return None
    values = [f.value for f in figures] + [v for f in figures for v in others.get(f.observation, ())]
    years = sorted({figure.year for figure in figures if figure.year is not None})
    scale = _Scale.over(years, values)
    return Chart(
        title=title,
        unit=unit,
        series=[_series(number, line, scale, others, language) for number, line in enumerate(shown, 1)],
        years=[(year, scale.x(year)) for year in years],
        ticks=[(short(tick, language), scale.y(tick)) for tick in scale.ticks()],
        zero=scale.y(Decimal(0)),
        joined=joined,
        left_out=len(drawn) - len(shown),
    )


def _series(
    number: int, line: Line, scale: "_Scale", others: Mapping[str, Sequence[Decimal]], language: str
) -> Series:
    """One line with its points."""
    return Series(line.name, number, [_point(figure, scale, others, language) for figure in line.figures])


def _dated(figures: Sequence[Figure]) -> list[Figure]:
    return sorted((f for f in figures if f.year is not None), key=lambda f: (f.year or 0, f.period))


def _point(figure: Figure, scale: "_Scale", others: Mapping[str, Sequence[Decimal]], language: str) -> Point:
    differing = sorted(set(others.get(figure.observation, ())) - {figure.value})
    return Point(
        figure=figure,
        x=scale.x(figure.year or 0),
        y=scale.y(figure.value),
        label=sign(figure.bound) + short(figure.value, language),
        title=sign(figure.bound) + full(figure.value),
        others=[(scale.y(value), short(value, language)) for value in differing],
        above=scale.y(figure.value) > TOP + 14,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From years and values to places in the chart."""

    first: int
    last: int
    lowest: Decimal
    highest: Decimal
    step: Decimal

    @classmethod
    def over(cls, years: Sequence[int], values: Sequence[Decimal]) -> "_Scale":
        low, high = min(Decimal(0), *values), max(Decimal(0), *values)
        step = _step((high - low) / _TICKS)
        bottom = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
        top = (high / step).to_integral_value(rounding="ROUND_CEILING") * step
        return cls(years[0], years[-1], bottom, top if top > bottom else bottom + step, step)

    def x(self, year: int) -> float:
        span = WIDTH - LEFT - RIGHT - 80
        if self.first == self.last:
            return LEFT + 40 + span / 2
        return LEFT + 40 + span * (year - self.first) / (self.last - self.first)

    def y(self, value: Decimal) -> float:
        share = (value - self.lowest) / (self.highest - self.lowest)
        return round(HEIGHT - BOTTOM - float(share) * (HEIGHT - TOP - BOTTOM), 1)

    def ticks(self) -> list[Decimal]:
        count = int((self.highest - self.lowest) / self.step)
        return [self.lowest + self.step * n for n in range(count + 1)]


def _step(rough: Decimal) -> Decimal:
    """The least round number that is not below `rough`."""
    if rough <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)


def sparkline(values: Sequence[tuple[int, Decimal]], width: int = 120, height: int = 32) -> str:
    """The points of a small line without axes, for `polyline`: the course, not the amounts."""
    if len(values) < 2:
        return ""
    first, last = values[0][0], values[-1][0]
    highest = max(value for _, value in values) or Decimal(1)
    places = (
        (
            4 + (width - 8) * (year - first) / max(last - first, 1),
            height - 4 - (height - 8) * float(value / highest),
        )
        for year, value in values
    )
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
