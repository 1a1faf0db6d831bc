"""The folder of texts: where it is, which texts are in it, and taking one in."""

import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from mappings import manifest
from mappings.errors import TextDiffersError, TextMissingError
from mappings.manifest import Source
from mappings.records import sha256_of


@dataclass(frozen=True, slots=True)
class TextStatus:
    """Whether the text of a source is here."""

    source: Source
    path: Path
    state: Literal["here", "missing", "differs"]


def folder(argument: str | Path | None = None) -> Path:
    """The folder of texts: the one given, else the one that YUEZHI_SOURCES names, else the project's own."""
    given = argument or os.environ.get("YUEZHI_SOURCES")
    return Path(given) if given else Path(str(files("mappings") / "sources" / "texts"))


def path_of(source: Source, texts: Path | None = None) -> Path:
    """Where the text of `source` is or would be (the sample's texts are in the package)."""
    if source.sample:
        return Path(str(files("mappings") / "sources" / "sample" / source.file))
    return (texts or folder()) / source.file


def status(texts: Path | None = None) -> tuple[TextStatus, ...]:
    """Of each real source, whether its text is in the folder."""
    return tuple(_status(source, path_of(source, texts)) for source in manifest.load().source)


def _status(source: Source, path: Path) -> TextStatus:
    if not path.is_file():
        return TextStatus(source, path, "missing")
    found = _decoded(path.read_bytes())
    same = found is not None and sha256_of(found) == source.sha256
    return TextStatus(source, path, "here" if same else "differs")


def raw_text(source: Source, texts: Path | None = None) -> str:
    """The raw text of `source`.

    Raises:
        TextMissingError: it is not in the folder.
        TextDiffersError: what is there is another text.
    """
    path = path_of(source, texts)
    if not path.is_file():
        raise TextMissingError(source.id, path, source.url)
    return _checked(source, path)


def add(source_id: str, file: Path, texts: Path | None = None) -> Path:
    """Takes the text of a source into the folder, byte for byte, and returns where it now is.

    Raises:
        UnknownSourceError: the manifest does not have the id.
        TextMissingError: there is no such file.
        TextDiffersError: the file is not the text of the manifest; the error says what differs.
    """
    source = manifest.load().get(source_id)
    if not file.is_file():
        raise TextMissingError(source_id, file, source.url)
    text = _checked(source, file)
    target = path_of(source, texts)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())
    return target


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _checked(source: Source, path: Path) -> str:
    text = _decoded(path.read_bytes())
    if text is None:
        raise TextDiffersError(
            source.id, path, "of bytes that are no UTF-8", ("save it as plain text in UTF-8",)
        )
    found = sha256_of(text)
    if found != source.sha256:
        raise TextDiffersError(source.id, path, found, _differences(source, text))
    return text


def _differences(source: Source, text: str) -> tuple[str, ...]:
    """What can be said of a text that is not the one wanted: a known small change, or only its length."""
    for what, mended in (
        ("it differs in its line ends only: they must be \\n", text.replace("\r\n", "\n")),
        ("it differs by the byte order mark at its start only", text.removeprefix("\ufeff")),
        ("it differs by what ends it only: the line end after the last line", text.rstrip("\r\n")),
        ("it differs by a line end missing after the last line only", text + "\n"),
        ("it differs by what ends it only: more than one line end", text.rstrip("\r\n") + "\n"),
    ):
        if mended != text and sha256_of(mended) == source.sha256:
            return (what,)
    other = manifest.recognise(sha256_of(text))
    if other is not None:
        return (f"it is the text of {other.id}",)
    return (f"sha256 should be {source.sha256}", f"{len(text)} characters, should be {source.characters}")
