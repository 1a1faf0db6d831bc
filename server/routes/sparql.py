"""The SPARQL endpoint: query by GET and POST, its own description, the editor for people."""

import json
import logging
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.answers import respond_with
from server.errors import QuerySyntax, ServiceRefused, UpdateRefused
from server.negotiate import Choice, by_alias, choose, prefers_html
from server.protocol import METHODS, Operation, read_operation
from server.turns import client_of
from sparql.formats import GRAPH_FORMATS, RESULT_FORMATS, RESULTS_JSON, TURTLE, formats_of
from sparql.scan import DEEPEST, Scan, position, scan
from sparql.service import QueryRequest

if TYPE_CHECKING:
    from server.description import Description

log: Final = logging.getLogger("yuezhi.queries")
router = APIRouter()


async def endpoint(request: Request) -> Response:
    """Answers one request of the SPARQL 1.1 Protocol.

    It reads its request itself, so the application has it as a plain route, before all others.
    """
    if request.method == "OPTIONS":
        return Response(None, 204, {"Allow": ", ".join(METHODS)})
    operation = await read_operation(request, request.app.state.settings.query_limit_bytes)
    if operation.query is None:
        return await _describe_service(request, operation)
    return await answer(request, operation, operation.query)


async def answer(request: Request, operation: Operation, text: str) -> Response:
    """The answer to a stranger's query: refused early where its tokens say so, negotiated by its form."""
    if request.app.state.settings.log_queries:
        log.info("%s", json.dumps({"request_id": request.scope.get("request_id"), "query": text}))
    found = refuse_early(text)
    choice = choose_format(request, operation.format, found)
    wanted = QueryRequest(
        text=text,
        default_graphs=operation.default_graphs,
        named_graphs=operation.named_graphs,
        results_format=choice.format.media_type
        if choice.format in RESULT_FORMATS
        else RESULTS_JSON.media_type,
        graph_format=choice.format.media_type if choice.format in GRAPH_FORMATS else TURTLE.media_type,
        client=client_of(request.scope),
        limit_ms=operation.timeout_ms,
    )
    return await respond_with(request, wanted, choice, volatile=found.volatile)


@router.get("/.well-known/void", summary="VoID", tags=["dataset"])
async def void(request: Request) -> Response:
    """The description of the dataset: graphs, vocabularies, partitions, dumps and tables."""
    description: Description = request.app.state.description
    return await description.of_dataset(
        request, _choose_graph_format(request, request.query_params.get("format"))
    )


def refuse_early(text: str) -> Scan:
    """What the tokens say of `text`.

    Raises:
        UpdateRefused, ServiceRefused: it would change data or reach another server.
        QuerySyntax: it nests deeper than any parser should be asked to read.
    """
    found = scan(text)
    if found.update is not None:
        line, column = position(text, found.body)
        raise UpdateRefused(
            f"{found.update} begins an update; this endpoint only reads", line=line, column=column
        )
    if found.service is not None:
        line, column = position(text, found.service)
        raise ServiceRefused("SERVICE would ask another server", line=line, column=column)
    if found.glued is not None:
        line, column = position(text, found.glued)
        raise QuerySyntax("a keyword grows into what follows or stands before it", line=line, column=column)
    if found.too_deep:
        raise QuerySyntax(f"brackets or operators nest more than {DEEPEST} deep, which is not read")
    return found


def choose_format(request: Request, alias: str | None, found: Scan) -> Choice:
    """The format of the answer: the one `format=` names, else by Accept, among those of the query's form."""
    offers = formats_of(found.form)
    if alias:
        return by_alias(alias, offers, (*RESULT_FORMATS, *GRAPH_FORMATS))
    return choose(request.headers.get("accept"), offers)


async def _describe_service(request: Request, operation: Operation) -> Response:
    """What stands at the endpoint itself: the editor for people, the service description for machines."""
    editor = getattr(request.app.state, "editor_page", None)
    accept = request.headers.get("accept")
    if operation.format is None and prefers_html(accept, GRAPH_FORMATS):
        if editor is not None:
            page: Response = await editor(request)
            return page
        return RedirectResponse(request.scope.get("root_path", "") + "/", 303)
    description: Description = request.app.state.description
    return await description.of_service(request, _choose_graph_format(request, operation.format))


def _choose_graph_format(request: Request, alias: str | None) -> Choice:
    if alias:
        return by_alias(alias, GRAPH_FORMATS, GRAPH_FORMATS)
    return choose(request.headers.get("accept"), GRAPH_FORMATS)
