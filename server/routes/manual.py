"""The manual, a page per topic; what changed since the last release; the studies to take away."""

import re
from html import unescape
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server import manual, pages_changes
from server.contexts_site import ManualPage
from server.desk import Desk
from server.errors import NotFound
from server.naming import Naming

router = APIRouter(tags=["site"])

_OWN_LINK: Final = re.compile(r'href="(/[^"?]*)"')


@router.get("/manual", summary="The manual")
async def index(request: Request) -> Response:
    """The first page of the manual."""
    return _shown(Desk(request, "/manual"), manual.TOPICS[0])


@router.get("/manual/{name}", summary="A page of the manual")
async def page(request: Request, name: str) -> Response:
    """A page of the manual, or one of the studies."""
    if name in manual.STUDIES:
        data = (files("server") / "content" / name).read_bytes()
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "public, max-age=60",
        }
        return Response(data, 200, headers, manual.STUDIES[name])
    if name not in manual.TOPICS:
        raise NotFound(f"the manual has no page {name}; it has {', '.join(manual.TOPICS)}")
    if name == manual.TOPICS[0]:
        return RedirectResponse(Desk(request, "/manual").links.to("/manual"), 301)
    return _shown(Desk(request, f"/manual/{name}"), name)


def _shown(desk: Desk, name: str) -> Response:
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    language = desk.language.interface
    topic = manual.topic(name, language)
    told = ManualPage(
        title=topic.title,
        naming=Naming(desk.language),
        name=name,
        html=_OWN_LINK.sub(lambda found: f'href="{escape(desk.links.to(unescape(found[1])))}"', topic.html),
        contents=manual.contents(language),
    )
    return desk.show(told)


@router.get("/changes", summary="What changed")
async def changes(request: Request) -> Response:
    """What changed since the last release."""
    desk = Desk(request, "/changes")
    return desk.unchanged(desk.page_etag()) or desk.show(await pages_changes.page(desk))
