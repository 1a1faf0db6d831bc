"""Metrics: a combination of facets, known by a slug of the registry or composed anew and marked so."""

import csv
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final, Literal

from pypinyin import lazy_pinyin

from mappings import lexicon, registry
from mappings.canonical import CAMPAIGN
from mappings.errors import LexiconError
from mappings.facets import ORDER
from mappings.lexicon import Object
from ontology import names as iris

_YEARS: Final = re.compile(
    r"(?:(?:19|20)\d\d[—–-])?(?:19|20)\d\d(?:年度|年)?|第[一二三四五六七八九十百]+[届批]"
)


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
    with path.open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            facets = dict(part.split("=", 1) for part in row["facets"].split(";") if part)
            unknown = sorted(set(facets) - set(ORDER))
            if unknown:
                raise LexiconError(
                    "metrics.csv", number, f"unknown facet {unknown[0]}; known are {', '.join(ORDER)}"
                )
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
    with path.open(encoding="utf-8") as lines:
        return {(r["facet"], r["notation"]): (r["label_zh"], r["label_en"]) for r in csv.DictReader(lines)}


def resolve(facets: Mapping[str, str]) -> Metric:
    """The metric with these facets: the registered one, else one composed (`proposed`)."""
    key = key_of(facets)
    known = registered().get(key)
    if known is not None:
        return known
    return Metric(
        compose_slug(key), dict(key), compose_label(key, "zh"), compose_label(key, "en"), "proposed"
    )


def within_campaign(facets: Mapping[str, str]) -> dict[str, str]:
    """`facets` of what was done in special actions, where the registry keeps that apart from the whole.

    What customs seize in a joint action is no part of a table of what they seize in a year.
    """
    procedures = {*filter(None, facets.get("procedure", "").split("+")), CAMPAIGN}
    apart = {**facets, "procedure": "+".join(sorted(procedures))}
    return apart if key_of(apart) in registered() else dict(facets)


def compose_slug(key: tuple[tuple[str, str], ...]) -> str:
    """The notations in fixed order, joined by hyphens."""
    return iris.slugify("-".join(slug_of(value) for _, value in key)) if key else "unspecified"


def slug_of(notation: str) -> str:
    """A notation in ASCII: Chinese words that the lexicon lacks in pinyin."""
    return notation if notation.isascii() else "-".join(lazy_pinyin(notation))


def compose_label(key: tuple[tuple[str, str], ...], lang: Literal["zh", "en"]) -> str:
    """A label composed from the labels of the facets, as a table would head the column.

    The area stands nowhere in it, being no part of a metric. What is counted, where the noun does not say so,
    and whether in the year or in all stand in brackets behind.
    """
    facets = dict(key)
    if _told_by_noun(facets) or "about" in facets or facets.get("chain") == facets.get("ip"):
        facets.pop("ip", None)
    if facets.get("measure-type") == "rate" and "about" in facets and "object" not in facets:
        facets.pop("measure-type")  # an index is none
    before, behind = _PLACES[lang]
    words = [w for name in before for w in _words(name, facets, lang)]
    if len(words) > 1 and (words[-2].endswith(words[-1]) or _is_list_of_cases(words)):
        words.pop()  # `…典型案例` is one already
    if len(words) > 1 and lang == "en" and words[-1].lower() == f"{words[-2]}s".lower():
        del words[-2]  # `patent patents`
    if _is_plain_case(facets):
        words[-1] = f"知识产权{words[-1]}" if lang == "zh" else f"IP {words[-1]}"
    said = [
        w for name in behind for w in _words(name, facets, lang) if not words or not words[-1].endswith(w)
    ]
    if facets.get("counts") == _counted_as(facets.get("object", "")):
        facets.pop("counts")
    brackets = [w for name in ("measure-type", "counts") for w in _words(name, facets, lang)]
    if lang == "zh":
        return "".join(words) + "".join(said) + (f"（{'，'.join(brackets)}）" if brackets else "")
    text = ", ".join([" ".join(words), *said]) if words else ", ".join(said)
    text = text + (f" ({', '.join(brackets)})" if brackets else "")
    return text[:1].upper() + text[1:]


