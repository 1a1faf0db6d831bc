"""The one small interface through which every query goes, whoever answers it.

Three things answer: the engine's workers (`server.engine`), a SPARQL 1.1 store elsewhere, and, in tests and
in the command line, a store in this process (`graph.store`). Routes and pages never learn which.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

#: A term of an answer as SPARQL 1.1 Query Results JSON has it: type, value, perhaps xml:lang or datatype.
Term = Mapping[str, str]
Row = Mapping[str, Term]

#: Bytes of an answer that are held back, so that a failure until then still gets its own status.
HELD_BACK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as it came: text, dataset parameters of the protocol, the wished media types, who asks.

    `accept` holds media types in order of preference for each form of query; the answer says which was used.
    `limit_ms` shortens the service's own time limit, it never lengthens it.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results_format: str = "application/sparql-results+json"
    graph_format: str = "text/turtle"
    client: str = "local"
    limit_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole or a streamed answer. `chunks` ends early by raising AnswerBroken, never silently.

    `length` is known when the answer fits what is held back (one MiB); only then may it carry an ETag.
    `release` says which data answered, where they may have been exchanged since the question.
    """

    media_type: str
    chunks: AsyncIterator[bytes]
    length: int | None = None
    rows: int | None = None
    milliseconds: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    release: str | None = None


class QueryFault(Exception):  # noqa: N818  (a fault of the query or of the service, told apart by `kind`)
    """A query that was not answered: what, where and what to do.

    kind: syntax, evaluation, update, service, too-large, unknown-graph, share, queue, time, memory, store,
    store-slow, not-ready, internal.
    """

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
        self.retry_after = retry_after


class AnswerBroken(Exception):  # noqa: N818  (not an error of the caller)
    """An answer that had begun and could not be finished."""


class QueryService(Protocol):
    """Whoever answers queries."""

    @property
    def release(self) -> str:
        """Identifies the data that answers: part of every ETag."""
        ...

    async def answer(self, request: QueryRequest) -> Answer:
        """Answers `request`, or raises QueryFault before the first byte."""
        ...


async def collect(answer: Answer) -> bytes:
    """All bytes of `answer`."""
    return b"".join([chunk async for chunk in answer.chunks])


async def rows(service: QueryService, text: str, *, client: str = "page") -> list[dict[str, Term]]:
    """The rows of a SELECT, for pages and exports. The text is ours, never a stranger's."""
    answer = await service.answer(QueryRequest(text=text, client=client))
    document: dict[str, Any] = json.loads(await collect(answer))
    return list(document["results"]["bindings"])
