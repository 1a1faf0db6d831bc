"""For those who run the server: is it alive, is it ready, what has it done."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from server.errors import NotReady
from sparql.service import QueryFault, QueryRequest, collect

router = APIRouter(tags=["operations"])


@router.get("/health", summary="Alive")
async def health() -> Response:
    """Says that this web process answers, whatever the engine does."""
    return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


@router.get("/ready", summary="Ready")
async def ready(request: Request) -> Response:
    """Says whether queries are answered: the graph is loaded and a worker answers `ASK {}`."""
    service = request.app.state.service
    try:
        await collect(await service.answer(QueryRequest(text="ASK {}", client="ready", limit_ms=2000)))
    except QueryFault as fault:
        raise NotReady(f"a query was not answered: {fault.message}", retry_after=5) from fault
    return JSONResponse(
        {"status": "ready", "release": service.release}, headers={"Cache-Control": "no-store"}
    )


@router.get("/metrics", summary="Metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Counters of all web processes together and the state of the engine, for Prometheus."""
    state = getattr(request.app.state.service, "state", None)
    gauges = await state() if state else {}
    text = request.app.state.metrics.text(gauges)
    return Response(
        text, media_type="text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
