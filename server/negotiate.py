"""Chooses a format by what a client accepts: specificity, quality, wildcards.

Among the formats that a client wishes equally, the one it names more exactly wins, then our own order. The
order inside the header means nothing, as HTTP says; so the same wish in another order is the same answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from server.errors import BadRequest, NotAcceptable
from sparql.formats import Format, by_name

_QUALITY: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?|\.\d{1,3})")
_RANGE: Final = re.compile(r"([\w!#$%&'*+.^`|~-]+)/([\w!#$%&'*+.^`|~-]+)")
#: As many ranges of a header are read; no client known sends more than some thirty.
_RANGES_READ: Final = 100


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header. `quality` 0 refuses."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """3 for the type itself, 2 for `type/*`, 1 for `*/*`, 0 when it does not cover `media_type`."""
        if f"{self.type}/{self.subtype}" == media_type:
            return 3
        if self.subtype != "*":
            return 0
        return 2 if self.type == media_type.partition("/")[0] else int(self.type == "*")


@dataclass(frozen=True, slots=True)
class Choice:
    """The format chosen and the media type by which the client knows it."""

    format: Format
    media_type: str


def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """The ranges of an Accept header; what is malformed is left out, and nothing at all means everything."""
    found = []
    for element in (header or "").split(",", _RANGES_READ)[:_RANGES_READ]:
        name, *parameters = (part.strip() for part in element.split(";"))
        match = _RANGE.fullmatch(name) if name != "*" else _RANGE.fullmatch("*/*")
        quality = _quality(parameters)
        if match and quality is not None:
            found.append(MediaRange(match[1].lower(), match[2].lower(), quality))
    return tuple(found) or (MediaRange("*", "*", 1.0),)


def _quality(parameters: Iterable[str]) -> float | None:
    """The value of q, 1 when there is none, None when it is malformed."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            value = value.strip()
            return float(value) if _QUALITY.fullmatch(value) else None
    return 1.0


def quality_of(ranges: Sequence[MediaRange], media_type: str) -> tuple[float, int]:
    """How much `media_type` is wished, and how exactly it is named: the most specific range decides."""
    best = max(ranges, key=lambda r: (r.specificity(media_type), r.quality))
    specificity = best.specificity(media_type)
    return (best.quality, specificity) if specificity else (0.0, 0)


def choose(accept: str | None, offers: Sequence[Format]) -> Choice:
    """The best of `offers` for an Accept header.

    Raises:
        NotAcceptable: the header accepts none of them.
    """
    ranges = parse_accept(accept)
    best: tuple[float, int] = (0.0, 0)
    choice = None
    for format_ in offers:
        for media_type in format_.types:
            wish = quality_of(ranges, media_type)
            # A wildcard means the format's own name, not one of its other names.
            named = wish[1] == 3 or media_type == format_.media_type
            if named and wish[0] > 0 and wish > best:
                best, choice = wish, Choice(format_, media_type)
    if choice is None:
        raise NotAcceptable(
            f"Accept: {accept} takes none of the formats there are", available=names_of(offers)
        )
    return choice


def prefers_html(accept: str | None, offers: Sequence[Format] = ()) -> bool:
    """Whether a client would rather have a page than any of `offers`; never for a mere `*/*`."""
    ranges = parse_accept(accept)
    html = max(quality_of(ranges, "text/html"), quality_of(ranges, "application/xhtml+xml"))
    best = max((quality_of(ranges, t) for f in offers for t in f.types), default=(0.0, 0))
    return html[0] > 0 and html[1] == 3 and html >= best


def by_alias(name: str, offers: Sequence[Format], everything: Sequence[Format]) -> Choice:
    """The format that `format=name` asks for.

    Raises:
        BadRequest: no format has this name.
        NotAcceptable: the format is known, but not one of `offers`.
    """
    found = by_name(name, tuple(offers))
    if found is not None:
        return Choice(found, found.media_type)
    available = names_of(offers)
    if by_name(name, tuple(everything)) is None:
        raise BadRequest(f"format={name} is the name of no format", available=available)
    raise NotAcceptable(f"format={name} is no format for what this query answers", available=available)


def names_of(offers: Sequence[Format]) -> list[str]:
    """The offers as an error lists them."""
    return [f"{f.media_type} (format={f.name})" for f in offers]
