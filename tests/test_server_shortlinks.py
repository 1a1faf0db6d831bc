"""Short links to queries: kept beside the server, the same for the same text, there after a restart."""

from pathlib import Path

import httpx
import pytest

from server import shortlinks
from server.shortlinks import ShortLinks
from tests.page_world import Site, world

QUERY = "SELECT * WHERE { ?s ?p ?o } # 粤"
SERVICE = world()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(SERVICE, short_links=tmp_path)


def made(site: Site, accept: str = "application/json", text: str = QUERY) -> httpx.Response:
    return site.post("/s", {"query": text}, accept)


def test_a_link_outlives_the_server_that_made_it(site: Site, tmp_path: Path) -> None:
    told = made(site).json()
    assert told["short"] is True
    assert len(told["url"]) < 45
    path = told["url"].removeprefix("http://here.example")
    again = Site(SERVICE, short_links=tmp_path)
    assert again.get(path, "application/sparql-query").text == QUERY
    page = again.get(f"{path}?lang=zh")
    assert "SELECT * WHERE { ?s ?p ?o } # 粤" in page.text
    assert page.headers["content-language"] == "zh"


def test_the_same_query_has_the_same_link(site: Site) -> None:
    assert made(site).json() == made(site).json()
    assert made(site).json() != made(site, text="ASK {}").json()


def test_a_form_without_script_is_led_to_the_link(site: Site) -> None:
    answer = made(site, "text/html")
    assert answer.status_code == 303
    assert site.get(answer.headers["location"].removeprefix("http://here.example")).status_code == 200


def test_another_text_with_the_same_beginning_gets_a_longer_name(tmp_path: Path) -> None:
    links = ShortLinks(tmp_path)
    key = links.keep("a") or ""
    (tmp_path / key).write_text("b", encoding="utf-8")
    longer = links.keep("a") or ""
    assert longer.startswith(key)
    assert len(longer) == len(key) + 1
    assert links.text(longer) == "a"


def test_where_nothing_can_be_kept_the_link_is_long(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = made(Site(SERVICE, short_links=tmp_path / "file" / "below")).json()
    assert told["short"] is False
    assert told["url"].startswith("http://here.example/sparql?text=SELECT")


def test_strangers_cannot_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlinks, "MOST", 2)
    links = ShortLinks(tmp_path)
    assert [bool(links.keep(text)) for text in ("a", "b", "c", "a")] == [True, True, False, True]


def test_what_is_no_query_or_too_long_or_unknown_is_refused(site: Site) -> None:
    assert made(site, text="").status_code == 400
    assert made(site, text="x" * 200_000).status_code == 413
    for key in ("aaaaaaaaaa", "..%2f..%2fsettings.py", "short"):
        assert site.get(f"/s/{key}").status_code == 404
