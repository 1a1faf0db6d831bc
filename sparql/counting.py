"""Counts the rows of an answer from its bytes as they pass, as the store that writes them does not say."""

from typing import Final

_JSON, _XML = "application/sparql-results+json", "application/sparql-results+xml"
_CSV, _TSV = "text/csv", "text/tab-separated-values"
_RESULT: Final = (b"<result>", b"<result/>")


class RowCounter:
    """Takes the bytes of one answer to a SELECT in parts of any size; `rows` is their number so far.

    Each format has one mark that stands once for each row and nowhere else, once strings are left out.
    """

    def __init__(self, media_type: str) -> None:
        self._count = {
            _JSON: self._json, _XML: self._xml, _CSV: self._csv, _TSV: self._tsv,
        }.get(media_type)  # fmt: skip
        self._marks = 0
        self._in_string = False
        self._tail = b""
        #: The end of what was outside strings so far.
        self._before = b""

    @property
    def rows(self) -> int | None:
        """The rows so far; None where the format is none of rows."""
        return None if self._count is None else max(0, self._marks)

    def feed(self, data: bytes) -> None:
        """Takes the next bytes."""
        if self._count is not None and data:
            self._count(data)

    def _tsv(self, data: bytes) -> None:
        """A line for each row after the head; line ends in terms are written as escapes."""
        if not self._tail:
            self._marks, self._tail = -1, b"head"
        self._marks += data.count(b"\n")

    def _csv(self, data: bytes) -> None:
        """As TSV, but terms in quotes may hold line ends; a quote in them is two, which changes nothing."""
        self._tsv(self._outside(data))

    def _json(self, data: bytes) -> None:
        """An object in an array is a row: nothing else in an answer is."""
        data = self._tail + data
        # What an escape may need is kept for the next part.
        cut = len(data) - (len(data) - len(data.rstrip(b"\\"))) % 2
        self._tail, data = data[cut:], data[:cut]
        bare = self._outside(data.replace(b"\\\\", b"").replace(b'\\"', b"")).translate(None, b" \t\r\n")
        bare = self._before + bare
        self._marks += bare.count(b"[{") + bare.count(b"},{")
        self._before = bare[-2:] if not bare.endswith(b"{") else b""

    def _xml(self, data: bytes) -> None:
        data = self._tail + data
        self._marks += sum(data.count(mark) for mark in _RESULT)
        kept = max(len(mark) for mark in _RESULT) - 1
        # A mark that is whole has been counted: what is kept must not hold it again.
        end = max((data.rfind(mark) + len(mark) for mark in _RESULT if mark in data), default=0)
        self._tail = data[max(end, len(data) - kept) :]

    def _outside(self, data: bytes) -> bytes:
        """What of `data` stands outside strings in double quotes."""
        parts = data.split(b'"')
        outside = parts[1::2] if self._in_string else parts[::2]
        self._in_string ^= len(parts) % 2 == 0
        return b"".join(outside)
