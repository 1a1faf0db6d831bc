"""What a figure takes over from the one before it when its own words do not say: object, right, action …."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from mappings import lexicon
from mappings.amounts import Quantity
from mappings.breath import in_one_breath
from mappings.chunks import Chunk
from mappings.facets import Reading
from mappings.lexicon import Action, IPTerm, Object
from mappings.records import Lang
from mappings.windows import Window
from ontology import names as iris

#: What goes along when the object itself is taken over.
_WITH_OBJECT: Final = ("object", "ip", "procedure", "origin", "party", "quality", "level", "about", "per")
#: What is counted where a right itself is (`每万户市场主体拥有商标4432件`).
_NOUN_OF_RIGHT: Final = {
    "trademark": "trademark-registration", "copyright": "copyright-registration",
    "geographical-indication": "gi-product", "utility-model": "patent", "design": "patent",
}  # fmt: skip
#: What a list of rights may be of.
_NOUNS_OF_LISTS: Final = frozenset({"recordal", "case", "dispute", "application", "complaint"})
_COUNTING_PEOPLE: Final = frozenset({"case", "person", "person-time", "employee", "percent"})
#: What is counted in, where the right must be said.
_OF_OWN_RIGHT: Final = frozenset({"case", "authority", "measure", "action"})
#: Values that name themselves what they are of.
_OWN_VALUES: Final = frozenset({"contract-value", "technology-transaction-value", "transaction-value"})
#: What the worth of something is called.
_WORTH: Final = {
    "insurance-policy": "insurance-coverage", "transaction": "transaction-value",
    "technology-contract": "contract-value", "open-licence": "licensing-amount",
    "licence": "licensing-amount",
    "securitisation-product": "financing-scale",
}  # fmt: skip
#: Nouns that are of the right that the figure before is of.
_OF_A_RIGHT: Final = frozenset({"application", "grant", "registration"})
_NOT_NAMES: Final = frozenset({
    "NUM", "NUMW", "UNIT", "MULT", "COMMA", "SEMI", "STOP", "ENUM", "COLON", "OPEN", "CLOSE",
    "DIR", "RESPECTIVELY", "BOTH", "YEAR", "DATE", "SPAN", "ORD", "STATE", "ACT", "NAME", "PREP",
    "AUX", "DET", "REL", "AND", "BOUND", "REACH", "TOTAL", "CUR", "MORE", "SET", "INCLUDING", "SHARE",
    "PRONOUN", "FILLER", "HOME", "NATION", "WHOLE_YEAR", "SAME_BODY", "LAST_YEAR",
})  # fmt: skip


def complete(
    reading: Reading,
    chunks: Sequence[Chunk],
    quantity: Quantity,
    window: Window,
    last: Reading | None,
    *,
    lang: Lang,
    part: bool = False,
) -> Reading:
    """`reading` with what it takes over from `last`, and with an object made of its own words if it has none.

    `part`: the figure is a member of a list of parts of `last`.
    """
    before = last
    if last is not None and lang == "zh":
        reading = _in_one_breath(reading, chunks, quantity, window, last)
    elif last is not None and not _begins_anew(chunks, quantity, window):
        reading = in_one_breath(reading, chunks, quantity, window, last)
    own_words = residual(chunks, quantity, window, lang) if "object" not in reading.facets else ""
    if last is not None:
        last = _of_people(last) if quantity.counted == "person" else last
        if lang == "en" and not part and _begins_anew(chunks, quantity, window):
            last = replace(last, facets={k: v for k, v in last.facets.items() if k != "action"})
        if lang == "zh" and quantity.counted == "case" and last.counted not in ("case", "yuan", "person"):
            last = replace(
                last, facets={"object": "case"}, counted="case", ip_types=(), nature=""
            )  # `立案32宗`
        reading = _take_over(
            reading,
            last,
            own_words,
            lexicon.load(lang).counted,
            part=part or is_part(chunks, window, quantity),
            near=any(c.tag in ("NUM", "NUMW") for c in chunks[: quantity.first]),
        )
        named = lang == "en" and reading.facets.get("object") in _OWN_VALUES
        if reading.nature == "aspect" and not (named and _begins_anew(chunks, quantity, window)):
            reading = _side_of(reading, last)
        elif lang == "en" and _goes_on(reading, last, chunks[: quantity.first]):
            reading = replace(
                reading,
                facets={**reading.facets, "ip": last.facets["ip"]},
                ip_types=last.ip_types,
                carried=tuple(sorted({*reading.carried, "ip_types"})),
            )
    if "object" not in reading.facets and own_words:
        own_words = _right_itself(reading, chunks, quantity) or own_words
        reading = replace(
            reading, facets={**reading.facets, "object": own_words}, counted=reading.counted or "thing"
        )
    if before is not None and lang == "zh" and _of_its_right(reading, before, chunks, quantity.first):
        carried = _with(reading, "ip_types")
        reading = replace(reading, ip_types=before.ip_types, carried=carried)
    of_whole = part or is_part(chunks, window, quantity) or _is_next_part(chunks, window, before)
    return replace(reading, part=of_whole)


def _right_itself(reading: Reading, chunks: Sequence[Chunk], quantity: Quantity) -> str:
    """The noun of a right that stands right before a Chinese figure (`拥有商标4432件`)."""
    before = chunks[quantity.first - 1] if quantity.first else None
    counts = before is not None and before.entry(IPTerm) is not None
    return _NOUN_OF_RIGHT.get(reading.facets.get("ip", ""), "") if counts else ""


def theme_before(chunks: Sequence[Chunk], first: int) -> tuple[int, ...]:
    """The words before `中，` that set what the Chinese clauses up to the figure divide."""
    start = next((i + 1 for i in range(first - 1, -1, -1) if chunks[i].tag == "STOP"), 0)
    for i in range(start + 1, first - 1):
        if (
            chunks[i].text == "中"
            and chunks[i + 1].tag == "COMMA"
            and chunks[i - 1].entry(Object) is not None
        ):
            return tuple(range(start, i))
    return ()


def in_cases(reading: Reading) -> Reading:
    """A right, or a sort of contract, as that of so many cases (`专利5件` among cases)."""
    facets = {**reading.facets, "object": "case"}
    if reading.facets.get("object") == "technology-contract":
        facets["procedure"] = "technology-contract"
    return replace(reading, facets=facets, counted="case", nature="")


def _is_next_part(chunks: Sequence[Chunk], window: Window, last: Reading | None) -> bool:
    """Whether a figure is the next of those that a Chinese `其中` has begun to list."""
    before = chunks[window.left[0] - 1].tag if window.left and window.left[0] else ""
    led = {before, *(chunks[i].tag for i in window.left[:1])} & {"COMMA", "ENUM", "AND"}
    return last is not None and last.part and bool(led) and all(chunks[i].tag != "NAME" for i in window.left)


def _begins_anew(chunks: Sequence[Chunk], quantity: Quantity, window: Window) -> bool:
    """Whether the figure is the first of an English sentence and points to nothing before."""
    return not is_part(chunks, window, quantity) and not any(
        c.tag in ("NUM", "NUMW") for c in chunks[: quantity.first]
    )


def _goes_on(reading: Reading, last: Reading, before: Sequence[Chunk]) -> bool:
    """Whether an English sentence goes on about the cases of a right that it has named."""
    here = before[max((k + 1 for k, c in enumerate(before) if c.tag == "SEMI"), default=0) :]
    of_right = reading.facets.get("object") in _OF_A_RIGHT and (
        last.nature == "event" or last.facets.get("object") in _OF_A_RIGHT
    )
    same = reading.counted == last.counted == "case" or of_right
    told = reading.ip_types or "procedure" in reading.facets or "origin" in reading.facets
    return same and "ip" in last.facets and not told and any(c.tag in ("NUM", "NUMW") for c in here)


def is_part(chunks: Sequence[Chunk], window: Window, quantity: Quantity) -> bool:
    """Whether the figure is a part of the one before (`其中`, `of which`), or points back by a pronoun."""
    behind = range(quantity.last, min(quantity.last + 3, len(chunks)))
    end = next((i for i in behind if chunks[i].tag in ("COMMA", "SEMI", "STOP", "ENUM")), behind.stop)
    around = (*window.left, *range(quantity.last, end))
    if [c.text.lower() for c in chunks[quantity.last : quantity.last + 2]] == ["of", "the"]:
        return chunks[quantity.last].text.isascii() and quantity.form == "bare"  # `eighteen of the products`
    if window.left and any(chunks[i].text == "(" for i in (window.left[0] - 1, *window.left) if i >= 0):
        return True
    return any(chunks[i].tag in ("INCLUDING", "PRONOUN", "ANAPHOR") for i in (*around, *window.phrase))


def _of_its_right(reading: Reading, last: Reading, chunks: Sequence[Chunk], first: int) -> bool:
    """Whether a clause goes on about the right of the one before (`质押融资…亿元，惠及企业…家`).

    Cases, events and the bodies that act are of a right only where their own words say so.
    """
    own = reading.ip_types or "procedure" in reading.facets or reading.counted in _OF_OWN_RIGHT
    if own or not last.ip_types or (reading.nature == "event" and reading.counted != "yuan"):
        return False
    ends = ("STOP",) if reading.facets.get("action") == "serve" else ("SEMI", "STOP")
    for chunk in reversed(chunks[:first]):
        if chunk.tag in ("NUM", "NUMW"):
            return True
        if chunk.tag in ends or _acts(chunk):
            return False
    return False


def _acts(chunk: Chunk) -> bool:
    return chunk.name is not None and iris.kind_of(chunk.name.iri) == "body"


def _in_one_breath(
    reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, window: Window, last: Reading
) -> Reading:
    """What goes on holding in a list (`检查单位5家、电脑9台`) or for a second verb (`接收58件，颁发9份`)."""
    first = _behind_brackets(chunks, window.left[0] if window.left else quantity.first)
    before = chunks[first - 1].tag if first else ""
    if chunks[first].tag in ("ENUM", "COMMA", "AND"):
        before, first = chunks[first].tag, first + 1
    parts = before == "COMMA" and last.part and "action" not in reading.facets
    before = "ENUM" if before == "AND" or parts else before
    if before == "ENUM" and "action" not in reading.facets and "action" in last.facets:
        reading = replace(
            reading, facets={**reading.facets, "action": last.facets["action"]}, happened=last.happened
        )
    if before == "ENUM" and not reading.ip_types and last.ip_types and "procedure" not in reading.facets:
        reading = replace(
            reading, ip_types=last.ip_types,
            facets={**{k: v for k, v in last.facets.items() if k in ("ip", "about")}, **reading.facets},
            carried=tuple(sorted({*reading.carried, "ip_types"})),
        )  # fmt: skip
    if (
        before == "ENUM"
        and last.facets.get("object") in _NOUNS_OF_LISTS
        and _is_right_alone(reading, chunks, quantity)
    ):
        facets = {**reading.facets, "object": last.facets["object"]}
        reading = replace(reading, facets=facets, counted=last.counted, nature=last.nature)
    if before == "ENUM" and not reading.state and not reading.happened and last.state == "flow":
        return replace(reading, state="flow")
    goes_on = before == "ENUM" or (before == "COMMA" and chunks[first].entry(Action) is not None)
    if goes_on and not reading.state and last.state == "stock" and reading.happened != "activity":
        return replace(reading, state="stock")
    return reading


def _is_right_alone(reading: Reading, chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether a member of a list names a right only (`备案商标权476项、著作权85项、专利权32项`)."""
    patent = reading.facets.get("object") in ("patent", "invention-patent")
    return patent or ("object" not in reading.facets and bool(_right_itself(reading, chunks, quantity)))


