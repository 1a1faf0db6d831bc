"""The gate: what counts at which stage, what it takes, what it says, and how long it may need."""

import json
import time
from pathlib import Path as FilePath

import pyoxigraph as ox
import pytest
import rdflib

from ontology import names
from shapes import load, reference
from shapes.errors import ReferenceFailed, UnknownStage, UnreadableData
from shapes.paths import Chain, Inverse, Path, Repeat, Step, path_node, properties_of, read_path
from shapes.prebinding import may_stay_free
from shapes.report import Report, Result
from shapes.terms import rdflib_graph, to_oxigraph, to_rdflib
from shapes.translate import translate
from shapes.validate import read, run, scratch_store, validate
from tests.shapes_world import world

AREA = ox.NamedNode(names.thing("area", "nowhere"))
TYPE = ox.NamedNode(str(rdflib.RDF.type))
CLASS = ox.NamedNode(names.term("FunctionalZone"))
EG = "https://example.org/"


def iri(name: str) -> ox.NamedNode:
    """A thing of the tests' own."""
    return ox.NamedNode(EG + name)


def nameless(graph: str | None) -> list[ox.Quad]:
    """A conforming world and, in one graph, a zone without a name."""
    where = ox.NamedNode(names.graph(graph)) if graph else ox.DefaultGraph()
    return [*world(2), ox.Quad(AREA, TYPE, CLASS, where)]


def test_world_conforms() -> None:
    """A graph made by counting has nothing to report."""
    assert validate(world(20)).conforms


@pytest.mark.parametrize("graph", [None, "registry", "resolved", "source/paper-a", "links"])
def test_every_graph_of_the_release_counts(graph: str | None) -> None:
    """What is wrong is found in whatever graph it stands."""
    report = validate(nameless(graph))
    assert not report.passes
    assert {result.node for result in report.results} == {AREA.value}


@pytest.mark.parametrize("graph", ["shapes", "meta", "quotations/paper-a"])
def test_graphs_beside_the_data_do_not_count(graph: str) -> None:
    """Shapes, descriptions and quotations are not what the stage `graph` is about."""
    assert validate(nameless(graph)).conforms


def test_what_stands_in_two_graphs_counts_once() -> None:
    """A triple in two graphs is one triple: no limit of one is passed."""
    quads = world(3)
    again = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(names.graph("resolved"))) for q in quads]
    assert validate(quads + again).conforms


def test_store_quads_and_rdflib_are_the_same() -> None:
    """A store, an iterable of quads and an rdflib graph give one report."""
    quads = nameless(None)
    store = ox.Store()
    store.extend(quads)
    reports = [validate(data) for data in (store, iter(quads), rdflib_graph(quads))]
    assert len(reports[0].results) > 0
    assert [report.to_text() for report in reports] == [reports[0].to_text()] * 3


def test_data_is_left_as_it_was() -> None:
    """Validation adds nothing to the store that it is given."""
    store = ox.Store()
    store.extend(nameless("registry"))
    before = set(store)
    validate(store)
    assert set(store) == before


def test_source_stage_knows_no_observations() -> None:
    """One source's claims pass while the facts that they are about are not made yet."""
    quads = [quad for quad in world(3) if "/id/obs/" not in quad.subject.value]
    assert validate(quads, "source").conforms
    assert not validate(quads, "graph").passes


def test_source_stage_looks_at_claims() -> None:
    """A claim without its rule is found before anything is resolved."""
    rule = ox.NamedNode(names.term("rule"))
    report = validate((quad for quad in world(1) if quad.predicate != rule), "source")
    assert {(result.shape, result.component) for result in report.results} == {
        (f"{names.SHAPES}Claim-rule", "MinCount")
    }
    assert {result.node for result in report.results} == {
        names.claim("paper-a", 0, 8, 1), names.claim("paper-b", 0, 8, 1), names.claim("paper-a", 0, 48, 1),
    }  # fmt: skip


