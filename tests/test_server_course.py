"""A metric over the years is told without silence: gaps, breaks, derived values, arithmetic, mended words."""

import re
from decimal import Decimal
from typing import ClassVar

import pyoxigraph as ox
import pytest

from graph.store import LocalService
from ontology import names
from server import pages_disagreement, questions, rendering
from server.charts import Mark, chart
from server.contexts import RelationGroup
from server.course import Course, Implied, Step, course
from server.evidence import Place, Relation, RelationStatement, Words
from server.languages import Label, Language
from server.links import Links
from server.naming import Naming
from sparql.service import Answer, QueryRequest
from tests.page_world import RDF_TYPE, Site, world

ACCEPTED = "/doc/metric/ip-cases-accepted"
ZH = Language("zh", "zh")


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def test_a_gap_a_break_and_a_derived_value_are_told_in_words(site: Site) -> None:
    html = site.get(f"{ACCEPTED}?lang=zh").text
    assert "2022年无数据。" in html
    assert re.search(r"与前一值不构成同一数列：<span[^>]*>统计口径不同</span>。", html)
    assert "推算：由当年数与增幅得2024年约 83,316（83,310 至 83,322），并非来源陈述。" in html
    english = site.get(f"{ACCEPTED}?lang=en").text
    assert "Not one series with the value before: " in english
    assert "about 83,316 for 2024 (between 83,310 and 83,322); no source states it." in english


def test_the_chart_bridges_a_gap_by_dots_and_a_break_not_at_all(site: Site) -> None:
    html = site.get(f"{ACCEPTED}?lang=en").text
    drawing = html.partition('<svg class="chart"')[2].partition("</svg>")[0]
    assert drawing.count('class="course gap"') == 1  # 2021 to 2023; nothing leads to 2025
    assert drawing.count('class="course"') == 0
    derived = drawing.partition('class="derived"')[2]
    assert "2024 · Courts in Guangdong" in derived
    assert "(83,310–83,322)" in derived
    picture = site.get("/chart.svg?metric=ip-cases-accepted&lang=en", "*/*").text
    assert picture.count('class="course gap"') == 1


def test_neighbouring_years_are_joined_by_a_plain_line() -> None:
    marks = {"a": [Mark(2021, Decimal(1)), Mark(2022, Decimal(2)), Mark(2024, Decimal(3), joined=False)]}
    made = chart("t", "", marks, "en")
    assert made is not None
    assert [gap for *_, gap in made.series[0].segments] == [False]
    assert not made.gaps


def test_what_is_derived_is_no_point_of_the_line() -> None:
    implied = Mark(2020, Decimal(5), between=(Decimal(4), Decimal(6)))
    made = chart("t", "", {"a": [implied, Mark(2021, Decimal(7))]}, "en")
    assert made is not None
    assert made.derived
    assert len(made.series[0].points) == 1
    assert made.series[0].derived[0].low > made.series[0].derived[0].high  # lower values stand lower


@pytest.mark.parametrize(
    ("period", "joined"),
    [("2023", True), ("2023-12-31", True), ("2021--2023", False), ("2023-01--2023-06", False)],
)
def test_only_values_of_whole_years_stand_in_a_line(period: str, *, joined: bool) -> None:
    assert Course({}, {}).joined("x", f"{names.ID}period/{period}") is joined


def test_a_course_is_read_with_reasons_in_the_readers_language() -> None:
    def literal(text: str, lang: str = "") -> dict[str, str]:
        return {"type": "literal", "value": text} | ({"xml:lang": lang} if lang else {})

    obs = {"obs": literal("o"), "previous": literal("p"), "missing": literal("2")}
    rows = [obs | {"break": literal("another unit", "en")}, obs | {"break": literal("单位不同", "zh")}]
    rows.append(
        {"obs": literal("c"), "implied": literal("12.5"), "low": literal("12.4"), "high": literal("12.6")}
    )
    found = course(rows, ZH)
    assert found.steps["o"] == Step("p", 2, Label("单位不同", "zh"))
    assert found.absent("o", 2024) == (2022, 2023)
    assert found.implied["c"] == Implied(Decimal("12.5"), Decimal("12.4"), Decimal("12.6"))


def test_an_edition_tells_the_figures_of_its_passage_but_not_those_of_other_actions(site: Site) -> None:
    html = site.get("/doc/campaign/longteng-2021?lang=zh").text
    passage = html.partition("同一段落中的数字")[2].partition("</ul>")[0]
    assert "18,111" in passage
    assert "31,064,000" in passage
    assert "4,036" not in passage  # of the joint operations, by their scope


def test_the_side_that_arithmetic_bears_out_is_marked(site: Site) -> None:
    page = "/doc/disagreement/highest-damages_guangdong_2023_level_guangdong-courts_all_1"
    first, second = site.get(f"{page}?lang=en").text.split('class="side-of')[1:3]
    assert "borne out by arithmetic" in first
    assert "317,000,000" in first
    assert "borne out" not in second
    assert "317 &lt; 400 &lt; 3,170" in second


