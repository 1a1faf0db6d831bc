"""What the service says of itself: the service description at the endpoint, VoID, both from the release."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from ontology import names
from server.answers import cache_control, has_tag, tag_of
from server.distributions import distributions
from server.negotiate import Choice
from server.public import public_root
from sparql.declared import prefix_triples, prefixes, query_triples
from sparql.formats import GRAPH_FORMATS, N_TRIPLES, RESULT_FORMATS, content_type
from sparql.service import QueryRequest, QueryService, collect, rows

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES: Final = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples",
    "rdfxml": "RDF_XML", "nquads": "N-Quads", "trig": "TriG",
}  # fmt: skip

_GRAPHS: Final = """
SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph
"""
_META: Final = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{names.graph('meta')}> {{ ?s ?p ?o }} }}"
_WHOLE: Final = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"


#: Descriptions that are kept: two for each name under which this server is asked.
_KEPT: Final = 16


class Description:
    """Computes what the service says of itself once for each release, and keeps it."""

    def __init__(self, service: QueryService) -> None:
        self.service = service
        self._made: dict[tuple[str, str], list[ox.Triple]] = {}

    async def of_service(self, request: Request, choice: Choice) -> Response:
        """The service description of the endpoint, in the chosen format."""
        endpoint = public_root(request) + "/sparql"
        return await self._response(request, choice, endpoint, lambda: self._service(endpoint))

    async def of_dataset(self, request: Request, choice: Choice) -> Response:
        """The dataset as the release describes it, with what of it can be taken away here."""
        root, folder = public_root(request), request.app.state.settings.release
        return await self._response(request, choice, f"{root}/", lambda: self._dataset(folder, root))

    async def _service(self, endpoint: str) -> list[ox.Triple]:
        whole = await rows(self.service, _WHOLE, client="self")
        graphs = await rows(self.service, _GRAPHS, client="self")
        counts = [(row["graph"]["value"], int(row["triples"]["value"])) for row in graphs]
        made = _describe(endpoint, int(whole[0]["triples"]["value"]), counts)
        return made + prefix_triples() + query_triples(endpoint)

    async def _dataset(self, release: Path, root: str) -> list[ox.Triple]:
        wanted = QueryRequest(_META, graph_format=N_TRIPLES.media_type, client="self")
        told = await collect(await self.service.answer(wanted))
        made = [quad.triple for quad in ox.parse(told, format=ox.RdfFormat.N_TRIPLES)]
        return [*made, *distributions(made, release, root)]

    async def _response(
        self, request: Request, choice: Choice, about: str, make: Callable[[], Awaitable[list[ox.Triple]]]
    ) -> Response:
        """What is to be said under the URL `about`, made once for each release."""
        release = self.service.release
        tag = tag_of(release, QueryRequest(about), choice.media_type)
        headers = {"Vary": "Accept", "Cache-Control": cache_control(request), "ETag": tag}
        if has_tag(request, tag):
            return Response(None, 304, headers)
        made = self._made.get((release, about))
        if made is None:
            made = await make()
            if len(self._made) >= _KEPT:  # as many as there are hosts that requests name
                self._made.clear()
            self._made[release, about] = made
        format_ = ox.RdfFormat.from_media_type(choice.format.media_type)
        body = ox.serialize(made, format=format_, prefixes=prefixes())
        return Response(body, 200, headers, media_type=content_type(choice.media_type))


def _describe(endpoint: str, triples: int, graphs: list[tuple[str, int]]) -> list[ox.Triple]:
    """The triples of the service description."""
    service, dataset, default = ox.NamedNode(endpoint), ox.BlankNode(), ox.BlankNode()
    made = [
        _triple(service, _RDF_TYPE, _sd("Service")),
        _triple(service, _sd("endpoint"), service),
        _triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        _triple(service, _sd("feature"), _sd("EmptyGraphs")),
        _triple(service, _sd("defaultDataset"), dataset),
        _triple(dataset, _RDF_TYPE, _sd("Dataset")),
        _triple(dataset, _sd("defaultGraph"), default),
        _triple(default, _RDF_TYPE, _sd("Graph")),
        _triple(default, _VOID_TRIPLES, _count(triples)),
    ]
    made.extend(
        _triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + _FORMAT_NAMES[format_.name]))
        for format_ in (*RESULT_FORMATS, *GRAPH_FORMATS)
    )
    for name, count in graphs:
        named, graph = ox.BlankNode(), ox.BlankNode()
        made += [
            _triple(dataset, _sd("namedGraph"), named),
            _triple(named, _RDF_TYPE, _sd("NamedGraph")),
            _triple(named, _sd("name"), ox.NamedNode(name)),
            _triple(named, _sd("graph"), graph),
            _triple(graph, _RDF_TYPE, _sd("Graph")),
            _triple(graph, _VOID_TRIPLES, _count(count)),
        ]
    return made


_RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_VOID_TRIPLES: Final = ox.NamedNode("http://rdfs.org/ns/void#triples")


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def _triple(
    s: ox.NamedNode | ox.BlankNode, p: ox.NamedNode, o: ox.NamedNode | ox.BlankNode | ox.Literal
) -> ox.Triple:
    return ox.Triple(s, p, o)
