"""Bodies that every area has: from a row of `registry/templates.csv` and an area to the body and its names.

In a row's patterns `[a/b]` stands for one of several wordings and `[a]` for words that may be missing;
`{area}` is the name of an area, `{whole}` what says "all of the area reported on" (`全省`, `across the
province`), `{own}` its English possessive (`the province's`), `{seat}` its offices' short form (`省`,
`provincial`), `{short}` its one-character name. A pattern without `{area}` counts in documents about the area
only, or about a part of it; one that begins with `~` not in those about a part, one with `^` there neither
and only where it leads a sentence, in Chinese a clause.
"""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mappings.records import Lang
from mappings.registry import Registry, TemplateRow, Thing

_WHOLE_EN: Final = ("across the {n}", "in the {n}", "of the {n}", "throughout the {n}")
#: Ending of an area's Chinese name → words for the whole of it, for its offices; English noun and adjective.
_LEVELS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str, str]]] = {
    "省": (("全省", "省内", "我省", "本省"), ("省",), "province", "provincial"),
    "自治区": (("全区", "区内", "我区", "全自治区"), ("自治区", "区"), "region", "regional"),
    "特别行政区": (("全澳", "全港"), (), "region", "regional"),
    "市": (("全市", "市内", "我市", "本市"), ("市",), "city", "municipal"),
    "州": (("全州", "我州"), ("州",), "prefecture", "prefectural"),
    "区": (("全区", "我区"), ("区",), "district", "district"),
    "县": (("全县", "我县"), ("县",), "county", "county"),
    "中国": (("全国", "我国"), (), "country", ""),
}
#: What else says "all of the country".
_WHOLE_COUNTRY_EN: Final = ("nationwide", "across the nation")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before and behind the name of an area in the name of a body."""

    before: str
    behind: str
    row: TemplateRow


def wordings(pattern: str) -> Iterator[str]:
    """All wordings of a pattern: its choices and options spelt out."""
    parts = re.split(r"\[([^\]]*)\]", pattern)
    choices = [
        [part] if i % 2 == 0 else (part.split("/") if "/" in part else [part, ""])
        for i, part in enumerate(parts)
    ]
    for chosen in itertools.product(*choices):
        yield "".join(chosen)


def frames(registry: Registry, lang: Lang) -> list[Frame]:
    """The frames of all patterns that hold the name of an area."""
    found = []
    for row in registry.templates:
        for pattern in _patterns(row, lang):
            if pattern.count("{area}") == 1 and "{" not in pattern.replace("{area}", ""):
                before, behind = pattern.split("{area}")
                found.append(Frame(before, behind, row))
    return found


def expand(registry: Registry, row: TemplateRow, area: Thing) -> Thing | None:
    """The body of `row` in `area`, registered or made by the row; None where areas of its level have none."""
    slug = row.slug.format(area=area.slug)
    zh, en = row.label_zh.format(area=area.label_zh), row.label_en.format(area=area.label_en)
    known = registry.get("body", slug) or next(
        (t for name in (zh, en) for t in registry.find(name, "body") if t.area == area.slug), None
    )
    if known is not None and (known.class_name == row.class_ or _has(registry, area, row)):
        return known
    if not _has(registry, area, row):
        return None
    parents = {r.role: r.slug.format(area=area.slug) for r in registry.templates}
    parent = parents.get(row.parent, row.parent)
    return Thing("body", slug, row.class_, zh, en, parent=parent, area=area.slug, status="proposed")


def local_names(registry: Registry, area: Thing, lang: Lang) -> Iterator[tuple[str, Thing]]:
    """What a document about `area` calls the area's bodies without naming the area."""
    words = _words(area, lang)
    for row in registry.templates:
        if not _has(registry, area, row):
            continue
        body = expand(registry, row, area)
        if body is None:
            continue
        for pattern in _patterns(row, lang):
            for filled in _fill(pattern, words):
                yield filled, body


def of_slug(registry: Registry, slug: str) -> Thing | None:
    """The body that a template makes with this slug, if any does."""
    for row in registry.templates:
        before, _, behind = row.slug.partition("{area}")
        if not (slug.startswith(before) and slug.endswith(behind)):
            continue
        area = registry.get("area", slug[len(before) : len(slug) - len(behind)])
        if area is not None and _has(registry, area, row):
            return expand(registry, row, area)
    return None


def _has(registry: Registry, area: Thing, row: TemplateRow) -> bool:
    """Whether areas of this level have such a body; Beijing is a province with some bodies of a city."""
    levels = row.level.split("|")
    return registry.level(area) in levels or ("municipality" in levels and registry.is_municipality(area))


def _patterns(row: TemplateRow, lang: Lang) -> Iterator[str]:
    for pattern in (row.zh if lang == "zh" else row.en).split("|"):
        yield from wordings(pattern)


def _fill(pattern: str, words: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A pattern without `{area}` with every value of its other places."""
    if "{area}" in pattern:
        return
    places = re.findall(r"\{(\w+)\}", pattern)
    for values in itertools.product(*(words.get(place, ()) for place in places)):
        yield pattern.format(**dict(zip(places, values, strict=True)))


@functools.lru_cache(maxsize=64)
def _words(area: Thing, lang: Lang) -> Mapping[str, tuple[str, ...]]:
    ending = next((e for e in sorted(_LEVELS, key=len, reverse=True) if area.label_zh.endswith(e)), "")
    values: dict[str, tuple[str, ...]] = defaultdict(tuple)
    if ending:
        whole, seat, noun, adjective = _LEVELS[ending]
        nouns = (noun, "municipality") if ending == "市" else (noun,)
        values["whole"] = whole if lang == "zh" else tuple(w.format(n=n) for n in nouns for w in _WHOLE_EN)
        values["seat"] = seat if lang == "zh" else tuple(filter(None, (adjective,)))
        values["own"] = tuple(f"the {n}'s" for n in nouns) if lang == "en" else ()
        if lang == "en" and noun == "country":
            values["whole"] += _WHOLE_COUNTRY_EN
    if area.short_zh and lang == "zh":
        values["short"] = (area.short_zh,)
    return values
