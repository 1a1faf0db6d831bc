"""Regions that one language names by the points of the compass alone, the other as parts of an area."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product

from graph.align import Alignment, Line, stated_in
from graph.disagree import Labels, difference
from graph.facts import Difference, Reading, Statement, by_sentence
from mappings.records import Mention
from ontology import names


def region_differences(
    readings: Sequence[Reading], alignments: Sequence[Alignment], labels: Labels
) -> Iterator[Difference]:
    """Where Chinese speaks of "the east and the west", English of "eastern and western" parts of an area."""
    raws = {r.source.id: r.document.raw for r in readings}
    named = by_sentence(s for r in readings for s in r.statements if isinstance(s.claim, Mention))
    own = {r.source.id: names.thing("area", r.source.area) for r in readings}
    for alignment in alignments:
        if not alignment.parallel or alignment.left[1] == alignment.right[1]:
            continue
        for bead in alignment.beads:
            for here, there in product(bead.left, bead.right):
                zh, en = (here, there) if here.sentence.lang == "zh" else (there, here)
                name = labels(own[en.source], "en")
                its = [s for s in stated_in([en], named) if _written(s, en, raws[en.source], name)]
                if its:
                    bare = _points()["zh"].search(raws[zh.source], zh.sentence.start, zh.sentence.end)
                    pointed = _written(its[0], en, raws[en.source], name)
                    yield from _between(stated_in([zh], named), its[0], bare, f"{pointed} {name}", labels)


def _between(
    its: Sequence[Statement], area: Statement, bare: re.Match[str] | None, pointed: str, labels: Labels
) -> Iterator[Difference]:
    """The difference, if the Chinese has bare points of the compass and does not name the area too."""
    claim = area.claim
    if bare is None or not isinstance(claim, Mention):
        return
    before = [s for s in its if s.claim.end <= bare.start()]
    if not before or any(isinstance(s.claim, Mention) and s.claim.entity == claim.entity for s in before):
        return
    nearest = max(before, key=lambda s: s.claim.end)
    said = (bare.group(), pointed)
    yield difference("scope", nearest.iri, ((nearest,), (area,)), labels=labels, rule="region", said=said)


def _written(statement: Statement, line: Line, raw: str, name: str) -> str:
    """The points of the compass right before the area's own name (which may be part of that of a region)."""
    claim = statement.claim
    if not isinstance(claim, Mention) or not claim.label.lower().endswith(name.lower()):
        return ""
    found = _points()["en"].search(raw[line.sentence.start : claim.end - len(name)])
    return found.group().strip() if found else ""


@cache
def _points() -> Mapping[str, re.Pattern[str]]:
    read = tomllib.loads((files("graph") / "directions.toml").read_text(encoding="utf-8"))
    return {"zh": re.compile(read["zh"]["bare"]), "en": re.compile(read["en"]["of_area"], re.IGNORECASE)}
