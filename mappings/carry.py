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
from mappings.heads import DONE
from mappings.parts import in_list, is_next_part, is_part, of_its_right, right_itself
from mappings.records import Lang
from mappings.windows import Window
from ontology import names as iris

#: What goes along when the object itself is taken over.
_WITH_OBJECT: Final = ("object", "ip", "procedure", "origin", "party", "quality", "level", "about", "per")
_COUNTING_PEOPLE: Final = frozenset({"case", "person", "person-time", "employee", "percent"})
#: What is of the same sort as what it is told beside.
_OTHER: Final = "other"
#: Nouns so general that a special one before them is meant.
_GENERAL: Final = frozenset({"product", "institution"})
#: Values that name themselves what they are of.
_OWN_VALUES: Final = frozenset({"contract-value", "technology-transaction-value", "transaction-value"})
#: What the worth of something is called.
_WORTH: Final = {
    "insurance-policy": "insurance-coverage", "transaction": "transaction-value",
    "technology-contract": "contract-value", "open-licence": "licensing-amount",
    "licence": "licensing-amount",
    "securitisation-product": "financing-scale",
}  # fmt: skip
#: Applications that others than the patent office deal with, so that what they let through is a part.
_BESIDE_OFFICE: Final = frozenset({"pre-examination-application"})
#: Nouns that are of the right that the figure before is of.
_OF_A_RIGHT: Final = frozenset({"application", "grant", "registration"})
#: What the head of a noun phrase that the lexicon lacks looks like, what only looks so, and what is no part.
_PLURAL: Final = re.compile(r"^[a-z][a-z’'-]{2,}s$")
_NO_PLURAL: Final = re.compile(
    r"(?:ss|us|is|ous|[’']s)$|^(?:was|has|does|its|as|yes|towards|always|times|whereas)$"
)
_NO_NOUN: Final = re.compile(r"ly$|^(?:first|second|third|last|other|more|such|its|their|about|over)$")
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
    reading = _beside_last(reading, last, chunks, quantity, window, lang=lang)
    own_words = residual(chunks, quantity, window, lang) if "object" not in reading.facets else ""
    own_words = "" if lang == "zh" and quantity.counted == "case" else own_words  # `47案`: the unit says it
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
        if reading.nature == "aspect" and not _names_itself(reading, chunks, quantity, window, lang):
            reading = _side_of(reading, last)
        elif lang == "en" and _goes_on(reading, last, chunks[: quantity.first]):
            reading = replace(
                reading,
                facets={**reading.facets, "ip": last.facets["ip"]},
                ip_types=last.ip_types,
                carried=tuple(sorted({*reading.carried, "ip_types"})),
            )
    if "object" not in reading.facets and own_words:
        own_words = right_itself(reading, chunks, quantity) or own_words
        reading = replace(
            reading, facets={**reading.facets, "object": own_words}, counted=reading.counted or "thing"
        )
    served = reading.facets.get("action") == "serve" and reading.counted == "enterprise"
    if lang == "zh" or served:
        reading = _in_its_clause(reading, before, chunks, quantity)
    of_whole = part or is_part(chunks, window, quantity) or is_next_part(chunks, window, before)
    return replace(reading, part=of_whole)


def _beside_last(
    reading: Reading,
    last: Reading | None,
    chunks: Sequence[Chunk],
    quantity: Quantity,
    window: Window,
    *,
    lang: Lang,
) -> Reading:
    """`reading` as what stands beside `last`: of its kind, a member of its list, one of its sentence."""
    if last is not None:
        reading = _of_kind(reading, last, chunks, quantity)
        reading = in_list(reading, chunks, quantity, window, last) if lang == "zh" else reading
    return _in_sentence(reading, chunks, quantity, window, last) if lang == "en" else reading


def _of_kind(reading: Reading, last: Reading, chunks: Sequence[Chunk], quantity: Quantity) -> Reading:
    """A general noun as the special one that its sentence has counted (`地理标志产品3个，累计产品9个`)."""
    noun = reading.facets.get("object", "")
    near = any(c.tag in ("NUM", "NUMW") for c in chunks[: quantity.first])
    before = last.facets.get("object", "")
    special = before.endswith(f"-{noun}") or (before == noun and "ip" in last.facets and not reading.ip_types)
    if near and noun == "transaction" and before == "open-licence-declaration":
        return replace(reading, facets={**reading.facets, "object": "open-licence"})  # `2,466 transactions`
    done = reading.facets.get("action") == last.facets.get("action") is not None
    people = noun == "person" == last.counted and "cumulative" in _said(chunks, quantity) and done
    if not near or not (people or (noun in _GENERAL and special)):
        return reading
    kept = {name: last.facets[name] for name in ("object", "ip") if name in last.facets}
    return replace(
        reading, facets={**reading.facets, **kept}, ip_types=reading.ip_types or last.ip_types,
        carried=tuple(sorted({*reading.carried, "metric"})),
    )  # fmt: skip


