"""What follows by description logic: consistency, unsatisfiable classes, the members of defined classes.

HermiT runs in a Java of its own, so that no memory or crash of it is ours. It returns the most specific types
only; `ReasonerResult.types` has them with all their super-classes. Property values are not asked of it: the
rules of `ontology.closure` write those.
"""

import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from ontology import java, names
from ontology.assemble import n_triples
from ontology.errors import ReasonerFailed, ReasonerRejected, ReasonerTooSlow

#: Where two organisations at one thing are counted: the reasoner takes no two names for two things by itself.
_COUNTED: Final = ("conductedBy", "issuedBy", "jointlyIssuedBy", "memberBody")
_COUNTED_BACKWARDS: Final = ("conducts", "issues", "jointlyIssues", "memberOfGroup")
_CLAIM: Final = names.ID + "claim/"
_STAND_IN: Final = "urn:yuezhi:value-"
#: HermiT's search follows the order of Java's hashes, another one in every run: one run in some twenty over
#: the same graph did not end in ten minutes where the others took ten seconds. So it is started anew once.
_FIRST_TRY: Final = 0.2
_RELATION = re.compile(r"^([A-Za-z]+)\( ((?:<[^>]+>\s*)+) \)$", re.MULTILINE)
_THING, _NOTHING = str(OWL.Thing), str(OWL.Nothing)


@dataclass(frozen=True, slots=True)
class ReasonerResult:
    """The reasoner's answer. When `consistent` is false, everything follows and the rest is empty."""

    consistent: bool
    unsatisfiable: tuple[str, ...]
    #: Class → all classes above it (named, without owl:Thing), equivalent ones included.
    superclasses: Mapping[str, frozenset[str]]
    #: Individual → all its named classes, asserted or inferred.
    types: Mapping[str, frozenset[str]]
    seconds: float

    @property
    def sound(self) -> bool:
        """Whether the ontology can be used: consistent, and every class can have members."""
        return self.consistent and not self.unsatisfiable


def check(graph: Graph, *, memory_mb: int = java.MEMORY_MB, seconds: float = java.SECONDS) -> ReasonerResult:
    """Classifies `graph`: the ontology alone, or with registry and observations.

    Raises:
        ReasonerRejected: the reasoner refuses a datatype, literal or axiom of the graph.
        ReasonerFailed: Java or HermiT gave up.
        ReasonerTooSlow: the time limit was reached.
    """
    begun = time.perf_counter()
    code, said = _hermit(graph, ("-c", "-I"), memory_mb=memory_mb, seconds=seconds)
    took = time.perf_counter() - begun
    if "Inconsistent ontology" in said:
        return _inconsistent(took)
    if code != 0 or "Exception" in said:
        raise _failure(said)
    return _read_answer(said, took)


def _inconsistent(took: float) -> ReasonerResult:
    return ReasonerResult(consistent=False, unsatisfiable=(), superclasses={}, types={}, seconds=took)


def is_consistent(graph: Graph, *, memory_mb: int = java.MEMORY_MB, seconds: float = java.SECONDS) -> bool:
    """Whether `graph` contradicts itself nowhere: a third of the time that classifying takes.

    Raises:
        As `check`.
    """
    code, said = _hermit(graph, ("-k",), memory_mb=memory_mb, seconds=seconds)
    if "Inconsistent ontology" in said or said.strip().endswith("false"):
        return False
    if code != 0 or "Exception" in said:
        raise _failure(said)
    return True


def _hermit(graph: Graph, options: tuple[str, ...], *, memory_mb: int, seconds: float) -> tuple[int, str]:
    """Runs HermiT's command line over what axioms `graph` has."""
    with tempfile.TemporaryDirectory(prefix="yuezhi-hermit-") as folder:
        path = Path(folder) / "ontology.nt"
        path.write_bytes(n_triples(logical_part(graph)))
        arguments = ("org.semanticweb.HermiT.cli.CommandLine", *options, path.as_uri())
        try:
            return java.run(*arguments, memory_mb=memory_mb, seconds=seconds * _FIRST_TRY)
        except ReasonerTooSlow:
            return java.run(*arguments, memory_mb=memory_mb, seconds=seconds)


