"""What sort of statement a quantity makes: level, change, share, rank, streak or lead; and its sign."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.clauses import clause_at
from mappings.lexicon import Action, BoundWord, Direction, Object
from mappings.periods import of_earlier_year, of_last_year
from mappings.records import Lang, Sentence
from mappings.windows import Window
from ontology import names as iris

#: What may stand between a verb and its number, or the numbers of its list.
_JOINING: Final = frozenset({
    "BOUND", "CUR", "FILLER", "DET", "REACH", "NUM", "NUMW", "UNIT", "MULT", "AND", "COMMA",
})  # fmt: skip
#: Words of rise and fall that are parts of other verbs too.
_PARTICLES: Final = frozenset({"up", "down"})
#: How many chunks a word of rise or fall may stand before its number.
_NEAR: Final = 5
#: How Chinese nouns end that name by how much something rises.
_RATES_OF_CHANGE: Final = ("幅", "速", "率", "幅度")
#: Within what a Chinese average is taken.
_AVERAGES: Final = {"全省": "provincial-average", "全市": "municipal-average", "全区": "regional-average"}
#: Forms that are one sort of statement whatever stands around them.
_OF_FORM: Final[Mapping[str, str]] = {"rank": "rank", "streak": "streak", "double": "change", "high": "rank"}


def statistic_of(
    chunks: Sequence[Chunk], found: Sequence[Quantity], i: int, around: Sequence[Window], sentence: Sentence
) -> str:
    """What sort of statement the quantity is, from its form and the words around it."""
    while _is_goal(chunks, found, i) or (sentence.lang == "en" and _is_before(chunks, found, i)):
        i -= 1
    q = found[i]
    before = [chunks[k] for k in around[i].left]
    after = list(chunks[q.last : q.last + 5]) if sentence.lang == "en" else _rise_behind(chunks, q)
    if (form := _OF_FORM.get(q.form)) is not None:
        return form
    if _is_lead(chunks, q, (*before, *_up_to_break(after))):
        return "lead"
    if _is_change(chunks, q, before, after, sentence.lang):
        return "change"
    if sentence.lang == "en" and any((o := c.entry(Object)) and o.counted == "percent" for c in before):
        return "rate"  # `representing a settlement rate of 62.34%`
    if q.unit_class in ("percent", "percentage_point", "ratio"):
        shared = any(c.tag == "SHARE" for c in (*before, *after)) or _is_fraction(chunks, q)
        if sentence.lang == "en" and not shared:
            shared = _is_of_whole(chunks, q, around[i]) or _is_said_again(chunks, q)
            shared = shared or any(c.tag == "INCLUDING" for c in before)  # `Of those, 87 percent were`
            shared = shared or _is_listed_share(chunks, q) or _is_bracketed(chunks, found, i)
        return "share" if shared else "rate"
    return "level"


def _rise_behind(chunks: Sequence[Chunk], q: Quantity) -> list[Chunk]:
    """The word of rise right behind a Chinese percentage (`保持40%以上增长`, `5%的增幅`)."""
    behind = chunks[q.last : q.last + 3]
    at = next((k for k, c in enumerate(behind) if c.tag != "BOUND" and c.text != "的"), len(behind))
    return [c for c in behind[at : at + 1] if c.entry(Direction) is not None]


def _is_lead(chunks: Sequence[Chunk], q: Quantity, around: Sequence[Chunk]) -> bool:
    """Whether the number compares with an average or with another area."""
    if any(c.has_signal("than-average") or c.has_signal("times-average") for c in around):
        return True
    if q.unit_class not in ("percent", "ratio") or any(c.tag == "SHARE" for c in around):
        return False
    return bool(other_area(chunks, q)) or is_multiple_of_last_year(chunks, q)


def _up_to_break(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """`chunks` up to the next comma or number (`14.2, 4.8 higher than the national average`)."""
    end = next((k for k, c in enumerate(chunks) if c.tag in ("COMMA", "SEMI", "STOP", "NUM")), len(chunks))
    return chunks[:end]


def is_multiple_of_last_year(chunks: Sequence[Chunk], q: Quantity) -> bool:
    """Whether the number says how often the year before's value goes into this one (`是上年的2.4倍`)."""
    told = of_last_year(chunks, q.first) or of_earlier_year(chunks, q.first)
    return q.unit_class == "ratio" and told


