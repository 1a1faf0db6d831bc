"""The ontology and the shapes: all terms in one document, each at its fragment."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology import names
from server import pages_vocabulary
from server.desk import Desk
from server.errors import NotFound
from server.links import FORMATS, link_header, split_extension
from server.questions import value
from server.representations import VOCABULARY_ORDER, chosen
from server.routes.graphs import whole_graph

router = APIRouter(tags=["linked data"])

_GRAPHS: Final = {"ontology": names.YZ, "shapes": names.SHAPES}


@router.get("/ontology{rest:path}", summary="The ontology")
async def ontology(request: Request, rest: str) -> Response:
    """The ontology as a page or as data; `/ontology/VERSION` for the version that is here."""
    stem, extension = _split(rest)
    if stem and stem != "/" + await _version(request):
        raise NotFound(f"there is no version {stem.removeprefix('/')} of the ontology here")
    return await _vocabulary(request, "ontology", f"/ontology{stem}", extension)


@router.get("/shapes{rest:path}", summary="The shapes")
async def shapes(request: Request, rest: str) -> Response:
    """The shapes that the graph is checked against, as a page or as data."""
    stem, extension = _split(rest)
    if stem:
        raise NotFound(f"nothing is served at /shapes{stem}")
    return await _vocabulary(request, "shapes", "/shapes", extension)


def _split(rest: str) -> tuple[str, str | None]:
    """What follows the vocabulary's name, without its extension."""
    if rest.startswith(".") and rest[1:] in FORMATS:
        return "", rest[1:]
    return split_extension(rest)


async def _version(request: Request) -> str:
    desk = Desk(request, "/ontology")
    says = await desk.questions.ask("thing-says", iri=names.ONTOLOGY)
    return next((value(r, "value") for r in says if value(r, "property") == pages_vocabulary.VERSION), "")


async def _vocabulary(request: Request, name: str, path: str, extension: str | None) -> Response:
    desk = Desk(request, path)
    representation = extension or chosen(request.headers.get("accept"), VOCABULARY_ORDER)
    etag = desk.page_etag() if representation == "html" else desk.etag(representation)
    if unchanged := desk.unchanged(etag):
        return unchanged
    iri = names.BASE + name
    if representation == "html":
        page = await pages_vocabulary.page(desk, iri, names.graph(name), _GRAPHS[name])
        return desk.show(page, iri=iri)
    link = link_header(desk.links, path, iri, representation)
    return await whole_graph(desk, names.graph(name), representation, {"ETag": etag, "Link": link})
