"""Describes a release (graph `meta`): what is in it (VoID), what it is (DCAT), what it comes from (PROV)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyoxigraph as ox

from graph.assembly import Graphs
from graph.flat import XSD, integer, text
from graph.release import RDF_TYPE, ReleaseInfo, info
from mappings.manifest import Source
from ontology import names
from sparql.declared import prefix_triples, query_triples

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
DATASET: Final = names.thing("dataset", "yuezhi")

_TITLES: Final = {
    False: ("Yuezhi: intellectual-property protection in Guangdong", "粤知：广东知识产权保护"),
    True: ("Yuezhi: a sample of an invented province", "粤知：虚构省份样本"),
}


def describe(graphs: Graphs, sources: Sequence[Source], *, sample: bool) -> set[ox.Triple]:
    """The description of the release, computed from its graphs."""
    about = info()
    made = set(_dataset(about, sources, sample=sample))
    whole = {t for name, triples in graphs.items() if name not in ("shapes", "meta") for t in triples}
    made |= set(_counts(DATASET, whole))
    made |= set(_partitions(whole))
    # What editors configure themselves from; where the queries run is each server's to say.
    made |= {*prefix_triples(), *query_triples()}
    for name, triples in graphs.items():
        made |= set(_graph(name, triples))
    return made


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _dataset(about: ReleaseInfo, sources: Sequence[Source], *, sample: bool) -> Iterator[ox.Triple]:
    dataset = _node(DATASET)
    english, chinese = _TITLES[sample]
    for cls in (DCAT + "Dataset", VOID + "Dataset"):
        yield ox.Triple(dataset, RDF_TYPE, _node(cls))
    yield ox.Triple(dataset, _node(DCTERMS + "title"), text(english, "en"))
    yield ox.Triple(dataset, _node(DCTERMS + "title"), text(chinese, "zh"))
    yield ox.Triple(dataset, _node(DCAT + "version"), text(about.version))
    issued = ox.Literal(about.issued, datatype=_node(XSD + "date"))
    yield ox.Triple(dataset, _node(DCTERMS + "issued"), issued)
    yield ox.Triple(dataset, _node(DCTERMS + "license"), _node(LICENCE))
    yield ox.Triple(dataset, _node(VOID + "uriSpace"), text(names.BASE))
    yield ox.Triple(dataset, _node(VOID + "vocabulary"), _node(names.YZ))
    for lang in names.LANGUAGES:
        yield ox.Triple(dataset, _node(DCTERMS + "language"), text(lang))
    for source in sources:
        yield ox.Triple(dataset, _node(PROV + "wasDerivedFrom"), _node(names.source(source.id)))


def _counts(subject: str, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    every = list(triples)
    numbers = {
        "triples": len(every),
        "distinctSubjects": len({t.subject for t in every}),
        "distinctObjects": len({t.object for t in every}),
        "properties": len({t.predicate for t in every}),
        "classes": len({t.object for t in every if t.predicate == RDF_TYPE}),
    }
    for name, number in numbers.items():
        yield ox.Triple(_node(subject), _node(VOID + name), integer(number))


def _partitions(triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    """How many things there are of each class, and how often they have which property."""
    dataset = _node(DATASET)
    classes: dict[object, list[ox.NamedNode]] = {}
    for t in triples:
        if t.predicate == RDF_TYPE and isinstance(t.object, ox.NamedNode):
            classes.setdefault(t.subject, []).append(t.object)
    entities = Counter(cls for its in classes.values() for cls in its)
    used: Counter[tuple[ox.NamedNode, ox.NamedNode]] = Counter()
    properties: Counter[ox.NamedNode] = Counter()
    for t in triples:
        properties[t.predicate] += 1
        used.update((cls, t.predicate) for cls in classes.get(t.subject, ()))
    for cls, number in entities.items():
        part = _node(_part("class", cls))
        yield ox.Triple(dataset, _node(VOID + "classPartition"), part)
        yield ox.Triple(part, _node(VOID + "class"), cls)
        yield ox.Triple(part, _node(VOID + "entities"), integer(number))
    for property_, number in properties.items():
        part = _node(_part("property", property_))
        yield ox.Triple(dataset, _node(VOID + "propertyPartition"), part)
        yield ox.Triple(part, _node(VOID + "property"), property_)
        yield ox.Triple(part, _node(VOID + "triples"), integer(number))
    for (cls, property_), number in used.items():
        whole, part = _node(_part("class", cls)), _node(_part("class", cls, property_))
        yield ox.Triple(whole, _node(VOID + "propertyPartition"), part)
        yield ox.Triple(part, _node(VOID + "property"), property_)
        yield ox.Triple(part, _node(VOID + "triples"), integer(number))


def _part(kind: str, *terms: ox.NamedNode) -> str:
    """The IRI of a partition, from the terms that it is of."""
    return names.thing(
        "dataset", "-".join(["yuezhi", kind, *(names.slugify(t.value.split("//")[-1]) for t in terms)])
    )


def _graph(name: str, triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    """A named graph as a part of the dataset."""
    graph = names.graph(name)
    yield ox.Triple(_node(DATASET), _node(VOID + "subset"), _node(graph))
    yield ox.Triple(_node(graph), RDF_TYPE, _node(VOID + "Dataset"))
    yield ox.Triple(_node(graph), _node(DCTERMS + "title"), text(name))
    if name.startswith("source/"):
        yield ox.Triple(
            _node(graph), _node(FOAF + "primaryTopic"), _node(names.source(name.partition("/")[2]))
        )
    yield from _counts(graph, triples)
