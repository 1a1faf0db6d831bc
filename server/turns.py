"""Whose request is worked on next in a web process: of those that came together, who used least goes first.

A web process does one thing at a time. Clients who send requests as fast as they are refused would else keep
everybody waiting, though each refusal takes a moment only.
"""

import asyncio
from collections.abc import Awaitable, Generator
from functools import lru_cache
from ipaddress import ip_network
from time import monotonic
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

from server.admission import Admission

#: Clients whose use is remembered before the idle ones are looked for.
_REMEMBERED: Final = 1024
#: The HTTP server itself bounds how many requests are here at once.
_UNBOUNDED: Final = 1 << 30


def client_of(scope: Scope) -> str:
    """The address that a request counts against; of IPv6 the network, as one client has all of it."""
    client = scope.get("client")
    host: str = client[0] if client else "unknown"
    return host if ":" not in host else _network(host)


@lru_cache(maxsize=_REMEMBERED)
def _network(host: str) -> str:
    try:
        return str(ip_network((host.partition("%")[0], 64), strict=False))
    except ValueError:
        return host


class TurnLayer:
    """Lets requests begin one at a time: each works until it first has to wait for something else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.line: Admission[asyncio.Future[None]] = Admission(
            length=_UNBOUNDED, per_client=_UNBOUNDED, remembered=_REMEMBERED
        )
        self._begun = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on when it is its turn."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        client = client_of(scope)
        if self._begun:
            await self._turn(client)
        self._begun = True
        asyncio.get_running_loop().call_soon(self._next)
        work = _Timed(self.app(scope, receive, send))
        self.line.started(client, work, monotonic())
        try:
            await work
        finally:
            self.line.ended(client, work, monotonic(), used=work.seconds)

    async def _turn(self, client: str) -> None:
        """Waits for the turn of a request of `client`."""
        turn = asyncio.get_running_loop().create_future()
        self.line.offer(client, turn, monotonic())
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it was its turn, which it leaves to the next
                self._next()
            raise

    def _next(self) -> None:
        """The request that began is done, or waits: another may begin."""
        while (taken := self.line.next(monotonic())) is not None:
            _, turn = taken
            if not turn.done():  # else its client has left
                turn.set_result(None)
                return
        self._begun = False


class _Timed(Awaitable[None]):
    """Something awaited, with the seconds it worked, not those it waited."""

    def __init__(self, work: Awaitable[None]) -> None:
        self._work = work
        self.seconds = 0.0

    def __await__(self) -> Generator[Any, Any, None]:
        steps = self._work.__await__()
        step, given = steps.send, None
        while True:
            began = monotonic()
            try:
                wait = step(given)
            except StopIteration:
                return
            finally:
                self.seconds += monotonic() - began
            try:
                given, step = (yield wait), steps.send
            except BaseException as error:  # noqa: BLE001  (whatever comes is for the work)
                given, step = error, steps.throw