def test_a_damaged_sentence_has_its_mended_reading_beside_it(site: Site) -> None:
    html = site.get("/doc/metric/goods-seized-customs-items?lang=en").text
    assert "<mark>15.31million</mark>fakegoods." in html
    assert "looked and found 15.31 million fake goods." in html.partition('class="mended"')[2]


def test_what_has_no_address_at_its_publisher_says_so(site: Site) -> None:
    assert "web address is not known" in site.get("/doc/source/gd-2021?lang=en").text
    assert "web address is not known" in site.get("/doc/claim/gd-2021-9302-9309-1?lang=en").text
    assert "web address is not known" not in site.get("/doc/source/gd-2023?lang=en").text


def test_statements_in_the_readers_language_come_first(site: Site) -> None:
    for lang, first in (("zh", "中文"), ("en", "English")):
        html = site.get(f"/doc/campaign/longteng-2021?lang={lang}").text
        said = html.partition('class="relations"')[2].partition("</cite>")[0]
        assert first in said


def test_no_list_is_cut_silently(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "stops at" not in site.get(f"{ACCEPTED}?lang=en").text
    monkeypatch.setattr(questions, "limit_of", lambda name: 6 if name == "metric-observations" else None)
    assert "A list on this page stops at 6 rows" in site.get(f"{ACCEPTED}?lang=en&x=1").text
    assert questions.limit_of("metric-observations") == 6
    monkeypatch.undo()
    assert questions.limit_of("metric-observations") == 2000
    assert questions.limit_of("thing-pointed") is None
    assert questions.limit_of("claim") is None


def test_a_long_list_of_disagreements_is_paged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_disagreement, "PAGE", 1)
    first = site.get("/disagreements?lang=en&x=1").text
    assert 'href="/disagreements?lang=en&amp;page=2" rel="next"' in first
    second = site.get("/disagreements?lang=en&page=2").text
    assert 'rel="prev"' in second
    assert first.count('class="subject"') == second.count('class="subject"') == 1


def test_what_every_page_asks_alike_is_asked_once_for_a_release() -> None:
    class Counting(LocalService):
        texts: ClassVar[list[str]] = []

        async def answer(self, request: QueryRequest) -> Answer:
            self.texts.append(request.text)
            return await super().answer(request)

    own = world()
    service = Counting(own.store, "sample-2")
    site = Site(service)
    first, second = (site.get(f"/?lang={lang}").text for lang in ("zh", "en"))
    counted = [text for text in service.texts if "How much there is of each class" in text]
    assert len(counted) == 1
    assert first != second
    service.release = "sample-3"
    site.get("/?lang=zh&x=1")
    counted = [text for text in service.texts if "How much there is of each class" in text]
    assert len(counted) == 2


def test_a_sentence_is_not_repeated_from_one_relation_to_the_next() -> None:
    words = Words("Two bodies ", "signed", " it.", "en")
    place = Place("s", Label("Paper"), "en", "1", "1", 0, 9, words, sentence="a1")
    other = Place("s", Label("Paper"), "en", "1", "2", 20, 29, words, sentence="a2")
    relations = [
        Relation(names.thing("body", slug), "2021", [RelationStatement("c", "x", "signs", "y", "2021", at)])
        for slug, at in (("a", place), ("b", place), ("c", other))
    ]
    group = RelationGroup(predicate="signs", outward=True, relations=relations)
    told = rendering.environment().from_string(
        '{% import "parts/macros.html" as m with context %}{{ m.relation_list(group) }}'
    )
    naming, links = Naming(Language("en", "en")), Links("http://here.example")
    html = told.render(group=group, naming=naming, links=links, lang="en", t=lambda key, **_: key)
    assert html.count("<blockquote") == 2
    assert html.count("evidence.same") == 1


def test_a_disagreement_about_a_name_has_no_status_and_a_page_all_the_same() -> None:
    own = world()
    iri = names.disagreement(names.claim("gd-2021", 9200, 9240, 1), 1)
    for name, value in (
        (RDF_TYPE.value, names.term("Disagreement")),
        (names.term("disagreementType"), names.code("disagreement", "name")),
        (names.term("severity"), names.code("severity", "soft")),
        (names.term("betweenClaim"), names.claim("gd-2021", 9200, 9240, 1)),
        (names.term("betweenClaim"), names.claim("gd-2021", 40000, 40060, 2)),
    ):
        triple = ox.Quad(ox.NamedNode(iri), ox.NamedNode(name), ox.NamedNode(value))
        own.store.add(triple)
    answer = Site(own).get(f"/doc/disagreement/{names.slug_of(iri)}?lang=zh")
    assert answer.status_code == 200
    assert "广东省内海关 开展 龙腾行动2021" in answer.text
    assert "采用" not in answer.text
