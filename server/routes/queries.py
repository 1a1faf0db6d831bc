"""The named queries as an API: what there is, and each one's answer with typed parameters."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.answers import cache_control, respond_with
from server.errors import BadRequest, NotFound
from server.negotiate import by_alias, choose, prefers_html
from server.public import public_root
from server.turns import client_of
from sparql.catalogue import RESERVED, NamedQuery, Parameter, catalogue
from sparql.errors import BindingError
from sparql.formats import GRAPH_FORMATS, RESULT_FORMATS, formats_of
from sparql.service import QueryRequest, rows

router = APIRouter(tags=["named queries"])

_XSD_IN_JSON: Final = {"integer": "integer", "year": "integer", "decimal": "number", "boolean": "boolean"}


@router.get("/queries", summary="The named queries")
@router.get("/queries/", include_in_schema=False)
async def all_queries(request: Request) -> Response:
    """Lists the named queries: a page for people, JSON for programs."""
    page = getattr(request.app.state, "queries_page", None)
    if page is not None and prefers_html(request.headers.get("accept")):
        shown: Response = await page(request, catalogue())
        return shown
    root = public_root(request)
    listed = [_told(query, root) for query in catalogue().values()]
    return JSONResponse(listed, headers={"Vary": "Accept", "Cache-Control": cache_control(request)})


async def one_query(request: Request, query: NamedQuery) -> Response:
    """The answer of a named query in the wished format; its page for people."""
    page_of = getattr(request.app.state, "query_page", None)
    values = _values(request)
    alias, page = values.pop("format", None), _page(values.pop("page", None), query)
    values.pop("lang", None)
    offers = formats_of(query.form)
    if page_of is not None and alias is None and prefers_html(request.headers.get("accept"), offers):
        shown: Response = await page_of(request, query, values)
        return shown
    try:
        text = query.bound(values, page)
    except BindingError as error:
        raise BadRequest(str(error)) from error
    choice = (
        by_alias(alias, offers, (*RESULT_FORMATS, *GRAPH_FORMATS))
        if alias
        else choose(request.headers.get("accept"), offers)
    )
    wanted = QueryRequest(
        text=text,
        results_format=choice.format.media_type
        if choice.format in RESULT_FORMATS
        else RESULT_FORMATS[0].media_type,
        graph_format=choice.format.media_type
        if choice.format in GRAPH_FORMATS
        else GRAPH_FORMATS[0].media_type,
        client=client_of(request.scope),
    )
    response = await respond_with(request, wanted, choice)
    if page is not None:
        response.headers["Link"] = await _pages(request, query, values, page)
    return response


def _values(request: Request) -> dict[str, str]:
    """The parameters of the URL, each at most once."""
    try:
        pairs = parse_qsl(
            request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict"
        )
    except UnicodeDecodeError as error:
        raise BadRequest("the URL is not UTF-8") from error
    values = dict(pairs)
    if len(values) < len(pairs):
        raise BadRequest("a parameter is given twice; give it once")
    return {name: value for name, value in values.items() if value != ""}


def _page(value: str | None, query: NamedQuery) -> int | None:
    if value is None:
        return None
    if query.page is None:
        raise BadRequest(f"{query.name} is not paged: its order would not hold from page to page")
    if not value.isdecimal() or not 1 <= int(value) <= 1_000_000:
        raise BadRequest(f"page={value} is no number of a page")
    return int(value)


async def _pages(request: Request, query: NamedQuery, values: Mapping[str, str], page: int) -> str:
    """The Link header to the pages around `page`; the next one is looked for, not assumed."""
    base = f"{public_root(request)}/queries/{query.name}"
    format_ = {k: v for k, v in request.query_params.items() if k in RESERVED - {"page"}}

    def link(number: int, relation: str) -> str:
        return f'<{base}?{urlencode({**values, **format_, "page": number})}>; rel="{relation}"'

    links = [link(1, "first")]
    if page > 1:
        links.append(link(page - 1, "prev"))
    rest = f"{query.bound(values)}\nLIMIT 1 OFFSET {page * (query.page or 1)}"
    if await rows(request.app.state.service, rest, client=client_of(request.scope)):
        links.append(link(page + 1, "next"))
    return ", ".join(links)


def routes_of(queries: Mapping[str, NamedQuery]) -> APIRouter:
    """A route for each named query, so that each stands in the OpenAPI document with its own parameters."""
    made = APIRouter(tags=["named queries"])
    for query in queries.values():
        made.add_api_route(
            f"/queries/{query.name}",
            _endpoint(query),
            methods=["GET"],
            summary=query.title["en"],
            description=query.question["en"],
            operation_id=f"query_{query.name.replace('-', '_')}",
            openapi_extra=_openapi(query),
        )
    made.add_api_route("/queries/{name}", _unknown, methods=["GET"], include_in_schema=False)
    return made


def _endpoint(query: NamedQuery) -> Any:
    async def endpoint(request: Request) -> Response:
        return await one_query(request, query)

    return endpoint


async def _unknown(name: str) -> Response:
    raise NotFound(f"no named query is called {name!r}; /queries lists them")


def _openapi(query: NamedQuery) -> dict[str, Any]:
    """What OpenAPI says of a named query: its parameters with examples, and its formats."""
    parameters = [
        {
            "name": parameter.name,
            "in": "query",
            "required": False,
            "description": f"{parameter.help['en']} ({parameter.type})",
            "schema": {"type": _XSD_IN_JSON.get(parameter.type, "string")},
            **_example(parameter),
        }
        for parameter in query.parameters
    ]
    offers = formats_of(query.form)
    names = {"type": "string", "enum": [f.name for f in offers]}
    parameters.append({"name": "format", "in": "query", "required": False, "schema": names})
    if query.page is not None:
        number = {"type": "integer", "minimum": 1}
        parameters.append({"name": "page", "in": "query", "required": False, "schema": number})
    content = {f.media_type: {"schema": {"type": "string"}} for f in offers}
    return {
        "parameters": parameters,
        "responses": {"200": {"description": query.title["en"], "content": content}},
    }


def _example(parameter: Parameter) -> dict[str, Any]:
    """A value to try: the default, else that of another query's parameter of the same type."""
    alike = (p.default for q in catalogue().values() for p in q.parameters if p.type == parameter.type)
    value = parameter.default or next(filter(None, alike), None)
    if value is None:
        return {}
    return {"example": int(value) if _XSD_IN_JSON.get(parameter.type) == "integer" else value}


def _told(query: NamedQuery, root: str) -> dict[str, Any]:
    """What the list says of one query."""
    return {
        "name": query.name,
        "url": f"{root}/queries/{query.name}",
        "form": query.form,
        "title": query.title,
        "question": query.question,
        "keywords": query.keywords,
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default, "help": p.help} for p in query.parameters
        ],
        "columns": query.columns,
        "page": query.page,
        "chart": query.chart,
        "note": query.note,
        "query": query.text,
    }
