"""A web process: the application, served over a socket that was opened for it, until it is asked to end.

Started by exec (`server.supervisor`). It ends too when the process that started it has gone: its standard
input ends.
"""

import asyncio
import json
import logging
import os
import signal
import socket
import sys
from typing import Any, Final

import uvicorn

from server.app import create_app
from server.cache import KeptAnswers
from server.client import EngineClient
from server.metrics import Metrics
from server.remote import Replicas
from server.settings import Settings, load
from sparql.service import QueryFault, QueryService

log: Final = logging.getLogger("yuezhi.web")

#: Seconds that answers on their way have when the process is asked to end.
_GRACE: Final = 10


def service_of(settings: Settings, engine: str | None, metrics: Metrics) -> QueryService:
    """Who answers: the engine at the socket `engine`, or the stores elsewhere that the settings name."""
    answering: QueryService = Replicas(settings) if engine is None else EngineClient(engine)
    return KeptAnswers(answering, (settings.cache_mb << 20) // 2, metrics) if settings.cache_mb else answering


def main() -> None:
    """Starts a web process as the JSON of its one argument says."""
    told: dict[str, Any] = json.loads(sys.argv[1])
    settings = load(environment={}, given=told["settings"])
    logging.basicConfig(level=settings.log_level.upper(), format="%(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    listener = socket.socket(fileno=told["listener"])
    asyncio.run(_serve(settings, listener, told["engine"]))


async def _serve(settings: Settings, listener: socket.socket, engine: str | None) -> None:
    metrics = Metrics()
    service = service_of(settings, engine, metrics)
    app = create_app(settings, service, metrics)
    proxies = ",".join(settings.trusted_proxies)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        timeout_graceful_shutdown=_GRACE,
        lifespan="off",
    )
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()
    renewals: set[asyncio.Task[None]] = set()

    def renew() -> None:
        task = loop.create_task(_learn(service))
        renewals.add(task)
        task.add_done_callback(renewals.discard)

    loop.add_signal_handler(signal.SIGHUP, renew)
    loop.add_reader(sys.stdin.fileno(), os._exit, 0)
    renew()
    await server.serve(sockets=[listener])


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
