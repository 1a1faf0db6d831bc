"""Finds faults of the ontology: one query per fault, its first comment the message (folder `checks`).

The queries run on all modules together, cube and alignments included, or on any graph that looks like them.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import Graph

from ontology.assemble import HOME, UNREASONED, assemble, n_triples
from ontology.errors import CheckBroken

FOLDER: Final = HOME / "checks"


class Severity(StrEnum):
    """How grave a fault is: an error stops a release, a warning wants an answer, info is for the reader."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Check:
    """One fault to look for. `reason` says why a fault of severity info is let stand."""

    name: str
    message: str
    severity: Severity
    query: str
    pitfall: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a fault was found."""

    check: Check
    term: str
    detail: str

    def __str__(self) -> str:
        pitfall = f" ({self.check.pitfall})" if self.check.pitfall else ""
        return f"{self.check.severity}: {self.term}: {self.check.message}{pitfall} [{self.detail}]"


@cache
def checks(folder: Path = FOLDER) -> tuple[Check, ...]:
    """All checks, by name.

    Raises:
        CheckBroken: a query has no message or no entry in checks.toml, or an entry has no query.
    """
    table = tomllib.loads((folder.parent / "checks.toml").read_text(encoding="utf-8"))
    queries = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.rq"))}
    for name in sorted(set(table) ^ set(queries)):
        missing = "has no entry in checks.toml" if name in queries else "is in checks.toml but has no query"
        raise CheckBroken(name, missing)
    return tuple(_check(name, query, table[name]) for name, query in queries.items())


def run(graph: Graph | None = None, only: Iterable[str] = ()) -> list[Finding]:
    """What the checks find in `graph` (our own ontology if none is given), gravest first.

    Raises:
        CheckBroken: a query does not run.
    """
    store = _store(assemble(beyond=UNREASONED) if graph is None else graph)
    wanted = set(only)
    found = [f for check in checks() if not wanted or check.name in wanted for f in _findings(check, store)]
    gravity = list(Severity)
    return sorted(found, key=lambda f: (gravity.index(f.check.severity), f.check.name, f.term, f.detail))


def by_pitfall(findings: Iterable[Finding]) -> list[tuple[str, Check, int]]:
    """The pitfalls of the OOPS! catalogue that we look for, each check of one, and how often it was found."""
    counts = Counter(finding.check.name for finding in findings)
    told = [(check.pitfall, check, counts[check.name]) for check in checks() if check.pitfall]
    return sorted(told, key=lambda row: (row[0], row[1].name))


def _check(name: str, query: str, entry: dict[str, str]) -> Check:
    first = query.splitlines()[0] if query else ""
    if not first.startswith("# "):
        raise CheckBroken(name, "its first line is no comment; the first comment is the message")
    return Check(
        name=name,
        message=first.removeprefix("# ").strip(),
        severity=Severity(entry["severity"]),
        query=query,
        pitfall=entry.get("pitfall", ""),
        reason=entry.get("reason", ""),
    )


def _store(graph: Graph) -> ox.Store:
    store = ox.Store()
    store.load(n_triples(graph), format=ox.RdfFormat.N_TRIPLES)
    return store


def _findings(check: Check, store: ox.Store) -> Iterator[Finding]:
    try:
        answers = store.query(check.query)
    except SyntaxError as error:
        raise CheckBroken(check.name, str(error)) from error
    if not isinstance(answers, ox.QuerySolutions):
        raise CheckBroken(check.name, "it is no SELECT")
    for row in answers:
        term, detail = row["term"], row["detail"]
        if isinstance(term, ox.NamedNode):
            yield Finding(
                check, term.value, detail.value if isinstance(detail, ox.Literal | ox.NamedNode) else ""
            )
