"""A metric's values over the years in one place: what went before, which years are missing, where it breaks.

Nothing is joined silently: where another body is counted for, another unit is used, or a text gave one key
two values, the step to the value before is marked as a break, with the reason in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from graph.agreement import Range, range_of
from graph.facts import Fact, Key
from mappings.editions import series_of
from ontology import names

_HUNDRED: Final = Decimal(100)
_CENT: Final = Decimal("0.01")
_CHANGE: Final = names.code("kind", "change-pct")
#: Departments are counted for what they did together, which is another thing each time.
_ACTING: Final = "department"
#: Why two values do not make one series, in Chinese and English.
BREAKS: Final = {
    "actor": ("主体不同", "another body"),
    "unit": ("计量单位不同", "another unit"),
    "split": ("同一键下有不同事实", "one key, several facts"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A value with the one before it: how many years lie between without one, and why the series breaks."""

    fact: Fact
    before: Fact
    missing: int
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Implied:
    """The value of the year before that a change in percent implies: our arithmetic, no statement."""

    change: Fact
    value: Decimal
    range: Range


def steps(facts: Sequence[Fact]) -> Iterator[Step]:
    """Each level of a year or its last day with the latest earlier one, of the same body if there is one.

    Another body's value comes before it only under a metric of the registry or within a campaign, which say
    what is counted; one composed of the words at hand may, said of another body, be another thing. What is
    counted within an edition of a campaign follows what was counted within an earlier one.
    """
    series: dict[Key, list[Fact]] = {}
    for fact in facts:
        once = fact.lead.figure.facets.get("object") == _ACTING  # who acted together in one matter
        if fact.key.kind == names.KIND_LEVEL and year_of(fact) is not None and not once:
            scope = series_of(fact.key.scope)
            series.setdefault(fact.key._replace(period="", actor="", scope=scope), []).append(fact)
    for _, members in sorted(series.items()):
        ordered = sorted(members, key=lambda f: (f.key.period, f.key.actor))
        for fact in ordered:
            earlier = [f for f in ordered if (year_of(f) or 0) < (year_of(fact) or 0)]
            own = [f for f in earlier if f.key.actor == fact.key.actor]
            told = fact.lead.figure.metric_status == "known" or fact.key.scope != names.SCOPE_ALL
            if not own and told:
                own = earlier
            if own:
                yield _step(fact, own[-1])


def _step(fact: Fact, before: Fact) -> Step:
    missing = (year_of(fact) or 0) - (year_of(before) or 0) - 1
    now, then = fact.lead.figure, before.lead.figure
    broken = {
        "actor": fact.key.actor != before.key.actor,
        "unit": (now.unit_class, now.counted) != (then.unit_class, then.counted),
        "split": "split-key" in (fact.rule, before.rule),
    }
    return Step(fact, before, missing, tuple(why for why in BREAKS if broken[why]))


def year_of(fact: Fact) -> int | None:
    """The year of a fact that is of a year, or of the last day of one; None for other periods."""
    period = fact.key.period
    whole = len(period) == 4 or period.endswith("-12-31")
    return int(period[:4]) if whole and period[:4].isdigit() else None


def implied(facts: Sequence[Fact]) -> Iterator[Implied]:
    """The values of the year before that follow from a level and its change, with their intervals."""
    by_key = {fact.key: fact for fact in facts}
    for change in facts:
        level = by_key.get(change.key._replace(kind=names.KIND_LEVEL))
        if change.key.kind != _CHANGE or level is None or change.lead.figure.unit_class != "percent":
            continue
        growth, now = range_of(change.lead.figure), range_of(level.lead.figure)
        if growth.low <= -_HUNDRED:
            continue
        value = _base(level.lead.figure.value, change.lead.figure.value)
        yield Implied(change, value, Range(_base(now.low, growth.high), _base(now.high, growth.low)))


def _base(value: Decimal, growth: Decimal) -> Decimal:
    """What grew by so many percent to `value`, rounded half up to the hundredth."""
    return (value / (1 + growth / _HUNDRED)).quantize(_CENT, ROUND_HALF_UP)
