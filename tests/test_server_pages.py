"""What pages tell: the figures with their words, both sides of a disagreement, in the reader's language."""

import gzip
import json
import re
from dataclasses import is_dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar, get_origin, get_type_hints

import pyoxigraph as ox
import pytest

from ontology import names
from server import contexts, contexts_site, pages_changes, rendering, wording
from server.contexts import DisagreementItem
from server.languages import Label, Language, choose, negotiated
from server.links import Links
from server.naming import Naming
from server.questions import NotATerm, Questions, bound, text_of
from tests.page_world import Site

VALUE = "goods-seized-customs-value_guangdong_2023_level_guangdong-customs_all"
PAGES = {
    "home": "/",
    "metric": "/doc/metric/goods-seized-customs-value",
    "series": "/doc/series/longteng",
    "body": "/doc/body/guangdong-customs",
    "area": "/doc/area/guangdong",
    "campaign": "/doc/campaign/longteng-2025",
    "event": "/doc/event/canton-fair-137",
    "instrument": "/doc/instrument/shenzhen-ip-protection-regulations",
    "agreement": "/doc/agreement/coordinated-protection-memorandum",
    "observation": f"/doc/obs/{VALUE}",
    "claim": "/doc/claim/gd-2023-press-6623-6647-1",
    "relation": "/doc/claim/gd-2021-9200-9240-1",
    "disagreement": f"/doc/disagreement/{VALUE}_1",
    "disagreements": "/disagreements",
    "source": "/doc/source/gd-2021",
    "compare": "/compare/gd-2021",
    "period": "/doc/period/2023",
    "properties": "/doc/body/gacc?view=properties",
    "code": "/code/kind-level",
    "ontology": "/ontology",
    "module": "/ontology/activities",
    "chart": "/chart?metric=goods-seized-customs-value&metric=goods-seized-customs-items&mode=indexed",
    "changes": "/changes",
    "manual": "/manual",
    "manual-topic": "/manual/figures",
    "graph": "/graph/resolved",
    "graphs": "/graph",
    "search": "/search?q=%E9%BE%99%E8%85%BE",
    "editor": "/sparql",
    "queries": "/queries",
    "query": "/queries/items-seized-by-customs",
    "downloads": "/downloads/",
    "metrics": "/browse/metrics",
    "campaigns": "/browse/campaigns",
    "bodies": "/browse/bodies",
    "documents": "/browse/documents",
    "areas": "/browse/areas",
    "events": "/browse/events",
    "years": "/browse/years",
    "sources": "/browse/sources",
}
#: Queries of each page, the index of names aside: the number is the same whatever the data.
QUERIES = {
    **dict.fromkeys(("campaign", "event", "series"), 10),
    **dict.fromkeys(("agreement", "area", "body", "home", "instrument"), 9),
    **dict.fromkeys(("claim", "metric", "relation"), 8),
    **dict.fromkeys(("disagreement", "observation", "source"), 7),
    **dict.fromkeys(("code", "period", "properties"), 6),
    **dict.fromkeys(("chart", "compare", "disagreements", "graph", "module"), 4),
    **dict.fromkeys(
        ("areas", "bodies", "campaigns", "documents", "events", "metrics", "sources", "years"), 2
    ),
    **dict.fromkeys(("changes", "graphs", "ontology"), 2),
    **dict.fromkeys(("editor", "queries", "query"), 1),
    **dict.fromkeys(("downloads", "manual", "manual-topic", "search"), 0),
}


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


@pytest.fixture(autouse=True)
def _nothing_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small graph lacks what replaces names that the releases gave up; there was one before it."""
    monkeypatch.setattr(pages_changes, "retired", dict)
    monkeypatch.setattr(pages_changes, "previous", lambda: pages_changes.Previous("0.0.9", frozenset()))


def in_language(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


class Outline(HTMLParser):
    """Headings, links, ids, and whatever a strict policy would not let through."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(  # noqa: D102  (the parser's own)
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        told = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if told.get("id"):
            self.ids.append(str(told["id"]))
        self.addresses += [str(told[name]) for name in ("href", "src", "action") if told.get(name)]
        if "style" in told or any(name.startswith("on") for name in told):
            self.inline.append(tag)
        if tag == "style" or (
            tag == "script" and "src" not in told and told.get("type") != "application/ld+json"
        ):
            self.inline.append(tag)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_is_sound(site: Site, name: str, lang: str) -> None:
    answer = site.get(in_language(PAGES[name], lang))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-language"] == lang
    outline = Outline(answer.text)
    assert outline.headings.count(1) == 1
    assert all(
        after <= before + 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False)
    ), outline.headings
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.inline == []
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)
    assert json.loads(data[0])["@context"]
    assert '<dl class="colophon">' in answer.text  # how to cite the page
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert len(gzip.compress(answer.content)) < 60_000