def test_file_is_read_by_its_ending(tmp_path: FilePath) -> None:
    """Turtle and TriG are read by what the file is called."""
    (tmp_path / "a.ttl").write_text(f"<{EG}a> a <{EG}b> .")
    (tmp_path / "a.trig").write_text(f"<{EG}g> {{ <{EG}a> a <{EG}b> }}")
    assert [quad.triple for quad in read(tmp_path / "a.ttl")] == [
        quad.triple for quad in read(tmp_path / "a.trig")
    ]


@pytest.mark.parametrize("name", ["a.txt", "broken.ttl", "missing.ttl"])
def test_file_that_is_no_rdf_is_told(tmp_path: FilePath, name: str) -> None:
    """Another ending, Turtle that does not parse, no file at all: errors that name the file."""
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "broken.ttl").write_text("eg:a a eg:b .")
    with pytest.raises(UnreadableData, match=rf"{name}: not readable as RDF"):
        read(tmp_path / name)


def test_unknown_stage() -> None:
    """A stage that is not there is told before anything is read."""
    with pytest.raises(UnknownStage):
        validate([], "everything")


def test_cube_is_part_of_the_whole_graph() -> None:
    """The integrity constraints of the Data Cube are in the same report."""
    scope = ox.NamedNode(names.term("scope"))
    report = validate(
        quad for quad in world(1) if not ("/obs/" in quad.subject.value and quad.predicate == scope)
    )
    assert f"{names.SHAPES}IC-11" in {result.shape for result in report.violations}


def test_what_no_query_says_goes_to_pyshacl() -> None:
    """A shape with a qualified count is left over, and its results are in the same list."""
    shapes = rdflib.Graph().parse(
        format="turtle",
        data="""
            @prefix sh: <http://www.w3.org/ns/shacl#> .
            @prefix eg: <https://example.org/> .
            eg:Pair a sh:NodeShape ; sh:targetClass eg:Pair ; sh:property eg:Pair-left , eg:Pair-name .
            eg:Pair-left a sh:PropertyShape ; sh:path eg:part ;
                sh:qualifiedValueShape [ sh:class eg:Left ] ; sh:qualifiedMinCount 1 .
            eg:Pair-name a sh:PropertyShape ; sh:path eg:name ; sh:minCount 1 .
            eg:Name a sh:NodeShape ; sh:targetSubjectsOf eg:name ; sh:property eg:Name-length .
            eg:Name-length a sh:PropertyShape ; sh:path eg:name ; sh:maxLength 3 .
        """,
    )
    translation = translate(shapes)
    assert [str(shape) for shape in translation.leftover] == [f"{EG}Pair"]
    data = [
        ox.Quad(iri("p"), TYPE, iri("Pair")),
        ox.Quad(iri("p"), iri("part"), iri("q")),
        ox.Quad(iri("q"), iri("name"), ox.Literal("long")),
    ]
    found = {
        (r.node, r.shape.removeprefix(EG), r.component) for r in run(scratch_store(data), translation, shapes)
    }
    assert found == {
        (f"{EG}p", "Pair-left", "QualifiedMinCount"),
        (f"{EG}p", "Pair-name", "MinCount"),
        (f"{EG}q", "Name-length", "MaxLength"),
    }


