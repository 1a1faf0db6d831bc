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
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
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


def terms_of(store: ox.Store) -> set[ox.NamedNode]:
    """Every class and property of ours."""
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    typed = ox.NamedNode(RDF_TYPE)
    return {
        q.subject
        for kind in kinds
        for q in store.quads_for_pattern(None, typed, ox.NamedNode(OWL + kind), None)
        if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(names.YZ)
    }


def lacking(store: ox.Store, property_: str) -> list[str]:
    """The terms of ours that do not have a property."""
    named = ox.NamedNode(property_)
    return [t.value for t in terms_of(store) if not any(store.quads_for_pattern(t, named, None, None))]


def test_every_term_has_a_label_and_a_definition_and_says_where_it_is_defined(store: ox.Store) -> None:
    assert len(terms_of(store)) > 100
    for property_ in (f"{RDFS}label", f"{RDFS}isDefinedBy", "http://www.w3.org/2004/02/skos/core#definition"):
        assert lacking(store, property_) == []


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


#: What a header must say for the checks of metadata: one of each group.
METADATA = {
    "OM1": ("title", "description", "license", "versionIRI", "creator", "preferredNamespaceUri"),
    "OM2": ("preferredNamespacePrefix", "versionInfo", "created", "bibliographicCitation"),
    "OM3": ("identifier", "publisher", "logo", "status", "source", "issued"),
    "OM4.1": ("license",),
    "OM5.1": ("creator", "created"),
    "OM5.2": ("issued", "publisher"),
    "VER1": ("versionIRI",),
    "FIND1": ("preferredNamespacePrefix", "preferredNamespaceUri"),
}
#: What FOOPS! checks and how it stands; what is not met, and why.
NOT_MET = {
    "OM3": "no DOI, logo, status or source is declared",
    "OM5.2": "the header says created and modified, not issued",
    "FIND2": "the prefix is not registered at prefix.cc or LOV before the names are public",
    "FIND3": "the ontology is in no registry before the names are public",
    "FIND_3_BIS": "the same",
}
FOOPS = (
    "CN1", "DOC1", "FIND1", "FIND2", "FIND3", "FIND_3_BIS", "HTTP1", "OM1", "OM2", "OM3", "OM4.1", "OM4.2",
    "OM5.1", "OM5.2", "PURL1", "RDF1", "URI1", "URI2", "VER1", "VER2", "VOC1", "VOC2", "VOC3", "VOC4",
)  # fmt: skip


def header_says(store: ox.Store, name: str) -> bool:
    """Whether the header has a property of that local name, whatever vocabulary it is from."""
    found = store.quads_for_pattern(HEADER, None, None, None)
    return any(q.predicate.value.replace("#", "/").rsplit("/", 1)[-1] == name for q in found)


@pytest.fixture(scope="module")
def standing(site: Site, store: ox.Store) -> dict[str, bool]:
    """Each check of FOOPS! done again: met or not."""
    pages = {kind: site.get("/ontology", kind) for kind in (*SERIALISATIONS, "text/html")}
    data = [pages[kind] for kind in SERIALISATIONS]
    version = said(store, f"{OWL}versionIRI")[0].removeprefix(names.ONTOLOGY)
    met = {check: all(header_says(store, one) for one in wanted) for check, wanted in METADATA.items()}
    spaces = {q.predicate.value.replace("#", "/").rsplit("/", 1)[0] for q in store}
    met |= {
        "CN1": all(a.headers["content-type"].startswith(k) for k, a in pages.items()),
        "RDF1": all(a.status_code == 200 for a in data),
        "DOC1": pages["text/html"].status_code == 200,
        "URI1": all(a.status_code == 200 for a in pages.values()),
        "URI2": f"<{names.ONTOLOGY}> <{RDF_TYPE}> <{OWL}Ontology>" in pages["application/n-triples"].text,
        "HTTP1": names.ONTOLOGY.startswith("https://"),
        "PURL1": names.ONTOLOGY.startswith("https://w3id.org/"),
        "VER2": site.get(f"/ontology{version}", "text/turtle").status_code == 200,
        "OM4.2": said(store, f"{DCTERMS}license")[0].startswith("https://creativecommons.org/licenses/"),
        "VOC1": {"http://purl.org/dc/terms", "http://purl.org/vocab/vann"} <= spaces,
        "VOC2": "http://www.w3.org/2004/02/skos/core" in spaces,
        "VOC3": not lacking(store, f"{RDFS}label"),
        "VOC4": not lacking(store, "http://www.w3.org/2004/02/skos/core#definition"),
    }
    return met | dict.fromkeys(("FIND2", "FIND3", "FIND_3_BIS"), False)


@pytest.mark.parametrize("check", FOOPS)
def test_the_list_of_foops(standing: dict[str, bool], check: str) -> None:
    assert standing[check] or check in NOT_MET


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
