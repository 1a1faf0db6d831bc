"""Why a triple holds, and which axioms contradict one another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF
from rdflib.term import Node

from ontology import java
from ontology.assemble import n_triples
from ontology.closure import Pattern, Rule, rules
from ontology.format import canonical
from ontology.manchester import expression
from ontology.prefixes import PREFIXES

Triple = tuple[str, str, str]
_DEPTH: Final = 12
#: The axiom behind a rule in words, by the rule's kind.
_AXIOMS: Final = {
    "sub-property": "{body} implies {head}",
    "inverse": "{head} is inverse of {body}",
    "symmetric": "{head} is symmetric",
    "transitive": "{head} is transitive",
    "chain": "chain {body}",
    "domain": "domain of {body}",
    "range": "range of {body}",
    "super-class": "every {body_class} is a {head_class}",
    "definition": "definition of {head_class}: {definition}",
}


def short(term: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A term in SPARQL's words with a prefix where one fits."""
    if term.startswith('"'):  # its value says enough
        return term.partition("^^")[0]
    iri = term.removeprefix("<").removesuffix(">")
    if iri == str(RDF.type):
        return "a"
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and iri != namespace and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return term


@dataclass(frozen=True, slots=True)
class Explanation:
    """A triple with what it follows from: no rule if it is stated, else a rule, its axiom, its premises."""

    triple: Triple
    rule: Rule | None = None
    #: The axiom of the rule in words.
    axiom: str = ""
    premises: tuple["Explanation", ...] = ()

    def lines(
        self, short: Callable[[str], str] = short, where: Callable[[Triple], str] | None = None
    ) -> Iterator[str]:
        """The explanation as an indented outline; `where` says of a stated triple where it is stated."""
        stated = f"stated in {where(self.triple)}" if where else "stated"
        yield f"{' '.join(map(short, self.triple))}  [{self.axiom or stated}]"
        for premise in self.premises:
            yield from (f"  {line}" for line in premise.lines(short, where))

    @property
    def terms(self) -> set[str]:
        """All terms of the triple and of what it follows from."""
        return set(self.triple).union(*(premise.terms for premise in self.premises))


class Explainer:
    """Explains triples of `store`, which holds what is stated and what was inferred.

    `stated` says of a triple (terms as in SPARQL) whether somebody stated it.
    """

    def __init__(self, ontology: Graph, store: ox.Store, stated: Callable[[Triple], bool]) -> None:
        self._rules = rules(ontology)
        self._definitions = _definitions(ontology)
        self._store = store
        self._stated = stated

    def explain(self, triple: Triple) -> Explanation | None:
        """The shortest-first explanation of `triple`, down to what is stated; None if nothing explains it."""
        for depth in range(1, _DEPTH):
            found = self._explain(triple, depth, frozenset())
            if found is not None:
                return found
        return None

    def _explain(self, triple: Triple, depth: int, above: frozenset[Triple]) -> Explanation | None:
        if self._stated(triple):
            return Explanation(triple)
        if depth == 0 or triple in above:
            return None
        for rule in self._rules:
            bound = _matches(rule.head, triple)
            if bound is None:
                continue
            for premises in self._premises(rule, bound):
                told = [self._explain(premise, depth - 1, above | {triple}) for premise in premises]
                if all(told):
                    return Explanation(triple, rule, self._axiom(rule), tuple(one for one in told if one))
        return None

    def _axiom(self, rule: Rule) -> str:
        """What the ontology says, by which the head of a rule follows from its body."""
        return _AXIOMS[rule.kind].format(
            head=short(rule.head[1]),
            head_class=short(rule.head[2]),
            body=", ".join(short(pattern[1]) for pattern in rule.body),
            body_class=short(rule.body[0][2]),
            definition=self._definitions.get(rule.term, ""),
        )

    def _premises(self, rule: Rule, bound: dict[str, str]) -> Iterator[list[Triple]]:
        """The ways in which the body of a rule holds in the store, given what the head binds."""
        where = rule.where
        free = sorted({t for pattern in rule.body for t in pattern if t.startswith("?")} - set(bound))
        values = " ".join(f"VALUES {name} {{ {term} }}" for name, term in sorted(bound.items()))
        if not free:
            if self._store.query(f"ASK {{ {values} {where} }}"):
                yield [_fill(pattern, bound) for pattern in rule.body]
            return
        rows = self._store.query(f"SELECT {' '.join(free)} {{ {values} {where} }} LIMIT 20")
        for row in rows:  # type: ignore[union-attr]
            here = bound | {name: str(row[name[1:]]) for name in free}
            yield [_fill(pattern, here) for pattern in rule.body]


def _definitions(ontology: Graph) -> dict[str, str]:
    """The definition of each defined class in Manchester syntax."""
    return {
        str(class_): expression(ontology, definition)
        for class_, definition in ontology.subject_objects(OWL.equivalentClass)
        if isinstance(definition, BNode)
    }


def _matches(head: Pattern, triple: Triple) -> dict[str, str] | None:
    """What the variables of `head` stand for in `triple`, or None if it is no instance of the head."""
    bound: dict[str, str] = {}
    for pattern, term in zip(head, triple, strict=True):
        if pattern.startswith("?"):
            if bound.setdefault(pattern, term) != term:
                return None
        elif pattern != term:
            return None
    return bound