def _is_change(
    chunks: Sequence[Chunk], q: Quantity, before: Sequence[Chunk], after: Sequence[Chunk], lang: Lang
) -> bool:
    """Whether the number says by how much something rose or fell."""
    if lang == "en" and compared_behind(chunks, q) is not None:
        return True
    return q.unit_class != "rank" and _direction(before, after, q) is not None and not _is_addition(before, q)


def _is_goal(chunks: Sequence[Chunk], found: Sequence[Quantity], i: int) -> bool:
    """Whether the number is where the one before rose or fell to (`由18.5%提高到24.1%`)."""
    if not i or found[i - 1].unit_class != found[i].unit_class:
        return False
    between = chunks[found[i - 1].phrase : found[i].first]
    return any(c.tag == "REACH" for c in between) and all(c.tag in ("REACH", "DIR", "BOUND") for c in between)


def _is_before(chunks: Sequence[Chunk], found: Sequence[Quantity], i: int) -> bool:
    """Whether an English percentage is what the one before was earlier (`31%, compared with 27%`)."""
    if not i or not found[i - 1].unit_class == found[i].unit_class == "percent":
        return False
    between = [c for c in chunks[found[i - 1].last : found[i].first] if c.tag != "BOUND"]
    return [c.text.lower() for c in between][-2:] == ["compared", "with"] or (
        bool(between) and between[-1].text.lower() in ("against", "from")
    )


def _is_of_whole(chunks: Sequence[Chunk], q: Quantity, window: Window) -> bool:
    """Whether an English percentage opens a clause as a part of something (`30 percent of the value went`).

    Where something was done with that part (`48 percent of the cases were settled`), it is the rate of it.
    """
    behind = chunks[q.last].text.lower() if q.last < len(chunks) else ""
    opens = all(chunks[k].tag in ("BOUND", "DET", "YEAR", "PREP", "COMMA") for k in window.left)
    done = any(chunks[k].entry(Action) is not None for k in (*window.phrase, *window.tail))
    return behind == "of" and q.unit_class == "percent" and opens and not done


def _is_listed_share(chunks: Sequence[Chunk], q: Quantity) -> bool:
    """Whether an English percentage in brackets goes on a list of shares (`…, followed by designs (23%)`)."""
    start = clause_at(chunks, q.first).start
    bracketed = q.first > 0 and chunks[q.first - 1].tag == "OPEN"
    return bracketed and any(c.tag == "SHARE" for c in chunks[start : q.first])


def _is_bracketed(chunks: Sequence[Chunk], found: Sequence[Quantity], i: int) -> bool:
    """Whether an English percentage alone in brackets is a share of the number before (`1,812 (78%)`)."""
    q, before = found[i], found[i - 1] if i else None
    alone = chunks[q.first - 1].tag == "OPEN" and q.last < len(chunks) and chunks[q.last].tag == "CLOSE"
    return alone and before is not None and before.unit_class == "count" and before.phrase == q.first - 1


def _is_said_again(chunks: Sequence[Chunk], q: Quantity) -> bool:
    """Whether an English percentage says the number before it again, as a share (`8,700, or 36 percent`)."""
    at = q.first - 1
    while at > 0 and chunks[at].tag == "BOUND":
        at -= 1
    alike = at > 0 and chunks[at].text.lower() == "or"
    return alike and q.unit_class == "percent" and any(c.tag == "NUM" for c in chunks[max(0, at - 10) : at])


def _is_fraction(chunks: Sequence[Chunk], q: Quantity) -> bool:
    """Whether the number is a part of a whole by its form: `三成`, `三分之一`, `过半`."""
    part = q.form in ("fraction", "half") and not q.rule.endswith(
        "fraction.percent"
    )  # `百分之九十` is a rate
    return part or chunks[q.last - 1].text == "成"


def other_area(chunks: Sequence[Chunk], q: Quantity) -> str:
    """The slug of another area whose value the number is a part or multiple of (`陕西省的四分之一`)."""
    at = q.first - 1
    if at < 1 or chunks[at].text != "的":
        return ""
    name = chunks[at - 1].name
    return iris.slug_of(name.iri) if name is not None and iris.kind_of(name.iri) == "area" else ""


