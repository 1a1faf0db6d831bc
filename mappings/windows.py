"""The words that belong to a quantity: back to the last break, its noun phrase, and what hangs on it.

Lists with `分别`/`respectively` are dealt out here, item by item.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mappings import insertions
from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.items import JOINTS, is_noun, split_items
from mappings.lexicon import Action, Object
from mappings.phrases import is_hyphen, leads_to_number
from mappings.records import Lang
from mappings.voices import is_having

#: Classes of named things that say what a figure is about (bodies and areas have keys of their own).
ABOUT: Final = frozenset({
    "Award", "AwardScheme", "CaseList", "Designation", "Publication", "PublicationSeries",
})  # fmt: skip
_HARD: Final = frozenset({"SEMI", "STOP"})
_SOFT: Final = frozenset({"COMMA", "COLON", "OPEN", "CLOSE", "DASH"})
#: Percentages are not dealt out here: what they belong to are figures (see mappings.links).
_RATES: Final = frozenset({"percent", "percentage_point", "ratio", "rank"})
_AFTER_EACH: Final = frozenset({"ACT", "NUM", "NUMW", "BOUND"})
#: How many words may stand between a verb of rise or fall and its number (`rose by nearly 12 percent`).
_BY: Final = 4
#: What begins an English clause of its own.
_CLAUSES: Final = frozenset({"since", "after", "when", "while", "although", "because", "whereas"})
#: What begins an English clause of its own, or examples.
_ASIDE: Final = _CLAUSES | {"including", "such as"}
#: What stands between people and the cases that they are in.
_WITHIN: Final = (["in"], ["involved", "in"], ["involving"])
#: What else begins the next figure behind `and`.
_BOUNDED: Final[dict[Lang, tuple[str, ...]]] = {"zh": (), "en": ("BOUND", "STATE")}
#: What parts the members of an English list from each other.
_PARTS: Final = frozenset({
    "STOP", "SEMI", "COLON", "AUX", "DIR", "SHARE", "RANK", "RANK_VERB", "INCLUDING", "REL", "STATE", "BOTH",
    "TOTAL",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """Chunk indices that belong to a quantity: before it, its noun phrase, and what follows that phrase.

    `dealt` are the indices of the item of a list that the quantity got, in place of the whole list.
    """

    left: tuple[int, ...]
    phrase: tuple[int, ...]
    tail: tuple[int, ...]
    dealt: tuple[int, ...] | None = None

    def all(self) -> tuple[int, ...]:
        """All indices in the order of the text (a dealt item after what the list shares)."""
        return self.left + (self.dealt or ()) + self.phrase + self.tail

    def before(self) -> tuple[int, ...]:
        """All but the tail: in Chinese what names a figure ends with its noun phrase."""
        return self.left + (self.dealt or ()) + self.phrase


def windows(chunks: Sequence[Chunk], quantities: Sequence[Quantity], lang: Lang) -> list[Window]:
    """One window per quantity."""
    found = [_window(chunks, quantities, i, lang) for i in range(len(quantities))]
    found = _parted(quantities, found)
    if lang == "en":
        _share_noun(chunks, quantities, found)
        _share_verbs(chunks, quantities, found)
        _share_past_insertions(chunks, quantities, found)
        for i in range(1, len(found)):
            if leads_to(chunks, quantities, i - 1):
                left = (*found[i - 1].left, *range(quantities[i - 1].last, quantities[i].first))
                found[i] = replace(found[i], left=left)
    for group in runs(chunks, quantities):
        if lang == "zh" and all(not found[i].tail for i in group[:-1]):  # `2823、1144、4275件预审合格`
            for i in group[:-1]:
                found[i] = replace(found[i], tail=found[group[-1]].tail)
        if lang == "en":
            _share_phrase(quantities, group, found)
        _deal(chunks, quantities, group, found)
    return found


def leads_to(chunks: Sequence[Chunk], quantities: Sequence[Quantity], i: int) -> bool:
    """Whether an English change stands before the level that it led to (`rose by 12 percent to 5,000`)."""
    if i + 1 >= len(quantities):
        return False
    change, level = quantities[i], quantities[i + 1]
    between = [c for c in chunks[change.last : level.first] if c.tag not in ("BOUND", "CUR", "FILLER", "DET")]
    told = [c for c in between if c.tag not in ("X", "UNIT", "COMMA")]
    moved = any(c.tag == "DIR" for c in chunks[max(0, change.first - _BY) : change.first])
    led = len(told) == 1 and told[0] is between[-1] and told[0].text.lower() == "to"
    return led and (moved or change.form == "double") and level.unit_class not in ("percentage_point", "rank")


def _share_noun(chunks: Sequence[Chunk], quantities: Sequence[Quantity], found: list[Window]) -> None:
    """Gives a number what the next one counts, where that is the same counted in another way."""
    for i in range(len(found) - 1):
        if _is_of_next(chunks, quantities, i) and not found[i].phrase:
            found[i] = replace(found[i], tail=(*found[i + 1].phrase, *found[i + 1].tail))


def _is_of_next(chunks: Sequence[Chunk], quantities: Sequence[Quantity], i: int) -> bool:
    """Whether a number counts in another way what the next one counts (`9 batches of 300 items`)."""
    between = chunks[quantities[i].phrase : quantities[i + 1].first]
    return [c.text.lower() for c in between if c.tag != "BOUND"] == ["of"]


def _share_phrase(quantities: Sequence[Quantity], group: Sequence[int], found: list[Window]) -> None:
    """Gives bare numbers the noun behind the last of them (`received 43, 22 and 63 applications`)."""
    last = group[-1]
    for i in group[:-1]:
        if not found[i].phrase and not found[i].tail and quantities[i].unit_class == "count":
            found[i] = replace(found[i], tail=found[last].phrase)


def _parted(quantities: Sequence[Quantity], found: Sequence[Window]) -> list[Window]:
    """The windows without what hangs on the figure before (`1 case to the list of A, and 2 cases to …`)."""
    result = list(found)
    for i in range(1, len(result)):
        tail = found[i - 1].tail
        if tail and tail[-1] + 1 < quantities[i].first:
            result[i] = replace(found[i], left=tuple(k for k in found[i].left if k > tail[-1]))
    return result


def _share_verbs(chunks: Sequence[Chunk], quantities: Sequence[Quantity], found: list[Window]) -> None:
    """Gives the members of an English list the verb before the first or behind the last of them."""
    listed = [_lists(chunks, quantities[i], quantities[i + 1]) for i in range(len(quantities) - 1)]
    for i, joined in enumerate(listed):
        if joined and not _is_attached(chunks, quantities, found, i) and not _is_finite(chunks, found[i + 1]):
            shared = _verbs(chunks, found[i], tail=False)
            if _has_participle(chunks, found[i + 1]):
                shared = tuple(k for k in shared if chunks[k].tag != "ACT")
            found[i + 1] = replace(found[i + 1], left=(*shared, *found[i + 1].left))
    for i in reversed(range(len(listed))):
        verbs = [chunks[k] for k in _verbs(chunks, found[i])]
        if listed[i] and not any(c.tag in ("ACT", "AUX") or is_having(c) for c in verbs):
            said = _verbs(chunks, found[i + 1])
            if any(chunks[k].tag in ("ACT", "AUX") for k in said):
                found[i] = replace(found[i], tail=(*found[i].tail, *said, *_role(chunks, found[i + 1].tail)))


def _share_past_insertions(
    chunks: Sequence[Chunk], quantities: Sequence[Quantity], found: list[Window]
) -> None:
    """Gives a number, and the sum put in behind it, their verb (`5 batches, totaling 40 items, were …`)."""
    for i in range(len(found) - 1):
        between, at = chunks[quantities[i].phrase : quantities[i + 1].first], quantities[i + 1].phrase
        comma = next((k for k, c in enumerate(between[:-1]) if c.tag == "COMMA"), None)
        put_in = comma is not None and insertions.puts_in(between[comma + 1].text.lower())
        told = any(chunks[k].tag in ("ACT", "AUX") for k in found[i].tail)
        if put_in and not told and [c.tag for c in chunks[at : at + 2]] == ["COMMA", "AUX"]:
            verb = _tail(chunks, at + 1, len(chunks), "en")
            found[i] = replace(found[i], tail=(*found[i].tail, *verb))
            found[i + 1] = replace(found[i + 1], tail=(*found[i + 1].tail, *verb))


def _is_attached(
    chunks: Sequence[Chunk], quantities: Sequence[Quantity], found: Sequence[Window], i: int
) -> bool:
    """Whether the number behind the `i`th is attached with a verb of its own (`, with 20 items seized`)."""
    between = [c.text.lower() for c in chunks[quantities[i].phrase : quantities[i + 1].first]]
    own = any(chunks[k].tag == "ACT" for k in found[i + 1].tail)
    return own and between[:1] == [","] and "with" in between


def _role(chunks: Sequence[Chunk], tail: tuple[int, ...]) -> tuple[int, ...]:
    """What the members of a list became, all alike (`5 cities and 3 counties were approved as …`)."""
    at = next((k for k, i in enumerate(tail) if chunks[i].text.lower().split()[0] == "as"), len(tail))
    return tail[at:] if any(chunks[i].entry(Action) is not None for i in tail[:at]) else ()


def _is_finite(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether a member of a list has a verb of its own; a participle (`5 cases included in …`) is none."""
    return bool(_verbs(chunks, window, tail=False)) or any(chunks[i].tag == "AUX" for i in window.tail)