def _fill(pattern: Pattern, bound: dict[str, str]) -> Triple:
    s, p, o = (bound.get(term, term) for term in pattern)
    return s, p, o


def contradiction(parts: Mapping[str, Graph]) -> list[tuple[str, Graph]]:
    """The smallest set of axioms that contradict one another: (module, axiom) pairs, none to be spared.

    Leaves out one module at a time, then ever smaller groups of axioms, down to one. Empty if all is well.

    Raises:
        ReasonerFailed: Java or the reasoner gave up.
    """
    declared = n_triples(_declarations(parts.values())).decode()
    axioms = [(name, axiom) for name, graph in parts.items() for axiom in _axioms(graph)]
    texts = [
        (name, n_triples(_own_blanks(axiom, number)).decode()) for number, (name, axiom) in enumerate(axioms)
    ]
    (kept,) = java.in_java(_smallest_in_java, [(declared, texts)])
    return [axioms[number] for number in kept]


def member(class_: str) -> Graph:
    """A thing of which nothing is known but its class: with it, a class that can have none contradicts."""
    graph = Graph()
    thing = URIRef("urn:yuezhi:a-member")
    graph.add((thing, RDF.type, OWL.NamedIndividual))
    graph.add((thing, RDF.type, URIRef(class_)))
    return graph


def axiom_text(axiom: Graph) -> str:
    """An axiom in one line of Turtle, prefixes left out."""
    lines = (line.strip() for line in canonical(axiom).splitlines())
    return " ".join(line for line in lines if line and not line.startswith(("@prefix", "#")))


def smallest(names: Sequence[str], fails: Callable[[Sequence[int]], bool]) -> list[int]:
    """The numbers of a smallest set that fails, where `names` says which module each axiom is of.

    `fails` tells of a set of numbers whether its axioms contradict one another.
    """
    kept = list(range(len(names)))
    if not fails(kept):
        return []
    for module in dict.fromkeys(names):
        rest = [number for number in kept if names[number] != module]
        if rest and fails(rest):
            kept = rest
    size = max(len(kept) // 2, 1)
    while True:
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            if rest and fails(rest):
                kept = rest
            else:
                at += size
        if size == 1:
            return kept
        size = max(size // 2, 1)


def _smallest_in_java(jpype: Any, item: tuple[str, list[tuple[str, str]]]) -> list[int]:
    """`smallest`, asking HermiT in this very process: starting Java anew for each question takes longest."""
    declared, axioms = item
    api = jpype.JPackage("org.semanticweb.owlapi")
    reasoner_of = jpype.JClass("org.semanticweb.HermiT.Reasoner")

    def fails(numbers: Sequence[int]) -> bool:
        text = declared + "".join(axioms[number][1] for number in numbers)
        manager = api.apibinding.OWLManager.createOWLOntologyManager()
        source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(text)
        reasoner = reasoner_of(manager.loadOntologyFromOntologyDocument(source))
        try:
            return not reasoner.isConsistent()
        finally:
            reasoner.dispose()

    return smallest([name for name, _ in axioms], fails)


def _own_blanks(axiom: Graph, number: int) -> Graph:
    """`axiom` with blank nodes that no other axiom has."""
    own = Graph()
    for triple in axiom:
        s, p, o = (BNode(f"a{number}x{term}") if isinstance(term, BNode) else term for term in triple)
        own.add((s, p, o))
    return own


def _declarations(graphs: Iterable[Graph]) -> Graph:
    """What kind of thing each name is: without it an axiom cannot be read."""
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
    declared = Graph()
    for graph in graphs:
        for s, o in graph.subject_objects(RDF.type):
            if o in kinds and isinstance(s, URIRef):
                declared.add((s, RDF.type, o))
    return declared


def _axioms(graph: Graph) -> list[Graph]:
    """The statements of `graph`, each with the blank nodes it needs, in a fixed order."""
    annotations = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
    found: list[tuple[str, Graph]] = []
    for s, p, o in graph:
        if isinstance(s, URIRef) and p not in annotations and p != OWL.imports:
            found.append((f"{s} {p} {o if not isinstance(o, BNode) else ''}", _with_blanks(graph, (s, p, o))))
    for s in {s for s in graph.subjects() if isinstance(s, BNode) and (None, None, s) not in graph}:
        whole = Graph()
        for triple in graph.triples((s, None, None)):
            for part in _with_blanks(graph, triple):
                whole.add(part)
        found.append((f"~ {sorted(str(o) for o in whole.objects() if isinstance(o, URIRef))}", whole))
    return [axiom for _, axiom in sorted(found, key=lambda pair: pair[0])]


def _with_blanks(graph: Graph, triple: tuple[Node, Node, Node]) -> Graph:
    part, waiting = Graph(), [triple]
    while waiting:
        s, p, o = waiting.pop()
        part.add((s, p, o))
        if isinstance(o, BNode):
            waiting += list(graph.triples((o, None, None)))
    return part
