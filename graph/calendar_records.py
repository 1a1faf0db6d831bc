"""The periods that figures are of, as flat records: a year, a day, a span, or not stated."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from graph.flat import XSD, Record, Value, integer, text
from ontology import names

_YEAR: Final = re.compile(r"\d{4}")
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def period_records(periods: Iterable[str]) -> Iterator[Record]:
    """A record of each period, each once, in order."""
    for period in sorted(set(periods)):
        yield Record(names.period(period), "Period", tuple(_fields(period)))


def _fields(period: str) -> Iterator[tuple[str, Value]]:
    first, _, last = period.partition("/")
    years = [_YEAR.match(part) for part in (first, last or first)]
    start, end = (int(found.group()) if found else None for found in years)
    if start is not None and end is not None:
        if not last:
            yield "year", integer(start)
        yield "startYear", integer(start)
        yield "endYear", integer(end)
        yield "startDate", _date(first, end=False)
        yield "endDate", _date(last or first, end=True)
    yield "name", text(_name(period, "en"), "en")
    yield "name", text(_name(period, "zh"), "zh")


def _date(part: str, *, end: bool) -> ox.Literal:
    """The first or last day of a year, month or day."""
    numbers = [int(n) for n in part.split("-")]
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else 12 if end else 1
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    day = numbers[2] if len(numbers) > 2 else _MONTH_DAYS[month - 1] + leap if end else 1
    return ox.Literal(f"{year:04d}-{month:02d}-{day:02d}", datatype=ox.NamedNode(XSD + "date"))


def _name(period: str, lang: str) -> str:
    if period == "unstated":
        return "not stated" if lang == "en" else "未说明时期"
    first, _, last = period.partition("/")
    if lang == "en":
        return f"{first} to {last}" if last else first
    return f"{_zh(first)}至{_zh(last)}" if last else _zh(first)


def _zh(part: str) -> str:
    words = [f"{int(number)}{unit}" for number, unit in zip(part.split("-"), "年月日", strict=False)]
    return "".join(words)
