"""Writes a release: TriG, one file per named graph, the same bytes for the same triples.

Quads are sorted, blank nodes have canonical names; a graph whose file would pass the limit is split by the
class of its subjects (`resolved.observations.trig`). Nothing of the run that wrote it is in a file.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ontology import names

#: The longest file of a release, in bytes.
LIMIT: Final = 1_900_000

RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"

PREFIXES: Final = {
    "yz": names.YZ,
    "code": names.CODE,
    "area": names.ID + "area/",
    "body": names.ID + "body/",
    "claim": names.ID + "claim/",
    "anchor": names.ID + "anchor/",
    "metric": names.ID + "metric/",
    "obs": names.ID + "obs/",
    "period": names.ID + "period/",
    "source": names.ID + "source/",
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """Version and date of a release: lines of graph/release.toml, set by hand when it is published."""

    version: str
    issued: str


def info() -> ReleaseInfo:
    """What graph/release.toml says."""
    read = tomllib.loads((files("graph") / "release.toml").read_text(encoding="utf-8"))
    return ReleaseInfo(version=str(read["version"]), issued=str(read["issued"]))


def write(graphs: Mapping[str, Iterable[ox.Triple]], folder: Path, limit: int = LIMIT) -> list[Path]:
    """Writes each graph (by its short name: `resolved`, `source/gd-2021`) to `folder`; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in sorted(graphs):
        for stem, data in _files(name, ordered(graphs[name]), limit):
            path = folder / f"{stem}.trig"
            path.write_bytes(data)
            written.append(path)
    return written


def ordered(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The triples once each, blank nodes renamed canonically, by subject; its types and label come first."""
    dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    if any(isinstance(quad.subject, ox.BlankNode) for quad in dataset):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=_order)


def _order(triple: ox.Triple) -> tuple[str, int, str, str]:
    first = {RDF_TYPE.value: 0, _RDFS_LABEL: 1}.get(triple.predicate.value, 2)
    return str(triple.subject), first, triple.predicate.value, str(triple.object)


def _files(name: str, triples: list[ox.Triple], limit: int) -> Iterator[tuple[str, bytes]]:
    """The files of a graph: one, or one or more per class of subject."""
    stem = name.replace("/", ".")
    whole = serialise(name, triples)
    if len(whole) <= limit:
        yield stem, whole
        return
    for part, members in _by_class(triples).items():
        chunks = list(_chunks(name, members, limit))
        for number, data in enumerate(chunks, 1):
            yield f"{stem}.{part}" if len(chunks) == 1 else f"{stem}.{part}-{number}", data


def _by_class(triples: list[ox.Triple]) -> dict[str, list[ox.Triple]]:
    """The triples by the class of their subject (the first of its types), in order of the class names."""
    types: dict[str, str] = {}
    for triple in triples:
        if triple.predicate == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
            types.setdefault(str(triple.subject), plural(names.slug_of(triple.object.value)))
    parts: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        parts.setdefault(types.get(str(triple.subject), "other"), []).append(triple)
    return dict(sorted(parts.items()))


def plural(class_name: str) -> str:
    """A class name as part of a file name: `StatisticalClaim` is `statistical-claims`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", class_name).lower()
    return words[:-1] + "ies" if words.endswith("y") else words if words.endswith("s") else words + "s"


def _chunks(name: str, triples: list[ox.Triple], limit: int) -> Iterator[bytes]:
    """The triples in as many parts as needed, each a file within the limit, no subject in two of them."""
    data = serialise(name, triples)
    subjects = list(dict.fromkeys(str(t.subject) for t in triples))
    if len(data) <= limit or len(subjects) == 1:
        yield data
        return
    first = set(subjects[: len(subjects) // 2])
    yield from _chunks(name, [t for t in triples if str(t.subject) in first], limit)
    yield from _chunks(name, [t for t in triples if str(t.subject) not in first], limit)


def serialise(name: str, triples: Iterable[ox.Triple]) -> bytes:
    """A named graph as TriG."""
    graph = ox.NamedNode(names.graph(name))
    quads = (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b""
