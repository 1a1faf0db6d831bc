"""The relations found in the papers, held against those read by hand (tests/gold/relations)."""

import functools
import os
from pathlib import Path

import pytest

from mappings import registry
from mappings.evaluation import load_gold
from mappings.mentions import by_sentence, find_mentions
from mappings.read import read_source
from mappings.records import to_json
from mappings.relations import claim_relations
from mappings.tallies import Tally, evaluate_relations

GOLD = Path(__file__).parent / "gold" / "relations"
SOURCES = os.environ.get("YUEZHI_SOURCES")

pytestmark = [
    pytest.mark.sources,
    pytest.mark.skipif(not SOURCES, reason="YUEZHI_SOURCES names no folder with the five documents"),
]


@functools.cache
def evaluated() -> dict[tuple[str, str, str], Tally]:
    """The scores by source, language and part of the gold."""
    gold = [line for path in sorted(GOLD.glob("*.jsonl")) for line in load_gold(path)]
    claims = []
    for source in sorted({line["source"] for line in gold}):
        document = read_source(source, Path(SOURCES or ""))
        names = by_sentence(find_mentions(document, registry.load()))
        claims += [to_json(c) for c in claim_relations(document, names, registry.load())]
    return evaluate_relations(gold, claims)


def tallies(part: str) -> list[Tally]:
    """The scores of one part of the gold, a source and language each."""
    return [tally for group, tally in evaluated().items() if group[2] == part]


@pytest.mark.parametrize("part", ["seen", "held", "whole"])
def test_recall_and_precision_of_relations(part: str) -> None:
    """At least 0.85 of what a reader states is found, and 0.95 of what is found is stated."""
    scores = tallies(part)
    found = sum(t.found for t in scores)
    wrong = sum(len(t.extra) for t in scores)
    right = found + sum(t.open for t in scores)
    assert found / sum(t.gold for t in scores) >= 0.85, [t.missed for t in scores]
    assert right / (right + wrong) >= 0.95, [t.extra for t in scores]
