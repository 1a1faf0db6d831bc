"""What the commands of the command line do, without the command line."""

import sys
from pathlib import Path
from typing import IO, Final

from graph.store import open_release
from server.settings import load
from sparql.execute import execute
from sparql.formats import GRAPH_FORMATS, RESULT_FORMATS, by_name, formats_of
from sparql.scan import scan
from sparql.service import QueryFault, QueryRequest

#: The format where none is asked for: what a terminal shows best.
_DEFAULTS: Final = {"SELECT": "tsv", "ASK": "tsv", "CONSTRUCT": "turtle", "DESCRIBE": "turtle"}


def run_query(
    text: str, format_name: str | None, release: Path | None, quotations: Path | None, output: IO[bytes]
) -> None:
    """Writes the answer to a query over a release to `output`.

    Raises:
        QueryFault: the query does not parse, would change data or ask another server.
        GraphError: the release cannot be read.
        ValueError: no such format for what the query answers.
    """
    settings = load()
    text = _read(text)
    found = scan(text)
    if found.update:
        raise QueryFault("update", f"{found.update} begins an update; a release is only read")
    if found.service is not None or found.glued is not None:
        raise QueryFault("service", "SERVICE would ask another server")
    name = format_name or _DEFAULTS.get(found.form or "SELECT", "tsv")
    chosen = by_name(name, formats_of(found.form))
    if chosen is None:
        known = ", ".join(f.name for f in formats_of(found.form))
        raise ValueError(f"--format {name}: what this query answers comes as {known}")
    request = QueryRequest(
        text=text,
        results_format=chosen.media_type if chosen in RESULT_FORMATS else RESULT_FORMATS[0].media_type,
        graph_format=chosen.media_type if chosen in GRAPH_FORMATS else GRAPH_FORMATS[0].media_type,
    )
    store = open_release(release or settings.release, quotations or settings.quotations)
    execute(store, request, output)
    if chosen.name in ("json", "xml"):
        output.write(b"\n")


def _read(text: str) -> str:
    """The query itself, from where it stands."""
    if text == "-":
        return sys.stdin.read()
    if "\n" not in text and len(text) < 255 and Path(text).is_file():
        return Path(text).read_text(encoding="utf-8")
    return text