def _behind_brackets(chunks: Sequence[Chunk], at: int) -> int:
    """`at`, or what follows the brackets that stand there (`13家中心（TISC）、6家…`)."""
    if chunks[at].tag != "OPEN":
        return at
    return next((i + 1 for i in range(at, min(at + 12, len(chunks) - 1)) if chunks[i].tag == "CLOSE"), at)


def _of_people(last: Reading) -> Reading:
    """`last`, its cases made the people in them (`案件1308件2087人`)."""
    if last.counted not in _COUNTING_PEOPLE:  # `查获物品1.9万件，拘捕23人`
        return replace(last, facets={"object": "person"}, counted="person", nature="")
    if last.counted != "case" or "object" not in last.facets:
        return last
    return replace(last, facets={**last.facets, "object": "person"}, counted="person", nature="aspect")


def _take_over(
    reading: Reading, last: Reading, own_words: str, counted_of: Mapping[str, str], *, part: bool, near: bool
) -> Reading:
    """`reading` with object, right and action of `last` where it names none, or is a part of it.

    `near`: `last` stands in the same sentence.
    """
    facets = dict(reading.facets)
    if part and last.facets.get("object", "").endswith(f"-{facets.get('object')}"):
        del facets["object"]  # `the cumulative grants` behind `grants for new varieties`
    reading = replace(reading, facets=facets)
    if "object" not in facets and (part or not own_words):
        reading = _same_object(reading, last, counted_of)
    elif part:
        reading = _same_right(reading, last)
    reading = _same_action(reading, last, part=part)
    if (reading.nature == "aspect" and near) or (not reading.state and (reading.nature == "aspect" or part)):
        reading = replace(reading, state=_state_of(last) or reading.state)
    return reading


