"""Keeps answers in memory, bounded by size: whole responses in front of routing, and answers of queries.

What an answer depends on is its key (release, query, dataset, format), so that nothing ever has to be thrown
away for being old; a new release has other keys.
"""

import gzip
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.answers import names_tag
from server.metrics import Metrics
from sparql.scan import scan
from sparql.service import Answer, QueryRequest, QueryService, collect

ValueT = TypeVar("ValueT")

#: What an entry weighs beside its bytes.
_OVERHEAD: Final = 1024
#: Of the whole shelf, one entry may take an eighth.
_LARGEST_PART: Final = 8
#: Below this, gzip wins nothing.
_WORTH_PACKING: Final = 1024
_PACKED_TYPES: Final = ("text/", "application/", "image/svg")
_NEVER_PACKED: Final = ("application/gzip", "application/zip")
#: Requests whose answer differs by anything else are not kept.
_KEYS: Final = frozenset({"accept", "accept-language", "accept-encoding", "cookie"})


class Shelf(Generic[ValueT]):
    """Values by key; the one not asked for longest goes first when there is no room."""

    def __init__(self, room: int) -> None:
        self.room, self.used = room, 0
        self._entries: OrderedDict[object, tuple[ValueT, int]] = OrderedDict()

    def get(self, key: object) -> ValueT | None:
        """The value of `key`, if it is kept."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def put(self, key: object, value: ValueT, size: int) -> None:
        """Keeps `value`, unless it is too large to push so much else out."""
        size += _OVERHEAD
        if size > self.room // _LARGEST_PART:
            return
        if key in self._entries:
            self.used -= self._entries.pop(key)[1]
        self._entries[key] = value, size
        self.used += size
        while self.used > self.room:
            _, (_, gone) = self._entries.popitem(last=False)
            self.used -= gone


class KeptAnswers:
    """A `QueryService` that asks another only what it has not answered yet."""

    def __init__(self, service: QueryService, room: int, metrics: Metrics | None = None) -> None:
        self.service = service
        self.shelf: Shelf[tuple[Answer, bytes]] = Shelf(room)
        self.metrics = metrics

    @property
    def release(self) -> str:
        """The release that answers."""
        return self.service.release

    async def answer(self, request: QueryRequest) -> Answer:
        """Answers `request`, or raises QueryFault."""
        key = (self.release, replace(request, client="", limit_ms=None))
        kept = self.shelf.get(key)
        if kept is not None:
            return replace(kept[0], chunks=_once(kept[1]), milliseconds=0.0)
        answer = await self.service.answer(request)
        if answer.length is None or scan(request.text).volatile:
            return answer
        data = await collect(answer)
        if answer.release in (None, key[0]):
            self.shelf.put(key, (answer, data), len(data) + 2 * len(request.text))
        return replace(answer, chunks=_once(data))

    def __getattr__(self, name: str) -> Any:
        """Everything else is the other service's."""
        return getattr(self.service, name)


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


@dataclass(frozen=True, slots=True)
class Kept:
    """A response as it is kept."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    tag: str


class CacheLayer:
    """Answers a GET that was answered before, and packs what travels."""

    def __init__(self, app: ASGIApp, service: QueryService, room: int, metrics: Metrics) -> None:
        self.app, self.service, self.metrics = app, service, metrics
        self.shelf: Shelf[Kept] = Shelf(room)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from the shelf, or passes the request on and keeps the response."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "POST"):
            await self.app(scope, receive, send)
            return
        asked = _asked(scope)
        packs = _takes_gzip(asked.get(b"accept-encoding", b""))
        if scope["method"] == "POST":
            await self.app(scope, receive, _Out(send, packs=packs).send)
            return
        key = (
            self.service.release,
            scope.get("raw_path") or scope["path"],
            scope["query_string"],
            asked.get(b"accept"),
            asked.get(b"accept-language"),
            asked.get(b"cookie"),
            asked.get(b"host"),
            packs,
        )
        kept = self.shelf.get(key)
        if kept is not None and b"range" not in asked:
            self.metrics.cache["hit"] += 1
            await _replay(kept, asked.get(b"if-none-match"), send)
            return
        self.metrics.cache["miss"] += 1
        out = _Out(send, packs=packs, keeps=b"range" not in asked)
        await self.app(scope, receive, out.send)
        if out.kept is not None:
            self.shelf.put(key, out.kept, len(out.kept.body) + len(scope["query_string"]))


def _asked(scope: Scope) -> dict[bytes, bytes]:
    """The headers of the request; of a name given twice all values, as HTTP joins them."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def _takes_gzip(accept_encoding: bytes) -> bool:
    for part in accept_encoding.lower().split(b","):
        name, _, quality = part.partition(b";")
        if name.strip() in (b"gzip", b"x-gzip"):
            return quality.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False


