"""SHACL property paths: read from a shapes graph, written as SPARQL, and as triples again in a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import rdflib
from rdflib.collection import Collection

from shapes.terms import SH

_REPEATS: Final = {str(SH.zeroOrMorePath): "*", str(SH.oneOrMorePath): "+", str(SH.zeroOrOnePath): "?"}
_MARKS: Final = {mark: rdflib.URIRef(name) for name, mark in _REPEATS.items()}


@dataclass(frozen=True, slots=True)
class Step:
    """One property, forwards."""

    iri: str

    def __str__(self) -> str:
        return f"<{self.iri}>"


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked backwards."""

    path: "Path"

    def __str__(self) -> str:
        return f"^({self.path})"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A path walked as often as `mark` (`*`, `+`, `?`) says."""

    path: "Path"
    mark: str

    def __str__(self) -> str:
        return f"({self.path}){self.mark}"


@dataclass(frozen=True, slots=True)
class Chain:
    """Paths one after another (`/`) or one instead of another (`|`)."""

    parts: tuple["Path", ...]
    joint: str

    def __str__(self) -> str:
        return "(" + self.joint.join(str(part) for part in self.parts) + ")"


Path = Step | Inverse | Repeat | Chain


def read_path(graph: rdflib.Graph, node: rdflib.term.Node) -> Path:
    """The path that `node` of a shapes graph stands for.

    Raises:
        ValueError: `node` is no well-formed SHACL path.
    """
    if isinstance(node, rdflib.URIRef):
        return Step(str(node))
    if (node, rdflib.RDF.first, None) in graph:
        return Chain(tuple(read_path(graph, part) for part in Collection(graph, node)), "/")
    for predicate, value in graph.predicate_objects(node):
        if predicate == SH.inversePath:
            return Inverse(read_path(graph, value))
        if predicate == SH.alternativePath:
            return Chain(tuple(read_path(graph, part) for part in Collection(graph, value)), "|")
        mark = _REPEATS.get(str(predicate))
        if mark is not None:
            return Repeat(read_path(graph, value), mark)
    raise ValueError(f"not a SHACL property path: {node.n3()}; give an IRI, a list or one of sh:…Path")


def path_node(path: Path, graph: rdflib.Graph) -> rdflib.term.IdentifiedNode:
    """Adds `path` to `graph` as SHACL writes it and answers its node."""
    if isinstance(path, Step):
        return rdflib.URIRef(path.iri)
    node = rdflib.BNode()
    if isinstance(path, Inverse):
        graph.add((node, SH.inversePath, path_node(path.path, graph)))
    elif isinstance(path, Repeat):
        graph.add((node, _MARKS[path.mark], path_node(path.path, graph)))
    else:
        members = Collection(graph, rdflib.BNode(), [path_node(part, graph) for part in path.parts])
        if path.joint == "/":
            return cast("rdflib.term.IdentifiedNode", members.uri)
        graph.add((node, SH.alternativePath, members.uri))
    return node


def properties_of(path: Path) -> Iterator[str]:
    """The IRIs of all properties that `path` names."""
    if isinstance(path, Step):
        yield path.iri
    elif isinstance(path, Chain):
        for part in path.parts:
            yield from properties_of(part)
    else:
        yield from properties_of(path.path)
