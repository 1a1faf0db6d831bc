"""Reads the tokens of a query without parsing it: its form, and whether it would change data or reach out.

A stranger's query never meets the parser outside a worker, because the parser can end the process. This scan
is one regular expression, linear in the text, and knows enough of SPARQL's tokens (strings, IRIs, comments,
variables, prefixed names) never to take a word inside one of them for a keyword. It decides early and with a
clear message; that SERVICE reaches nobody is the sealed worker's doing, not this scan's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
  | (?P<name>(?:[^\W\d_][\w\-.]{{0,120}})?:(?:(?![\-.·])(?:{_NAME_CHAR})+)? | _:[\w\-.]+)
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
_NESTING: Final = (*_OPENING, *_PREFIXING)
#: Words that make a query more than a plain one, wherever in the text they stand.
_TELLING: Final = ("SERVICE", "GRAPH", "FROM", *sorted(VOLATILE))
#: Those of them that decide who is asked, or of what.
_REACHING: Final = re.compile("SERVICE|GRAPH|FROM", re.IGNORECASE)
#: After these, a name before a group is the name of a graph.
_BEFORE_GRAPHS: Final = frozenset({"FROM", "NAMED", "GRAPH"})
_GROUP_FOLLOWS: Final = re.compile(r"\s*\{")
#: A prologue as almost everybody writes it, and the word that begins the query.
_PLAIN_HEAD: Final = re.compile(
    r"""(?: \s | \#[^\n\r]*[\n\r] | BASE\s*<[^<>"{}|^`\\\x00-\x20]*>
      | PREFIX\s+(?:[^\W\d_][\w\-.]{0,120})?:\s*<[^<>"{}|^`\\\x00-\x20]*> )*
    (SELECT|ASK|CONSTRUCT|DESCRIBE) (?=[\s{(*?$<\#])""",
    re.VERBOSE | re.IGNORECASE,
)


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
    `service` is where SERVICE stands, `glued` where a keyword that decides what is asked grows into another
    word or name: SPARQL has none there, but a parser that takes the longest match less strictly may see one.
    `graphs`: it says GRAPH, so that it may ask more than the default graph.
    `too_deep`: brackets or prefix operators nest deeper than `DEEPEST`.
    `datasets` are the names after FROM (`named` is true after FROM NAMED), as written.
    """

    form: Form | None
    update: str | None
    service: int | None
    glued: int | None
    body: int
    too_deep: bool
    volatile: bool
    graphs: bool
    datasets: tuple[tuple[str, bool], ...]


def tokens(text: str, at: int = 0) -> Iterator[Token]:
    """The tokens of `text` from `at` on in order, without white space and comments."""
    for match in _TOKEN.finditer(text, at):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, match.group(), match.start())


@lru_cache(maxsize=64)
def scan(text: str) -> Scan:
    """What can be said of a query from its tokens alone; never fails.

    Asked at every step on a query's way, so that the last ones are kept.
    """
    return _at_a_glance(text) or _read(text)


def _at_a_glance(text: str) -> Scan | None:
    """What `_read` would say, where a plain beginning and the absence of all telling words leave no doubt."""
    head = _PLAIN_HEAD.match(text)
    if (
        head is None
        or sum(map(text.count, _NESTING)) > DEEPEST
        or any(map(text.upper().__contains__, _TELLING))
    ):
        return None
    return Scan(
        form=cast("Form", head[1].upper()),
        update=None,
        service=None,
        glued=None,
        body=head.start(1),
        too_deep=False,
        volatile=False,
        graphs=False,
        datasets=(),
    )


def _read(text: str) -> Scan:
    """Reads all tokens of `text`; if it nests too deep for any parser, only until there."""
    first = _after_prologue(tokens(text))
    head = first.keyword if first else ""
    body = first.start if first else len(text)
    reading = _Reading(text, body)
    nesting = _Nesting()
    for match in _TOKEN.finditer(text, body):
        kind = match.lastgroup
        if kind in ("word", "name"):
            reading.take(match)
        if kind != "space" and nesting.passes(match[0] if kind == "mark" else ""):
            break
    return Scan(
        form=cast("Form", head) if head in FORMS else None,
        update=head if head in UPDATES else None,
        service=reading.service,
        glued=reading.glued,
        body=body,
        too_deep=nesting.deepest > DEEPEST,
        volatile=reading.volatile,
        graphs=reading.graphs,
        datasets=tuple(reading.datasets),
    )


class _Reading:
    """What the words of a query say, one after the other."""

    def __init__(self, text: str, body: int) -> None:
        self.text, self.body = text, body
        self.service: int | None = None
        self.glued: int | None = None
        self.volatile = self.graphs = False
        self._before = ""
        self.datasets: list[tuple[str, bool]] = []

    def take(self, match: re.Match[str]) -> None:
        """Takes a word or a prefixed name."""
        if match.lastgroup == "name":
            self._note(glued=match.start() if self._is_glued_name(match) else None)
            self._before = ""
            return
        word = self._before = match[0].upper()
        self.volatile = self.volatile or word in VOLATILE
        if word == "SERVICE":
            self._note(service=match.start())
        elif word == "GRAPH":
            self.graphs = True
        elif word == "FROM":
            self.datasets += _dataset(self.text, match.end())
        elif _REACHING.search(word):
            self._note(glued=match.start())

    def _note(self, *, service: int | None = None, glued: int | None = None) -> None:
        self.service = service if self.service is None else self.service
        self.glued = glued if self.glued is None else self.glued

    def _is_glued_name(self, match: re.Match[str]) -> bool:
        """Whether a lenient parser may see a keyword and a name in what is one name, as in `SERVICEa:b`."""
        label = match[0].partition(":")[0]
        if not _REACHING.search(label):
            return False
        if f"{label}:" not in self._declared:
            return True
        if self._before in _BEFORE_GRAPHS:
            return False
        rests = (label[found.end() :] for found in _REACHING.finditer(label))
        return any(f"{rest}:" in self._declared for rest in rests) and bool(
            _GROUP_FOLLOWS.match(self.text, match.end())
        )

    @cached_property
    def _declared(self) -> frozenset[str]:
        return frozenset(token.text for token in tokens(self.text[: self.body]) if token.kind == "name")


class _Nesting:
    """How deep the brackets and the runs of prefix operators nest, token by token."""

    def __init__(self) -> None:
        self.depth = self.run = self.deepest = 0

    def passes(self, mark: str) -> bool:
        """Takes the next token, empty if it is no mark; whether it is too deep now."""
        self.run = self.run + 1 if mark in _PREFIXING else 0
        if mark in _OPENING:
            self.depth += 1
        elif mark in _CLOSING:
            self.depth -= 1
        self.deepest = max(self.deepest, self.depth, self.run)
        return self.deepest > DEEPEST


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a place in `text`."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _after_prologue(found: Iterator[Token]) -> Token | None:
    """The first token after BASE, PREFIX and VERSION declarations."""
    lengths = {"BASE": 1, "PREFIX": 2, "VERSION": 1}
    for token in found:
        if token.keyword not in lengths:
            return token
        for _ in range(lengths[token.keyword]):
            next(found, None)
    return None


def _dataset(text: str, at: int) -> Iterator[tuple[str, bool]]:
    """The graph name after a FROM that ends `at`, and whether it is FROM NAMED."""
    following = tokens(text, at)
    token = next(following, None)
    named = token is not None and token.keyword == "NAMED"
    if named:
        token = next(following, None)
    if token is not None and token.kind in ("iri", "name"):
        yield token.text, named