def _is_addition(before: Sequence[Chunk], q: Quantity) -> bool:
    """`an increase of 562 applications`: so many were added, unless the year before is spoken of."""
    if q.unit_class != "count" or q.phrase == q.last:
        return False
    return not any(c.has_signal("filler") or c.has_signal("than-before") for c in before)


def _direction(before: Sequence[Chunk], after: Sequence[Chunk], q: Quantity) -> Direction | None:
    """The word of rise or fall that governs the number; none that leads to a level (`增至`, `rose to`)."""
    for k in range(len(before) - 1, max(-1, len(before) - 1 - _NEAR), -1):
        if before[k].text in ("”", "》", '"', ","):
            break
        word = before[k].entry(Direction)
        if word is not None and len(word.term) == 1 and not _adjoins(before[k + 1 :]):
            continue  # `高级职称117人`
        if word is not None and word.term in _PARTICLES and any(_is_word(c) for c in before[k + 1 :]):
            continue  # `handed down damages of 10 billion yuan`
        if word is not None:
            led = any(c.tag == "REACH" or c.text.lower() in ("to", "from") for c in before[k + 1 :])
            noun = word.term.endswith(_RATES_OF_CHANGE)  # `增速达17%`
            return None if led and not noun else word
    if q.unit_class in ("percent", "percentage_point"):
        for chunk_ in after:
            if chunk_.tag in ("COMMA", "STOP", "SEMI", "NUM"):
                return None
            if (word := chunk_.entry(Direction)) is not None:
                return word
    return None


def _is_word(chunk: Chunk) -> bool:
    """Whether a chunk parts `up` or `down` from its number; adverbs, bounds and `by` do not."""
    joins = chunk.tag in _JOINING or chunk.text.lower() in ("by", "to", "from")
    return not joins and not chunk.text.lower().endswith("ly")


def compared_behind(chunks: Sequence[Chunk], q: Quantity) -> str | None:
    """The sign of an English comparison behind a number: `562 more than in 2021`, `11 days shorter`."""
    for at in sorted({q.last, q.phrase}):
        if at + 1 >= len(chunks) or chunks[at + 1].tag in ("NUM", "NUMW", "CUR"):
            continue
        word, bound = chunks[at].entry(Direction), chunks[at].entry(BoundWord)
        if word is not None and chunks[at + 1].text.lower() == "than":
            return word.sign
        if bound is not None and bound.term.endswith(" than"):
            return "+" if bound.bound == "more_than" else "-"
    return None


def _adjoins(between: Sequence[Chunk]) -> bool:
    """Whether only a bound, a `了` or a word such as `达` stands between a verb and its number."""
    return all(c.tag in ("BOUND", "REACH", "CUR") or c.text in ("了", "出") for c in between)


def signed(chunks: Sequence[Chunk], found: Sequence[Quantity], i: int, kind: str, first: int) -> Decimal:
    """The value of a change with its sign: the number's, the verb's, or the verb's that heads the list."""
    q = found[i]
    if kind != "change" or q.value < 0:
        return q.value
    if "/en/" in f"/{q.rule}" and (sign := compared_behind(chunks, q)) is not None:
        return -q.value if sign == "-" else q.value
    floor = found[i - 1].phrase if i else 0
    for start in (max(floor, 0), max(found[first - 1].phrase if first else 0, 0)):
        word = _direction(chunks[start : q.first], chunks[q.last : q.last + 5], q)
        if word is not None:
            return -q.value if word.sign == "-" else q.value
    return q.value


def compared_with(chunks: Sequence[Chunk], q: Quantity) -> str:
    """What a lead is over: another area, the year before, or else the nation's average."""
    if is_multiple_of_last_year(chunks, q):
        return "previous-year" if of_last_year(chunks, q.first) else "earlier-year"
    near = chunks[max(0, q.first - 4) : q.first]
    said = next((c.text for c in near if "平均" in c.text), "")
    within = next((v for k, v in _AVERAGES.items() if k in said), "national-average")
    return other_area(chunks, q) or within
