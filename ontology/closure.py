"""What the axioms say as SPARQL rules, so that a store without a reasoner can write out what follows.

Each rule is one axiom, or one alternative of one: a head and a conjunction of triple patterns. Run to a
fixpoint they give the super-properties, inverses, transitive steps, chains, super-classes, domains and
ranges, and the members of defined classes. On data without equalities they find the types that HermiT finds
(a test holds this). `close` runs them on a store; a graph of any size can be closed so.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Final

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

Pattern = tuple[str, str, str]
_A: Final = f"<{RDF.type}>"
_SUBJECT: Final = "?s"
#: What gives other rules most to work on comes first.
_ORDER: Final = (
    "sub-property",
    "inverse",
    "symmetric",
    "transitive",
    "chain",
    "domain",
    "range",
    "super-class",
    "definition",
)
#: The kinds of rules that say of what class a thing is because of what is said of it. Shapes are asked before
#: these: whoever stands at the wrong end of a property would be of the right class at once.
CONCLUDING: Final = frozenset({"domain", "range"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One axiom as a rule. Terms are written as in SPARQL: `?s`, `<iri>`, `"1"^^<iri>`."""

    #: sub-property, inverse, symmetric, transitive, chain, super-class, domain, range or definition.
    kind: str
    #: The term whose axiom this is.
    term: str
    head: Pattern
    body: tuple[Pattern, ...]
    filters: tuple[str, ...] = ()

    @property
    def insert(self) -> str:
        """The rule as an update on the default graph."""
        return f"INSERT {{ {_triple(self.head)} }} WHERE {{ {self.where} }}"

    @property
    def ask(self) -> str:
        """Whether the rule gives anything new: cheaper than counting the triples of a store."""
        return f"ASK {{ {self.where} FILTER NOT EXISTS {{ {_triple(self.head)} }} }}"

    @property
    def where(self) -> str:
        """The body as a group graph pattern."""
        return " ".join([*map(_triple, self.body), *(f"FILTER({text})" for text in self.filters)])


def rules(graph: Graph) -> list[Rule]:
    """The rules of the axioms in `graph`, in order of kind and term."""
    found = [*_property_rules(graph), *_class_rules(graph), *_definitions(graph)]
    return sorted(set(found), key=lambda rule: (_ORDER.index(rule.kind), rule.term, rule.head, rule.body))


def close(store: ox.Store, rules_: Sequence[Rule]) -> None:
    """Writes into the default graph of `store` all that the rules give, until they give nothing new.

    A rule is asked again only when another has written what its body asks for.
    """
    readers: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(rules_):
        for wanted in {_signature(pattern) for pattern in rule.body}:
            readers[wanted].append(number)
    waiting = deque(range(len(rules_)))
    queued = set(waiting)
    while waiting:
        number = waiting.popleft()
        queued.discard(number)
        rule = rules_[number]
        if store.query(rule.ask):
            store.update(rule.insert)
            fresh = [n for n in readers[_signature(rule.head)] if n not in queued]
            waiting.extend(fresh)
            queued.update(fresh)


def _signature(pattern: Pattern) -> str:
    """What tells whether a triple can be of interest to a pattern: its property, or its class."""
    return pattern[2] if pattern[1] == _A else pattern[1]


def _triple(pattern: Pattern) -> str:
    return " ".join(pattern) + " ."


def _property_rules(graph: Graph) -> Iterator[Rule]:
    for p, q in _named(graph, RDFS.subPropertyOf):
        yield Rule("sub-property", p, ("?s", f"<{q}>", "?o"), (("?s", f"<{p}>", "?o"),))
    for p, q in _named(graph, OWL.inverseOf):
        for one, other in ((p, q), (q, p)):
            no_text = ("!isLiteral(?o)",)
            yield Rule("inverse", one, ("?o", f"<{one}>", "?s"), (("?s", f"<{other}>", "?o"),), no_text)
    for p in _typed(graph, OWL.SymmetricProperty):
        yield Rule("symmetric", p, ("?o", f"<{p}>", "?s"), (("?s", f"<{p}>", "?o"),))
    for p in _typed(graph, OWL.TransitiveProperty):
        yield Rule("transitive", p, ("?s", f"<{p}>", "?o"), (("?s", f"<{p}>", "?m"), ("?m", f"<{p}>", "?o")))
    for chained, head in graph.subject_objects(OWL.propertyChainAxiom):
        steps = list(Collection(graph, head))
        names = ["?s", *(f"?m{i}" for i in range(1, len(steps))), "?o"]
        body = tuple((names[i], f"<{step}>", names[i + 1]) for i, step in enumerate(steps))
        yield Rule("chain", str(chained), ("?s", f"<{chained}>", "?o"), body)


