"""The modules of the ontology as their reference pages tell them: terms, axioms, the expressions in them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF

from ontology import names
from ontology.assemble import UNREASONED, assemble, module_files, parts
from ontology.hierarchy import parents, superclasses
from ontology.manchester import expression, short
from ontology.reason import helpers

_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
#: The module that only imports the others.
_ROOT: Final = "yuezhi"
#: The file that declares the terms of others.
_OUTSIDE: Final = "ext"
#: Sorts of terms in the order in which a page tells them.
KINDS: Final[Mapping[str, str]] = {
    f"{_OWL}Class": "classes",
    f"{_OWL}ObjectProperty": "object-properties",
    f"{_OWL}DatatypeProperty": "datatype-properties",
    f"{_OWL}AnnotationProperty": "annotation-properties",
}
#: What is said of a term in words.
WORDS: Final = ("prefLabel", "definition", "example", "scopeNote", "note", "editorialNote", "changeNote")
#: What is said of it by other terms, in the order of telling.
AXIOMS: Final = (
    f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf", f"{_OWL}equivalentClass", f"{_OWL}equivalentProperty",
    f"{_RDFS}domain", f"{_RDFS}range", f"{_OWL}inverseOf", f"{_OWL}propertyChainAxiom", f"{_OWL}hasKey",
    f"{_OWL}disjointWith",
    f"{_SKOS}exactMatch", f"{_SKOS}closeMatch", f"{_SKOS}broadMatch", f"{_RDFS}seeAlso",
)  # fmt: skip

Texts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A term that an axiom names, or an expression in Manchester syntax where it is more than one."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class ModuleTerm:
    """A class or property with its words and axioms."""

    iri: str
    kind: str
    module: str
    words: Mapping[str, Texts]
    axioms: Mapping[str, list[Reference]]
    traits: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its local name."""
        return names.slug_of(self.iri)


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the ontology."""

    name: str
    iri: str
    titles: Texts
    terms: tuple[ModuleTerm, ...]
    triples: tuple[ox.Triple, ...]
    codes: tuple[str, ...] = ()
    #: Terms of other vocabularies that it declares.
    outside: tuple[Reference, ...] = ()


@cache
def modules() -> Mapping[str, Module]:
    """All modules by the last part of their IRI; the root, which has no terms of its own, is none."""
    whole = Graph()
    for part in parts(beyond=UNREASONED).values():
        whole += part
    found = {}
    for path in module_files():
        if path.stem != _ROOT:
            quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            found[path.stem] = _module(path.stem, tuple(quad.triple for quad in quads), whole)
    return dict(sorted(found.items()))


@cache
def earlier(version: str) -> tuple[ox.Triple, ...]:
    """The ontology as it was in the last release, if `version` was its version; else nothing."""
    kept = files("graph") / "previous"
    if not (kept / "version.txt").is_file() or (kept / "version.txt").read_text().strip() != version:
        return ()
    quads = ox.parse((kept / "ontology.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in quads)


def _module(name: str, triples: tuple[ox.Triple, ...], whole: Graph) -> Module:
    iri = f"{names.ONTOLOGY}/{name}"
    told = sorted({t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)})
    own = [term for term in told if term.startswith(names.YZ)]
    terms = [_term(term, kind, name, whole) for term in own for kind in _kinds(term, triples)]
    order = list(KINDS.values())
    terms.sort(key=lambda term: (order.index(term.kind), term.name))
    codes = (iri for iri in told if iri.startswith(names.CODE))
    others = (iri for iri in told if name == _OUTSIDE and not iri.startswith(names.BASE))
    outside = (Reference(short(other), other) for other in others)
    titles = _texts(whole, iri, DCTERMS.title)
    return Module(name, iri, titles, tuple(terms), triples, tuple(codes), tuple(outside))


def _kinds(term: str, triples: Sequence[ox.Triple]) -> set[str]:
    """What sort of term a module declares `term` to be; nothing where it only says more of it."""
    node = ox.NamedNode(term)
    types = {t.object.value for t in triples if t.subject == node and isinstance(t.object, ox.NamedNode)}
    return {KINDS[type_] for type_ in types & KINDS.keys()}


def _term(iri: str, kind: str, module: str, whole: Graph) -> ModuleTerm:
    words = {word: _texts(whole, iri, URIRef(_SKOS + word)) for word in WORDS}
    axioms = {axiom: _references(whole, URIRef(iri), URIRef(axiom)) for axiom in AXIOMS}
    types = sorted(str(type_) for type_ in whole.objects(URIRef(iri), RDF.type))
    traits = tuple(t for t in types if t.startswith(_OWL) and t not in {*KINDS, str(OWL.NamedIndividual)})
    return ModuleTerm(
        iri,
        kind,
        module,
        {word: texts for word, texts in words.items() if texts},
        {axiom: those for axiom, those in axioms.items() if those},
        traits,
    )


def _texts(whole: Graph, subject: str, property_: URIRef) -> Texts:
    found = (o for o in whole.objects(URIRef(subject), property_) if isinstance(o, Literal))
    return sorted((str(o), o.language or "") for o in found)


def _references(whole: Graph, subject: URIRef, property_: URIRef) -> list[Reference]:
    steps = ", " if property_ == OWL.hasKey else " o "
    found = {
        Reference(expression(whole, o, steps), str(o) if isinstance(o, URIRef) else "")
        for o in whole.objects(subject, property_)
    }
    if property_ == OWL.inverseOf:  # it is said on one side only
        found |= {Reference(short(str(s)), str(s)) for s in whole.subjects(property_, subject)}
    return sorted(found, key=lambda one: one.text)


@cache
def classes_above() -> Mapping[str, frozenset[str]]:
    """The classes directly above each, those that a definition entails included; no helper classes."""
    ontology = assemble()
    hidden = helpers(ontology)
    found = superclasses(ontology)
    return parents({class_: above - hidden for class_, above in found.items()})


def stated_above(term: ModuleTerm) -> set[str]:
    """The classes that a class is stated to be below."""
    return {reference.iri for reference in term.axioms.get(f"{_RDFS}subClassOf", ())}


@cache
def below() -> Mapping[str, list[str]]:
    """The terms directly below each: sub-classes and sub-properties, whatever module they are in."""
    found: dict[str, set[str]] = {}
    for module in modules().values():
        for term in module.terms:
            stated = (reference.iri for reference in term.axioms.get(f"{_RDFS}subPropertyOf", ()))
            for iri in (*stated, *classes_above().get(term.iri, ())):
                if iri:
                    found.setdefault(iri, set()).add(term.iri)
    return {iri: sorted(those) for iri, those in found.items()}


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Why a term stands although no datum uses it or no question asks for it, by its local name."""
    read = tomllib.loads((files("ontology") / "reasons.toml").read_text(encoding="utf-8"))
    return {
        term: {"en": entry["reason"], "zh": entry["reason_zh"]}
        for table in ("unasked", "unused")
        for entry in read[table]
        for term in entry["terms"]
    }


@cache
def inverses() -> Mapping[str, str]:
    """The inverse of each property that has one."""
    return {
        term.iri: those[0].iri
        for module in modules().values()
        for term in module.terms
        if (those := term.axioms.get(f"{_OWL}inverseOf"))
    }


@cache
def module_of() -> Mapping[str, str]:
    """The module in which each term stands."""
    return {term.iri: module.name for module in modules().values() for term in module.terms}
