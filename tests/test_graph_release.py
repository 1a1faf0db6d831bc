"""From statements to named graphs, to TriG, to tables; the same bytes every time."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from graph import tables
from graph.assembly import assemble
from graph.construct import rules
from graph.errors import ConstructFailed
from graph.infer import closure, inferred
from graph.proposals import Vocabulary
from graph.reconcile import reconcile
from graph.release import ordered, serialise, write
from graph.store import open_release
from mappings import registry
from ontology import names
from ontology.closure import rules as axiom_rules
from tests.graph_world import Text, source

COURT = names.thing("body", "guangdong-high-court")


@pytest.fixture(scope="module")
def graphs() -> dict[str, set[ox.Triple]]:
    """The graphs of one invented paper with a figure in two languages and a relation."""
    plan = names.proposed_thing("instrument", "PolicyDocument", "虚构计划")
    text = Text(source()).say("省法院印发《虚构计划》，受理91000件。", "zh").relation(COURT, "issues", plan)
    text.mention("省法院", COURT).mention("虚构计划", plan, "PolicyDocument").figure("91000件", "91000")
    text.say("They accepted 90,987.5 thousand cases.", "en").figure("90,987.5 thousand", "90987500")
    readings = [text.reading()]
    vocabulary = Vocabulary(registry.load(), readings)
    reconciled = reconcile(readings, vocabulary.labels).reconciled
    made = dict(assemble(readings, reconciled, vocabulary).graphs)
    made["inferred"] = inferred(made)
    return made


@pytest.fixture(scope="module")
def release(graphs: dict[str, set[ox.Triple]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graphs written as a release."""
    folder = tmp_path_factory.mktemp("release")
    write(graphs, folder)
    return folder


def test_every_graph_rule_runs_and_says_which_graph_it_fills() -> None:
    assert {rule.target for rule in rules()} == {"source", "resolved"}


def test_a_rule_without_target_is_refused() -> None:
    from graph import construct

    with pytest.raises(ConstructFailed, match="which graph"):
        construct._rule("x.rq", "CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_release_is_the_same_bytes_in_whatever_order(graphs: dict[str, set[ox.Triple]]) -> None:
    for name, triples in graphs.items():
        listed = sorted(triples, key=str, reverse=True)
        assert serialise(name, ordered(listed)) == serialise(name, ordered(triples))


def test_a_written_release_reads_back(graphs: dict[str, set[ox.Triple]], release: Path) -> None:
    store = open_release(release)
    for name in ("resolved", "source/gd-2023", "registry", "inferred"):
        graph = ox.NamedNode(names.graph(name))
        assert {q.triple for q in store.quads_for_pattern(None, None, None, graph)} == graphs[name]


def test_a_big_graph_is_split_by_class_and_no_subject_is_torn(
    graphs: dict[str, set[ox.Triple]], tmp_path: Path
) -> None:
    paths = write({"registry": graphs["registry"]}, tmp_path, limit=40_000)
    assert len(paths) > 5
    assert all(path.stat().st_size <= 40_000 for path in paths)
    assert any("registry.metrics" in path.name for path in paths)
    seen: set[str] = set()
    for path in paths:
        subjects = {str(q.subject) for q in ox.parse(path=str(path), format=ox.RdfFormat.TRIG)}
        assert not subjects & seen
        seen |= subjects


def test_inferred_holds_only_what_nobody_asserts(graphs: dict[str, set[ox.Triple]]) -> None:
    asserted = {t for name, triples in graphs.items() if name != "inferred" for t in triples}
    assert graphs["inferred"]
    assert not graphs["inferred"] & asserted


def test_the_closure_knows_chains_inverses_and_steps() -> None:
    def node(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"https://e.org/{name}")

    owl = "http://www.w3.org/2002/07/owl#"
    axioms = f"""@prefix owl: <{owl}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix e: <https://e.org/> . e:in a owl:TransitiveProperty . e:direct rdfs:subPropertyOf e:in .
    e:has owl:inverseOf e:in . e:wide owl:propertyChainAxiom ( e:at e:in ) .
    e:a e:direct e:b . e:b e:direct e:c . e:x e:at e:a ."""
    triples = [q.triple for q in ox.parse(axioms, format=ox.RdfFormat.TURTLE)]
    found = closure(triples, axiom_rules(Graph().parse(data=axioms)))
    for subject, predicate, object_ in (("a", "in", "c"), ("c", "has", "a"), ("x", "wide", "c")):
        assert ox.Triple(node(subject), node(predicate), node(object_)) in found


def test_tables_hold_the_columns_and_rows_of_the_release(release: Path) -> None:
    store = open_release(release)
    read = {name: list(csv.DictReader(io.StringIO(tables.from_store(store, name)))) for name in tables.TABLES}
    assert {row["lang"] for row in read["claims"]} == {"zh", "en"}
    assert {row["stance"] for row in read["claims"]} <= {"supports", "contradicts"}
    assert [row["predicate"] for row in read["relations"]] == ["issues"]
    proposed = next(row for row in read["entities"] if row["label_zh"] == "虚构计划")
    assert (proposed["class"], proposed["sources"]) == ("PolicyDocument", "gd-2023")
    observation = read["observations"][0]
    assert observation["area_label_zh"] == "广东省"
    assert observation["claims"].count("|") + 1 == len(observation["claims"].split("|"))


def test_the_release_carries_no_sentence(release: Path) -> None:
    assert all("They accepted" not in path.read_text() for path in release.glob("*.trig"))
