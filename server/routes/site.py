"""The pages that are about no one thing: home, lists, disagreements, comparisons; the site's files."""

from collections.abc import Coroutine
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology import names
from server import pages_disagreement, pages_home, pages_source, rendering
from server.contexts import Page
from server.desk import Desk
from server.errors import NotFound
from server.questions import NotATerm, iri_term

router = APIRouter(tags=["site"])

_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
    "woff2": "font/woff2",
}


async def _shown(desk: Desk, page: Coroutine[Any, Any, Page]) -> Response:
    if unchanged := desk.unchanged(desk.page_etag()):
        page.close()  # not wanted any more
        return unchanged
    return desk.show(await page)


@router.get("/", summary="Home")
async def home(request: Request) -> Response:
    """What is here, in one screen."""
    desk = Desk(request, "/")
    return await _shown(desk, pages_home.page(desk))


@router.get("/browse/{kind}", summary="A list to browse")
async def browse(request: Request, kind: str) -> Response:
    """Lists things of one kind."""
    if kind not in pages_home.LISTS:
        raise NotFound(f"there is no list of {kind}; there are {', '.join(pages_home.LISTS)}")
    desk = Desk(request, f"/browse/{kind}")
    return await _shown(desk, pages_home.browse(desk, kind))


@router.get("/disagreements", summary="Disagreements")
async def disagreements(request: Request, kind: str = "") -> Response:
    """Where sources disagree, the hard ones first."""
    desk = Desk(request, "/disagreements")
    return await _shown(desk, pages_disagreement.overview(desk, kind))


@router.get("/compare/{source}", summary="Chinese beside English")
async def compare(request: Request, source: str, only: str = "all") -> Response:
    """The two languages of a document side by side."""
    try:
        iri = names.source(source)
        iri_term(iri)
    except (ValueError, NotATerm) as error:
        raise NotFound(f"there is no document {source}") from error
    desk = Desk(request, f"/compare/{source}")
    return await _shown(desk, pages_source.compare(desk, iri, only))


@router.get("/static/{stamp}/{path:path}", summary="A file of the site", include_in_schema=False)
async def static(stamp: str, path: str) -> Response:
    """A style, script or picture; its address has the stamp of all of them, so it may be kept for ever."""
    file = files("server") / "static"
    for part in path.split("/"):
        if part in ("", ".", ".."):
            raise NotFound(f"there is no file {path}")
        file = file / part
    extension = path.rpartition(".")[2]
    if extension not in _TYPES or not file.is_file():
        raise NotFound(f"there is no file {path}")
    age = "public, max-age=31536000, immutable" if stamp == rendering.stamp() else "public, max-age=60"
    headers = {"Cache-Control": age, "X-Content-Type-Options": "nosniff"}
    return Response(file.read_bytes(), 200, headers, _TYPES[extension])
