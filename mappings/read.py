"""Reading: from a raw text to its sentences, each with clean text and the exact way back."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from mappings import manifest, texts
from mappings.blocks import Block, blocks
from mappings.errors import EmptyTextError, NotTextError, TooLongError, UnknownLanguageError
from mappings.mend import CJK
from mappings.records import Document, Lang, Sentence, sha256_of
from mappings.structure import Piece, pieces

#: The longest text that is read, in code points (about three hundred pages).
LIMIT: Final = 2_000_000

#: From so many words or letters on a text tells in which language it is.
_TELLING_WORDS: Final = 60
_TELLING_LETTERS: Final = 20
_LEAST_ENGLISH: Final = 0.05
_ENGLISH = re.compile(r"\b(?:the|of|and|to|for|with|by|was|were|are|that|from)\b", re.IGNORECASE)
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_LETTER = re.compile(r"[^\W\d_]")
_OURS = re.compile(rf"[A-Za-z\u00c0-\u024f{CJK}]")
_KANA = re.compile(r"[\u3040-\u30ff]")

_YEAR = r"((?:19[89]|20\d)\d)"
_TITLE_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_YEARS = re.compile(
    rf"(?<![\d—–-]){_YEAR}年(?![—–-])"
    rf"|\b(?:in|during|throughout|for|end of|course of|year) {_YEAR}\b(?![—–-])",
    re.IGNORECASE,
)


def read_source(source_id: str, folder: Path | None = None) -> Document:
    """The text of a known source, from the folder of texts (the sample's texts from the package).

    Raises:
        SourceError: the id is unknown, the text is missing or is not the one of the manifest.
    """
    return read_text(texts.raw_text(manifest.find(source_id), folder), id=source_id)


def read_file(
    path: Path,
    *,
    lang: Lang | None = None,
    year: int | None = None,
    area: str | None = None,
    limit: int = LIMIT,
) -> Document:
    """The text of a file; a known source is recognised by its hash, another has the file's name as id.

    Raises:
        ReadError: no text, empty, too long, or in an unknown language.
    """
    content = path.read_bytes()
    try:
        raw = content.decode()
    except UnicodeDecodeError as error:
        raise NotTextError(str(path), error.start, error.reason) from error
    if "\0" in raw:
        raise NotTextError(str(path), content.index(b"\0"), "a zero byte")
    return read_text(raw, id=path.stem, lang=lang, year=year, area=area, limit=limit)


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

    A known source is recognised by its hash and brings id, kind, year and area; year and area given here win.

    Raises:
        ReadError: empty, too long, or in an unknown language.
    """
    if len(raw) > limit:
        raise TooLongError(id, len(raw), limit)
    digest = sha256_of(raw)
    source = manifest.recognise(digest)
    if lang is None:
        _check_script(raw, id)
    paragraphs = blocks(raw, lang)
    if not any(block.clean.text for block in paragraphs):
        raise EmptyTextError(id)
    if lang is None:
        _check_english(paragraphs, id)
    read = tuple(_sentences(raw, paragraphs))
    if source is not None:
        year, area = year or source.year, area or source.area
    return Document(
        id=source.id if source else id,
        sentences=read,
        raw=raw,
        sha256=digest,
        year=year or _year(read),
        area=area,
        kind=source.kind if source else "text",
    )


def _check_script(raw: str, name: str) -> None:
    """Refuses what is written in another script, where there is enough text to tell."""
    letters, ours, kana = (len(pattern.findall(raw)) for pattern in (_LETTER, _OURS, _KANA))
    if letters <= _TELLING_LETTERS:
        return
    if ours < letters / 2:
        raise UnknownLanguageError(name, f"{letters - ours} of {letters} letters are of another script")
    if kana > letters / 5:
        raise UnknownLanguageError(name, "it looks Japanese")


def _check_english(paragraphs: Sequence[Block], name: str) -> None:
    """Refuses Latin letters that are hardly English, where they are most of the text and enough to tell."""
    english = " ".join(block.clean.text for block in paragraphs if block.lang == "en")
    words = len(_LATIN_WORD.findall(english))
    if words < _TELLING_WORDS or len(english) < sum(len(block.clean.text) for block in paragraphs) / 2:
        return
    if len(_ENGLISH.findall(english)) < _LEAST_ENGLISH * words:
        raise UnknownLanguageError(name, "Latin letters, but hardly a common word of English")


def _sentences(raw: str, read: Sequence[Block]) -> Iterator[Sentence]:
    found = list(pieces(read))
    for index, piece in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        start, end = _raw_span(raw, piece, after)
        yield Sentence(
            index=index,
            lang=piece.block.lang,
            section=piece.section,
            paragraph=piece.paragraph,
            role=piece.role,
            clean=piece.block.clean.slice(piece.start, piece.end),
            start=start,
            end=end,
            sha256=sha256_of(raw[start:end]),
        )


def _raw_span(raw: str, piece: Piece, after: Piece | None) -> tuple[int, int]:
    """The raw characters of a piece: up to the next piece, what mending left out between them included."""
    block = piece.block
    start = block.start if piece.start == 0 or not block.clean.text else block.clean.starts[piece.start]
    same = after is not None and after.block is block
    end = block.clean.starts[after.start] if after is not None and same else block.end
    while end > start and raw[end - 1].isspace():
        end -= 1
    return start, end


def _year(read: Sequence[Sentence]) -> int | None:
    """The year reported on: the one of a title, else the one that the text most often speaks of."""
    for sentence in read:
        if sentence.role == "title" and (m := _TITLE_YEAR.search(sentence.text)):
            return int(m[1])
    counts = Counter(
        int(m[1] or m[2])
        for sentence in read
        if sentence.role != "navigation"
        for m in _YEARS.finditer(sentence.text)
    )
    if not counts:
        return None
    most = max(counts.values())
    return max(year for year, count in counts.items() if count == most)