def _same_object(reading: Reading, last: Reading, counted_of: Mapping[str, str]) -> Reading:
    """What goes along with the object of `last`."""
    told = "action" in reading.facets  # what was done goes with the object, a rate per head does not
    names = [name for name in _WITH_OBJECT if name in last.facets and not (told and name == "per")]
    taken = {name: last.facets[name] for name in names} | dict(reading.facets)
    counted = reading.counted
    if counted in ("", "thing"):
        counted = counted_of.get(taken.get("object", ""), last.counted)
    return replace(
        reading,
        facets=taken,
        counted=counted,
        ip_types=reading.ip_types or last.ip_types,
        nature=reading.nature or last.nature,
        carried=_with(reading, "metric") if len(taken) > len(reading.facets) else reading.carried,
    )


def _same_right(reading: Reading, last: Reading) -> Reading:
    """What a part that has an object of its own shares with the whole."""
    alike = reading.facets.get("object") == last.facets.get("object")
    names = ("about", "procedure", "origin", "party") if alike else ("about",)
    taken = {name: last.facets[name] for name in names if name in last.facets} | dict(reading.facets)
    told = set(taken) - set(reading.facets) - {"about"}
    reading = replace(reading, facets=taken, carried=_with(reading, "metric") if told else reading.carried)
    if "ip" in taken or "ip" not in last.facets:
        return reading
    facets = {**taken, "ip": last.facets["ip"]}
    return replace(reading, facets=facets, ip_types=last.ip_types, carried=_with(reading, "ip_types"))


