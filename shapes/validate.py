"""The gate: a graph and a stage in, one report out.

Everything is copied into a scratch store first: its default graph is the set of all triples that count, so
that a triple in three graphs is one triple, and a graph beside it holds every thing's classes with all
classes above them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

import pyoxigraph as ox
import rdflib

from ontology import names
from shapes import cube, load, paths, reference
from shapes.components import INSTANCES
from shapes.errors import UnreadableData
from shapes.load import Stage
from shapes.report import Report, Result
from shapes.terms import RDF_TYPE, Term, quads_of
from shapes.translate import Check, Translation

#: What can be validated.
Data = ox.Store | rdflib.Graph | Iterable[ox.Quad]

_SUBCLASS: Final = ox.NamedNode(str(rdflib.RDFS.subClassOf))


def validate(data: Data, stage: str = "graph") -> Report:
    """Holds `data` against the shapes of `stage`.

    Of a store or of quads, the graphs that the stage leaves out do not count; all others are merged.

    Raises:
        UnknownStage: `stage` is not in stages.toml.
        ShapeFileError: a file of shapes cannot be used.
    """
    where = load.stage(stage)
    store = scratch_store(_counting(_quads(data), where))
    results = list(run(store, load.translation(stage), load.shapes_graph(stage)))
    if where.cube:
        results += cube.check(merged(store))
    return Report.of(stage, results)


def read(file: Path) -> list[ox.Quad]:
    """The quads of an RDF file, in the syntax that its ending names.

    Raises:
        UnreadableData: the file is missing, of no known ending, or does not parse.
    """
    syntax = ox.RdfFormat.from_extension(file.suffix.removeprefix("."))
    if syntax is None or file.suffix == ".txt":  # which pyoxigraph takes for N-Triples
        raise UnreadableData(str(file), f"no syntax is known by the ending {file.suffix!r}")
    try:
        return list(ox.parse(path=str(file), format=syntax))
    except (SyntaxError, OSError) as error:
        raise UnreadableData(str(file), str(error)) from error


def run(store: ox.Store, translation: Translation, shapes: rdflib.Graph) -> Iterator[Result]:
    """All results of `translation` on a scratch store; what it leaves over goes to pySHACL."""
    targets = _Targets(store)
    for check in translation.checks:
        yield from _results(check, targets)
    if translation.leftover:
        yield from reference.results(merged(store), shapes, only=translation.leftover)


def scratch_store(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store with the triples of `quads` and, in a graph beside them, all classes of all things."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    store.bulk_extend(list(_instances(store)))
    return store


def merged(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of a scratch store without the helper graph."""
    return store.quads_for_pattern(None, None, None, ox.DefaultGraph())


def _quads(data: Data) -> Iterable[ox.Quad]:
    return quads_of(data) if isinstance(data, rdflib.Graph) else data


def _counting(quads: Iterable[ox.Quad], stage: Stage) -> Iterator[ox.Quad]:
    counts: dict[str, bool] = {}
    for quad in quads:
        graph = getattr(quad.graph_name, "value", "")
        if graph not in counts:
            counts[graph] = stage.counts(graph.removeprefix(names.GRAPH))
        if counts[graph]:
            yield quad


def _instances(store: ox.Store) -> Iterator[ox.Quad]:
    above: dict[Term, set[Term]] = {}
    for quad in store.quads_for_pattern(None, _SUBCLASS, None, ox.DefaultGraph()):
        above.setdefault(quad.subject, set()).add(quad.object)  # type: ignore[arg-type]
    closed: dict[Term, set[Term]] = {}
    graph = ox.NamedNode(INSTANCES)
    for quad in store.quads_for_pattern(None, RDF_TYPE, None, ox.DefaultGraph()):
        kind = quad.object
        if kind not in closed:
            closed[kind] = _reachable(kind, above)  # type: ignore[index,arg-type]
        for each in closed[kind]:  # type: ignore[index]
            yield ox.Quad(quad.subject, RDF_TYPE, each, graph)


def _reachable(start: Term, above: dict[Term, set[Term]]) -> set[Term]:
    found, waiting = {start}, [start]
    while waiting:
        for each in above.get(waiting.pop(), set()) - found:
            found.add(each)
            waiting.append(each)
    return found


@dataclass(frozen=True, slots=True)
class _Targets:
    """Which nodes shapes are about, each asked once of a store."""

    store: ox.Store
    present: dict[str, bool] = field(default_factory=dict)
    nodes: dict[str, frozenset[Term]] = field(default_factory=dict)

    def any(self, pattern: str) -> bool:
        """Whether there is a node at all."""
        if pattern not in self.present:
            self.present[pattern] = bool(self.store.query(f"ASK {{ {pattern} }}"))
        return self.present[pattern]

    def of(self, pattern: str) -> frozenset[Term]:
        """All nodes."""
        if pattern not in self.nodes:
            rows = _select(self.store, f"SELECT DISTINCT ?this WHERE {{ {pattern} }}")
            self.nodes[pattern] = frozenset(row["this"] for row in rows)
        return self.nodes[pattern]


def _select(store: ox.Store, query: str) -> ox.QuerySolutions:
    return cast("ox.QuerySolutions", store.query(query))


def _results(check: Check, targets: _Targets) -> Iterator[Result]:
    if not targets.any(check.target):
        return
    solutions = _select(targets.store, check.query)
    columns = {variable.value for variable in solutions.variables}
    for row in solutions:
        if check.constraint is None or row["this"] in targets.of(check.target):
            yield _result(check, {name: row[name] for name in columns if row[name] is not None})


def _result(check: Check, row: dict[str, Term]) -> Result:
    path: paths.Path | None = check.path
    value = row.get("value")
    if check.constraint is not None and path is None:
        path = paths.Step(row["path"].value) if "path" in row else None
        value = value if value is not None else row["this"]
    messages = check.messages
    if check.constraint is not None:
        messages = tuple((lang, _filled(text, row)) for lang, text in messages)
    return Result(
        row["this"], path, value, check.shape, check.component, check.severity, messages, check.constraint
    )


def _filled(text: str, row: dict[str, Term]) -> str:
    for name, term in row.items():
        shown = term.value
        text = text.replace(f"{{?{name}}}", shown).replace(f"{{${name}}}", shown)
    return text
