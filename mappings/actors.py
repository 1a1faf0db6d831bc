"""Who a figure is of: the bodies, campaigns and area that its sentence, or the one before, names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ontology import names as iris

from mappings.chunks import Chunk
from mappings.editions import resolve
from mappings.facets import of_name
from mappings.quantities import Quantity
from mappings.records import Document, Sentence
from mappings.registry import Registry
from mappings.windows import Window

_BREAKS: Final = frozenset({"STOP", "SEMI"})
_JOINTS: Final = frozenset({"ENUM", "AND", "COMMA"})


@dataclass(frozen=True, slots=True)
class Participants:
    """IRIs of the actor, scope, agencies, campaigns; the area; the fields that came from elsewhere."""

    actor: str
    scope: str
    area: str
    agencies: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()


class Actors:
    """Follows the subjects of a document from sentence to sentence."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self._registry = registry
        self._home = iris.thing("area", document.area) if document.area else iris.AREA_UNSTATED
        self._subject: tuple[str, ...] = ()
        self._campaigns: tuple[str, ...] = ()
        self._area: str | None = None
        self._chunks: Sequence[Chunk] = ()

    def new_paragraph(self) -> None:
        """Forgets what the last paragraph spoke of."""
        self._subject, self._campaigns, self._area = (), (), None

    def read_sentence(self, sentence: Sentence, chunks: Sequence[Chunk]) -> None:
        """Takes up the sentence whose figures are asked for next."""
        self._chunks = chunks

    def end_sentence(self) -> None:
        """Keeps the sentence's subject for the next one; a sentence about the area itself ends it."""
        bodies = _leading(self._chunks, self._registry, "body")
        if bodies:
            self._subject = bodies
        elif _leading(self._chunks, self._registry, "area"):
            self._subject = ()
        campaigns = tuple(dict.fromkeys(c.name.iri for c in self._chunks if c.name and iris.kind_of(c.name.iri) == "campaign"))
        if campaigns:
            self._campaigns = campaigns

    def of(self, chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> Participants:
        """The participants of one figure."""
        carried: set[str] = set()
        agencies = self._bodies(chunks, quantity, window)
        if not agencies and self._subject and not _leading(chunks, self._registry, "area"):
            agencies = self._subject
            carried.add("agencies")
        campaigns, scope = self._campaign(chunks, quantity)
        area, area_carried = self._place(chunks, quantity, agencies)
        if area_carried:
            carried.add("area")
        return Participants(self._actor(agencies), scope, area, agencies, campaigns, frozenset(carried))

    def told_by_name(self, agencies: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """The IP rights and the place in the chain of protection that the agencies' names tell."""
        for agency in agencies:
            thing = resolve(self._registry, agency)
            if thing is not None:
                rights, chain = of_name(thing.label_zh, "zh") if thing.label_zh else of_name(thing.label_en, "en")
                if rights or chain:
                    return rights, chain
        return (), ""

    def _actor(self, agencies: Sequence[str]) -> str:
        """The one agency, else the registered group of just these, else a group made of them."""
        if len(agencies) < 2:
            return agencies[0] if agencies else iris.ACTOR_NONE
        slugs = [iris.slug_of(a) for a in agencies]
        group = self._registry.group(slugs)
        return group.iri if group else iris.proposed_thing("body", "BodyGroup", "+".join(sorted(slugs)))

    def _bodies(self, chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> tuple[str, ...]:
        """Bodies of the item dealt to the figure, else of its clause, else of the sentence up to it."""
        dealt = _named(chunks, window.dealt or (), "body")
        if dealt:
            return dealt
        start = max((i + 1 for i in range(quantity.first) if chunks[i].tag in _BREAKS), default=0)
        for place in (range(start, quantity.first), range(quantity.first)):
            found = _named(chunks, place, "body")
            if found:
                return found
        return _named(chunks, (*window.phrase, *window.tail), "body")

    def _campaign(self, chunks: Sequence[Chunk], quantity: Quantity) -> tuple[tuple[str, ...], str]:
        here = _named(chunks, range(min(quantity.phrase + 1, len(chunks))), "campaign")
        during = any(c.tag == "DURING" for c in chunks[: quantity.first])
        campaigns = here or (self._campaigns if during else ())
        scope = campaigns[0] if len(campaigns) == 1 and (during or bool(here)) else iris.SCOPE_ALL
        return campaigns, scope

    def _place(self, chunks: Sequence[Chunk], quantity: Quantity, agencies: Sequence[str]) -> tuple[str, bool]:
        seats = {a for body in agencies if (a := self._seat(body))}
        if len(seats) == 1 and (seat := seats.pop()) != self._home and self._inside(seat):
            return seat, False
        for i in range(quantity.first - 1, -1, -1):
            if chunks[i].tag in _BREAKS:
                break
            name = chunks[i].name
            if name is not None and iris.kind_of(name.iri) == "area" and _is_subject(chunks, i):
                if self._home == iris.AREA_UNSTATED or self._inside(name.iri):
                    return name.iri, False
        return self._home, True

    def _seat(self, body: str) -> str | None:
        """The area of a body's jurisdiction or seat."""
        thing = resolve(self._registry, body)
        return iris.thing("area", thing.area) if thing is not None and thing.area else None

    def _inside(self, area: str) -> bool:
        """Whether an area lies in the one that the document is about (anywhere, where that is unstated)."""
        home = iris.slug_of(self._home)
        return self._home == iris.AREA_UNSTATED or self._registry.within(iris.slug_of(area), home)


def _named(chunks: Sequence[Chunk], place: Sequence[int] | range, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.iri for i in place if (n := chunks[i].name) is not None and iris.kind_of(n.iri) == kind))


def _leading(chunks: Sequence[Chunk], registry: Registry, kind: str) -> tuple[str, ...]:
    """Things of `kind` in the subject: before the first verb of the sentence."""
    end = next((i for i, c in enumerate(chunks) if c.tag in ("ACT", "AUX")), len(chunks))
    return _named(chunks, range(end), kind)


def _is_subject(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether an area begins a clause (alone or in a list), so that what follows is said of it."""
    before = at - 1
    while before >= 0 and chunks[before].tag in ("ENUM", "AND", "NAME", "DET"):
        before -= 1
    return before < 0 or chunks[before].tag in ("COMMA", "STOP", "SEMI", "YEAR", "DATE", "PREP")
