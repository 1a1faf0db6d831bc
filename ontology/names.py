"""The names of all things: the one place where an IRI is made.

IRIs in the data never depend on where a server stands. They are ASCII, neutral as to language, and
stable: a slug comes from the registry, never from a label at run time. Hash for the ontology, slash for data.
"""

import hashlib
import re
import unicodedata
from typing import Final

BASE: Final = "https://w3id.org/yuezhi/"
ONTOLOGY: Final = BASE + "ontology"
YZ: Final = ONTOLOGY + "#"
ID: Final = BASE + "id/"
CODE: Final = BASE + "code/"
GRAPH: Final = BASE + "graph/"
SHAPES: Final = BASE + "shapes#"

#: The languages that labels and texts may be in, as the store spells their tags.
LANGUAGES: Final = ("zh", "zh-hant", "en")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def term(name: str) -> str:
    """The IRI of the ontology's term `name` (`Claim`, `statedIn`)."""
    return YZ + name


def thing(kind: str, slug: str) -> str:
    """The IRI of a known thing: `thing("body", "guangdong-customs")`.

    Raises:
        ValueError: `slug` is not lower-case ASCII letters and digits joined by single hyphens.
    """
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"not a slug: {slug!r}; use lower-case ASCII letters and digits joined by hyphens")
    return f"{ID}{kind}/{slug}"


def proposed_thing(kind: str, class_name: str, name: str) -> str:
    """The IRI of a thing that the registry does not know, from its class and normalised name."""
    key = f"{class_name}\n{normalise(name)}".encode()
    return f"{ID}{kind}/proposed-{hashlib.sha256(key).hexdigest()[:10]}"


def is_proposed(iri: str) -> bool:
    """Whether `iri` names a thing by the hash of its name instead of a registered slug."""
    return "/proposed-" in iri


def normalise(name: str) -> str:
    """`name` without what spellings differ in: width, case, spaces, quotation marks, hyphens."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if c.isalnum())


def code(scheme: str, notation: str) -> str:
    """The IRI of a code: `code("bound", "more_than")` is `…/code/bound-more-than`."""
    return f"{CODE}{scheme}-{slugify(notation)}"


def code_scheme(scheme: str) -> str:
    """The IRI of a scheme of codes: `code_scheme("bound")` is `…/code/bound`."""
    return f"{CODE}{scheme}"


def slugify(text: str) -> str:
    """`text` as a slug: ASCII lower case, everything else a hyphen.

    Raises:
        ValueError: nothing of `text` is an ASCII letter or digit.
    """
    ascii_text = (
        unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    )
    slug = "-".join(re.findall(r"[a-z0-9]+", ascii_text))
    if not slug:
        raise ValueError(f"no ASCII letter or digit in {text!r} to make a slug from")
    return slug


def slug_of(iri: str) -> str:
    """The last part of an IRI of ours (`guangdong-customs`, `kind-level`)."""
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def kind_of(iri: str) -> str | None:
    """The type segment of a thing's IRI (`body`, `metric`), or None for what is not under `/id/`."""
    if not iri.startswith(ID):
        return None
    return iri[len(ID) :].split("/", 1)[0]


def metric(slug: str) -> str:
    """The IRI of a metric."""
    return thing("metric", slug)


def period(period_: str) -> str:
    """The IRI of a period: `2023`, `2021-12-31`, `2020/2022` or `unstated` (a span joins by two hyphens)."""
    return f"{ID}period/{period_.replace('/', '--')}"


def source(source_id: str) -> str:
    """The IRI of a source document."""
    return thing("source", source_id)


def claim(source_id: str, start: int, end: int, ordinal: int) -> str:
    """The IRI of the claim that is number `ordinal` (from 1) at [start, end) of its source."""
    return f"{ID}claim/{source_id}-{start}-{end}-{ordinal}"


def anchor(source_id: str, start: int, end: int) -> str:
    """The IRI of a place in a source, in code points of the stored file."""
    return f"{ID}anchor/{source_id}-{start}-{end}"


def selector(source_id: str, start: int, end: int) -> str:
    """The IRI of the very words at a place in a source (in the graphs of quotations only)."""
    return f"{ID}selector/{source_id}-{start}-{end}"


def observation(  # noqa: PLR0917  (the key, in its fixed order)
    metric_: str, area: str, period_: str, kind: str, actor: str, scope: str
) -> str:
    """The IRI of the observation with this key, given as IRIs; the same key gives the same IRI."""
    parts = [slug_of(metric_), slug_of(area), slug_of(period_)]
    parts += [slug_of(x).removeprefix(p) for x, p in ((kind, "kind-"), (actor, "actor-"), (scope, "scope-"))]
    return f"{ID}obs/{'_'.join(parts)}"


def disagreement(observation_: str, ordinal: int) -> str:
    """The IRI of the disagreement that is number `ordinal` (from 1) about an observation or a relation."""
    return f"{ID}disagreement/{slug_of(observation_)}_{ordinal}"


def graph(name: str) -> str:
    """The IRI of a named graph: `graph("resolved")`, `graph("source/gd-2021")`."""
    return GRAPH + name


KIND_LEVEL: Final = code("kind", "level")
ACTOR_NONE: Final = code("actor", "none")
SCOPE_ALL: Final = code("scope", "all")
AREA_UNSTATED: Final = thing("area", "unstated")

#: The named graphs beside one per source. The default graph is the merge of DEFAULT_GRAPHS and all sources.
GRAPHS: Final = ("ontology", "codes", "registry", "resolved", "inferred", "links", "shapes", "meta")
DEFAULT_GRAPHS: Final = ("ontology", "codes", "registry", "resolved", "inferred", "links")