def classify(
    ontology: Graph, abox: Graph, *, memory_mb: int = java.MEMORY_MB, seconds: float = java.SECONDS
) -> ReasonerResult:
    """Classifies `ontology` with the instances of `abox`: registry and observations, never claims or anchors.

    Links to claims are left out as well: each claim would be one more thing to find the classes of, and none
    of our classes is defined by them. Registered things with different names are different things where the
    ontology counts them. What the keys say is computed here and handed over as `owl:sameAs`: HermiT compares
    every pair, a thousand observations take half a minute with it and seven seconds without. Values are
    asked about once, for consistency; to find the classes, having a certain value is told as being of a class
    (`values_as_classes`): comparing numbers made that three times as long.
    """
    begun = time.perf_counter()
    together = logical_part(ontology)
    for part in (logical_part(abox, ontology), distinct_names(abox), same_by_key(ontology, abox)):
        together += part
    together.remove((None, OWL.hasKey, None))
    with ThreadPoolExecutor() as pool:
        whole = pool.submit(is_consistent, together, memory_mb=memory_mb, seconds=seconds)
        result = check(values_as_classes(together), memory_mb=memory_mb, seconds=seconds)
    if not whole.result():
        return _inconsistent(time.perf_counter() - begun)
    named = {
        thing: frozenset(class_ for class_ in classes if not class_.startswith(_STAND_IN))
        for thing, classes in result.types.items()
    }
    return replace(result, types=named, seconds=time.perf_counter() - begun)


def values_as_classes(graph: Graph) -> Graph:
    """`graph` without the values that no class asks for, or of which classes ask for a certain one only.

    In the place of each such restriction stands a class with a name, whose members are told instead; what a
    domain says of a thing with a value is told as well. Whether values fit their ranges is asked elsewhere.
    """
    told = Graph() + graph
    for number, (property_, restrictions) in enumerate(sorted(_certain_values(graph).items(), key=str)):
        classes = {r: URIRef(f"{_STAND_IN}{number}-{i}") for i, r in enumerate(sorted(restrictions, key=str))}
        for restriction, class_ in classes.items():
            for above, link in graph.subject_predicates(restriction):
                told.add((above, link, class_))
            told.remove((restriction, None, None))
            told.remove((None, None, restriction))
            told.add((class_, RDF.type, OWL.Class))
        wider = graph.transitive_objects(property_, RDFS.subPropertyOf)
        domains = [domain for one in wider if one for domain in graph.objects(one, RDFS.domain)]
        for s, o in graph.subject_objects(property_):
            told.remove((s, property_, o))
            members = [classes[r] for r, value in restrictions.items() if o == value or _equal(o, value)]
            for kind in (*members, *domains):
                told.add((s, RDF.type, kind))
    return told


def _certain_values(graph: Graph) -> dict[Node, dict[Node, Literal]]:
    """The data properties that classes restrict to certain values or not at all, with these restrictions."""
    found: dict[Node, dict[Node, Literal]] = {p: {} for p in graph.subjects(RDF.type, OWL.DatatypeProperty)}
    others: set[Node] = set()
    for restriction, property_ in graph.subject_objects(OWL.onProperty):
        value = graph.value(restriction, OWL.hasValue)
        if isinstance(value, Literal):
            found.setdefault(property_, {})[restriction] = value
        else:
            others.add(property_)
    return {property_: found[property_] for property_ in set(found) - others}


def _equal(one: Node, other: Literal) -> bool:
    """Whether two literals are the same value, as 1 and 1.0 are."""
    return isinstance(one, Literal) and one.datatype == other.datatype and one.value == other.value


def same_by_key(ontology: Graph, abox: Graph) -> Graph:
    """What `owl:hasKey` entails of named things: those of one class with the same key are the same."""
    same = Graph()
    for class_, head in ontology.subject_objects(OWL.hasKey):
        key = list(Collection(ontology, head))
        first: dict[tuple[Node, ...], Node] = {}
        for thing in sorted(set(abox.subjects(RDF.type, class_)), key=str):
            values = [abox.value(thing, part, any=True) for part in key]
            if any(value is None for value in values):
                continue
            other = first.setdefault(tuple(value for value in values if value is not None), thing)
            if other != thing:
                same.add((thing, OWL.sameAs, other))
    return same