def test_pyshacl_without_a_report_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pySHACL gives up, its words are in the error."""
    monkeypatch.setattr("pyshacl.validate", lambda *_, **__: (False, "no graph", "cannot load"))
    with pytest.raises(ReferenceFailed, match="cannot load"):
        list(reference.of_graph(rdflib.Graph(), rdflib.Graph()))


@pytest.mark.parametrize(
    ("select", "free"),
    [
        ("SELECT $this WHERE { $this a ex:C }", True),
        ("SELECT $this WHERE { $this a ex:C . FILTER(STRLEN(STR($this)) > 3) }", True),
        ("SELECT $this WHERE { $this a ex:C . FILTER NOT EXISTS { $this ex:p ?x } }", True),
        ("SELECT $this WHERE { { $this a ex:C } UNION { $this a ex:D } }", True),
        (
            "SELECT $this {$this a ex:C {SELECT $this (SUM(?x) AS ?n) { $this ex:p ?x } GROUP BY $this }}",
            True,
        ),
        ("SELECT $this WHERE { FILTER(STRLEN(STR($this)) > 3) }", False),
        ("SELECT $this WHERE { $this a ex:C . { FILTER($this = ex:x) } }", False),
        ("SELECT $this WHERE { { $this a ex:C } UNION { ?other a ex:D } }", False),
        ("SELECT $this WHERE { OPTIONAL { $this a ex:C } }", False),
        ("SELECT $this WHERE { $this a ex:C . { SELECT (COUNT(?x) AS ?n) WHERE { $this ex:p ?x } } }", False),
        ("SELECT $this WHERE { $this a ex:C MINUS { $this a ex:D } }", False),
        ("SELECT $this WHERE { VALUES $this { ex:x } }", False),
        ("SELECT $this WHERE { ?x a ex:C . BIND(?x AS $this) }", False),
        ("SELECT $this WHERE { $this a }", False),
    ],
)
def test_when_this_may_stay_free(select: str, free: bool) -> None:  # noqa: FBT001  (a column of the table)
    """`$this` may be left free where a triple pattern binds it wherever it is used."""
    assert may_stay_free(f"PREFIX ex: <{EG}> {select}") is free


PATHS: list[tuple[str, Path]] = [
    ("eg:p", Step(f"{EG}p")),
    ("[ sh:inversePath eg:p ]", Inverse(Step(f"{EG}p"))),
    ("( eg:p eg:q )", Chain((Step(f"{EG}p"), Step(f"{EG}q")), "/")),
    ("[ sh:alternativePath ( eg:p eg:q ) ]", Chain((Step(f"{EG}p"), Step(f"{EG}q")), "|")),
    ("[ sh:zeroOrMorePath eg:p ]", Repeat(Step(f"{EG}p"), "*")),
    ("( [ sh:zeroOrOnePath [ sh:inversePath eg:p ] ] eg:q )",
     Chain((Repeat(Inverse(Step(f"{EG}p")), "?"), Step(f"{EG}q")), "/")),
]  # fmt: skip


@pytest.mark.parametrize(("turtle", "path"), PATHS)
def test_paths_there_and_back(turtle: str, path: Path) -> None:
    """A path is read, written as triples, and read again."""
    head = f"@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix eg: <{EG}> . "
    graph = rdflib.Graph().parse(data=f"{head} eg:x sh:path {turtle} .", format="turtle")
    node = graph.value(rdflib.URIRef(f"{EG}x"), rdflib.SH.path)
    assert node is not None
    assert read_path(graph, node) == path
    written = rdflib.Graph()
    assert read_path(written, path_node(path, written)) == path
    assert set(properties_of(path)) <= {f"{EG}p", f"{EG}q"}
    ox.Store().query(f"SELECT * WHERE {{ ?this {path} ?value }}")


def test_what_is_no_path_is_told() -> None:
    """A blank node that says nothing is no path."""
    with pytest.raises(ValueError, match="not a SHACL property path"):
        read_path(rdflib.Graph(), rdflib.BNode())


@pytest.mark.parametrize(
    "term",
    [iri("x"), ox.BlankNode("b"), ox.Literal("a"), ox.Literal("甲", language="zh-hant"),
     ox.Literal("1.50", datatype=ox.NamedNode(str(rdflib.XSD.decimal)))],
)  # fmt: skip
def test_terms_there_and_back(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> None:
    """A term is the same after a way through rdflib."""
    assert to_oxigraph(to_rdflib(term)) == term


def sample_report() -> Report:
    """A report of one violation, given twice, and one note."""
    violation = Result(
        focus=AREA,
        path=Step(names.term("directlyWithin")),
        value=ox.Literal("12", datatype=ox.NamedNode(str(rdflib.XSD.decimal))),
        shape=f"{names.SHAPES}Area-directlyWithin",
        component="Class",
        severity="Violation",
        messages=(("en", "Take an area."), ("zh", "应为区域。")),
    )
    note = Result(AREA, None, AREA, f"{names.SHAPES}Area", "SPARQL", "Info", (), f"{names.SHAPES}Area-note")
    return Report.of("graph", [note, violation, violation])


def test_report_as_text() -> None:
    """Each result once, the worst first, IRIs short, messages in both languages or in one."""
    assert sample_report().to_text() == (
        "Stage graph: 1 violation, 1 info.\n\n"
        "Violation at id:area/nowhere\n"
        "  shape  shape:Area-directlyWithin (Class)\n"
        "  path   yz:directlyWithin\n"
        "  value  12\n"
        "  en     Take an area.\n"
        "  zh     应为区域。\n\n"
        "Info at id:area/nowhere\n"
        "  shape  shape:Area (SPARQL, shape:Area-note)\n"
    )
    assert "Take an area" not in sample_report().to_text(lang="zh")
    assert sample_report().to_text(limit=1).endswith("… and 1 more\n")


def test_report_as_json() -> None:
    """The same as an object that programs read."""
    document = json.loads(sample_report().to_json())
    assert (document["stage"], document["passes"], document["conforms"]) == ("graph", False, False)
    assert document["counts"] == {"Violation": 1, "Warning": 0, "Info": 1}
    assert document["results"][0]["focus"] == AREA.value
    assert document["results"][0]["messages"]["zh"] == "应为区域。"


def test_report_as_graph() -> None:
    """The same as a SHACL validation report that reads back as the same results."""
    graph = sample_report().to_graph()
    read = [reference._result(graph, graph, node) for node in graph.objects(None, rdflib.SH.result)]
    assert Report.of("graph", read) == sample_report()
    assert (
        graph.value(None, rdflib.SH.conforms) is None
        or (None, rdflib.SH.conforms, rdflib.Literal(False)) in graph
    )


def test_empty_report() -> None:
    """A report without results conforms and passes."""
    empty = Report.of("graph", [])
    assert (empty.conforms, empty.passes) == (True, True)
    assert empty.to_text() == "Stage graph: nothing to report.\n"


def test_warnings_do_not_stop() -> None:
    """A report with a note does not conform, and passes."""
    (note,) = [result for result in sample_report().results if result.severity == "Info"]
    report = Report.of("graph", [note])
    assert (report.conforms, report.passes) == (False, True)


def test_message_falls_back() -> None:
    """A result without words still says which component was broken."""
    (violation, note) = sample_report().results
    assert violation.message("zh") == "应为区域。"
    assert violation.message("fr") == "Take an area."
    assert note.message() == "breaks SPARQL"


@pytest.mark.slow
def test_gate_says_what_pyshacl_says_of_a_world() -> None:
    """Core constraints over a graph of some size, broken in many places, both ways."""
    quads = [quad for n, quad in enumerate(world(60)) if n % 31]
    shapes = rdflib.Graph()
    shapes += load.shapes_graph("graph")
    shapes.remove((None, rdflib.SH.sparql, None))
    translation = translate(shapes)
    ours = {
        (r.focus, str(r.path), r.value, r.shape, r.component)
        for r in run(scratch_store(quads), translation, shapes)
    }
    theirs = {(r.focus, str(r.path), r.value, r.shape, r.component) for r in reference.results(quads, shapes)}
    assert len(ours) > 100
    assert ours == theirs


@pytest.mark.bench
def test_release_takes_seconds() -> None:
    """Two thousand facts with four thousand claims, 170,000 triples, in under 15 seconds."""
    quads = world(2000)
    begun = time.perf_counter()
    report = validate(quads)
    assert time.perf_counter() - begun < 15
    assert report.conforms
