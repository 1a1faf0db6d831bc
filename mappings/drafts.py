"""The figures of a sentence in the making: what each says, what it belongs to, what it takes over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from mappings.actors import Actors
from mappings.amounts import Quantity
from mappings.carry import complete
from mappings.chunks import Chunk
from mappings.clauses import in_brackets, is_agent, is_body
from mappings.doers import Participants
from mappings.facets import Reading, read, rights_in
from mappings.lexicon import Action
from mappings.links import FIELD, Level, bases, judged, told_in
from mappings.measures import measured, period_of, unstated
from mappings.parts import in_cases, is_part, theme_before
from mappings.periods import Timeline
from mappings.records import Sentence
from mappings.statements import compared_with, signed, statistic_of
from mappings.windows import Window, each, leads_to, runs, windows
from ontology import names as iris

#: Statistics that belong to another figure.
_DEPENDENT: Final = frozenset({"change", "share", "rank", "streak"})
#: What is counted where a law is enforced: cases, and the people, money and goods in them.
_ENFORCEMENT: Final = frozenset(
    {"case", "person", "yuan", "den", "suspect", "person-time", "premises", "percent"}
)
#: What rates and durations are counted in: sides of what was counted before, like its value.
_RATED: Final = frozenset({"percent", "day", "month"})
#: What a lead is counted in where not in the unit of its base.
_LEADS: Final = {"percent": "percentage-point", "percentage_point": "percentage-point", "ratio": "ratio"}
_MONEY: Final = frozenset({"CNY", "USD", "HKD", "MOP"})
#: What stands between a value and the one that it went to.
_TO_GOAL: Final = frozenset({"REACH", "DIR", "BOUND", "YEAR", "DATE"})
#: What a part of a number of cases may be called by: its right, or the case itself.
_RIGHTS_ALONE: Final = frozenset({None, "case", "patent", "invention-patent", "technology-contract"})
#: How many levels of the sentences before a change or rank may still belong to.
_REMEMBERED: Final = 24


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure in the making: the quantity, its statistic and value, its facets, period and participants."""

    quantity: Quantity
    statistic: str
    value: Decimal
    reading: Reading
    period: str
    participants: Participants
    carried: frozenset[str]


@dataclass(slots=True)
class Memory:
    """What one paragraph's sentences hand on to the next; `rights` and `chain` are its lead's."""

    timeline: Timeline
    levels: list[Level] = field(default_factory=list)
    said: dict[tuple[Decimal, str], str] = field(default_factory=dict)
    last: Reading | None = None
    side: Reading | None = None
    rights: tuple[str, ...] = ()
    chain: str = ""
    paragraph: int = -1


