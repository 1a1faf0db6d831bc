"""The modules form one ontology, found by the catalogue alone, in the one canonical form."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDFS, SKOS, XSD

from ontology import assemble, derive, format, names  # noqa: A004  (the module is named for what it does)
from ontology.errors import ImportUnknown, ModuleUnreadable


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The assembled ontology, without what the reasoner must not see."""
    return assemble.assemble()


def test_every_file_of_the_catalogue_exists_and_declares_the_name_it_is_listed_under() -> None:
    for iri, path in assemble.catalog().items():
        assert (URIRef(iri), RDF.type, OWL.Ontology) in assemble.read_module(path), path


def test_every_module_is_in_the_catalogue() -> None:
    assert set(assemble.catalog().values()) == set(assemble.module_files())


def test_one_header_is_left_and_no_import(ontology: Graph) -> None:
    assert assemble.headers(ontology) == [URIRef(names.ONTOLOGY)]
    assert (None, OWL.imports, None) not in ontology


def test_the_version_iri_ends_in_the_version(ontology: Graph) -> None:
    version = assemble.version_of(ontology)
    assert ontology.value(URIRef(names.ONTOLOGY), OWL.versionIRI) == URIRef(f"{names.ONTOLOGY}/{version}")


def test_the_cube_stays_out_of_the_reasoners_sight(ontology: Graph) -> None:
    dimension = URIRef("http://purl.org/linked-data/cube#DimensionProperty")
    assert (None, RDF.type, dimension) not in ontology
    assert (None, RDF.type, dimension) in assemble.assemble(beyond=assemble.UNREASONED)


def test_an_import_outside_the_catalogue_is_named_with_its_importer(tmp_path: Path) -> None:
    (tmp_path / "catalog-v001.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        f'<uri name="{names.ONTOLOGY}" uri="root.ttl"/></catalog>'
    )
    (tmp_path / "root.ttl").write_text(
        f"<{names.ONTOLOGY}> a <{OWL.Ontology}> ; <{OWL.imports}> <http://other/> ."
    )
    with pytest.raises(ImportUnknown, match=r"/ontology imports http://other/"):
        assemble.assemble(tmp_path)


def test_a_broken_file_is_named_with_the_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix yz: <http://x/> .\nyz:a yz:b .\n")
    with pytest.raises(ModuleUnreadable, match=r"broken\.ttl.*line 2"):
        assemble.read_module(broken)


def test_the_constants_are_those_of_the_modules(ontology: Graph) -> None:
    assert derive.TERMS.read_text(encoding="utf-8") == derive.terms_source(ontology)


@pytest.mark.parametrize("path", assemble.module_files(), ids=lambda path: path.stem)
def test_every_module_is_in_canonical_form(path: Path) -> None:
    assert not format.format_file(path, write=False)


def test_a_file_saved_by_others_comes_back_the_same(tmp_path: Path) -> None:
    for path in assemble.module_files():
        other = tmp_path / f"{path.stem}.rdf"
        assemble.read_module(path).serialize(other, format="xml")
        assert format.canonical(assemble.read_module(other)) == path.read_text(encoding="utf-8"), path


def test_formatting_mends_a_file_once(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        "<http://x/b> a <http://www.w3.org/2002/07/owl#Class> .\n\n\n<http://x/a> <http://x/p> 1.50 ."
    )
    assert format.format_file(path)
    assert not format.format_file(path)


def test_symmetric_statements_and_sets_are_put_in_order() -> None:
    one = Graph().parse(
        data=_TURTLE + "yz:b owl:disjointWith yz:a . yz:c owl:equivalentClass [ owl:unionOf ( yz:b yz:a ) ] ."
    )
    two = Graph().parse(
        data=_TURTLE + "yz:a owl:disjointWith yz:b . "
        "yz:c owl:equivalentClass [ a owl:Class ; owl:unionOf ( yz:a yz:b ) ] ."
    )
    assert format.canonical(one) == format.canonical(two)


def test_the_order_of_a_chain_is_kept() -> None:
    one = Graph().parse(data=_TURTLE + "yz:p owl:propertyChainAxiom ( yz:b yz:a ) .")
    two = Graph().parse(data=_TURTLE + "yz:p owl:propertyChainAxiom ( yz:a yz:b ) .")
    assert format.canonical(one) != format.canonical(two)


def test_what_the_owl_api_adds_is_taken_away() -> None:
    ours = (
        _TURTLE
        + "yz:p rdfs:range xsd:decimal . yz:c rdfs:subClassOf [ owl:onProperty yz:p ; owl:hasValue {} ] ."
    )
    plain = Graph().parse(data=ours.format('"1"^^xsd:decimal'))
    saved = Graph().parse(data=ours.format("1") + " xsd:date a rdfs:Datatype .")
    assert format.canonical(saved) == format.canonical(plain)


def test_blank_nodes_used_twice_or_in_a_ring_keep_their_links() -> None:
    graph = Graph().parse(data=_TURTLE + "yz:a yz:p _:x . yz:b yz:p _:x . _:x yz:p _:y . _:y yz:p _:x .")
    again = Graph().parse(data=format.canonical(graph))
    assert len(again) == len(graph)
    assert format.canonical(again) == format.canonical(graph)


_TURTLE = (
    f"@prefix yz: <{names.YZ}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> . "
)
_NODES = st.sampled_from([URIRef(names.YZ + letter) for letter in "abcd"])
_BLANK = st.sampled_from([BNode(letter) for letter in "xyz"])
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
_LITERALS = st.builds(Literal, _TEXTS, lang=st.sampled_from(["en", "zh", "zh-hant"])) | st.builds(
    Literal, st.integers(-9, 9)
)
_TRIPLES = st.tuples(
    _NODES | _BLANK,
    st.sampled_from([RDFS.subClassOf, SKOS.note, OWL.disjointWith]),
    _NODES | _BLANK | _LITERALS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TRIPLES, max_size=12), st.randoms(use_true_random=False))
def test_the_text_depends_on_the_graph_alone(
    triples: list[tuple[URIRef, URIRef, URIRef]], chance: random.Random
) -> None:
    graph, shuffled = Graph(), Graph()
    for triple in triples:
        graph.add(triple)
    renamed = {BNode(letter): BNode() for letter in "xyz"}
    for s, p, o in chance.sample(triples, len(triples)):
        shuffled.add((renamed.get(s, s), p, renamed.get(o, o)))
    text = format.canonical(graph)
    assert format.canonical(shuffled) == text
    assert format.canonical(Graph().parse(data=text)) == text


def test_the_outside_terms_are_those_on_the_lists() -> None:
    folder = assemble.HOME / "imports"
    listed = set()
    for path in folder.glob("*.terms.txt"):
        head, *terms = path.read_text(encoding="utf-8").splitlines()
        listed |= {head.rpartition("<")[2].removesuffix(">") + term for term in terms}
    declared = {str(s) for s in assemble.read_module(folder / "ext.ttl").subjects(RDFS.isDefinedBy)}
    assert declared == listed