def _same_action(reading: Reading, last: Reading, *, part: bool) -> Reading:
    """What happened, where it is said of `last` only and both are of one sort."""
    alike = reading.facets.get("object") == last.facets.get("object")
    if "action" in reading.facets or "action" not in last.facets or _of_another_sort(reading.facets, last):
        return reading
    if not (part or reading.carried or alike):
        return reading
    facets = {**reading.facets, "action": last.facets["action"]}
    return replace(reading, facets=facets, carried=_with(reading, "metric"))


def _with(reading: Reading, name: str) -> tuple[str, ...]:
    """The names of what is carried, `name` among them."""
    return tuple(sorted({*reading.carried, name}))


def _of_another_sort(facets: Mapping[str, str], last: Reading) -> bool:
    """Whether the figure is a rate per head or of a quality of its own, of which nothing is carried."""
    return any(facets.get(name) and facets[name] != last.facets.get(name) for name in ("per", "quality"))


def _state_of(last: Reading) -> str:
    return last.facets["measure-type"] if last.facets.get("measure-type") in ("flow", "stock") else ""


def _side_of(reading: Reading, last: Reading) -> Reading:
    """The right, procedure and origin of what the figure is a side of (the value of trademark cases)."""
    facets = dict(reading.facets)
    if facets.get("object") == "case-value":  # `worth 226 million yuan`: what the thing before is worth
        facets["object"] = _WORTH.get(last.facets.get("object", ""), "case-value")
    for name in ("ip", "procedure", "origin", "party"):
        if name in last.facets:
            facets.setdefault(name, last.facets[name])
    carried = (
        {*reading.carried, "ip_types"} if last.ip_types and not reading.ip_types else set(reading.carried)
    )
    return replace(
        reading, facets=facets, ip_types=reading.ip_types or last.ip_types, carried=tuple(sorted(carried))
    )


def residual(chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang) -> str:
    """The words that name an object which the lexicon lacks: Chinese as they stand, English as a slug."""
    if lang == "zh":
        place = window.dealt or window.left
        words = [chunks[i].text for i in _last_run(chunks, place)]
        if all(chunks[i].tag == "FACET" for i in _last_run(chunks, place)):
            return ""  # `省级4个`: of what the list is of
        text = "".join(words).rpartition("的")[2][-8:] or "".join(words)[-8:]
        return text if re.fullmatch(r"[\u4e00-\u9fff]{2,8}", text) else ""
    following: list[str] = []
    for chunk in chunks[quantity.last : quantity.last + 6]:
        if chunk.tag in _NOT_NAMES or not re.fullmatch(r"[A-Za-z’'-]+", chunk.text):
            break
        following.append(chunk.text)
    try:
        return iris.slugify("-".join(following[-3:]).rstrip("s")) if following else ""
    except ValueError:
        return ""


def _last_run(chunks: Sequence[Chunk], place: Sequence[int]) -> list[int]:
    """The last unbroken run of words that are no part of the grammar of figures."""
    run: list[int] = []
    for i in reversed(place):
        if chunks[i].tag in _NOT_NAMES:
            break
        run.append(i)
    return run[::-1]
