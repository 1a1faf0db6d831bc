"""Documents are read here, in processes or on a cluster: the same claims, failures told by document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import reading
from graph.errors import SchedulerUnreachable, SourcesUnread
from graph.facts import Reading
from mappings import manifest, texts

FOLDER = texts.path_of(manifest.load_sample().source[0]).parent


def sample(cache: Path, **ways: Any) -> list[Reading]:
    """The documents of the sample, read in one of the ways."""
    told: list[tuple[str, int, int]] = []
    sources = reading.sources_of(FOLDER, sample=True)
    readings = reading.read_all(
        sources, FOLDER, cache, sample=True, progress=lambda *step: told.append(step), **ways
    )
    assert told == [("read", done, len(sources)) for done in range(1, len(sources) + 1)]
    return readings


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents of the sample fail, each by an error that another process could not send."""
    real = reading.read_one

    def read_one(source_id: str, *rest: Any, **named: Any) -> Any:
        if source_id != "sample-2024":
            raise SchedulerUnreachable(source_id, "torn page")
        return real(source_id, *rest, **named)

    monkeypatch.setattr(reading, "read_one", read_one)


@pytest.mark.usefixtures("unreadable")
def test_all_failures_are_told_by_document_and_the_rest_is_kept(tmp_path: Path) -> None:
    """One failing document hides neither another failure nor the claims of those that were read."""
    with pytest.raises(SourcesUnread) as caught:
        sample(tmp_path)
    assert sorted(caught.value.failures) == ["sample-2022", "sample-2024-press"]
    assert "torn page" in str(caught.value)
    assert len(list(tmp_path.glob("claims-*.jsonl"))) == 1


def test_a_kept_document_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With text and rules unchanged the claims come from where they were kept, and are the same."""
    first = sample(tmp_path)
    monkeypatch.setattr(reading, "extract", lambda *_: pytest.fail("read again"))
    assert sample(tmp_path) == first


@pytest.mark.slow
def test_processes_give_the_same(tmp_path: Path) -> None:
    """Two processes, each with a cache of its own beside the first."""
    assert sample(tmp_path / "one") == sample(tmp_path / "two", jobs=2)


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a Dask scheduler with two workers, processes of their own."""
    from distributed import LocalCluster  # (takes a second to import)

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running.scheduler_address


@pytest.mark.slow
def test_a_cluster_gives_the_same(tmp_path: Path, cluster: str) -> None:
    """A scheduler and two workers over TCP."""
    assert cluster.startswith("tcp://")
    assert sample(tmp_path / "one") == sample(tmp_path / "two", scheduler=cluster)


@pytest.mark.slow
def test_no_scheduler_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing listens, the error names the address and what to do."""
    monkeypatch.setattr(reading, "CONNECT", "1s")
    with pytest.raises(SchedulerUnreachable, match=r"tcp://127\.0\.0\.1:1: .*--jobs"):
        sample(tmp_path, scheduler="tcp://127.0.0.1:1")
