"""Named graphs: each as a page that tells what it holds, and whole as data."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from server import describe, pages_vocabulary
from server.desk import Desk
from server.errors import NotFound
from server.links import FORMATS, iri_of, link_header, split_extension
from server.questions import NotATerm, iri_term
from server.representations import chosen

router = APIRouter(tags=["linked data"])


@router.get("/graph", summary="The named graphs")
async def graphs(request: Request) -> Response:
    """Lists the named graphs of the release."""
    desk = Desk(request, "/graph")
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    return desk.show(await pages_vocabulary.graphs(desk))


@router.get("/graph/{name:path}", summary="A named graph")
async def graph(request: Request, name: str) -> Response:
    """A named graph: what it holds, or all of it."""
    stem, extension = split_extension(f"/graph/{name}")
    desk = Desk(request, stem)
    representation = extension or chosen(request.headers.get("accept"))
    etag = desk.page_etag() if representation == "html" else desk.etag(representation)
    if unchanged := desk.unchanged(etag):
        return unchanged
    iri = iri_of(stem)
    try:
        iri_term(iri)
    except NotATerm as error:
        raise NotFound(f"{iri} is no IRI") from error
    if representation == "html":
        return desk.show(await pages_vocabulary.graph(desk, iri), iri=iri)
    link = link_header(desk.links, stem, iri, representation)
    return await whole_graph(desk, iri, representation, {"ETag": etag, "Link": link})


async def whole_graph(desk: Desk, iri: str, representation: str, headers: Mapping[str, str]) -> Response:
    """All triples of the named graph `iri`."""
    found = describe.triples(await desk.questions.graph("graph-whole", FORMATS["nt"], graph=iri))
    if not found:
        raise NotFound(f"This release has no graph {iri}")
    content_type = FORMATS[representation]
    if content_type.startswith("text/"):
        content_type += "; charset=utf-8"
    return Response(
        describe.serialise(found, representation), 200, {**headers, **desk.varying()}, content_type
    )
