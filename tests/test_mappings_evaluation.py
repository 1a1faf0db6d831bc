"""Scores of relations and things against gold, and how what was missed is listed."""

from mappings import evaluation
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
    found = evaluation.evaluate_things([THING], [_mention(0, 9, "hunan-courts")])
    assert {t.recall * t.precision for t in found.values()} == {1.0}
    other = evaluation.evaluate_things([THING], [_mention(0, 9, "hubei-courts"), _mention(0, 5, "spc")])
    (tally,) = other.values()
    assert (tally.recall, tally.precision, len(tally.extra)) == (0.0, 0.0, 2)
    lines = list(evaluation.misses_of_tallies([tally]))
    assert lines[0].split() == ["missed", "gd-2031", "0-9", "body/hunan-courts"]
    assert lines[1].split() == ["extra", "gd-2031", "0-9", "body/hubei-courts"]


def test_a_missed_relation_is_listed_with_all_its_readings() -> None:
    (tally,) = evaluation.evaluate_relations([RELATION], []).values()
    (line,) = evaluation.misses_of_tallies([tally])
    assert line.endswith("body/hunan-courts conducts campaign/longteng-2031 or series/longteng")
