"""The named queries: reads `queries/*.rq` with their headers, and binds parameters as terms.

The format is fixed in sparql/README.md. A value of a stranger becomes a term first and then takes the place
of a variable's tokens; it never becomes text of the query in any other way.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import pyoxigraph as ox

from ontology import names
from sparql.errors import BindingError, CatalogueError
from sparql.formats import Form
from sparql.scan import Token, scan, tokens
from sparql.terms import term_of, types_are

Language = Literal["en", "zh"]

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE: Final = re.compile(r"#\+\s*([a-z-]+):\s*(.*\S)\s*")
_PARAMETER: Final = re.compile(r"([a-z][a-z0-9_]*)\s+(\S+)\s*=\s*(.*\S)")
_ROWS: Final = re.compile(r"(\d+)(\.\.(\d+)?)?")
_ONCE: Final = ("title-en", "title-zh", "question-en", "question-zh", "keywords")
_PERHAPS: Final = ("columns", "rows", "page", "chart", "note-en", "note-zh")
_CHARTS: Final = ("line", "bar", "table")
#: Parameters of a named query's URL that are no parameters of the query.
RESERVED: Final = frozenset({"format", "page", "lang"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: what it is called, its type, its default (None: any)."""

    name: str
    type: str
    default: str | None
    help: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A named query as its file says. `rows` are the least and the most on the release (None: no most)."""

    name: str
    text: str
    form: Form
    title: Mapping[str, str]
    question: Mapping[str, str]
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[int, int | None] | None = None
    page: int | None = None
    chart: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The IRI of the query."""
        return f"{names.BASE}queries/{self.name}"

    def bound(self, values: Mapping[str, str] | None = None, page: int | None = None) -> str:
        """The text to run, with `values` for its parameters, defaults for the rest, and cut to a page.

        Raises:
            BindingError: a value does not fit, or there is no such parameter.
        """
        given = dict(values or {})
        terms = {}
        for parameter in self.parameters:
            value = given.pop(parameter.name, parameter.default)
            if value is not None:
                terms["_" + parameter.name] = term_of(parameter.name, parameter.type, value)
        for name, value in given.items():
            known = ", ".join(p.name for p in self.parameters) or "none"
            raise BindingError(name, value, f"for a parameter of {self.name}, which has: {known}")
        text = _put_in(self.text, terms)
        if page is None or self.page is None:
            return text
        return f"{text}\nLIMIT {self.page} OFFSET {(page - 1) * self.page}"


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """All named queries by name.

    Raises:
        CatalogueError: a file breaks the rules of sparql/README.md.
    """
    folder = files("sparql") / "queries"
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".rq"))
    read = (read_query(name, (folder / name).read_text(encoding="utf-8")) for name in found)
    return {query.name: query for query in read}


def read_query(file: str, source: str) -> NamedQuery:
    """The named query in the file called `file`, whose text is `source`.

    Raises:
        CatalogueError: it breaks a rule.
    """
    name = file.removesuffix(".rq")
    if not _NAME.fullmatch(name):
        raise CatalogueError(
            file, 1, "the file's name is not lower-case words joined by hyphens", "rename it"
        )
    header = _Header(file, source)
    text = "\n".join(line for line in source.splitlines() if not line.startswith("#+")).strip() + "\n"
    form = scan(text).form
    if form is None:
        raise CatalogueError(
            file, header.length + 1, "no query follows the header", "add a SELECT, ASK or CONSTRUCT"
        )
    query = NamedQuery(
        name=name,
        text=text,
        form=form,
        title=header.in_both("title"),
        question=header.in_both("question"),
        keywords=header.listed("keywords"),
        parameters=tuple(header.parameters()),
        columns=header.listed("columns"),
        rows=header.rows(),
        page=header.number("page"),
        chart=header.chart(),
        note={
            language: header.values[f"note-{language}"][1]
            for language in ("en", "zh")
            if f"note-{language}" in header.values
        },
    )
    _check(query, header)
    return query


