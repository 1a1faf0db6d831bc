"""Charts of one metric or several: the page that compares them, the picture, and the data behind it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from server import pages_chart
from server.desk import PICTURE_POLICY, Desk

router = APIRouter(tags=["site"])


@router.get("/chart", summary="Metrics compared")
async def page(request: Request) -> Response:
    """Draws up to five metrics (`metric`, again for more) as amounts or, `mode=indexed`, from 100."""
    desk = Desk(request, "/chart")
    return desk.unchanged(desk.page_etag()) or desk.show(await pages_chart.page(desk))


@router.get("/chart.svg", summary="A chart as SVG")
async def picture(request: Request) -> Response:
    """The same chart as a picture that stands alone, in the language of `lang`."""
    desk = Desk(request, "/chart.svg")
    etag = desk.etag(f"svg {desk.language.interface}")
    if unchanged := desk.unchanged(etag):
        return unchanged
    headers = {"ETag": etag, "Content-Security-Policy": PICTURE_POLICY, **desk.varying()}
    return Response(await pages_chart.picture(desk), 200, headers, "image/svg+xml; charset=utf-8")


@router.get("/chart.csv", summary="The data of a chart")
async def table(request: Request) -> Response:
    """The data behind the chart: one row for each point, with its index from the line's first one."""
    desk = Desk(request, "/chart.csv")
    etag = desk.etag(f"csv {desk.language.interface}")
    if unchanged := desk.unchanged(etag):
        return unchanged
    headers = {"ETag": etag, "Content-Disposition": 'attachment; filename="chart.csv"', **desk.varying()}
    content_type = "text/csv; charset=utf-8; header=present"
    return Response(await pages_chart.table(desk), 200, headers, content_type)