def _has_participle(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether a verb follows the noun at once (`121 cases transferred to …`)."""
    return any(chunks[i].tag == "ACT" for i in window.tail[:2])


def _verbs(chunks: Sequence[Chunk], window: Window, *, tail: bool = True) -> tuple[int, ...]:
    """The verbs, and the words of having, in a window."""
    place = (*window.left, *window.tail) if tail else window.left
    return tuple(
        i
        for i in place
        if chunks[i].tag in ("ACT", "AUX", "STATE")
        or chunks[i].entry(Action) is not None
        or chunks[i].text.lower() == "there"
    )


def _lists(chunks: Sequence[Chunk], left: Quantity, right: Quantity) -> bool:
    """Whether two quantities are members of one English list of counted things."""
    between = chunks[left.phrase : right.first]
    counts = left.unit_class == right.unit_class == "count"
    told = between[_participle(between) :]
    parted = any(c.tag in _PARTS or c.entry(Action) is not None for c in told)
    joined = any(c.tag in ("COMMA", "AND", "ENUM") for c in between)
    during = any(c.tag == "DURING" for c in chunks[max(0, left.first - 2) : left.first])
    return counts and not during and not parted and (joined or [c.text.lower() for c in between] in _WITHIN)


def _participle(between: Sequence[Chunk]) -> int:
    """1 where a participle stands right behind the noun (`five centers set up in towns, and six …`)."""
    clause = between[1:] and between[0].tag == "ACT" and between[1].tag in ("PREP", "COMMA", "AND")
    return 1 if clause else 0


def runs(chunks: Sequence[Chunk], quantities: Sequence[Quantity]) -> list[list[int]]:
    """Runs of quantities of one form joined by nothing but commas and conjunctions: the members of a list."""
    groups: list[list[int]] = []
    for i in range(len(quantities)):
        if i and _joined(chunks, quantities[i - 1], quantities[i]):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _joined(chunks: Sequence[Chunk], left: Quantity, right: Quantity) -> bool:
    between = chunks[left.phrase : right.first]
    if any(c.tag == "DIR" for c in between) and not any(
        c.tag == "DIR" for c in chunks[max(0, left.first - 2) : left.first]
    ):
        return False  # a change behind something else begins a list of its own
    forms = {left.form, right.form}
    alike = (
        len(forms) == 1
        or forms == {"bare", "amount"}
        or (forms == {"streak", "amount"} and left.form == "streak")
    )
    times = {left.unit_class, right.unit_class} <= {"day", "month"}  # `分别为15天、1.5个月`
    same = alike and (left.unit_class == right.unit_class or times)
    allowed = JOINTS | {"DIR", "BOUND", "CUR", "REACH"}
    return (
        same
        and bool(between)
        and all(c.tag in allowed for c in between)
        and any(c.tag in JOINTS for c in between)
    )


def _window(chunks: Sequence[Chunk], quantities: Sequence[Quantity], i: int, lang: Lang) -> Window:
    q = quantities[i]
    floor = quantities[i - 1].phrase if i else 0
    ceiling = quantities[i + 1].first if i + 1 < len(quantities) else len(chunks)
    left = _left(chunks, floor, q.first, lang)
    phrase = tuple(range(q.last, q.phrase))
    tail = _tail(chunks, q.phrase, ceiling, lang)
    if lang == "en" and not tail and (at := insertions.verb_behind_names(chunks, q.phrase)) is not None:
        tail = _tail(chunks, at, ceiling, lang)
    said = next((i for i in tail if chunks[i].tag != "STATE"), None) if lang == "en" else None
    if said is not None and (verb := chunks[said].entry(Action)) and verb.state == "flow":
        left = _attached(chunks, left, phrase)
    if lang == "zh" and any(chunks[i].tag == "ACT" for i in tail) and any(is_noun(chunks[i]) for i in phrase):
        comma = max((k for k, i in enumerate(left) if chunks[i].tag == "COMMA"), default=-1)
        left = left[comma + 1 :]  # `…建设，2个示范区通过验收`: a clause of its own
    return Window(left, phrase, tail)


def _attached(chunks: Sequence[Chunk], left: tuple[int, ...], phrase: tuple[int, ...]) -> tuple[int, ...]:
    """`left` without the clause before an attachment with a verb of its own (`, with 30 granted`)."""
    opening = [i for i in left if chunks[i].text.lower() == "with" and chunks[i - 1].tag == "COMMA"]
    if not opening or any(chunks[i].text.lower() == "such" for i in phrase):
        return left
    return tuple(i for i in left if i >= opening[-1])


def _left(chunks: Sequence[Chunk], floor: int, first: int, lang: Lang) -> tuple[int, ...]:
    """Back to the last break; past a comma only while nothing that names the figure has been met."""
    start, depth = first, 0
    for at in range(first - 1, floor - 1, -1):
        tag = chunks[at].tag
        depth = max(0, depth + {"CLOSE": 1, "OPEN": -1}.get(tag, 0)) if lang == "zh" else 0
        if depth or (lang == "zh" and tag == "OPEN" and any(c.tag == "CLOSE" for c in chunks[at:first])):
            start = at  # a bracket before the figure parts nothing
            continue
        if lang == "en" and insertions.is_short_bracket(chunks, at):
            continue
        aside = lang == "en" and (
            insertions.closes_examples(chunks, floor, at) or insertions.opens_existence(chunks, at)
        )
        if aside or tag in _HARD or (tag in _SOFT and _names_something(chunks[at + 1 : first], lang)):
            if at > floor and chunks[at - 1].tag == "INCLUDING":
                start = at - 1  # `其中，著作权案件…`
            break
        start = at
    return tuple(range(start, first))


def _names_something(chunks: Sequence[Chunk], lang: Lang) -> bool:
    """Whether a stretch names what is counted (Chinese: before the number) or what was done (English)."""
    wanted: tuple[type, ...] = (Object, Action) if lang == "zh" else (Action,)
    if lang == "zh" and any(c.name is not None and c.name.class_name in ABOUT for c in chunks):
        return True
    if lang == "zh" and all(o.nature == "aspect" for c in chunks for o in c.all_of(Object)):
        wanted = (
            Action,
        )  # what an aspect is a side of stands before the comma (`签订质押项目，授信额度超…`)
    return any(c.entry(kind) is not None for c in chunks for kind in wanted)


def _tail(chunks: Sequence[Chunk], at: int, ceiling: int, lang: Lang) -> tuple[int, ...]:
    """What follows the noun phrase up to the next break or figure: in English `of …`, `were filed`."""
    end = at
    for i in range(at, ceiling):
        tag = chunks[i].tag
        if lang == "zh" and tag in ("ENUM", "AND", "BOTH", "NUM", "NUMW"):
            break
        if lang == "en" and tag == "COMMA" and i > at and i + 1 < ceiling and chunks[i + 1].tag == "AUX":
            continue  # `5 batches, totaling 40 items, were seized`
        if lang == "en" and i > at and (insertions.lists_rights(chunks, i) or is_hyphen(chunks, i)):
            continue  # `82 disputes related to patents, trademarks and …`
        if tag in _HARD or tag in _SOFT or tag in ("SHARE", "RANK", "DIR", "RESPECTIVELY"):
            break
        if lang == "en" and (chunks[i].text.lower() in _ASIDE or insertions.does_more(chunks, i)):
            break
        if (
            tag == "AND"
            and i + 1 < len(chunks)
            and (
                chunks[i + 1].tag in ("ACT", "NUM", "NUMW", "CUR", "AUX", "RANK_VERB", *_BOUNDED[lang])
                or chunks[i + 1].tag == "TENS"
                or (lang == "en" and leads_to_number(chunks, i))
            )
        ):
            break
        end = i + 1
    return tuple(range(at, end))


def _deal(
    chunks: Sequence[Chunk], quantities: Sequence[Quantity], group: list[int], found: list[Window]
) -> None:
    """Gives each member of a list its item where as many items stand before it (`A、B案件分别为3件、5件`)."""
    if len(group) < 2 or quantities[group[0]].unit_class in _RATES:
        return
    lead = found[group[0]].left
    if not any(chunks[i].tag == "RESPECTIVELY" for i in lead) and not _answers_list(
        chunks, lead, quantities, group
    ):
        return
    items, shared = split_items(chunks, lead, len(group))
    if not items:
        _deal_again(chunks, lead, group, found)
        return
    for member, item in zip(group, items, strict=True):
        window = found[member]
        last = member == group[-1] or chunks[window.tail[-1] if window.tail else 0].text.isascii()
        found[member] = Window(shared, window.phrase, window.tail if last else (), item)


def _deal_again(
    chunks: Sequence[Chunk], lead: tuple[int, ...], group: list[int], found: list[Window]
) -> None:
    """A second list said of the same items (`…分别接收…件，分别有…件合格`) gets what the first got."""
    earlier = [found[i] for i in range(group[0] - len(group), group[0]) if i >= 0]
    before = [
        w.dealt or tuple(i for i in w.before() if chunks[i].name is None or not chunks[i].text.isascii())
        for w in earlier
    ]  # whose it is, the places in an English list tell
    if any(chunks[i].entry(Object) is not None for i in lead):
        return
    if len(before) == len(group) and all(before) and any(chunks[i].tag == "RESPECTIVELY" for i in lead):
        for member, item in zip(group, before, strict=True):
            found[member] = replace(found[member], left=lead, dealt=item)


def _answers_list(
    chunks: Sequence[Chunk], lead: tuple[int, ...], quantities: Sequence[Quantity], group: list[int]
) -> bool:
    """Whether `respectively` stands behind the list instead of before it."""
    behind = quantities[group[-1]].phrase
    return bool(lead) and any(c.tag == "RESPECTIVELY" for c in chunks[behind : behind + 3])


def each(chunks: Sequence[Chunk], window: Window) -> list[Window]:
    """One window for each of those that a figure is said of (`甲、乙海关各查获1批次`); else the window."""
    at = next((i for i in window.left if chunks[i].tag == "EACH" and chunks[i + 1].tag in _AFTER_EACH), None)
    if at is None:
        return [window]
    lead = tuple(i for i in window.left if i < at)
    items, shared = split_items(chunks, lead, sum(chunks[i].tag in ("ENUM", "AND") for i in lead) + 1)
    if len(items) < 2:
        return [window]
    behind = tuple(i for i in window.left if i > at)
    return [Window(shared + behind, window.phrase, window.tail, item) for item in items]
