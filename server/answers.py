"""Sends the answer of a query service over HTTP: whole with its length and tag, or streamed, or broken off.

An answer that ends early breaks the transfer: its last chunk is never sent, so that no client takes a part
for the whole. When a client leaves, the query is given up.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.negotiate import Choice
from sparql.formats import content_type
from sparql.service import Answer, AnswerBroken, QueryRequest, QueryService

#: Seconds within which most answers are there; only later ones are worth watching whether the client leaves.
_SOON: Final = 0.05
#: HTTP has no status for "the client left before the answer"; nobody reads it but the log.
CLIENT_GONE: Final = 499


class AnswerResponse(Response):
    """An answer on its way to the client."""

    def __init__(self, answer: Answer, headers: Mapping[str, str], media_type: str) -> None:
        super().__init__(None, 200, headers, media_type=None)
        self.answer = answer
        self.headers["Content-Type"] = content_type(media_type)
        del self.headers["Content-Length"]
        if answer.length is not None:
            self.headers["Content-Length"] = str(answer.length)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  (ASGI)
        """Sends head and chunks; without the last chunk when the answer breaks or the client leaves."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if self.answer.length is not None:
            await self._send_chunks(send)
            return
        sending = asyncio.ensure_future(self._send_chunks(send))
        if await first_of(sending, receive):
            await sending

    async def _send_chunks(self, send: Send) -> None:
        try:
            async for chunk in self.answer.chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except AnswerBroken:
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def first_of(work: "asyncio.Future[Any]", receive: Receive) -> bool:
    """Whether `work` was done before the client left; if not, it is cancelled and has ended."""
    leaving = None
    try:
        done, _ = await asyncio.wait({work}, timeout=_SOON)
        if not done:
            leaving = asyncio.ensure_future(_left(receive))
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        if leaving is not None:
            leaving.cancel()
        if not work.done():
            work.cancel()
            await asyncio.wait({work})
    return not work.cancelled()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def respond_with(
    request: Request, wanted: QueryRequest, choice: Choice, *, volatile: bool = False
) -> Response:
    """The response that carries the answer to `wanted`, labelled as `choice` says; 304 if the client has it.

    Raises:
        QueryFault: the query was not answered.
    """
    service: QueryService = request.app.state.service
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if not volatile:
        tag = tag_of(service.release, wanted, choice.media_type)
        headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": cache_control(request)}
        if has_tag(request, tag):
            return Response(None, 304, headers)
    work = asyncio.ensure_future(service.answer(wanted))
    if not await first_of(work, request.receive):
        return Response(None, CLIENT_GONE)
    answer = work.result()
    request.scope["rows"] = answer.rows
    if answer.release is not None and "ETag" in headers:
        headers["ETag"] = tag_of(answer.release, wanted, choice.media_type)
    if answer.length is None:
        headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if answer.milliseconds is not None:
        headers["Server-Timing"] = f"query;dur={answer.milliseconds:.1f}"
    return AnswerResponse(answer, {**headers, **answer.headers}, choice.media_type)


def tag_of(release: str, wanted: QueryRequest, media_type: str) -> str:
    """The entity tag of an answer: it depends on release, query, dataset and format, and on nothing else.

    It is weak, because the order of rows that no ORDER BY fixes may change from run to run.
    """
    parts = (
        release,
        wanted.text,
        "\n".join(wanted.default_graphs),
        "\n".join(wanted.named_graphs),
        media_type,
    )
    digest = hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{digest[:32]}"'


def has_tag(request: Request, tag: str) -> bool:
    """Whether the client holds the answer called `tag` already."""
    header = request.headers.get("if-none-match")
    return header is not None and names_tag(header, tag)


def names_tag(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names `tag`, weak or not."""
    held = {part.strip().removeprefix("W/") for part in header.split(",")}
    return "*" in held or tag.removeprefix("W/") in held


def cache_control(request: Request) -> str:
    """For how long others may keep an answer without asking again."""
    return f"public, max-age={request.app.state.settings.max_age_s}"
