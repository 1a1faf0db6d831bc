"""Tells a person what the parser found wrong: where, and in words instead of character classes."""

import re
from typing import Final

from sparql.scan import position, tokens
from sparql.service import QueryFault

_AT: Final = re.compile(r"(?:error )?at (\d+):(\d+):? ?(.*)", re.DOTALL)
#: Of what the parser expected, only words tell a person something.
_EXPECTED: Final = re.compile(r"expected (?:one of )?(.*)", re.DOTALL)
_WORD: Final = re.compile(r"[A-Z][A-Z ]+|Prefix not found|[a-z ]{4,}")


def syntax_fault(error: SyntaxError, text: str) -> QueryFault:
    """The fault of `text`, which the parser refused with `error`."""
    message = str(error)
    found = _AT.match(message)
    if not found:
        return QueryFault("syntax", message)
    offset = _offset(text, int(found[1]), int(found[2]))
    line, column = position(text, offset)
    return QueryFault("syntax", _sentence(text, offset, found[3]), line=line, column=column)


def _offset(text: str, line: int, byte_column: int) -> int:
    """The place in `text` that the parser means, whose columns count characters from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + byte_column - 1, len(text))


def _sentence(text: str, offset: int, expectation: str) -> str:
    """`unexpected «}»; expected …`, as far as it can be told."""
    token = next((t.text for t in tokens(text[offset : offset + 200])), None)
    met = f"unexpected {token[:60]!r}" if token else "the query ends too early"
    match = _EXPECTED.search(expectation)
    if match is None:
        return f"{met}: {expectation}" if expectation else met
    words = list(dict.fromkeys(w.strip() for w in _words(match[1])))
    if "Prefix not found" in words:
        return f"{met}: its prefix is not declared"
    return f"{met}; expected {', '.join(words[:8])}" if words else met


def _words(expectation: str) -> list[str]:
    return [part.strip() for part in expectation.split(",") if _WORD.fullmatch(part.strip())]
