"""Whether an English sentence leaves out who did what it counts, so that the subject before goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mappings import clauses, templates, voices
from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.publishers import is_listed
from mappings.registry import Registry
from mappings.windows import Window, runs
from ontology import names as iris

#: Who tries or supervises cases, so that those of an area that get into a list are theirs.
JUDICIAL: Final = frozenset({"courts", "procuratorates"})


@dataclass(frozen=True, slots=True)
class Participants:
    """IRIs of the actor, scope, agencies, campaigns; the area; the fields that came from elsewhere."""

    actor: str
    scope: str
    area: str
    in_campaign: bool  # of special actions, whether they have a name or none
    agencies: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()


def leaves_doer_out(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> bool:
    """Whether the figure may be of the sentence before's subject: its own sentence has none."""
    if is_listed(chunks, window):
        return False  # who got into a list did nothing
    if quantity.counted == "case" or any(chunks[i].tag == "ANAPHOR" for i in window.phrase):
        return True
    if clauses.has_topic(chunks, quantity.first) or _is_of_patient(chunks, quantity.first):
        return False
    return not clauses.is_counted_subject(chunks, quantity.first, quantity.phrase)


def _is_of_patient(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether the clause says what was done to `it`, which does nothing (`It has been approved as …`)."""
    clause = range(clauses.clause_at(chunks, first).start, first)
    verb = next((i for i in clause if chunks[i].tag in clauses.VERBS), None)
    said_of_it = chunks[clause.start].text.lower() in ("it", "this")
    return said_of_it and verb is not None and any(voices.is_passive(chunks, i) for i in (verb, verb + 1))


def does_alone(chunks: Sequence[Chunk], at: int, chain: str) -> bool:
    """Whether what the clause around `at` tells is done by bodies of one sort only, those of `chain`."""
    return bool(chain) and any(voices.sole_doer(chunks[i]) == chain for i in clauses.clause_at(chunks, at))


def is_of_area(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> bool:
    """Whether the cases that got into a list are an area's (`3 cases of Hunan`, `Hunan contributed 2`)."""
    opening = clauses.opening_area(chunks, clauses.clause_at(chunks, quantity.first))
    if opening is not None and clauses.acts(chunks, opening[0]):
        return True
    behind = window.tail[:3]
    return any(clauses.is_area_word(chunks[i]) and chunks[i - 1].tag == "PREP" for i in behind)


def of_place(
    agencies: tuple[str, ...], chunks: Sequence[Chunk], registry: Registry, *, home: str, area: str
) -> tuple[str, ...]:
    """The bodies that act in the city that a clause opens with (`In Wuhan alone, police solved …`)."""
    whole, part = iris.slug_of(home), iris.slug_of(area)
    by_words = {n.iri for c in chunks if (n := c.name) is not None and n.label[:1].islower()}
    found = []
    for agency in agencies:
        slug = iris.slug_of(agency)
        there = agency in by_words and slug.startswith(f"{whole}-")
        local = templates.of_slug(registry, f"{part}{slug.removeprefix(whole)}") if there else None
        found.append(local.iri if local is not None and local.class_name == "BodyGroup" else agency)
    return tuple(found)


def places(chunks: Sequence[Chunk], found: Sequence[Quantity]) -> dict[int, tuple[int, int]]:
    """Where in its list, and in how long a one, each number of a list with `respectively` stands."""
    if not any(c.tag == "RESPECTIVELY" for c in chunks):
        return {}
    return {found[i].first: (k, len(group)) for group in runs(chunks, found) for k, i in enumerate(group)}
