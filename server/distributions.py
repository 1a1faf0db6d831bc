"""The dataset with what of it can be taken away and where it is asked, in the words of DCAT and VoID."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from server.dumps import dump_names
from server.tables import NAMES

DCAT: Final = "http://www.w3.org/ns/dcat#"
_VOID: Final = "http://rdfs.org/ns/void#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_RDF_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LICENCE: Final = ox.NamedNode(_DCTERMS + "license")


def distributions(described: list[ox.Triple], release: Path, root: str) -> Iterator[ox.Triple]:
    """What `described` does not say of its datasets, as it depends on where they are served: below `root`."""
    datasets = [
        t.subject
        for t in described
        if t.predicate == _RDF_TYPE and t.object == ox.NamedNode(DCAT + "Dataset")
    ]
    for dataset in datasets:
        licences = [t.object for t in described if t.subject == dataset and t.predicate == _LICENCE]
        for name, media_type, packed in _files(release):
            url = ox.NamedNode(f"{root}/downloads/{name}")
            yield ox.Triple(dataset, ox.NamedNode(DCAT + "distribution"), url)
            yield from _distribution(url, name, media_type, packed=packed)
            yield from (ox.Triple(url, _LICENCE, licence) for licence in licences)
            if packed:
                yield ox.Triple(dataset, ox.NamedNode(_VOID + "dataDump"), url)
        yield from _service(dataset, root)


def _files(release: Path) -> Iterator[tuple[str, str, bool]]:
    """Name, media type and whether it is packed of every file there is to take away."""
    for name in dump_names(release):
        yield name, "application/n-quads" if ".nq." in name else "application/trig", True
    for name in NAMES:
        yield f"{name}.csv", "text/csv", False


def _distribution(url: ox.NamedNode, name: str, media_type: str, *, packed: bool) -> Iterator[ox.Triple]:
    yield ox.Triple(url, _RDF_TYPE, ox.NamedNode(DCAT + "Distribution"))
    yield ox.Triple(url, ox.NamedNode(_DCTERMS + "title"), ox.Literal(name))
    yield ox.Triple(url, ox.NamedNode(DCAT + "downloadURL"), url)
    yield ox.Triple(url, ox.NamedNode(DCAT + "mediaType"), ox.NamedNode(_IANA + media_type))
    if packed:
        yield ox.Triple(url, ox.NamedNode(DCAT + "compressFormat"), ox.NamedNode(_IANA + "application/gzip"))


def _service(dataset: ox.NamedNode | ox.BlankNode | ox.Triple, root: str) -> Iterator[ox.Triple]:
    endpoint = ox.NamedNode(f"{root}/sparql")
    yield ox.Triple(endpoint, _RDF_TYPE, ox.NamedNode(DCAT + "DataService"))
    yield ox.Triple(endpoint, ox.NamedNode(DCAT + "endpointURL"), endpoint)
    yield ox.Triple(endpoint, ox.NamedNode(DCAT + "servesDataset"), dataset)
    yield ox.Triple(dataset, ox.NamedNode(_VOID + "sparqlEndpoint"), endpoint)
