"""Names that were given up: graph/retired.csv says since which release, and what replaces them."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from server.errors import Gone


@cache
def retired() -> Mapping[str, str]:
    """Retired IRIs, each with its replacement (empty when nothing replaces it)."""
    table = files("graph") / "retired.csv"
    if not table.is_file():
        return {}
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["iri"]: row["replacement"] for row in rows}


def replacement_of(iri: str) -> str | None:
    """What replaces `iri`, or None when it is not retired.

    Raises:
        Gone: it is retired, and nothing replaces it.
    """
    replacement = retired().get(iri)
    if replacement == "":
        raise Gone(f"{iri} was retired", replacement=None)
    return replacement
