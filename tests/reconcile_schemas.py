"""What the answers of a reconciliation service (specification 0.2) look like, as JSON Schema of our own.

Stricter than what W3C's group publishes: nothing may stand in an answer but the fields named here.
"""

from typing import Any, Final

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string", "minLength": 1}
URL: Final[Schema] = {"type": "string", "pattern": "^https?://"}


def record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """An object of which every field is named."""
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": sorted(required),
        "additionalProperties": False,
    }


def several(item: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": item}


def every(value: Schema) -> Schema:
    """An object whose keys are the client's own."""
    return {"type": "object", "additionalProperties": value}


NAMED: Final = record({"id": TEXT, "name": TEXT}, {"description": TEXT})
PLACE: Final = record({"service_url": URL, "service_path": {"type": "string", "pattern": "^/"}})
SETTING: Final = record(
    {"name": TEXT, "label": TEXT, "type": {"enum": ["number", "text", "checkbox", "select"]}},
    {"default": {"type": ["number", "string", "boolean"]}, "help_text": TEXT, "choices": {"type": "array"}},
)
WITH_ID: Final = {"type": "string", "pattern": r"\{\{id\}\}"}
MANIFEST: Final = record(
    {
        "versions": {"type": "array", "contains": {"const": "0.2"}, "items": TEXT},
        "name": TEXT,
        "identifierSpace": URL,
        "schemaSpace": URL,
    },
    {
        "documentation": URL,
        "logo": URL,
        "defaultTypes": several(NAMED),
        "view": record({"url": WITH_ID}),
        "preview": record({"url": WITH_ID, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "suggest": record({}, {"entity": PLACE, "property": PLACE, "type": PLACE}),
        "extend": record({"propose_properties": PLACE}, {"property_settings": several(SETTING)}),
        "batchSize": {"type": "integer", "minimum": 1},
    },
)
CANDIDATE: Final = record(
    {"id": TEXT, "name": TEXT, "score": {"type": "number", "minimum": 0, "maximum": 100}},
    {
        "type": several(NAMED),
        "match": {"type": "boolean"},
        "description": TEXT,
        "features": several(record({"id": TEXT, "value": {"type": ["boolean", "number"]}})),
    },
)
MATCHES: Final = every(record({"result": several(CANDIDATE)}))
CELL: Final[Schema] = {
    "oneOf": [
        NAMED,
        record({"str": {"type": "string"}}),
        record({"int": {"type": "integer"}}),
        record({"float": {"type": "number"}}),
    ]
}
EXTENSION: Final = record(
    {
        "meta": several(record({"id": TEXT, "name": TEXT}, {"type": NAMED})),
        "rows": every(every(several(CELL))),
    }
)
PROPOSAL: Final = record({"properties": several(NAMED)}, {"type": TEXT, "limit": {"type": "integer"}})
SUGGESTED: Final = record({"result": several(record(NAMED["properties"], {"notable": several(NAMED)}))})
SUGGESTED["properties"]["result"]["items"]["required"] = ["id", "name"]

#: By the name of the schema that W3C's group publishes for the same answer.
SCHEMAS: Final[dict[str, Schema]] = {
    "manifest": MANIFEST,
    "reconciliation-result-batch": MATCHES,
    "data-extension-response": EXTENSION,
    "data-extension-property-proposal": PROPOSAL,
    "suggest-entities-response": SUGGESTED,
    "suggest-types-response": SUGGESTED,
    "suggest-properties-response": SUGGESTED,
}
