"""The facets of a metric from the words around a figure: what happened, to what, which right, how …."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from mappings import heads, lexicon
from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.clauses import clause_at
from mappings.lexicon import Action, FacetTerm, IPTerm, Object
from mappings.records import Lang
from mappings.states import state_of
from mappings.thresholds import thresholds
from mappings.voices import is_having
from mappings.windows import ABOUT, Window
from ontology import names as iris

#: The facets in the fixed order in which a metric's notation is composed.
ORDER: Final = (
    "action", "object", "ip", "chain", "procedure", "origin", "party", "quality", "level", "about",
    "compared-with", "per", "counts", "measure-type",
)  # fmt: skip

_HONOURS: Final = frozenset({"Award", "AwardScheme"})
#: Classes whose names tell the right that a figure beside them is of (`促进专利转化28条措施`).
_TELLING: Final = ABOUT | {"PolicyDocument", "Programme"}
#: What rates and durations are counted in, which no sum of money and no number of things is.
_RATED: Final = frozenset({"percent", "day", "month"})
_UNITS: Final = {"CNY": "yuan", "USD": "yuan", "HKD": "yuan", "MOP": "yuan"}
_BY_THE_PIECE: Final = frozenset({"CNY", "USD", "HKD", "MOP"})
#: What Chinese units are nouns themselves.
_PLACES: Final = frozenset({"country", "province", "place"})
#: Prepositions behind which stands no head of a subject.
_SUBORDINATE: Final = frozenset({"by", "on", "from", "against", "to", "at", "in"})
#: What is said of cases that got into a list.
_CHOSEN_CASES: Final = frozenset({("select", "typical-case"), ("select", "case"), ("select", None)})
#: Verbs that only say that something was done (`conducted inspections`): any other verb says more.
_LIGHT: Final = frozenset({"conduct"})
#: Rights that market regulators do not enforce (those in plant varieties two others do).
_ENFORCED: Final[Mapping[str, str]] = {"copyright": "copyright", "software": "copyright", "plant variety": ""}
#: General rights that a special one in the same window makes superfluous.
_SPECIAL: Final[Mapping[str, frozenset[str]]] = {
    "patent": frozenset({"invention patent", "utility model", "design"}),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the window of one figure says.

    `state` is flow, stock or rate where a word says so; `happened` the same where only the verb suggests it.
    `part`: the figure is told as a part of the one before.
    """

    facets: Mapping[str, str]
    ip_types: tuple[str, ...] = ()
    counted: str = ""
    nature: str = ""
    state: str = ""
    happened: str = ""
    carried: tuple[str, ...] = field(default=())
    part: bool = False


def read(chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang) -> Reading:
    """The facets that the window of `quantity` names."""
    chosen = lang == "zh" and any(
        (a := chunks[i].entry(Action)) is not None and a.notation == "select" for i in window.tail
    )
    inside = [chunks[i] for i in (window.all() if lang == "en" or chosen else window.before())]
    head = heads.joint(_head(chunks, quantity, window, lang), chunks, window)
    facets: dict[str, str] = {}
    listed = _is_listed(chunks, inside, head, window, lang)
    if head is None and listed and quantity.counted in ("case", "thing", ""):
        head = Object(term="", notation="case", counted="case", nature="event")  # `3案入选…`
    action = _action(chunks, window, lang)
    if action is not None:
        facets["action"] = action.notation
    if head is not None:
        facets["object"] = "typical-case" if listed and head.notation == "case" else head.notation
    honour = _honour(inside) if head is None or lang == "zh" else None
    if head is None and honour is not None:
        head = Object(term="", notation="award", counted="award", nature="event")
        facets["object"] = head.notation
    if lang == "zh" and _is_example(chunks, quantity.first):
        inside = [c for c in inside if not _tells_right(c) or c.start >= chunks[quantity.first].start]
    inside = inside + (_named_between(chunks, quantity, window) if lang == "en" else [])
    rights = rights_in(inside) or _of_cases(chunks, quantity, facets, lang)
    rights = rights or (of_name(honour, lang)[0] if honour else _told(inside, lang))
    if rights:
        facets["ip"] = "+".join(iris.slugify(r) for r in rights)
    if head is not None and head.counted == "award" and not rights:
        rights = _of_scheme(chunks, quantity, facets, lang)
    tail = [chunks[i] for i in window.tail] if lang == "zh" else []
    facets |= _extreme(chunks, quantity, window)
    _other([*inside, *(tail if tail and tail[0].text == "中" else [])], facets)  # `在9件案件中适用…`
    if lang == "zh" and (limits := thresholds(chunks, window.left)):
        facets["quality"] = "+".join(sorted({*filter(None, [facets.get("quality")]), *limits}))
    if lang == "zh" and any(chunks[i].has_signal("nation") for i in window.phrase):
        facets["level"] = "national"  # `5个全国…试点地区`
    counted = _counted(quantity, head)
    founded = head is not None and head.nature == "event" and facets.get("action") == "establish"
    nature = head.nature if head is not None else ""
    return Reading(
        facets, rights, counted, nature, state_of(inside, counted),
        "flow" if founded else action.state if action is not None else "",
    )  # fmt: skip


