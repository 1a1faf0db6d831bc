"""Editions of series: series and year or number make an edition's identity, labels and parent, by rule."""

import re
from collections.abc import Iterable
from typing import Final

from mappings import templates
from mappings.registry import Registry, Thing
from ontology import names as iris

#: Class of the series → kind and class of its editions.
_EDITIONS: Final = {
    "CampaignSeries": ("campaign", "Campaign"),
    "EventSeries": ("event", "Event"),
    "PublicationSeries": ("publication", "Publication"),
    "AwardScheme": ("award", "Award"),
}
_SLUG: Final = re.compile(r"(?P<series>.+)-(?P<number>\d{1,4})")
_YEAR: Final = re.compile(r"-(?:19|20)\d\d$")
_FIRST_YEAR: Final = 1900


def is_series(thing: Thing) -> bool:
    """Whether `thing` is a series that has editions."""
    return thing.class_name in _EDITIONS


def edition(series: Thing, year: int | None = None, number: int | None = None) -> Thing:
    """The edition of `series` of a year or with a number, which are one where it counts yearly.

    Raises:
        ValueError: `series` is no series, or neither year nor number is given.
    """
    if not is_series(series) or (year is None and number is None):
        raise ValueError(f"{series.slug}: an edition needs a series and its year or number")
    first = int(series.since) if series.since else None
    if first is not None:
        number = number if number is not None or year is None else year - first + 1
        year = first + number - 1 if year is None and number is not None else year
    kind, class_name = _EDITIONS[series.class_name]
    if number is not None:
        zh, en = f"第{number}届{series.label_zh}", f"{ordinal(number)} {series.label_en}"
    else:
        zh, en = _with_year(series.label_zh, year), f"{series.label_en} {year}"
    return Thing(
        kind, f"{series.slug}-{number or year}", class_name, zh if series.label_zh else "", en,
        parent=series.slug, year=str(year or ""), number=str(number or ""),
    )  # fmt: skip


def resolve(registry: Registry, iri: str) -> Thing | None:
    """The thing of an IRI: a row of the registry, or what its rules make (an edition, a body of an area)."""
    if iri in registry.things:
        return registry.things[iri]
    kind, slug = iris.kind_of(iri), iris.slug_of(iri)
    if kind == "body":
        return templates.of_slug(registry, slug) or _acting(registry, slug)
    found = _SLUG.fullmatch(slug)
    series = registry.get("series", found["series"]) if found else None
    if found is None or series is None or _EDITIONS.get(series.class_name, ("",))[0] != kind:
        return None
    number = int(found["number"])
    return edition(series, year=number) if number > _FIRST_YEAR else edition(series, number=number)


def series_of(iri: str) -> str:
    """The IRI of an edition without its year, the same for that of every year; any other IRI as it is."""
    return _YEAR.sub("", iri)


def with_made(registry: Registry, used: Iterable[str]) -> Registry:
    """`registry` with the things that its rules make for the IRIs in `used`: editions, bodies of areas."""
    made = {iri: thing for iri in sorted(set(used)) if (thing := resolve(registry, iri)) is not None}
    return Registry({**registry.things, **made}.values(), registry.templates, registry.not_names)


def ordinal(number: int) -> str:
    """`number` as an English ordinal: 1st, 22nd, 113th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _with_year(label: str, year: int | None) -> str:
    """A Chinese label with its year: within the name of an action, before or behind other names."""
    return f"{label}{year}" if label.endswith("行动") else f"{label}（{year}年）"


def _acting(registry: Registry, slug: str) -> Thing | None:
    area = slug.rpartition("-")[0]
    if registry.get("area", area) is None:
        return None
    made = registry.acting(area)
    return made if made.slug == slug else None
