"""The registry: the curated names of all known things, read from `registry/*.csv` and checked at load.

One file per kind of thing; a thing's slug is its identity for ever, and every spelling of it stands in its
row. An alias that begins with `~` names the thing only in a document about its own area ("全省法院", "the
provincial government"): elsewhere the same words mean somebody else.
"""

import csv
import functools
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from mappings.errors import LexiconError
from mappings.records import Lang
from ontology import names as iris

#: File name (without `.csv`) → kind of thing. Zones are areas.
KINDS: Final[Mapping[str, str]] = {
    "areas": "area", "zone": "area", "body": "body", "series": "series", "campaign": "campaign",
    "event": "event", "instrument": "instrument", "agreement": "agreement", "platform": "platform",
    "programme": "programme", "product": "product", "publication": "publication", "award": "award",
    "designation": "designation", "case-list": "case-list", "case": "case", "person": "person",
}  # fmt: skip

LOCAL: Final = "~"
AS_ACTOR: Final = " (as actor)"
_SEPARATOR: Final = "|"
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")


class _Row(BaseModel):
    """What all rows share: several values of a cell are joined by `|`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    slug: str
    class_: str
    label_zh: str
    label_en: str
    aliases_zh: str = ""
    aliases_en: str = ""
    parent: str = ""

    @field_validator("slug")
    @classmethod
    def _is_slug(cls, value: str) -> str:
        iris.thing("thing", value)
        return value


class AreaRow(_Row):
    """A row of `areas.csv`: an administrative division with its code and its one-character name."""

    code: str
    label_zh_hant: str = ""
    short_zh: str = ""


class ThingRow(_Row):
    """A row of any other file."""

    area: str = ""
    members: str = ""
    year: str = ""
    since: str = ""
    note: str = ""
    seat: str = ""
    in_force: str = ""
    office_in: str = ""
    office_zh: str = ""
    office_en: str = ""

    @field_validator("in_force")
    @classmethod
    def _is_date(cls, value: str) -> str:
        if value and not _DATE.fullmatch(value):
            raise ValueError(f"{value!r} is no year or day (YYYY or YYYY-MM-DD)")
        return value


class TemplateRow(BaseModel):
    """A row of `templates.csv`: bodies that every area has, with the words by which texts name them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    role: str
    class_: str
    level: str
    slug: str
    label_zh: str
    label_en: str
    zh: str
    en: str
    parent: str = ""
    note: str = ""


class NotNameRow(BaseModel):
    """A row of `not_names.csv`: words that hold a name and name nothing ("with Chinese characteristics")."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    lang: Lang
    text: str
    note: str = ""


AnyRow = TypeVar("AnyRow", AreaRow, ThingRow, TemplateRow, NotNameRow)


@dataclass(frozen=True, slots=True)
class Thing:
    """A known thing, or one made by a rule of the registry (an edition, a body of another area)."""

    kind: str
    slug: str
    class_name: str
    label_zh: str
    label_en: str
    aliases_zh: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    parent: str = ""
    area: str = ""
    members: tuple[str, ...] = ()
    year: str = ""
    since: str = ""
    note: str = ""
    label_zh_hant: str = ""
    code: str = ""
    short_zh: str = ""
    number: str = ""
    seat: str = ""
    in_force: str = ""
    office_in: tuple[str, ...] = ()
    office_zh: str = ""
    office_en: str = ""
    status: Literal["known", "proposed"] = "known"

    @property
    def iri(self) -> str:
        """The IRI: of its slug, which for a proposed thing is `proposed-` and a hash of its name."""
        return iris.thing(self.kind, self.slug)

    @property
    def labels(self) -> dict[str, str]:
        """The preferred label per language tag, those that there are."""
        every = {"en": self.label_en, "zh": self.label_zh, "zh-hant": self.label_zh_hant}
        return {lang: label for lang, label in every.items() if label}

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The other names per language tag, without the mark of local ones."""
        every = {"en": self.aliases_en, "zh": self.aliases_zh}
        return {lang: tuple(a.removeprefix(LOCAL) for a in names) for lang, names in every.items() if names}


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling of a thing; a `local` one counts in documents about the thing's area only."""

    text: str
    thing: Thing
    local: bool = False


