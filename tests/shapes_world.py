"""A graph of any size that conforms: the ontology's modules, and sources, claims and facts by counting."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from typing import Final

import pyoxigraph as ox

from ontology import names

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_OA: Final = "http://www.w3.org/ns/oa#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_QB: Final = "http://purl.org/linked-data/cube#"

_SOURCES: Final = ("paper-a", "paper-b")
_YEARS: Final = tuple(range(2015, 2025))
_CLAIMS_EACH: Final = 2  # claims per fact that support it, one per source


def ontology_quads() -> list[ox.Quad]:
    """The triples of all modules and import stubs of the ontology, in the default graph."""
    folders = (files("ontology") / "modules", files("ontology") / "imports")
    found = chain.from_iterable(folder.iterdir() for folder in folders)
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object)
        for path in sorted(found, key=str)
        if path.name.endswith(".ttl")
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
    ]


def world(facts: int) -> list[ox.Quad]:
    """A graph of `facts` observations with two claims each, the ontology with it."""
    return [*ontology_quads(), *_things(), *chain.from_iterable(_fact(n) for n in range(facts))]


def _iri(*parts: str) -> ox.NamedNode:
    return ox.NamedNode("".join(parts))


def _text(value: str, lang: str) -> ox.Literal:
    return ox.Literal(value, language=lang)


def _whole(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_iri(_XSD, "integer"))


def _describe(thing: str, class_iri: str, /, **fields: ox.NamedNode | ox.Literal) -> Iterator[ox.Quad]:
    """The subject with its class, and a value per property of ours."""
    yield ox.Quad(ox.NamedNode(thing), _iri(_RDF, "type"), ox.NamedNode(class_iri))
    for name, value in fields.items():
        yield ox.Quad(ox.NamedNode(thing), ox.NamedNode(names.term(name)), value)


def _named(subject: str, english: str, chinese: str) -> Iterator[ox.Quad]:
    node = ox.NamedNode(subject)
    yield ox.Quad(node, _iri(_SKOS, "prefLabel"), _text(english, "en"))
    yield ox.Quad(node, _iri(_SKOS, "prefLabel"), _text(chinese, "zh"))


def _metric(n: int) -> str:
    return names.metric(f"metric-{n % 200}")


def _things() -> Iterator[ox.Quad]:
    china = ox.NamedNode(names.thing("area", "china"))
    for n, slug in enumerate(("china", "guangdong", "hong-kong", "macao", "world", "unstated")):
        yield from _named(names.thing("area", slug), f"area {n}", f"区域{n}")
    for slug in ("guangdong", "hong-kong", "macao"):
        area = ox.NamedNode(names.thing("area", slug))
        yield ox.Quad(area, ox.NamedNode(names.term("directlyWithin")), china)
    for year in _YEARS:
        yield from _describe(names.period(str(year)), names.term("Period"), year=_whole(year))
    for n in range(200):
        yield from _describe(
            _metric(n),
            names.term("Metric"),
            measureType=ox.NamedNode(names.code("measure-type", "flow")),
            standing=ox.NamedNode(names.code("standing", "known")),
        )
        yield ox.Quad(ox.NamedNode(_metric(n)), _iri(_SKOS, "inScheme"), _iri(names.CODE, "metrics"))
        yield from _named(_metric(n), f"metric {n}", f"指标{n}")
    for source in _SOURCES:
        yield from _source(names.source(source))
    for n in range(20):
        yield from _describe(names.thing("body", f"body-{n}"), names.term("Court"))
        yield from _named(names.thing("body", f"body-{n}"), f"body {n}", f"机构{n}")
        yield from _describe(names.thing("campaign", f"campaign-{n}"), names.term("Campaign"))
        yield from _named(names.thing("campaign", f"campaign-{n}"), f"campaign {n}", f"行动{n}")
        body = ox.NamedNode(names.thing("body", f"body-{n}"))
        campaign = ox.NamedNode(names.thing("campaign", f"campaign-{n}"))
        yield ox.Quad(body, ox.NamedNode(names.term("conducts")), campaign)


def _source(subject: str) -> Iterator[ox.Quad]:
    yield from _describe(
        subject, names.term("SourceDocument"), sha256=ox.Literal("0" * 64), charLength=_whole(10_000_000)
    )
    yield from _named(subject, f"title of {names.slug_of(subject)}", f"{names.slug_of(subject)}标题")
    node = ox.NamedNode(subject)
    yield ox.Quad(node, _iri(_DCTERMS, "title"), _text("title", "en"))
    yield ox.Quad(node, _iri(_DCTERMS, "language"), ox.Literal("en"))


def _key(n: int) -> dict[str, ox.NamedNode]:
    return {
        "metric": ox.NamedNode(_metric(n)),
        "area": ox.NamedNode(names.thing("area", "guangdong")),
        "period": ox.NamedNode(names.period(str(_YEARS[n // 200 % len(_YEARS)]))),
        "kind": ox.NamedNode(names.KIND_LEVEL),
        "actor": ox.NamedNode(names.thing("body", f"body-{n // 2000 % 20}")),
        "scope": ox.NamedNode(names.SCOPE_ALL),
    }


def _measure(n: int) -> dict[str, ox.NamedNode | ox.Literal]:
    return {
        "value": ox.Literal(str(n + 1), datatype=_iri(_XSD, "decimal")),
        "unit": ox.NamedNode(names.code("unit", "case")),
        "unitClass": ox.NamedNode(names.code("unit-class", "count")),
        "counted": ox.NamedNode(names.code("unit", "case")),
        "bound": ox.NamedNode(names.code("bound", "exact")),
        "statistic": ox.NamedNode(names.code("statistic", "flow")),
    }


def _fact(n: int) -> Iterator[ox.Quad]:
    key = _key(n)
    observation = names.observation(*(node.value for node in key.values()))
    claims = [names.claim(source, 100 * n, 100 * n + 8, 1) for source in _SOURCES[:_CLAIMS_EACH]]
    for source, claim in zip(_SOURCES, claims, strict=True):
        yield from _claim(claim, source, n, observation)
    yield from _describe(
        observation,
        names.term("Observation"),
        **key,
        **_measure(n),
        status=ox.NamedNode(names.code("status", "agreed")),
        preferredClaim=ox.NamedNode(claims[0]),
    )
    yield from _relation(n)
    dataset = ox.NamedNode(names.ID + "dataset/observations")
    yield ox.Quad(ox.NamedNode(observation), _iri(_QB, "dataSet"), dataset)


def _place(source: str, n: int, start: int, end: int) -> dict[str, ox.NamedNode | ox.Literal]:
    return {
        "statedIn": ox.NamedNode(names.source(source)),
        "section": ox.Literal("2.1"),
        "paragraph": _whole(n),
        "start": _whole(start),
        "end": _whole(end),
        "rule": ox.Literal("counted-cases"),
    }


def _relation(n: int) -> Iterator[ox.Quad]:
    """A claim that a body conducted a campaign, said in the sentence of the fact."""
    start, end = 100 * n, 100 * n + 48
    claim = names.claim(_SOURCES[0], start, end, 1)
    yield from _describe(
        claim,
        names.term("RelationClaim"),
        **_place(_SOURCES[0], n, start, end),
        subject=ox.NamedNode(names.thing("body", f"body-{n % 20}")),
        predicate=ox.NamedNode(names.term("conducts")),
        object=ox.NamedNode(names.thing("campaign", f"campaign-{n % 20}")),
        evidence=ox.NamedNode(names.anchor(_SOURCES[0], start, end)),
    )
    yield ox.Quad(ox.NamedNode(claim), _iri(_DCTERMS, "language"), ox.Literal("en"))


def _claim(claim: str, source: str, n: int, observation: str) -> Iterator[ox.Quad]:
    start, end = 100 * n, 100 * n + 8
    figure, sentence = names.anchor(source, start, end), names.anchor(source, start, end + 40)
    yield from _describe(
        claim,
        names.term("StatisticalClaim"),
        **_key(n),
        **_measure(n),
        statedText=_text(f"{n + 1} cases", "en"),
        **_place(source, n, start, end),
        figureEvidence=ox.NamedNode(figure),
        sentenceEvidence=ox.NamedNode(sentence),
        supports=ox.NamedNode(observation),
    )
    yield ox.Quad(ox.NamedNode(claim), _iri(_DCTERMS, "language"), ox.Literal("en"))
    for anchor, last in ((figure, end), (sentence, end + 40)):
        yield from _describe(anchor, names.term("TextAnchor"), start=_whole(start), end=_whole(last))
        yield ox.Quad(ox.NamedNode(anchor), _iri(_OA, "hasSource"), ox.NamedNode(names.source(source)))
