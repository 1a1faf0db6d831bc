"""The questions that pages ask: the queries of sparql/pages with their `$names` bound to terms."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from sparql.service import QueryRequest, QueryService, Term, collect, rows

_PARAMETER: Final = re.compile(r"\$(\w+)")
_FOR_THE_PAGE: Final = 1000
_LIMIT: Final = re.compile(r"^LIMIT (\d+)$", re.MULTILINE)
#: What an IRI in a query may not hold (SPARQL's IRIREF).
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")

Answers = list[dict[str, Term]]

#: Rows of an answer that a process keeps for the next page that asks the same.
_KEPT_ROWS: Final = 5000


class NotATerm(ValueError):  # noqa: N818  (named by what is wrong)
    """A value that cannot stand in a query."""


def iri_term(iri: str) -> str:
    """`iri` as it stands in a query.

    Raises:
        NotATerm: it holds a character that no IRI may.
    """
    if not iri or _NOT_IN_IRI.search(iri):
        raise NotATerm(f"not an IRI: {iri!r}")
    return f"<{iri}>"


@cache
def text_of(name: str) -> str:
    """The text of the page query `name`."""
    return (files("sparql") / "pages" / f"{name}.rq").read_text(encoding="utf-8")


@cache
def limit_of(name: str) -> int | None:
    """The number of rows at which the page query `name` is cut; None when it is not, or pages itself.

    A small limit is part of the question (the one claim, the best few), a large one is for the page's sake.
    """
    found = [int(number) for number in _LIMIT.findall(text_of(name))]
    return found[-1] if found and found[-1] >= _FOR_THE_PAGE else None


def bound(name: str, values: Mapping[str, str | int | Iterable[str]]) -> str:
    """The page query `name` with each `$name` replaced by an IRI, a number, or the IRIs of a VALUES.

    Raises:
        KeyError: a parameter of the query has no value.
    """
    return _PARAMETER.sub(lambda found: _written(values[found[1]]), text_of(name))


def _written(value: str | int | Iterable[str]) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return iri_term(value)
    return " ".join(iri_term(iri) for iri in sorted(set(value)))


class Questions:
    """Asks the queries of one page, and counts them: a page's number never depends on the data."""

    def __init__(self, service: QueryService, kept: dict[str, Answers] | None = None) -> None:
        self.service = service
        self._kept = {} if kept is None else kept
        self.asked: list[str] = []
        #: The most rows that a query of the page may have, where one had as many: there may be more.
        self.cut = 0

    async def ask(self, name: str, **values: str | int | Iterable[str]) -> Answers:
        """The rows of the page query `name`."""
        self.asked.append(name)
        found = await self._found(name, values)
        if len(found) == limit_of(name):
            self.cut = len(found)
        return found

    async def _found(self, name: str, values: Mapping[str, str | int | Iterable[str]]) -> Answers:
        """The rows; those of a question about nothing in particular are the same for a whole release."""
        if values:
            return await rows(self.service, bound(name, values))
        key = f"{self.service.release} {name}"
        if key not in self._kept:
            found = await rows(self.service, bound(name, values))
            if len(found) > _KEPT_ROWS:
                return found
            for old in [one for one in self._kept if not one.startswith(f"{self.service.release} ")]:
                del self._kept[old]
            self._kept[key] = found
        return [dict(row) for row in self._kept[key]]

    async def ask_all(self, *names: str, **values: str | int | Iterable[str]) -> Sequence[Answers]:
        """The rows of several page queries about the same thing, asked side by side."""
        return await asyncio.gather(*(self.ask(name, **values) for name in names))

    async def graph(self, name: str, media_type: str, **values: str | int | Iterable[str]) -> bytes:
        """What the CONSTRUCT `name` makes, in a serialisation of RDF."""
        self.asked.append(name)
        request = QueryRequest(text=bound(name, values), graph_format=media_type, client="page")
        return await collect(await self.service.answer(request))


def value(row: Mapping[str, Term], name: str, default: str = "") -> str:
    """The value of a variable in a row, or `default` when it is unbound."""
    term = row.get(name)
    return default if term is None else term["value"]


def iris_in(*answers: Answers) -> set[str]:
    """All IRIs in some answers: what a page needs labels for."""
    return {
        term["value"]
        for answer in answers
        for row in answer
        for term in row.values()
        if term["type"] == "uri"
    }
