"""Charts over years as plain geometry, drawn by templates/parts/chart.svg; they need no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from server.numerals import full, short, sign

WIDTH: Final = 720
HEIGHT: Final = 300
LEFT: Final = 96
RIGHT: Final = 24
TOP: Final = 28
BOTTOM: Final = 40
#: More lines than these are not told apart; the rest stands in the table below.
MOST_SERIES: Final = 5
_STEPS: Final = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """What a chart is asked to show: a value in a year, and the other values that sources give for it."""

    year: int
    value: Decimal
    bound: str = ""
    href: str = ""
    when: str = ""
    disputed: bool = False
    others: Sequence[Decimal] = ()
    #: Whether a line may lead to it from the value before; never where the series breaks.
    joined: bool = True
    #: The least and the most it can be, where it is derived and no source states it.
    between: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A mark in its place."""

    mark: Mark
    x: float
    y: float
    label: str
    title: str
    others: Sequence[tuple[float, str]] = ()
    above: bool = True
    low: float = 0
    high: float = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A line: what it is of, its points, and its number for colour and mark."""

    name: str
    number: int
    points: Sequence[Point]
    derived: Sequence[Point] = ()

    @property
    def segments(self) -> Sequence[tuple[Point, Point, bool]]:
        """The parts of the line, each with whether years lie between without a value; none over a break."""
        return [
            (before, after, after.mark.year - before.mark.year > 1)
            for before, after in pairwise(self.points)
            if after.mark.joined and after.mark.year > before.mark.year
        ]


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
    #: The parameters by which the same chart is had as a picture or a table, where it can be.
    parameters: Sequence[tuple[str, str]] = ()

    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: float = HEIGHT - BOTTOM

    @property
    def disputed(self) -> bool:
        """Whether any point is, so that the marks need to be explained."""
        return any(point.mark.disputed for series in self.series for point in series.points)

    @property
    def gaps(self) -> bool:
        """Whether a line leads over years without a value."""
        return self.joined and any(gap for series in self.series for *_, gap in series.segments)

    @property
    def derived(self) -> bool:
        """Whether any value is derived, stated by no source."""
        return any(series.derived for series in self.series)


def chart(
    title: str, unit: str, lines: Mapping[str, Sequence[Mark]], language: str, *, joined: bool = True
) -> Chart | None:
    """A chart of `lines` over years, or None when there are not two values to compare.

    Amounts are `joined` by lines; changes, shares and ranks of single years stand each for itself.
    """
    longest = sorted(lines.items(), key=lambda line: -len(line[1]))
    shown = longest[:MOST_SERIES]
    marks = [mark for _, those in shown for mark in those]
    if len(marks) < 2:  # one value is told better in words
        return None
    values = [value for mark in marks for value in (mark.value, *mark.others, *(mark.between or ()))]
    years = sorted({mark.year for mark in marks})
    scale = _Scale.over(years, values)
    return Chart(
        title=title,
        unit=unit,
        series=[
            _series(name, place, sorted(those, key=_year), scale, language)
            for place, (name, those) in enumerate(shown, 1)
        ],
        years=[(year, scale.x(year)) for year in years],
        ticks=[(short(tick, language), scale.y(tick)) for tick in scale.ticks()],
        zero=scale.y(Decimal(0)),
        joined=joined,
        left_out=len(longest) - len(shown),
    )


def _year(mark: Mark) -> int:
    return mark.year


def _series(name: str, place: int, marks: Sequence[Mark], scale: "_Scale", language: str) -> Series:
    stated = [_point(mark, scale, language) for mark in marks if mark.between is None]
    derived = [_point(mark, scale, language) for mark in marks if mark.between is not None]
    return Series(name, place, stated, derived)


def _point(mark: Mark, scale: "_Scale", language: str) -> Point:
    low, high = mark.between or (mark.value, mark.value)
    return Point(
        mark=mark,
        x=scale.x(mark.year),
        y=scale.y(mark.value),
        label=sign(mark.bound) + short(mark.value, language),
        title=sign(mark.bound) + full(mark.value),
        others=[(scale.y(value), short(value, language)) for value in sorted({*mark.others} - {mark.value})],
        above=mark.joined or mark.value >= 0,
        low=scale.y(low),
        high=scale.y(high),
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
