"""Scores of metrics, relations and things against gold, and how what was missed is listed."""

from mappings import evaluation, tallies
from ontology import names

PLACE = {"source": "gd-2031", "lang": "en", "section": "1", "part": "held"}
THING = {**PLACE, "start": 0, "end": 9, "entity": "body/hunan-courts"}
RELATION = {
    **PLACE, "start": 0, "end": 30, "subject": "body/hunan-courts", "predicate": "conducts",
    "object": ["campaign/longteng-2031", "series/longteng"],
}  # fmt: skip
FIGURE = {**PLACE, "start": 40, "end": 42, "metric_key": "cases"}


def _mention(start: int, end: int, slug: str) -> dict[str, object]:
    return {
        "type": "mention", "source": "gd-2031", "lang": "en", "section": "1.2", "start": start, "end": end,
        "entity": names.thing("body", slug),
    }  # fmt: skip


def test_gold_is_told_apart_by_its_fields() -> None:
    parts = evaluation.by_type([THING, RELATION, FIGURE])
    assert parts == {"figure": [FIGURE], "relation": [RELATION], "mention": [THING]}


def test_a_thing_counts_where_place_and_identity_agree() -> None:
    found = tallies.evaluate_things([THING], [_mention(0, 9, "hunan-courts")])
    assert {t.recall * t.precision for t in found.values()} == {1.0}
    other = tallies.evaluate_things([THING], [_mention(0, 9, "hubei-courts"), _mention(0, 5, "spc")])
    (tally,) = other.values()
    assert (tally.recall, tally.precision, len(tally.extra)) == (0.0, 0.0, 2)
    lines = list(tallies.misses([tally]))
    assert lines[0].split() == ["missed", "gd-2031", "0-9", "body/hunan-courts"]
    assert lines[1].split() == ["extra", "gd-2031", "0-9", "body/hubei-courts"]


def test_a_missed_relation_is_listed_with_all_its_readings() -> None:
    (tally,) = tallies.evaluate_relations([RELATION], []).values()
    (line,) = tallies.misses([tally])
    assert line.endswith("body/hunan-courts conducts campaign/longteng-2031 or series/longteng")


def _fact(number: int, source: str, key: str, metric: str) -> tuple[dict[str, object], dict[str, object]]:
    """A fact of the gold and the claim that finds it, at a place of their own."""
    place = {"source": source, "lang": "en", "start": number, "end": number + 1, "value": number}
    same = {
        "statistic": "flow", "unit_class": "count", "period": "2031", "bound": "exact", "area": "Hunan",
        "agencies": [], "ip_types": [],
    }  # fmt: skip
    claim = {**place, **same, "type": "figure", "section": "1", "raw": "1", "metric": names.metric(metric)}
    return {**place, **same, "metric_key": key, "raw": "1"}, claim


def test_metrics_are_compared_across_documents() -> None:
    facts = [
        _fact(1, "gd-2031", "cases", "a"), _fact(2, "gd-2033", "cases", "a"),
        _fact(3, "gd-2035", "cases", "b"), _fact(4, "gd-2033", "goods", "a"),
        _fact(5, "gd-2033", "cases", "b"),
    ]  # fmt: skip
    result = evaluation.evaluate([fact for fact, _ in facts], [claim for _, claim in facts])
    # Across documents a joins 1-2 (right) and 1-4 (wrong), b joins 3-5 (right); the gold joins 1-2, 1-3,
    # 1-5, 2-3 and 3-5.
    assert (result.metrics.precision, result.metrics.recall) == (2 / 3, 2 / 5)
    assert result.metrics.joined == {"a": ("cases", "goods")}
    assert result.metrics.split == {"cases": ("a", "b")}
    assert "split   cases is a, b" in evaluation.misses(result)
