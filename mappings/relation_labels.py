"""What a name says in itself: the body whose session it is, the events and rights in a campaign's name."""

import functools
from collections.abc import Iterator

from mappings import lexicon
from mappings.editions import resolve
from mappings.lexicon import Entry, IPTerm, Object
from mappings.records import Lang
from mappings.registry import Registry, Thing, names_of
from ontology import names as iris

#: A name shorter than this is part of too many words.
_SHORTEST = 4


def acting_in(registry: Registry, event: str) -> Thing | None:
    """The body whose session an event is: the longest name of a body in its label."""
    thing = resolve(registry, event)
    found = [] if thing is None else [b for b in _bodies(registry) if b[0] in iris.normalise(thing.label_zh)]
    return max(found, key=lambda pair: (len(pair[0]), pair[1].slug))[1] if found else None


@functools.lru_cache(maxsize=4)
def _bodies(registry: Registry) -> tuple[tuple[str, Thing], ...]:
    bodies = (b for b in registry.of_kind("body") if b.class_name in ("LegislativeBody", "PartyBody"))
    return tuple(
        (iris.normalise(n.text), b) for b in bodies for n in names_of(b, "zh") if len(n.text) >= _SHORTEST
    )


@functools.lru_cache(maxsize=512)
def events_in(registry: Registry, label: str, lang: Lang) -> tuple[str, ...]:
    """The events that a campaign's name holds: what it protects."""
    folded = iris.normalise(label)
    spellings = sorted(
        ((iris.normalise(n.text), e.iri) for e in registry.of_kind("event") for n in names_of(e, lang)),
        key=lambda pair: (-len(pair[0]), pair[1]),
    )
    found: list[str] = []
    for spelling, iri in spellings:
        if len(spelling) >= _SHORTEST and spelling in folded:
            found.append(iri)
            folded = folded.replace(spelling, " ")
    return tuple(dict.fromkeys(found))


def rights_in(text: str, lang: Lang) -> Iterator[tuple[int, int, str]]:
    """The IP rights named in a text: place and the IRI of the code."""
    words = lexicon.load(lang)
    if lang == "zh":
        spots = [(i, i + 1, c.casefold()) for i, c in enumerate(text) if not c.isspace()]
    else:
        spots = [(m.start(), m.end(), m.group().lower()) for m in lexicon.words_in(text)]
    parts, at = [p for _, _, p in spots], 0
    while at < len(parts):
        length, entries = words.longest(parts, at)
        rights = dict.fromkeys(right for entry in entries for right in _rights(entry))
        for right in rights:
            yield spots[at][0], spots[at + length - 1][1], iris.code("ip-type", right)
        at += length if rights else 1


def _rights(entry: Entry) -> list[str]:
    """The rights that a term names, by itself or as a noun that tells them."""
    told = entry.notation if isinstance(entry, IPTerm) else entry.ip if isinstance(entry, Object) else ""
    return [right for right in told.split("|") if right]
