"""A web process: the application, served on the port that all web processes share, until it is asked to end.

Started by exec (`server.supervisor`). It ends too when the process that started it has gone: its standard
input ends.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any, Final

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server
from granian.utils.proxies import wrap_asgi_with_proxy_headers

from server.app import create_app
from server.cache import KeptAnswers
from server.client import EngineClient
from server.metrics import Metrics
from server.remote import Replicas
from server.settings import Settings, load
from sparql.service import QueryFault, QueryService

log: Final = logging.getLogger("yuezhi.web")

#: Half-sent requests are given up after this.
_HEADERS_WITHIN_MS: Final = 10_000
_BACKLOG: Final = 2048
#: Requests that are worked on at once in this process; more wait in the backlog.
_AT_ONCE: Final = 1024
#: Seconds by which counters of other web processes may be behind.
_WRITE_EVERY: Final = 1.0


def service_of(settings: Settings, engine: str | None, metrics: Metrics) -> QueryService:
    """Who answers: the engine at the socket `engine`, or the stores elsewhere that the settings name."""
    answering: QueryService = Replicas(settings) if engine is None else EngineClient(engine)
    return KeptAnswers(answering, (settings.cache_mb << 20) // 2, metrics) if settings.cache_mb else answering


def main() -> None:
    """Starts a web process as the JSON of its one argument says."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    settings = load(environment={}, given=told["settings"])
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    uvloop.run(_serve(settings, told["engine"], Path(told["folder"])))


async def _serve(settings: Settings, engine: str | None, folder: Path) -> None:
    metrics = Metrics(folder)
    service = service_of(settings, engine, metrics)
    app: Any = create_app(settings, service, metrics)
    if settings.trusted_proxies:
        app = wrap_asgi_with_proxy_headers(app, list(settings.trusted_proxies))
    server = Server(
        app,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN_MS),
        websockets=False,
        backlog=_BACKLOG,
        backpressure=_AT_ONCE,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    renewals: set[asyncio.Task[None]] = set()

    def renew() -> None:
        task = loop.create_task(_learn(service))
        renewals.add(task)
        task.add_done_callback(renewals.discard)

    loop.add_signal_handler(signal.SIGHUP, renew)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    loop.add_reader(sys.stdin.fileno(), os._exit, 0)
    renew()
    writing = loop.create_task(_write_on(metrics))
    try:
        await server.serve()
    finally:
        writing.cancel()
        with contextlib.suppress(OSError):  # the folder goes with the supervisor
            metrics.write()


async def _write_on(metrics: Metrics) -> None:
    """Lets the other web processes know the counters of this one."""
    while True:
        metrics.write()
        await asyncio.sleep(_WRITE_EVERY)


async def _learn(service: QueryService) -> None:
    """Learns which release answers now; an engine that still loads is asked again."""
    start = getattr(service, "start", None)
    while start is not None:
        try:
            await start()
        except QueryFault:
            await asyncio.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
