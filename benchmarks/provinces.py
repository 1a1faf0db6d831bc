"""A graph of any size out of a release: what is counted and stated is copied for other provinces.

Unlike the graph of `shapes.py`, which has only what the compared queries ask for, it has everything that
pages show: the things of the release stay, each copy moves figures, claims and relations to documents of
another area.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology import names

_COPIED: Final = ("resolved", "inferred", "source.")
#: What is copied under a name of its own; its slug is what follows the kind.
_STATED: Final = re.compile(r"(/id/(?:obs|claim|anchor|disagreement|selector|source)/)([^>\s]+)>")
_HOME: Final = f"<{names.thing('area', 'guangdong')}>"


def write(release: Path, folder: Path, triples: int) -> int:
    """Writes to `folder` the release and as many copies as make about `triples`; answers how many copies."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in release.iterdir():
        if file.suffix in (".trig", ".toml"):
            shutil.copy(file, folder / file.name)
    lines = [line for file in sorted(release.glob("*.trig")) for line in _lines(file)]
    moved = [line for line in lines if _moves(line)]
    copies = max(0, (triples - len(lines)) // max(len(moved), 1))
    for number in range(1, copies + 1):
        data = "".join(f"{_copied(line, number)}\n" for line in moved).encode()
        quads = ox.parse(data, format=ox.RdfFormat.N_QUADS)
        ox.serialize(quads, folder / f"copy.{number}.trig", format=ox.RdfFormat.TRIG)
    return copies


def _lines(file: Path) -> Iterator[str]:
    """The quads of a file as N-Quads, of those files that are copied; the others are counted only."""
    whole = ox.serialize(ox.parse(file.read_bytes(), format=ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS)
    copied = file.name.startswith(_COPIED)
    for line in (whole or b"").decode().splitlines():
        yield line if copied else ""


def _moves(line: str) -> bool:
    return _STATED.search(line) is not None


def _copied(line: str, number: int) -> str:
    """A quad about the same in another province: every statement of it has a name of its own."""
    elsewhere = _STATED.sub(rf"\g<1>\g<2>-p{number}>", line)
    return elsewhere.replace(_HOME, f"<{names.thing('area', f'province-{number}')}>")
