"""W3C's reconciliation API 0.2: matches names of a user's table to our things."""

import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ontology import names
from server import wording
from server.contexts import PreviewPage
from server.desk import Desk
from server.errors import BadRequest, NotFound
from server.finding import Hit, Index
from server.known import identity, known
from server.languages import Label
from server.routes.search import finder

router = APIRouter(tags=["reconciliation"])

#: Kinds of thing that tables hold.
TYPES: Final = (
    "body", "area", "campaign", "series", "event", "instrument", "agreement", "platform", "programme",
    "product", "publication", "award", "designation", "case", "metric",
)  # fmt: skip
_LIMIT: Final = 5
_MOST_QUERIES: Final = 200
#: From this score on, a first candidate without an equal is taken for the thing itself.
_SURE: Final = 95


@router.get("/reconcile", summary="Manifest, or matches")
async def by_get(request: Request, queries: str = "") -> Response:
    """The manifest of the service; with `queries`, the matches."""
    return await _matched(request, queries) if queries else _manifest(request)


@router.post("/reconcile", summary="Matches")
async def by_post(request: Request) -> Response:
    """The candidates for a batch of names."""
    form = await request.form()
    queries = form.get("queries")
    if not isinstance(queries, str):
        raise BadRequest("the form field `queries` is missing; send a JSON object of queries in it")
    return await _matched(request, queries)


def _manifest(request: Request) -> Response:
    desk = Desk(request, "/reconcile")
    base = desk.links.absolute("/reconcile")
    told = {
        "versions": ["0.2"],
        "name": wording.said("site.tagline", desk.language.interface),
        "identifierSpace": names.ID,
        "schemaSpace": names.YZ,
        "defaultTypes": [_type(kind, desk) for kind in TYPES],
        "view": {"url": desk.links.absolute("/doc/{{id}}")},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": 430, "height": 220},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/suggest/{kind}"} for kind in ("entity", "type")
        },
        "batchSize": 50,
    }
    return JSONResponse(told, headers=desk.varying())


async def _matched(request: Request, queries: str) -> Response:
    try:
        asked = json.loads(queries)
    except ValueError as error:
        raise BadRequest(f"`queries` is no JSON: {error}") from error
    if not isinstance(asked, dict) or not all(isinstance(one, dict) for one in asked.values()):
        raise BadRequest('`queries` is no object of queries, such as {"q0": {"query": "龙腾"}}')
    if len(asked) > _MOST_QUERIES:
        raise BadRequest(f"{len(asked)} queries in one batch; at most {_MOST_QUERIES} are read")
    desk = Desk(request, "/reconcile")
    index = await finder(request).index(request.app.state.service)
    return JSONResponse({key: {"result": _candidates(index, one, desk)} for key, one in asked.items()})


def _candidates(index: Index, asked: Mapping[str, Any], desk: Desk) -> list[dict[str, Any]]:
    query, limit = str(asked.get("query", ""))[:200], asked.get("limit", _LIMIT)
    wished = asked.get("type") or ""
    kind = str(wished[0] if isinstance(wished, list) and wished else wished or "")
    hits = index.find(query, kind) or index.near(query, kind)
    hits = [hit for hit in hits if hit.entry.kind in TYPES][: limit if isinstance(limit, int) else _LIMIT]
    return [_candidate(hit, sure=_is_sure(hits, place), desk=desk) for place, hit in enumerate(hits)]


def _is_sure(hits: list[Hit], place: int) -> bool:
    """Whether the candidate at `place` is the thing itself: the first, fully matched, without an equal."""
    if place or hits[0].score < _SURE:
        return False
    return len(hits) == 1 or hits[1].score < _SURE


def _candidate(hit: Hit, *, sure: bool, desk: Desk) -> dict[str, Any]:
    entry = hit.entry
    return {
        "id": entry.iri.removeprefix(names.ID),
        "name": _name(hit, desk).text,
        "type": [_type(entry.kind, desk)],
        "score": round(min(hit.score, 100.0), 1),
        "match": sure,
        "description": hit.by,
    }


def _name(hit: Hit, desk: Desk) -> Label:
    return desk.language.best(hit.entry.labels) or Label(hit.by)


def _type(kind: str, desk: Desk) -> dict[str, str]:
    return {"id": kind, "name": wording.said(f"kind.{kind}", desk.language.interface)}


@router.get("/reconcile/suggest/entity", summary="Suggestions of things")
async def suggest_entity(request: Request, prefix: str = "", cursor: int = 0) -> Response:
    """Things whose name begins like `prefix`."""
    desk = Desk(request, "/reconcile")
    index = await finder(request).index(request.app.state.service)
    hits = [hit for hit in index.find(prefix[:200]) if hit.entry.kind in TYPES]
    told = [
        {
            "id": hit.entry.iri.removeprefix(names.ID),
            "name": _name(hit, desk).text,
            "description": hit.by,
            "notable": [_type(hit.entry.kind, desk)],
        }
        for hit in hits[max(cursor, 0) : max(cursor, 0) + 10]
    ]
    return JSONResponse({"result": told})


@router.get("/reconcile/suggest/type", summary="Suggestions of types")
async def suggest_type(request: Request, prefix: str = "") -> Response:
    """Types whose name begins like `prefix`."""
    desk = Desk(request, "/reconcile")
    types = [_type(kind, desk) for kind in TYPES]
    wanted = prefix.casefold()
    return JSONResponse(
        {"result": [t for t in types if any(v.casefold().startswith(wanted) for v in t.values())]}
    )


@router.get("/reconcile/preview", summary="Preview of a thing")
async def preview(request: Request, id: str = "") -> Response:  # noqa: A002  (the API's own name)
    """A small page about a thing, to be shown inside another."""
    desk = Desk(request, f"/doc/{id}")
    iri = names.ID + id
    if not all(c.isalnum() or c in "-_/" for c in id):
        raise NotFound(f"{iri} is no name of ours")
    what = await known(desk.questions, iri)
    if what.nothing:
        raise NotFound(f"{iri} is not in this release")
    naming = await desk.naming(what.iris)
    page = PreviewPage(title=naming.of(iri).text, naming=naming, identity=identity(what, naming))
    return desk.show(page, framed=True)
