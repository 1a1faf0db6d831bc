"""The files of shapes, and which of them hold at which stage (`stages.toml`)."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import rdflib

from shapes.errors import ShapeFileError, UnknownStage
from shapes.terms import SH
from shapes.translate import Translation, translate

#: The folders of shapes, by obligation.
FOLDERS: Final = ("must", "should", "ranges", "retired")
#: The prefixes that every `sh:select` may use.
PREFIXES_FILE: Final = "prefixes.ttl"
_STAGES_FILE: Final = "stages.toml"
_STAGE_KEYS: Final = {"what", "files", "leave_out", "cube"}


@dataclass(frozen=True, slots=True)
class Stage:
    """A moment at which a graph is validated.

    `files` are patterns of shape files, `leave_out` patterns of the names of graphs that do not count
    (a name is what follows `…/graph/`), `cube` whether the integrity constraints of the Data Cube hold.
    """

    name: str
    what: str
    files: tuple[str, ...]
    leave_out: tuple[str, ...] = ()
    cube: bool = False

    def counts(self, graph_name: str) -> bool:
        """Whether the graph of that name is part of what is validated."""
        return not any(fnmatchcase(graph_name, pattern) for pattern in self.leave_out)


@functools.cache
def stages() -> Mapping[str, Stage]:
    """All stages, by name.

    Raises:
        ShapeFileError: `stages.toml` has a key that it may not have, or lacks one.
    """
    tables: dict[str, dict[str, Any]] = tomllib.loads(
        _root().joinpath(_STAGES_FILE).read_text(encoding="utf-8")
    )
    return {name: _stage(name, table) for name, table in tables.items()}


def stage(name: str) -> Stage:
    """The stage called `name`.

    Raises:
        UnknownStage: there is none.
    """
    if name not in stages():
        raise UnknownStage(name, stages())
    return stages()[name]


@functools.cache
def shape_files() -> tuple[str, ...]:
    """All files of shapes, as `folder/name.ttl`, in order of name."""
    return tuple(
        f"{folder}/{entry.name}"
        for folder in FOLDERS
        for entry in sorted(_root().joinpath(folder).iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".ttl")
    )


def files_of(stage_name: str) -> tuple[str, ...]:
    """The files of shapes that hold at a stage."""
    wanted = stage(stage_name).files
    return tuple(name for name in shape_files() if any(fnmatchcase(name, pattern) for pattern in wanted))


@functools.cache
def shapes_graph(stage_name: str) -> rdflib.Graph:
    """The shapes that hold at a stage, as one graph. It is shared: do not change it."""
    return read_shapes(files_of(stage_name))


@functools.cache
def translation(stage_name: str) -> Translation:
    """The shapes of a stage as queries."""
    return translate(shapes_graph(stage_name))


def read_shapes(names: Iterable[str]) -> rdflib.Graph:
    """The shapes of some files, with the prefixes that they use.

    Raises:
        ShapeFileError: a file is no Turtle.
    """
    graph = rdflib.Graph()
    for name in (PREFIXES_FILE, *names):
        _parse(graph, name)
    return graph


@functools.cache
def shapes_in(name: str) -> tuple[str, ...]:
    """The IRIs of the node shapes in one file, in order."""
    found = read_shapes([name]).subjects(rdflib.RDF.type, SH.NodeShape)
    return tuple(sorted(str(shape) for shape in found))


def _root() -> Traversable:
    return files("shapes")


def _parse(graph: rdflib.Graph, name: str) -> None:
    try:
        graph.parse(data=_root().joinpath(*name.split("/")).read_text(encoding="utf-8"), format="turtle")
    except (SyntaxError, ValueError) as error:  # rdflib's BadSyntax is a SyntaxError
        problem = " ".join(str(error).split())
        raise ShapeFileError(f"shapes/{name}", problem, "mend the Turtle at the place named") from error


def _stage(name: str, table: dict[str, Any]) -> Stage:
    unknown = set(table) - _STAGE_KEYS
    if unknown:
        what = f"stage {name!r} has the unknown key {min(unknown)!r}"
        raise ShapeFileError(f"shapes/{_STAGES_FILE}", what, f"use only {', '.join(sorted(_STAGE_KEYS))}")
    if not table.get("files") or not table.get("what"):
        raise ShapeFileError(f"shapes/{_STAGES_FILE}", f"stage {name!r} lacks files or what", "say both")
    return Stage(
        name,
        table["what"],
        tuple(table["files"]),
        tuple(table.get("leave_out", ())),
        table.get("cube", False),
    )
