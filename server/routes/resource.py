"""Things, and the documents about them: `/id/…` points by 303 to `/doc/…`, codes answer at their own name."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology import names
from server import (
    describe,
    pages_disagreement,
    pages_figure,
    pages_metric,
    pages_period,
    pages_plain,
    pages_series,
    pages_source,
    pages_thing,
)
from server.contexts import Page
from server.desk import Desk
from server.errors import NotFound
from server.known import Known, known
from server.links import FORMATS, iri_of, link_header, path_of, split_extension
from server.questions import NotATerm, iri_term
from server.representations import chosen
from server.retired import replacement_of

router = APIRouter(tags=["linked data"])

#: The page of each kind of thing; what is not named here has the page of all things.
PAGES: Final[Mapping[str, Callable[[Desk, Known], Awaitable[Page]]]] = {
    "metric": pages_metric.page,
    "series": pages_series.page,
    "obs": pages_figure.observation,
    "claim": pages_figure.claim,
    "disagreement": pages_disagreement.page,
    "source": pages_source.page,
    "period": pages_period.page,
    "anchor": pages_plain.page,
    "dataset": pages_plain.page,
}
_EXTENSION_OF_VIEW: Final = "properties"


@router.get("/id/{path:path}", summary="A thing")
async def thing(request: Request, path: str) -> Response:
    """Points to the document about the thing: 303; a dataset is a document itself and answers 200."""
    if path.startswith("dataset/"):
        return await describe_resource(request, f"/id/{path}")
    stem, extension = split_extension(f"/id/{path}")
    desk = Desk(request, stem)
    iri = await _existing(desk, stem)
    suffix = f".{extension}" if extension else ""
    return redirect(desk, (path_of(iri) or stem) + suffix, 301 if iri != iri_of(stem) else 303)


@router.get("/doc/{path:path}", summary="The document about a thing")
async def document(request: Request, path: str) -> Response:
    """Tells what is known of a thing, as a page or as data."""
    return await describe_resource(request, f"/doc/{path}")


@router.get("/code/{path:path}", summary="A code")
async def code(request: Request, path: str) -> Response:
    """Tells what a code means, as a page or as data."""
    return await describe_resource(request, f"/code/{path}")


async def describe_resource(request: Request, path: str) -> Response:
    """The page or the data about what is served at `path`, an extension perhaps at its end."""
    stem, extension = split_extension(path)
    desk = Desk(request, stem)
    representation = extension or chosen(request.headers.get("accept"))
    etag = desk.page_etag() if representation == "html" else desk.etag(representation)
    if unchanged := desk.unchanged(etag):
        return unchanged
    iri = _checked(stem)
    replacement = replacement_of(iri)
    if replacement:
        return redirect(desk, path_of(replacement) or replacement, 301)
    if representation == "html":
        return await _page(desk, iri)
    return await _data(desk, iri, representation, etag)


def _checked(stem: str) -> str:
    """The IRI served at `stem`, or 404 for what can be no IRI."""
    iri = iri_of(stem)
    try:
        iri_term(iri)
    except NotATerm as error:
        raise NotFound(f"{iri} is no IRI") from error
    return iri


async def _existing(desk: Desk, stem: str) -> str:
    """The IRI served at `stem`, or what replaces it; 404 when the release does not know it."""
    iri = _checked(stem)
    replacement = replacement_of(iri)
    if replacement:
        return replacement
    if not await desk.questions.ask("thing-exists", iri=iri):
        raise NotFound(f"{iri} is not in this release")
    return iri


def redirect(desk: Desk, path: str, status: int) -> Response:
    """Points to another path of this server, the query string kept."""
    query = desk.request.url.query
    location = path if path.startswith("http") else desk.links.absolute(path)
    headers = {"Location": location + (f"?{query}" if query else ""), **desk.varying()}
    if status == 303 and path.startswith("/"):
        headers["Link"] = f'<{desk.links.absolute(path)}>; rel="describedby"'
    return Response(status_code=status, headers=headers)


async def _page(desk: Desk, iri: str) -> Response:
    what = await known(desk.questions, iri)
    if what.nothing:
        raise NotFound(f"{iri} is not in this release")
    maker = PAGES.get(names.kind_of(iri) or "", pages_thing.page)
    if desk.request.query_params.get("view") == _EXTENSION_OF_VIEW or not iri.startswith(names.ID):
        maker = pages_plain.page
    page = await maker(desk, what)
    return desk.show(page, iri=iri, json_ld=describe.of_rows(iri, what.says))


async def _data(desk: Desk, iri: str, representation: str, etag: str) -> Response:
    number = pages_plain.page_number(desk)
    found = await describe.describe(desk.questions, iri, number)
    if not found:
        raise NotFound(f"{iri} is not in this release")
    link = link_header(desk.links, desk.path, iri, representation)
    if describe.subject_count(found, iri) >= describe.PAGE:
        link += f', <{desk.links.absolute(desk.path)}.{representation}?page={number + 1}>; rel="next"'
    headers = {"ETag": etag, "Link": link, **desk.varying()}
    return Response(describe.serialise(found, representation, iri), 200, headers, media_type(representation))


def media_type(representation: str) -> str:
    """The content type of a representation."""
    found: Any = FORMATS[representation]
    return f"{found}; charset=utf-8" if found.startswith("text/") else str(found)