def inferred_types(
    result: ReasonerResult, asserted: Graph, *, ontology: Graph | None = None
) -> list[tuple[str, str]]:
    """The (individual, class) pairs of `result` that `asserted` does not state, in order.

    Classes that `ontology` marks as helpers are left out: nobody asks what is a `Party`.
    """
    stated = {(str(s), str(o)) for s, o in asserted.subject_objects(RDF.type)}
    hidden = helpers(ontology) if ontology is not None else frozenset()
    found = {(i, c) for i, classes in result.types.items() for c in classes if c not in hidden}
    return sorted(found - stated)


def helpers(ontology: Graph) -> frozenset[str]:
    """The classes that only name what may stand at one end of a property (`yz:helper`)."""
    return frozenset(str(class_) for class_ in ontology.subjects(URIRef(names.term("helper")), Literal(True)))


def logical_part(graph: Graph, ontology: Graph | None = None) -> Graph:
    """`graph` without what no axiom says: values of annotation properties (of `ontology`), and claims."""
    annotations = set((ontology or graph).subjects(RDF.type, OWL.AnnotationProperty))
    logical = Graph()
    for s, p, o in graph:
        if p not in annotations and (ontology is None or not (_is_claim(s) or _is_claim(o))):
            logical.add((s, p, o))
    return logical


def _is_claim(term: Node) -> bool:
    return isinstance(term, URIRef) and term.startswith(_CLAIM)


def distinct_names(abox: Graph) -> Graph:
    """Axioms that the organisations met at one campaign, instrument or group are as many as their names."""
    met: dict[URIRef, set[URIRef]] = defaultdict(set)
    for s, p, o in abox:
        if not isinstance(s, URIRef) or not isinstance(o, URIRef):
            continue
        local = str(p).rpartition("#")[2]
        if local in _COUNTED:
            met[s].add(o)
        elif local in _COUNTED_BACKWARDS:
            met[o].add(s)
    axioms = Graph()
    for number, members in enumerate(sorted({tuple(sorted(m)) for m in met.values() if len(m) > 1})):
        node, head = BNode(f"different{number}"), BNode(f"members{number}")
        axioms.add((node, RDF.type, OWL.AllDifferent))
        axioms.add((node, OWL.distinctMembers, head))
        Collection(axioms, head, list(members))
    return axioms


def _read_answer(said: str, took: float) -> ReasonerResult:
    above: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    unsatisfiable: set[str] = set()
    for relation, listed in _RELATION.findall(said):
        iris = re.findall(r"<([^>]+)>", listed)
        if relation == "SubClassOf":
            above[iris[0]].add(iris[1])
        elif relation == "EquivalentClasses":
            if _NOTHING in iris:
                unsatisfiable.update(iri for iri in iris if iri != _NOTHING)
            for iri in iris:
                above[iri].update(other for other in iris if other != iri)
        elif relation == "Type":
            types[iris[0]].add(iris[1])
    closed = {iri: _reach(iri, above) for iri in above}
    return ReasonerResult(
        consistent=True,
        unsatisfiable=tuple(sorted(unsatisfiable)),
        superclasses=closed,
        types={i: _with_superclasses(direct, closed) for i, direct in sorted(types.items())},
        seconds=took,
    )


def _reach(iri: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return frozenset(found - {iri, _THING, _NOTHING})


def _with_superclasses(direct: Iterable[str], above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found = set(direct)
    for class_ in direct:
        found |= above.get(class_, frozenset())
    return frozenset(found - {_THING})


def _failure(said: str) -> ReasonerFailed:
    """The error that HermiT's words mean: its refusals are exceptions for the whole ontology."""
    first = next(
        (line.strip() for line in said.splitlines() if re.search("Exception|Error", line)), said[:300]
    )
    if "UnsupportedDatatype" in said or "MalformedLiteral" in said:
        advice = (
            "keep dates out of data properties: years are xsd:integer, dates stand on annotation properties"
        )
        return ReasonerRejected("HermiT refuses a datatype or a literal", first, advice)
    if "Non-simple" in said or "not regular" in said or "IllegalArgument" in said:
        advice = "put cardinality on the direct property, transitivity and chains on the one above it"
        return ReasonerRejected("HermiT refuses a property axiom", first, advice)
    return ReasonerFailed("HermiT gave up", first, "run `yuezhi check` on the modules one by one")
