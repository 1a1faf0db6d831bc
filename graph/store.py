"""Opens a release in memory and answers queries over it in this process.

The default graph is the set-wise merge of ontology, codes, registry, sources, resolved, inferred and links,
made at load: a triple that stands in three graphs is one row of the default graph.
"""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from time import perf_counter
from typing import Final

import pyoxigraph as ox

from graph.errors import ReleaseUnreadable
from ontology import names
from sparql.execute import execute
from sparql.service import Answer, QueryRequest

_SOURCE_GRAPHS: Final = names.graph("source/")


def open_release(folder: Path, quotations: Path | None = None) -> ox.Store:
    """The release in `folder` (its *.trig files), with the sentences of `quotations` if that folder is there.

    Raises:
        ReleaseUnreadable: there is no TriG file in `folder`, or one does not parse.
    """
    files = sorted(folder.glob("*.trig"))
    if not files:
        raise ReleaseUnreadable(folder, "no *.trig file in this folder")
    if quotations is not None and quotations.is_dir():
        files += sorted(quotations.glob("*.trig"))
    store = ox.Store()
    for file in files:
        load_file(store, file)
    merge_default_graph(store)
    return store


def load_file(store: ox.Store, file: Path) -> None:
    """Adds the quads of a TriG file to `store`."""
    try:
        store.bulk_load(path=str(file), format=ox.RdfFormat.TRIG)
    except SyntaxError as error:
        raise ReleaseUnreadable(file, f"does not parse: {error}") from error
    except OSError as error:
        raise ReleaseUnreadable(file, f"cannot be read: {error}") from error


def merge_default_graph(store: ox.Store) -> None:
    """Makes the default graph anew: the set of the triples of the graphs that belong to it."""
    store.clear_graph(ox.DefaultGraph())
    for iri in default_graph_parts(store):
        store.update(f"ADD GRAPH <{iri}> TO DEFAULT")


def default_graph_parts(store: ox.Store) -> list[str]:
    """The IRIs of the named graphs of `store` that the default graph is merged from, in order."""
    wanted = {names.graph(name) for name in names.DEFAULT_GRAPHS}
    graphs = (node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode))
    return sorted(iri for iri in graphs if iri in wanted or iri.startswith(_SOURCE_GRAPHS))


class LocalService:
    """Answers queries over a store in this process: for tests and the command line, without any limits.

    A stranger's text never comes here; it goes to a worker process (`server.engine`).
    """

    def __init__(self, store: ox.Store, release: str) -> None:
        self.store = store
        self.release = release

    async def answer(self, request: QueryRequest) -> Answer:
        """Answers `request`, or raises QueryFault."""
        began = perf_counter()
        output = io.BytesIO()
        media_type = execute(self.store, request, output)
        data = output.getvalue()
        return Answer(
            media_type=media_type,
            chunks=_once(data),
            length=len(data),
            milliseconds=(perf_counter() - began) * 1000,
        )


def select(store: ox.Store, text: str) -> ox.QuerySolutions:
    """The solutions of a SELECT of ours."""
    answer = store.query(text)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("not a SELECT")
    return answer


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
