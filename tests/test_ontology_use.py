"""Every term earns its place: data use it, questions ask for it, and the reasoner fills what is defined."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL, RDFS

from graph.store import load_file, select
from ontology import names
from ontology.assemble import HOME, assemble
from ontology.closure import CONCLUDING, close, rules
from ontology.reason import classify, helpers

ROOT = Path(__file__).parents[1]
RELEASE = ROOT / "graph" / "release"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
#: What the reasoner is asked about: never sources, nor what it wrote itself.
ASSERTED = ("codes", "registry", "resolved")
PREFIXES = f"PREFIX yz: <{names.YZ}> PREFIX graph: <{names.BASE}graph/> PREFIX owl: <{OWL}>"


@cache
def ontology() -> Graph:
    """The assembled ontology."""
    return assemble()


@cache
def release() -> ox.Store:
    """The released graph, each graph by its name."""
    store = ox.Store()
    for file in sorted(RELEASE.glob("*.trig")):
        load_file(store, file)
    return store


@cache
def terms() -> frozenset[str]:
    """Our classes and properties by local name."""
    found = {s for kind in KINDS for s in ontology().subjects(RDF.type, kind) if str(s).startswith(names.YZ)}
    return frozenset(str(s).removeprefix(names.YZ) for s in found)


@cache
def reasons(table: str) -> frozenset[str]:
    """The terms of which ontology/reasons.toml says why they stand all the same."""
    read = tomllib.loads((HOME / "reasons.toml").read_text(encoding="utf-8"))
    assert all(entry["reason"].endswith(".") for entry in read[table])
    listed = [term for entry in read[table] for term in entry["terms"]]
    assert len(listed) == len(set(listed))
    return frozenset(listed)


def used() -> set[str]:
    """The terms that triples of the release use, what the ontology says of itself left out."""
    apart = f"FILTER(?g NOT IN (graph:ontology, graph:meta) || STRSTARTS(STR(?s), '{names.ID}'))"
    rows = select(
        release(),
        f"""{PREFIXES} SELECT DISTINCT ?term {{
            {{ GRAPH ?g {{ ?s ?term ?o }} {apart} }} UNION {{ GRAPH ?g {{ ?s a ?term }} {apart} }}
            UNION {{ GRAPH ?g {{ ?s yz:predicate ?term }} }} }}""",
    )
    return {row["term"].value.removeprefix(names.YZ) for row in rows}


def test_no_term_without_a_use_in_the_release_or_a_reason() -> None:
    assert sorted(terms() - used() - reasons("unused")) == []


def test_the_reasons_are_given_for_terms_that_exist() -> None:
    assert reasons("unused") | reasons("unasked") <= terms()


def test_every_defined_class_has_members_in_the_release() -> None:
    rows = select(release(), f"{PREFIXES} SELECT DISTINCT ?c {{ GRAPH ?g {{ ?s a ?c }} }}")
    filled = {row["c"].value for row in rows}
    defined = {str(c) for c in ontology().subjects(OWL.equivalentClass)} - helpers(ontology())
    assert sorted(defined - filled) == []


@cache
def queries() -> tuple[str, ...]:
    """The texts of the competency questions."""
    files = sorted((ROOT / "sparql" / "queries").glob("*.rq"))
    return tuple(path.read_text(encoding="utf-8") for path in files)


def asked() -> set[str]:
    """The terms that a question names or reaches: the inverse, a wider or narrower one, a range.

    What the closure writes is asked for by whoever asks for what it follows from, and the other way round.
    """
    text = "\n".join(queries())
    named = set(re.findall(r"\byz:(\w+)", text)) | set(re.findall(r"yuezhi/ontology#(\w+)", text))
    near: dict[str, set[str]] = {}
    for link in (OWL.inverseOf, RDFS.subPropertyOf, RDFS.subClassOf, RDFS.range):
        for s, o in ontology().subject_objects(link):
            if isinstance(o, URIRef):
                one, other = (str(term).removeprefix(names.YZ) for term in (s, o))
                near.setdefault(one, set()).add(other)
                near.setdefault(other, set()).add(one)
    return named | {term for name in named for term in near.get(name, ())}


def test_every_term_is_asked_for_by_a_question_or_has_a_reason() -> None:
    assert sorted(terms() - asked() - reasons("unasked") - reasons("unused")) == []


@pytest.mark.slow
def test_no_domain_or_range_makes_a_thing_what_it_is_not_stated_to_be() -> None:
    """Domains and ranges are true of the release: what they conclude is stated, or follows without them."""
    store = ox.Store()
    store.bulk_extend({ox.Quad(*quad.triple) for quad in release() if not _apart(quad)})
    concluding = [rule for rule in rules(ontology()) if rule.kind in CONCLUDING]
    close(store, [rule for rule in rules(ontology()) if rule.kind not in CONCLUDING])
    hidden = {f"<{class_}>" for class_ in helpers(ontology())}
    wrong = [rule for rule in concluding if rule.head[2] not in hidden and store.query(rule.ask)]
    assert [f"{rule.kind} of {names.slug_of(rule.term)}" for rule in wrong] == []


def _apart(quad: ox.Quad) -> bool:
    return str(quad.graph_name).startswith(tuple(f"<{names.graph(name)}" for name in ("inferred", "meta")))


@pytest.mark.slow
def test_on_the_release_the_rules_find_the_types_that_hermit_finds() -> None:
    facts = Graph()
    for name in ASSERTED:
        quads = release().quads_for_pattern(None, None, None, ox.NamedNode(names.graph(name)))
        triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
        facts.parse(data=triples, format="nt")
    result = classify(ontology(), facts)
    assert result.sound
    store = ox.Store()
    for graph in (ontology(), facts):
        store.load(graph.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    close(store, rules(ontology()))
    by_rules = {
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in result.types
    }
    by_hermit = {(thing, class_) for thing, classes in result.types.items() for class_ in classes}
    assert {(i, c) for i, c in by_rules if not c.startswith(str(OWL))} == by_hermit
