"""Sentences, paragraphs and papers that the rules were not written from, with their figures: floors."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mappings import registry
from mappings.evaluation import Score, evaluate
from mappings.extract import extract
from mappings.read import read_text
from mappings.records import to_json

CASES = Path(__file__).parent / "cases"
Record = Mapping[str, Any]

#: Recall, precision, the least of the attributes, agencies, IP types. They may only rise.
FLOORS = {
    "sentences-zh": (0.99, 0.99, 0.97, 0.99, 0.99),
    "sentences-en": (0.98, 0.98, 0.95, 0.94, 0.90),
    "paragraphs-en": (0.99, 0.99, 0.96, 0.94, 0.92),
    "paragraphs-zh": (0.99, 0.99, 0.98, 0.99, 0.99),
    "papers-zh": (0.98, 0.99, 0.96, 0.91, 0.80),
    "papers-en": (0.95, 0.97, 0.90, 0.83, 0.88),
    "held-paragraphs-zh": (0.98, 0.98, 0.93, 0.90, 0.89),
    "held-paragraphs-en": (0.96, 0.95, 0.88, 0.68, 0.73),
    "held-papers-zh": (0.97, 0.98, 0.93, 0.81, 0.88),
    "held-papers-en": (0.98, 0.97, 0.88, 0.78, 0.87),
}


def cases(name: str) -> Iterator[Record]:
    """The cases of a file, without those that are held back."""
    held = set((CASES / "held-back.txt").read_text(encoding="utf-8").split())
    for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["id"] not in held:
            yield case


def score_of(name: str) -> Score:
    """Agreement of the figures of all cases of a file, as one source."""
    gold, claims, offset = [], [], 0
    for case in cases(name):
        area = registry.load().find(case["area"], "area")[0].slug if case["area"] else None
        document = read_text(case["text"], id=case["id"], lang=case["lang"], year=case["year"], area=area)
        told = {"agencies": [], "ip_types": [], "lang": case["lang"]}
        gold += [_moved({**told, **fact}, offset) for fact in case["claims"]]
        claims += [_moved({**to_json(c), "lang": case["lang"]}, offset) for c in extract(document)]
        offset += len(case["text"]) + 1
    return next(s for group, s in evaluate(gold, claims).scores.items() if not group[2])


def _moved(record: Record, by: int) -> Record:
    return {**record, "source": "cases", "start": record["start"] + by, "end": record["end"] + by}


@pytest.mark.parametrize("name", FLOORS)
def test_figures_of_texts_that_no_rule_was_written_from(name: str) -> None:
    score = score_of(name)
    reached = (score.recall, score.precision, min(score.attributes.values()), *score.lists.values())
    assert all(got >= floor for got, floor in zip(reached, FLOORS[name], strict=True)), reached


@pytest.mark.parametrize("name", FLOORS)
def test_no_numeral_of_them_is_unread(name: str) -> None:
    unread = []
    for case in cases(name):
        document = read_text(case["text"], id=case["id"], lang=case["lang"], year=case["year"])
        unread += [c.raw for c in extract(document) if getattr(c, "reason", "") == "unread"]
    assert unread == []
