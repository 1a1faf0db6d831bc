"""One graph out of the modules: follows the imports through the catalogue, never to the network."""

import io
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF

from ontology import names
from ontology.errors import ImportUnknown, ModuleUnreadable

#: The folder of the modules, imports and checks.
HOME: Final = Path(str(files("ontology")))
#: What the reasoner must not see: the typing of dimensions as individuals, and matches to other vocabularies.
UNREASONED: Final = (names.ONTOLOGY + "/cube", names.ONTOLOGY + "/align")

_FORMATS: Final = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".owl": "xml",
    ".xml": "xml",
    ".nt": "nt",
    ".jsonld": "json-ld",
}
_CATALOG: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"


def catalog(home: Path = HOME) -> dict[str, Path]:
    """The files of the ontologies by IRI, as `catalog-v001.xml` lists them for Protégé and for us."""
    root = ET.parse(home / "catalog-v001.xml").getroot()  # noqa: S314  (our own file)
    return {entry.attrib["name"]: home / entry.attrib["uri"] for entry in root.iter(_CATALOG)}


def module_files(home: Path = HOME) -> list[Path]:
    """All Turtle files of the ontology that people edit, in a fixed order."""
    return [*sorted((home / "modules").glob("*.ttl")), *sorted((home / "imports").glob("*.ttl"))]


def read_module(path: Path) -> Graph:
    """The graph of one file.

    Raises:
        ModuleUnreadable: the file is missing, or is not RDF in the syntax that its ending names.
    """
    graph = Graph()
    try:
        data = path.read_bytes()
        graph.parse(data=data, format="xml" if is_xml(data) else _FORMATS.get(path.suffix, "turtle"))
    except OSError as error:
        raise ModuleUnreadable(path, error.strerror or str(error)) from error
    except Exception as error:  # rdflib's parsers share no error class
        raise ModuleUnreadable(path, _fault(data) or _first_lines(error)) from error
    return graph


def is_xml(data: bytes) -> bool:
    """Whether a file holds XML, whatever its name: editors save RDF/XML under the name that was there."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<rdf:RDF", b"<!DOCTYPE rdf:RDF"))


def assemble(home: Path = HOME, *, beyond: Iterable[str] = ()) -> Graph:
    """The whole ontology: the root, all it imports, and what `beyond` names besides (`UNREASONED`).

    One header is left, that of the root; imports within the graph are dropped with the headers of the parts.

    Raises:
        ImportUnknown: something is imported that the catalogue does not list.
        ModuleUnreadable: a file is not RDF.
    """
    merged = Graph()
    for iri, graph in parts(home, beyond=beyond).items():
        keep_header = iri == names.ONTOLOGY
        for s, p, o in graph:
            if p != OWL.imports and (keep_header or s != URIRef(iri)):
                merged.add((s, p, o))
    return merged


def parts(home: Path = HOME, *, beyond: Iterable[str] = ()) -> dict[str, Graph]:
    """The graph of each module by its IRI, from the root along the imports."""
    paths = catalog(home)
    waiting = [(names.ONTOLOGY, "the command line"), *((iri, "the command line") for iri in beyond)]
    found: dict[str, Graph] = {}
    while waiting:
        iri, importing = waiting.pop(0)
        if iri in found:
            continue
        if iri not in paths:
            raise ImportUnknown(iri, importing)
        found[iri] = read_module(paths[iri])
        waiting += [(str(o), iri) for o in sorted(map(str, found[iri].objects(URIRef(iri), OWL.imports)))]
    return found


def version_of(graph: Graph) -> str:
    """The version of the ontology in `graph` ("0.1.0"), or "unversioned"."""
    value = graph.value(URIRef(names.ONTOLOGY), OWL.versionInfo)
    return "unversioned" if value is None else str(value)


def n_triples(graph: Graph) -> bytes:
    """`graph` as sorted N-Triples without `owl:imports`: owlready2 reads no Turtle and no catalogue."""
    text = graph.serialize(format="nt", encoding="utf-8")
    imports = f"<{OWL.imports}>".encode()
    lines = (line for line in io.BytesIO(text) if line.strip() and line.split(b" ", 2)[1] != imports)
    return b"".join(sorted(lines))


def headers(graph: Graph) -> list[URIRef]:
    """The ontologies that `graph` has a header of."""
    found = {s for s in graph.subjects(RDF.type, OWL.Ontology) if isinstance(s, URIRef)}
    return sorted(found)


def _fault(data: bytes) -> str:
    """What is wrong with a Turtle file and where: rdflib quotes the bytes round it, a second parser says."""
    if is_xml(data):
        return ""
    try:
        for _ in ox.parse(data, format=ox.RdfFormat.TURTLE):
            pass
    except SyntaxError as error:
        return f"line {error.lineno}, column {error.offset}: {error.msg}"
    return ""


def _first_lines(error: Exception) -> str:
    """The start of a parser's message: what and where, without the text it quotes at length."""
    return " ".join(str(error).split())[:300]
