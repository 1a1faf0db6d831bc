"""The reference pages of the ontology: every term, in both languages, with its axioms and its use."""

import re
import threading
import time
import xml.dom.minidom
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
import uvicorn

from graph.keep import PREVIOUS
from ontology import names
from ontology.assemble import module_files
from ontology.profile import check_profile
from server import modules
from server.diagram import diagram
from tests.page_world import Site

PROTEGE = "application/rdf+xml, application/xml; q=0.7, text/xml; q=0.6, text/plain; q=0.1, */*; q=0.09"
MODULES = sorted(modules.modules())


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_for_people_and_for_protege(site: Site, name: str) -> None:
    html = site.get(f"/ontology/{name}?lang=zh").text
    module = modules.modules()[name]
    for term in module.terms:
        assert f'id="{term.name}"' in html
        for text, _ in term.words.get("definition", []):
            assert text.replace("'", "&#39;").replace('"', "&#34;") in html
    answer = site.get(f"/ontology/{name}", PROTEGE)
    assert answer.headers["content-type"] == "application/rdf+xml"
    found = list(ox.parse(answer.content, format=ox.RdfFormat.RDF_XML))
    assert len(found) == len(set(module.triples))


@pytest.mark.parametrize("name", MODULES)
def test_a_diagram_has_every_class_and_property_and_no_language(site: Site, name: str) -> None:
    text = site.get(f"/ontology/{name}.svg", "*/*").text
    xml.dom.minidom.parseString(text)  # noqa: S318  (our own)
    drawn = set(re.findall(r">([^<>]+)</text>", text))
    assert {term.name for term in modules.modules()[name].terms} <= drawn
    assert not re.search(r"[\u4e00-\u9fff]", text)
    assert site.get(f"/ontology/{name}.svg?lang=zh", "*/*").text == text


def test_a_defined_class_hangs_below_what_its_definition_says() -> None:
    made = diagram(modules.modules()["activities"])
    at = {(box.text, box.x, box.y) for box in made.boxes if box.text == "CustomsCampaign"}
    (below,) = at
    above = next(box for box in made.boxes if box.text == "Campaign")
    (branch,) = [b for b in made.branches if (b.to_x, round(b.to_y - 11, 1)) == below[1:]]
    assert branch.x == above.x + 10
    assert branch.entailed
    assert not next(b for b in made.branches if b.to_y == above.y + 11).entailed


def test_only_what_nothing_is_above_stands_at_the_root_of_a_diagram() -> None:
    for module in modules.modules().values():
        roots = {box.text for box in diagram(module).boxes if box.x == 10 and box.own}
        assert not {root for root in roots if modules.classes_above().get(names.term(root))}


def test_nothing_in_a_diagram_lies_upon_another() -> None:
    for module in modules.modules().values():
        made = diagram(module)
        assert len({box.y for box in made.boxes}) == len(made.boxes)
        assert all(box.x + box.width <= made.width for box in made.boxes)
        assert all(box.y + 22 <= made.height for box in made.boxes)


def test_every_term_has_words_in_both_languages() -> None:
    for module in modules.modules().values():
        for term in module.terms:
            for word in ("prefLabel", "definition"):
                assert {lang for _, lang in term.words[word]} >= {"en", "zh"}, (term.name, word)


def test_a_term_tells_its_use_an_example_and_the_questions_that_need_it(site: Site) -> None:
    html = site.get("/ontology/activities?lang=en").text
    entry = html.partition('id="CampaignSeries"')[2].partition("</article>")[0]
    assert "used in this release" in entry
    assert "/doc/series/" in entry
    assert "/queries/" in html


def test_a_defined_class_is_told_by_its_definition() -> None:
    found = {t.name: t for m in modules.modules().values() for t in m.terms}
    told = found["CustomsCampaign"].axioms["http://www.w3.org/2002/07/owl#equivalentClass"]
    assert [reference.text for reference in told] == ["Campaign and (conductedBy some CustomsActor)"]


def test_chains_and_keys_are_told_in_their_order() -> None:
    found = {t.name: t for m in modules.modules().values() for t in m.terms}
    owl = "http://www.w3.org/2002/07/owl#"
    (chain,) = found["areaWithin"].axioms[f"{owl}propertyChainAxiom"]
    (key,) = found["Observation"].axioms[f"{owl}hasKey"]
    assert chain.text == "area o within"
    assert key.text == "actor, area, kind, metric, period, scope"