def _is_list_of_cases(words: list[str]) -> bool:
    """Whether the last word of a Chinese label repeats what the list before it is of (`优秀案例典型案例`)."""
    return words[-1] == "典型案例" and words[-2].endswith(("案例", "案件"))


#: The facets of a label before and behind its noun, which is the last of the first group.
_PLACES: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "zh": (
        ("chain", "per", "level", "origin", "party", "quality", "about", "procedure", "ip", "object"),
        ("action", "compared-with"),
    ),
    "en": (
        ("level", "quality", "origin", "procedure", "ip", "object"),
        ("about", "action", "party", "chain", "per", "compared-with"),
    ),
}


def _words(name: str, facets: Mapping[str, str], lang: Literal["zh", "en"]) -> list[str]:
    """The labels of the notations of one facet; a thing named, by the label that the registry gives it."""
    notations = list(filter(None, facets.get(name, "").split("+")))
    found = [
        (_named(n) if name == "about" else _notations().get((name, n))) or _unlisted(n) for n in notations
    ]
    labels = [zh if lang == "zh" else en for zh, en in found]
    if name == "procedure":  # `一审民事`, `first-instance civil`
        order = sorted(range(len(labels)), key=lambda i: not notations[i].endswith("instance"))
        return [("" if lang == "zh" else " ").join(labels[i] for i in order)] if labels else []
    if len(labels) < 2:
        return labels
    return ["、".join(labels) if lang == "zh" else " and ".join(labels)]


def _unlisted(notation: str) -> tuple[str, str]:
    """Labels (zh, en) of words that the lexicon lacks: in the other language they are quoted."""
    words = notation.replace("-", " ")
    return (f"“{words}”", words) if notation.isascii() else (notation, f"“{notation}”")


@functools.cache
def _named(slug: str) -> tuple[str, str] | None:
    """Labels (zh, en) of a registered thing that a metric is about."""
    for kind in ("award", "series", "case-list", "designation", "platform", "programme", "publication"):
        things = registry.load().of_kind(kind)
        thing = next(
            (t for t in things if t.slug == slug or re.fullmatch(rf"{re.escape(slug)}(?:-\d+)+", t.slug)),
            None,
        )
        if thing is not None:
            zh, en = (_YEARS.sub("", label).strip() for label in (thing.label_zh, thing.label_en))
            return zh or en, en or zh
    return None


@functools.cache
def _rights_of_nouns() -> Mapping[str, frozenset[str]]:
    """The IP rights that an object's own name tells, by notation."""
    found: dict[str, frozenset[str]] = {}
    for lang in ("zh", "en"):
        for entry in lexicon.load(lang).of("objects"):
            if isinstance(entry, Object):
                rights = frozenset(iris.slugify(r) for r in entry.ip.split("|") if r)
                found[entry.notation] = found.get(entry.notation, rights) & rights
    return found


@functools.cache
def _counted_as(notation: str) -> str:
    """In what an object is counted as a matter of course, so that a label need not say it."""
    for lang in ("zh", "en"):
        for entry in lexicon.load(lang).of("objects"):
            if isinstance(entry, Object) and entry.notation == notation:
                return "" if entry.counted == "yuan" else iris.slugify(entry.counted)
    return ""


def _is_plain_case(facets: Mapping[str, str]) -> bool:
    """Whether the object is cases of no right in particular: IP cases, then."""
    return facets.get("object") in ("case", "dispute", "infringement-dispute") and "ip" not in facets


def _told_by_noun(facets: Mapping[str, str]) -> bool:
    """Whether the right need not be said beside the object (an invention patent is one)."""
    rights = set(filter(None, facets.get("ip", "").split("+")))
    told = _rights_of_nouns().get(facets.get("object", ""), frozenset())
    return bool(rights) and rights == told
