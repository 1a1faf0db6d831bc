"""What the service says of itself is true of the release: counts, partitions, dumps, queries, OpenAPI."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from graph.store import LocalService, open_release
from sparql.catalogue import catalogue
from tests.sparql_world import Client

RELEASE = Path(__file__).parent.parent / "graph" / "release"
PREFIXES = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
"""

pytestmark = pytest.mark.skipif(
    not any(RELEASE.glob("*.trig")), reason="graph/release is empty: run `yuezhi build` first"
)


@cache
def store() -> ox.Store:
    """The committed release."""
    return open_release(RELEASE)


@cache
def client() -> Client:
    """The application over it."""
    return Client(LocalService(store(), "test"))


@cache
def described(path: str) -> ox.Store:
    """What is served at `path`, as a store of its own."""
    response = client().ask("GET", path, headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    made = ox.Store()
    made.load(response.content, format=ox.RdfFormat.TURTLE, base_iri="http://test/")
    return made


def rows(where: ox.Store, text: str) -> list[tuple[str, ...]]:
    """The values of a SELECT, in its order."""
    found = where.query(PREFIXES + text)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if term is None else str(getattr(term, "value", term)) for term in row) for row in found]


def test_the_service_description_counts_every_graph() -> None:
    told = described("/sparql")
    default = rows(told, "SELECT ?n { ?s sd:defaultDataset/sd:defaultGraph/void:triples ?n }")
    assert default == rows(store(), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    graphs = rows(told, "SELECT ?g ?n { [] sd:namedGraph [ sd:name ?g ; sd:graph/void:triples ?n ] }")
    counted = rows(store(), "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert sorted(graphs) == sorted(counted)
    assert len(graphs) > 5


def test_the_service_description_offers_prefixes_and_queries_that_run() -> None:
    told = described("/sparql")
    declared = rows(told, "SELECT ?p ?n { [] sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }")
    assert ("yz", "https://w3id.org/yuezhi/ontology#") in declared
    texts = rows(
        told,
        "SELECT ?q (SAMPLE(?t) AS ?text) { ?q sh:select|sh:ask|sh:construct|sh:describe ?t } GROUP BY ?q",
    )
    assert len(texts) == len(catalogue())
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared)
    for _, text in texts:
        store().query(text if text.lstrip().startswith("PREFIX") else prologue + text)


def test_void_counts_what_there_is_of_each_class_and_property() -> None:
    told = described("/.well-known/void")
    classes = rows(told, "SELECT ?c ?n { [] void:classPartition [ void:class ?c ; void:entities ?n ] }")
    properties = rows(
        told, "SELECT ?p ?n { [] void:propertyPartition [ void:property ?p ; void:triples ?n ] }"
    )
    assert len(set(classes)) > 20
    assert len(set(properties)) > 50
    of_class, of_property = (
        dict(rows(store(), text))
        for text in (
            "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c",
            "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
        )
    )
    for iri, number in classes:
        assert int(number) <= int(of_class[iri]), iri
    for iri, number in properties:
        assert int(number) <= int(of_property[iri]), iri


def test_the_dumps_that_dcat_names_are_there() -> None:
    told = described("/.well-known/void")
    assert rows(told, "SELECT ?d { ?d a dcat:Dataset }")
    dumps = {url for (url,) in rows(told, "SELECT DISTINCT ?u { ?d dcat:downloadURL|void:dataDump ?u }")}
    assert dumps
    for url in dumps:
        path = urlsplit(url).path
        at = path[path.index("/downloads/") :]
        assert client().ask("HEAD", at).status_code == 200, url


def test_the_examples_of_openapi_are_answered() -> None:
    document = client().ask("GET", "/openapi.json").json()
    paths = {path: told["get"] for path, told in document["paths"].items() if path.startswith("/queries/")}
    assert {path.removeprefix("/queries/") for path in paths} >= set(catalogue())
    for path, operation in paths.items():
        if "{" in path:
            continue
        given = {p["name"]: p["example"] for p in operation.get("parameters", ()) if "example" in p}
        response = client().ask("GET", path, params=given)
        assert response.status_code == 200, (path, given, response.text[:300])
        assert response.headers["content-type"].partition(";")[0] in operation["responses"]["200"]["content"]
    example = document["paths"]["/sparql"]["get"]["parameters"][0]["schema"]["example"]
    assert client().query(example).json()["results"]["bindings"]
