"""The manifest of the sources: what each document is, who published it, and how its text is damaged."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mappings.errors import ManifestError, UnknownSourceError
from mappings.records import Lang

Authority = Literal["original", "translation", "republication", "press"]
Damage = Literal[
    "field-codes",
    "glued-words",
    "injected-pinyin",
    "lost-spaces",
    "navigation",
    "no-break-spaces",
    "traditional",
]

#: From the most to the least to be believed where two parts disagree.
AUTHORITIES: Final[tuple[Authority, ...]] = ("original", "translation", "republication", "press")

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class _Record(BaseModel):
    """A table of the manifest: no key beyond the schema's, nothing changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Record):
    """What stands in one language in a document, and how much it is to be believed."""

    lang: Lang
    authority: Authority


class Source(_Record):
    """One document.

    `year` is the year reported on, `area` the slug of the area reported on; `publisher` is the slug of a body
    of the registry, where the publisher is one. `characters` counts code points of the text as stored.
    """

    id: Slug
    file: str
    kind: Literal["white-paper", "news"]
    title_zh: str
    title_en: str
    publisher: Slug | None = None
    publisher_zh: str
    publisher_en: str
    url: str | None = None
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    year: Annotated[int, Field(ge=1949, le=2100)]
    area: Slug
    issued: date | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    characters: Annotated[int, Field(gt=0)]
    damage: tuple[Damage, ...] = ()
    sample: bool = False

    @property
    def languages(self) -> tuple[Lang, ...]:
        """The languages of the parts, in the order of the document."""
        return tuple(part.lang for part in self.parts)

    def authority(self, lang: str) -> Authority:
        """How much the part in `lang` is to be believed (one not listed: as the least of all)."""
        ranks: dict[str, Authority] = {part.lang: part.authority for part in self.parts}
        least: Authority = max(ranks.values(), key=AUTHORITIES.index)
        return ranks.get(lang, least)


class Manifest(_Record):
    """All sources, in the order of the file."""

    source: tuple[Source, ...]

    @model_validator(mode="after")
    def _once(self) -> Self:
        for field in ("id", "file", "sha256"):
            values = [getattr(source, field) for source in self.source]
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                raise ValueError(f"{field} given twice: {', '.join(twice)}")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all sources."""
        return tuple(source.id for source in self.source)

    def get(self, source_id: str) -> Source:
        """The source with this id.

        Raises:
            UnknownSourceError: there is none; the error lists those that there are.
        """
        for source in self.source:
            if source.id == source_id:
                return source
        raise UnknownSourceError(source_id, self.ids)

    def recognise(self, sha256: str) -> Source | None:
        """The source whose text has this hash, if any."""
        return next((source for source in self.source if source.sha256 == sha256), None)


def parse(text: str, path: str) -> Manifest:
    """The manifest written in `text`; `path` is named in errors.

    Raises:
        ManifestError: no TOML, a key that the schema does not have, a missing or a bad value.
    """
    try:
        return Manifest.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ManifestError(path, "TOML", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "whole file"
        raise ManifestError(path, where, first["msg"]) from error


def _read(path: Traversable) -> Manifest:
    return parse(path.read_text(encoding="utf-8"), str(path))


@cache
def load() -> Manifest:
    """The manifest of the real documents."""
    return _read(files("mappings") / "sources" / "manifest.toml")


@cache
def load_sample() -> Manifest:
    """The manifest of the two invented papers."""
    return _read(files("mappings") / "sources" / "sample" / "manifest.toml")


def find(source_id: str) -> Source:
    """The source with this id, real or of the sample.

    Raises:
        UnknownSourceError: neither manifest has it.
    """
    if source_id in load_sample().ids:
        return load_sample().get(source_id)
    return load().get(source_id)


def recognise(sha256: str) -> Source | None:
    """The source, real or of the sample, whose text has this hash."""
    return load().recognise(sha256) or load_sample().recognise(sha256)
