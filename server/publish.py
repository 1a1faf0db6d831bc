"""Loads a release into a SPARQL 1.1 store elsewhere, graph by graph, by SPARQL Update.

Which release the store holds is noted last and taken back first, so that a store that is only half loaded is
never taken for a replica.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import httpx
import pyoxigraph as ox

from graph.store import open_release
from server.errors import StoreFailed
from server.release import identify
from server.remote import BESIDE, IDENTIFIER, PUBLISHED
from sparql.execute import DEFAULT_GRAPH

#: Triples of one request: what Virtuoso's compiler takes without complaint.
_TOGETHER: Final = 500
_WITHIN: Final = 120.0

Progress = Callable[[str, int, int], None]


def publish(
    release: Path,
    url: str,
    *,
    login: tuple[str, str] | None = None,
    progress: Progress | None = None,
    transport: httpx.BaseTransport | None = None,
) -> str:
    """Loads the release in a folder into the store that takes updates at `url`; returns its identity.

    Raises:
        GraphError: the release cannot be read.
        StoreFailed: the store refuses or cannot be reached; it holds no release then.
    """
    store = open_release(release)
    identity = identify([release])
    auth = httpx.DigestAuth(*login) if login else None
    with httpx.Client(auth=auth, timeout=_WITHIN, transport=transport) as client:
        target = _Target(client, url)
        target.update(f"CLEAR SILENT GRAPH <{PUBLISHED}>")
        graphs = [g for g in store.named_graphs() if isinstance(g, ox.NamedNode)]
        everything: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph(), *sorted(graphs, key=str)]
        for done, graph in enumerate(everything):
            name = graph.value if isinstance(graph, ox.NamedNode) else DEFAULT_GRAPH
            quads = store.quads_for_pattern(None, None, None, graph)
            target.replace(name, (quad.triple for quad in quads))
            if progress:
                progress(name, done + 1, len(graphs) + 1)
        beside = "".join(f" ; <{BESIDE}> {graph}" for graph in sorted(graphs, key=str))
        noted = f'<{DEFAULT_GRAPH}> <{IDENTIFIER}> "{identity}"{beside} .'
        target.update(f"INSERT DATA {{ GRAPH <{PUBLISHED}> {{ {noted} }} }}")
    return identity


class _Target:
    """The store that is written to."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self.client, self.url = client, url

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Makes a graph hold exactly `triples`."""
        self.update(f"CLEAR SILENT GRAPH <{graph}>")
        plain, tied = _told_apart(triples)
        for part in _parts(plain):
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{part}\n}} }}")
        # Not INSERT DATA: there Virtuoso refuses blank nodes.
        for part in _together(tied):
            self.update(f"INSERT {{ GRAPH <{graph}> {{\n{part}\n}} }} WHERE {{ }}")

    def update(self, text: str) -> None:
        """Sends one update."""
        try:
            response = self.client.post(
                self.url, content=text.encode(), headers={"Content-Type": "application/sparql-update"}
            )
        except httpx.HTTPError as error:
            raise StoreFailed(f"{self.url} cannot be reached: {error}") from error
        if not response.is_success:
            told = " ".join(response.text.split())[:300]
            raise StoreFailed(f"{self.url} answered {response.status_code} to {text[:60]!r}: {told}")


def _told_apart(triples: Iterable[ox.Triple]) -> tuple[list[ox.Triple], list[list[ox.Triple]]]:
    """The triples without blank nodes, and the others in groups that share theirs.

    A blank node means the same within one request only, so that a group must never be cut.
    """
    plain, groups = [], dict[ox.BlankNode, list[ox.Triple]]()
    for triple in triples:
        blanks = [term for term in (triple.subject, triple.object) if isinstance(term, ox.BlankNode)]
        if not blanks:
            plain.append(triple)
            continue
        joined = max((groups.get(blank, []) for blank in blanks), key=len)
        for blank in blanks:
            other = groups.get(blank, [])
            if other is not joined:
                joined += other
                for term in {t for o in other for t in (o.subject, o.object) if isinstance(t, ox.BlankNode)}:
                    groups[term] = joined
            groups[blank] = joined
        joined.append(triple)
    return plain, list({id(group): group for group in groups.values()}.values())


def _parts(triples: Iterable[ox.Triple]) -> Iterator[str]:
    """The triples as N-Triples, some at a time."""
    left = iter(triples)
    while part := list(islice(left, _TOGETHER)):
        yield _lines(part)


def _together(groups: Iterable[list[ox.Triple]]) -> Iterator[str]:
    """The groups as N-Triples, some at a time, none of them cut."""
    part: list[ox.Triple] = []
    for group in groups:
        if part and len(part) + len(group) > _TOGETHER:
            yield _lines(part)
            part = []
        part += group
    if part:
        yield _lines(part)


def _lines(triples: Iterable[ox.Triple]) -> str:
    return "\n".join(f"{triple} ." for triple in triples)
