"""Charts that are taken away, and metrics compared by an address."""

import csv
import io
import xml.dom.minidom
from decimal import Decimal

import pytest

from server.pages_chart import COLUMNS
from tests.page_world import Site

BOTH = "metric=goods-seized-customs-value&metric=goods-seized-customs-items"


@pytest.fixture(scope="module")
def site() -> Site:
    return Site()


def rows(site: Site, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site.get(path, "*/*").text)))


def test_a_chart_stands_alone_as_svg(site: Site) -> None:
    answer = site.get(f"/chart.svg?{BOTH}&lang=zh", "*/*")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    picture = xml.dom.minidom.parseString(answer.text)  # noqa: S318  (our own)
    assert picture.documentElement is not None
    assert picture.documentElement.getAttribute("xmlns") == "http://www.w3.org/2000/svg"
    assert picture.getElementsByTagName("style")
    assert picture.getElementsByTagName("line")
    assert "CC BY 4.0" in answer.text


def test_the_data_behind_a_chart_say_what_each_point_is(site: Site) -> None:
    found = rows(site, f"/chart.csv?{BOTH}&lang=en")
    assert found
    assert tuple(found[0]) == COLUMNS
    assert len({row["line"] for row in found}) == 2
    assert all(row["observation"].startswith("https://w3id.org/yuezhi/id/obs/") for row in found)


def test_an_index_begins_at_a_hundred_and_is_made_of_the_values(site: Site) -> None:
    by_line: dict[str, list[dict[str, str]]] = {}
    for row in rows(site, f"/chart.csv?{BOTH}&mode=indexed"):
        by_line.setdefault(row["line"], []).append(row)
    for line in by_line.values():
        base = Decimal(line[0]["value"])
        assert line[0]["index"] == "100.0"
        for row in line:
            assert abs(Decimal(row["index"]) - Decimal(row["value"]) / base * 100) <= Decimal("0.05")


def test_indexed_lines_share_one_chart_and_amounts_have_one_for_each_unit(site: Site) -> None:
    assert site.get(f"/chart?{BOTH}&mode=indexed").text.count("<figure>") == 1
    assert site.get(f"/chart?{BOTH}").text.count("<figure>") == 2


def test_a_metric_page_leads_to_its_chart_as_picture_and_table(site: Site) -> None:
    html = site.get("/doc/metric/goods-seized-customs-value?lang=en").text
    for kind in ("svg", "csv"):
        link = f"/chart.{kind}?lang=en&amp;metric=goods-seized-customs-value&amp;kind=level"
        assert link in html
        assert site.get(link.replace("&amp;", "&"), "*/*").status_code == 200


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("metric=a%20b", "a b"),
        ("metric=x&mode=log", "absolute, indexed"),
        ("metric=a&metric=b&metric=c&metric=d&metric=e&metric=f", "6 were given"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(site: Site, query: str, told: str) -> None:
    answer = site.get(f"/chart?{query}", "application/json")
    assert answer.status_code == 400
    assert told in answer.text


def test_an_unknown_metric_has_nothing_to_compare(site: Site) -> None:
    assert rows(site, "/chart.csv?metric=never-heard-of") == []
    assert "There are not two figures" in site.get("/chart?metric=never-heard-of&lang=en").text
