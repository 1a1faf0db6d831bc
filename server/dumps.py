"""The release to take away: each of its files, and all of it as N-Quads, compressed without a time stamp."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from server.errors import NotFound

ALL: Final = "all.nq.gz"
_SUFFIX: Final = ".trig.gz"


@dataclass(frozen=True, slots=True)
class Dump:
    """A compressed file: the same bytes for the same release."""

    name: str
    data: bytes
    sha256: str


def dump_names(folder: Path) -> list[str]:
    """What can be taken away of the release in `folder`; nothing where the data are in a store elsewhere."""
    found = sorted(file.name.removesuffix(".trig") + _SUFFIX for file in folder.glob("*.trig"))
    return [ALL, *found] if found else []


def dump(folder: Path, name: str) -> Dump:
    """The dump `name` of the release in `folder`.

    Raises:
        NotFound: there is none of this name.
    """
    if name not in dump_names(folder):
        raise NotFound(f"there is no dump {name}; the list is at /downloads/")
    return _made(folder, name, _state(folder))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when a file of the release does."""
    return tuple((f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(folder.glob("*.trig")))


@lru_cache(maxsize=64)
def _made(folder: Path, name: str, state: object) -> Dump:  # noqa: ARG001  (state is part of the key)
    if name == ALL:
        data = quads(sorted(folder.glob("*.trig")))
    else:
        data = (folder / f"{name.removesuffix(_SUFFIX)}.trig").read_bytes()
    packed = gzip.compress(data, compresslevel=9, mtime=0)
    return Dump(name, packed, hashlib.sha256(packed).hexdigest())


def quads(files: Iterable[Path]) -> bytes:
    """All quads of some TriG files as sorted N-Quads; blank nodes of different files stay apart."""
    dataset = ox.Dataset()
    for file in files:
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TRIG, rename_blank_nodes=True):
            dataset.add(quad)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = (ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(lines))
