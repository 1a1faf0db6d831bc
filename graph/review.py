"""The review list: what a curator should look at after a build, and the decisions taken on it.

Read from the claims and from the released graph. A decision is appended to graph/overrules.csv with who, when
and why; the next build obeys it, and reports it once its ground is gone.
"""

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph import overrules
from graph.coverage import proposed_links
from graph.disagree import Labels
from graph.errors import DecisionInvalid
from graph.facts import Reading, Statement
from graph.reconcile import reconcile
from mappings.records import AnyClaim, Figure, Mention, Skipped
from ontology import names

#: The reviewed file: decisions of curators.
REVIEWED: Final = Path(str(files("graph"))) / "overrules.csv"
#: The parts of the list, in the order in which they are shown.
TOPICS: Final = ("unread", "metrics", "things", "pairs", "disagreements")
#: The topics on which decisions are taken, and which.
DECISIONS: Final = {"pairs": ("same", "apart"), "disagreements": ("prefer", "dismiss", "apart", "same")}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the review: topic, where it stands, what is there, and what to do about it."""

    topic: str
    where: str
    what: str
    todo: str


def of_claims(claims: Iterable[AnyClaim]) -> Iterator[Item]:
    """Numerals that nothing explains, metrics composed anew, things proposed from their name's form."""
    metrics: dict[str, list[Figure]] = defaultdict(list)
    things: dict[str, list[Mention]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim, Skipped) and claim.reason == "unread":
            todo = "add its unit, noun or set phrase to mappings/lexicons, or a name to mappings/registry"
            yield Item("unread", place(claim), claim.raw, todo)
        elif isinstance(claim, Figure) and claim.metric_status == "proposed":
            metrics[claim.metric].append(claim)
        elif isinstance(claim, Mention) and claim.entity_status == "proposed":
            things[claim.entity].append(claim)
    for iri, figures in sorted(metrics.items()):
        facets = ";".join(f"{k}={v}" for k, v in sorted(figures[0].facets.items()))
        todo = f"give it a slug and labels in mappings/registry/metrics.csv ({facets})"
        yield Item("metrics", ", ".join(place(f) for f in figures[:3]), names.slug_of(iri), todo)
    for _, mentions in sorted(things.items()):
        first = mentions[0]
        kind = names.kind_of(first.entity)
        todo = f"add a row to mappings/registry/{kind}.csv, or an alias to the thing it is"
        yield Item(
            "things", ", ".join(place(m) for m in mentions[:3]), f"{first.entity_class}: {first.label}", todo
        )


def place(claim: AnyClaim) -> str:
    """Where a claim stands, for people."""
    return f"{claim.source} {claim.lang} {claim.section} ¶{claim.paragraph} [{claim.start}–{claim.end}]"


_DISAGREEMENTS: Final = f"""
PREFIX yz: <{names.YZ}>
SELECT ?d ?kind ?severity ?what (GROUP_CONCAT(STR(?c); separator="|") AS ?claims) WHERE {{
  ?d a yz:Disagreement ; yz:disagreementType ?kind ; yz:severity ?severity ; yz:betweenClaim ?c .
  OPTIONAL {{ ?d yz:rationale ?what FILTER(lang(?what) = "LANG") }}
}} GROUP BY ?d ?kind ?severity ?what ORDER BY ?severity ?kind ?d
"""


def of_graph(store: ox.Store, lang: str = "en", decided: Sequence[overrules.Overrule] = ()) -> Iterator[Item]:
    """The disagreements of a released graph, hard ones first, with the claims to name in a decision.

    What was dismissed or settled by preference since the release was built is not shown again.
    """
    told = [o.claims for o in decided if o.decision in ("dismiss", "prefer")]
    for row in store.query(_DISAGREEMENTS.replace("LANG", lang)):  # type: ignore[union-attr]
        its = row["claims"].value.split("|")
        if any(claims <= set(its) for claims in told):
            continue
        claims = "|".join(sorted(names.slug_of(c) for c in its))
        what = row["what"].value if row["what"] is not None else ""
        kind, severity = (names.slug_of(row[x].value).split("-", 1)[1] for x in ("kind", "severity"))
        where = names.slug_of(row["d"].value)
        yield Item("disagreements", where, f"{severity} {kind}: {what}", f"claims {claims}")


def of_readings(readings: Sequence[Reading], labels: Labels) -> Iterator[Item]:
    """What the texts themselves give to review: unread numerals, new metrics and things, proposed links."""
    for reading in readings:
        yield from of_claims([*reading.skipped, *(s.claim for s in reading.statements)])
    decided = overrules.load()
    outcome = reconcile(readings, labels, decided)
    yield from of_links(proposed_links(readings, outcome.reconciled, outcome.alignments), decided)


def of_links(
    links: Iterable[tuple[Statement, Statement]], decided: Sequence[overrules.Overrule]
) -> Iterator[Item]:
    """The proposed links: two figures with one number that may be one fact, if nobody decided on them yet."""
    told = [o.claims for o in decided if o.decision in ("same", "apart")]
    for a, b in links:
        if any({a.iri, b.iri} <= claims for claims in told):
            continue
        what = " ~ ".join(f"{s.figure.raw} ({names.slug_of(s.figure.metric)})" for s in (a, b))
        claims = "|".join(sorted(names.slug_of(s.iri) for s in (a, b)))
        yield Item("pairs", f"{place(a.figure)}, {place(b.figure)}", what, f"claims {claims}")


def decide(
    decision: str, claims: Sequence[str], *, preferred: str = "", who: str, why: str, path: Path | None = None
) -> overrules.Overrule:
    """Appends a decision to the reviewed file and returns it as it will be read.

    Raises:
        DecisionInvalid: the decision lacks something; nothing is written.
    """
    file = path or REVIEWED
    row = (
        decision,
        "|".join(sorted(claims)),
        preferred,
        who,
        dt.datetime.now(tz=dt.UTC).date().isoformat(),
        why,
    )
    before = file.read_text(encoding="utf-8")
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(row)
    file.write_text(before + line.getvalue(), encoding="utf-8")
    try:
        return overrules.load(file)[-1]
    except DecisionInvalid:
        file.write_text(before, encoding="utf-8")
        raise
