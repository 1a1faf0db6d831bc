"""What can go wrong between a text and its claims. Each error says what, where, and what to do.

MappingError
├── LexiconError              a row of a lexicon or of the registry does not fit its columns
├── RuleError                 a rule file does not fit its schema
├── ReadError                 a text cannot be read
│   ├── NotTextError               bytes that are no UTF-8 text
│   ├── EmptyTextError             nothing but spaces
│   ├── TooLongError               longer than the limit
│   └── UnknownLanguageError       neither Chinese nor English
└── SourceError               the texts and their manifest
    ├── ManifestError         a manifest that does not fit its schema
    ├── UnknownSourceError         an id that the manifest does not have
    ├── TextMissingError           the text of a known source is not here
    └── TextDiffersError           a text whose sha256 is not the manifest's
"""

from pathlib import Path


class MappingError(Exception):
    """The root: says what, where, and what to do."""


class LexiconError(MappingError):
    """A row of a table does not fit."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")
        self.file = file
        self.line = line


class RuleError(MappingError):
    """A rule file does not fit its schema: file, rule id, key."""

    def __init__(self, file: str, rule: str, what: str) -> None:
        super().__init__(f"{file}, rule {rule}: {what}")
        self.file = file
        self.rule = rule


class ReadError(MappingError):
    """A text cannot be read; `name` is the file or what else it was given as."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(f"{name}: {message}")


class NotTextError(ReadError):
    """Bytes that are no UTF-8 text, with the offset of the first bad one."""

    def __init__(self, name: str, offset: int, why: str) -> None:
        self.offset = offset
        super().__init__(name, f"not UTF-8 text ({why} at byte {offset}); save it as plain text in UTF-8")


class EmptyTextError(ReadError):
    """A text without a single visible character."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "empty: there is no visible character to read; is it the right file?")


class TooLongError(ReadError):
    """A text longer than the limit."""

    def __init__(self, name: str, length: int, limit: int) -> None:
        self.length, self.limit = length, limit
        message = f"{length:,} characters, more than the limit of {limit:,}; split it or raise the limit"
        super().__init__(name, message)


class UnknownLanguageError(ReadError):
    """A text in a script or language that nobody has written rules for."""

    def __init__(self, name: str, found: str) -> None:
        self.found = found
        message = (
            f"neither Chinese nor English ({found}); if it is one of them, say so (--lang zh, --lang en)"
        )
        super().__init__(name, message)


class SourceError(MappingError):
    """Something is wrong with the texts or their manifest."""


class ManifestError(SourceError):
    """A manifest that does not fit its schema."""

    def __init__(self, path: str, where: str, message: str) -> None:
        self.path, self.where = path, where
        super().__init__(f"{path}: {where}: {message}")


class UnknownSourceError(SourceError):
    """An id that the manifest does not have."""

    def __init__(self, source_id: str, known: tuple[str, ...]) -> None:
        self.source_id, self.known = source_id, known
        super().__init__(f"no source {source_id!r} in the manifest; there are: {', '.join(known)}")


class TextMissingError(SourceError):
    """The text of a known source is not in the folder of texts."""

    def __init__(self, source_id: str, path: Path, url: str | None) -> None:
        self.source_id, self.path, self.url = source_id, path, url
        published = f"it was published at {url}" if url else "the manifest knows no address for it"
        message = (
            f"{source_id}: no text at {path}; {published}; say where the texts are by --sources or "
            "YUEZHI_SOURCES, or put it there by `yuezhi sources add`"
        )
        super().__init__(message)


class TextDiffersError(SourceError):
    """A text that is not the one of the manifest; offsets into it would point at the wrong words."""

    def __init__(self, source_id: str, path: Path, found: str, differences: tuple[str, ...]) -> None:
        self.source_id, self.path, self.found, self.differences = source_id, path, found, differences
        what = "; ".join(differences)
        super().__init__(f"{source_id}: {path} is not the text of the manifest (sha256 {found}): {what}")
