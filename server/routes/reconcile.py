"""W3C's reconciliation API 0.2: matches names of a user's table to our things, and fills further columns."""

import json
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ontology import names
from server import rendering, wording
from server.contexts import PreviewPage
from server.desk import Desk
from server.errors import BadRequest, NotFound
from server.known import identity, known
from server.reconciling import TYPES, candidates, extended, is_id, name_of, properties, read, type_of
from server.routes.search import finder

router = APIRouter(tags=["reconciliation"])

_MOST_QUERIES: Final = 200
_MOST_THINGS: Final = 1000
_SUGGESTED: Final = 10


@router.get("/reconcile", summary="Manifest, matches, or values")
async def by_get(request: Request, queries: str = "", extend: str = "") -> Response:
    """The manifest of the service; with `queries` the matches, with `extend` the values of properties."""
    return await _answered(request, queries, extend) if queries or extend else _manifest(request)


@router.post("/reconcile", summary="Matches, or values")
async def by_post(request: Request) -> Response:
    """The candidates for a batch of names (`queries`), or values of properties (`extend`)."""
    form = await request.form()
    queries, extend = (form.get(name, "") for name in ("queries", "extend"))
    if not isinstance(queries, str) or not isinstance(extend, str) or not (queries or extend):
        raise BadRequest("send a JSON object in the form field `queries` or `extend`")
    return await _answered(request, queries, extend)


async def _answered(request: Request, queries: str, extend: str) -> Response:
    desk = Desk(request, "/reconcile")
    told = await (_matched(desk, queries) if queries else _extended(desk, extend))
    return JSONResponse(told)


def _manifest(request: Request) -> Response:
    desk = Desk(request, "/reconcile")
    base = desk.links.absolute("/reconcile")
    lang = desk.language.interface
    limit = {
        "name": "limit",
        "label": wording.said("reconcile.limit", lang),
        "type": "number",
        "default": 0,
        "help_text": wording.said("reconcile.limit.help", lang),
    }
    told = {
        "versions": ["0.2"],
        "name": wording.said("site.tagline", lang),
        "identifierSpace": names.ID,
        "schemaSpace": names.YZ,
        "documentation": desk.links.absolute("/manual/downloads"),
        "logo": desk.links.absolute(f"/static/{rendering.stamp()}/mark.svg"),
        "defaultTypes": [type_of(kind, desk) for kind in TYPES],
        "view": {"url": desk.links.absolute("/doc/{{id}}")},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": 430, "height": 220},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [limit],
        },
        "batchSize": 50,
    }
    return JSONResponse(told, headers=desk.varying())


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"`{name}` is no JSON: {error}") from error
    if not isinstance(told, dict):
        raise BadRequest(f"`{name}` is no JSON object")
    return told


async def _matched(desk: Desk, queries: str) -> dict[str, Any]:
    asked = _object(queries, "queries")
    if not all(isinstance(one, dict) for one in asked.values()):
        raise BadRequest('`queries` is no object of queries, such as {"q0": {"query": "龙腾"}}')
    if len(asked) > _MOST_QUERIES:
        raise BadRequest(f"{len(asked)} queries in one batch; at most {_MOST_QUERIES} are read")
    index = await finder(desk.request).index(desk.request.app.state.service)
    found = await candidates(desk, index, {key: read(one) for key, one in asked.items()})
    return {key: {"result": result} for key, result in found.items()}


async def _extended(desk: Desk, extend: str) -> dict[str, Any]:
    asked = _object(extend, "extend")
    ids, wished = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wished, list):
        raise BadRequest('`extend` needs "ids" and "properties", both lists')
    if len(ids) > _MOST_THINGS:
        raise BadRequest(f"{len(ids)} ids in one request; at most {_MOST_THINGS} are read")
    try:
        limits = [(str(one["id"]), int((one.get("settings") or {}).get("limit") or 0)) for one in wished]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRequest('each of "properties" has an "id"; the setting "limit" is a number') from error
    return await extended(desk, [str(one) for one in ids], limits)


@router.get("/reconcile/properties", summary="Properties of a type")
async def propose(request: Request, type: str = "", limit: int = 0) -> Response:  # noqa: A002  (the API's own name)
    """The properties whose values can be fetched for things of a type."""
    desk = Desk(request, "/reconcile")
    if type and type not in TYPES:
        raise BadRequest(f"there is no type {type}; there are {', '.join(TYPES)}")
    found = await properties(desk, type)
    told: dict[str, Any] = {"properties": found[:limit] if limit > 0 else found}
    told |= {"type": type} if type else {}
    return JSONResponse(told | ({"limit": limit} if limit > 0 else {}))


@router.get("/reconcile/suggest/entity", summary="Suggestions of things")
async def suggest_entity(request: Request, prefix: str = "", cursor: int = 0) -> Response:
    """Things whose name begins like `prefix`."""
    desk = Desk(request, "/reconcile")
    index = await finder(request).index(request.app.state.service)
    hits = [hit for hit in index.find(prefix[:200]) if hit.entry.kind in TYPES]
    told = [
        {
            "id": hit.entry.iri.removeprefix(names.ID),
            "name": name_of(hit, desk).text,
            "description": hit.by,
            "notable": [type_of(hit.entry.kind, desk)],
        }
        for hit in hits
    ]
    return JSONResponse({"result": _from(told, cursor)})


@router.get("/reconcile/suggest/type", summary="Suggestions of types")
async def suggest_type(request: Request, prefix: str = "", cursor: int = 0) -> Response:
    """Types whose name begins like `prefix`."""
    desk = Desk(request, "/reconcile")
    return JSONResponse({"result": _from(_beginning([type_of(k, desk) for k in TYPES], prefix), cursor)})


@router.get("/reconcile/suggest/property", summary="Suggestions of properties")
async def suggest_property(request: Request, prefix: str = "", cursor: int = 0) -> Response:
    """Properties whose name begins like `prefix`."""
    desk = Desk(request, "/reconcile")
    return JSONResponse({"result": _from(_beginning(await properties(desk), prefix), cursor)})


def _beginning(told: list[dict[str, str]], prefix: str) -> list[dict[str, str]]:
    wanted = prefix.casefold()
    return [one for one in told if any(text.casefold().startswith(wanted) for text in one.values())]


def _from(told: list[Any], cursor: int) -> list[Any]:
    return told[max(cursor, 0) : max(cursor, 0) + _SUGGESTED]


@router.get("/reconcile/preview", summary="Preview of a thing")
async def preview(request: Request, id: str = "") -> Response:  # noqa: A002  (the API's own name)
    """A small page about a thing, to be shown inside another."""
    desk = Desk(request, f"/doc/{id}")
    iri = names.ID + id
    if not is_id(id):
        raise NotFound(f"{iri} is no name of ours")
    what = await known(desk.questions, iri)
    if what.nothing:
        raise NotFound(f"{iri} is not in this release")
    naming = await desk.naming(what.iris)
    page = PreviewPage(title=naming.of(iri).text, naming=naming, identity=identity(what, naming))
    return desk.show(page, framed=True)
