"""Reads the sources of a build: one function per document, run here, in processes, or on a Dask cluster."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from graph import claims_cache
from graph.errors import SchedulerUnreachable, SourcesMissing, SourcesUnread
from graph.facts import Reading, statements
from mappings import manifest, registry, texts
from mappings.extract import extract
from mappings.manifest import Source
from mappings.read import read_source
from mappings.records import AnyClaim, Document, Skipped
from mappings.registry import Registry

#: Called with what was done, how many of how many are.
Progress = Callable[[str, int, int], None]
#: How long a Dask scheduler may take to answer at first.
CONNECT = "10s"


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
    """All sources, in the order of their ids, however they were read.

    Raises:
        SourcesUnread: some could not be read. All were tried, so that one run tells all failures.
    """
    read = partial(_tried, folder=folder, cache=cache, sample=sample)
    ids = [source.id for source in sources]
    found: dict[str, _Read] = {}
    failures: dict[str, str] = {}
    for source_id, result in _run(read, ids, jobs, scheduler):
        if isinstance(result, Failure):
            failures[source_id] = result.reason
        else:
            found[source_id] = result
        progress("read", len(found) + len(failures), len(ids))
    if failures:
        raise SourcesUnread(dict(sorted(failures.items())))
    return [_reading(source, *found[source.id]) for source in sorted(sources, key=lambda s: s.id)]


def _reading(source: Source, document: Document, claims: list[AnyClaim]) -> Reading:
    skipped = tuple(claim for claim in claims if isinstance(claim, Skipped))
    return Reading(source, document, tuple(statements(claims, source)), skipped)


_Read = tuple[Document, list[AnyClaim]]


@dataclass(frozen=True)
class Failure:
    """Why a document was not read: in words, since an exception of ours does not survive another process."""

    reason: str


def _tried(source_id: str, folder: Path, cache: Path, *, sample: bool) -> _Read | Failure:
    """What `read_one` gives, or how it failed: one document's failure must not hide another's."""
    try:
        return read_one(source_id, folder, cache, sample=sample)
    except Exception as error:  # noqa: BLE001  (whatever it is, it is told by document)
        return Failure(f"{type(error).__name__}: {error}")


_Reader = Callable[[str], _Read | Failure]
_Results = Iterable[tuple[str, _Read | Failure]]


def _run(read: _Reader, ids: Sequence[str], jobs: int, scheduler: str | None) -> _Results:
    """Each document's result as soon as it is there."""
    if scheduler:
        return _on_cluster(read, ids, scheduler)
    if jobs > 1 and len(ids) > 1:
        return _in_processes(read, ids, jobs)
    return ((source_id, read(source_id)) for source_id in ids)


def _in_processes(read: _Reader, ids: Sequence[str], jobs: int) -> _Results:
    with ProcessPoolExecutor(min(jobs, len(ids)), mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(read, source_id): source_id for source_id in ids}
        for done in as_completed(waiting):
            yield waiting[done], done.result()


def _on_cluster(read: _Reader, ids: Sequence[str], scheduler: str) -> _Results:
    """On the workers of a Dask scheduler, which see the same folders and have Yuezhi installed."""
    import distributed  # noqa: PLC0415  (takes a second to import; few builds need it)

    try:
        client = distributed.Client(scheduler, timeout=CONNECT)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise SchedulerUnreachable(scheduler, str(error)) from error
    with client:
        waiting = {client.submit(read, source_id, pure=False): source_id for source_id in ids}
        for done in distributed.as_completed(waiting):  # type: ignore[no-untyped-call]
            yield waiting[done], done.result()
