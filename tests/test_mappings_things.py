"""The names found in the papers, held against those read by hand (tests/gold/things)."""

import functools
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mappings import mentions, registry
from mappings.read import read_source
from mappings.records import Mention
from ontology import names as iris

GOLD = Path(__file__).parent / "gold" / "things"
SOURCES = os.environ.get("YUEZHI_SOURCES")

pytestmark = [
    pytest.mark.sources,
    pytest.mark.skipif(not SOURCES, reason="YUEZHI_SOURCES names no folder with the five documents"),
]

Place = tuple[int, int, str]


def gold(path: Path, part: str) -> tuple[set[Place], set[str]]:
    """Places of one part of a gold file, and its sections."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["part"] == part]
    return {(r["start"], r["end"], r["entity"]) for r in chosen}, {r["section"].split(".")[0] for r in chosen}


@functools.cache
def claims(source: str) -> tuple[Mention, ...]:
    """The names in a source."""
    document = read_source(source, Path(SOURCES or ""))
    return tuple(mentions.as_claims(document, mentions.find_mentions(document, registry.load())))


def found(source: str, lang: str, sections: set[str]) -> Iterator[Place]:
    """What the rules find in these sections."""
    for claim in claims(source):
        if claim.lang == lang and claim.section.split(".")[0] in sections:
            yield claim.start, claim.end, claim.entity.removeprefix(iris.ID)


@pytest.mark.parametrize("part", ["seen", "held", "second", "whole"])
def test_recall_and_precision_of_things(part: str) -> None:
    """At least 0.97 of what a reader names is found, and 0.95 of what is found is a name with these edges."""
    missed: list[tuple[str, Place]] = []
    wrong: list[tuple[str, Place]] = []
    right = 0
    for path in sorted(GOLD.glob("*.jsonl")):
        wanted, sections = gold(path, part)
        source, _, lang = path.stem.rpartition("-")
        made = set(found(source, lang, sections))
        right += len(wanted & made)
        missed += [(path.stem, place) for place in sorted(wanted - made)]
        wrong += [(path.stem, place) for place in sorted(made - wanted)]
    assert right / (right + len(missed)) >= 0.97, missed
    assert right / (right + len(wrong)) >= 0.95, wrong
