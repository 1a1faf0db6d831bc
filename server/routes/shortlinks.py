"""Short links: a query gets a short address that can be sent, and that stays when the server is restarted."""

import asyncio
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from server import pages_query
from server.desk import Desk
from server.errors import BadRequest, NotFound, TooLarge
from server.negotiate import prefers_html
from server.shortlinks import ShortLinks

router = APIRouter(tags=["site"])

_SPARQL: Final = "application/sparql-query"


def _links(request: Request) -> ShortLinks:
    return ShortLinks(request.app.state.settings.short_links)


@router.post("/s", summary="A short link to a query")
async def make(request: Request) -> Response:
    """Keeps the query in the form field `query` and tells its address, short where it can be kept."""
    form = await request.form()
    text = form.get("query")
    if not isinstance(text, str) or not text:
        raise BadRequest("the form has no parameter `query`")
    most = request.app.state.settings.query_limit_bytes
    if len(text.encode()) > most:
        raise TooLarge(f"the text of a short link has {len(text)} characters; at most {most} are kept")
    desk = Desk(request, "/s")
    key = await asyncio.to_thread(_links(request).keep, text)
    path = f"/s/{key}" if key else f"/sparql?{urlencode({'text': text})}"
    if prefers_html(request.headers.get("accept")):
        return RedirectResponse(desk.links.absolute(path), 303)
    return JSONResponse({"url": desk.links.absolute(path), "short": key is not None})


@router.get("/s/{key}", summary="The query behind a short link")
async def follow(request: Request, key: str) -> Response:
    """The editor with the query for people, the query itself for programs."""
    text = await asyncio.to_thread(_links(request).text, key)
    if text is None:
        raise NotFound(f"there is no short link {key}")
    if prefers_html(request.headers.get("accept")):
        return await pages_query.editor(request, text, f"/s/{key}")
    return PlainTextResponse(text, media_type=_SPARQL, headers={"Vary": "Accept"})
