"""Curators' decisions on what is one fact and which statement to believe: graph/overrules.csv.

Columns: decision, claims (the last parts of their IRIs, joined by |), preferred, who, when, why.

- `same`: the claims are about one fact, whatever the rules say;
- `apart`: the claims are about different facts;
- `prefer`: of the claims about one fact, `preferred` is to be believed;
- `dismiss`: the claims do not disagree, or what one lacks is no omission (then one claim is enough).
"""

import re
from collections.abc import Container, Sequence
from csv import DictReader
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from graph.errors import DecisionInvalid
from graph.facts import Reading, Reconciled, number
from ontology import names

COLUMNS: Final = ("decision", "claims", "preferred", "who", "when", "why")
#: The decisions on what is one fact and what is true of it; they name figures.
ABOUT_FACTS: Final = ("same", "apart", "prefer")
DECISIONS: Final = (*ABOUT_FACTS, "dismiss")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Overrule:
    """One decision. Claims are IRIs; `line` is where it stands in the file."""

    decision: str
    claims: frozenset[str]
    preferred: str
    who: str
    when: str
    why: str
    line: int = 0

    def without(self, known: Container[str]) -> str:
        """The line for people when claims of the decision are no longer made."""
        gone = ", ".join(sorted(names.slug_of(claim) for claim in self.claims if claim not in known))
        return self.stale(f"no claim {gone} any more")

    def stale(self, reason: str) -> str:
        """The line for people when the ground of the decision is gone."""
        return f"overrules.csv, line {self.line} ({self.decision}, {self.who}, {self.when}): {reason}"


def load(path: Path | None = None) -> tuple[Overrule, ...]:
    """All decisions in the order of the file.

    Raises:
        DecisionInvalid: a column is missing, or a line says nothing that can be done.
    """
    file = path or files("graph") / "overrules.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = DictReader(lines)
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise DecisionInvalid("overrules.csv", 1, f"the columns must be {', '.join(COLUMNS)}")
    return tuple(_overrule(row, number) for number, row in enumerate(rows, 2))


def _overrule(row: dict[str, str | None], line: int) -> Overrule:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    claims = frozenset(_claim(part) for part in cells["claims"].split("|") if part)
    if cells["decision"] not in DECISIONS:
        raise DecisionInvalid("overrules.csv", line, f"decision must be one of {', '.join(DECISIONS)}")
    if len(claims) < 2 and cells["decision"] != "dismiss":
        raise DecisionInvalid("overrules.csv", line, "name at least two claims, joined by |")
    if not (cells["who"] and cells["why"] and _DAY.fullmatch(cells["when"])):
        raise DecisionInvalid("overrules.csv", line, "who, when (YYYY-MM-DD) and why must be filled")
    if (cells["decision"] == "prefer") != bool(cells["preferred"]):
        raise DecisionInvalid(
            "overrules.csv", line, "`preferred` goes with the decision `prefer`, and only with it"
        )
    preferred = _claim(cells["preferred"]) if cells["preferred"] else ""
    return Overrule(cells["decision"], claims, preferred, cells["who"], cells["when"], cells["why"], line)


def _claim(part: str) -> str:
    return f"{names.ID}claim/{names.slug_of(part.strip())}"


def dismissed(
    reconciled: Reconciled, overrules: Sequence[Overrule], readings: Sequence[Reading]
) -> Reconciled:
    """The same without the differences that curators dismissed; decisions without ground are reported.

    Asked when all differences have been found, those of arithmetic too.
    """
    known = {s.iri for reading in readings for s in reading.statements}
    differences, stale = reconciled.differences, list(reconciled.stale)
    for overrule in (o for o in overrules if o.decision == "dismiss"):
        left = tuple(d for d in differences if not overrule.claims <= d.claims)
        if not overrule.claims <= known:
            stale.append(overrule.without(known))
        elif len(left) == len(differences):
            stale.append(overrule.stale("these claims no longer disagree"))
        differences = left
    return replace(reconciled, differences=tuple(number(differences)), stale=tuple(sorted(stale)))