def _is_listed(
    chunks: Sequence[Chunk], inside: Sequence[Chunk], head: Object | None, window: Window, lang: Lang
) -> bool:
    """Whether a list of cases is named, or in English, behind cases, only described."""
    if any(c.name is not None and c.name.class_name == "CaseList" for c in inside):
        return True
    told = (o for i in window.tail if (o := chunks[i].entry(Object)) is not None)
    of_cases = lang == "en" and head is not None and head.notation == "case"
    return of_cases and any(noun.notation == "typical-case" for noun in told)


def _named_between(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> list[Chunk]:
    """The products that stand by name between a number and its verb (`6 products, such as A and B, were`)."""
    verb = window.tail[0] if window.tail else quantity.phrase
    between = chunks[quantity.phrase : verb]
    return [c for c in between if c.name is not None and c.name.class_name == "GIProduct"]


def _of_cases(
    chunks: Sequence[Chunk], quantity: Quantity, facets: Mapping[str, str], lang: Lang
) -> tuple[str, ...]:
    """The rights of the cases that an English clause names, of those of them that got into a list."""
    if lang == "zh" or (facets.get("action"), facets.get("object")) not in _CHOSEN_CASES:
        return ()
    clause = clause_at(chunks, quantity.first)
    cases = [
        c for c in (chunks[i] for i in clause) if c.name is not None and c.name.class_name == "LegalCase"
    ]
    return tuple(sorted({right for c in cases for right in of_name(c.text, lang)[0]}))


def _extreme(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> dict[str, str]:
    """That a sum is the highest of its kind, so of one case (`the highest damages were 3 million yuan`)."""
    highest = any(chunks[i].text.lower().endswith("highest") for i in window.left)
    return {"quality": "highest"} if highest and quantity.unit_class in _BY_THE_PIECE else {}


def _is_example(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether a right stands before the figure as an example only (`全球专利等15类数据`)."""
    if first < 2 or chunks[first - 1].text != "等":
        return False
    noun = chunks[first - 2].entry(Object)
    return chunks[first - 2].entry(IPTerm) is not None or (noun is not None and noun.counted == "person")


def _tells_right(chunk: Chunk) -> bool:
    """Whether a word names an IP right, or something of one."""
    return chunk.entry(IPTerm) is not None or any(noun.ip for noun in chunk.all_of(Object))


def _honour(inside: Sequence[Chunk]) -> str | None:
    """The name of an award that the figure counts (`第二十二届中国专利奖326项`)."""
    return next((c.text for c in inside if c.name is not None and c.name.class_name in _HONOURS), None)


def _of_scheme(
    chunks: Sequence[Chunk], quantity: Quantity, facets: dict[str, str], lang: Lang
) -> tuple[str, ...]:
    """The rights of the award that the sentence has named before (`在中国专利奖评选中，…获金奖4项`)."""
    before = [c for c in chunks[: quantity.first] if c.name is not None and c.name.class_name in _HONOURS]
    if not before or before[-1].name is None:
        return ()
    rights = of_name(before[-1].text, lang)[0]
    if rights:
        facets["ip"] = "+".join(iris.slugify(r) for r in rights)
        facets["about"] = iris.slug_of(before[-1].name.iri)
    return rights


def of_heading(text: str, lang: Lang) -> tuple[tuple[str, ...], str]:
    """The rights and the place in the chain that a lead tells: who enforces depends on the right."""
    rights, chain = of_name(text, lang)
    if chain == "market-regulation":
        chain = next((_ENFORCED[r] for r in rights if r in _ENFORCED), chain)
    return rights, chain


def of_name(label: str, lang: Lang) -> tuple[tuple[str, ...], str]:
    """The IP rights and the place in the chain of protection that a body's or a heading's name tells."""
    words, parts = lexicon.load(lang), lexicon.parts_of(label, lang)
    rights: set[str] = set()
    chain, at = "", 0
    while at < len(parts):
        length, entries = words.longest(parts, at)
        for entry in entries:
            if isinstance(entry, IPTerm):
                rights.update(entry.notation.split("|"))
            elif isinstance(entry, FacetTerm) and entry.facet == "chain" and not chain:
                chain = entry.notation
        at += length or 1
    if chain == "copyright" and not rights:
        rights.add("copyright")  # `版权局` is one word of the lexicon
    return tuple(sorted(rights)), chain


def _head(chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang) -> Object | None:
    """What is counted: the last noun of the phrase behind the number, else the last one before it."""
    if (told := _beside(chunks, quantity, window, lang)) is not None:
        return told
    shared = tuple(i for i in window.left if window.dealt and i > window.dealt[-1])  # `…、专利权案件分别为`
    places = [window.phrase, shared, window.dealt or (), window.left, window.tail]
    if lang == "en":
        places = [window.phrase, window.dealt or (), window.tail, _without_doers(chunks, window.left)]
    elif not any((a := chunks[i].entry(Action)) is not None and a.notation == "select" for i in window.tail):
        places = places[:4]  # in Chinese what follows names a list at most (`1案入选…典型案例`)
    for place in places:
        found = [
            o for i in place if (o := chunks[i].entry(Object)) is not None and _may_count(o, quantity, lang)
        ]
        if lang == "en" and place is not window.phrase:
            unit = _UNITS.get(quantity.unit_class, quantity.unit_class)
            found = [o for o in found if o.counted == unit] or found  # `the average trial time of cases`
        if not found and place is window.phrase:
            found = [o for i in place if chunks[i].name is not None for o in _nouns_of(chunks[i], lang)]
        if not found and lang == "zh" and place is window.left:
            names = [
                c.name for i in place if (c := chunks[i]).name is not None and c.name.class_name == "Campaign"
            ]
            found = [o for name in names for o in heads.nouns_in(name.label, lang)]  # `开展“…”行动12次`
        if found:
            return heads.of_tail(chunks, place, found) if lang == "en" and place is window.tail else found[-1]
    if lang == "en":
        return None
    behind = (o for i in window.tail if (o := chunks[i].entry(Object)) is not None)
    return next((o for o in behind if o.counted == quantity.counted == "person"), None)  # `611人取得职称`


def _beside(chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang) -> Object | None:
    """What a number counts where another word than the noun behind it, or its unit, says it."""
    if lang == "en":
        return heads.beside(chunks, quantity.first, window)
    if quantity.counted in _PLACES:
        return Object(term="", notation=quantity.counted, counted=quantity.counted)  # `7省知识产权部门`
    if (doer := heads.apposed(chunks, window)) is not None:
        return doer
    word = heads.set_up_behind(chunks, window)
    if word is None:
        return None
    noun = word.entry(Object)
    return noun if noun is not None else next(reversed(_nouns_of(word, "zh")), None)


def _without_doers(chunks: Sequence[Chunk], place: tuple[int, ...]) -> tuple[int, ...]:
    """An English subject without what stands behind `by` or `on` in it (`recordals by local enterprises`)."""
    for k, i in enumerate(place[1:], start=1):
        if chunks[i].text.lower() in _SUBORDINATE and chunks[place[k - 1]].tag not in ("ACT", "AUX"):
            before, behind = place[:k], place[k:]
            comma = next((j for j, b in enumerate(behind) if chunks[b].tag == "COMMA"), len(behind))
            before, behind = before + behind[comma:], behind[:comma]
            told = any(chunks[b].tag in ("ACT", "AUX") or is_having(chunks[b]) for b in behind)
            if not told and any(chunks[b].entry(Object) is not None for b in before):
                return before
    return place


def _may_count(noun: Object, quantity: Quantity, lang: Lang) -> bool:
    """Whether a noun fits the unit: in English no number of things counts a value in yuan."""
    if lang == "zh":
        return True
    if noun.counted in _RATED:
        return quantity.unit_class not in _BY_THE_PIECE and not (
            noun.counted == "percent" and quantity.unit_class == "count"
        )
    return noun.counted != "yuan" or quantity.unit_class != "count"


def _nouns_of(chunk: Chunk, lang: Lang) -> list[Object]:
    """The nouns in a counted name; of an action, in the name that the registry gives it."""
    if lang == "en" and chunk.text[0].islower() and (told := heads.nouns_in(chunk.text, lang)):
        return told[:1]  # `three joint operations to protect IP across …`
    name = chunk.name
    known = name is not None and name.class_name == "Campaign" and name.status == "known"
    label = name.label if name is not None and known else ""
    found = (heads.nouns_in(label, lang)[-1:] if label else []) or heads.nouns_in(chunk.text, lang)
    return found[:1] if lang == "en" and chunk.text[0].islower() else found  # `measures to promote patents`


def _action(chunks: Sequence[Chunk], window: Window, lang: Lang) -> Action | None:
    """The verb: in English a passive behind the phrase before an active one to the left."""
    if lang == "en":
        passive = [i for i in window.tail if chunks[i].tag == "AUX"]
        if passive:
            for i in window.tail:
                if i > passive[0] and (found := chunks[i].entry(Action)) is not None:
                    return found
        if (said := _participle(chunks, window)) is not None:
            return said
    light: Action | None = None
    for place in (window.left, window.dealt or (), window.phrase, window.tail):
        behind = lang == "zh" and place is window.tail  # `为企业提供…服务`: the verb, not the noun
        for i in place if behind else reversed(place):
            found = chunks[i].entry(Action)
            if found is not None and found.notation not in _LIGHT:
                return found
            light = light or found
    return light


def _participle(chunks: Sequence[Chunk], window: Window) -> Action | None:
    """The English participle right behind the noun (`with 40 cases settled`), no verb before."""
    governed = next(
        (chunks[i] for i in reversed(window.left) if chunks[i].tag not in ("BOUND", "TOTAL")), None
    )
    if not window.tail or (governed is not None and governed.entry(Action) is not None):
        return None
    return chunks[window.tail[0]].entry(Action)


def _told(inside: Sequence[Chunk], lang: Lang) -> tuple[str, ...]:
    """The rights that the names of awards, lists and databases tell (the China Patent Award)."""
    names = [c for c in inside if c.name is not None and c.name.class_name in _TELLING]
    return tuple(sorted({right for c in names for right in of_name(c.text, lang)[0]}))


def rights_in(inside: Sequence[Chunk]) -> tuple[str, ...]:
    """The rights that words name, a special one instead of the general one."""
    named: set[str] = set()
    for chunk in inside:
        for term in chunk.all_of(IPTerm):
            named.update(term.notation.split("|"))
        for noun in chunk.all_of(Object):
            named.update(filter(None, noun.ip.split("|")))
        if chunk.name is not None and chunk.name.class_name == "GIProduct":
            named.add("geographical indication")
    for general, special in _SPECIAL.items():
        if named & special:
            named.discard(general)
    return tuple(sorted(named))


def _other(inside: Sequence[Chunk], facets: dict[str, str]) -> None:
    several: dict[str, list[str]] = {}
    for k, chunk in enumerate(inside):
        either = k + 1 < len(inside) and inside[k + 1].text == "或"
        for term in chunk.all_of(FacetTerm):
            if term.facet == "chain" or (term.facet == "party" and either):
                continue  # `产业集群或地方产业`: of these or of others
            several.setdefault(term.facet, []).append(term.notation)
        if chunk.name is not None and chunk.name.class_name in ABOUT:
            several.setdefault("about", []).append(iris.slug_of(chunk.name.iri))
    for region, noun in pairwise(inside):  # `2 million pieces of EU trademark data`
        whose = region.name is not None and region.name.class_name == "MacroRegion"
        if whose and region.name and any(o.notation == "data-record" for o in noun.all_of(Object)):
            several.setdefault("about", []).append(iris.slug_of(region.name.iri))
    for facet, notations in several.items():
        facets[facet] = "+".join(sorted(set(notations)))


def _counted(quantity: Quantity, head: Object | None) -> str:
    """The measure word where it says something itself (`人次`), else the noun that is counted."""
    if quantity.counted and quantity.counted not in ("thing", "rank"):
        return quantity.counted
    if head is not None and not (head.counted == "yuan" and quantity.unit_class == "count"):
        return head.counted
    return quantity.counted or "thing"
