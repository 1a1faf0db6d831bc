"""What the OpenAPI document says beyond what the routes say themselves: the endpoint, and failures."""

from typing import Any, Final

from fastapi import FastAPI

from sparql.formats import GRAPH_FORMATS, RESULT_FORMATS

_PROBLEM: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "the kind of failure, as an IRI"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "advice": {"type": "string", "description": "what to do"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "instance": {"type": "string"},
        "request_id": {"type": "string"},
    },
}
#: How any route fails.
FAILURES: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "A failure: what, where, what to do",
        "content": {
            "application/problem+json": {"schema": _PROBLEM},
            "text/plain": {"schema": {"type": "string"}},
            "text/html": {"schema": {"type": "string"}},
        },
    }
}

_EXAMPLE: Final = """PREFIX yz: <https://w3id.org/yuezhi/ontology#>
SELECT ?metric (COUNT(*) AS ?observations) WHERE { ?o a yz:Observation ; yz:metric ?metric }
GROUP BY ?metric ORDER BY DESC(?observations) LIMIT 10"""
_OFFERS: Final = (*RESULT_FORMATS, *GRAPH_FORMATS)
_GRAPHS: Final = {"type": "array", "items": {"type": "string", "format": "uri"}}
_FIELDS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "query": ("the query", {"type": "string", "example": _EXAMPLE}),
    "default-graph-uri": ("a graph of the default graph; again for more", _GRAPHS),
    "named-graph-uri": ("a named graph; again for more", _GRAPHS),
    "format": (
        "a format by its name instead of Accept",
        {"type": "string", "enum": [f.name for f in _OFFERS]},
    ),
    "timeout": ("milliseconds, if fewer than the limit", {"type": "integer", "minimum": 1}),
}


class Application(FastAPI):
    """A FastAPI application whose document has the SPARQL endpoint in it."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        document["paths"].setdefault("/sparql", _endpoint())
        return document


def _endpoint() -> dict[str, Any]:
    """The SPARQL 1.1 Protocol in words of OpenAPI."""
    content = {offer.media_type: {"schema": {"type": "string"}} for offer in _OFFERS}
    responses = {"200": {"description": "The answer, whole", "content": content}, **FAILURES}
    parameters = [
        {"name": name, "in": "query", "required": False, "description": told, "schema": schema}
        for name, (told, schema) in _FIELDS.items()
    ]
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {name: {**schema, "description": told} for name, (told, schema) in _FIELDS.items()},
    }
    bodies = {
        "application/x-www-form-urlencoded": {"schema": form},
        "application/sparql-query": {"schema": {"type": "string", "example": _EXAMPLE}},
    }
    common = {"tags": ["SPARQL"], "responses": responses}
    return {
        "get": {
            **common,
            "summary": "Query by GET",
            "description": "Without a query: the description of the service.",
            "operationId": "sparql_get",
            "parameters": parameters,
        },
        "post": {
            **common,
            "summary": "Query by POST",
            "operationId": "sparql_post",
            "requestBody": {"required": True, "content": bodies},
        },
    }
