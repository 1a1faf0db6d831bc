"""Reading: from a raw text to its sentences, each with clean text and the exact way back."""

from pathlib import Path
from typing import Final

from mappings.records import Document, Lang

#: The longest text that is read, in code points (about three hundred pages).
LIMIT: Final = 2_000_000


def read_source(source_id: str, folder: Path) -> Document:
    """The text of a known source, from the folder of texts (the sample's texts from the package).

    Raises:
        SourceError: the id is unknown, the text is missing or is not the one of the manifest.
    """
    raise NotImplementedError


def read_file(
    path: Path,
    *,
    lang: Lang | None = None,
    year: int | None = None,
    area: str | None = None,
    limit: int = LIMIT,
) -> Document:
    """The text of a file; a known source is recognised by its hash.

    Raises:
        ReadError: no text, empty, too long, or in an unknown language.
    """
    raise NotImplementedError


def read_text(
    raw: str,
    *,
    id: str = "text",  # noqa: A002 - the record's own word
    lang: Lang | None = None,
    year: int | None = None,
    area: str | None = None,
    limit: int = LIMIT,
) -> Document:
    """Any text. `lang` says the language of the whole text; without it each paragraph's is found.

    Raises:
        ReadError: empty, too long, or in an unknown language.
    """
    raise NotImplementedError
