"""The manual and its studies: they open, what they show runs."""

import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from server import manual
from tests.page_world import Site
from tests.test_server_pages import Outline

CONTENT = Path(manual.__file__).parent / "content"
QUERIES = [
    pytest.param(query, id=f"{path.stem}-{number}")
    for path in sorted(CONTENT.glob("*.md"))
    for number, query in enumerate(re.findall(r"```sparql\n(.*?)```", path.read_text("utf-8"), re.DOTALL), 1)
]


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", manual.TOPICS)
def test_every_page_opens_and_its_links_lead_somewhere(site: Site, name: str, language: str) -> None:
    path = "/manual" if name == manual.TOPICS[0] else f"/manual/{name}"
    answer = site.get(f"{path}?lang={language}")
    assert answer.status_code == 200
    main = answer.text.partition('class="body prose"')[2].partition("</main>")[0]
    for address in {a for a in Outline(main).addresses if a.startswith("/")}:
        assert site.get(address, "*/*").status_code == 200, address
        assert f"lang={language}" in address


def test_the_manual_is_linked_from_every_page(site: Site) -> None:
    for path in ("/", "/doc/series/longteng", "/sparql", "/nothing"):
        assert 'href="/manual' in site.get(path).text


def test_both_languages_have_the_same_pages_and_headings() -> None:
    for name in manual.TOPICS:
        zh, en = (manual.topic(name, language).html for language in ("zh", "en"))
        for tag in ("<h2>", "<pre", "<tr>", "<table>"):
            assert zh.count(tag) == en.count(tag), (name, tag)
    assert {p.name for p in CONTENT.glob("*.md")} == {
        f"{n}.{x}.md" for n in manual.TOPICS for x in ("zh", "en")
    }


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_of_the_manual_runs(site: Site, query: str) -> None:
    answer = site.get("/sparql?" + urlencode({"query": query}), "text/csv")
    assert answer.status_code == 200, answer.text
    assert len(answer.text.splitlines()) > 1


def test_the_notebook_runs_against_a_server(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_here(address: str) -> Any:
        parts = urlsplit(address)
        answer = site.get(f"{parts.path}?{parts.query}", "*/*")
        assert answer.status_code == 200, answer.text
        return io.BytesIO(answer.content)

    monkeypatch.setattr("urllib.request.urlopen", open_here)
    notebook = json.loads((CONTENT / "study.ipynb").read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    told: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec("".join(cell["source"]), told)  # noqa: S102  (what is tested)
    assert told["comparable"]
    assert told["sides"]
    assert told["points"]
    assert "hard disagreements" in capsys.readouterr().out


def test_the_queries_of_the_r_script_run(site: Site) -> None:
    script = (CONTENT / "study.R").read_text(encoding="utf-8")
    prefixes = re.search(r'prefixes <- "(.*?)"', script, re.DOTALL)
    assert prefixes
    queries = re.findall(r"ask\('(.*?)'\)", script, re.DOTALL)
    assert len(queries) == 2
    for query in queries:
        answer = site.get("/sparql?" + urlencode({"query": prefixes[1] + query}), "text/csv")
        assert len(answer.text.splitlines()) > 1


@pytest.mark.skipif(not shutil.which("Rscript"), reason="needs R")
@pytest.mark.outside
def test_the_r_script_is_r() -> None:
    subprocess.run(["Rscript", "-e", f"parse('{CONTENT / 'study.R'}')"], check=True, capture_output=True)


@pytest.mark.parametrize("name", manual.STUDIES)
def test_the_studies_can_be_taken_away(site: Site, name: str) -> None:
    answer = site.get(f"/manual/{name}", "*/*")
    assert answer.content == (CONTENT / name).read_bytes()
    assert name in answer.headers["content-disposition"]
