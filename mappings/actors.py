"""Who a figure is of: the bodies, campaigns and area that its sentence, or the one before, names."""

from collections.abc import Mapping, Sequence
from typing import Final

from mappings import clauses, voices
from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.doers import JUDICIAL, Participants, does_alone, is_of_area, leaves_doer_out, of_place, places
from mappings.editions import resolve
from mappings.facets import of_name
from mappings.governing import Campaigns, scope_of
from mappings.mentions import NamedSpan, names_within
from mappings.publishers import is_listed, publishers, takers
from mappings.records import Document, Lang, Sentence
from mappings.registry import Registry
from mappings.subjects import first_subject, groups_in, is_of_no_body, speakers, subjects
from mappings.windows import Window
from ontology import names as iris

_CHINA: Final = "china"
_OF_CITY: Final = frozenset({"全市", "我市", "本市", "市内"})
#: How the code of a province's capital ends.
_CAPITAL: Final = "0100"


class Actors:
    """Follows the subjects of a document from sentence to sentence."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self._registry = registry
        self._known = bool(document.area)
        self._home = iris.thing("area", document.area) if document.area else iris.AREA_UNSTATED
        self._subject: tuple[str, ...] = ()
        self._before: tuple[str, ...] = ()  # the last subject of the paragraphs before in this section
        self._section = ""
        self._whole: tuple[str, ...] = ()  # the paragraph's last subject that was of the whole area
        self._first: tuple[str, ...] = ()  # who the sentence before began with
        self._campaigns = Campaigns()
        self._figures: Sequence[Quantity] = ()
        self._area: str | None = None
        self._lately: str | None = None  # in a text about no known area, the last one of the paragraph
        self._last_body: tuple[str, ...] = ()
        self._speaker: tuple[str, ...] = ()  # who an English sentence said has spoken
        self._groups: tuple[tuple[str, ...], ...] = ((), ())  # counted in the last sentence, in this one
        self._city: str | None = None
        self._chunks: Sequence[Chunk] = ()
        self._topic = self._topical = False
        self._lang: Lang = "zh"
        self._dealt: Mapping[int, tuple[int, int]] = {}

    def new_paragraph(self) -> None:
        """Forgets what the last paragraph spoke of, but who acted in it."""
        self._before = self._subject or self._before
        self._subject, self._whole, self._first, self._area = (), (), (), None
        self._campaigns.new_paragraph()
        self._lately = self._city = None

    def read_sentence(self, sentence: Sentence, chunks: Sequence[Chunk], found: Sequence[Quantity]) -> None:
        """Takes up the sentence whose figures are asked for next; a title says what area a text is about."""
        self._chunks, self._figures, self._lang = chunks, found, sentence.lang
        self._before, self._section = self._before * (sentence.section == self._section), sentence.section
        named = [c.name.iri for c in chunks if c.name is not None and clauses.is_body(c)]
        self._last_body = tuple(named[:1]) or self._last_body
        self._speaker = speakers(chunks) or self._speaker
        self._groups = (self._groups[1], groups_in(chunks))
        self._hears_of(chunks)
        self._dealt = places(chunks, found)
        if not self._known and not self._topic and sentence.role in ("title", "heading"):
            area = self._spoken_of(chunks)
            if area is not None:
                self._home, self._topic = area, True

    def end_sentence(self) -> None:
        """Keeps the sentence's subject for the next one; a sentence about the area itself ends it."""
        whole = range(len(self._chunks))
        opening = clauses.opening_area(self._chunks, whole)
        bodies = subjects(self._chunks, whole) or clauses.agents(self._chunks, whole)
        bodies = bodies or (self._same_body(self._chunks) if self._lang == "en" else ())
        if opening is not None and clauses.acts(self._chunks, opening[0]):
            goes_on = self._lang == "en" and self._only_they_do(self._chunks, opening[0])
            self._subject = self._subject if goes_on else ()
        elif bodies and self._chunks[0].tag == "INCLUDING" and self._subject:
            pass  # `其中甲法院…`: the next sentence is again of the whole
        elif bodies:
            self._subject, self._first = bodies, first_subject(self._chunks) or bodies
        elif opening is not None and (self._lang == "zh" or self._chunks[0].text == "Across"):
            self._subject = ()  # who acts in the whole area is nobody in particular
        if (opening is not None or bodies) and not speakers(self._chunks):
            self._speaker = ()
        if not self._known:
            self._lately = self._near_seat(self._chunks) or self._spoken_of(self._chunks) or self._lately
        if all(self._seat(body) == self._home for body in self._subject):
            self._whole = self._subject
        if opening is not None:
            self._area = self._area_of(opening[1])
        elif bodies:
            self._area = None
        self._campaigns.end_sentence(self._chunks, self._figures)

    def of(self, chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> Participants:
        """The participants of one figure."""
        carried: set[str] = set()
        self._topical = self._lang == "en" and clauses.has_topic(chunks, quantity.first)
        agencies = self._apart(self._bodies(chunks, quantity, window))
        if not agencies and self._subject and self._goes_on(chunks, quantity, window):
            agencies = self._whole if self._is_of_home(chunks, window) else self._subject
            carried.add("agencies")
        elif not agencies and self._lang == "en" and self._is_of_those_before(chunks, window):
            agencies = self._before
            carried.add("agencies")
        elif self._first and clauses.joins_the_one_before(chunks):  # `联合香港海关开展…`
            in_it = any(c.tag == "DURING" for c in chunks[: quantity.first])
            first = self._who_reaches(chunks[: quantity.first])
            agencies = self._subject if in_it else tuple(dict.fromkeys((*first, *agencies)))
            carried.add("agencies")
        opened = self._opened(chunks, range(clauses.clause_at(chunks, quantity.first).start, quantity.first))
        if opened and opened != self._home and self._lang == "en" and "agencies" not in carried:
            agencies = of_place(agencies, chunks, self._registry, home=self._home, area=opened)
        campaigns = self._campaigns.of(chunks, quantity, window, self._lang)
        scope = scope_of(campaigns)
        area, area_carried = self._place(chunks, quantity, window, agencies)
        carried |= {"area"} if area_carried else set()
        within = scope != iris.SCOPE_ALL or clauses.is_of_action(chunks, quantity.first)
        actor = self._actor(agencies)
        return Participants(actor, scope, area, within, agencies, campaigns, frozenset(carried))

    def _who_reaches(self, before: Sequence[Chunk]) -> tuple[str, ...]:
        """Those of the subject before who reach so far: no city's body acts in the whole province."""
        if not any(c.has_signal("home") or (c.name and c.name.iri == self._home) for c in before):
            return self._first
        return tuple(body for body in self._first if self._seat(body) in (None, self._home))

    def told_by_name(self, agencies: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """The IP rights and the place in the chain of protection that the agencies' names tell.

        Where nobody acts ("the industry's added value"), those of the body that the paragraph speaks of.
        """
        for agency in agencies or (self._subject if self._topical else ()):
            thing = resolve(self._registry, agency)
            if thing is not None:
                rights, chain = of_name(thing.label_zh or thing.label_en, "zh" if thing.label_zh else "en")
                if rights or chain:
                    return rights, chain
        return (), ""

    def told_by_campaign(self, scope: str) -> tuple[tuple[str, ...], str]:
        """The IP rights and the place in the chain of protection that a campaign's name tells."""
        thing = resolve(self._registry, scope)
        label = (thing.label_en or thing.label_zh) if thing is not None else ""
        return of_name(label, "en" if label.isascii() else "zh")

    def mediate(self, agencies: Sequence[str]) -> bool:
        """Whether those who act are mediators, whose cases are disputes."""
        things = [resolve(self._registry, agency) for agency in agencies]
        return any(thing is not None and "mediation" in thing.label_en.lower() for thing in things)

    def _actor(self, agencies: Sequence[str]) -> str:
        """The one agency, else the registered group of just these, else a group made of them."""
        if len(agencies) < 2:
            return agencies[0] if agencies else iris.ACTOR_NONE
        return self._registry.group_iri(iris.slug_of(a) for a in agencies)

    def _bodies(self, chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> tuple[str, ...]:
        """Bodies of the item dealt to the figure, else the agent behind it, else its clause's subject."""
        took = takers(chunks, quantity, window, self._within) if self._lang == "zh" else ()
        if named := clauses.named(chunks, window.dealt or (), "body") or took:
            return named
        clause = clauses.clause_at(chunks, quantity.first)
        here = subjects(chunks, range(clause.start, quantity.first))
        here = tuple(body for body in here if body not in clauses.numbered(chunks[: quantity.first]))
        if self._lang == "en" and is_listed(chunks, window):
            tried = self._whole if self.told_by_name(self._whole)[1] in JUDICIAL else ()
            tried = tried if is_of_area(chunks, quantity, window) else ()
            return tuple(dict.fromkeys((*publishers(chunks, quantity, window, self._within), *tried, *here)))
        here = tuple(dict.fromkeys((*here, *self._counted(chunks, quantity))))
        here = here or clauses.agents(chunks, range(quantity.last, clause.stop))
        here = here or self._same_body(chunks[clause.start : quantity.first])
        if here:
            position, members = self._dealt.get(quantity.first, (0, 0))
            return (here[position],) if members == len(here) > 1 else here
        if self._has_area_subject(chunks, range(clause.start, quantity.first)):
            return ()
        before = subjects(chunks, range(clause.start)) or self._organisers(chunks, quantity)
        if before or self._lang == "en":
            return before
        return clauses.agents(chunks, range(clause.start, quantity.first))  # `该案经上海知识产权法院一审`

    def _apart(self, agencies: tuple[str, ...]) -> tuple[str, ...]:
        """`agencies`, the groups that one name lists apart (`the courts and police of ten cities`)."""
        found: list[str] = []
        for agency in agencies:
            thing = resolve(self._registry, agency)
            members = [self._registry.get("body", slug) for slug in (thing.members if thing else ())]
            groups = [m for m in members if m is not None and m.class_name == "BodyGroup"]
            listed = bool(groups) and len(groups) == len(members)
            found += [iris.thing("body", m.slug) for m in groups] if listed else [agency]
        return tuple(found)

    def _same_body(self, before: Sequence[Chunk]) -> tuple[str, ...]:
        """The body that a clause means by `该院`: the one that was named last; by `it` the speaker."""
        if any(c.has_signal("same-body") for c in before):
            return self._last_body
        they = self._groups[0] if before and before[0].text == "They" else ()
        return they or (self._speaker if any(c.text.lower() == "it" for c in before) else ())

    def _counted(self, chunks: Sequence[Chunk], quantity: Quantity) -> tuple[str, ...]:
        """The bodies that the figure counts, where they act, and those told as examples of what is counted.

        `11 arbitration bodies handled 500 cases`, `eight departments, including A and B, convened …`
        """
        examples = clauses.counted_in(chunks, quantity.last)
        if self._lang == "zh":
            return examples if quantity.counted == "authority" else ()
        groups = [g.iri for c in chunks[quantity.last : quantity.phrase] if (g := c.group) is not None]
        doers = groups if voices.acts_itself(chunks, quantity.first, quantity.phrase) else []
        behind = chunks[quantity.phrase] if quantity.phrase < len(chunks) else None
        told = behind is not None and (behind.has_signal("including") or behind.text in ("—", "–"))
        return (*doers, *(examples if told or quantity.counted == "authority" else ()))

    def _within(self, name: NamedSpan) -> list[str]:
        """The one body that stands within a name (`Guiding Cases released by the Supreme People's Court`)."""
        inner = [s.thing for s in names_within(name.label, self._lang, self._registry, whole=name.iri)]
        return [thing.iri for thing in inner if thing.kind == "body" and thing.class_name != "BodyGroup"]

    def _is_of_home(self, chunks: Sequence[Chunk], window: Window) -> bool:
        """Whether a figure is said of the whole area (`62 cases in the province`): no single court's then."""
        last = max((*window.left, *window.phrase, *window.tail), default=-1)
        place = range(clauses.clause_at(chunks, last).start + 1, last + 1) if self._lang == "en" else ()
        areas = (chunks[i] for i in place if chunks[i - 1].tag == "PREP" and clauses.is_area_word(chunks[i]))
        return any(self._area_of(area) == self._home for area in areas)

    def _organisers(self, chunks: Sequence[Chunk], quantity: Quantity) -> tuple[str, ...]:
        """Who an action was organised by, of what happened in it (`during actions launched by A, …`)."""
        start = clauses.clause_at(chunks, quantity.first).start
        during = any(c.tag == "DURING" for c in chunks[start : quantity.first])
        return clauses.agents(chunks, range(start, quantity.first)) if during else ()

    def _goes_on(self, chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> bool:
        """Whether the figure may be of the sentence before's subject: its own sentence has no subject."""
        if self._has_area_subject(chunks, range(quantity.first)):
            return self._lang == "en" and self._only_they_do(chunks, quantity.first)
        if self._lang == "zh":
            return not clauses.is_selected(chunks, quantity.first, quantity.phrase)
        return leaves_doer_out(chunks, quantity, window)

    def _only_they_do(self, chunks: Sequence[Chunk], at: int) -> bool:
        """Whether what an area is said to have done is done by bodies of the last subject's sort only."""
        chain = self.told_by_name(self._subject)[1]
        things = [resolve(self._registry, body) for body in self._subject]
        groups = all(thing is not None and thing.class_name == "BodyGroup" for thing in things)
        return groups and does_alone(chunks, at, chain)

    def _is_of_those_before(self, chunks: Sequence[Chunk], window: Window) -> bool:
        """Whether a paragraph without a subject tells what is the work of those who acted before it."""
        chain = self.told_by_name(self._before)[1]
        return bool(chain) and voices.is_work_of(chunks, window.all(), chain)

    def _has_area_subject(self, chunks: Sequence[Chunk], place: range) -> bool:
        """Whether an area, or doers without a name, are what a clause is about."""
        return is_of_no_body(chunks, place, self._lang)

    def _place(
        self, chunks: Sequence[Chunk], quantity: Quantity, window: Window, agencies: Sequence[str]
    ) -> tuple[str, bool]:
        """The area: of the item dealt out, of the clause's opening, of the actor's seat; else the text's."""
        for _, area in clauses.areas_named(chunks, window.dealt or ()):
            if self._inside(area):
                return area, False
        clause = clauses.clause_at(chunks, quantity.first)
        if (dealt := self._area_dealt(chunks, quantity, clause)) is not None:
            return dealt, False
        opened = self._item(chunks, quantity.first) or self._opened(
            chunks, range(clause.start, quantity.first)
        )
        if opened is not None:
            return opened, False
        before = self._opened(chunks, range(clause.start)) if self._lang == "zh" and not agencies else None
        counted = [g.iri for c in chunks[quantity.last : quantity.phrase] if (g := c.group) is not None]
        agencies = counted or agencies  # where those are who are counted
        seats = {a for body in agencies if (a := self._seat(body))}
        seat: str | None = next(iter(seats)) if len(seats) == 1 else None
        if seat is not None and seat != self._home and self._inside(seat):
            return seat, False
        if before is not None and before != self._home:
            return before, True  # the area that the sentence opens with, past a semicolon
        return self._unnamed(chunks, quantity, clause)

    def _area_dealt(self, chunks: Sequence[Chunk], quantity: Quantity, clause: range) -> str | None:
        """The area of a figure's place in an English list (`A and B had 812 and 790 respectively`)."""
        position, members = self._dealt.get(quantity.first, (0, 0))
        if self._lang == "zh" or members < 2:
            return None
        verb = next((i for i in clause if chunks[i].tag in clauses.VERBS), clause.stop)
        areas = [area for _, area in clauses.areas_named(chunks, range(clause.start, verb))]
        return areas[position] if len(areas) == members and self._inside(areas[position]) else None

    def _unnamed(self, chunks: Sequence[Chunk], quantity: Quantity, clause: range) -> tuple[str, bool]:
        """The area of a figure whose clause opens with none: `the province`, the last one, the text's."""
        home = any(chunks[i].has_signal("home") for i in range(clause.start, quantity.first))
        if home and self._known and self._lang == "en":
            return self._home, False
        if self._area is not None and self._inside(self._area):
            return self._area, True
        if home and self._lately:
            return self._lately, True  # `in the city`: the one spoken of
        near = None if self._known else self._around(chunks, quantity, clause)
        self._lately = near or self._lately
        return (near, False) if near is not None else (self._lately or self._home, True)

    def _item(self, chunks: Sequence[Chunk], first: int) -> str | None:
        """The area right before a number in a Chinese list (`美国54087件、日本48397件`)."""
        listed = first > 1 and chunks[first - 2].tag in ("ENUM", "SEMI") and chunks[first - 1].tag == "NAME"
        listed = listed and not clauses.is_one_of_several(chunks, first - 1)  # `广州、深圳7个案例`
        area = (
            self._area_of(chunks[first - 1]) if listed and clauses.is_area_word(chunks[first - 1]) else None
        )
        return area if area is not None and self._inside(area) else None

    def _opened(self, chunks: Sequence[Chunk], place: range) -> str | None:
        """The area that the clause nearest to the figure opens with, brackets left out."""
        outside = {i for i, _ in clauses.areas_named(chunks, place)}
        for i in reversed(place):
            if chunks[i].name is not None and i not in outside:
                continue
            opens = clauses.is_area_word(chunks[i]) and clauses.opens_clause(chunks, i)
            if self._lang == "zh" and clauses.is_one_of_several(chunks, i):
                continue  # `郑州、洛阳两市合计`: of neither alone
            if opens and not clauses.is_dateline(chunks, i):
                area = self._area_of(chunks[i])
                if area is not None and self._inside(area):
                    return area
        return None

    def _around(self, chunks: Sequence[Chunk], quantity: Quantity, clause: range) -> str | None:
        """In a text about no area that is known: what the clause, a body's seat, the sentence tell."""
        near = self._nearest(chunks, quantity, clause)
        return near or self._near_seat(chunks) or self._spoken_of(chunks)

    def _nearest(self, chunks: Sequence[Chunk], quantity: Quantity, clause: range) -> str | None:
        """The area named nearest to the figure in its clause, before it rather than behind."""
        named = list(clauses.areas_named(chunks, clause))
        before = [area for i, area in named if i < quantity.first]
        return before[-1] if before else (named[0][1] if named else None)

    def _near_seat(self, chunks: Sequence[Chunk]) -> str | None:
        """The seat of the one body that a sentence names, whatever it does in it."""
        seats = {seat for c in chunks if c.name and clauses.is_body(c) and (seat := self._seat(c.name.iri))}
        return seats.pop() if len(seats) == 1 else None

    def _spoken_of(self, chunks: Sequence[Chunk]) -> str | None:
        """The area that a sentence names anywhere, first of all; the nation where it says so."""
        for i, chunk in enumerate(chunks):
            if clauses.is_area_word(chunk) and not clauses.is_dateline(chunks, i):
                for _, area in clauses.areas_named(chunks, range(i, len(chunks))):
                    return area if not chunk.has_signal("nation") else iris.thing("area", _CHINA)
                return self._area_of(chunk)
        return None

    def _area_of(self, chunk: Chunk) -> str | None:
        """The area that a chunk names; `the province` is the reported one, `全国` China."""
        if chunk.name is not None:
            return chunk.name.iri
        if chunk.has_signal("nation"):
            return iris.thing("area", _CHINA)
        if chunk.text in _OF_CITY and self._city is not None:
            return self._city  # in a text on a province `全市` is the city spoken of
        if chunk.text == "区内" and self._area is not None:
            return self._area
        return self._home if self._home != iris.AREA_UNSTATED else None

    def _hears_of(self, chunks: Sequence[Chunk]) -> None:
        """Takes up the first city of the province reported on that a paragraph names."""
        for _, area in clauses.areas_named(chunks, range(len(chunks))):
            thing = self._registry.get("area", iris.slug_of(area))
            if thing is not None and area != self._home and thing.parent == iris.slug_of(self._home):
                self._city = self._city or area

    def _seat(self, body: str) -> str | None:
        """The area of a body's seat where that is narrower than its jurisdiction, else the latter."""
        thing = resolve(self._registry, body)
        if thing is None or not (thing.seat or thing.area):
            return None
        seat = thing.seat or thing.area
        if thing.class_name == "CustomsAuthority" and body not in self._registry.things and self._known:
            city = self._registry.get("area", seat)
            if city is not None and city.code.endswith(_CAPITAL):
                return None  # the customs of a capital have the whole province
        return iris.thing("area", seat)

    def _inside(self, area: str) -> bool:
        """Whether an area lies in the one that the document is about (anywhere, where that is unstated)."""
        if not self._known:
            return True
        home, slug = iris.slug_of(self._home), iris.slug_of(area)
        region = self._registry.get("area", slug)
        parts = region.members if region is not None and region.class_name == "MacroRegion" else ()
        return any(self._registry.within(part, home) for part in (slug, *parts))
