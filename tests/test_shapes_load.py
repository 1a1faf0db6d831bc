"""The files of shapes themselves: well formed, in both languages, in the words of the ontology."""

import csv
import itertools
import re
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from mappings.records import RELATIONS
from ontology import names
from shapes import load
from shapes.errors import ShapeFileError, UnknownStage
from shapes.paths import properties_of, read_path
from shapes.terms import SH
from shapes.translate import translate
from shapes.validate import run, scratch_store
from tests.shapes_world import ontology_quads

ROOT = Path(__file__).parents[1]
ALL = load.read_shapes(load.shape_files())
CONSTRAINED = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
#: Classes that need no shape of their own, each with the reason.
WITHOUT_SHAPE = {
    "Claim": "its three kinds are targets of the shape Claim",
    "DataPoint": "its two kinds are targets of the shape DataPoint",
}


@pytest.mark.slow
def test_shapes_are_well_formed() -> None:
    """The shapes conform to the shapes of shapes that pySHACL carries with it."""
    empty = rdflib.Graph()
    conforms, _, text = pyshacl.validate(empty, shacl_graph=ALL, meta_shacl=True, advanced=True)
    assert conforms, text


def test_every_file_holds_shapes_and_runs_at_a_stage() -> None:
    """No file is empty, and none stands there without a stage that uses it."""
    assert all(load.shapes_in(name) for name in load.shape_files())
    used = set(itertools.chain.from_iterable(load.files_of(stage) for stage in load.stages()))
    assert used == set(load.shape_files())


def test_no_shape_stands_in_two_files() -> None:
    """A name is a shape of one file."""
    found = [shape for name in load.shape_files() for shape in load.shapes_in(name)]
    assert len(found) == len(set(found))


def test_everything_has_a_name() -> None:
    """Shapes, property shapes and queries have IRIs, named after their whole: a report says which."""
    for kind in CONSTRAINED:
        assert all(isinstance(node, rdflib.URIRef) for node in ALL.subjects(rdflib.RDF.type, kind))
    for shape in ALL.subjects(rdflib.RDF.type, SH.NodeShape):
        parts = [*ALL.objects(shape, SH.property), *ALL.objects(shape, SH.sparql)]
        assert [part for part in parts if not str(part).startswith(f"{shape}-")] == []


def test_nothing_is_without_an_owner() -> None:
    """Every property shape and query belongs to exactly one node shape."""
    for kind, predicate in ((SH.PropertyShape, SH.property), (SH.SPARQLConstraint, SH.sparql)):
        for part in ALL.subjects(rdflib.RDF.type, kind):
            assert len(list(ALL.subjects(predicate, part))) == 1, part


def test_messages_are_in_both_languages() -> None:
    """Whoever reads a report reads it in English or in Chinese, never in neither."""
    for check in load.translation("graph").checks:
        texts = dict(check.messages)
        assert set(texts) == {"en", "zh"}, check
        assert texts["en"].endswith("."), check
        assert re.search(r"[一-鿿]", texts["zh"]), check


def test_folder_says_how_bad_it_is() -> None:
    """What stands in must/ and ranges/ violates; what stands in should/ warns or tells."""
    for name in load.shape_files():
        severities = {check.severity for check in translate(load.read_shapes([name])).checks}
        allowed = {"Warning", "Info"} if name.startswith("should/") else {"Violation"}
        assert severities <= allowed, name


@pytest.mark.parametrize("stage", load.stages())
def test_no_shape_is_left_to_pyshacl(stage: str) -> None:
    """All shapes of ours are queries: pySHACL over a whole graph would take minutes."""
    assert load.translation(stage).leftover == ()


def test_every_query_runs() -> None:
    """The store takes every query, generated or written, and finds nothing in nothing."""
    store = ox.Store()
    assert [row for check in load.translation("graph").checks for row in store.query(check.query)] == []


def used_terms() -> set[str]:
    """All terms of the ontology that the shapes speak of."""
    named = {str(term) for triple in ALL for term in triple if isinstance(term, rdflib.URIRef)}
    paths = itertools.chain.from_iterable(
        properties_of(read_path(ALL, node)) for node in ALL.objects(None, SH.path)
    )
    text = " ".join(str(query) for query in ALL.objects(None, SH.select))
    return {
        *(term for term in named | set(paths) if term.startswith((names.YZ, names.CODE))),
        *(names.YZ + name for name in re.findall(r"\byz:([A-Za-z]\w*)", text)),
        *(names.CODE + name for name in re.findall(r"\bcode:([a-z][\w-]*)", text)),
    }


