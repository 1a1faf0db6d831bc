"""Metrics: a combination of facets, known by a slug of the registry or composed anew and marked so."""

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from ontology import names as iris

from mappings.errors import LexiconError
from mappings.facets import ORDER


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: slug, the facets that make it, labels by language, and whether the registry has it."""

    slug: str
    facets: Mapping[str, str]
    label_zh: str
    label_en: str
    status: Literal["known", "proposed"]

    @property
    def iri(self) -> str:
        """The metric's IRI."""
        return iris.metric(self.slug)


def key_of(facets: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The facets in fixed order: equal keys are one metric."""
    return tuple((name, facets[name]) for name in ORDER if facets.get(name))


@functools.cache
def registered() -> Mapping[tuple[tuple[str, str], ...], Metric]:
    """The metrics of the registry by their facets.

    Raises:
        LexiconError: a facet is unknown, or two metrics have the same facets.
    """
    found: dict[tuple[tuple[str, str], ...], Metric] = {}
    path = files("mappings").joinpath("registry", "metrics.csv")
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            facets = dict(part.split("=", 1) for part in row["facets"].split(";") if part)
            unknown = sorted(set(facets) - set(ORDER))
            if unknown:
                raise LexiconError("metrics.csv", number, f"unknown facet {unknown[0]}; known are {', '.join(ORDER)}")
            key = key_of(facets)
            if key in found:
                raise LexiconError("metrics.csv", number, f"the same facets as {found[key].slug}")
            found[key] = Metric(row["slug"], facets, row["label_zh"], row["label_en"], "known")
    return found


@functools.cache
def _notations() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Labels (zh, en) of the facet notations."""
    path = files("mappings").joinpath("lexicons", "facets.csv")
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {(r["facet"], r["notation"]): (r["label_zh"], r["label_en"]) for r in csv.DictReader(lines)}


def resolve(facets: Mapping[str, str]) -> Metric:
    """The metric with these facets: the registered one, else one composed (`proposed`)."""
    key = key_of(facets)
    known = registered().get(key)
    if known is not None:
        return known
    return Metric(compose_slug(key), dict(key), compose_label(key, "zh"), compose_label(key, "en"), "proposed")


def compose_slug(key: tuple[tuple[str, str], ...]) -> str:
    """The notations in fixed order, joined by hyphens."""
    return iris.slugify("-".join(value for _, value in key)) if key else "unspecified"


def compose_label(key: tuple[tuple[str, str], ...], lang: Literal["zh", "en"]) -> str:
    """A label composed from the labels of the facets."""
    order = ("level", "quality", "origin", "procedure", "ip", "about", "object", "action", "party", "counts", "per", "compared-with", "measure-type")
    facets, words = dict(key), []
    for name in order:
        for notation in filter(None, facets.get(name, "").split("+")):
            zh, en = _notations().get((name, notation), (notation, notation.replace("-", " ")))
            words.append(zh if lang == "zh" else en)
    return "".join(words) if lang == "zh" else " ".join(words)