def _class_rules(graph: Graph) -> Iterator[Rule]:
    for c, d in _named(graph, RDFS.subClassOf):
        yield Rule("super-class", c, ("?s", _A, f"<{d}>"), (("?s", _A, f"<{c}>"),))
    for p, c in _named(graph, RDFS.domain):
        yield Rule("domain", p, ("?s", _A, f"<{c}>"), (("?s", f"<{p}>", "?o"),))
    objects = _typed(graph, OWL.ObjectProperty)
    for p, c in _named(graph, RDFS.range):
        if p in objects:
            yield Rule("range", p, ("?o", _A, f"<{c}>"), (("?s", f"<{p}>", "?o"),))


def _definitions(graph: Graph) -> Iterator[Rule]:
    """For each class that is equivalent to an expression: whatever fits the expression is a member."""
    for class_, expression in graph.subject_objects(OWL.equivalentClass):
        if isinstance(class_, URIRef) and isinstance(expression, BNode):
            for body, filters in _alternatives(graph, expression, _SUBJECT):
                yield Rule("definition", str(class_), (_SUBJECT, _A, f"<{class_}>"), body, filters)


_Alternative = tuple[tuple[Pattern, ...], tuple[str, ...]]


def _alternatives(graph: Graph, expression: Node, at: str) -> list[_Alternative]:
    """The ways in which `at` can fit an expression, each a conjunction; none for what SPARQL cannot say."""
    if isinstance(expression, URIRef):
        return [(((at, _A, f"<{expression}>"),), ())]
    if (union := graph.value(expression, OWL.unionOf)) is not None:
        return [way for member in Collection(graph, union) for way in _alternatives(graph, member, at)]
    if (parts := graph.value(expression, OWL.intersectionOf)) is not None:
        ways = [_alternatives(graph, member, at) for member in Collection(graph, parts)]
        return [_joined(choice) for choice in product(*ways)]
    return _restriction(graph, expression, at)


def _restriction(graph: Graph, expression: Node, at: str) -> list[_Alternative]:
    property_ = f"<{graph.value(expression, OWL.onProperty)}>"
    value = graph.value(expression, OWL.hasValue)
    if isinstance(value, URIRef):
        return [(((at, property_, f"<{value}>"),), ())]
    if isinstance(value, Literal):
        there = f"{at}v"
        return [(((at, property_, there),), (f"{there} = {value.n3()}",))]
    filler = graph.value(expression, OWL.someValuesFrom)
    if filler is not None:
        there = f"{at}x"
        step = ((at, property_, there),)
        return [(step + body, filters) for body, filters in _alternatives(graph, filler, there)]
    least = graph.value(expression, OWL.minQualifiedCardinality)
    if least is not None:
        return _counted(graph, expression, at, int(str(least)))
    return []


def _counted(graph: Graph, expression: Node, at: str, least: int) -> list[_Alternative]:
    """At least so many different things: names differ, and different names are different things."""
    property_ = f"<{graph.value(expression, OWL.onProperty)}>"
    class_ = graph.value(expression, OWL.onClass)
    there = [f"{at}n{i}" for i in range(least)]
    body = tuple(pattern for name in there for pattern in ((at, property_, name), (name, _A, f"<{class_}>")))
    return [(body, tuple(f"STR({a}) < STR({b})" for a, b in pairwise(there)))]


def _joined(choice: tuple[_Alternative, ...]) -> _Alternative:
    """One way out of a way for each part; a second use of a name for another thing gets another name."""
    bodies: list[Pattern] = []
    filters: list[str] = []
    for number, (body, conditions) in enumerate(choice):
        names = {t for pattern in body for t in pattern if t.startswith("?s") and len(t) > len(_SUBJECT)}
        here = {t for pattern in bodies for t in pattern}
        fresh = {t: f"{t}{number}" for t in names if t in here}
        bodies += [(fresh.get(a, a), b, fresh.get(c, c)) for a, b, c in body]
        filters += [" ".join(fresh.get(word, word) for word in text.split(" ")) for text in conditions]
    return tuple(bodies), tuple(filters)


def _named(graph: Graph, property_: URIRef) -> list[tuple[str, str]]:
    pairs = graph.subject_objects(property_)
    return sorted((str(s), str(o)) for s, o in pairs if isinstance(s, URIRef) and isinstance(o, URIRef))


def _typed(graph: Graph, type_: URIRef) -> list[str]:
    return sorted(str(s) for s in graph.subjects(RDF.type, type_) if isinstance(s, URIRef))
