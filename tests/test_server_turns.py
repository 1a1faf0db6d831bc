"""Whose request a web process works on next, tried on the layer alone."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from server.turns import TurnLayer, client_of

Work = Callable[[str], Awaitable[None]]


def scope_of(client: str) -> Scope:
    return {"type": "http", "client": (client, 1)}


async def nothing(*_: Any) -> Any:
    return None


def layer(work: Work) -> TurnLayer:
    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        await work(scope["client"][0])

    return TurnLayer(app)


def asked(turns: TurnLayer, clients: list[str]) -> None:
    """Sends a request of each client, all at the same time."""

    async def all_at_once() -> None:
        await asyncio.gather(*(turns(scope_of(client), nothing, nothing) for client in clients))

    asyncio.run(all_at_once())


def test_who_used_much_lets_others_go_before() -> None:
    order: list[str] = []

    async def work(client: str) -> None:
        order.append(client)
        if client == "greedy":
            time.sleep(0.01)  # noqa: ASYNC251  (it is to hold up the process)

    turns = layer(work)
    asked(turns, ["greedy", "greedy", "greedy", "greedy", "modest"])
    assert order == ["greedy", "modest", "greedy", "greedy", "greedy"]


def test_waiting_is_not_working() -> None:
    order: list[str] = []

    async def work(client: str) -> None:
        order.append(client)
        if client == "patient":
            await asyncio.sleep(0.05)
        else:
            time.sleep(0.005)  # noqa: ASYNC251

    turns = layer(work)
    asked(turns, ["patient"])
    asked(turns, ["busy"])
    order.clear()
    asked(turns, ["other", "busy", "patient"])
    assert order == ["other", "patient", "busy"]


def test_one_that_waits_for_something_else_lets_the_next_begin() -> None:
    begun: list[str] = []

    async def work(client: str) -> None:
        begun.append(client)
        if client == "c":
            all_begun.set()
        await all_begun.wait()

    all_begun = asyncio.Event()
    asked(layer(work), ["a", "b", "c"])
    assert begun == ["a", "b", "c"]


def test_a_failure_and_a_client_that_leaves_hold_nobody_up() -> None:
    done: list[str] = []

    async def work(client: str) -> None:
        if client == "failing":
            raise ValueError("as it happens")
        await asyncio.sleep(0)
        done.append(client)

    turns = layer(work)

    async def leaving() -> None:
        tasks = [
            asyncio.ensure_future(turns(scope_of(client), nothing, nothing))
            for client in ("failing", "a", "leaves", "b")
        ]
        await asyncio.sleep(0)
        tasks[2].cancel()
        with pytest.raises(ValueError, match="as it happens"):
            await tasks[0]
        await asyncio.wait_for(asyncio.gather(tasks[1], tasks[3]), 5)
        await asyncio.wait_for(turns(scope_of("later"), nothing, nothing), 5)

    asyncio.run(leaving())
    assert done == ["a", "b", "later"]


def test_all_of_a_network_of_ipv6_is_one_client() -> None:
    assert client_of(scope_of("192.0.2.1")) == "192.0.2.1"
    assert (
        client_of(scope_of("2001:db8:1:2:3::4"))
        == client_of(scope_of("2001:db8:1:2::5"))
        == "2001:db8:1:2::/64"
    )
    assert client_of(scope_of("fe80::1%eth0")) == "fe80::/64"
    assert client_of({"type": "http", "client": None}) == "unknown"
