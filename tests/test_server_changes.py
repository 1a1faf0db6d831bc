"""What changed since the last release: told when there is one, and honestly when there is none."""

import pytest

from ontology import names
from ontology.difference import Change, Weight
from server import pages_changes
from server.pages_changes import Previous
from tests.page_world import Site

BODY = names.thing("body", "guangdong-customs")
GONE = names.thing("body", "office-that-was")


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.fixture
def earlier(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier release that lacks one body and has one that is no more."""
    import asyncio

    from server.questions import Questions, value

    now = {value(r, "iri") for r in asyncio.run(Questions(site.service).ask("known-iris"))}
    before = Previous("0.0.9", frozenset(now - {BODY} | {GONE}))
    changes = (Change(Weight.MINOR, "yz:Campaign", "added class yz:Campaign"),)
    monkeypatch.setattr(pages_changes, "previous", lambda: before)
    monkeypatch.setattr(pages_changes, "ontology_changes", lambda: changes)


def test_the_first_release_says_that_it_is_the_first(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_changes, "previous", lambda: None)
    monkeypatch.setattr(pages_changes, "ontology_changes", lambda: None)
    html = site.get("/changes?lang=en").text
    assert "is the first release" in html
    assert "There is no earlier ontology" in html
    assert "<h2>New</h2>" not in html


def test_what_came_and_what_went_is_told(site: Site, earlier: None) -> None:
    html = site.get("/changes?lang=en&data=zh").text
    come, gone = html.split("<h2>New</h2>")[1].split("<h2>No more</h2>")
    assert "/doc/body/guangdong-customs" in come
    assert "office-that-was" in gone
    assert "added class yz:Campaign (minor)" in html
    assert "0.0.9" in html


def test_names_that_follow_from_others_are_counted_only(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_changes, "previous", lambda: Previous("0.0.9", frozenset()))
    html = site.get("/changes?lang=en").text
    assert "/doc/obs/" not in html
    assert "/doc/claim/" not in html
