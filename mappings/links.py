"""Which figure a change, share, rank or streak belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mappings.amounts import Quantity
from mappings.carry import complete
from mappings.chunks import Chunk
from mappings.clauses import clause_at, in_brackets
from mappings.doers import Participants
from mappings.facets import Reading, read
from mappings.items import split_items
from mappings.lexicon import Object
from mappings.records import Lang
from mappings.windows import ABOUT, Window
from ontology import names as iris

_RELATIVE: Final = frozenset({"percent", "percentage_point", "ratio", "rank", "year_count"})
#: What ranks those that it tells of.
_INDICES: Final = frozenset({"Publication", "PublicationSeries"})
#: What places are compared within.
FIELD: Final = frozenset({"province", "city", "county"})
#: What is not counted by the piece (`件数同比上升` beside cases and persons: the cases).
_NOT_IN_PIECES: Final = frozenset({"person", "person-time", "yuan", "batch", "percent", "day", "month"})
#: What those who are assessed are ranked in (`in the assessment 3 branches ranked among the top 10`).
_ASSESSMENT: Final = "assessment"
_ABOVE: Final = ("above", "aforementioned")
#: Within how many words behind a rank `above` points back, and to how many figures.
_POINTING: Final = 9
_POINTED: Final = 8
#: By how much a whole comes before its part where both agree with what is named.
_HALF: Final = 50
_IDENTIFYING: Final = ("object", "ip", "quality", "procedure", "origin", "level", "about")


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that others may belong to; `index` is its quantity's, None when from an earlier sentence.

    `aside`: it stands in brackets, so that what follows them is not said of it.
    `who`: whose it is, where that is known, and so whose its changes and ranks are.
    """

    index: int | None
    reading: Reading
    run: int
    statistic: str
    key: int
    part: bool = False
    aside: bool = False
    who: Participants | None = None


def bases(
    chunks: Sequence[Chunk],
    quantities: Sequence[Quantity],
    group: Sequence[int],
    found: Sequence[Window],
    *,
    levels: Sequence[Level],
    lang: Lang,
) -> list[list[Level]]:
    """For each member of `group` (a run of dependents) the levels that it says something about.

    An empty list: the figure stands on its own, its window says what it is about. A level with key -1 is a
    new one, made from what the figure's own words name.
    """
    if not in_brackets(chunks, quantities[group[0]].first):
        levels = [level for level in levels if not level.aside]
    here = [level for level in levels if level.index is not None]
    lead = found[group[0]]
    named = _named(chunks, quantities[group[0]], lead, lang)
    if len(group) == 1:
        return [_single(chunks, quantities[group[0]], lead, named, levels)]
    if len(named) == len(group):
        matched = [match(reading, levels) for reading in named]
        return [
            [m or Level(None, reading, -1, "rate", -1)] for m, reading in zip(matched, named, strict=True)
        ]
    if len(here) >= len(group):
        return [[level] for level in here[-len(group) :]]
    return [here[-1:] for _ in group]


def _single(
    chunks: Sequence[Chunk], quantity: Quantity, window: Window, named: list[Reading], levels: Sequence[Level]
) -> list[Level]:
    here = [level for level in levels if level.index is not None]
    if named or not here:
        return _of_named(quantity, named, levels, here) if named else []
    run = [level for level in here if level.run == here[-1].run]
    said = (*window.left, *range(quantity.first, quantity.last))
    word = next((chunks[i].text.lower() for i in said if chunks[i].tag == "BOTH"), "")
    if word == "both":
        return here[-2:]
    if word and len(run) > 1:
        return _with_whole(run, here)
    if word:
        start = _theme(chunks, quantity.first)
        return [level for level in here if level.key >= start] or here
    whole = [level for level in here if level.key < run[0].key and not level.part][-1:]
    if quantity.form == "rank" and quantity.rule.startswith("en/") and run[-1].part and whole:
        return [*whole, run[-1]]  # `won 30 awards, of which 2 were gold ones, ranking first`
    return run if run[-1].statistic == "streak" else here[-1:]


def _of_named(
    quantity: Quantity, named: list[Reading], levels: Sequence[Level], here: Sequence[Level]
) -> list[Level]:
    """The levels that are named; an index or an item of a list that has none becomes one."""
    matched = [match(reading, levels) for reading in named]
    only = named[0]
    if quantity.form == "streak" and matched == [None] and "object" in only.facets:
        return [Level(None, only, -1, "rate", -1)]
    if len(named) == 1 and ("object" in only.facets or "about" not in only.facets):
        side = matched[0] is None and only.nature == "aspect" and quantity.form == "rank"
        if side and here:
            return list(here[-1:])  # `规模全国第二`
        return [m for m in matched if m is not None]
    return [m or Level(None, reading, -1, "rate", -1) for m, reading in zip(matched, named, strict=True)]


