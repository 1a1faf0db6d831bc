"""The W3C suite of the SPARQL 1.1 Protocol, replayed byte for byte over a socket to a real server.

The 20 tests of queries and the 7 of malformed updates pass; the 7 that need an update to succeed are not
offered and get 403.
"""

import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from tests.sparql_world import Server, running_server

pytestmark = pytest.mark.w3c

SUITE = Path(os.environ.get("YUEZHI_W3C", "")) / "sparql" / "sparql11" / "protocol"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DATA = "http://kasei.us/2009/09/sparql/data/"
PREFIX = "/sparql/"

#: Tests of updates that succeed; this service offers none.
NOT_OFFERED = frozenset(
    {
        "update_dataset_default_graph",
        "update_dataset_default_graphs",
        "update_dataset_named_graphs",
        "update_dataset_full",
        "update_post_form",
        "update_post_direct",
        "update_base_uri",
    }
)
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json", "application/sparql-results+xml", "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}  # fmt: skip


@dataclass
class Exchange:
    """A request as it goes over the wire, and what is expected in return."""

    raw: bytes
    statuses: tuple[int, ...]
    format: str | None
    boolean: bool | None


@dataclass
class Case:
    """One test: its exchanges in their order."""

    id: str
    exchanges: list[Exchange]


class Manifest:
    """Reads the manifest of the suite."""

    def __init__(self) -> None:
        self.store = ox.Store()
        file = SUITE / "manifest.ttl"
        self.store.load(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=file.as_uri())

    def values(self, node: Any, predicate: str) -> list[Any]:
        """The objects of a property."""
        return [q.object for q in self.store.quads_for_pattern(node, ox.NamedNode(predicate), None)]

    def value(self, node: Any, predicate: str) -> str | None:
        """The object of a property, as text."""
        found = self.values(node, predicate)
        return found[0].value if found else None

    def members(self, node: Any) -> Iterator[Any]:
        """The members of a list."""
        while node.value != RDF + "nil":
            yield self.values(node, RDF + "first")[0]
            node = self.values(node, RDF + "rest")[0]

    def cases(self) -> Iterator[Case]:
        """All tests."""
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(MF + "entries"), None):
            for entry in self.members(quad.object):
                (action,) = self.values(entry, MF + "action")
                (requests,) = self.values(action, HT + "requests")
                yield Case(entry.value.rpartition("#")[2], [self.exchange(r) for r in self.members(requests)])

    def exchange(self, request: Any) -> Exchange:
        """One request with its expected response."""
        (response,) = self.values(request, HT + "resp")
        statuses = [
            int(s.value.rpartition("StatusCode")[2][0]) for s in self.values(response, MF + "expectedStatus")
        ]
        boolean = self.value(response, MF + "expectedBoolean")
        return Exchange(
            self.raw(request),
            tuple(statuses),
            self.value(response, MF + "expectedFormat"),
            None if boolean is None else boolean == "true",
        )

    def raw(self, request: Any) -> bytes:
        """The bytes of a request: nothing is added but Host, Connection and the length of the body."""
        method, path = self.value(request, HT + "methodName"), self.value(request, HT + "absolutePath")
        assert path is not None
        assert path.startswith(PREFIX)
        lines = [f"{method} {path} HTTP/1.1", "Host: www.example", "Connection: close"]
        for headers in self.values(request, HT + "headers"):
            lines += [
                f"{self.value(header, HT + 'fieldName')}: {self.value(header, HT + 'fieldValue')}"
                for header in self.members(headers)
            ]
        body = b""
        for content in self.values(request, HT + "body"):
            encoding = self.value(content, CNT + "characterEncoding") or "UTF-8"
            body = (self.value(content, CNT + "chars") or "").encode(encoding)
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body


def cases() -> list[Case]:
    """All tests, or none where the suite is not at hand."""
    return list(Manifest().cases()) if SUITE.is_dir() else []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the data of the suite, and the data0.rdf that its tests presume and it does not bring."""
    folder = tmp_path_factory.mktemp("protocol")
    graphs = [f"<{DATA}data{n}.rdf> {{ {(SUITE / f'data{n}.nt').read_text()} }}" for n in (1, 2, 3)]
    graphs.append(f"<{DATA}data0.rdf> {{ <{DATA}data0.rdf> a <http://xmlns.com/foaf/0.1/Document> . }}")
    (folder / "suite.trig").write_text("\n".join(graphs))
    with running_server(folder) as server:
        yield server


def exchanged(port: int, raw: bytes) -> tuple[int, str, bytes]:
    """Status, media type and body of the response to `raw`."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(raw)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return int(status.split()[1]), headers.get("content-type", "").partition(";")[0], body


def test_the_suite_is_whole() -> None:
    if not SUITE.is_dir():
        pytest.skip("YUEZHI_W3C does not name the folder of the W3C suites")
    ids = {case.id for case in cases()}
    assert len(ids) == 34
    assert ids >= NOT_OFFERED


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_protocol(server: Server, case: Case) -> None:
    for exchange in case.exchanges[: 1 if case.id in NOT_OFFERED else None]:
        status, media_type, body = exchanged(server.port, exchange.raw)
        if case.id in NOT_OFFERED:
            assert status == 403, body
            continue
        assert status // 100 in exchange.statuses, body
        if exchange.format is not None:
            assert media_type in FORMATS[exchange.format]
        if exchange.boolean is not None:
            assert json.loads(body)["boolean"] is exchange.boolean
        if status >= 400:
            assert media_type == "application/problem+json"