class Registry:
    """All known things: by IRI, by kind and slug, by name."""

    def __init__(
        self,
        things: Iterable[Thing],
        templates: Iterable[TemplateRow] = (),
        not_names: Iterable[NotNameRow] = (),
    ) -> None:
        self.not_names: Final = tuple(not_names)
        self.things: Final[Mapping[str, Thing]] = {t.iri: t for t in things}
        self.templates: Final = tuple(templates)
        self._by_name: Final = self._index()
        self._acting: Final = {t.area: t for t in self.of_kind("body") if t.label_en.endswith(AS_ACTOR)}
        self._groups: Final = {
            frozenset(t.members): t for t in self.things.values() if t.class_name == "BodyGroup" and t.members
        }

    def get(self, kind: str, slug: str) -> Thing | None:
        """The thing of `kind` with this slug."""
        return self.things.get(iris.thing(kind, slug)) if slug else None

    def of_kind(self, kind: str) -> Iterator[Thing]:
        """All things of a kind, in the order of their files."""
        return (t for t in self.things.values() if t.kind == kind)

    def find(self, name: str, kind: str | None = None) -> tuple[Thing, ...]:
        """The things with this name in any spelling or language: none, one, or look-alikes of two kinds."""
        found = self._by_name.get(iris.normalise(name), ())
        return tuple(t for t in found if kind is None or t.kind == kind)

    def names(self, lang: Lang) -> Iterator[Name]:
        """Every spelling in `lang`, with its thing."""
        for thing in self.things.values():
            yield from names_of(thing, lang)

    def within(self, area: str, whole: str) -> bool:
        """Whether the area `area` is `whole` or lies in it (slugs)."""
        return whole in self.containers(area)

    def containers(self, area: str) -> tuple[str, ...]:
        """The area and what it lies in, the nearest first."""
        chain: list[str] = []
        while area and area not in chain:
            chain.append(area)
            found = self.get("area", area)
            area = found.parent if found else ""
        return tuple(chain)

    def is_local(self, thing: Thing, area: str | None) -> bool:
        """Whether a document about `area` may call `thing` by a local name (one about a country may not)."""
        own = thing.slug if thing.kind == "area" else thing.area
        if not own or not area:
            return False
        return self.within(area, own) or (self.within(own, area) and len(self.containers(area)) > 1)

    def level(self, area: Thing) -> str:
        """What an area is in the administration: country, province, city, county, zone, region or abroad."""
        if area.slug == "china":
            return "country"
        if area.class_name == "FunctionalZone":
            return "zone"
        if area.class_name != "AdministrativeDivision":
            return "region" if self.within(area.slug, "china") else "abroad"
        return {2: "province", 3: "city"}.get(len(self.containers(area.slug)), "county")

    def is_municipality(self, area: Thing) -> bool:
        """Whether an area is a city with the rank of a province."""
        return self.level(area) == "province" and area.label_zh.endswith("市")

    def group(self, members: Iterable[str]) -> Thing | None:
        """The registered group of exactly these bodies (slugs), if there is one."""
        return self._groups.get(frozenset(members))

    def group_iri(self, members: Iterable[str]) -> str:
        """The IRI of the group of exactly these bodies (slugs): the registered one, else one made of them."""
        slugs = sorted(set(members))
        group = self.group(slugs)
        return group.iri if group else iris.proposed_thing("body", "BodyGroup", "+".join(slugs))

    def acting(self, area: str) -> Thing:
        """The body that stands for an area as actor ("the Province issued …"): registered, or made."""
        place = self.get("area", area)
        if area in self._acting:
            return self._acting[area]
        if place is None:
            raise KeyError(f"no area {area!r} in the registry; add it to registry/areas.csv or zone.csv")
        slug = f"{area}-{self._rank(place)}"
        zh, en = f"{place.label_zh}（作为行为主体）", place.label_en + AS_ACTOR
        return Thing("body", slug, "BodyGroup", zh, en, area=area)

    def _rank(self, area: Thing) -> str:
        """The word by which the body that stands for an area is told from the area."""
        if self.is_municipality(area):
            return "municipality"
        if area.label_zh.endswith("自治区"):
            return "region"
        level = self.level(area)
        return level if level in ("province", "city", "county", "zone") else "territory"

    def _index(self) -> dict[str, tuple[Thing, ...]]:
        index: dict[str, dict[str, Thing]] = defaultdict(dict)
        for lang in ("zh", "en"):
            for name in self.names(lang):
                index[iris.normalise(name.text)][name.thing.iri] = name.thing
        return {name: tuple(found.values()) for name, found in index.items()}


