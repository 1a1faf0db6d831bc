"""Search: both scripts, other names, pinyin; ranked."""

import pytest

from ontology import names
from server.finding import Index
from tests.page_world import Site

NAMED = [
    ("series/longteng", "龙腾行动", "zh", 1),
    ("series/longteng", "Operation Longteng", "en", 1),
    ("campaign/longteng-2025", "龙腾行动2025", "zh", 1),
    ("body/high-court", "高级人民法院", "zh", 1),
    ("body/high-court", "High People's Court", "en", 1),
    ("body/high-court", "省法院", "zh", 2),
    ("body/customs", "海关", "zh", 1),
    ("metric/customs-items", "海关扣留件数", "zh", 1),
]


@pytest.fixture(scope="module")
def index() -> Index:
    rows = [
        {
            "iri": {"type": "uri", "value": names.ID + path},
            "text": {"type": "literal", "value": text, "xml:lang": lang},
            "rank": {"type": "literal", "value": str(rank)},
        }
        for path, text, lang, rank in NAMED
    ]
    weights = [
        {
            "iri": {"type": "uri", "value": names.ID + "body/customs"},
            "number": {"type": "literal", "value": "50"},
        }
    ]
    return Index.of(rows, weights)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("龙腾行动", "series/longteng"),
        ("龍騰行動", "series/longteng"),
        ("longteng", "series/longteng"),
        ("long teng 2025", "campaign/longteng-2025"),
        ("ltxd", "series/longteng"),
        ("省法院", "body/high-court"),
        ("COURT", "body/high-court"),
        ("peoples court", "body/high-court"),
        ("haiguan", "body/customs"),
        ("ｈａｉｇｕａｎ", "body/customs"),
        ("件数", "metric/customs-items"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(index: Index, query: str, first: str) -> None:
    assert index.find(query)[0].entry.iri == names.ID + first


@pytest.mark.parametrize("query", ["", "  ", "。", "zzz", "海关 龙腾"])
def test_nothing_is_found_where_nothing_fits(index: Index, query: str) -> None:
    assert index.find(query) == []


def test_results_of_one_kind_can_be_asked_for(index: Index) -> None:
    assert [hit.entry.kind for hit in index.find("海关", "metric")] == ["metric"]


def test_suggestions_come_in_the_readers_language() -> None:
    answer = Site().get("/search.json?q=longteng&lang=zh&limit=2", "application/json").json()
    assert answer["total"] == 4
    assert len(answer["hits"]) == 2
    assert answer["hits"][0]["name"].startswith("龙腾行动")
    assert answer["hits"][0]["url"].startswith("/doc/")