def test_terms_are_declared_in_the_ontology() -> None:
    """Every class, property and code that a shape speaks of is the ontology's, or a rule of reconciling."""
    declared = {quad.subject.value for quad in ontology_quads() if isinstance(quad.subject, ox.NamedNode)}
    with (ROOT / "graph" / "rules.csv").open(encoding="utf-8", newline="") as rows:
        declared |= {names.code("rule", row["notation"]) for row in csv.DictReader(rows)}
    assert used_terms() - declared == set()


def targets() -> set[str]:
    """The classes that have a shape, and the classes below them."""
    above = [
        (quad.subject.value, quad.object.value)
        for quad in ontology_quads()
        if quad.predicate.value == str(rdflib.RDFS.subClassOf) and isinstance(quad.object, ox.NamedNode)
    ]
    covered = {str(target) for target in ALL.objects(None, SH.targetClass)}
    while True:
        more = {low for low, high in above if high in covered} - covered
        if not more:
            return covered
        covered |= more


def test_every_class_has_a_shape() -> None:
    """Every class that things are made of has a shape; those above others are covered through those below."""
    quads = ontology_quads()
    defined = {
        quad.subject.value for quad in quads if quad.predicate.value == str(rdflib.OWL.equivalentClass)
    }
    classes = {
        quad.subject.value
        for quad in quads
        if quad.object == ox.NamedNode(str(rdflib.OWL.Class))
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(names.YZ)
    }
    above = {quad.object.value for quad in quads if quad.predicate.value == str(rdflib.RDFS.subClassOf)
             and isinstance(quad.object, ox.NamedNode)}  # fmt: skip
    lacking = classes - defined - targets() - {names.YZ + name for name in WITHOUT_SHAPE}
    assert {name for name in lacking if name not in above} == set()


def test_predicates_are_the_twenty() -> None:
    """The shape of relation claims allows exactly the relations that the mappings make."""
    listed = ALL.value(rdflib.URIRef(f"{names.SHAPES}RelationClaim-predicate"), SH["in"])
    allowed = [str(item) for item in rdflib.collection.Collection(ALL, listed)]
    assert allowed == [names.term(relation) for relation in RELATIONS]


def test_unknown_stage_names_the_known_ones() -> None:
    """A stage that is not there is an error that says which are."""
    with pytest.raises(UnknownStage, match=r"no stage 'release'.*source, graph, quotations"):
        load.stage("release")


def test_stage_with_an_unknown_key_is_told() -> None:
    """A typing error in stages.toml is an error that names the key."""
    with pytest.raises(ShapeFileError, match="stage 'graph' has the unknown key 'fils'"):
        load._stage("graph", {"what": "all", "files": ["must/*.ttl"], "fils": []})


def test_stage_without_files_is_told() -> None:
    """A stage that holds nothing against anything is an error."""
    with pytest.raises(ShapeFileError, match="lacks files or what"):
        load._stage("graph", {"what": "all"})


def test_broken_file_of_shapes_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Turtle that does not parse is an error that names the file."""
    (tmp_path / "prefixes.ttl").write_text("")
    (tmp_path / "must").mkdir()
    (tmp_path / "must" / "area.ttl").write_text("shape:Area a sh:NodeShape .")
    monkeypatch.setattr(load, "_root", lambda: tmp_path)
    with pytest.raises(ShapeFileError, match=r"shapes/must/area\.ttl: .*mend the Turtle"):
        load.read_shapes(["must/area.ttl"])


def test_retired_term_is_told_with_its_replacement() -> None:
    """The pattern of retired/README.md works: the message names what to use instead."""
    shapes = rdflib.Graph().parse(
        format="turtle",
        data="""
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix eg: <https://example.org/> .
            eg:retired a sh:NodeShape ; sh:targetSubjectsOf eg:signatory ; sh:property eg:retired-none .
            eg:retired-none a sh:PropertyShape ; sh:path eg:signatory ; sh:maxCount 0 ;
                sh:severity sh:Warning ;
                sh:message "eg:signatory was replaced by eg:signs in 0.2.0; use that."@en .
        """,
    )
    agreement, signatory, body = (
        ox.NamedNode(f"https://example.org/{name}") for name in ("a", "signatory", "b")
    )
    (result,) = run(scratch_store([ox.Quad(agreement, signatory, body)]), translate(shapes), shapes)
    assert (result.severity, result.message()) == (
        "Warning",
        "eg:signatory was replaced by eg:signs in 0.2.0; use that.",
    )


def test_readme_lists_every_file_with_its_stages() -> None:
    """The table of the README has every file of shapes, and the stages that stages.toml gives it."""
    text = (files("shapes") / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ((?:must|should|ranges)/\S+) \|.*\| ([\w, ]+) \|$", text, re.MULTILINE))
    stages = {
        name: ", ".join(stage for stage in load.stages() if name in load.files_of(stage))
        for name in load.shape_files()
    }
    assert rows == stages