class Drafts:
    """The drafts of one sentence, made in the order of its quantities."""

    def __init__(
        self,
        sentence: Sentence,
        chunks: Sequence[Chunk],
        found: Sequence[Quantity],
        *,
        memory: Memory,
        actors: Actors,
    ) -> None:
        self._sentence, self._lang = sentence, sentence.lang
        self._chunks, self._found = chunks, found
        self._around = windows(chunks, found, sentence.lang)
        self._memory, self._actors = memory, actors

    def __iter__(self) -> Iterator[Draft]:
        earlier = [replace(level, index=None, who=None) for level in self._memory.levels]
        self._memory.levels = earlier[-_REMEMBERED:]
        for number, (group, kinds) in enumerate(self._in_order()):
            if kinds[0] == "lead":
                yield from (self._lead(i, group) for i in group)
            elif kinds[0] in _DEPENDENT:  # the verb stands before the first member of a list only
                yield from self._dependents(group, kinds[0])
            else:
                yield from self._levels(group, kinds, number)

    def _in_order(self) -> list[tuple[list[int], list[str]]]:
        """The groups, a level that an English change led to before that change."""
        groups = list(self._groups())
        for k in range(len(groups) - 1):
            change = groups[k][0]
            alone = self._lang == "en" and groups[k][1] == ["change"]
            if alone and leads_to(self._chunks, self._found, change[0]):
                groups[k], groups[k + 1] = groups[k + 1], groups[k]
        return groups

    def _groups(self) -> Iterator[tuple[list[int], list[str]]]:
        """The lists of quantities with the sort of each; a lead, or a change behind its base, is alone."""
        for group in runs(self._chunks, self._found):
            kinds = [statistic_of(self._chunks, self._found, i, self._around, self._sentence) for i in group]
            if self._lang == "en" and kinds[-1] == "share" and set(kinds) == {"rate", "share"}:
                kinds = ["share"] * len(kinds)  # `with 38%, 15% and 9% of the total`
            if kinds[0] == "lead" and all(self._found[i].unit_class == "ratio" for i in group):
                kinds = ["lead"] * len(kinds)  # `分别是2020年的2.1倍和1.7倍`
            mixed = kinds[0] not in _DEPENDENT and any(kind in _DEPENDENT for kind in kinds)
            if mixed or ("lead" in kinds and len(set(kinds)) > 1):
                yield from (([i], [kind]) for i, kind in zip(group, kinds, strict=True))
            else:
                yield group, kinds

    def _levels(self, group: Sequence[int], kinds: Sequence[str], run: int) -> Iterator[Draft]:
        """The values of a list: each its own, or all parts of the one before."""
        whole = self._memory.last
        part = len(group) > 1 and is_part(self._chunks, self._around[group[0]], self._found[group[0]])
        for i, kind in zip(group, kinds, strict=True):
            self._memory.last = whole if part else self._memory.last
            for window in each(self._chunks, self._around[i]):
                draft = self._level(i, window, kind, part=part)
                belongs = part or is_part(self._chunks, window, draft.quantity)
                key, who = draft.quantity.first, draft.participants
                aside = in_brackets(self._chunks, key)
                level = Level(i, draft.reading, run, draft.statistic, key, part=belongs, aside=aside, who=who)
                if not self._is_converted(draft.quantity) and draft.quantity.unit != "ratio":
                    self._memory.levels.append(level)
                yield draft

    def _is_converted(self, q: Quantity) -> bool:
        """Whether a sum says the one before it in another currency (`8 billion yuan (1 billion dollars)`)."""
        i = self._found.index(q)
        if not i or not {q.unit_class, self._found[i - 1].unit_class} <= _MONEY:
            return False
        between = self._chunks[self._found[i - 1].last : q.first]
        return bool(between) and between[0].tag == "OPEN"

    def _level(self, i: int, window: Window, statistic: str, *, part: bool) -> Draft:
        q, memory = self._found[i], self._memory
        reading = read(self._chunks, q, window, self._lang)
        reading = self._specific(reading)
        last = self._whole(reading, q, window)
        reading = self._of_opening(self._of_case(reading, q), q)
        reading, theme = self._themed(reading, q)
        part, last = part or theme is not None, theme or last
        reading = complete(reading, self._chunks, q, window, last, lang=self._lang, part=part)
        who = self._actors.of(self._chunks, q, window)
        held = reading.facets.get("quality") == "valid" and reading.counted in ("patent", "trademark")
        if held and "agencies" in who.carried:
            who = replace(who, agencies=(), actor=iris.ACTOR_NONE, carried=who.carried - {"agencies"})
        who = self._of_whole(who) if reading.part else who
        reading = self._of_actor(reading, who)
        reading, statistic = measured(reading, statistic, q, self._chunks, memory.timeline)
        if self._is_converted(q) and memory.levels:  # in whatever currency, it is one sum
            reading = memory.levels[-1].reading
        side = reading.nature == "aspect" or (self._lang == "zh" and reading.counted in _RATED)
        memory.side = reading if side else memory.side
        if not side or memory.last is None:
            memory.last = reading  # what an aspect is a side of goes on being spoken of
        period, carried = period_of(
            reading, statistic, q, window, chunks=self._chunks, timeline=memory.timeline
        )
        return Draft(q, statistic, q.value, reading, period, who, frozenset(reading.carried) | carried)

    def _of_whole(self, who: Participants) -> Participants:
        """Who a part is of in English: nobody from elsewhere where its whole is nobody's."""
        whole = next((v.who for v in reversed(self._memory.levels) if v.index is not None and v.who), None)
        alone = whole is not None and not whole.agencies and "agencies" in who.carried
        if self._lang == "zh" or not alone:
            return who
        return replace(who, agencies=(), actor=iris.ACTOR_NONE, carried=who.carried - {"agencies"})

    def _whole(self, reading: Reading, q: Quantity, window: Window) -> Reading | None:
        """What a figure takes over from: of a part that names its object, the last figure of such objects."""
        named = reading.facets.get("object")
        if self._lang == "zh" and not named and self._memory.side is not None and self._is_goal(q):
            return self._memory.side  # `由22个月压缩至3个月`
        if self._lang == "zh" and named and is_part(self._chunks, window, q):
            same = (
                v.reading for v in reversed(self._memory.levels) if v.reading.facets.get("object") == named
            )
            return next(same, self._memory.last)
        last = self._memory.last
        acts = any(self._chunks[i].tag == "ACT" for i in window.left)
        behind_parts = self._lang == "en" and last is not None and last.part and acts
        if behind_parts and not is_part(self._chunks, window, q):
            wholes = (v.reading for v in reversed(self._memory.levels) if not v.part)
            return next(wholes, last)  # `accepted 90, including 25 criminal ones, and concluded 88`
        return last

    def _is_goal(self, q: Quantity) -> bool:
        """Whether a Chinese value is where the one before went to (`由2023年的96天下降至2024年的71天`)."""
        before = [f for f in self._found if f.phrase <= q.first and f.unit_class == q.unit_class]
        between = self._chunks[before[-1].phrase : q.first] if before else ()
        led = any(c.tag == "REACH" for c in between)
        return led and all(c.tag in _TO_GOAL or c.text in ("的", "了") for c in between)

    def _specific(self, reading: Reading) -> Reading:
        """`reading`, mere applications as those that the paragraph has spoken of (`累计受理申请9044件`)."""
        if self._lang != "zh" or reading.facets.get("object") != "application" or reading.ip_types:
            return reading
        levels = (v.reading for v in reversed(self._memory.levels))
        told = next((r for r in levels if r.facets.get("object", "").endswith("-application")), None)
        if told is None:
            return reading
        kept = {name: told.facets[name] for name in ("object", "ip", "party") if name in told.facets}
        return replace(reading, facets={**reading.facets, **kept}, ip_types=told.ip_types, nature=told.nature)

    def _of_case(self, reading: Reading, q: Quantity) -> Reading:
        """`reading` as of the one case that the sentence has told of (`侦破…案，捣毁窝点17个`)."""
        cases = {c.name.iri for c in self._chunks if c.name is not None and c.name.class_name == "LegalCase"}
        named = [c.name for c in self._chunks[: q.first] if c.name is not None and c.name.iri in cases]
        listed = reading.counted == "case" or "about" in reading.facets
        if len(cases) != 1 or not named or listed:
            return reading
        return replace(reading, facets={**reading.facets, "about": iris.slug_of(named[0].iri)})

    def _of_opening(self, reading: Reading, q: Quantity) -> Reading:
        """`reading` of the right of the work that opens a Chinese sentence (`开展软件…检查，检查单位9家`)."""
        comma = next((i for i, c in enumerate(self._chunks) if c.tag == "COMMA"), q.first)
        opening = self._chunks[:comma]
        conducts = opening and (a := opening[0].entry(Action)) is not None and a.notation == "conduct"
        if self._lang == "en" or not conducts or comma >= q.first or reading.ip_types:
            return reading
        done = {a.notation for c in opening[1:] if (a := c.entry(Action)) is not None}
        rights = rights_in(opening) if reading.facets.get("action") in done else ()
        if not rights:
            return reading
        facets = {**reading.facets, "ip": "+".join(iris.slugify(r) for r in rights)}
        carried = tuple(sorted({*reading.carried, "ip_types"}))
        return replace(reading, facets=facets, ip_types=rights, carried=carried)

    def _themed(self, reading: Reading, q: Quantity) -> tuple[Reading, Reading | None]:
        """`reading` as a part of what a Chinese clause before has set (`新收案件中，专利5件、商标9件`)."""
        theme = theme_before(self._chunks, q.first)
        if self._lang != "zh" or q.counted not in ("", "thing", "case") or not theme:
            return reading, None
        whole = read(self._chunks, q, Window(theme, (), ()), "zh")
        if whole.counted != "case" or reading.facets.get("object") not in _RIGHTS_ALONE:
            return reading, None
        return in_cases(reading), whole

    def _of_actor(self, reading: Reading, who: Participants) -> Reading:
        """What the name of the acting body adds, and where none acts or no right is named, the lead."""
        rights, chain = self._actors.told_by_name(who.agencies)
        facets, carried = dict(reading.facets), set(reading.carried)
        if not chain and not who.agencies:
            chain = "" if self._has_unnamed_doers(reading) else self._chain_of_lead(reading, who)
            carried |= {"metric"} if chain else set()
        last = self._memory.last
        if self._lang == "en" and not chain and facets.get("action") == "inspect" and last is not None:
            chain = last.facets.get("chain", "")  # who inspects is who the text has spoken of
        told: tuple[str, ...] = ()
        if self._lang == "en" and not chain and not who.agencies and who.scope != iris.SCOPE_ALL:
            told, chain = self._actors.told_by_campaign(who.scope)
            rights = rights or told
        if chain:
            facets["chain"] = chain
        if facets.get("object") == "case" and self._actors.mediate(who.agencies):
            facets["object"] = "dispute"
        ip_types = reading.ip_types
        if not ip_types and (reading.nature != "standing" or reading.counted == "employee"):
            lead = self._memory.rights if len(self._memory.rights) == 1 else ()
            ip_types = rights or (lead if facets.get("action") != "select" else ())
            carried |= {"ip_types"} if ip_types else set()
        if (
            ip_types
            and "ip" not in facets
            and (not reading.ip_types or ip_types in (rights, self._memory.rights))
        ):
            facets["ip"] = "+".join(iris.slugify(r) for r in ip_types)
        return replace(reading, facets=facets, ip_types=ip_types, carried=tuple(sorted(carried)))

    def _has_unnamed_doers(self, reading: Reading) -> bool:
        """Whether an English sentence has counted who did what it counts (`400 offices handled 9 cases`)."""
        earlier = [v for v in self._memory.levels if v.index is not None]
        return (
            self._lang == "en"
            and reading.counted == "case"
            and any(v.reading.counted == "authority" for v in earlier)
        )

    def _chain_of_lead(self, reading: Reading, who: Participants) -> str:
        """The place in the chain that the lead tells; one field's action is not of the general enforcers."""
        chain = self._memory.chain
        if reading.nature == "standing" or reading.counted not in _ENFORCEMENT:
            return ""
        return "" if chain == "market-regulation" and who.scope != iris.SCOPE_ALL else chain

    def _dependents(self, group: Sequence[int], kind: str) -> Iterator[Draft]:
        """Changes, shares, ranks and streaks: each has the metric of every level that it is said of."""
        linked = bases(
            self._chunks, self._found, group, self._around, levels=self._memory.levels, lang=self._lang
        )
        for i, fitting in zip(group, linked, strict=True):
            value = signed(self._chunks, self._found, i, kind, group[0])
            levels = judged(self._chunks, self._found[i], kind, self._memory.levels)
            levels = levels or fitting or [self._own_words(i, kind)]
            for level in [self._settled(level, kind, i, group[0]) for level in levels]:
                if level.index is None:  # told of again here, so that more may be said of it
                    self._memory.levels.append(replace(level, index=i, key=self._found[i].first))
                whose = None if self._has_subject(level, i, kind) else level.who
                yield self._draft(i, kind, value, level.reading, level.statistic, whose=whose)

    def _has_subject(self, level: Level, i: int, kind: str) -> bool:
        """Whether a rank has a subject of its own (`3 branches were rated, and Suzhou Branch was first`)."""
        between = range(max(level.key, 0), self._found[i].first)
        bodies = any(is_body(self._chunks[k]) and not is_agent(self._chunks, k) for k in between)
        return self._lang == "en" and kind == "rank" and level.index is not None and bodies

    def _own_words(self, i: int, kind: str) -> Level:
        """What a dependent is of where no level fits: what its own window names.

        Those who have a share in something are a part of it, and so of the same right.
        """
        q, window = self._found[i], self._around[i]
        latest = self._memory.levels[-1] if self._memory.levels else None
        if latest is not None and any(self._chunks[k].tag == "ANAPHOR" for k in window.left):
            return latest  # `The latter accounted for 10 percent`
        if self._lang == "zh":
            window = replace(window, left=told_in(self._chunks, q, window))
        reading = read(self._chunks, q, window, self._lang)
        if latest is not None and self._is_of_latest(reading, kind, latest):
            return latest
        last = self._memory.last
        if kind == "share" and last is not None and not reading.ip_types:
            reading = replace(reading, ip_types=last.ip_types)
        return Level(None, complete(reading, self._chunks, q, window, None, lang=self._lang), -1, "rate", -1)

    def _is_of_latest(self, reading: Reading, kind: str, latest: Level) -> bool:
        """Whether an English dependent names nothing that it could be of, so it is of what was told last.

        Whom a rank is among (`by city, A came first`) is not what is ranked.
        """
        field = kind == "rank" and reading.facets.get("object") in FIELD
        named = {"object", "about", "quality", "action"} & reading.facets.keys()
        apart = kind == "rank" and latest.index is None  # of what a whole sentence was said
        return self._lang == "en" and (field or not (named or apart))

    def _settled(self, level: Level, kind: str, index: int, first: int) -> Level:
        """A level that was made from a dependent's own words becomes one that others can belong to."""
        if level.key != -1:
            return level
        if self._lang == "en" and "object" in level.reading.facets:  # an index is of no right
            who = self._actors.of(self._chunks, self._found[index], self._around[index])
            level = replace(level, reading=self._of_actor(level.reading, who))
        measure = unstated(level.reading)
        reading = replace(level.reading, facets={**level.reading.facets, "measure-type": measure})
        statistic = "streak" if kind == "streak" else measure
        made = Level(index, reading, 1000 + first, statistic, self._found[index].first)
        self._memory.levels.append(made)
        if self._lang == "zh" and reading.facets.get("object", "index") != "index":
            self._memory.last = reading  # `成交额连续五年增长，2024年达到5亿元`
        return made

    def _lead(self, i: int, group: Sequence[int]) -> Draft:
        """A lead over (or gap to) another area's value: a metric of its own, compared with that area."""
        q, window = self._found[i], self._around[i]
        linked = bases(
            self._chunks, self._found, group, self._around, levels=self._memory.levels, lang=self._lang
        )[group.index(i)]
        level = next(iter(linked or self._memory.levels[-1:]), None)
        reading = level.reading if level is not None else read(self._chunks, q, window, self._lang)
        facets: Mapping[str, str] = {
            **reading.facets,
            "compared-with": compared_with(self._chunks, self._found[group[0]]),
            "measure-type": "rate",
            **({"counts": _LEADS[q.unit_class]} if q.unit_class in _LEADS else {}),
        }
        statistic = level.statistic if level is not None else "rate"
        draft = self._draft(i, "rate", q.value, reading, statistic)
        return replace(draft, reading=replace(reading, facets=facets))

    def _draft(
        self,
        i: int,
        kind: str,
        value: Decimal,
        reading: Reading,
        statistic: str,
        *,
        whose: Participants | None = None,
    ) -> Draft:
        """The draft of a quantity that has another's `reading`; `statistic` is that other's, and `whose`."""
        q, window = self._found[i], self._around[i]
        period, carried = period_of(
            reading, statistic, q, window, chunks=self._chunks, timeline=self._memory.timeline
        )
        who = whose or self._actors.of(self._chunks, q, window)
        return Draft(q, kind, value, reading, period, who, carried)
