"""Puts the web application together: routers, the table of errors, the layers around them.

    create_app(settings, service) -> FastAPI

What routes find in `request.app.state`:
    service      the QueryService; `service.release` identifies the data that answer (part of every ETag)
    settings     server.settings.Settings
    metrics      server.metrics.Metrics
    description  server.description.Description: what the service says of itself
    problem_page(request, problem) -> str                  how the site shows a failure,
    editor_page(request) -> Response                       the editor at /sparql,
    queries_page(request, catalogue) -> Response           the named queries,
    query_page(request, named_query, values) -> Response   and one of them
                 (all four optional; all but the first are async)
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server import errors
from server.cache import CacheLayer
from server.description import Description
from server.furnish import furnish
from server.layers import FaultLayer, MethodLayer, OriginLayer, RequestLayer
from server.metrics import Metrics
from server.openapi import FAILURES, Application
from server.problems import respond
from server.protocol import METHODS
from server.routes import (
    charts,
    downloads,
    graphs,
    manual,
    operations,
    queries,
    reconcile,
    resource,
    search,
    shortlinks,
    site,
    sparql,
    vocabulary,
)
from server.settings import Settings
from server.turns import TurnLayer
from sparql.catalogue import catalogue
from sparql.service import QueryFault, QueryService

log: Final = logging.getLogger("yuezhi.server")

#: All routers, in the order in which they are asked; one that catches whole paths stands last.
ROUTERS: Final[tuple[APIRouter, ...]] = (
    operations.router,
    sparql.router,
    queries.router,
    resource.router,
    graphs.router,
    vocabulary.router,
    downloads.router,
    search.router,
    charts.router,
    manual.router,
    reconcile.router,
    shortlinks.router,
    site.router,
)


def create_app(settings: Settings, service: QueryService, metrics: Metrics | None = None) -> FastAPI:
    """The application that answers by `service`. Nothing of it stands at module level."""
    app = Application(
        title="Yuezhi",
        summary="Intellectual-property protection in Guangdong as a knowledge graph",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        root_path=settings.root_path,
        redirect_slashes=False,
        responses=FAILURES,
    )
    metrics = metrics or Metrics()
    app.state.settings, app.state.service, app.state.metrics = settings, service, metrics
    app.state.description = Description(service)
    furnish(app)
    for path in ("/sparql", "/sparql/"):
        app.add_route(path, sparql.endpoint, methods=list(METHODS), include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(queries.routes_of(catalogue()))
    # The last one added is the outermost.
    app.add_middleware(FaultLayer, respond=_unforeseen)
    app.add_middleware(CacheLayer, service=service, room=(settings.cache_mb << 20) // 2, metrics=metrics)
    app.add_middleware(MethodLayer, routes=app.router.routes)
    app.add_middleware(OriginLayer)
    app.add_middleware(TurnLayer)
    app.add_middleware(RequestLayer, metrics=metrics)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    return app


async def _server_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.ServerError)  # noqa: S101  (the table below calls it for nothing else)
    request.app.state.metrics.fault(error.slug)
    return respond(error, request)


async def _query_fault(request: Request, error: Exception) -> Response:
    assert isinstance(error, QueryFault)  # noqa: S101
    return await _server_error(request, errors.of_fault(error))


async def _http_exception(request: Request, error: Exception) -> Response:
    """What the routing itself refuses, told like everything else."""
    assert isinstance(error, HTTPException)  # noqa: S101
    if error.status_code == 404:
        found: errors.ServerError = errors.NotFound(f"nothing is served at {request.url.path}")
    elif error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "GET, HEAD, OPTIONS").split(", ")
        found = errors.MethodNotAllowed(f"{request.method} is not offered at {request.url.path}", allow=allow)
    else:
        kinds = {kind.status: kind for kind in errors.all_kinds()}
        found = kinds.get(error.status_code, errors.ServerError)(str(error.detail))
    return await _server_error(request, found)


async def _invalid(request: Request, error: Exception) -> Response:
    """A parameter that is not of its kind."""
    assert isinstance(error, RequestValidationError)  # noqa: S101
    told = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or e['loc'][0]}: {e['msg']}" for e in error.errors())
    return await _server_error(request, errors.BadRequest(told))


async def _unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw, told to the client without its inside and to the log with it."""
    log.error("request %s failed", request.scope.get("request_id"), exc_info=error)
    return await _server_error(request, errors.ServerError())


_HANDLERS: Final[dict[type[Exception], Callable[[Any, Any], Awaitable[Response]]]] = {
    errors.ServerError: _server_error,
    QueryFault: _query_fault,
    HTTPException: _http_exception,
    RequestValidationError: _invalid,
}