@pytest.mark.parametrize("name", sorted(PAGES))
def test_links_on_pages_stay_here_and_lead_somewhere(site: Site, name: str) -> None:
    own = [a for a in Outline(site.get(PAGES[name]).text).addresses if a.startswith("/")]
    assert own
    assert not any(names.BASE in a for a in own)
    for address in sorted({a.partition("#")[0] for a in own})[:12]:
        if not address.startswith("/sparql?"):
            assert site.get(address, "*/*").status_code == 200, address


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_asks_a_fixed_number_of_queries(
    site: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.get(PAGES[name])
    asked: list[str] = []
    ask = Questions.ask

    def counted(self: Questions, query: str, **values: Any) -> Any:
        asked.append(query)
        return ask(self, query, **values)

    monkeypatch.setattr(Questions, "ask", counted)
    site.get(in_language(PAGES[name], "en") + "&data=zh")
    assert len(asked) == QUERIES[name], asked


def test_the_series_tells_who_ran_each_edition_and_the_words_that_prove_its_figure(site: Site) -> None:
    html = site.get("/doc/series/longteng?lang=zh").text
    for told in (
        "龙腾行动2021",
        "龙腾行动2023",
        "龙腾行动2025",
        "海关总署广东分署",
        "15,310,000",
        "1531万件",
        "第4节",
        "第30段",
    ):
        assert told in html


def test_the_metric_marks_the_disputed_point_and_shows_both_statements(site: Site) -> None:
    html = site.get("/doc/metric/goods-seized-customs-value?lang=en").text
    assert 'class="point disputed"' in html
    for told in ("exceeding 2 billion yuan", "more than 200 million yuan", "differs", "disputed"):
        assert told in html
    assert "<details" not in html.partition("exceeding 2 billion yuan")[0].rpartition("<main")[2]


def test_a_disagreement_puts_its_sides_apart(site: Site) -> None:
    html = site.get(f"/doc/disagreement/{VALUE}_1?lang=en").text
    first, second = html.split('class="side-of')[1:3]
    assert "2,000,000,000" not in first
    assert "2,000,000,000" in second
    assert "exceeding 2 billion yuan" in second


def test_the_comparison_shows_what_differs_between_the_languages(site: Site) -> None:
    html = site.get("/compare/gd-2021?only=differing&lang=en").text
    assert "超284万件" in html
    assert "2.84 million pieces" in html
    assert "18,111 batches" not in html
    rows = html.partition("<tbody>")[2].split("<tr")[1:]
    assert all("/doc/disagreement/" in row for row in rows)


def test_a_statement_leads_to_its_publisher_where_the_address_is_known(site: Site) -> None:
    html = site.get("/doc/series/longteng?lang=en").text
    assert 'class="outward" href="http://paper.example/2023" rel="external"' in html
    assert "paper.example/2021" not in html


def test_the_parts_of_a_sum_are_not_shown_as_one_opinion() -> None:
    item = DisagreementItem(
        iri=f"{names.ID}disagreement/x_1",
        type=names.code("disagreement", "arithmetic"),
        severity="",
        metric="",
        period="",
        words=[Label("3", ""), Label("5", "")],
        reason=Label("1 + 1 = 2", "en"),
        sources=[],
    )
    part = rendering.environment().from_string('{% include "parts/disagreement_items.html" %}')
    links = Links("http://here.example")
    told = part.render(items=[item], links=links, naming=Naming(Language("en", "en")))
    assert "≠" not in told
    assert "1 + 1 = 2" in told


def test_a_thing_is_told_by_its_deepest_classes(site: Site) -> None:
    head = site.get("/doc/body/guangdong-customs?lang=en").text.partition('class="kind">')[2]
    assert "group of bodies" in head.partition("</p>")[0]


def test_a_name_in_another_language_is_marked(site: Site) -> None:
    html = site.get("/doc/claim/gd-2023-press-6623-6647-1?lang=zh").text
    assert re.search(r"News of the press conference on the 2023 paper</span><sup class=\"tag\"", html)


def test_the_language_of_the_interface_and_of_the_data_are_apart(site: Site) -> None:
    html = site.get("/doc/body/guangdong-customs?lang=zh&data=en").text
    assert '<h1><span lang="en">Customs in Guangdong</span></h1>' in html
    assert "逐年数据" in html


def test_text_of_the_graph_cannot_become_markup(site: Site) -> None:
    html = site.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "zh"),
        ("en", "en"),
        ("zh-TW,zh;q=0.9", "zh"),
        ("fr, en;q=0.3, zh;q=0.2", "en"),
        ("de", "zh"),
        ("en;q=0", "zh"),
        ("en;q=x, zh", "zh"),
    ],
)
def test_the_page_language_is_negotiated(header: str, expected: str) -> None:
    assert negotiated(header) == expected