def _theme(chunks: Sequence[Chunk], before: int) -> int:
    """Where the last clause begins that sets a time or an area of its own (`…，全省获奖26项，均居首位`)."""
    for i in range(before - 1, 0, -1):
        if chunks[i - 1].tag in ("COMMA", "SEMI") and (
            chunks[i].tag in ("YEAR", "DATE") or _is_area(chunks[i])
        ):
            return i
    return 0


def _is_area(chunk: Chunk) -> bool:
    return chunk.tag == "HOME" or (chunk.name is not None and iris.kind_of(chunk.name.iri) == "area")


def _with_whole(run: list[Level], here: list[Level]) -> list[Level]:
    """The members of a list and, where they are its parts, the whole before them."""
    before = [level for level in here if level.key < run[0].key]
    return [before[-1], *run] if run[0].part and before else run


def _index(chunks: Sequence[Chunk], quantity: Quantity, place: Sequence[int]) -> tuple[int, ...]:
    """The English index that ranks: what hangs on the rank, else the nearest (`According to the … Index`)."""
    clause = clause_at(chunks, quantity.first)
    if any((name := chunks[i].name) is not None and name.class_name in ABOUT - _INDICES for i in place):
        return ()  # an award or a list is judged by others
    comma = next((i for i in range(quantity.last, clause.stop) if chunks[i].tag == "COMMA"), clause.stop)
    for stretch in (place, range(quantity.first - 1, clause.start - 1, -1), range(quantity.last, comma)):
        names = ((i, chunks[i].name) for i in stretch)
        found = next((i for i, name in names if name is not None and name.class_name in _INDICES), None)
        if found is not None:
            return (found,)
    return ()