def names_of(thing: Thing, lang: Lang) -> Iterator[Name]:
    """The spellings of one thing in `lang`."""
    label, aliases = (
        (thing.label_zh, thing.aliases_zh) if lang == "zh" else (thing.label_en, thing.aliases_en)
    )
    if label:
        yield Name(label, thing)
    for alias in aliases:
        yield Name(alias.removeprefix(LOCAL), thing, alias.startswith(LOCAL))


@functools.cache
def load(*extra: Path) -> Registry:
    """The registry, with the files of further folders (the sample's areas) added.

    Raises:
        LexiconError: a row does not fit its columns, or two rows share a slug or a name.
    """
    things: list[Thing] = []
    templates: list[TemplateRow] = []
    not_names: list[NotNameRow] = []
    seen = _Seen()
    for folder in (files("mappings").joinpath("registry"), *extra):
        for stem, kind in KINDS.items():
            for line, thing in _things(folder, stem, kind):
                seen.check(f"{stem}.csv", line, thing)
                things.append(thing)
        templates.extend(row for _, row in _rows(folder.joinpath("templates.csv"), TemplateRow))
        not_names.extend(row for _, row in _rows(folder.joinpath("not_names.csv"), NotNameRow))
    return Registry(things, templates, not_names)


class _Seen:
    """What earlier rows have taken: slugs per kind, names per class."""

    def __init__(self) -> None:
        self._slugs: dict[str, str] = {}
        self._names: dict[tuple[str, str], tuple[str, str]] = {}

    def check(self, file: str, line: int, thing: Thing) -> None:
        """Refuse a slug or a name that another row has (two cities may be called Suzhou in an alias)."""
        here = f"{file}, line {line}"
        if thing.iri in self._slugs:
            raise LexiconError(file, line, f"the slug {thing.slug!r} is also at {self._slugs[thing.iri]}")
        self._slugs[thing.iri] = here
        for lang in ("zh", "en"):
            for position, name in enumerate(names_of(thing, lang)):
                key = (thing.class_name, iris.normalise(name.text))
                place, owner = self._names.setdefault(key, (here, thing.iri))
                shared = thing.kind == "area" and position > 0
                if owner != thing.iri and not shared:
                    raise LexiconError(
                        file, line, f"the name {name.text!r} is also at {place}; keep it in one row"
                    )


def _things(folder: Traversable | Path, stem: str, kind: str) -> Iterator[tuple[int, Thing]]:
    path = folder.joinpath(f"{stem}.csv")
    if stem == "areas":
        for line, row in _rows(path, AreaRow):
            thing = _thing(row, kind)
            hant, short = row.label_zh_hant, row.short_zh
            yield line, replace(thing, code=row.code, label_zh_hant=hant, short_zh=short)
        return
    for line, other in _rows(path, ThingRow):
        thing = replace(_thing(other, kind), members=_split(other.members), area=other.area)
        thing = replace(thing, year=other.year, since=other.since, note=other.note, seat=other.seat)
        yield line, replace(
            thing, in_force=other.in_force, office_in=_split(other.office_in), office_zh=other.office_zh,
            office_en=other.office_en,
        )  # fmt: skip


def _thing(row: _Row, kind: str) -> Thing:
    zh, en = _split(row.aliases_zh), _split(row.aliases_en)
    return Thing(kind, row.slug, row.class_, row.label_zh, row.label_en, zh, en, parent=row.parent)


def _rows(path: Traversable | Path, model: type[AnyRow]) -> Iterator[tuple[int, AnyRow]]:
    if not path.is_file():
        return
    lines = io.StringIO(path.read_text(encoding="utf-8"))
    for number, row in enumerate(csv.DictReader(lines), start=2):
        if None in row or None in row.values():
            raise LexiconError(path.name, number, "the row has more or fewer cells than the header")
        if "class" in row:
            row["class_"] = row.pop("class")
        try:
            yield number, model.model_validate(row)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(x) for x in first["loc"]).removesuffix("_")
            raise LexiconError(path.name, number, f"{where}: {first['msg']}") from error


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(_SEPARATOR) if part)
