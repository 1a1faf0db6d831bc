"""The course of a metric over the years: which years lack a value, where it breaks, what changes imply."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from ontology import names
from server.charts import Mark
from server.figures import Figure
from server.languages import Label, Language
from server.links import Links
from server.naming import Naming
from server.numerals import number
from server.questions import Answers, value

_YEAR_END: Final = "-12-31"
_WHOLE_FROM: Final = 100


@dataclass(frozen=True, slots=True)
class Step:
    """What lies between a value and the one before it: years without a value, and why it breaks there."""

    previous: str
    missing: int
    broken: Label | None


@dataclass(frozen=True, slots=True)
class Implied:
    """The value of the year before that a change implies, with its interval: our arithmetic, no statement."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Course:
    """Steps and implied values, each by the observation that it belongs to."""

    steps: Mapping[str, Step]
    implied: Mapping[str, Implied]

    def joined(self, observation: str, period: str) -> bool:
        """Whether a line may lead to this value from the one before: it is of a year, and nothing breaks."""
        step = self.steps.get(observation)
        return is_yearly(period) and (step is None or step.broken is None)

    def absent(self, observation: str, year: int | None) -> tuple[int, ...]:
        """The years before this value for which no source has one."""
        step = self.steps.get(observation)
        return tuple(range(year - step.missing, year)) if step and year else ()


def mark(
    figure: Figure,
    hangs: Course,
    naming: Naming,
    links: Links,
    *,
    shown: Decimal | None = None,
    others: Sequence[Decimal] = (),
) -> Mark:
    """The point of a figure in a chart: its value, or the index that is `shown` for it."""
    return Mark(
        year=figure.year or 0,
        value=figure.value if shown is None else shown,
        bound=figure.bound,
        href=links.about(figure.observation),
        when=naming.of(figure.period).text,
        disputed=figure.disputed,
        others=others,
        joined=hangs.joined(figure.observation, figure.period),
    )


def is_yearly(period: str) -> bool:
    """Whether a period is a year or the last day of one, so that values of it stand in one series."""
    slug = names.slug_of(period)
    return slug.removesuffix(_YEAR_END).isdigit() and len(slug.removesuffix(_YEAR_END)) == len("2021")


def course(rows: Answers, language: Language) -> Course:
    """The course that the rows of `metric-course` tell, reasons in the reader's language."""
    steps: dict[str, Step] = {}
    implied: dict[str, Implied] = {}
    reasons: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        obs = value(row, "obs")
        if "previous" in row:
            steps[obs] = Step(value(row, "previous"), int(value(row, "missing", "0")), None)
        if "break" in row:
            reasons.setdefault(obs, []).append((row["break"]["value"], row["break"].get("xml:lang", "")))
        found = _implied(value(row, name) for name in ("implied", "low", "high"))
        if found is not None:
            implied[obs] = found
    broken = {obs: replace(steps[obs], broken=language.best(told)) for obs, told in reasons.items()}
    return Course(steps | broken, implied)


def _implied(texts: Iterable[str]) -> Implied | None:
    """An implied value as it can be told: whole from a hundred on, the interval rounded outward."""
    value_, low, high = (number(text) for text in texts)
    if value_ is None or low is None or high is None:
        return None
    if abs(value_) < _WHOLE_FROM:
        return Implied(value_, low, high)
    return Implied(
        value_.to_integral_value(), low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING)
    )
