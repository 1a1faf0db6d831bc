"""The web process's side of the engine: a `QueryService` over its socket."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, Final, cast

from server.frames import FrameReader, Kind, fault_of, message, query
from sparql.scan import scan
from sparql.service import HELD_BACK, Answer, AnswerBroken, QueryFault, QueryRequest

_IDLE_KEPT: Final = 64
_CONNECT_WITHIN: Final = 5.0


class _Line(asyncio.Protocol):
    """One connection to the engine; it carries one query at a time."""

    def __init__(self) -> None:
        self.reader = FrameReader()
        self.hello: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.parts: list[bytes] = []
        self.held = 0
        self.outcome: dict[str, Any] | None = None
        self.lost = False
        self.transport: asyncio.Transport | None = None
        self._changed: asyncio.Future[None] | None = None
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way out."""
        self.transport = cast("asyncio.Transport", transport)  # a stream's, though uvloop does not derive it

    def data_received(self, data: bytes) -> None:
        """Takes in frames; asks for no more while much is held."""
        for kind, body in self.reader.feed(data):
            if kind is Kind.DATA:
                self.parts.append(body)
                self.held += len(body)
            elif kind is Kind.HELLO:
                if not self.hello.done():  # else nobody waits any more
                    self.hello.set_result(json.loads(body)["release"])
            else:
                self.outcome = json.loads(body)
        if self.held > 2 * HELD_BACK and not self._paused and self.transport:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  (asyncio)
        """The engine has gone."""
        self.lost = True
        if not self.hello.done():
            self.hello.set_exception(QueryFault("not-ready", "the engine has gone", retry_after=2))
            self.hello.exception()
        self._wake()

    def _wake(self) -> None:
        if self._changed and not self._changed.done():
            self._changed.set_result(None)

    def ask(self, data: bytes) -> None:
        """Sends a question."""
        self.outcome = None
        if self.transport:
            self.transport.write(data)

    def take(self) -> list[bytes]:
        """The bytes that came since they were last taken."""
        parts, self.parts, self.held = self.parts, [], 0
        if self._paused and self.transport and not self.lost:
            self._paused = False
            self.transport.resume_reading()
        return parts

    async def more(self) -> None:
        """Waits until something comes, unless all has come."""
        if self.outcome is None and not self.lost:
            self._changed = asyncio.get_running_loop().create_future()
            await self._changed

    def close(self) -> None:
        """Ends the connection, and with it the query that it carries."""
        if self.transport:
            self.transport.abort()


class EngineClient:
    """Asks the engine at a socket; `release` is what the newest connection was told."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.release = ""
        self._idle: list[_Line] = []

    async def start(self) -> None:
        """Learns the release; also after the engine was exchanged for another.

        Raises:
            QueryFault: there is no engine.
        """
        self.stop()
        self._idle.append(await self._connect())

    def stop(self) -> None:
        """Closes the connections that carry nothing."""
        while self._idle:
            self._idle.pop().close()

    async def answer(self, request: QueryRequest) -> Answer:
        """Answers `request`, or raises QueryFault."""
        data = query(request)
        line = await self._line()
        whole = False
        try:
            line.ask(data)
            await _first_part(line)
            if line.lost and line.outcome is None and not line.held:
                line = await self._connect()  # an engine that was exchanged had closed this connection
                line.ask(data)
                await _first_part(line)
            answer = self._begun(line, request)
            whole = True
            return answer
        finally:
            if not whole:
                self._done(line)

    def _begun(self, line: _Line, request: QueryRequest) -> Answer:
        """The answer of which the end, or the first MiB, has come."""
        media_type = _media_type(request)
        if line.outcome is None and not line.lost:
            return Answer(media_type, self._stream(line))
        outcome = line.outcome
        if outcome is None:
            raise QueryFault("not-ready", "the engine has gone", retry_after=2)
        fault = fault_of(outcome)
        if fault is not None:
            raise fault
        data = b"".join(line.take())
        self._done(line)
        return Answer(
            media_type,
            _whole(data),
            len(data),
            outcome.get("rows"),
            outcome["milliseconds"],
            release=self.release,
        )

    async def _stream(self, line: _Line) -> AsyncIterator[bytes]:
        """The parts of a long answer.

        Raises:
            AnswerBroken: it ends early.
        """
        try:
            while True:
                for part in line.take():
                    yield part
                if line.parts:  # they came while the others were sent
                    continue
                if line.outcome is not None:
                    break
                if line.lost:
                    raise AnswerBroken("the engine has gone")
                await line.more()
            fault = fault_of(line.outcome)
            if fault is not None:
                raise AnswerBroken(fault.message)
        finally:
            self._done(line)

    async def state(self) -> dict[str, float]:
        """The engine in numbers."""
        line = await self._line()
        try:
            line.ask(message(Kind.STATE))
            await line.more()
            return dict(line.outcome or {})
        finally:
            self._done(line)

    async def _line(self) -> _Line:
        while self._idle:
            line = self._idle.pop()
            if not line.lost:
                return line
        return await self._connect()

    async def _connect(self) -> _Line:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_CONNECT_WITHIN):
                _, line = await loop.create_unix_connection(_Line, self.path)
                self.release = await line.hello
        except (OSError, TimeoutError) as error:
            raise QueryFault("not-ready", "the engine does not answer yet", retry_after=2) from error
        return line

    def _done(self, line: _Line) -> None:
        """Keeps a connection for the next query if it carries nothing any more."""
        if line.outcome is None or line.lost or len(self._idle) >= _IDLE_KEPT:
            line.close()
        else:
            line.take()
            self._idle.append(line)


async def _first_part(line: _Line) -> None:
    """Waits for the end of the answer, or for more of it than is held back."""
    while line.outcome is None and not line.lost and line.held <= HELD_BACK:
        await line.more()


def _media_type(request: QueryRequest) -> str:
    """The media type in which a query of this form is answered."""
    is_graph = scan(request.text).form in ("CONSTRUCT", "DESCRIBE")
    return request.graph_format if is_graph else request.results_format


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data
