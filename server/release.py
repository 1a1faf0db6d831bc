"""Which data these are: the identity of a released graph, part of every entity tag."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def identify(folders: Iterable[Path | None]) -> str:
    """The identity of the TriG files in `folders`: it changes with any byte of them, and only with them."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.glob("*.trig")) if folder and folder.is_dir() else ():
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
