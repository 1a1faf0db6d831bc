"""Search by name, as a page and, for suggestions while one types, as JSON."""

from collections import Counter
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server import wording
from server.contexts_site import SearchPage
from server.desk import Desk
from server.finding import Finder, Hit
from server.languages import Label
from server.naming import Naming
from server.representations import chosen

router = APIRouter(tags=["site"])

_MOST: Final = 100
_SUGGESTED: Final = 8


def finder(request: Request) -> Finder:
    """The one finder of the application."""
    state = request.app.state
    if not hasattr(state, "finder"):
        state.finder = Finder()
    found: Finder = state.finder
    return found


@router.get("/search", summary="Search")
async def search(request: Request, q: str = "", kind: str = "", limit: int = _MOST) -> Response:
    """Finds things by name, as a page or as JSON."""
    as_json = chosen(request.headers.get("accept"), ("html", "json")) == "json"
    return await (_suggest(request, q, kind, limit) if as_json else _page(request, q, kind))


@router.get("/search.json", summary="Suggestions")
async def suggest(request: Request, q: str = "", kind: str = "", limit: int = _SUGGESTED) -> Response:
    """Finds things by name, as JSON."""
    return await _suggest(request, q, kind, limit)


async def _found(desk: Desk, query: str, kind: str = "") -> list[Hit]:
    index = await finder(desk.request).index(desk.request.app.state.service)
    return index.find(query[:200], kind)


async def _suggest(request: Request, query: str, kind: str, limit: int) -> Response:
    desk = Desk(request, "/search")
    etag = desk.etag(f"json {desk.language.data}")
    if unchanged := desk.unchanged(etag):
        return unchanged
    hits = await _found(desk, query, kind)
    told = [_told(desk, hit) for hit in hits[: max(0, min(limit, _MOST))]]
    return JSONResponse(
        {"query": query, "total": len(hits), "hits": told}, headers={"ETag": etag, **desk.varying()}
    )


def _told(desk: Desk, hit: Hit) -> dict[str, Any]:
    entry = hit.entry
    name = desk.language.best(entry.labels) or Label(hit.by)
    kind = wording.said(f"kind.{entry.kind}", desk.language.interface)
    note = kind if hit.by == name.text else f"{kind} · {hit.by}"
    url = desk.links.about(entry.iri)
    return {"id": entry.iri, "url": url, "name": name.text, "note": note, "kind": entry.kind}


async def _page(request: Request, query: str, kind: str) -> Response:
    desk = Desk(request, "/search")
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    hits = await _found(desk, query)
    kinds = Counter(hit.entry.kind for hit in hits)
    shown = [hit for hit in hits if not kind or hit.entry.kind == kind]
    page = SearchPage(
        title=query,
        naming=Naming(desk.language),
        query=query,
        kind=kind,
        hits=[_told(desk, hit) for hit in shown[:_MOST]],
        kinds=kinds.most_common(),
        total=len(shown),
    )
    return desk.show(page)
