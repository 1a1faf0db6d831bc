"""The tables of a release as a server gives them: asked of the service, kept, described by CSVW."""

import asyncio
import json
from typing import Any, Final

from graph import tables
from server.questions import Answers
from sparql.service import QueryService, rows

NAMES: Final = tuple(tables.TABLES)
#: A mark by which some spreadsheets know UTF-8; only for who asks for it.
BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_DATATYPES: Final = {
    "value": "decimal", "start": "nonNegativeInteger", "end": "nonNegativeInteger", "year": "integer",
}  # fmt: skip
_IRIS: Final = frozenset({"iri", "metric", "area", "actor", "scope", "subject", "object", "observation"})


def columns(name: str) -> tuple[str, ...]:
    """The columns of the table `name`."""
    return tables.TABLES[name].columns


class Tables:
    """Makes each table once for each release."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], str] = {}
        self._lock = asyncio.Lock()

    async def csv(self, service: QueryService, name: str) -> str:
        """The table `name` of the present release."""
        key = service.release, name
        async with self._lock:
            if key not in self._made:
                self._made = {k: v for k, v in self._made.items() if k[0] == service.release}
                self._made[key] = await _asked(service, name)
        return self._made[key]


async def _asked(service: QueryService, name: str) -> str:
    answers = {
        column: _plain(await rows(service, text)) for column, text in tables.TABLES[name].queries().items()
    }
    return await asyncio.to_thread(tables.table, name, answers)


def _plain(answers: Answers) -> list[dict[str, str]]:
    return [{name: term["value"] for name, term in row.items()} for row in answers]


def csvw(name: str, url: str) -> dict[str, Any]:
    """What the table at `url` is, by W3C's CSV on the Web: columns, datatypes, separators."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "dc:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "tableSchema": {"columns": [_column(name, column) for column in columns(name)]},
    }


def _column(table: str, column: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column, "titles": column}
    if column in _IRIS:
        told["datatype"] = "anyURI"
    else:
        told["datatype"] = _DATATYPES.get(column, "string")
    if column in tables.TABLES[table].lists:
        told["separator"] = "|"
    return told


def as_bytes(table: str, *, marked: bool) -> bytes:
    """A table in UTF-8, with the mark if wished."""
    return ((BOM if marked else "") + table).encode()


def metadata(name: str, url: str) -> bytes:
    """The CSVW description as JSON."""
    return json.dumps(csvw(name, url), ensure_ascii=False, indent=1).encode()
