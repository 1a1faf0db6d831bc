"""What can be taken away: tables as CSV, the graph as dumps, each with its checksum."""

import asyncio
import hashlib

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from server.contexts_site import DownloadsPage
from server.desk import Desk
from server.dumps import Dump, dump, dump_names
from server.errors import NotFound
from server.naming import Naming
from server.tables import NAMES, Tables, as_bytes, columns, metadata

router = APIRouter(tags=["downloads"])

_SHA256 = ".sha256"


@router.get("/downloads", include_in_schema=False)
@router.get("/downloads/", summary="Downloads")
async def index(request: Request) -> Response:
    """Lists the tables and dumps."""
    desk = Desk(request, "/downloads/")
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    dumps = [await _dump(request, name) for name in dump_names(request.app.state.settings.release)]
    page = DownloadsPage(
        title="",
        naming=Naming(desk.language),
        tables=[(name, columns(name)) for name in NAMES],
        dumps=[(one.name, len(one.data), one.sha256) for one in dumps],
    )
    return desk.show(page)


@router.get("/downloads/{name}", summary="A table or a dump")
async def file(request: Request, name: str) -> Response:
    """A table as CSV (`?bom=1` for spreadsheets that need the mark), a dump, or the checksum of a dump."""
    desk = Desk(request, f"/downloads/{name}")
    if name.endswith(_SHA256):
        made = await _dump(request, name.removesuffix(_SHA256))
        return _sent(desk, f"{made.sha256}  {made.name}\n".encode(), "text/plain; charset=utf-8", name)
    table, _, ending = name.partition(".")
    if table in NAMES and ending == "csv":
        text = await _tables(request).csv(request.app.state.service, table)
        marked = request.query_params.get("bom") in ("1", "true")
        return _sent(desk, as_bytes(text, marked=marked), "text/csv; charset=utf-8; header=present", name)
    if table in NAMES and ending == "csv-metadata.json":
        url = desk.links.absolute(f"/downloads/{table}.csv")
        return _sent(desk, metadata(table, url), "application/csvm+json", name)
    if name.endswith(".gz"):
        return _sent(desk, (await _dump(request, name)).data, "application/gzip", name)
    raise NotFound(f"there is no download {name}; the list is at /downloads/")


def _tables(request: Request) -> Tables:
    """The one maker of tables of the application."""
    state = request.app.state
    if not hasattr(state, "tables"):
        state.tables = Tables()
    made: Tables = state.tables
    return made


async def _dump(request: Request, name: str) -> Dump:
    return await asyncio.to_thread(dump, request.app.state.settings.release, name)


def _sent(desk: Desk, data: bytes, content_type: str, name: str) -> Response:
    """A file, tagged by its bytes."""
    etag = f'"{hashlib.sha256(data).hexdigest()[:24]}"'
    if unchanged := desk.unchanged(etag):
        return unchanged
    headers = {**desk.varying(), "ETag": etag, "Vary": "Accept-Encoding"}
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if content_type.startswith("text/csv"):
        described = desk.links.absolute(f"/downloads/{name}-metadata.json")
        headers["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return Response(data, 200, headers, content_type)
