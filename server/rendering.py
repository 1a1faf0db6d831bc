"""Templates: one environment, what they may call, and a stamp that changes when any of them does."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ontology import names
from server import numerals, wording
from server.contexts import Frame
from server.links import path_of
from server.naming import Naming

#: What labels of units stand in that are not meant to be read alone.
_BRACKETS = "（）()"


@cache
def environment() -> Environment:
    """The one environment: everything is escaped, nothing undefined passes."""
    env = Environment(
        loader=PackageLoader("server", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        slug_of=names.slug_of,
        kind_of=names.kind_of,
        path_of=path_of,
        has_word=wording.has,
        code=names.code,
        own_terms=names.YZ,
    )
    env.filters.update(trusted=Markup, full=numerals.full, signed=numerals.signed, sign=numerals.sign)
    return env


def render(template: str, frame: Frame, context: Mapping[str, Any]) -> str:
    """The page of `template` with its context."""
    language = frame.language
    helpers = {
        "frame": frame,
        "links": frame.links,
        "asset": lambda path: frame.links.file(f"/static/{stamp()}/{path}"),
        "lang": language.interface,
        "t": _told(language.interface),
        "short": lambda value: numerals.short(value, language.interface),
        "unit": _unit(context["naming"], language.interface),
        "json_ld": Markup(frame.json_ld),  # noqa: S704  (made by json.dumps, with "<" escaped)
    }
    return environment().get_template(template).render({**context, **helpers})


def _told(language: str) -> Callable[..., str]:
    return lambda key, **parts: wording.said(key, language, **parts)


def _unit(naming: Naming, language: str) -> Callable[[str], str]:
    """How a unit is written after a number: a measure word, or a plural; else its label in the graph."""

    def written(iri: str) -> str:
        if not iri:
            return ""
        key = f"unit.{names.slug_of(iri).removeprefix('unit-').lower()}"
        return wording.said(key, language) if wording.has(key) else naming.of(iri).text.strip(_BRACKETS)

    return written


@cache
def stamp() -> str:
    """A hash of all that shapes a page: templates, words, styles and scripts."""
    digest = hashlib.sha256()
    for folder in ("templates", "static"):
        for file in _all_files(files("server") / folder):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update((files("server") / "wording.toml").read_bytes())
    for file in _all_files(files("server") / "content"):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _all_files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        found += _all_files(entry) if entry.is_dir() else [entry]
    return found
