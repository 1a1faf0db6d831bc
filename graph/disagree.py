"""Where two statements of one fact differ: of which kind, and in words."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from graph.agreement import agree, amount, opposite, power_of_ten
from graph.excerpts import shortened
from graph.facts import Difference, Key, Statement, key_of
from graph.key_parts import Point
from mappings.records import Figure, Mention, Relation
from ontology import names

Lang = Literal["zh", "en"]
#: Gives the label of a thing in a language.
Labels = Callable[[str, Lang], str]

#: Units that one text writes for another; other units that differ were only read differently.
_MONEY: Final = frozenset({"CNY", "USD", "HKD", "MOP"})
#: What counts how often, and what counts who or what: the first is no number of the second.
_OCCURRENCES: Final = frozenset({"time", "inspection", "visit"})
_NO_TIMES: Final = ("批次", "场次", "班次")
_THINGS: Final = frozenset(
    {"body", "company", "computer", "enterprise", "entity", "institution", "organisation", "patent", "person"}
    | {"premises", "trademark"}
)
#: Below this number a word like "nearly" bounds nothing.
_FEW: Final = 10
_PERCENT: Final = frozenset({"percent", "percentage_point"})


def measure_points(a: Figure, b: Figure) -> Iterator[Point]:
    """In what `b` differs from `a` in unit, value and bound."""
    x, y = amount(a), amount(b)
    if a.unit_class != b.unit_class:
        units = {a.unit_class, b.unit_class}
        if units <= _MONEY or units <= _PERCENT:
            yield Point("unit", hard=True)
        elif a.value != b.value:
            yield Point("value", hard=True)
    elif opposite(x, y):
        yield Point("sign", hard=True)
    elif not agree(x, y):
        ranks = a.unit_class == "rank" and b.unit_class == "rank"
        yield Point("rank" if ranks else "magnitude" if power_of_ten(x, y) else "value", hard=True)
    elif a.value == b.value and _bounds_differ(a, b):
        yield Point("bound", hard=False)
    if a.unit_class == b.unit_class and (_times(a, b) or _times(b, a)):
        yield Point("unit", hard=False)


def _bounds_differ(a: Figure, b: Figure) -> bool:
    """Whether two words bound one number differently; nobody says "nearly three", so it was read wrongly."""
    if abs(a.value) < _FEW or a.kind.startswith("rank"):
        return False
    return a.bound != b.bound and {a.bound, b.bound} != {"more_than", "at_least"}


def _times(a: Figure, b: Figure) -> bool:
    """Whether `a` counts occurrences, and `b` the persons or things themselves."""
    return _occurrences(a) and not _occurrences(b) and b.counted in _THINGS


def _occurrences(figure: Figure) -> bool:
    if figure.counted in _OCCURRENCES or figure.counted.endswith(("-time", "-times")):
        return True
    return figure.raw.endswith("次") and not figure.raw.endswith(_NO_TIMES)


@cache
def _templates() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("graph") / "differences.toml").read_text(encoding="utf-8"))


def difference(
    kind: str,
    about: str,
    sides: tuple[tuple[Statement, ...], ...],
    *,
    labels: Labels,
    rule: str,
    part: str | None = None,
    thing: str | None = None,
    lacking: str | None = None,
    note: tuple[str, str] = ("", ""),
    said: tuple[str, str] | Mapping[Lang, tuple[str, ...]] | None = None,
    hard: bool = True,
    worded: str | None = None,
) -> Difference:
    """A disagreement, worded (by the words of its kind, if not by those named `worded`).

    `thing` is what it is about, `lacking` the part that lacks something, `said` what the two sides say where
    that is neither a figure nor a part of the key: as it is written, or in each language.
    """
    words = {}
    languages: tuple[Lang, Lang] = ("zh", "en")
    for lang, extra in zip(languages, note, strict=True):
        words[lang] = _templates()[worded or kind][lang].format(
            what=_what(sides[0][0], thing, labels, lang),
            a=_side(said, 0, lang) or _said(sides[0][0], part, labels, lang),
            b=_side(said, 1, lang) or _said(sides[-1][0], part, labels, lang),
            in_a=where(sides[0][0].part, lang),
            in_b=lacking_part(lacking, lang) if lacking else where(sides[-1][0].part, lang),
            note=extra,
        )
    return Difference(
        kind=kind,
        about=about,
        sides=sides,
        what_zh=words["zh"],
        what_en=words["en"],
        rule=rule,
        severity="hard" if hard else "soft",
    )


def _side(said: tuple[str, str] | Mapping[Lang, tuple[str, ...]] | None, number: int, lang: Lang) -> str:
    """What one of two sides is given to say."""
    if said is None:
        return ""
    return (said[lang] if isinstance(said, Mapping) else said)[number]


def _what(statement: Statement, thing: str | None, labels: Labels, lang: Lang) -> str:
    """What a disagreement is about: of a figure the metric, the kind where it is no level, and the period."""
    claim = statement.claim
    if thing is not None:
        return labels(thing, lang)
    if not isinstance(claim, Figure):
        return labels(claim.entity if isinstance(claim, Mention) else claim.object, lang)
    words = [labels(claim.metric, lang)]
    if claim.kind != "level":
        words.append(labels(names.code("kind", claim.kind), lang))
    if claim.period != "unstated":
        words.append(claim.period)
    return ("，" if lang == "zh" else ", ").join(words)


def _said(statement: Statement, part: str | None, labels: Labels, lang: Lang) -> str:
    """What a statement says: the part of the key that is in question, else the figure or name as written."""
    claim = statement.claim
    if isinstance(claim, Mention):
        return shortened(claim.label)
    if isinstance(claim, Relation):
        return f"{labels(claim.subject, lang)} → {labels(claim.object, lang)}"
    if part == "period":
        return claim.period
    if part in ("actor", "scope", "area"):
        key = key_of(claim)
        if part == "actor" and key.actor == names.ACTOR_NONE and key.area != names.AREA_UNSTATED:
            unnamed = "（未指明机构）" if lang == "zh" else " (no body named)"
            return labels(key.area, lang) + unnamed
        value: str = getattr(key, part)
        return labels(value, lang)
    written = " ".join(claim.raw.split())
    return f"{written} ({claim.value:+})" if claim.kind.startswith("change") else written


def where(part: tuple[str, str], lang: str) -> str:
    """A source and language in words."""
    source, its = part
    if lang == "zh":
        return f"{source}（{'中文' if its == 'zh' else '英文'}）"
    return f"{source} ({'Chinese' if its == 'zh' else 'English'})"


def lacking_part(part: str, lang: str) -> str:
    """The words for a part given as `source/lang`."""
    source, _, its = part.partition("/")
    return where((source, its), lang)


def factor(a: Figure, b: Figure) -> tuple[str, str]:
    """The factor of ten between two figures, in words of both languages."""
    power = power_of_ten(amount(a), amount(b)) or 0
    words = f"{Decimal(10) ** abs(power):,}"
    return words, words


def taken_over(key: Key, lead: Figure, own: Figure, found: Iterable[Point]) -> tuple[str, ...]:
    """What a statement takes from the leading one: key parts and unit that differ without being a point."""
    points = tuple(found)
    said = {point.part for point in points if point.hard}
    kinds = {point.kind for point in points}
    theirs = key_of(own)
    parts = [p for p in Key._fields if getattr(key, p) != getattr(theirs, p) and p not in said]
    if lead.unit_class != own.unit_class and not kinds & {"unit", "value"}:
        parts.append("unit")
    return tuple(parts)
