"""Failures tell Chinese readers in Chinese what went wrong: every sentence that pages raise is known."""

import ast
from pathlib import Path

import pytest

from server import details
from server.languages import Language
from tests.page_world import Site

SERVER = Path(__file__).parent.parent / "server"
#: What programs are told, which never ask for a page.
FOR_PROGRAMS = ("reconcil",)
RAISED = {"NotFound", "BadRequest", "NotAcceptable", "Gone"}


def sentences() -> set[tuple[str, str]]:
    """File and sentence of each failure that pages and routes raise, `…` for what is filled in."""
    found = set()
    for path in (*SERVER.glob("*.py"), *(SERVER / "routes").glob("*.py")):
        if any(part in path.name for part in FOR_PROGRAMS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
                found.add((path.name, sentence(node.args[0])))
    return {(name, text) for name, text in found if text.replace("…", "").strip()}


def sentence(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values)
    return ""


def test_every_sentence_of_a_failure_is_known_in_chinese() -> None:
    raised = sentences()
    assert len(raised) > 20
    chinese = Language("zh", "zh")
    assert sorted((name, text) for name, text in raised if details.told(text, chinese).lang != "zh") == []


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/doc/body/nobody", "本版本中没有 https://w3id.org/yuezhi/id/body/nobody"),
        ("/browse/cakes", "没有“cakes”的列表"),
        ("/queries/none", "没有名为"),
        ("/nowhere", "/nowhere 处没有内容"),
    ],
)
def test_a_failure_is_told_in_the_language_of_the_page(site: Site, path: str, told: str) -> None:
    mark = "&" if "?" in path else "?"
    assert told in site.get(f"{path}{mark}lang=zh").text
    assert 'class="lead" lang="en"' in site.get(f"{path}{mark}lang=en", "text/html").text or not told


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def test_what_a_parser_says_stays_as_it_is() -> None:
    label = details.told("error at 1:7: expected one of …", Language("zh", "zh"))
    assert (label.text, label.lang) == ("error at 1:7: expected one of …", "en")


def test_the_sentence_with_most_words_of_its_own_wins() -> None:
    told = details.told("the URL is not UTF-8: bad start at byte 7", Language("zh", "zh")).text
    assert told == "the URL 第 7 字节起不是 UTF-8 编码：bad start"
