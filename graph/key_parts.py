"""Whether two statements at an aligned place differ in a part of the key, or one was only read less fully.

Reading is never so even that every difference of two readings is one of the sources. So a part counts only
where both sentences say it themselves, and what one says is not named beside the other at all.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from graph.doers import BODIES, Doers
from graph.facts import Reading, Statement, key_of
from graph.places import Place
from mappings.records import Figure
from ontology import names

#: Facets that say what happened; all others say to what. How it is counted is compared apart.
_DOING: Final = frozenset({"action"})
_COUNTING: Final = frozenset({"counts"})
_FLOW_OR_STOCK: Final = frozenset({"flow", "stock"})
#: "and other 11 units", "11 other units", 与其他11个单位: the ones named come on top.
_OTHER_BEFORE: Final = re.compile(r"(?:\bother|其他|另外?)\s*$", re.IGNORECASE)
_OTHER_BEHIND: Final = re.compile(r"[\d,]+ other\b", re.IGNORECASE)
#: "one of the five": the number is that of a whole to which something belongs.
_ONE_OF: Final = re.compile(r"\bone\s*of\s*(?:the|its)?\s*$", re.IGNORECASE)
_BELONGS: Final = re.compile(r"之一")

#: What counts occurrences, behind a figure.
_TIMES: Final = re.compile(r"\s*(?:instances|times|visits|occasions|inspections)\b", re.IGNORECASE)
_TIER: Final = re.compile(r"档|梯队|\btier\b|\bechelon\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Point:
    """One point in which a statement differs: its kind, whether both can be true, the part of the key."""

    kind: str
    hard: bool
    part: str | None = None


class KeyParts:
    """Compares the keys of aligned statements, by what all pairs of the build have in common."""

    def __init__(
        self,
        pairs: Iterable[tuple[Statement, Statement]],
        places: Mapping[str, Place],
        readings: Sequence[Reading] = (),
    ) -> None:
        self._places: Final = places
        self._doers: Final = Doers(pairs, places, readings)

    def points(self, a: Statement, b: Statement) -> Iterator[Point]:
        """The parts of the key that both state in words of their own and state differently."""
        actors_differ = self._differ(a, b, "actor", "agencies")
        if (point := self._metric(a, b, but="chain" if actors_differ else None)) is not None:
            yield point
        if self._counts_besides(a) != self._counts_besides(b) and a.figure.unit_class == "count":
            yield Point("value", True)
        if self._one_of(a) != self._one_of(b) and self._stands(a, b):
            yield Point("meaning", True)
        if a.figure.unit_class == "rank" and self._tier(a) != self._tier(b):
            yield Point("rank", False)
        yield from self._period(a.figure, b.figure)
        elsewhere = a.figure.area != b.figure.area
        if self._differ(a, b, "area", "area"):
            yield Point("scope", True, "area")
        elif actors_differ:
            yield Point("scope" if elsewhere and self._alike(a, b) else "actor", True, "actor")
        elif self._doers.differ(a, b):
            yield Point("actor", False, "actor")
        if self._differ(a, b, "scope", "campaigns"):
            yield Point("scope", True, "scope")

    def counts_times(self, a: Statement, b: Statement) -> bool:
        """Whether a word behind one of two figures says that it counts occurrences ("10,000 instances")."""
        places = (self._places.get(s.iri) for s in (a, b))
        return any(place is not None and _TIMES.match(place.after) for place in places)

    @staticmethod
    def _alike(a: Statement, b: Statement) -> bool:
        """Whether the two are bodies of one branch, so that only the place is another."""
        return a.figure.facets.get("chain") == b.figure.facets.get("chain")

    def _one_of(self, statement: Statement) -> bool:
        """Whether the number is that of a whole of which one is spoken of."""
        place = self._places.get(statement.iri)
        return bool(place and (_ONE_OF.search(place.before) or _BELONGS.match(place.after)))

    def _stands(self, a: Statement, b: Statement) -> bool:
        """Whether the side that does not say "one of" says by its own words that there are so many."""
        other = b if self._one_of(a) else a
        return a.figure.unit_class == "count" and "stock" in self._says(other)

    def _metric(self, a: Statement, b: Statement, but: str | None = None) -> Point | None:
        """What kind of difference two metrics make: alike but for words that never mean the same."""
        x, y = ({f: n for f, n in s.figure.facets.items() if f != but} for s in (a, b))
        if a.figure.kind != b.figure.kind:
            return None
        if a.figure.kind == "level" and (point := self._flow_or_stock(a, b)) is not None:
            return point
        unlike = {f for f in {*x, *y} - _COUNTING if x.get(f) != y.get(f)}
        return _exclusive_point(a.figure, b.figure, unlike)

    def _flow_or_stock(self, a: Statement, b: Statement) -> Point | None:
        """A flow here and a stock there: hard where both clauses say so, soft where one does."""
        if {s.figure.facets.get("measure-type") for s in (a, b)} != _FLOW_OR_STOCK:
            return None
        said = self._says(a) | self._says(b)
        if said == _FLOW_OR_STOCK:
            return Point("flow-or-stock", True, "metric")
        both = self._told(a) & self._told(b)
        return Point("flow-or-stock", False, "metric") if said and not said <= both else None

    def _told(self, statement: Statement) -> frozenset[str]:
        """What the sentence says before the figure, flow or stock or both."""
        place = self._places.get(statement.iri)
        signals = _signals()[statement.claim.lang]
        return frozenset(kind for kind, words in signals.items() if place and words.search(place.told))

    def _says(self, statement: Statement) -> frozenset[str]:
        """What the clause itself says, flow or stock, if it says one and not the other."""
        place = self._places.get(statement.iri)
        if place is None:
            return frozenset()
        signals = _signals()[statement.claim.lang]
        found = frozenset(kind for kind, words in signals.items() if words.search(place.clause))
        return found if len(found) == 1 else frozenset()

    def _counts_besides(self, statement: Statement) -> bool:
        """Whether the number counts others besides the ones named ("and 11 other"), not all of them."""
        place = self._places.get(statement.iri)
        if place is None or statement.figure.counted not in BODIES:
            return False
        return bool(_OTHER_BEFORE.search(place.before) or _OTHER_BEHIND.match(statement.figure.raw))

    def _tier(self, statement: Statement) -> bool:
        """Whether a rank is that of a tier, which is no place in an order."""
        place = self._places.get(statement.iri)
        return bool(_TIER.search(statement.figure.raw + (place.after[:8] if place else "")))

    @staticmethod
    def _period(a: Figure, b: Figure) -> Iterator[Point]:
        """Two days, or two years, that both sentences give themselves."""
        stated = all("period" not in f.carried and f.period != "unstated" for f in (a, b))
        if stated and a.period != b.period and len(a.period) == len(b.period):
            yield Point("period", True, "period")

    def _differ(self, a: Statement, b: Statement, part: str, fields: str) -> bool:
        """Whether each names a thing for the part that the other does not even name."""
        one, other = (getattr(key_of(s.figure), part) for s in (a, b))
        unsaid = (names.AREA_UNSTATED, names.ACTOR_NONE, names.SCOPE_ALL)
        if one == other or one in unsaid or other in unsaid:
            return False
        if any(part in s.figure.carried or fields in s.figure.carried for s in (a, b)):
            return False
        if names.is_proposed(one) or names.is_proposed(other):
            return False
        here, there = self._places.get(a.iri), self._places.get(b.iri)
        if here is None or there is None:
            return False
        return other in there.things and other not in here.things and self._named(one, here, part)

    @staticmethod
    def _named(thing: str, place: Place, part: str) -> bool:
        """Whether the place names a thing; an area may also be meant by "the province"."""
        return part == "area" or thing in place.things


def _exclusive_point(a: Figure, b: Figure, unlike: set[str]) -> Point | None:
    """Where both figures have words of their own, the difference of two notations that never mean the same.

    Which right is spoken of may differ with them, as it follows from what is counted; other words may be
    missing on one side, but not differ.
    """
    if a.kind != "level" or "metric" in {*a.carried, *b.carried}:
        return None
    for facet in sorted(unlike):
        if any(a.facets.get(f) and b.facets.get(f) for f in unlike - {facet, "ip"}):
            continue
        one, other = a.facets.get(facet, ""), b.facets.get(facet, "")
        hard = _exclusive().get((facet, frozenset({one, other})))
        if hard is not None and not (_names_it(a, other) or _names_it(b, one)):
            return Point("meaning" if facet in _DOING else "item", hard, "metric")
    return None


def _names_it(figure: Figure, notation: str) -> bool:
    """Whether the figure as written has the word of a notation in it ("7,126 mediation cases")."""
    return notation[:6] in figure.raw.lower()


@cache
def _exclusive() -> Mapping[tuple[str, frozenset[str]], bool]:
    """Pairs of notations that never mean the same, and whether two statements so exclude each other."""
    rows = DictReader((files("graph") / "exclusive.csv").read_text(encoding="utf-8").splitlines())
    return {(r["facet"], frozenset({r["one"], r["other"]})): r["severity"] == "hard" for r in rows}


@cache
def _signals() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    read = tomllib.loads((files("graph") / "signals.toml").read_text(encoding="utf-8"))
    return {
        lang: {kind: re.compile("|".join(words), re.IGNORECASE) for kind, words in kinds.items()}
        for lang, kinds in read.items()
    }
