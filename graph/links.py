"""The graph `links`: what is the same elsewhere, as curators decided it in graph/links.csv.

Columns: subject (an IRI of ours), predicate (a property of SKOS or OWL, as `skos:exactMatch`), object (the
IRI elsewhere), who, when, why. There are no links yet that anybody has checked, so the file has none.
"""

from collections.abc import Iterator
from csv import DictReader
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.errors import DecisionInvalid

COLUMNS: Final = ("subject", "predicate", "object", "who", "when", "why")
_SPACES: Final = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


def link_triples(path: Path | None = None) -> Iterator[ox.Triple]:
    """The links in the order of the file.

    Raises:
        DecisionInvalid: a column is missing, or a line is not filled.
    """
    file = path or files("graph") / "links.csv"
    rows = DictReader(file.read_text(encoding="utf-8").splitlines())
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise DecisionInvalid("links.csv", 1, f"the columns must be {', '.join(COLUMNS)}")
    for line, row in enumerate(rows, 2):
        prefix, _, local = (row["predicate"] or "").partition(":")
        if not all(row[column] for column in COLUMNS) or prefix not in _SPACES:
            raise DecisionInvalid("links.csv", line, "fill every column; predicates: skos:, owl:, rdfs:")
        yield ox.Triple(
            ox.NamedNode(row["subject"]), ox.NamedNode(_SPACES[prefix] + local), ox.NamedNode(row["object"])
        )
