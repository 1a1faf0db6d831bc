"""Runs one query over a store in this process: its dataset, its base, its format.

Called in a worker of the engine, where a stranger's text may do no harm, and for texts of our own. It has no
limits of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Final, Protocol, cast

import pyoxigraph as ox

from ontology import names
from sparql.scan import Scan, scan
from sparql.service import QueryFault, QueryRequest
from sparql.syntax import syntax_fault

#: The default graph by its name, as a store elsewhere publishes it; so `FROM` it means the same in both.
DEFAULT_GRAPH: Final = names.graph("default")


#: As pyoxigraph's signatures have it; a list of fewer kinds is another type.
_Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


class _Serialisable(Protocol):
    def serialize(self, output: IO[bytes], format: object) -> object: ...  # noqa: A002  (pyoxigraph's name)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query is asked over, when it or its request names them."""

    default: tuple[str, ...]
    named: tuple[str, ...]


class Stores:
    """A store, and beside it one of its default graph alone, for the queries that ask no other.

    A store in memory finds the quads of a term in a chain that leads through all graphs: where each triple
    stands in a named graph and in the default graph, half of every step is in vain.
    """

    def __init__(self, whole: ox.Store) -> None:
        self.whole, self.default = whole, ox.Store()
        quads = whole.quads_for_pattern(None, None, None, ox.DefaultGraph())
        self.default.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)

    def of(self, request: QueryRequest) -> ox.Store:
        """The store that answers `request`: the smaller one where that one has all it can ask."""
        found = scan(request.text)
        asks_more = found.graphs or found.glued is not None or found.datasets
        return self.whole if asks_more or request.default_graphs or request.named_graphs else self.default


def execute(store: ox.Store, request: QueryRequest, output: IO[bytes]) -> str:
    """Writes the answer to `request` to `output`, and says in which media type.

    Raises:
        QueryFault: the text does not parse (line and column), names an unknown graph or function.
    """
    answer = evaluate(store, request)
    if isinstance(answer, ox.QueryTriples):
        media_type = request.graph_format
        format_: object = ox.RdfFormat.from_media_type(media_type)
    else:
        media_type = request.results_format
        format_ = ox.QueryResultsFormat.from_media_type(media_type)
    if format_ is None:
        raise ValueError(f"no writer for {media_type}")
    cast("_Serialisable", answer).serialize(output, format_)
    return media_type


def evaluate(store: ox.Store, request: QueryRequest) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """What the store answers to `request`; rows are made as they are taken."""
    found = scan(request.text)
    try:
        dataset = dataset_of(request, found)
        if dataset is None:
            return store.query(request.text, base_iri=names.BASE)
        return _over(store, request.text, dataset)
    except SyntaxError as error:
        raise syntax_fault(error, request.text) from error
    except RuntimeError as error:
        raise QueryFault("evaluation", str(error)) from error


def dataset_of(request: QueryRequest, found: Scan) -> Dataset | None:
    """The dataset that request or query name; the request's goes before the query's, as the protocol says."""
    if request.default_graphs or request.named_graphs:
        return Dataset(_once_each(request.default_graphs), _once_each(request.named_graphs))
    if not found.datasets:
        return None
    iris = _resolve(request.text[: found.body], [name for name, _ in found.datasets])
    marked = [(iri, named) for iri, (_, named) in zip(iris, found.datasets, strict=True)]
    return Dataset(
        _once_each(iri for iri, named in marked if not named),
        _once_each(iri for iri, named in marked if named),
    )


def _over(
    store: ox.Store, text: str, dataset: Dataset
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Evaluates `text` over `dataset`."""
    defaults: list[_Graph] = [known_graph(store, iri) for iri in dataset.default]
    named: list[ox.NamedNode | ox.BlankNode] = [_named(known_graph(store, iri), iri) for iri in dataset.named]
    if len(defaults) < 2:
        return store.query(text, base_iri=names.BASE, default_graph=defaults, named_graphs=named)
    merged = merge(store, defaults, named)
    return merged.query(text, base_iri=names.BASE, default_graph=ox.DefaultGraph(), named_graphs=named)


def merge(
    store: ox.Store, defaults: Iterable[_Graph], named: Iterable[ox.NamedNode | ox.BlankNode]
) -> ox.Store:
    """A store whose default graph is the set of the triples of `defaults`, beside the `named` graphs.

    The store itself does not merge: a triple that stands in two of the graphs would be two rows of an answer.
    """
    merged = ox.Store()
    for graph in defaults:
        quads = store.quads_for_pattern(None, None, None, graph)
        merged.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    for name in named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, name))
    return merged


def known_graph(store: ox.Store, iri: str) -> ox.NamedNode | ox.DefaultGraph:
    """The graph called `iri`, checked to be there."""
    if iri == DEFAULT_GRAPH:
        return ox.DefaultGraph()
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise QueryFault("unknown-graph", f"{iri!r} is not an absolute IRI, so it names no graph") from error
    if not store.contains_named_graph(node):
        raise QueryFault("unknown-graph", f"no graph <{iri}> here, and none is fetched")
    return node


def _named(graph: ox.NamedNode | ox.DefaultGraph, iri: str) -> ox.NamedNode:
    if isinstance(graph, ox.DefaultGraph):
        raise QueryFault("unknown-graph", f"<{iri}> is the default graph; it cannot be asked by GRAPH")
    return graph


def _resolve(prologue: str, written: Sequence[str]) -> list[str]:
    """The IRIs that names mean after `prologue`; the parser itself resolves prefixes and relative IRIs."""
    answer = ox.Store().query(
        f"{prologue}\nSELECT ?g {{ VALUES ?g {{ {' '.join(written)} }} }}", base_iri=names.BASE
    )
    solutions = cast("ox.QuerySolutions", answer)
    return [cast("ox.NamedNode", solution["g"]).value for solution in solutions]


def _once_each(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iris))