class _Header:
    """The lines `#+ key: value` of a file."""

    def __init__(self, file: str, source: str) -> None:
        self.file = file
        self.values: dict[str, tuple[int, str]] = {}
        self.given: list[tuple[int, str, dict[str, str]]] = []
        self.length = 0
        for number, line in enumerate(source.splitlines(), 1):
            if line.startswith("#+"):
                self.length = number
                self._take(number, line)
        for key in _ONCE:
            if key not in self.values:
                raise CatalogueError(file, 1, f"`{key}` is missing", f"add a line `#+ {key}: …`")

    def _take(self, number: int, line: str) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            raise self.error(number, "not a line `#+ key: value`", "write key, colon, value")
        key, value = match.groups()
        if key == "parameter":
            self.given.append((number, value, {}))
        elif key in ("parameter-en", "parameter-zh"):
            if not self.given:
                raise self.error(number, f"`{key}` before any `parameter`", "move it after its parameter")
            self.given[-1][2][key.removeprefix("parameter-")] = value
        elif key not in (*_ONCE, *_PERHAPS):
            raise self.error(
                number, f"no key `{key}`", f"use one of {', '.join((*_ONCE, 'parameter', *_PERHAPS))}"
            )
        elif key in self.values:
            raise self.error(number, f"`{key}` stands twice", "leave one")
        else:
            self.values[key] = number, value

    def error(self, number: int, problem: str, advice: str) -> CatalogueError:
        """An error of line `number`."""
        return CatalogueError(self.file, number, problem, advice)

    def in_both(self, key: str) -> dict[str, str]:
        """A value that stands in both languages."""
        return {language: self.values[f"{key}-{language}"][1] for language in ("en", "zh")}

    def listed(self, key: str) -> tuple[str, ...]:
        """A value that is a list joined by commas."""
        return tuple(part.strip() for part in self.values.get(key, (0, ""))[1].split(",") if part.strip())

    def number(self, key: str) -> int | None:
        """A value that is a number from 1."""
        if key not in self.values:
            return None
        line, value = self.values[key]
        if not value.isdecimal() or int(value) == 0:
            raise self.error(line, f"`{key}: {value}` is no number", "write a number from 1")
        return int(value)

    def rows(self) -> tuple[int, int | None] | None:
        """How many rows are expected."""
        if "rows" not in self.values:
            return None
        line, value = self.values["rows"]
        match = _ROWS.fullmatch(value)
        if match is None:
            raise self.error(line, f"`rows: {value}` is no range", "write 3, 3..20 or 3..")
        least = int(match[1])
        return least, (least if match[2] is None else int(match[3]) if match[3] else None)

    def chart(self) -> dict[str, str]:
        """What is drawn: kind, x, y, series."""
        if "chart" not in self.values:
            return {}
        line, value = self.values["chart"]
        kind, *axes = value.split()
        told = {"kind": kind, **dict(axis.partition("=")[::2] for axis in axes)}
        if kind not in _CHARTS or not told.keys() <= {"kind", "x", "y", "series"}:
            raise self.error(
                line, f"`chart: {value}` is no chart", "write line, bar or table, then x= y= series="
            )
        return told

    def parameters(self) -> Iterator[Parameter]:
        """The parameters, checked."""
        seen = set(RESERVED)
        for line, value, help_ in self.given:
            match = _PARAMETER.fullmatch(value)
            if match is None:
                raise self.error(line, f"`parameter: {value}`", "write `name type = default`")
            name, kind, default = match.groups()
            if name in seen:
                raise self.error(line, f"the name `{name}` is taken", "choose another")
            if not types_are(kind):
                raise self.error(line, f"no type `{kind}`", "see the types in sparql/README.md")
            if help_.keys() != {"en", "zh"}:
                raise self.error(
                    line, f"`{name}` is not explained", "add parameter-en and parameter-zh after it"
                )
            seen.add(name)
            yield Parameter(name, kind, None if default == "*" else default, help_)


def _check(query: NamedQuery, header: _Header) -> None:
    """Holds what only query and header together show."""
    variables = {token.text[1:] for token in tokens(query.text) if token.kind == "variable"}
    for parameter in query.parameters:
        if "_" + parameter.name not in variables:
            raise header.error(
                1, f"the query does not use ?_{parameter.name}", "use it or leave the parameter out"
            )
    try:
        answer = ox.Store().query(query.bound(page=1), base_iri=names.BASE)
        query.bound()
    except SyntaxError as error:
        raise header.error(
            header.length + 1, f"does not parse with its defaults: {error}", "correct it"
        ) from error
    except BindingError as error:
        raise header.error(1, str(error), "correct the default") from error
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        if columns != query.columns:
            raise header.error(
                1, f"`columns` is not what it answers ({', '.join(columns)})", "correct `columns`"
            )
    if query.form != "ASK" and query.rows is None:
        raise header.error(1, "`rows` is missing", "say how many rows it gives on the release")
    words = {token.keyword for token in tokens(query.text)}
    if query.page is not None and ("BY" not in words or "ORDER" not in words):
        raise header.error(1, "it is paged without an order", "add an ORDER BY that leaves no two rows equal")


def _put_in(text: str, terms: Mapping[str, str]) -> str:
    """`text` with the variables called as `terms` replaced; BOUND of one of them is true."""
    parts: list[str] = []
    at = 0
    found = list(tokens(text))
    for index, token in enumerate(found):
        if token.kind != "variable" or token.text[1:] not in terms:
            continue
        start, stop, value = token.start, token.start + len(token.text), terms[token.text[1:]]
        if _in_bound(found, index):
            start, stop, value = found[index - 2].start, found[index + 1].start + 1, "(true)"
        parts += [text[at:start], value]
        at = stop
    return "".join([*parts, text[at:]])


def _in_bound(found: list[Token], index: int) -> bool:
    around = found[max(0, index - 2) : index + 2]
    return (
        len(around) == 4 and around[0].keyword == "BOUND" and around[1].text == "(" and around[3].text == ")"
    )
