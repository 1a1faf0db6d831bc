"""Reads the tokens of a query without parsing it: its form, and whether it would change data or reach out.

A stranger's query never meets the parser outside a worker, because the parser can end the process. This scan
is one regular expression, linear in the text, and knows enough of SPARQL's tokens (strings, IRIs, comments,
variables, prefixed names) never to take a word inside one of them for a keyword. It decides early and with a
clear message; that SERVICE reaches nobody is the sealed worker's doing, not this scan's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from sparql.formats import Form

_NAME_CHAR = r"[\w\-.·:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN: Final = re.compile(
    rf"""
    (?P<space>\s+|\#[^\n\r]*)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
  | (?P<string>\"{{3}}(?:(?:\"{{1,2}})?(?:[^"\\]|\\.))*\"{{3}} | '{{3}}(?:(?:'{{1,2}})?(?:[^'\\]|\\.))*'{{3}}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[^\W\d_][\w\-.]{{0,120}})?:(?:{_NAME_CHAR})* | _:[\w\-.]+)
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)

FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "USING"}
)
#: Functions whose value changes from call to call: such an answer is never kept.
VOLATILE: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID"})
#: Brackets within brackets and runs of prefix operators, past which the parser takes seconds (it is cubic).
DEEPEST: Final = 64

_OPENING, _CLOSING, _PREFIXING = frozenset("([{"), frozenset(")]}"), frozenset("!+-")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (a group of the expression above), its text, where it starts."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The token in capitals when it is a bare word, else nothing."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Scan:
    """What the tokens of a query say.

    `form` is None when the first word after the prologue begins neither a query nor an update.
    `datasets` are the names after FROM (`named` is true after FROM NAMED), as written.
    """

    form: Form | None
    update: str | None
    service: int | None
    body: int
    depth: int
    volatile: bool
    datasets: tuple[tuple[str, bool], ...]


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` in order, without white space and comments."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, match.group(), match.start())


@lru_cache(maxsize=64)
def scan(text: str) -> Scan:
    """What can be said of a query from its tokens alone; never fails.

    Asked at every step on a query's way, so that the last ones are kept.
    """
    found = list(tokens(text))
    first = _after_prologue(found)
    head = found[first].keyword if first < len(found) else ""
    return Scan(
        form=cast("Form", head) if head in FORMS else None,
        update=head if head in UPDATES else None,
        service=next((t.start for t in found[first:] if t.keyword == "SERVICE"), None),
        body=found[first].start if first < len(found) else len(text),
        depth=_depth(found),
        volatile=any(t.keyword in VOLATILE for t in found[first:]),
        datasets=tuple(_datasets(found[first:])),
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a place in `text`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _after_prologue(found: list[Token]) -> int:
    """The index of the first token after BASE, PREFIX and VERSION declarations."""
    lengths = {"BASE": 2, "PREFIX": 3, "VERSION": 2}
    index = 0
    while index < len(found) and found[index].keyword in lengths:
        index += lengths[found[index].keyword]
    return index


def _depth(found: list[Token]) -> int:
    """How deep the brackets and the prefix operators nest, at most."""
    depth = run = deepest = 0
    for token in found:
        if token.kind != "mark":
            run = 0
            continue
        run = run + 1 if token.text in _PREFIXING else 0
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        deepest = max(deepest, depth, run)
    return deepest


def _datasets(found: list[Token]) -> Iterator[tuple[str, bool]]:
    """The graph names of the FROM clauses and whether each is FROM NAMED."""
    for index, token in enumerate(found):
        if token.keyword != "FROM":
            continue
        named = index + 1 < len(found) and found[index + 1].keyword == "NAMED"
        at = index + 1 + named
        if at < len(found) and found[at].kind in ("iri", "name"):
            yield found[at].text, named
