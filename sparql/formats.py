"""The formats of answers: media types, other names that clients give them, and what writes them.

One table for the endpoint, the named queries and the linked data, so that a format means the same everywhere.
"""

from dataclasses import dataclass
from typing import Final, Literal

#: What a query answers: a table (SELECT), a truth value (ASK) or a graph (CONSTRUCT, DESCRIBE).
Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in `format=`, its media type, what else it is called, the ending of its files."""

    name: str
    media_type: str
    label: str
    extension: str
    other_types: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    @property
    def types(self) -> tuple[str, ...]:
        """All media types by which the format may be asked for, its own first."""
        return (self.media_type, *self.other_types)

    @property
    def names(self) -> frozenset[str]:
        """All values of `format=` that mean this format, in lower case."""
        return frozenset({self.name, self.extension, *self.other_names, *self.types})


RESULTS_JSON: Final = Format(
    "json",
    "application/sparql-results+json",
    "SPARQL JSON",
    "srj",
    ("application/json",),
    ("sparql-results+json",),
)
RESULTS_XML: Final = Format(
    "xml",
    "application/sparql-results+xml",
    "SPARQL XML",
    "srx",
    ("application/xml", "text/xml"),
    ("sparql-results+xml",),
)
CSV: Final = Format("csv", "text/csv", "CSV", "csv")
TSV: Final = Format("tsv", "text/tab-separated-values", "TSV", "tsv")

TURTLE: Final = Format(
    "turtle", "text/turtle", "Turtle", "ttl", ("application/x-turtle", "text/n3", "text/rdf+n3"), ("n3",)
)
JSON_LD: Final = Format(
    "jsonld", "application/ld+json", "JSON-LD", "jsonld", ("application/json",), ("json-ld", "json")
)
N_TRIPLES: Final = Format(
    "ntriples", "application/n-triples", "N-Triples", "nt", ("text/plain",), ("n-triples",)
)
RDF_XML: Final = Format(
    "rdfxml",
    "application/rdf+xml",
    "RDF/XML",
    "rdf",
    ("application/xml", "text/xml"),
    ("rdf+xml", "xml", "rdf/xml"),
)
N_QUADS: Final = Format("nquads", "application/n-quads", "N-Quads", "nq", ("text/x-nquads",), ("n-quads",))
TRIG: Final = Format("trig", "application/trig", "TriG", "trig", ("application/x-trig",))

#: In order of our own preference, which decides between formats that a client wishes equally.
RESULT_FORMATS: Final = (RESULTS_JSON, RESULTS_XML, CSV, TSV)
GRAPH_FORMATS: Final = (TURTLE, JSON_LD, RDF_XML, N_TRIPLES, N_QUADS, TRIG)

#: Texts whose encoding is said with the media type; the others define their own.
_TEXTUAL: Final = frozenset({*TURTLE.types, *CSV.types, *TSV.types, "text/plain", "application/trig"})


def formats_of(form: Form | None) -> tuple[Format, ...]:
    """The formats in which a query of this form can be answered; of an unreadable query, those of a table."""
    return GRAPH_FORMATS if form in ("CONSTRUCT", "DESCRIBE") else RESULT_FORMATS


def by_media_type(media_type: str, formats: tuple[Format, ...] = (*RESULT_FORMATS, *GRAPH_FORMATS)) -> Format:
    """The format that `media_type` names.

    Raises:
        LookupError: none of `formats` is called so.
    """
    bare = media_type.partition(";")[0].strip().lower()
    for format_ in formats:
        if bare in format_.types:
            return format_
    raise LookupError(f"no format has the media type {media_type!r}")


def by_name(name: str, formats: tuple[Format, ...]) -> Format | None:
    """The format that `format=name` asks for, or None when it is none of `formats`."""
    wanted = name.strip().lower()
    return next((f for f in formats if wanted in f.names), None)


def content_type(media_type: str) -> str:
    """`media_type` as the value of a Content-Type header."""
    if media_type == "text/csv":
        return "text/csv; charset=utf-8; header=present"
    return f"{media_type}; charset=utf-8" if media_type in _TEXTUAL else media_type
