"""The ontology and the shapes: all terms in one document, each at its fragment; the ontology's modules."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ontology import names
from server import describe, modules, pages_module, pages_vocabulary
from server.desk import PICTURE_POLICY, Desk
from server.errors import NotFound
from server.links import FORMATS, link_header, split_extension
from server.questions import value
from server.representations import VOCABULARY_ORDER, chosen
from server.routes.graphs import whole_graph
from server.routes.resource import redirect

router = APIRouter(tags=["linked data"])

_GRAPHS: Final = {"ontology": names.YZ, "shapes": names.SHAPES}


@router.get("/ontology{rest:path}", summary="The ontology")
async def ontology(request: Request, rest: str) -> Response:
    """The ontology as a page or as data; `/ontology/VERSION` (this and the last) and `/ontology/MODULE`."""
    stem, extension = _split(rest)
    if stem and stem != "/" + await _version(request):
        return await _module(request, stem.removeprefix("/"), extension)
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


async def _module(request: Request, name: str, extension: str | None) -> Response:
    """A module: its reference page, its diagram (`.svg`), or its file; the last version likewise as data."""
    if name.endswith(".svg"):
        return _diagram(request, name.removesuffix(".svg"))
    path = f"/ontology/{name}"
    desk = Desk(request, path)
    representation = extension or chosen(request.headers.get("accept"), VOCABULARY_ORDER)
    etag = desk.page_etag() if representation == "html" else desk.etag(representation)
    earlier = modules.earlier(name)
    triples = earlier or pages_module.module(name).triples
    if unchanged := desk.unchanged(etag):
        return unchanged
    iri = f"{names.ONTOLOGY}/{name}"
    if representation == "html":
        if earlier:  # what it differs in is told; its terms stand in the files
            return redirect(desk, "/changes", 303)
        return desk.show(await pages_module.page(desk, name), iri=iri)
    headers = {"ETag": etag, "Link": link_header(desk.links, path, iri, representation), **desk.varying()}
    return Response(describe.serialise(triples, representation), 200, headers, _type(representation))


def _type(representation: str) -> str:
    media_type = FORMATS[representation]
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _diagram(request: Request, name: str) -> Response:
    desk = Desk(request, f"/ontology/{name}.svg")
    etag = desk.etag("svg")
    if unchanged := desk.unchanged(etag):
        return unchanged
    headers = {"ETag": etag, "Content-Security-Policy": PICTURE_POLICY, **desk.varying()}
    return Response(pages_module.picture(desk, name), 200, headers, "image/svg+xml; charset=utf-8")


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
