"""Curators' decisions on what is one fact and which statement to believe: graph/overrules.csv.

Columns: decision, claims (the last parts of their IRIs, joined by |), preferred, who, when, why.

- `same`: the claims are about one fact, whatever the rules say;
- `apart`: the claims are about different facts;
- `prefer`: of the claims about one fact, `preferred` is to be believed;
- `dismiss`: the claims do not disagree.
"""

import re
from collections.abc import Iterable, Sequence
from csv import DictReader
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from graph.errors import DecisionInvalid
from ontology import names

COLUMNS: Final = ("decision", "claims", "preferred", "who", "when", "why")
DECISIONS: Final = ("same", "apart", "prefer", "dismiss")
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


def stale_claims(overrules: Sequence[Overrule], known: Iterable[str]) -> list[str]:
    """A line for each decision that names a claim which is no longer made."""
    there = set(known)
    return [
        o.stale(f"no claim {', '.join(sorted(names.slug_of(c) for c in o.claims - there))} any more")
        for o in overrules
        if o.claims - there
    ]
