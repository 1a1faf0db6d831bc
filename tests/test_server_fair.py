"""What FAIR checkers of ontologies ask (the list of FOOPS!), asked of what is served."""

import json

import pyoxigraph as ox
import pytest

from ontology import assemble, names
from tests.page_world import Site

DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
VANN = "http://purl.org/vocab/vann/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
HEADER = ox.NamedNode(names.ONTOLOGY)
SERIALISATIONS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(assemble.n_triples(assemble.assemble()), format=ox.RdfFormat.N_TRIPLES)
    return store


def said(store: ox.Store, property_: str) -> list[str]:
    found = store.quads_for_pattern(HEADER, ox.NamedNode(property_), None, None)
    return [quad.object.value for quad in found if not isinstance(quad.object, ox.Triple)]


@pytest.mark.parametrize("media_type", sorted(SERIALISATIONS))
def test_the_ontology_resolves_in_every_serialisation(site: Site, media_type: str) -> None:
    answer = site.get("/ontology", media_type)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    triples = list(ox.parse(answer.content, format=SERIALISATIONS[media_type]))
    assert any(t.subject == HEADER for t in triples)


def test_the_ontology_has_a_page_for_people(site: Site) -> None:
    answer = site.get("/ontology", "text/html")
    assert answer.headers["content-type"].startswith("text/html")
    assert "application/ld+json" in answer.text or 'type="text/turtle"' in answer.text


@pytest.mark.parametrize(
    "property_",
    [
        f"{DCTERMS}title",
        f"{DCTERMS}description",
        f"{DCTERMS}license",
        f"{DCTERMS}creator",
        f"{DCTERMS}created",
        f"{DCTERMS}bibliographicCitation",
        f"{OWL}versionIRI",
        f"{OWL}versionInfo",
        f"{VANN}preferredNamespacePrefix",
        f"{VANN}preferredNamespaceUri",
    ],
)
def test_the_header_has_what_checkers_look_for(store: ox.Store, property_: str) -> None:
    assert said(store, property_)


def test_the_version_has_a_name_of_its_own_under_the_ontology(store: ox.Store) -> None:
    version = said(store, f"{OWL}versionIRI")[0]
    assert version.startswith(names.ONTOLOGY + "/")
    assert version.endswith(said(store, f"{OWL}versionInfo")[0])


def test_the_version_resolves(site: Site) -> None:
    data = list(
        ox.parse(site.get("/ontology", "application/n-triples").content, format=ox.RdfFormat.N_TRIPLES)
    )
    version = next(
        t.object.value for t in data if t.subject == HEADER and t.predicate.value == f"{OWL}versionIRI"
    )
    assert site.get("/ontology" + version.removeprefix(names.ONTOLOGY), "text/turtle").status_code == 200


def test_the_licence_is_open_and_resolvable(store: ox.Store) -> None:
    assert said(store, f"{DCTERMS}license") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_every_term_has_a_label_and_a_definition_and_says_where_it_is_defined(store: ox.Store) -> None:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    typed = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    terms = {
        q.subject
        for kind in kinds
        for q in store.quads_for_pattern(None, typed, ox.NamedNode(OWL + kind), None)
        if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(names.YZ)
    }
    assert len(terms) > 100
    for property_ in (f"{RDFS}label", f"{RDFS}isDefinedBy", "http://www.w3.org/2004/02/skos/core#definition"):
        lacking = [
            t.value for t in terms if not any(store.quads_for_pattern(t, ox.NamedNode(property_), None, None))
        ]
        assert lacking == []


def test_other_vocabularies_are_reused(store: ox.Store) -> None:
    used = {q.predicate.value for q in store} | {
        q.object.value for q in store if isinstance(q.object, ox.NamedNode)
    }
    for namespace in (
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/org#",
        "http://purl.org/linked-data/cube#",
    ):
        assert any(iri.startswith(namespace) for iri in used), namespace


def test_names_are_persistent_and_hash_or_slash_throughout() -> None:
    assert names.BASE.startswith("https://w3id.org/")
    assert names.YZ == names.ONTOLOGY + "#"


def test_data_say_who_made_them_and_carry_their_licence(site: Site) -> None:
    table = json.loads(site.get("/downloads/observations.csv-metadata.json", "*/*").text)
    assert table["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}


def test_anybody_may_ask_by_open_protocols_without_an_account(site: Site) -> None:
    for path in ("/ontology", "/downloads/observations.csv", "/doc/series/longteng.ttl"):
        answer = site.get(path, "*/*", origin="https://elsewhere.example")
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "www-authenticate" not in answer.headers


def test_what_is_gone_or_unknown_is_told_apart_from_what_is_broken(site: Site) -> None:
    assert site.get("/doc/body/nobody-at-all", "text/turtle").status_code == 404
    assert site.get("/sparql?query=SELECT", "text/csv").status_code == 400


def test_the_dataset_is_described_where_machines_look_first(site: Site) -> None:
    answer = site.get("/.well-known/void", "text/turtle")
    assert answer.status_code in (200, 301, 302, 303)
