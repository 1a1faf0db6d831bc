"""Asks SPARQL 1.1 stores elsewhere instead of the engine: replicas of one release, in turn.

A store that fails is left out and taken back when it passes the check again (it answers, and with the same
release). What a store cuts without failing, as Virtuoso's "anytime" answers, counts as failed here.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from typing import Final

import httpx

from ontology import names
from server.settings import Settings
from sparql.execute import DEFAULT_GRAPH
from sparql.formats import by_media_type
from sparql.scan import scan
from sparql.service import HELD_BACK, Answer, AnswerBroken, QueryFault, QueryRequest

#: The graph in which `yuezhi publish` notes which release a store holds.
PUBLISHED: Final = names.graph("published")
IDENTIFIER: Final = "http://purl.org/dc/terms/identifier"
#: From the default graph to each named graph beside it.
BESIDE: Final = "http://www.w3.org/ns/sparql-service-description#namedGraph"
_WHICH: Final = (
    f"SELECT ?id ?graph {{ GRAPH <{PUBLISHED}> {{ <{DEFAULT_GRAPH}> <{IDENTIFIER}> ?id "
    f"OPTIONAL {{ <{DEFAULT_GRAPH}> <{BESIDE}> ?graph }} }} }}"
)

_CHECK_EVERY: Final = 5.0
_CONNECT_WITHIN: Final = 3.0
#: Headers by which a store says that it cut its answer.
_CUT: Final = ("x-sparql-maxrows", "x-sql-state")
#: What Virtuoso says when its time was up.
_OUT_OF_TIME: Final = "S1TAT"
#: What asking ends with when a store has gone: another one can be asked.
_GONE: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.ReadError,
    httpx.WriteError,
    httpx.RemoteProtocolError,
)
#: Of a refusal no more than this is read; some stores send what they had of an answer before it.
_TOLD: Final = 65_536
#: Behind this Virtuoso repeats the query.
_ECHO: Final = "SPARQL query:"
_TOO_SLOW: Final = re.compile("time ?out|timed out", re.IGNORECASE)
_PLACE: Final = re.compile(r"line:? (\d+)(?:,? ?(?:col(?:umn)?|at):? ?(\d+))?", re.IGNORECASE)


@dataclass(slots=True)
class Replica:
    """One store, and the named graphs of its release. `release` is None while it is left out."""

    url: str
    release: str | None = None
    graphs: tuple[str, ...] = ()


class Replicas:
    """The `QueryService` over stores elsewhere."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.limit = settings.time_limit_ms / 1000
        self.replicas = [Replica(url) for url in settings.store]
        self.release = ""
        timeout = httpx.Timeout(self.limit, connect=_CONNECT_WITHIN)
        self._http = httpx.AsyncClient(timeout=timeout, transport=transport, follow_redirects=False)
        self._turn = count()
        self._checking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Looks which stores answer, and goes on looking.

        Raises:
            QueryFault: none does.
        """
        await self.check()
        if self._checking is None:
            self._checking = asyncio.get_running_loop().create_task(self._check_on())
        if not self.release:
            raise QueryFault("store", "none of the stores answers with a published release")

    async def stop(self) -> None:
        """Stops looking and closes the connections."""
        if self._checking is not None:
            self._checking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._checking
        await self._http.aclose()

    async def _check_on(self) -> None:
        while True:
            await asyncio.sleep(_CHECK_EVERY)
            await self.check()

    async def check(self) -> None:
        """Asks every store for its release; the first that answers decides which release is in service."""
        await asyncio.gather(*(self._check_one(replica) for replica in self.replicas))
        known = [replica.release for replica in self.replicas if replica.release]
        if known and self.release not in known:
            self.release = known[0]

    async def _check_one(self, replica: Replica) -> None:
        replica_release = None
        with contextlib.suppress(httpx.HTTPError, ValueError, LookupError):
            response = await self._http.post(
                replica.url,
                data={"query": _WHICH},
                headers={"Accept": "application/sparql-results+json"},
                timeout=5,
            )
            rows = json.loads(response.raise_for_status().content)["results"]["bindings"]
            replica_release = rows[0]["id"]["value"]
            replica.graphs = tuple(sorted(row["graph"]["value"] for row in rows if "graph" in row))
        replica.release = replica_release

    async def state(self) -> dict[str, float]:
        """The stores in numbers."""
        used = sum(replica.release == self.release for replica in self.replicas)
        return {"stores": len(self.replicas), "stores_in_use": used}

    async def answer(self, request: QueryRequest) -> Answer:
        """Answers `request` by the next store whose turn it is, or by another when that one is gone."""
        usable = [r for r in self.replicas if r.release and r.release == self.release]
        if not usable:
            raise QueryFault("store", "no store answers at the moment")
        first = next(self._turn)
        told = ""
        for offset in range(len(usable)):
            replica = usable[(first + offset) % len(usable)]
            try:
                return await self._ask(replica, request)
            except _GONE as error:
                replica.release = None
                told = str(error) or type(error).__name__
        raise QueryFault("store", f"no store can be reached at the moment: {told}")

    async def _ask(self, replica: Replica, request: QueryRequest) -> Answer:
        """The answer of one store.

        Raises:
            httpx.TransportError: it cannot be reached, or left before anything of its answer was passed on.
            QueryFault: it refused, failed or was too slow.
        """
        found = scan(request.text)
        is_graph = found.form in ("CONSTRUCT", "DESCRIBE")
        wanted = request.graph_format if is_graph else request.results_format
        limit = min(self.limit, (request.limit_ms or self.limit * 1000) / 1000)
        defaults, named = list(request.default_graphs), list(request.named_graphs)
        if not defaults and not named and not found.datasets:
            defaults = [DEFAULT_GRAPH]
            # A dataset that names its default graph only has no others.
            named = list(replica.graphs) if found.graphs else []
        form: dict[str, str | list[str]] = {
            "query": request.text,
            "default-graph-uri": defaults,
            "named-graph-uri": named,
            "timeout": str(int(limit * 1000)),
        }
        asked = self._http.build_request("POST", replica.url, data=form, headers={"Accept": wanted})
        try:
            async with asyncio.timeout(limit):
                response = await self._http.send(asked, stream=True)
                if response.status_code != 200:
                    raise _refusal(response.status_code, await _refused(response))
                return await self._begun(response, wanted)
        except _GONE:
            raise
        except (TimeoutError, httpx.TimeoutException) as error:
            raise QueryFault("store-slow", f"the store did not answer within {limit:g} s") from error
        except httpx.HTTPError as error:
            raise QueryFault("store", f"the store broke off: {error}") from error

    async def _begun(self, response: httpx.Response, wanted: str) -> Answer:
        """The answer of which the end, or as much as is held back, has come."""
        _check_whole(response, wanted)
        chunks = response.aiter_bytes()
        held = bytearray()
        async for chunk in chunks:
            held += chunk
            if len(held) > HELD_BACK:
                return Answer(wanted, _rest(response, bytes(held), chunks))
        await response.aclose()
        return Answer(wanted, _once(bytes(held)), len(held), release=self.release)


def _check_whole(response: httpx.Response, wanted: str) -> None:
    """Refuses what the store cut, and what is not in the format that was asked for."""
    cut = next((name for name in _CUT if name in response.headers), None)
    if response.headers.get("x-sql-state") == _OUT_OF_TIME:
        raise QueryFault("store-slow", "the store was not done in time and gave a part of the answer only")
    if cut is not None:
        raise QueryFault("store", f"the store cut its answer ({cut}: {response.headers[cut]})")
    media_type = response.headers.get("content-type", "")
    try:
        same = by_media_type(media_type).media_type == by_media_type(wanted).media_type
    except LookupError:
        same = False
    if not same:
        raise QueryFault("store", f"the store answered {media_type!r} where {wanted} was asked for")


def _refusal(status: int, text: str) -> QueryFault:
    """The fault that a store's refusal is."""
    told = " ".join(text.partition(_ECHO)[0].split())[:500]
    if status in (400, 422):
        place = _PLACE.search(told)
        line, column = (int(n) if n else None for n in place.groups()) if place else (None, None)
        return QueryFault("syntax", f"the store refuses the query: {told}", line=line, column=column)
    if status in (408, 504) or _TOO_SLOW.search(told):
        return QueryFault("store-slow", f"the store answered {status}: {told}")
    if status in (429, 503):
        return QueryFault("queue", f"the store answered {status}: {told}", retry_after=5)
    return QueryFault("store", f"the store answered {status}: {told}")


async def _refused(response: httpx.Response) -> str:
    """What a store says that it refuses or fails with: the end of what it sends."""
    told = bytearray()
    try:
        async for chunk in response.aiter_bytes():
            told += chunk
            del told[:-_TOLD]
    finally:
        await response.aclose()
    return told.decode("utf-8", "replace")


async def _rest(response: httpx.Response, held: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The parts of a long answer.

    Raises:
        AnswerBroken: it ends early.
    """
    try:
        yield held
        async for chunk in chunks:
            yield chunk
    except httpx.HTTPError as error:
        raise AnswerBroken(f"the store broke off: {error}") from error
    finally:
        await response.aclose()


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
