"""Who did it, where two aligned figures differ in it though both may be true.

One side names a body and the other nobody, or only some of those who are named, or the area where the other
goes on speaking of a body. A body counts as unnamed only where the other part of the source names it
elsewhere, so that it would have been read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.facts import Reading, Statement, by_sentence
from graph.places import Place
from mappings.records import Mention

#: What can be counted besides bodies that are named.
BODIES: Final = frozenset(
    {
        "agency",
        "authority",
        "body",
        "centre",
        "department",
        "enterprise",
        "institution",
        "organisation",
        "organization",
        "party",
    }
    | {"premises", "province", "unit", "university"}
)
#: Places do things too.
_PLACES: Final = frozenset({"city", "county", "district", "place", "region", "town", "zone"})
_NOWHERE: Final = Place(frozenset())


class Doers:
    """Compares who did what two figures say was done, by what all pairs of the build have in common."""

    def __init__(
        self,
        pairs: Iterable[tuple[Statement, Statement]],
        places: Mapping[str, Place],
        readings: Sequence[Reading],
    ) -> None:
        pairs = tuple(pairs)
        self._places: Final = places
        self._named_in: Final = _named_in(readings)
        self._first: Final = _first_of_sentences(pairs)
        self._paired: Final = {frozenset({a.sentence, b.sentence}) for a, b in pairs}
        self._figures: Final = by_sentence(s for reading in readings for s in reading.figures)

    def differ(self, a: Statement, b: Statement) -> bool:
        """Whether one of two figures is ascribed otherwise than the other; asked once for two sentences."""
        return self._done(a, b) and (self._ascribed_otherwise(a, b) or self._ascribed_otherwise(b, a))

    def _ascribed_otherwise(self, a: Statement, b: Statement) -> bool:
        """Whether `a` says who did it and `b` names nobody, or ascribes it to others or only some of them.

        These `a` names too, but not as those who did it.
        """
        mine, theirs = (frozenset(s.figure.agencies) for s in (a, b))
        here, there = (self._places.get(s.iri, _NOWHERE) for s in (a, b))
        if not mine or mine == theirs or b.iri not in self._places:
            return False
        own, other = ("agencies" not in s.figure.carried for s in (a, b))
        if (theirs or own) and not any("action" in s.figure.facets for s in (a, b)):
            return False
        if theirs:
            some = (mine < theirs or mine > theirs) and (mine ^ theirs) <= here.things & there.things
            others = not mine & theirs and len(mine) != len(theirs) and theirs <= here.things
            return own and other and (some or others)
        of_area = "area" in a.figure.carried and "area" not in b.figure.carried
        if own:
            known = self._named_in.get(b.part, frozenset())
            return bool(mine & known & here.things) and not mine & (there.things if of_area else there.around)
        return of_area and not mine & there.things

    def _done(self, a: Statement, b: Statement) -> bool:
        """Whether two figures say what there was in the year, and are the first of their sentences."""
        flows = all(s.figure.kind == "level" and s.figure.statistic == "flow" for s in (a, b))
        bodies = any({s.figure.counted, *self._counted_before(s)} & (BODIES | _PLACES) for s in (a, b))
        first = frozenset({a.iri, b.iri}) in self._first
        return flows and not bodies and (first or frozenset({a.sentence, b.sentence}) not in self._paired)

    def _counted_before(self, statement: Statement) -> set[str]:
        """What is counted before a figure in its sentence: bodies that are counted may have done it."""
        its = self._figures.get(statement.sentence, ())
        return {s.figure.counted for s in its if s.claim.end <= statement.claim.start}


def _named_in(readings: Sequence[Reading]) -> Mapping[tuple[str, str], frozenset[str]]:
    """The things that each part of a source names somewhere, so that it can be read to name them."""
    found: dict[tuple[str, str], set[str]] = {}
    for statement in (s for reading in readings for s in reading.statements):
        if isinstance(statement.claim, Mention):
            found.setdefault(statement.part, set()).add(statement.claim.entity)
    return {part: frozenset(things) for part, things in found.items()}


def _first_of_sentences(pairs: Iterable[tuple[Statement, Statement]]) -> frozenset[frozenset[str]]:
    """The first pair of levels of each two sentences: who did it need be said once for all of them."""
    first: dict[tuple[object, ...], frozenset[str]] = {}
    for a, b in pairs:
        if (a.figure.kind, b.figure.kind, a.figure.statistic) == ("level", "level", "flow"):
            same = (a.sentence, b.sentence, a.figure.agencies, b.figure.agencies)
            first.setdefault(same, frozenset({a.iri, b.iri}))
    return frozenset(first.values())
