"""Fixtures that tests of several layers share. Keep them small; what one file needs stands in that file."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.store import LocalService, open_release

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def tiny_folder() -> Path:
    """A release written by hand: three observations, seven figures of three sources, one disagreement."""
    return DATA / "tiny"


@pytest.fixture
def tiny_store(tiny_folder: Path) -> Store:
    """The tiny release, opened as a server opens one (every test has its own)."""
    return open_release(tiny_folder, tiny_folder / "quotations")


@pytest.fixture
def tiny_service(tiny_store: Store) -> LocalService:
    """Queries over the tiny release."""
    return LocalService(tiny_store, "tiny")