def test_an_inverse_is_told_on_both_sides() -> None:
    found = {t.name: t for m in modules.modules().values() for t in m.terms}
    inverse = "http://www.w3.org/2002/07/owl#inverseOf"
    assert names.term("conductedBy") in {r.iri for r in found["conducts"].axioms[inverse]}
    assert names.term("conducts") in {r.iri for r in found["conductedBy"].axioms[inverse]}


@pytest.mark.parametrize("accept", [PROTEGE, "text/turtle"])
def test_every_import_of_a_module_is_served(site: Site, accept: str) -> None:
    imports = {
        triple.object.value
        for module in modules.modules().values()
        for triple in module.triples
        if triple.predicate.value.endswith("owl#imports") and isinstance(triple.object, ox.NamedNode)
    }
    assert f"{names.ONTOLOGY}/ext" in imports
    for iri in imports - {names.ONTOLOGY}:
        answer = site.get(iri.removeprefix(names.BASE.rstrip("/")), accept)
        assert answer.status_code == 200, iri
        expected = "text/turtle; charset=utf-8" if accept == "text/turtle" else "application/rdf+xml"
        assert answer.headers["content-type"] == expected


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the pages are served over HTTP."""
    config = uvicorn.Config(Site().app, port=0, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.mark.slow
def test_the_owl_api_opens_every_module_from_the_server(address: str) -> None:
    """What Protégé does with "Open from URL", with its own header; w3id.org stands for this server."""
    iris = {module.iri for module in modules.modules().values()} | {names.ONTOLOGY}
    places = {iri: iri.replace(names.BASE, f"{address}/") for iri in iris}
    reports = check_profile(list(places.values()), imports=places)
    assert {report.ontology for report in reports} == iris
    assert [report for report in reports if report.violations] == []
    local = {report.ontology: report for report in check_profile(module_files())}
    for report in reports:  # the root is served merged, without imports
        if names.ONTOLOGY not in (report.ontology, *report.imports):
            own = local[report.ontology]
            assert (report.axioms, report.imports) == (own.axioms, own.imports)


def test_what_is_served_under_another_address_has_the_same_names() -> None:
    elsewhere = Site(public_url="https://kg.example.org/yuezhi")
    answer = elsewhere.get("/ontology/places", PROTEGE)
    found = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.RDF_XML)}
    assert len(found) == len(set(modules.modules()["places"].triples))
    assert "https://kg.example.org" not in answer.text
    assert "https://kg.example.org/yuezhi/ontology/places" in answer.headers["link"]


def test_the_terms_of_others_are_listed_with_their_own_addresses(site: Site) -> None:
    html = site.get("/ontology/ext?lang=en").text
    assert 'href="http://www.w3.org/ns/org#Organization"' in html
    assert "org:Organization" in html


def test_the_last_release_is_served_under_its_version(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    header = ox.Triple(ox.NamedNode(names.ONTOLOGY), ox.NamedNode("http://e.org/p"), ox.Literal("old"))
    monkeypatch.setattr(modules, "earlier", lambda version: (header,) if version == "0.0.9" else ())
    answer = site.get("/ontology/0.0.9", PROTEGE)
    assert answer.headers["content-type"] == "application/rdf+xml"
    assert [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.RDF_XML)] == [header]
    page = site.get("/ontology/0.0.9", "text/html")
    assert (page.status_code, page.headers["location"].rpartition("/")[2]) == (303, "changes")
    assert site.get("/ontology/0.0.8", "text/turtle").status_code == 404


def test_what_is_kept_of_the_last_release_is_found_by_its_version() -> None:
    version = (PREVIOUS / "version.txt").read_text(encoding="utf-8").strip()
    assert modules.earlier(version)
    assert not modules.earlier("0.0.1")


def test_a_property_shows_what_it_says_of_its_example(site: Site) -> None:
    html = site.get("/ontology/activities?lang=en").text
    entry = html.partition('id="editionOf"')[2].partition("</article>")[0]
    told = entry.partition("from the data")[2].partition("</div>")[0]
    assert told.count("<a ") == 2
    assert "→" in told


def test_a_term_that_nothing_uses_says_why_it_stands(site: Site) -> None:
    for lang, word in (("en", "Unions"), ("zh", "并集")):
        html = site.get(f"/ontology/activities?lang={lang}").text
        entry = html.partition('id="Undertaking"')[2].partition("</article>")[0]
        assert word in entry


def test_a_module_that_is_none_is_404_with_the_list(site: Site) -> None:
    answer = site.get("/ontology/nothing", "application/json")
    assert answer.status_code == 404
    assert "activities" in answer.text
