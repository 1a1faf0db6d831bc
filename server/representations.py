"""Which representation of a resource an answer is, by what the client accepts."""

from collections.abc import Sequence
from typing import Final

from server.errors import NotAcceptable
from server.links import FORMATS
from server.negotiate import parse_accept, quality_of

#: What an ontology editor that accepts "anything, at last" gets: the syntax that each of them reads.
VOCABULARY_ORDER: Final = ("html", "rdf", "ttl", "jsonld", "nt", "json")
_XHTML: Final = "application/xhtml+xml"


def chosen(accept: str | None, offered: Sequence[str] = tuple(FORMATS)) -> str:
    """The extension of the representation that an Accept header likes best of those `offered`.

    Raises:
        NotAcceptable: the header takes none of them.
    """
    ranges = parse_accept(accept)

    def wish(extension: str) -> tuple[float, int]:
        found = quality_of(ranges, FORMATS[extension])
        return max(found, quality_of(ranges, _XHTML)) if extension == "html" else found

    best = max(offered, key=wish)
    if wish(best)[0] == 0:
        available = [f"{FORMATS[extension]} (.{extension})" for extension in offered]
        raise NotAcceptable(f"Accept: {accept} takes none of the formats there are", available=available)
    return best
