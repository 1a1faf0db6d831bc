"""The pages of queries: the editor, the named questions, and each with its answer."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from server.charts import Chart, Mark, chart
from server.contexts import Value
from server.contexts_site import Answered, EditorPage, QueriesPage, QueryPage
from server.desk import Desk
from server.errors import BadRequest
from server.known import value_of
from server.numerals import number
from server.questions import iris_in, value
from sparql.catalogue import NamedQuery, catalogue
from sparql.errors import BindingError
from sparql.formats import GRAPH_FORMATS, RESULT_FORMATS, formats_of
from sparql.service import QueryRequest, collect

#: Rows of an answer that its page shows.
_SHOWN: Final = 200
_FIRST: Final = """PREFIX yz: <https://w3id.org/yuezhi/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?metric (COUNT(?observation) AS ?figures) WHERE {
  ?observation a yz:Observation ; yz:metric ?m .
  ?m skos:prefLabel ?metric FILTER(lang(?metric) = "zh")
}
GROUP BY ?metric
ORDER BY DESC(?figures)
LIMIT 20
"""


async def editor(request: Request, query: str = "", path: str = "/sparql") -> Response:
    """The page at the endpoint for people; at the `path` of a short link with its `query`."""
    desk = Desk(request, path)
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    lang = desk.language.interface
    page = EditorPage(
        title="",
        naming=await desk.naming(()),
        query=query or request.query_params.get("text", _FIRST),
        formats=[(format_.name, format_.media_type) for format_ in (*RESULT_FORMATS, *GRAPH_FORMATS)],
        examples=[(query.name, query.title[lang], query.text) for query in catalogue().values()],
        bundled=(files("server") / "static" / "bundle" / "editor.js").is_file(),
    )
    return desk.show(page)


async def overview(request: Request, queries: Mapping[str, NamedQuery]) -> Response:
    """The page of all named questions."""
    desk = Desk(request, "/queries")
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    return desk.show(QueriesPage(title="", naming=await desk.naming(()), queries=list(queries.values())))


async def one(request: Request, query: NamedQuery, values: Mapping[str, str]) -> Response:
    """The page of a named question with its answer."""
    desk = Desk(request, f"/queries/{query.name}")
    if unchanged := desk.unchanged(desk.page_etag()):
        return unchanged
    asked = {name: text for name, text in values.items() if name != "data"}
    try:
        text = query.bound(asked)
    except BindingError as error:
        raise BadRequest(str(error)) from error
    answered = await _answered(desk, text) if query.form == "SELECT" else None
    naming = await desk.naming(iris_in(answered.rows) if answered else ())
    page = QueryPage(
        title=query.title[desk.language.interface],
        naming=naming,
        query=query,
        values=asked,
        text=text,
        answered=answered,
        cells=[_cells(answered, row) for row in answered.rows[:_SHOWN]] if answered else [],
        chart=_chart(query, answered, desk.language.interface) if answered else None,
        formats=[format_.name for format_ in formats_of(query.form)],
    )
    return desk.show(page)


async def _answered(desk: Desk, text: str) -> Answered:
    """The answer of a SELECT, as the client of the page may have it."""
    client = desk.request.client.host if desk.request.client else "unknown"
    answer = await desk.questions.service.answer(QueryRequest(text=text, client=client))
    told = json.loads(await collect(answer))
    return Answered(told["head"]["vars"], told["results"]["bindings"], _SHOWN)


def _cells(answered: Answered, row: Mapping[str, Mapping[str, str]]) -> list[Value | None]:
    return [value_of(row[name]) if name in row else None for name in answered.columns]


def _chart(query: NamedQuery, answered: Answered, language: str) -> Chart | None:
    """The chart that the question's header asks for: years along, numbers up."""
    asked = query.chart
    if asked.get("kind") == "table" or not {"x", "y"} <= asked.keys():
        return None
    marks: dict[str, list[Mark]] = {}
    for row in answered.rows:
        year, amount = value(row, asked["x"])[:4], number(value(row, asked["y"]))
        if year.isdigit() and amount is not None:
            name = value(row, asked["series"]) if "series" in asked else query.title[language]
            marks.setdefault(name, []).append(Mark(int(year), amount))
    return chart(query.title[language], "", marks, language, joined=asked["kind"] == "line")
