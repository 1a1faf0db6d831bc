"""What changed since the last release, in words, and the version number that follows from it.

Versions are semantic, as seen by who queries: taking a term away, or narrowing what may be said with it, is
major; a new term or a wider one minor; words for people patch.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from ontology import names
from ontology.assemble import version_of
from ontology.format import canonical, normalise


class Weight(IntEnum):
    """Which part of the version number a change moves."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change of one term."""

    weight: Weight
    term: str
    what: str
    #: What sort of term came, went or was renamed ("class"); empty where an existing one was changed.
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.weight.name.lower()})"


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two versions."""

    old_version: str
    new_version: str
    changes: tuple[Change, ...]

    @property
    def weight(self) -> Weight:
        """The gravest change."""
        return max((change.weight for change in self.changes), default=Weight.NONE)

    @property
    def version(self) -> str:
        """The version number that the changes ask for."""
        return next_version(self.old_version, self.weight)

    @property
    def summary(self) -> str:
        """One sentence: how many terms of which kind came, went or changed, and the version that follows."""
        counts: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for change in self.changes:
            verb = change.what.partition(" ")[0]
            counts[verb if verb in _TELLING else "changed"][change.kind or "term"].add(change.term)
        if not counts:
            return f"nothing changed since {self.old_version}"
        said = "; ".join(
            f"{verb} {_and([_number(len(terms), kind) for kind, terms in sorted(kinds.items())])}"
            for verb, kinds in sorted(counts.items())
        )
        return f"{said}; from {self.old_version} follows {self.version}"


#: Words that tell what happened to a term; whatever else is said of one, it changed.
_TELLING: Final = frozenset({"added", "removed", "renamed", "deprecated", "narrowed", "widened"})
_KINDS: Final = (
    (OWL.Class, "class"),
    (OWL.ObjectProperty, "object property"),
    (OWL.DatatypeProperty, "data property"),
    (OWL.AnnotationProperty, "annotation property"),
    (SKOS.ConceptScheme, "scheme"),
    (OWL.NamedIndividual, "individual"),
)
_WORDS: Final = {
    RDFS.label: "label",
    SKOS.prefLabel: "preferred label",
    SKOS.altLabel: "other label",
    SKOS.definition: "definition",
    SKOS.example: "example",
    SKOS.scopeNote: "scope note",
    RDFS.comment: "comment",
    RDFS.isDefinedBy: "place of definition",
    DCTERMS.isReplacedBy: "replacement",
    SKOS.notation: "notation",
}
_AXIOMS: Final = {
    RDFS.subClassOf: "super-class",
    RDFS.subPropertyOf: "super-property",
    RDFS.domain: "domain",
    RDFS.range: "range",
    OWL.equivalentClass: "definition by axiom",
    OWL.inverseOf: "inverse",
    OWL.disjointWith: "disjoint class",
    OWL.propertyChainAxiom: "chain",
    OWL.hasKey: "key",
}
#: Adding one of these forbids something that could be said before.
_NARROWING: Final = frozenset(
    {RDFS.domain, RDFS.range, OWL.disjointWith, OWL.hasKey, OWL.equivalentClass, RDFS.subClassOf}
)
_RESTRICTING_TYPES: Final = {
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.AsymmetricProperty: "asymmetric",
    OWL.IrreflexiveProperty: "irreflexive",
}
#: How many classes are named before the others are counted.
_FEW: Final = 4
_WIDENING_TYPES: Final = {OWL.SymmetricProperty: "symmetric", OWL.TransitiveProperty: "transitive"}


def difference(old: Graph, new: Graph) -> Difference:
    """The changes of our own terms from `old` to `new`, gravest first."""
    before, after = _terms(old), _terms(new)
    renamed = _renamed(old, new, set(before) - set(after), set(after) - set(before))
    found = [
        Change(Weight.MAJOR, one, f"renamed {before[one]} {_short(one)} to {_short(other)}", before[one])
        for one, other in renamed.items()
    ]
    found += [
        _removed(term, kind) for term, kind in before.items() if term not in after and term not in renamed
    ]
    come = set(after) - set(before) - set(renamed.values())
    found += [Change(Weight.MINOR, term, f"added {after[term]} {_short(term)}", after[term]) for term in come]
    for term in set(before) & set(after):
        found += _changed(URIRef(term), before[term], after[term], old, new)
    found += _disjointness(old, new, {_short(term) for term in come})
    ordered = sorted(found, key=lambda change: (-change.weight, change.term, change.what))
    return Difference(version_of(old), version_of(new), tuple(ordered))


def next_version(old: str, weight: Weight) -> str:
    """The version after `old`; before 1.0 a major change moves the second number."""
    major, minor, patch = (int(part) for part in old.split("."))
    if weight is Weight.NONE:
        return old
    if weight is Weight.MAJOR and major:
        return f"{major + 1}.0.0"
    if weight is Weight.PATCH:
        return f"{major}.{minor}.{patch + 1}"
    return f"{major}.{minor + 1}.0"


def _terms(graph: Graph) -> dict[str, str]:
    """Our own terms and what kind of thing each is."""
    found: dict[str, str] = {}
    for type_, kind in _KINDS:
        for term in graph.subjects(RDF.type, type_):
            if isinstance(term, URIRef) and term.startswith(names.BASE):
                found.setdefault(str(term), kind)
    return found


def _removed(term: str, kind: str) -> Change:
    return Change(Weight.MAJOR, term, f"removed {kind} {_short(term)} (deprecate it instead)", kind)


def _renamed(old: Graph, new: Graph, gone: set[str], come: set[str]) -> dict[str, str]:
    """Terms that went and came with the same definition: one thing under a new name."""
    by_definition = {_definition(new, term): term for term in sorted(come)}
    pairs = {
        term: by_definition.get(_definition(old, term)) for term in sorted(gone) if _definition(old, term)
    }
    return {one: other for one, other in pairs.items() if other}


def _definition(graph: Graph, term: str) -> str:
    return "\n".join(sorted(text.n3() for text in graph.objects(URIRef(term), SKOS.definition)))


def _changed(term: URIRef, kind: str, new_kind: str, old: Graph, new: Graph) -> Iterator[Change]:
    if kind != new_kind:
        yield Change(Weight.MAJOR, str(term), f"made {kind} {_short(term)} {_article(new_kind)} {new_kind}")
    for property_, word in _AXIOMS.items():
        yield from _changed_axioms(term, property_, word, old, new)
    yield from _changed_types(term, old, new)
    for text_property, word in _WORDS.items():
        if set(old.objects(term, text_property)) != set(new.objects(term, text_property)):
            yield Change(Weight.PATCH, str(term), f"reworded the {word} of {_short(term)}")
    deprecated = (term, OWL.deprecated, Literal(True))
    if deprecated in new and deprecated not in old:
        yield Change(Weight.MINOR, str(term), f"deprecated {kind} {_short(term)}")


def _changed_axioms(term: URIRef, property_: URIRef, word: str, old: Graph, new: Graph) -> Iterator[Change]:
    before = {_expression(old, node) for node in old.objects(term, property_)}
    after = {_expression(new, node) for node in new.objects(term, property_)}
    gone, come = sorted(before - after), sorted(after - before)
    if gone and come:
        verb, weight = _direction(property_, gone, come, new)
        yield Change(
            weight, str(term), f"{verb} the {word} of {_short(term)} from {_and(gone)} to {_and(come)}"
        )
    elif come:
        weight = Weight.MAJOR if property_ in _NARROWING else Weight.MINOR
        yield Change(weight, str(term), f"gave {_short(term)} the {word} {_and(come)}")
    elif gone:
        weight = (
            Weight.MINOR
            if property_ in (RDFS.domain, RDFS.range, OWL.disjointWith, OWL.hasKey)
            else Weight.MAJOR
        )
        yield Change(weight, str(term), f"dropped the {word} {_and(gone)} of {_short(term)}")


def _direction(property_: URIRef, gone: list[str], come: list[str], graph: Graph) -> tuple[str, Weight]:
    """Whether a domain or range got narrower (what it is now lies within what it was), wider, or other."""
    if property_ not in (RDFS.domain, RDFS.range) or len(gone) != 1 or len(come) != 1:
        return "changed", Weight.MAJOR
    if gone[0] in _above(graph, come[0]):
        return "narrowed", Weight.MAJOR
    if come[0] in _above(graph, gone[0]):
        return "widened", Weight.MINOR
    return "changed", Weight.MAJOR


def _above(graph: Graph, short: str) -> set[str]:
    """All classes above the class with the short name `short`."""
    term = next((t for t in set(graph.subjects()) if isinstance(t, URIRef) and _short(t) == short), None)
    return (
        set()
        if term is None
        else {_short(c) for c in graph.transitive_objects(term, RDFS.subClassOf)} - {short}
    )


def _changed_types(term: URIRef, old: Graph, new: Graph) -> Iterator[Change]:
    before, after = set(old.objects(term, RDF.type)), set(new.objects(term, RDF.type))
    for types, added, dropped in (
        (_RESTRICTING_TYPES, Weight.MAJOR, Weight.MINOR),
        (_WIDENING_TYPES, Weight.MINOR, Weight.MAJOR),
    ):
        for type_, word in types.items():
            if type_ in after - before:
                yield Change(added, str(term), f"made {_short(term)} {word}")
            if type_ in before - after:
                yield Change(dropped, str(term), f"made {_short(term)} no longer {word}")


def _disjointness(old: Graph, new: Graph, come: set[str]) -> Iterator[Change]:
    """Classes that were said, or are no longer said, to have no member in common; `come` are new ones."""
    before, after = _disjoint_sets(old), _disjoint_sets(new)
    for members in sorted(after - before):
        rest = max((one for one in before - after if set(one) < set(members)), key=len, default=())
        added = [member for member in members if member not in rest]
        weight = Weight.MINOR if rest and set(added) <= come else Weight.MAJOR
        yield Change(weight, members[0], f"made {_apart(added, rest)}")
    for members in sorted(before - after):
        if not any(set(members) < set(one) for one in after - before):
            rest = max((one for one in after - before if set(one) < set(members)), key=len, default=())
            dropped = [member for member in members if member not in rest]
            yield Change(Weight.MINOR, members[0], f"made no longer {_apart(dropped, rest)}")


def _apart(members: list[str], rest: tuple[str, ...]) -> str:
    """That classes are disjoint, or disjoint from the `rest`, of which the first few are named."""
    if not rest:
        return f"disjoint: {_and(members)}"
    others = list(rest) if len(rest) <= _FEW else [*rest[: _FEW - 1], f"{len(rest) - _FEW + 1} others"]
    return f"{_and(members)} disjoint from {_and(others)}"


def _disjoint_sets(graph: Graph) -> set[tuple[str, ...]]:
    heads = [
        head
        for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses)
        for head in graph.objects(axiom, OWL.members)
    ]
    return {tuple(sorted(_short(member) for member in Collection(graph, head))) for head in heads}


def _expression(graph: Graph, node: Node) -> str:
    """A class, list or expression in few words, the same for the same expression."""
    if not isinstance(node, BNode):
        return _short(node)
    part, waiting = Graph(), [node]
    while waiting:
        at = waiting.pop()
        for s, p, o in graph.triples((at, None, None)):
            part.add((s, p, o))
            if isinstance(o, BNode):
                waiting.append(o)
    holder = URIRef(names.YZ + "it")
    part.add((holder, RDFS.seeAlso, node))
    text = canonical(normalise(part))
    return " ".join(text.partition("rdfs:seeAlso")[2].strip().removesuffix(".").split())


def _short(term: object) -> str:
    return str(term).rpartition("#")[2] if "#" in str(term) else names.slug_of(str(term))


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]


def _number(count: int, kind: str) -> str:
    """A number of terms of a kind in words: "1 class", "3 object properties"."""
    if count == 1:
        return f"1 {kind}"
    plural = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}es" if kind.endswith("s") else f"{kind}s"
    return f"{count} {plural}"


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
