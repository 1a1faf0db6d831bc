"""From the name of a thing to where it is served here, and back; the links in heads and headers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlencode

from ontology import names

#: The representations of a description: extension, media type, as they are offered (the first wins a tie).
FORMATS: Final[Mapping[str, str]] = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "json": "application/json",
}

_DOC: Final = "/doc/"
_THING: Final = "/id/"
#: Where the names of a thing's page and of its IRI are the same path under the base.
_SAME_PATH: Final = ("/code/", "/graph/", "/ontology", "/shapes")
#: Characters that stay as they are in a path.
_SAFE: Final = "/:@!$&'()*+,;=-._~"


def path_of(iri: str) -> str | None:
    """The path, with fragment, of the page about `iri` on this server; None for what is not ours."""
    if not iri.startswith(names.BASE):
        return None
    local, _, fragment = iri[len(names.BASE) - 1 :].partition("#")
    if local.startswith(_THING):
        local = _DOC + local[len(_THING) :]
    elif not local.startswith(_SAME_PATH):
        return None
    return quote(unquote(local), safe=_SAFE) + (f"#{quote(fragment)}" if fragment else "")


def iri_of(path: str) -> str:
    """The IRI that the page at the (decoded) `path` is about."""
    if path.startswith(_DOC):
        path = _THING + path[len(_DOC) :]
    return names.BASE + path.lstrip("/")


def split_extension(path: str) -> tuple[str, str | None]:
    """`path` without the extension of a representation, and that extension: `x.ttl` is `x` and `ttl`."""
    stem, dot, extension = path.rpartition(".")
    return (stem, extension) if dot and stem and extension in FORMATS else (path, None)


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the links of one page.

    `root` is the public URL's own path (empty, or such as `/yuezhi`). Links on pages are relative to the
    host, so that they hold behind any name of it. `carried` are the parameters that go along from page to
    page (the language, when it was chosen and not negotiated).
    """

    public_url: str
    root: str = ""
    carried: tuple[tuple[str, str], ...] = ()

    def to(self, path: str, **parameters: str | int | None) -> str:
        """A link to a path of this server, the chosen language carried along."""
        own = {k: str(v) for k, v in parameters.items() if v is not None}
        query = urlencode({**{k: v for k, v in self.carried if k not in own}, **own})
        path, hash_, fragment = path.partition("#")
        return self.root + path + (f"?{query}" if query else "") + hash_ + fragment

    def listed(self, path: str, parameters: Iterable[tuple[str, str]]) -> str:
        """A link with parameters of which some come several times."""
        own = list(parameters)
        names_ = {name for name, _ in own}
        return self.root + path + "?" + urlencode([*(p for p in self.carried if p[0] not in names_), *own])

    def about(self, iri: str) -> str:
        """A link to the page about `iri`: here if it is ours, else to the thing itself."""
        path = path_of(iri)
        return iri if path is None else self.to(path)

    def file(self, path: str) -> str:
        """A link to something that is the same in every language (a style, a download, data)."""
        return self.root + path

    def absolute(self, path: str) -> str:
        """The public URL of a path."""
        return self.public_url + path


def representations(path: str) -> Iterator[tuple[str, str]]:
    """The paths of all representations of the page at `path`, with their media types."""
    for extension, media_type in FORMATS.items():
        yield f"{path}.{extension}", media_type


def link_header(links: Links, path: str, iri: str, chosen: str) -> str:
    """The value of `Link` for the page at `path` about `iri`, in the representation `chosen`."""
    parts = [f'<{links.absolute(path)}>; rel="canonical"']
    for url, media_type in representations(path):
        if not url.endswith(f".{chosen}"):
            parts.append(f'<{links.absolute(url)}>; rel="alternate"; type="{media_type}"')
    parts.append(f'<{links.absolute(path)}.ttl>; rel="describedby"; type="text/turtle"')
    parts.append(f'<{iri}>; rel="describes"')
    return ", ".join(parts)
