"""What the papers of several years say together: what was added, how long something lasts, what repeats.

A cumulative number cannot grow by less than what is said to have been added since; where all but one of the
years between say what they added, the rest is what that year must have added. A streak grows by one a year.
The very same long number in two years is worth a look. All of these are soft: what is counted may have
changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from typing import Final

from graph.agreement import amount, range_of
from graph.checks import plain
from graph.disagree import Labels, difference
from graph.facts import Difference, Fact
from graph.series import year_of
from ontology import names

_LEVEL: Final = names.KIND_LEVEL
_STREAK: Final = names.code("kind", "streak")
_CUMULATIVE: Final = "-cumulative"
#: What is too much by more than this share of what was added was never added to it.
_FAR: Final = Decimal("0.5")
#: What a year must have added is out of line when it is so many times what any stated year added.
_OUT_OF_LINE: Final = Decimal("1.25")
#: So many stated years make a line.
_STATED: Final = 2
_LONG: Final = 4


def over_years(facts: Sequence[Fact], labels: Labels) -> Iterator[Difference]:
    """All differences between the papers of several years that need more than one of their figures."""
    yield from _additions(facts, labels)
    yield from _streaks(facts, labels)
    yield from _repeated(facts, labels)


def _additions(facts: Sequence[Fact], labels: Labels) -> Iterator[Difference]:
    flows = _flows(facts)
    for members in _by_series(facts).values():
        for before, after in pairwise(members):
            added = [f for year in _years(before, after) for f in _added(after, year, flows)]
            if added:
                yield from _against(before, after, added, flows, labels)


def _by_series(facts: Sequence[Fact]) -> Mapping[object, list[Fact]]:
    """The cumulative levels by metric, area and scope, in order of year."""
    found: dict[object, list[Fact]] = {}
    for fact in facts:
        key = fact.key
        cumulative = names.slug_of(key.metric).endswith(_CUMULATIVE)
        if cumulative and key.kind == _LEVEL and year_of(fact) is not None:
            found.setdefault((key.metric, key.area, key.scope), []).append(fact)
    return {key: sorted(its, key=lambda f: f.key.period) for key, its in sorted(found.items(), key=str)}


def _flows(facts: Sequence[Fact]) -> Mapping[object, list[Fact]]:
    """The levels of a year by what is counted, area and scope."""
    found: dict[object, list[Fact]] = {}
    for fact in facts:
        if fact.key.kind == _LEVEL and fact.lead.figure.statistic == "flow" and len(fact.key.period) == 4:
            found.setdefault(_counted(fact), []).append(fact)
    return found


def _counted(fact: Fact) -> object:
    facets = {k: v for k, v in fact.lead.figure.facets.items() if k != "measure-type"}
    return tuple(sorted(facets.items())), fact.key.area, fact.key.scope


def _years(before: Fact, after: Fact) -> range:
    return range((year_of(before) or 0) + 1, (year_of(after) or 0) + 1)


def _added(stock: Fact, year: int, flows: Mapping[object, list[Fact]]) -> list[Fact]:
    """What is said to have been added to a cumulative number in a year."""
    own = [f for f in flows.get(_counted(stock), ()) if f.key.period == str(year)]
    others = [
        f
        for its in flows.values()
        for f in its
        if f.key.period == str(year)
        and names.slug_of(f.key.metric) in _inflows().get(names.slug_of(stock.key.metric), ())
        and (f.key.area, f.key.scope) == (stock.key.area, stock.key.scope)
    ]
    return [*own[:1], *others]


@cache
def _inflows() -> Mapping[str, tuple[str, ...]]:
    """The other metrics that add to a cumulative one."""
    rows = DictReader((files("graph") / "inflows.csv").read_text(encoding="utf-8").splitlines())
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row["stock"]] = (*found.get(row["stock"], ()), row["inflow"])
    return found


def _against(
    before: Fact, after: Fact, added: Sequence[Fact], flows: Mapping[object, list[Fact]], labels: Labels
) -> Iterator[Difference]:
    """The difference between what a cumulative number grew by and what was added, if they do not fit."""
    then, now = range_of(before.lead.figure), range_of(after.lead.figure)
    sums = [range_of(f.lead.figure) for f in added]
    least, most = sum((r.low for r in sums), Decimal(0)), sum((r.high for r in sums), Decimal(0))
    terms = " + ".join(plain(f.lead.figure.value) for f in (before, *added))
    stated = plain(after.lead.figure.value)
    total = before.lead.figure.value + sum((f.lead.figure.value for f in added), Decimal(0))
    missing = [y for y in _years(before, after) if y not in {int(f.key.period) for f in added}]
    if 0 < then.low + least - now.high <= _FAR * least:
        yield _failing(after, before, added, f"{terms} = {plain(total)} > {stated}", labels)
    elif not missing and then.high + most < now.low:
        yield _failing(after, before, added, f"{terms} = {plain(total)} < {stated}", labels)
    elif len(missing) == 1 and _out_of_line(now.low - then.high - most, flows.get(_counted(after), ())):
        rest = after.lead.figure.value - total
        working = f"{stated} − ({terms}) = {plain(rest)} ({missing[0]})"
        yield _failing(after, before, added, working, labels)


def _out_of_line(rest: Decimal, stated: Sequence[Fact]) -> bool:
    """Whether what one year must have added is far more than any year is said to have added."""
    most = max((range_of(f.lead.figure).high for f in stated), default=Decimal(0))
    return len(stated) >= _STATED and rest > most * _OUT_OF_LINE


def _failing(after: Fact, before: Fact, added: Iterable[Fact], working: str, labels: Labels) -> Difference:
    sides = (after.supports, *((f.lead,) for f in added), before.supports[:1])
    note = (f"算式：{working}。", f" {working}.")
    made = difference(
        "series",
        after.iri,
        sides,
        labels=labels,
        rule="accumulated",
        note=note,
        hard=False,
        worded="accumulated",
    )
    return replace(made, working=working)


def _streaks(facts: Sequence[Fact], labels: Labels) -> Iterator[Difference]:
    """Years in a row that do not grow by one a year: broken between, or miscounted."""
    found: dict[object, list[Fact]] = {}
    for fact in facts:
        if fact.key.kind == _STREAK and year_of(fact) is not None:
            found.setdefault(fact.key._replace(period="", actor=""), []).append(fact)
    for _, members in sorted(found.items()):
        for before, after in pairwise(sorted(members, key=lambda f: f.key.period)):
            years = len(_years(before, after))
            then, now = before.lead.figure.value, after.lead.figure.value
            if now > years and now - then != years:
                working = f"{plain(then)} + {years} = {plain(then + years)} ≠ {plain(now)}"
                yield _failing(after, before, (), working, labels)


def _repeated(facts: Sequence[Fact], labels: Labels) -> Iterator[Difference]:
    """One long exact number of one metric in the papers of two years."""
    levels: dict[object, list[Fact]] = {}
    for fact in facts:
        figure = fact.lead.figure
        exact = amount(figure).step == 0 and len(figure.value.normalize().as_tuple().digits) >= _LONG
        if fact.key.kind == _LEVEL and figure.statistic == "flow" and exact and not fact.lead.news:
            levels.setdefault((_counted(fact), figure.value), []).append(fact)
    for its in levels.values():
        for a, b in combinations(sorted(its, key=lambda f: f.key.period), 2):
            if a.key.period != b.key.period:
                sides = (a.supports, b.supports)
                yield difference(
                    "series", a.iri, sides, labels=labels, rule="repeated", worded="repeated", hard=False
                )
