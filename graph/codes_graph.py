"""The graphs `ontology` and `codes`, and codes that claims use beyond those that people wrote down."""

from collections.abc import Iterable, Iterator
from csv import DictReader
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from graph.flat import text
from graph.registry_graph import IN_SCHEME, NOTATION, facet_codes, facet_labels, label_triples, term
from graph.release import RDF_TYPE
from mappings.metrics import Metric
from ontology import names
from ontology.assemble import module_files

_IMPORTS: Final = "http://www.w3.org/2002/07/owl#imports"
_DEFINITION: Final = ox.NamedNode("http://www.w3.org/2004/02/skos/core#definition")


def ontology_and_codes() -> tuple[set[ox.Triple], set[ox.Triple]]:
    """The ontology as it is served, and apart from it the codes with their schemes."""
    ontology: set[ox.Triple] = set()
    codes: set[ox.Triple] = set()
    headers = {names.ONTOLOGY}
    for path in module_files():
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == _IMPORTS or _is_part_header(quad.subject, headers):
                continue
            subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
            is_code = subject.startswith(names.CODE) and not isinstance(quad.object, ox.BlankNode)
            (codes if is_code else ontology).add(quad.triple)
    return ontology, codes | rule_codes()


def _is_part_header(subject: object, headers: set[str]) -> bool:
    """Whether a triple belongs to the header of a module, not to that of the whole ontology."""
    if not isinstance(subject, ox.NamedNode):
        return False
    return subject.value.startswith(names.ONTOLOGY + "/") and subject.value not in headers


def rule_codes() -> set[ox.Triple]:
    """The rules by which statements are linked and differences found (graph/rules.csv)."""
    made: set[ox.Triple] = set()
    lines = (files("graph") / "rules.csv").read_text(encoding="utf-8").splitlines()
    for row in DictReader(lines):
        code = ox.NamedNode(names.code("rule", row["notation"]))
        made.update(_code(code, "rule", row["notation"], "ResolutionRule"))
        made.update(label_triples(code, {"en": row["label_en"], "zh": row["label_zh"]}, {}))
        made.add(ox.Triple(code, _DEFINITION, text(row["definition_en"], "en")))
        made.add(ox.Triple(code, _DEFINITION, text(row["definition_zh"], "zh")))
    scheme = ox.NamedNode(names.CODE + "rule")
    made.add(ox.Triple(scheme, RDF_TYPE, ox.NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme")))
    made.update(label_triples(scheme, {"en": "rules of reconciling", "zh": "归并规则"}, {}))
    return made


def _code(code: ox.NamedNode, scheme: str, notation: str, class_name: str) -> Iterator[ox.Triple]:
    yield ox.Triple(code, RDF_TYPE, term(class_name))
    yield ox.Triple(code, IN_SCHEME, ox.NamedNode(names.CODE + scheme))
    yield ox.Triple(code, NOTATION, text(notation))


def missing_codes(
    metrics: Iterable[Metric], used: Iterable[ox.NamedNode], known: set[ox.Triple]
) -> set[ox.Triple]:
    """The codes of facets and units in use that `known` does not describe, with the labels of the facets."""
    described = {t.subject for t in known}
    made: set[ox.Triple] = set()
    classes = _classes(known)
    for metric in metrics:
        for _, code, scheme, notation in facet_codes(metric.facets):
            if code not in described:
                made.update(_code(code, scheme, notation, classes.get(scheme, "Facet")))
                made.update(label_triples(code, facet_labels(scheme, notation), {}))
    described |= {t.subject for t in made}
    for code in used:
        if code.value.startswith(names.CODE) and code not in described:
            made.update(_plain(code, classes))
    return made


def _plain(code: ox.NamedNode, classes: dict[str, str]) -> Iterator[ox.Triple]:
    """A code of which nothing is known but its name."""
    slug = names.slug_of(code.value)
    scheme = max((s for s in classes if slug.startswith(s + "-")), key=len, default="unit")
    notation = slug.removeprefix(scheme + "-")
    yield from _code(code, scheme, notation, classes.get(scheme, "CountUnit"))
    yield from label_triples(code, {"en": notation.replace("-", " ")}, {})


def _classes(known: set[ox.Triple]) -> dict[str, str]:
    """The class of the codes of each scheme (`yz:codeClass`)."""
    wanted = names.term("codeClass")
    found = {
        names.slug_of(t.subject.value): names.slug_of(t.object.value)
        for t in known
        if t.predicate.value == wanted
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
    }
    return {"unit": "CountUnit", **found}