def _said(chunks: Sequence[Chunk], quantity: Quantity) -> str:
    """The words right before a figure."""
    return " ".join(c.text.lower() for c in chunks[max(0, quantity.first - 3) : quantity.first])


def _in_sentence(
    reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, window: Window, last: Reading | None
) -> Reading:
    """What an English sentence goes on saying, and the goods that are seized where none are named."""
    if last is not None and not _begins_anew(chunks, quantity, window):
        reading = in_one_breath(reading, chunks, quantity, window, last)
    seized = "object" not in reading.facets and reading.facets.get("action") == "seize"
    if seized and quantity.unit and quantity.counted in ("batch", "thing"):  # `intercepted 612 batches`
        return replace(reading, facets={**reading.facets, "object": "infringing-goods"})
    return reading


def _names_itself(
    reading: Reading, chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang
) -> bool:
    """Whether an English sentence begins with a value that says itself what it is of."""
    own = lang == "en" and reading.facets.get("object") in _OWN_VALUES
    return own and _begins_anew(chunks, quantity, window)


def _in_its_clause(
    reading: Reading, before: Reading | None, chunks: Sequence[Chunk], quantity: Quantity
) -> Reading:
    """`reading` with what a Chinese unit says (`47案`), and the right that its clause goes on about.

    In English only those served are of that right (`pledge loans of …, benefiting 4,120 companies`).
    """
    if "object" not in reading.facets and quantity.counted == "case":
        reading = replace(reading, facets={**reading.facets, "object": "case"}, counted="case")
    if before is None or not of_its_right(reading, before, chunks, quantity.first):
        return reading
    return replace(reading, ip_types=before.ip_types, carried=_with(reading, "ip_types"))


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
    told = bool(reading.ip_types or reading.facets.keys() & {"origin", "about"})
    told = told or reading.facets.get("object") == "typical-case"
    told = told or ("procedure" in reading.facets and reading.facets.get("object") not in DONE)
    return same and "ip" in last.facets and not told and any(c.tag in ("NUM", "NUMW") for c in here)


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
    if near:
        reading = _granted(reading, last)
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


def _granted(reading: Reading, last: Reading) -> Reading:
    """What was granted of applications of a special kind (`of 90 pre-examined, 40 patents`)."""
    applied = last.facets.get("object", "")
    granted = reading.facets.get("action") == "grant" and reading.counted == "patent"
    if not granted or applied not in _BESIDE_OFFICE:
        return reading
    return replace(reading, facets={**reading.facets, "object": applied}, carried=_with(reading, "metric"))


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
    told = {name: facets.get(name) for name in ("per", "quality")}
    return any(v and v not in (last.facets.get(name), _OTHER) for name, v in told.items())


def _state_of(last: Reading) -> str:
    return last.facets["measure-type"] if last.facets.get("measure-type") in ("flow", "stock") else ""


def _side_of(reading: Reading, last: Reading) -> Reading:
    """The right, procedure and origin of what the figure is a side of (the value of trademark cases)."""
    facets = dict(reading.facets)
    if facets.get("object") == "case-value":  # `worth 226 million yuan`: what the thing before is worth
        facets["object"] = _WORTH.get(last.facets.get("object", ""), "case-value")
        if last.facets.get("action") == "destroy" and last.counted in ("item", "tonne"):
            facets["object"] = "destroyed-goods-value"
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
    return _noun_behind(chunks, quantity)


def _noun_behind(chunks: Sequence[Chunk], quantity: Quantity) -> str:
    """The English noun phrase right behind a number as a slug: its last plural noun and a word before that.

    A verb, an adverb or an ordinal behind a number is no name of what is counted.
    """
    words: list[str] = []
    told = True
    for chunk in chunks[quantity.last : quantity.last + 6] if quantity.unit_class == "count" else ():
        opens_clause = not words and chunk.text.lower().endswith("ing")  # `612 batches involving …`
        if chunk.tag in _NOT_NAMES or opens_clause or not re.fullmatch(r"[A-Za-z’'-]+", chunk.text):
            break
        words.append(chunk.text.lower())
        told = told and chunk.tag == "FACET"
    heads = [k for k, word in enumerate(words) if _PLURAL.search(word) and not _NO_PLURAL.search(word)]
    if told or not heads:
        return ""  # `402 criminal and 15 administrative`, `61,250 turned on copyright`
    phrase = [word for word in words[: heads[0] + 1] if not _NO_NOUN.search(word)]
    return iris.slugify(_singular("-".join(phrase[-2:])))


def _singular(noun: str) -> str:
    """A regular English plural without its ending."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return re.sub(r"(?<=[sxz])es$|(?<=[cs]h)es$|s$", "", noun)


def _last_run(chunks: Sequence[Chunk], place: Sequence[int]) -> list[int]:
    """The last unbroken run of words that are no part of the grammar of figures."""
    run: list[int] = []
    for i in reversed(place):
        if chunks[i].tag in _NOT_NAMES:
            break
        run.append(i)
    return run[::-1]
