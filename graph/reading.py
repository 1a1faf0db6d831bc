"""Reads the sources of a build: one function per document, run here, in processes, or on a Dask cluster."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from graph import claims_cache
from graph.errors import SourcesMissing
from graph.facts import Reading, statements
from mappings import manifest, registry, texts
from mappings.extract import extract
from mappings.manifest import Source
from mappings.read import read_source
from mappings.records import AnyClaim, Document, Skipped
from mappings.registry import Registry

#: Called with what was done, how many of how many are.
Progress = Callable[[str, int, int], None]


def sources_of(folder: Path, *, sample: bool) -> tuple[Source, ...]:
    """The sources to read.

    Raises:
        SourcesMissing: a text is not in `folder`, or is not the one of the manifest.
    """
    if sample:
        return manifest.load_sample().source
    missing = [status.source.id for status in texts.status(folder) if status.state != "here"]
    if missing:
        raise SourcesMissing(missing, folder)
    return manifest.load().source


def registry_of(*, sample: bool) -> Registry:
    """The registry, of the sample with the things of its invented province."""
    if not sample:
        return registry.load()
    own = texts.path_of(manifest.load_sample().source[0]).parent / "registry"
    return registry.load(own)


def read_one(source_id: str, folder: Path, cache: Path, *, sample: bool) -> tuple[Document, list[AnyClaim]]:
    """A document and its claims, the claims from the cache where text and rules are unchanged."""
    document = read_source(source_id, folder)
    kept = claims_cache.load(cache, document)
    if kept is not None:
        return document, kept
    claims = extract(document, registry_of(sample=sample))
    claims_cache.save(cache, document, claims)
    return document, claims


def read_all(
    sources: Sequence[Source],
    folder: Path,
    cache: Path,
    *,
    sample: bool,
    jobs: int = 1,
    scheduler: str | None = None,
    progress: Progress,
) -> list[Reading]:
    """All sources, in the order of their ids, however they were read."""
    read = partial(read_one, folder=folder, cache=cache, sample=sample)
    ids = [source.id for source in sources]
    found: dict[str, tuple[Document, list[AnyClaim]]] = {}
    for source_id, result in _run(read, ids, jobs, scheduler):
        found[source_id] = result
        progress("read", len(found), len(ids))
    return [_reading(source, *found[source.id]) for source in sorted(sources, key=lambda s: s.id)]


def _reading(source: Source, document: Document, claims: list[AnyClaim]) -> Reading:
    skipped = tuple(claim for claim in claims if isinstance(claim, Skipped))
    return Reading(source, document, tuple(statements(claims, source)), skipped)


_Result = tuple[Document, list[AnyClaim]]


def _run(
    read: Callable[[str], _Result], ids: Sequence[str], jobs: int, scheduler: str | None
) -> Iterator[tuple[str, _Result]]:
    if scheduler:
        yield from _on_cluster(read, ids, scheduler)
    elif jobs > 1 and len(ids) > 1:
        yield from _in_processes(read, ids, jobs)
    else:
        for source_id in ids:
            yield source_id, read(source_id)


def _in_processes(
    read: Callable[[str], _Result], ids: Sequence[str], jobs: int
) -> Iterable[tuple[str, _Result]]:
    with ProcessPoolExecutor(min(jobs, len(ids)), mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(read, source_id): source_id for source_id in ids}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def _on_cluster(
    read: Callable[[str], _Result], ids: Sequence[str], scheduler: str
) -> Iterable[tuple[str, _Result]]:
    from distributed import Client  # noqa: PLC0415  (takes a second to import; few builds need it)

    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        waiting = client.map(read, ids, pure=False)
        yield from zip(ids, client.gather(waiting), strict=True)
