"""Tells a person what the parser found wrong, and at which token.

The parser names the furthest place it looked at, which may lie a keyword's length behind the fault. So the
faulty token is looked for: the first one before which the query could still be continued.
"""

import re
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from ontology import names
from sparql.scan import Token, position, tokens
from sparql.service import QueryFault

_AT: Final = re.compile(r"(?:error )?at (\d+):(\d+):? ?(.*)", re.DOTALL)
_EXPECTED: Final = re.compile(r"expected (?:one of )?(.*)", re.DOTALL)
#: Of what the parser expects, only the rules of SPARQL that it writes as sentences tell a person something:
#: the keywords it lists are those it looked ahead for farthest, not those that may stand there.
_RULE: Final = re.compile(r"[A-Z]\w+(?: \w+){2,}.*")
#: More than the longest keyword, so that a look ahead never reaches the end of a beginning that is padded so.
_PADDING: Final = " " * 32


def syntax_fault(error: SyntaxError, text: str) -> QueryFault:
    """The fault of `text`, which the parser refused with `error`."""
    told = _AT.match(str(error))
    if not told:
        return QueryFault("syntax", str(error))
    found = list(tokens(text))
    last = _offset(text, int(told[1]), int(told[2]))
    index = _faulty(text, found, last)
    start = found[index].start if index < len(found) else len(text.rstrip())
    line, column = position(text, start)
    return QueryFault("syntax", _sentence(found, index, told[3]), line=line, column=column)


def _offset(text: str, line: int, column: int) -> int:
    """The place in `text` at a line and a column, both from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _faulty(text: str, found: list[Token], last: int) -> int:
    """The index of the faulty token, which starts at `last` or before; past the end if one is missing."""
    low, high = 0, sum(token.start <= last for token in found)
    while low < high:
        middle = (low + high + 1) // 2
        stop = found[middle].start if middle < len(found) else len(text)
        if _goes_on(text[:stop]):
            low = middle
        else:
            high = middle - 1
    return low


def _goes_on(beginning: str) -> bool:
    """Whether a query may begin so: then the parser misses nothing before its end."""
    padded = beginning + _PADDING
    try:
        ox.Store().query(padded, base_iri=names.BASE)
    except SyntaxError as error:
        told = _AT.match(str(error))
        return told is not None and _offset(padded, int(told[1]), int(told[2])) == len(padded)
    except RuntimeError:  # it parses, and names a function that is not known
        return True
    return True


def _sentence(found: list[Token], index: int, told: str) -> str:
    """What is wrong with the token at `index`; `told` is what the parser itself says."""
    rule = next((part for part in _parts(told) if _RULE.fullmatch(part)), None)
    if rule is not None:
        return rule
    if index < len(found):
        token = found[index]
        met = f"unexpected {token.text[:60]!r}"
        if token.kind == "name" and not _declared(found[:index], token):
            return f"{met}: its prefix is not declared"
        return met
    return "the query ends too early"


def _parts(told: str) -> list[str]:
    """What the parser expected, one by one."""
    match = _EXPECTED.search(told)
    return [part.strip() for part in match[1].split(",")] if match else []


def _declared(before: list[Token], token: Token) -> bool:
    """Whether the prefix of a name is declared by the tokens before it."""
    prefix = token.text.partition(":")[0]
    if prefix == "_":
        return True
    return any(a.keyword == "PREFIX" and b.text == prefix + ":" for a, b in pairwise(before))
