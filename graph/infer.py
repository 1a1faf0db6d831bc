"""Writes out what follows from the axioms: the triples that users query, by the ontology's rules.

The rules (`ontology.closure`) write super-properties, inverses, steps, chains, super-classes and the members
of defined classes, of however many observations. HermiT says whether all that is consistent, and what it
knows of classes is written as well; a test holds that it knows no more than the rules.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import OWL

from graph.assembly import Graphs
from graph.errors import OntologyInconsistent
from graph.release import RDF_TYPE
from ontology import names, reason
from ontology.assemble import assemble, module_files, parts
from ontology.closure import CONCLUDING, Rule, close, rules
from ontology.errors import OntologyError
from ontology.explain import axiom_text, contradiction
from ontology.suspects import around_suspects

#: Above this number of observations the reasoner gets one of each metric and kind.
MOST_OBSERVATIONS: Final = 3000
#: Graphs that are neither asserted of the world nor reasoned with.
_APART: Final = frozenset({"inferred", "meta"})
#: What the reasoner never sees: what sources say word by word, and what is about the release.
_UNREASONED: Final = ("source/", "meta", "inferred")


def inferred(graphs: Graphs, types: Iterable[ox.Triple] | None = None) -> set[ox.Triple]:
    """The graph `inferred`: what follows from the asserted graphs and is in none of them.

    Before shapes have been asked there are no `types` of the reasoner, and nothing is concluded from domains
    and ranges: a thing at the wrong end of a property would be of the right class at once, unseen by shapes.
    """
    asserted = {t for name, triples in graphs.items() if name not in _APART for t in triples}
    reasoned = set(types or ())
    return (reasoned | closure(asserted | reasoned, _rules(concluding=types is not None))) - asserted


def closure(triples: Iterable[ox.Triple], rules_: Sequence[Rule]) -> set[ox.Triple]:
    """What follows from `triples` by `rules_` and is not among them; no types of helper classes."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    asserted = {quad.triple for quad in store}
    close(store, rules_)
    hidden = {ox.NamedNode(class_) for class_ in reason.helpers(_ontology())}
    found = {t for quad in store if (t := quad.triple) not in asserted and not _of_axioms(t)}
    return {t for t in found if t.predicate != RDF_TYPE or t.object not in hidden}


@cache
def _ontology() -> Graph:
    return assemble()


@cache
def _rules(*, concluding: bool) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules(_ontology()) if concluding or rule.kind not in CONCLUDING)


def _of_axioms(triple: ox.Triple) -> bool:
    """Whether a triple says something of a blank node: part of an axiom, nothing that users ask for."""
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def reasoned_types(graphs: Graphs, cache: Path | None) -> set[ox.Triple]:
    """The classes that HermiT finds things to be of, asked anew only when what it is told has changed.

    Raises:
        OntologyInconsistent: the graph contradicts the ontology, or a class can have no members.
    """
    data = b"".join(sorted(f"{t} .\n".encode() for t in _told(graphs)))
    key = hashlib.sha256(data + _ontology_hash()).hexdigest()[:32]
    kept = cache / f"types-{key}.json" if cache else None
    if kept is not None and kept.is_file():
        pairs = json.loads(kept.read_text(encoding="utf-8"))
    else:
        pairs = _ask_reasoner(data)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            for older in kept.parent.glob("types-*.json"):
                older.unlink(missing_ok=True)
            kept.write_text(json.dumps(pairs), encoding="utf-8")
    return {ox.Triple(ox.NamedNode(thing), RDF_TYPE, ox.NamedNode(cls)) for thing, cls in pairs}


def _told(graphs: Graphs) -> set[ox.Triple]:
    """What the reasoner is told beside the ontology: registry, codes, resolved observations."""
    told = {
        triple
        for name, triples in graphs.items()
        if name != "ontology" and not name.startswith(_UNREASONED)
        for triple in triples
    }
    return told - _too_many(told)


def _too_many(told: set[ox.Triple]) -> set[ox.Triple]:
    """The triples of observations beyond one of each metric and kind, when there are too many for HermiT."""
    observation = ox.NamedNode(names.term("Observation"))
    observations = {t.subject for t in told if t.predicate == RDF_TYPE and t.object == observation}
    if len(observations) <= MOST_OBSERVATIONS:
        return set()
    parts = {ox.NamedNode(names.term("metric")), ox.NamedNode(names.term("kind"))}
    shape: dict[object, tuple[str, ...]] = {}
    for triple in sorted(told, key=str):
        if triple.predicate in parts and triple.subject in observations:
            shape[triple.subject] = (*shape.get(triple.subject, ()), str(triple.object))
    one_each = {signature: subject for subject, signature in shape.items()}
    dropped = observations - set(one_each.values())
    return {t for t in told if t.subject in dropped or t.object in dropped}


def _clash(facts: Graph) -> Iterator[str]:
    """The smallest set of axioms and statements that contradict one another, each with where it stands."""
    modules = parts()
    for module in modules.values():
        module.remove((None, OWL.hasKey, None))  # what keys entail is told with the data
    told = reason.logical_part(facts, _ontology())
    for more in (reason.distinct_names(facts), reason.same_by_key(_ontology(), facts)):
        told += more
    near = around_suspects(_ontology(), told)
    if near and not reason.is_consistent(_ontology() + near):
        told = near  # the search asks the reasoner a hundred times
    for name, axiom in contradiction({**modules, "data": told}):
        yield f"  {name.rpartition('/')[2]}: {axiom_text(axiom)}"


def _ontology_hash() -> bytes:
    return hashlib.sha256(b"".join(path.read_bytes() for path in module_files())).digest()


def _ask_reasoner(data: bytes) -> list[tuple[str, str]]:
    facts = Graph()
    facts.parse(data=data, format="nt")
    try:
        result = reason.classify(_ontology(), facts)
    except OntologyError as error:
        raise OntologyInconsistent(str(error)) from error
    if not result.consistent:
        raise OntologyInconsistent("\n".join(["these cannot all hold; change one of them:", *_clash(facts)]))
    if result.unsatisfiable:
        raise OntologyInconsistent(f"These classes can have no members: {', '.join(result.unsatisfiable)}.")
    own = (names.YZ, "http://www.w3.org/ns/")
    return [
        (i, c) for i, c in reason.inferred_types(result, facts, ontology=_ontology()) if c.startswith(own)
    ]
