"""What the service says of itself: the service description at the endpoint, VoID, both from the release."""

from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from server.negotiate import Choice
from server.public import public_root
from sparql.declared import prefix_triples, prefixes, query_triples
from sparql.formats import GRAPH_FORMATS, RESULT_FORMATS, content_type
from sparql.service import QueryService, rows

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
_WHOLE: Final = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"


class Description:
    """Computes the description once for each release and keeps it."""

    def __init__(self, service: QueryService) -> None:
        self.service = service
        self._made: tuple[str, str, list[ox.Triple]] | None = None

    async def triples(self, endpoint: str) -> list[ox.Triple]:
        """The service description of the endpoint at the URL `endpoint`."""
        if self._made is None or self._made[:2] != (self.service.release, endpoint):
            whole = await rows(self.service, _WHOLE, client="self")
            graphs = await rows(self.service, _GRAPHS, client="self")
            counts = [(row["graph"]["value"], int(row["triples"]["value"])) for row in graphs]
            made = _describe(endpoint, int(whole[0]["triples"]["value"]), counts)
            made += prefix_triples() + query_triples(endpoint)
            self._made = (self.service.release, endpoint, made)
        return self._made[2]

    async def response(self, request: Request, choice: Choice) -> Response:
        """The description in the chosen format."""
        triples = await self.triples(endpoint_url(request))
        format_ = ox.RdfFormat.from_media_type(choice.format.media_type)
        body = ox.serialize(triples, format=format_, prefixes=prefixes())
        headers = {
            "Vary": "Accept",
            "Cache-Control": f"public, max-age={request.app.state.settings.max_age_s}",
        }
        return Response(body, 200, headers, media_type=content_type(choice.media_type))


def endpoint_url(request: Request) -> str:
    """Where the endpoint stands for the world."""
    return public_root(request) + "/sparql"


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