def test_the_address_wins_over_the_header() -> None:
    assert choose("en", None, "zh") == Language("en", "en", chosen=True)
    assert choose("xx", "zh", "en") == Language("en", "zh", chosen=False)


@pytest.mark.parametrize(
    ("texts", "text", "mark"),
    [
        ([("a", "en"), ("b", "zh-hant"), ("c", "")], "b", "zh-hant"),
        ([("a", "en"), ("c", "")], "c", ""),
        ([("a", "en")], "a", "en"),
        ([("d", "de")], "d", "de"),
    ],
)
def test_the_chain_of_languages_for_a_reader_of_chinese(
    texts: list[tuple[str, str]], text: str, mark: str
) -> None:
    label = Language("zh", "zh").best(texts)
    assert label is not None
    assert (label.text, label.mark) == (text, mark)


def test_every_text_of_the_interface_is_there_in_both_languages() -> None:
    for key, texts in wording.words().items():
        assert set(texts) == {"zh", "en"}, key
        assert set(re.findall(r"{\w+}", texts["zh"])) == set(re.findall(r"{\w+}", texts["en"])), key


def test_every_field_of_every_context_is_explained() -> None:
    for context in (*vars(contexts).values(), *vars(contexts_site).values()):
        if isinstance(context, type) and is_dataclass(context) and issubclass(context, contexts.Page):
            for name, hint in get_type_hints(context, include_extras=True).items():
                if get_origin(hint) is not ClassVar:
                    assert hint.__metadata__[0].endswith("."), (context, name)


PAGE_QUERIES = sorted(path.stem for path in (Path(__file__).parent.parent / "sparql" / "pages").glob("*.rq"))


@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_every_query_of_a_page_says_what_it_asks_and_parses(name: str) -> None:
    text = text_of(name)
    assert re.match(r"# [A-Z][^\n]*\.\n", text)
    iri = names.thing("body", "x")
    values: dict[str, Any] = dict.fromkeys(("iri", "graph"), iri) | {"limit": 1, "offset": 0}
    values |= {
        n: {iri} for n in ("iris", "things", "observations", "metrics", "sentences", "terms", "claims")
    }
    ox.Store().query(bound(name, values))


def test_every_query_of_a_page_is_asked_somewhere() -> None:
    code = "".join(
        path.read_text(encoding="utf-8") for path in (Path(__file__).parent.parent / "server").rglob("*.py")
    )
    assert [name for name in PAGE_QUERIES if f'"{name}"' not in code] == []


@pytest.mark.parametrize("iri", ["http://x/> . ?s ?p ?o } #", "", "a b", "http://x/\n"])
def test_no_value_can_leave_its_place_in_a_query(iri: str) -> None:
    with pytest.raises(NotATerm):
        bound("thing-says", {"iri": iri})


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (names.claim("gd-2023-press", 6623, 6647, 1), "News [6623–6647]"),
        (names.anchor("gd-2023-press", 2021, 2023), "News [2021–2023]"),
        (names.anchor("gd-2021", 10, 20), "Paper [10–20]"),
        (names.claim("gd-2021", 10, 20, 3), "Paper [10–20]"),
        (names.disagreement(names.claim("gd-2021", 10, 20, 3), 1), "Paper [10–20]"),
        (names.period("2020/2022"), "2020–2022"),
        (names.thing("body", "no-label"), "no-label"),
        (names.term("Claim"), "Claim"),
    ],
)
def test_what_has_no_label_has_a_name_all_the_same(iri: str, name: str) -> None:
    labels = {names.source("gd-2023-press"): [("News", "en")], names.source("gd-2021"): [("Paper", "en")]}
    naming = Naming(Language("en", "en"), labels)
    assert naming.of(iri).text == name
