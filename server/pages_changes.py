"""What changed since the last release: terms of the ontology in words, things that came and went."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Final

from graph import release
from ontology import assemble
from ontology.difference import Change, difference
from server.contexts_site import ChangesPage
from server.desk import Desk
from server.finding import kind_of
from server.questions import value
from server.retired import retired

#: What each file of graph/previous is: the ontology of the last release, its names, its version.
ONTOLOGY: Final = "ontology.ttl"
NAMES: Final = "iris.txt"
VERSION: Final = "version.txt"
#: Kinds whose names follow from others': they are counted, not listed.
_COUNTED: Final = frozenset({"obs", "period"})
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Previous:
    """The last release, as graph/previous keeps it."""

    version: str
    iris: frozenset[str]


@cache
def previous() -> Previous | None:
    """The last release, or None when this is the first."""
    folder = files("graph") / "previous"
    if not (folder / NAMES).is_file():
        return None
    told = (folder / NAMES).read_text(encoding="utf-8").split()
    version = folder / VERSION
    return Previous(version.read_text(encoding="utf-8").strip() if version.is_file() else "", frozenset(told))


@cache
def ontology_changes() -> tuple[Change, ...] | None:
    """What changed in the ontology, the gravest first; None when there is nothing to compare with."""
    before = files("graph") / "previous" / ONTOLOGY
    if not before.is_file():
        return None
    with as_file(before) as path:
        found = difference(assemble.read_module(path), assemble.assemble())
    return tuple(sorted(found.changes, key=lambda change: (-change.weight, change.term)))


def by_kind(iris: Iterable[str]) -> Mapping[str, list[str]]:
    """Names of things under their kinds."""
    found: dict[str, list[str]] = {}
    for iri in sorted(iris):
        found.setdefault(kind_of(iri), []).append(iri)
    return found


async def page(desk: Desk) -> ChangesPage:
    """The page of changes; as long as the release that was kept is this very one, it is the first."""
    kept = previous()
    before = kept if kept and kept.version != release.info().version else None
    answers = await desk.questions.ask("known-iris") if before else []
    now = {value(row, "iri") for row in answers}
    come, gone = (now - before.iris, before.iris - now) if before else (set(), set())
    listed = [iri for iri in come if kind_of(iri) not in _COUNTED]
    instead = [iri for iri in retired().values() if iri and kind_of(iri) not in _COUNTED]
    naming = await desk.naming([*listed[: _MOST * 10], *instead])
    return ChangesPage(
        title="",
        naming=naming,
        before=before.version if before else "",
        now=release.info().version,
        first=before is None,
        ontology=await asyncio.to_thread(ontology_changes) if before else None,
        come=[(kind, len(those), _shown(kind, those)) for kind, those in by_kind(come).items()],
        gone=[(kind, len(those), _shown(kind, those)) for kind, those in by_kind(gone).items()],
        retired=[(kind, len(those), _replaced(kind, those)) for kind, those in by_kind(retired()).items()],
    )


def _replaced(kind: str, iris: list[str]) -> list[tuple[str, str]]:
    """All names of a kind that were given up, each with what replaces it."""
    return [] if kind in _COUNTED else [(iri, retired()[iri]) for iri in iris]


def _shown(kind: str, iris: list[str]) -> list[str]:
    return [] if kind in _COUNTED else iris[:_MOST]
