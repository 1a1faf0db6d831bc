"""Linked data to the letter: 303, negotiation, entity tags, names that are not there or no longer."""

import json

import pyoxigraph as ox
import pytest

from ontology import names
from server import retired as retired_names
from tests.page_world import Site

BODY = "/doc/body/gacc-guangdong"
#: Headers of clients as they are sent, and what they get.
CLIENTS = {
    "firefox": ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "text/html"),
    "protege": (
        "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09",
        "application/rdf+xml",
    ),
    "rdflib": (
        "text/turtle;q=0.9,application/rdf+xml;q=0.8,application/ld+json;q=0.7,*/*;q=0.1",
        "text/turtle",
    ),
    "curl": ("*/*", "text/html"),
    "json": ("application/json", "application/json"),
}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def test_a_thing_points_to_its_document_by_303(site: Site) -> None:
    answer = site.get("/id/body/gacc-guangdong?lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "http://here.example/doc/body/gacc-guangdong?lang=en"
    assert {"Accept", "Accept-Language"} <= {x.strip() for x in answer.headers["vary"].split(",")}
    assert answer.content == b""


def test_an_extension_goes_along_with_the_redirect(site: Site) -> None:
    assert site.get("/id/body/gacc.ttl").headers["location"].endswith("/doc/body/gacc.ttl")


def test_redirects_go_to_the_public_url_when_one_is_set() -> None:
    answer = Site(public_url="https://data.example/yz/").get("/id/body/gacc")
    assert answer.headers["location"] == "https://data.example/yz/doc/body/gacc"


@pytest.mark.parametrize("client", sorted(CLIENTS))
@pytest.mark.parametrize("path", [BODY, "/code/kind-level", "/graph/resolved", "/ontology"])
def test_clients_get_what_they_ask_for(site: Site, client: str, path: str) -> None:
    accept, media_type = CLIENTS[client]
    answer = site.get(path, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_what_cannot_be_given_is_406_with_the_list(site: Site) -> None:
    answer = site.get(BODY, "image/png")
    assert answer.status_code == 406
    assert "text/turtle" in answer.text


@pytest.mark.parametrize(
    ("extension", "format_"),
    [
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_every_serialisation_says_the_same(site: Site, extension: str, format_: ox.RdfFormat) -> None:
    expected = triples(site.get(f"{BODY}.nt", "*/*").content, ox.RdfFormat.N_TRIPLES)
    assert triples(site.get(f"{BODY}.{extension}", "*/*").content, format_) == expected
    subject = ox.NamedNode(names.thing("body", "gacc-guangdong"))
    assert any(triple.subject == subject for triple in expected)


def triples(data: bytes, format_: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=format_)}


def test_names_in_the_data_never_depend_on_where_the_server_stands() -> None:
    site = Site(public_url="https://elsewhere.example")
    assert b"elsewhere.example" not in site.get(f"{BODY}.ttl", "*/*").content


def test_json_is_readable(site: Site) -> None:
    told = json.loads(site.get(f"{BODY}.json", "*/*").content)
    first = told["@graph"][0]
    assert first["@id"] == "body:gacc-guangdong"
    assert first["@type"] == "CustomsAuthority"
    assert {"@value": "海关总署广东分署", "@language": "zh"} in first["skos:prefLabel"]


def test_a_page_carries_its_description_as_json_ld(site: Site) -> None:
    html = site.get(BODY).text
    _, _, rest = html.partition('<script type="application/ld+json">')
    told = rest.partition("</script>")[0]
    data = triples(told.encode(), ox.RdfFormat.JSON_LD)
    assert ox.NamedNode(names.term("CustomsAuthority")) in {t.object for t in data}


def test_an_unchanged_document_is_not_sent_again(site: Site) -> None:
    for path, accept in (
        (BODY, "text/html"),
        (BODY, "text/turtle"),
        ("/graph/resolved.nt", "*/*"),
        ("/ontology", "text/html"),
    ):
        first = site.get(path, accept)
        tag = first.headers["etag"]
        again = site.get(path, accept, if_none_match=f'"other", W/{tag}')
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert site.get(path, accept, if_none_match='"other"').status_code == 200


def test_representations_have_tags_of_their_own(site: Site) -> None:
    tags = {
        site.get(BODY, accept, accept_language=lang).headers["etag"]
        for accept in ("text/html", "text/turtle")
        for lang in ("zh", "en")
    }
    assert len(tags) == 3


def test_head_answers_as_get_without_a_body(site: Site) -> None:
    head, get = site.get(BODY, method="HEAD"), site.get(BODY)
    assert head.content == b""
    assert head.status_code == 200
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["link"] == get.headers["link"]


@pytest.mark.parametrize(
    "path",
    [
        "/id/body/nobody",
        "/doc/body/nobody",
        "/doc/body/nobody.ttl",
        "/code/kind-none",
        "/graph/none",
        "/graph/none.ttl",
        "/ontology/9.9.9",
        "/shapes/x",
        "/id/body/%7Bx%7D",
        "/doc/body/a%20b",
        "/browse/nothing",
        "/static/x/../app.py",
    ],
)
def test_what_is_not_there_is_404(site: Site, path: str) -> None:
    assert site.get(path, "*/*").status_code == 404


@pytest.fixture
def retired(monkeypatch: pytest.MonkeyPatch) -> None:
    given_up = {
        names.thing("body", "old-name"): names.thing("body", "gacc"),
        names.thing("body", "nothing-left"): "",
    }
    monkeypatch.setattr(retired_names, "retired", lambda: given_up)


def test_a_retired_name_leads_to_what_replaced_it(site: Site, retired: None) -> None:
    for path in ("/id/body/old-name", "/doc/body/old-name"):
        answer = site.get(path)
        assert answer.status_code == 301
        assert answer.headers["location"] == "http://here.example/doc/body/gacc"


def test_a_retired_name_without_replacement_is_gone(site: Site, retired: None) -> None:
    assert site.get("/id/body/nothing-left").status_code == 410
    assert site.get("/doc/body/nothing-left.ttl", "*/*").status_code == 410


def test_the_description_of_a_much_referenced_thing_is_bounded(
    monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    monkeypatch.setattr("server.describe.PAGE", 5)
    first = site.get("/doc/area/guangdong.nt", "*/*")
    assert '.nt?page=2>; rel="next"' in first.headers["link"]
    pointing = [
        t
        for t in triples(first.content, ox.RdfFormat.N_TRIPLES)
        if str(t.object).endswith("/area/guangdong>")
    ]
    assert len(pointing) == 5


def test_the_ontology_answers_at_its_own_name_and_at_its_version(site: Site) -> None:
    html = site.get("/ontology?lang=en").text
    assert 'id="Claim"' in html
    assert 'id="conducts"' in html
    data = triples(site.get("/ontology.ttl", "*/*").content, ox.RdfFormat.TURTLE)
    assert ox.NamedNode(names.term("Claim")) in {t.subject for t in data}


def test_any_origin_may_read_without_credentials(site: Site) -> None:
    answer = site.get(f"{BODY}.ttl", "*/*", origin="https://other.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
