"""Short names for long queries: files named by the hash of what they hold, which outlive a restart."""

import base64
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Final

#: Letters of a name at first; a name that another text has already is made longer.
_LETTERS: Final = 10
#: Links that are kept. A stranger may make links, not fill the disk: past this a long link must do.
MOST: Final = 100_000
_KEY: Final = re.compile(r"[a-z2-7]{10,52}")


class ShortLinks:
    """The links in a folder, which several web processes may share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, text: str) -> str | None:
        """The short name of `text`, kept from now on; None where it cannot be kept."""
        data = text.encode()
        whole = base64.b32encode(hashlib.sha256(data).digest()).decode().rstrip("=").lower()
        for length in range(_LETTERS, len(whole) + 1):
            file = self._folder / whole[:length]
            try:
                if not file.exists():
                    return whole[:length] if self._write(file, data) else None
                if file.read_bytes() == data:
                    return whole[:length]
            except OSError:  # read-only, or no room: the caller has a long link
                return None
        return None

    def text(self, key: str) -> str | None:
        """What `key` stands for, or None when nothing is kept under it."""
        if not _KEY.fullmatch(key):
            return None
        try:
            return (self._folder / key).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _write(self, file: Path, data: bytes) -> bool:
        """Puts a whole file in its place at once; not past the number that is kept."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in os.scandir(self._folder)) >= MOST:
            return False
        handle, made = tempfile.mkstemp(dir=self._folder, prefix=".")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(made).replace(file)
        return True
