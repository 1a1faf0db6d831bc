"""What every request passes before it is routed: a request id and a log line, any origin, HEAD and OPTIONS.

Bare ASGI layers, as each costs a few microseconds only.
"""

import json
import logging
import re
import secrets
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.metrics import Metrics

log: Final = logging.getLogger("yuezhi.access")

_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_EXPOSED: Final = "ETag, Link, Retry-After, Server-Timing, X-Request-Id, Content-Length"


class RequestLayer:
    """Gives each request its id, counts it, and logs one line of JSON for it; never the query."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope["request_id"] = request_id
        told = {"status": 0, "bytes": 0, "whole": False}

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
                told["whole"] = not message.get("more_body", False)
            await send(message)

        try:
            await self.app(scope, receive, tell)
        finally:
            seconds = perf_counter() - began
            self.metrics.request(scope["method"], int(told["status"]), seconds)
            log.info("%s", _Line(scope, request_id, told, seconds))


class _Line:
    """The log line of one request, made only if it is written."""

    __slots__ = ("request_id", "scope", "seconds", "told")

    def __init__(self, scope: Scope, request_id: str, told: dict[str, int | bool], seconds: float) -> None:
        self.scope, self.request_id, self.told, self.seconds = scope, request_id, told, seconds

    def __str__(self) -> str:
        client = self.scope.get("client")
        return json.dumps(
            {
                "request_id": self.request_id,
                "client": client[0] if client else None,
                "method": self.scope["method"],
                "path": self.scope["path"],
                **self.told,
                "rows": self.scope.get("rows"),
                "ms": round(self.seconds * 1000, 2),
            },
            ensure_ascii=False,
        )


class FaultLayer:
    """The edge at which anything at all is caught: answered, or if it began, broken off."""

    def __init__(self, app: ASGIApp, respond: Callable[[Request, Exception], Awaitable[Response]]) -> None:
        self.app, self.respond = app, respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            if scope["type"] != "http":
                raise
            response = await self.respond(Request(scope), error)
            if not started:
                await response(scope, receive, send)


class OriginLayer:
    """Lets pages of any origin read the answers, and never with credentials."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and marks the response as readable."""

        async def open_up(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"access-control-allow-origin", b"*"),
                    (b"access-control-expose-headers", _EXPOSED.encode()),
                ]
            await send(message)

        await self.app(scope, receive, open_up if scope["type"] == "http" else send)


class MethodLayer:
    """Answers HEAD as GET without a body, and OPTIONS with the methods of the route, everywhere."""

    def __init__(self, app: ASGIApp, routes: list[BaseRoute]) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, as GET if it is HEAD."""
        if scope["type"] != "http" or scope["method"] not in ("HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
        elif scope["method"] == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _bodiless(send))
        else:
            await self._options(scope, send)

    async def _options(self, scope: Scope, send: Send) -> None:
        methods = ", ".join(self.allowed(scope))
        headers = [(b"allow", methods.encode()), (b"vary", b"Access-Control-Request-Headers")]
        asked = Headers(scope=scope)
        if "access-control-request-method" in asked:
            wished = asked.get("access-control-request-headers", "Accept, Content-Type, If-None-Match")
            headers += [
                (b"access-control-allow-methods", methods.encode()),
                (b"access-control-allow-headers", wished.encode("latin-1")),
                (b"access-control-max-age", b"86400"),
            ]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    def allowed(self, scope: Scope) -> list[str]:
        """The methods that the path of `scope` answers."""
        posts = any(_serves(route, scope, "POST") for route in self.routes)
        return ["GET", "HEAD", "OPTIONS", *(["POST"] if posts else [])]


def _serves(route: BaseRoute, scope: Scope, method: str) -> bool:
    return route.matches({**scope, "method": method})[0] is Match.FULL


def _bodiless(send: Send) -> Send:
    """Sends the head of a response, and of its body only that it is over."""
    over = False

    async def send_head(message: Message) -> None:
        nonlocal over
        if message["type"] == "http.response.start":
            await send(message)
        elif not over and not message.get("more_body", False):
            over = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return send_head