async def _replay(kept: Kept, if_none_match: bytes | None, send: Send) -> None:
    """Sends a kept response, or 304 if the client has it."""
    if if_none_match is not None and names_tag(if_none_match.decode("latin-1"), kept.tag):
        headers = [(n, v) for n, v in kept.headers if n not in _OF_BODY]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": list(kept.headers)})
    await send({"type": "http.response.body", "body": kept.body})


_OF_BODY: Final = frozenset({b"content-length", b"content-type", b"content-encoding"})


class _Out:
    """The way of one response to the client: packed if that is wished, and kept if it may be."""

    def __init__(self, send: Send, *, packs: bool, keeps: bool = False) -> None:
        self._send, self._packs, self._keeps = send, packs, keeps
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._packer: Any = None
        self.kept: Kept | None = None

    async def send(self, message: Message) -> None:
        """Passes one message on, in its time."""
        if message["type"] == "http.response.start":
            self._start = message
            headers = Headers(raw=message.get("headers", []))
            self._packs = self._packs and _packable(headers)
            self._keeps = self._keeps and message["status"] == 200 and _keepable(headers)
            if _packable(headers):
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            if "content-length" not in headers:
                await self._begin_stream()
        elif self._start is None:
            await self._send_part(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send_whole()

    async def _begin_stream(self) -> None:
        """A response of unknown length is sent, and packed, as it comes."""
        assert self._start is not None  # noqa: S101  (set just before)
        if self._packs:
            self._packer = zlib.compressobj(1, wbits=31)
            MutableHeaders(scope=self._start)["Content-Encoding"] = "gzip"
        await self._send(self._start)
        self._start = None

    async def _send_part(self, message: Message) -> None:
        if self._packer is not None:
            body = self._packer.compress(message.get("body", b""))
            if not message.get("more_body", False):
                body += self._packer.flush()
            message = {**message, "body": body}
            if not body and message.get("more_body", False):
                return
        await self._send(message)

    async def _send_whole(self) -> None:
        assert self._start is not None  # noqa: S101  (only then is it called)
        body = b"".join(self._parts)
        headers = MutableHeaders(scope=self._start)
        if self._packs and len(body) >= _WORTH_PACKING:
            body = gzip.compress(body, 5, mtime=0)
            headers["Content-Encoding"] = "gzip"
            headers["Content-Length"] = str(len(body))
        if self._keeps:
            told = [(n, v) for n, v in self._start["headers"] if n != b"server-timing"]
            self.kept = Kept(told, body, headers["etag"])
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


def _packable(headers: Headers) -> bool:
    media_type = headers.get("content-type", "")
    return (
        "content-encoding" not in headers
        and media_type.startswith(_PACKED_TYPES)
        and not media_type.startswith(_NEVER_PACKED)
    )


def _keepable(headers: Headers) -> bool:
    """Whether a response may be kept: public, tagged, and differing only by what the key holds."""
    varies = {name.strip().lower() for name in headers.get("vary", "").split(",") if name.strip()}
    public = "public" in headers.get("cache-control", "")
    return public and "etag" in headers and "set-cookie" not in headers and varies <= _KEYS
