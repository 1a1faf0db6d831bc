"""The graph of known things: what the registry says, as triples; and the names and facets of metrics."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from graph.flat import day, integer, text
from graph.release import RDF_TYPE
from mappings.metrics import Metric, compose_label, slug_of
from mappings.registry import Registry, Thing
from mappings.registry import load as load_registry
from ontology import names

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
ORG: Final = "http://www.w3.org/ns/org#"
RDFS_LABEL: Final = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
PREF_LABEL: Final = ox.NamedNode(SKOS + "prefLabel")
ALT_LABEL: Final = ox.NamedNode(SKOS + "altLabel")
IN_SCHEME: Final = ox.NamedNode(SKOS + "inScheme")
NOTATION: Final = ox.NamedNode(SKOS + "notation")

#: Bodies whose area is what they are competent for; all others only stand in it.
_COMPETENT: Final = frozenset({
    "AdministrativeAgency", "Court", "Procuratorate", "PublicSecurityOrgan", "CustomsAuthority",
    "LegislativeBody", "PartyBody", "BodyGroup",
})  # fmt: skip
_YEARS: Final = re.compile(r"(\d{4})(?:[-/–](\d{4}))?")
#: Facets of claims whose codes are of a scheme with another name.
_SCHEMES: Final = {"ip": "ip-type", "counts": "unit"}


def term(name: str) -> ox.NamedNode:
    """A term of the ontology."""
    return ox.NamedNode(names.term(name))


def standing(registry: Registry, used: Iterable[str]) -> set[str]:
    """The things that a graph shows: those `used`, what they need, and the reference table of areas.

    A thing needs what it is part of, the edition its series, a body its area, a group or region its members.
    The registry may know more names than the sources at hand use; those wait for the source that does.
    """
    reference = {t.iri for t in registry.of_kind("area") if _is_reference(t)}
    open_, found = [iri for iri in {*used, *reference} if iri in registry.things], set[str]()
    while open_:
        iri = open_.pop()
        if iri not in found:
            found.add(iri)
            open_.extend(needed.iri for needed in _needs(registry.things[iri], registry))
    return found


def _is_reference(area: Thing) -> bool:
    """Whether an area is China, a province or a prefecture: these stand whether mentioned or not."""
    return area.code.endswith("00")


def _needs(thing: Thing, registry: Registry) -> Iterator[Thing]:
    places = [(thing.kind, member) for member in thing.members]
    places += [("body", body) for body in thing.office_in]
    places += [("area", thing.area), (thing.kind, thing.parent)]
    if thing.kind != "area" and registry.get("series", thing.parent):
        places.append(("series", thing.parent))
    yield from filter(None, (registry.get(kind, slug) for kind, slug in places))


def registry_triples(
    registry: Registry, metrics: Iterable[Metric], shown: Container[str] | None = None
) -> set[ox.Triple]:
    """The graph `registry`: the known things (of those `shown`, else all) and all metrics."""
    made: set[ox.Triple] = set()
    for thing in registry.things.values():
        if shown is None or thing.iri in shown:
            made.update(thing_triples(thing, registry))
    for metric in metrics:
        made.update(metric_triples(metric, shown))
    return made


def thing_triples(thing: Thing, registry: Registry) -> Iterator[ox.Triple]:
    """What the registry says of one thing."""
    subject = ox.NamedNode(thing.iri)
    yield ox.Triple(subject, RDF_TYPE, term(thing.class_name))
    yield ox.Triple(subject, term("standing"), ox.NamedNode(names.code("standing", thing.status)))
    yield from label_triples(subject, thing.labels, thing.aliases)
    yield from _place(subject, thing, registry)
    yield from _edition(subject, thing)
    yield from _office(subject, thing)
    yield from _entry_into_force(subject, thing)
    if thing.note:
        yield ox.Triple(subject, ox.NamedNode(SKOS + "note"), text(thing.note, "en"))
    if thing.code and thing.code != "000000":
        yield ox.Triple(subject, term("divisionCode"), text(thing.code))


def label_triples(
    subject: ox.NamedNode, labels: Mapping[str, str], aliases: Mapping[str, Iterable[str]]
) -> Iterator[ox.Triple]:
    """One preferred label per language, the others beside it, and one label for tools that know only that."""
    for lang, label in labels.items():
        yield ox.Triple(subject, PREF_LABEL, text(label, lang))
    for lang, others in aliases.items():
        for other in others:
            if other != labels.get(lang):
                yield ox.Triple(subject, ALT_LABEL, text(other, lang))
    if "en" in labels:
        yield ox.Triple(subject, RDFS_LABEL, text(labels["en"], "en"))


def _place(subject: ox.NamedNode, thing: Thing, registry: Registry) -> Iterator[ox.Triple]:
    """What a thing is part of, where it is, whom it has as members."""
    if thing.parent:
        yield from _parent(subject, thing, registry)
    if thing.area and registry.get("area", thing.area):
        here = "jurisdictionOver" if thing.class_name in _COMPETENT else "locatedIn"
        yield ox.Triple(subject, term(here), ox.NamedNode(names.thing("area", thing.area)))
    for member in thing.members:
        if registry.get(thing.kind, member):
            of = "contains" if thing.kind == "area" else "memberBody"
            yield ox.Triple(subject, term(of), ox.NamedNode(names.thing(thing.kind, member)))


def _parent(subject: ox.NamedNode, thing: Thing, registry: Registry) -> Iterator[ox.Triple]:
    """The property that `parent` stands for: of a body, an area, an edition of a series, a part."""
    if thing.kind == "body" and registry.get("body", thing.parent):
        above = ox.NamedNode(names.thing("body", thing.parent))
        yield ox.Triple(subject, ox.NamedNode(ORG + "subOrganizationOf"), above)
    elif thing.kind == "area":
        yield ox.Triple(subject, term("directlyWithin"), ox.NamedNode(names.thing("area", thing.parent)))
    elif thing.kind != "series" and registry.get("series", thing.parent):
        yield ox.Triple(subject, term("editionOf"), ox.NamedNode(names.thing("series", thing.parent)))
    elif registry.get(thing.kind, thing.parent):
        yield ox.Triple(subject, term("partOf"), ox.NamedNode(names.thing(thing.kind, thing.parent)))


def _office(subject: ox.NamedNode, thing: Thing) -> Iterator[ox.Triple]:
    """In which bodies a person holds office, and what it is called."""
    for body in thing.office_in:
        yield ox.Triple(subject, term("officeIn"), ox.NamedNode(names.thing("body", body)))
    for lang, title in (("zh", thing.office_zh), ("en", thing.office_en)):
        if title:
            yield ox.Triple(subject, term("officeTitle"), text(title, lang))


def _entry_into_force(subject: ox.NamedNode, thing: Thing) -> Iterator[ox.Triple]:
    if thing.in_force:
        yield ox.Triple(subject, term("inForceYear"), integer(int(thing.in_force[:4])))
    if "-" in thing.in_force:
        yield ox.Triple(subject, term("inForceDate"), day(thing.in_force))


def _edition(subject: ox.NamedNode, thing: Thing) -> Iterator[ox.Triple]:
    years = _YEARS.fullmatch(thing.year)
    if years:
        first, last = years.groups()
        if last:
            yield ox.Triple(subject, term("startYear"), integer(int(first)))
            yield ox.Triple(subject, term("endYear"), integer(int(last)))
        else:
            yield ox.Triple(subject, term("editionYear"), integer(int(first)))
    if thing.number.isdigit():
        yield ox.Triple(subject, term("editionNumber"), integer(int(thing.number)))


def metric_triples(metric: Metric, shown: Container[str] | None = None) -> Iterator[ox.Triple]:
    """A metric with its labels and facets, and those of the things `shown` that it is about."""
    subject = ox.NamedNode(metric.iri)
    yield ox.Triple(subject, RDF_TYPE, term("Metric"))
    yield ox.Triple(subject, IN_SCHEME, ox.NamedNode(names.CODE + "metrics"))
    yield ox.Triple(subject, term("standing"), ox.NamedNode(names.code("standing", metric.status)))
    yield from label_triples(subject, {"en": metric.label_en, "zh": metric.label_zh}, {})
    for property_, code, _, _ in facet_codes(metric.facets):
        yield ox.Triple(subject, property_, code)
    for slug in filter(None, metric.facets.get("about", "").split("+")):
        for thing in things_called(slug):
            if shown is None or thing in shown:
                yield ox.Triple(subject, term("concerns"), ox.NamedNode(thing))


@cache
def _things_by_slug() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for iri in load_registry().things:
        found.setdefault(names.slug_of(iri), []).append(iri)
    return found


def things_called(slug: str) -> list[str]:
    """The known things with this slug, of whatever kind a metric may be about."""
    return [iri for iri in _things_by_slug().get(slug, ()) if names.kind_of(iri) not in ("body", "area")]


def facet_codes(
    facets: Mapping[str, str],
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, str, str]]:
    """The facets of a metric as property, code, scheme, notation (several of one facet are joined by `+`)."""
    for facet, notations in sorted(facets.items()):
        scheme = _SCHEMES.get(facet, facet)
        property_ = _facet_properties().get(scheme)
        if property_ is None or facet == "about":
            continue
        for notation in filter(None, notations.split("+")):
            yield property_, ox.NamedNode(names.code(scheme, slug_of(notation))), scheme, notation


@cache
def _facet_properties() -> dict[str, ox.NamedNode]:
    """The property of each facet, as the ontology names it (`yz:facetName`); what is counted has its own."""
    module = (files("ontology") / "modules" / "statistics.ttl").read_bytes()
    found = {
        quad.object.value: quad.subject
        for quad in ox.parse(module, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == names.term("facetName")
        and isinstance(quad.object, ox.Literal)
        and isinstance(quad.subject, ox.NamedNode)
    }
    return {**found, "unit": term("counted")}


def facet_labels(facet: str, notation: str) -> dict[str, str]:
    """The labels of a facet's code, from the same tables as the labels of metrics."""
    scheme = {scheme: name for name, scheme in _SCHEMES.items()}.get(facet, facet)
    return {
        "en": compose_label(((scheme, notation),), "en"),
        "zh": compose_label(((scheme, notation),), "zh"),
    }