def _english_place(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> tuple[int, ...]:
    """Where an English dependent names what it is of: behind it, else before, where a share only does so."""
    shares = quantity.form not in ("rank", "streak") and any(chunks[i].tag == "SHARE" for i in window.left)
    return window.left if shares else (window.tail or window.left)  # `accounting for 9 percent of GDP`


def _named(chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang) -> list[Reading]:
    """The readings of what the dependent's own window names: one, or one per item of a coordination."""
    place = told_in(chunks, quantity, window) if lang == "zh" else _english_place(chunks, quantity, window)
    if quantity.unit_class in _RELATIVE:
        quantity = replace(quantity, counted="")  # per cent count nothing: what they are of does
    if lang == "en" and quantity.form in ("rank", "streak") and (index := _index(chunks, quantity, place)):
        own = read(chunks, quantity, Window(index, (), ()), lang)
        return [replace(own, facets={k: v for k, v in own.facets.items() if k in ("ip", "about")})]
    own = read(chunks, quantity, Window(place, (), ()), lang)
    if lang == "en" and quantity.form == "rank" and not {"object", "quality"} & own.facets.keys():
        place = window.left  # `The attendance rate ranked first in the country`
        own = read(chunks, quantity, Window(place, (), ()), lang)
    if lang == "en" and quantity.form == "rank" and own.facets.get("object") in FIELD:
        return []  # `ranking fourth among all provinces`: whom it is compared with
    own = _of_index(own, chunks, quantity, place)
    telling = ("object", "quality", "about") if lang == "zh" else ("object", "quality")
    if not any(k in own.facets for k in telling):
        return []
    if lang == "en" and any(chunks[i].tag == "BOTH" for i in (*place, quantity.first)):
        listed = _listed(chunks, quantity, place)
        if listed:
            return listed
    joints = sum(chunks[i].tag in ("ENUM", "AND") for i in place)
    if joints and (
        any(chunks[i].tag in ("BOTH", "RESPECTIVELY") for i in (*window.left, *place))
        or quantity.form == "rank"
    ):
        items, shared = split_items(chunks, place, joints + 1)
        dealt = [Window(shared, (), (), item) for item in items]
        readings = [
            complete(read(chunks, quantity, w, lang), chunks, quantity, w, None, lang=lang) for w in dealt
        ]
        if readings and all("object" in r.facets or "ip" in r.facets for r in readings):
            return readings
    return [own]


def _of_index(own: Reading, chunks: Sequence[Chunk], quantity: Quantity, place: Sequence[int]) -> Reading:
    """`own`, and of a Chinese index whose report the clause names, that report's (`《…》显示，…指数榜首`)."""
    if (
        own.facets.get("object") != "index"
        or "about" in own.facets
        or not (index := _index(chunks, quantity, place))
    ):
        return own
    named = read(chunks, quantity, Window(index, (), ()), "zh")
    return replace(own, facets={k: v for k, v in named.facets.items() if k in ("ip", "about")})


def told_in(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> tuple[int, ...]:
    """The Chinese words that name what a dependent is of.

    Those behind `占` name the whole (`占GDP的12%`); those behind a streak do where none stand before.
    """
    at = next((k for k, i in enumerate(window.left) if chunks[i].text == "占"), len(window.left))
    place = window.left[:at]
    if quantity.form == "streak" and not any(chunks[i].entry(Object) for i in place):
        return (*place, *window.tail)  # `连续两年蝉联PCT国际专利申请榜首`
    return place


def _listed(chunks: Sequence[Chunk], quantity: Quantity, place: Sequence[int]) -> list[Reading]:
    """The readings of an English list before `all` (`including A and B, all topped …`), two at least."""
    start = max((k + 1 for k, i in enumerate(place) if chunks[i].has_signal("including")), default=0)
    items: list[list[int]] = [[]]
    for i in place[start:]:
        if chunks[i].tag in ("COMMA", "AND", "ENUM"):
            items.append([])
        elif chunks[i].tag != "BOTH":
            items[-1].append(i)
    found = [Window(tuple(item), (), ()) for item in items if item]
    readings = [read(chunks, quantity, w, "en") for w in found]
    return readings if len(readings) > 1 and all("object" in r.facets for r in readings) else []


def match(reading: Reading, levels: Sequence[Level]) -> Level | None:
    """The latest level that agrees with `reading` in all that both name; what is counted breaks ties."""
    best: tuple[int, Level] | None = None
    for age, level in enumerate(reversed(levels)):
        score = _score(reading, level.reading) * 100 - age - (_HALF if level.part else 0)
        if score > 0 and (best is None or score > best[0]):
            best = (score, level)
    return best[1] if best else None


def _as_award(held: Reading) -> Reading:
    """What won an award as the award that it won (`40 patents won …, first in award-winning patents`)."""
    if held.facets.get("action") != "win" or "about" not in held.facets:
        return held
    return replace(held, facets={**held.facets, "object": "award"}, counted="award")


def _score(wanted: Reading, held: Reading) -> int:
    score = 0
    held = _as_award(held) if wanted.facets.get("object") == "award" else held
    in_pieces = wanted.facets.get("object") == "piece" and held.counted not in _NOT_IN_PIECES
    by_count = in_pieces or (
        bool(wanted.counted) and wanted.counted == held.counted == wanted.facets.get("object")
    )
    for facet in _IDENTIFYING:
        mine, theirs = wanted.facets.get(facet), held.facets.get(facet)
        if facet == "object" and by_count:  # `人数` beside cases and persons: the persons
            continue
        if mine and theirs:
            if mine != theirs:
                return 0
            score += 2
        elif mine and facet != "object":
            return 0
    if wanted.facets.get("action") and wanted.facets.get("action") == held.facets.get("action"):
        score += 2
    elif wanted.facets.get("action") and held.facets.get("action"):
        score -= 1
    if in_pieces or (wanted.counted and wanted.counted == held.counted):
        score += 1
    elif "object" in wanted.facets and wanted.counted and held.counted:
        return 0
    return score


def judged(chunks: Sequence[Chunk], quantity: Quantity, kind: str, levels: Sequence[Level]) -> list[Level]:
    """What an English rank is of that is no figure's: an assessment, or all that was counted before."""
    if kind != "rank" or not quantity.rule.startswith("en/"):
        return []
    behind = chunks[quantity.last : quantity.last + _POINTING]
    if levels and any(c.text.lower().endswith(_ABOVE) for c in behind):  # `first by means of the above`
        latest = [level for level in levels if level.index is None] or levels
        rights = {right for level in latest[-_POINTED:] for right in level.reading.ip_types}
        return [_rank_of("indicator", tuple(sorted(rights)))]
    before = chunks[clause_at(chunks, quantity.first).start : quantity.first]
    nouns = (noun for c in before if (noun := c.entry(Object)) is not None)
    return [_rank_of(_ASSESSMENT)] if any(noun.notation == _ASSESSMENT for noun in nouns) else []


def _rank_of(what: str, rights: tuple[str, ...] = ()) -> Level:
    return Level(None, Reading({"object": what, "counts": "rank"}, rights, counted="rank"), -1, "rate", -1)
