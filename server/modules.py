"""The modules of the ontology as their reference pages tell them: terms, axioms, the expressions in them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from graph.release import PREFIXES
from ontology import names
from ontology.assemble import assemble
from ontology.hierarchy import parents, superclasses
from ontology.reason import helpers

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
#: The module that only imports the others.
_ROOT: Final = "yuezhi"
#: The file that declares the terms of others.
_OUTSIDE: Final = "ext"
_TITLE: Final = ox.NamedNode("http://purl.org/dc/terms/title")
_TYPE: Final = ox.NamedNode(f"{_RDF}type")
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
    f"{_RDFS}domain", f"{_RDFS}range", f"{_OWL}inverseOf", f"{_OWL}disjointWith",
    f"{_SKOS}exactMatch", f"{_SKOS}closeMatch", f"{_SKOS}broadMatch", f"{_RDFS}seeAlso",
)  # fmt: skip

#: Prefixes of vocabularies that only the ontology's axioms name.
_PREFIXES: Final = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "qudt": "http://qudt.org/schema/qudt/",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "time": "http://www.w3.org/2006/time#",
}

Texts = list[tuple[str, str]]
Node = ox.NamedNode | ox.BlankNode


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
    store = ox.Store()
    sources: dict[str, tuple[ox.Triple, ...]] = {}
    folders = (files("ontology") / "modules", files("ontology") / "imports")
    for file in sorted((file for folder in folders for file in folder.iterdir()), key=lambda f: f.name):
        if file.name.endswith(".ttl"):
            quads = list(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
            sources[file.name.removesuffix(".ttl")] = tuple(quad.triple for quad in quads)
            store.extend(quads)
    found = (_module(name, triples, store) for name, triples in sources.items())
    return {module.name: module for module in found if module.name != _ROOT}


@cache
def earlier(version: str) -> tuple[ox.Triple, ...]:
    """The ontology as it was in the last release, if `version` was its version; else nothing."""
    kept = files("graph") / "previous"
    if not (kept / "version.txt").is_file() or (kept / "version.txt").read_text().strip() != version:
        return ()
    quads = ox.parse((kept / "ontology.ttl").read_bytes(), format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in quads)


def _module(name: str, triples: tuple[ox.Triple, ...], store: ox.Store) -> Module:
    iri = f"{names.ONTOLOGY}/{name}"
    header = ox.NamedNode(iri)
    titles = _texts(store, header, _TITLE)
    own = {
        (t.subject.value, KINDS[t.object.value])
        for t in triples
        if t.predicate == _TYPE
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
        and t.object.value in KINDS
        and t.subject.value.startswith(names.YZ)
    }
    order = list(KINDS.values())
    terms = [_term(term, kind, name, store) for term, kind in own]
    terms.sort(key=lambda term: (order.index(term.kind), term.name))
    told = sorted({t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)})
    codes = (iri for iri in told if iri.startswith(names.CODE))
    others = (iri for iri in told if name == _OUTSIDE and not iri.startswith(names.BASE))
    outside = (Reference(short(other), other) for other in others)
    return Module(name, iri, titles, tuple(terms), triples, tuple(codes), tuple(outside))


def _term(iri: str, kind: str, module: str, store: ox.Store) -> ModuleTerm:
    node = ox.NamedNode(iri)
    words = {word: _texts(store, node, ox.NamedNode(_SKOS + word)) for word in WORDS}
    axioms = {axiom: _references(store, node, ox.NamedNode(axiom)) for axiom in AXIOMS}
    types = sorted(o.value for o in _objects(store, node, _TYPE))
    traits = tuple(t for t in types if t.startswith(_OWL) and t not in KINDS)
    return ModuleTerm(
        iri,
        kind,
        module,
        {word: texts for word, texts in words.items() if texts},
        {axiom: those for axiom, those in axioms.items() if those},
        traits,
    )


def _objects(store: ox.Store, subject: Node, property_: ox.NamedNode) -> list[Node | ox.Literal]:
    return [
        q.object
        for q in store.quads_for_pattern(subject, property_, None, None)
        if not isinstance(q.object, ox.Triple)
    ]


def _texts(store: ox.Store, subject: Node, property_: ox.NamedNode) -> Texts:
    found = (o for o in _objects(store, subject, property_) if isinstance(o, ox.Literal))
    return sorted((o.value, o.language or "") for o in found)


def _references(store: ox.Store, subject: ox.NamedNode, property_: ox.NamedNode) -> list[Reference]:
    found = [_reference(store, o) for o in _objects(store, subject, property_)]
    if property_.value == f"{_OWL}inverseOf":  # it is said on one side only
        found += [
            Reference(short(q.subject.value), q.subject.value)
            for q in store.quads_for_pattern(None, property_, subject, None)
            if isinstance(q.subject, ox.NamedNode)
        ]
    return sorted(set(found), key=lambda one: one.text)


def _reference(store: ox.Store, node: Node | ox.Literal) -> Reference:
    if isinstance(node, ox.NamedNode):
        return Reference(short(node.value), node.value)
    return Reference(expression(store, node))


def short(iri: str) -> str:
    """A term by its local name if it is ours, else with its prefix."""
    if iri.startswith(names.YZ):
        return iri.removeprefix(names.YZ)
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expression(store: ox.Store, node: Node | ox.Literal) -> str:
    """A class expression in Manchester syntax."""
    if isinstance(node, ox.NamedNode):
        return short(node.value)
    if isinstance(node, ox.Literal):
        return node.value
    told = {
        quad.predicate.value.removeprefix(_OWL): quad.object
        for quad in store.quads_for_pattern(node, None, None, None)
        if not isinstance(quad.object, ox.Triple)
    }
    for key, word in (("unionOf", " or "), ("intersectionOf", " and "), ("oneOf", ", ")):
        if key in told:
            parts = [expression(store, item) for item in _items(store, told[key])]
            joined = word.join(f"({part})" if " " in part and word != ", " else part for part in parts)
            return f"{{{joined}}}" if key == "oneOf" else joined
    if "complementOf" in told:
        return f"not ({expression(store, told['complementOf'])})"
    return _restriction(store, told)


_QUANTIFIERS: Final = {
    "someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value", "hasSelf": "self",
    "minQualifiedCardinality": "min", "maxQualifiedCardinality": "max", "qualifiedCardinality": "exactly",
    "minCardinality": "min", "maxCardinality": "max", "cardinality": "exactly",
}  # fmt: skip


def _restriction(store: ox.Store, told: Mapping[str, Node | ox.Literal]) -> str:
    property_ = expression(store, told["onProperty"]) if "onProperty" in told else "…"
    for key, word in _QUANTIFIERS.items():
        if key in told:
            filler = expression(store, told[key])
            of = f" {expression(store, told['onClass'])}" if "onClass" in told else ""
            return f"{property_} {word} {f'({filler})' if ' ' in filler else filler}{of}"
    return property_


def _items(store: ox.Store, node: Node | ox.Literal) -> Iterator[Node | ox.Literal]:
    """The items of an RDF list."""
    while isinstance(node, ox.BlankNode):
        yield from _objects(store, node, ox.NamedNode(f"{_RDF}first"))
        rest = _objects(store, node, ox.NamedNode(f"{_RDF}rest"))
        node = rest[0] if rest else ox.NamedNode(f"{_RDF}nil")


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
