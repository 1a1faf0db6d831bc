"""Quantities of a sentence: a number with its multiplier, unit and bound, or the reason why it is none."""

import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files
from typing import Final

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from mappings.chunks import Chunk, pipeline
from mappings.lexicon import BoundWord, Currency, Multiplier, Numeral, Object, Ordinal, Rank, SetPhrase, Unit
from mappings.numerals import decimal_of
from mappings.phrases import noun_phrase_end
from mappings.records import Lang

#: What may follow an English numeral that stands for a noun named before (`four were newly set up`).
_STANDS_FOR_NOUN: Final = ("AUX", "PRONOUN", "COMMA", "STOP", "SEMI", "PREP")
#: Chinese powers of ten that may stand behind digits.
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
#: What follows an ordinal that numbers an edition instead of a rank (`第六批`).
_EDITIONS: Final = frozenset({"批", "届", "期", "次", "季", "号", "代", "轮", "章", "条", "版", "产"})
#: Chunks that may stand between a bound word and its number without parting them.
_TRANSPARENT: Final = ("CUR", "REACH", "DET", "TOTAL")


#: English words for parts of a whole, and for growth by a multiple.
_DENOMINATORS: Final = {
    word: Decimal(parts)
    for parts, names in {2: "half halves", 3: "third thirds", 4: "quarter quarters fourth fourths",
        5: "fifth fifths",
                         6: "sixth sixths", 8: "eighth eighths", 10: "tenth tenths"}.items()
    for word in names.split()
}  # fmt: skip
_GROWTH: Final = {
    "doubled": Decimal(1), "doubling": Decimal(1), "tripled": Decimal(2), "tripling": Decimal(2),
    "trebled": Decimal(2),
    "quadrupled": Decimal(3), "quintupled": Decimal(4), "halved": Decimal("-0.5"),
}  # fmt: skip
#: What may stand behind an English fraction: `a third of`, not `a third batch`.
_AFTER_FRACTION: Final = (
    "PREP",
    "COMMA",
    "STOP",
    "SEMI",
    "CLOSE",
    "AND",
    "AUX",
    "FILLER",
    "DIR",
    "BOUND",
    "OPEN",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that may state a figure.

    `first`, `last` are chunk indices (last exclusive), `phrase` the end of the noun phrase behind it (equal to
    `last` where there is none).

    `form`: amount, fraction, rank, streak, or bare (a number whose unit stands elsewhere).
    """

    first: int
    last: int
    phrase: int
    form: str
    value: Decimal
    unit_class: str = "count"
    unit: str = ""
    counted: str = ""
    bound: str = "exact"
    among: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A numeral that states no figure: chunk index and reason."""

    index: int
    reason: str


@functools.cache
def _matcher(lang: Lang) -> Matcher:
    matcher = Matcher(pipeline(lang).vocab, validate=True)
    path = files("mappings").joinpath("patterns", lang, "quantities.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            rule = json.loads(line)
            matcher.add(rule["id"], [rule["pattern"]])
    return matcher


def find(chunks: Sequence[Chunk], doc: Doc, lang: Lang, quoted: Sequence[bool]) -> list[Quantity]:
    """The quantities of a sentence, from left to right; `quoted` marks chunks in quotation or title marks."""
    spans = filter_spans(_matcher(lang)(doc, as_spans=True))
    read = (_read(chunks, s.start, s.end, s.label_, lang) for s in spans if not quoted[s.start])
    shared = _share_units(sorted((q for q in read if q is not None), key=lambda q: q.first), chunks)
    return [q for q in shared if _counts_something(q, chunks, lang)]


def _counts_something(q: Quantity, chunks: Sequence[Chunk], lang: Lang) -> bool:
    """Whether a number has anything that it counts: a noun behind it, a multiplier, a pronoun, a verb."""
    if _in_title(q, chunks, lang):
        return False
    if lang == "en" and q.form == "fraction" and chunks[q.last - 1].text.lower() in _DENOMINATORS:
        return q.last == len(chunks) or chunks[q.last].tag in _AFTER_FRACTION
    if q.form != "bare":
        return lang == "en" or not (_is_article(q, chunks) or _is_congress(q, chunks))
    following = chunks[q.last] if q.last < len(chunks) else None
    if chunks[q.first].tag == "NUMW" and lang == "zh":
        return following is not None and following.entry(Object) is not None
    if chunks[q.first].tag == "NUMW":
        return q.phrase > q.last or (following is not None and following.tag in _STANDS_FOR_NOUN)
    if q.first > 1 and chunks[q.first - 1].tag == "ENUM" and chunks[q.first - 2].tag == "ORD":
        return False  # `第129、130届`
    if _looks_like_year(q, chunks):
        return False
    glued = (
        q.first > 0
        and chunks[q.first - 1].end == chunks[q.first].start
        and chunks[q.first - 1].text[-1:].isalnum()
    )
    return lang == "en" or not glued or q.phrase > q.last or q.last > q.first + 1


def _is_article(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether a Chinese `一` only introduces a noun (`一件商标`); before `倍`, `成`, `番` it is a number."""
    return q.form == "amount" and chunks[q.first].text == "一" and q.unit_class not in ("ratio", "percent")


def _is_congress(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether `十九大`, `二十大` names a congress: a `大` that counts stands before what it counts."""
    return q.unit == "大" and q.phrase == q.last


def _looks_like_year(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether a number without any unit is a year written without 年 (`2025民生领域`)."""
    return q.form == "bare" and re.fullmatch(r"(?:19|20)\d\d", chunks[q.first].text) is not None


def _read(chunks: Sequence[Chunk], first: int, last: int, rule: str, lang: Lang) -> Quantity | None:
    form = rule.split(".", 1)[0]
    reader = {"rank": _rank, "streak": _amount, "fraction": _fraction, "half": _half, "double": _double}.get(
        form, _amount
    )
    quantity = reader(chunks, first, last)
    if quantity is None:
        return None
    if form == "half":
        quantity = replace(quantity, bound=rule.split(".", 1)[1])
    quantity = replace(quantity, form=form, rule=f"{lang}/quantities/{rule}")
    if lang == "en" and chunks[last - 1].text.lower() == "times" and not _is_multiple(chunks, first, last):
        quantity = replace(quantity, unit_class="count", unit="time", counted="time")
    if form in ("amount", "bare"):
        phrase = noun_phrase_end(chunks, last, lang)
        if phrase == last and lang == "en" and last < len(chunks) and chunks[last].tag == "AUX":
            behind = noun_phrase_end(chunks, last + 1, lang)  # `19 were other patent cases`
            phrase = behind if behind > last + 1 else last
        quantity = _with_phrase(quantity, chunks, phrase)
    return quantity


def _is_multiple(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether `times` multiplies (`2.6 times the average`, `up 1.2 times`) and does not count (`92 times`)."""
    if any(c.tag in ("DIR", "REACH") for c in chunks[max(0, first - 3) : first]):
        return True
    behind = chunks[last] if last < len(chunks) else None
    return behind is not None and (
        behind.tag in ("DET", "THAN_AVERAGE", "REL", "DIR")
        or behind.text.lower() in ("as", "its", "higher", "more")
    )


def _amount(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    value: Decimal | None = None
    unit: Unit | None = None
    unit_class, bound = "", ""
    for c in chunks[first:last]:
        if c.tag in ("NUM", "NUMW", "ORD") and value is None:
            value = _number(c)
        elif c.text in _PLACES and c.tag == "NUMW" and value is not None:
            value *= _PLACES[c.text]  # `1千件`
        elif (multiplier := c.entry(Multiplier)) is not None:
            value = multiplier.factor * (
                value if value is not None else Decimal(1)
            )  # `过万家次`, `a hundred`
        elif (entry := c.entry(Unit)) is not None and value is not None:
            unit = entry
        elif (currency := c.entry(Currency)) is not None and not unit_class:
            unit_class = currency.unit_class
        elif c.has_signal("more") or c.has_signal("tens"):
            bound = "more_than"
    if value is None:
        return None
    if unit is not None:
        value *= Decimal(unit.factor)
        unit_class = unit.unit_class if unit.unit_class != "CNY" or not unit_class else unit_class
    bound = _bound(chunks, first, last) or bound or "exact"
    if first and chunks[first - 1].has_signal("every"):  # `for every 2.26 market entities`
        return Quantity(first, last, last, "", value, "ratio", "ratio", unit.counted if unit else "", bound)
    if unit is None and unit_class:
        return Quantity(
            first, last, last, "", value, unit_class, _money(unit_class), _money(unit_class), bound
        )
    if unit is None:
        return Quantity(first, last, last, "", value, bound=bound)
    return Quantity(first, last, last, "", value, unit_class, unit.unit, unit.counted, bound)


def _money(unit_class: str) -> str:
    return {"CNY": "yuan", "USD": "US dollar", "HKD": "Hong Kong dollar", "MOP": "pataca"}.get(unit_class, "")


def _number(chunk: Chunk) -> Decimal | None:
    numeral = chunk.entry(Numeral) or chunk.entry(Ordinal)
    if numeral is not None:
        return Decimal(numeral.value)
    try:
        return decimal_of(chunk.text.removeprefix("第").strip().rstrip("stndrh"))
    except ValueError:
        return None


def _fraction(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    """`四分之一` and `百分之三十`, `one third`: denominator and numerator in the order of the language."""
    numbers = [n for c in chunks[first:last] if c.tag in ("NUM", "NUMW") and (n := _number(c)) is not None]
    parts = _DENOMINATORS.get(chunks[last - 1].text.lower())
    if parts is not None:
        value = round((numbers[0] if numbers else Decimal(1)) / parts, 4)
        return Quantity(
            first, last, last, "", value, "ratio", "ratio", "ratio", _bound(chunks, first, last) or "exact"
        )
    part = next((u for c in chunks[first:last] if (u := c.entry(Unit)) is not None), None)
    if numbers and chunks[first].tag == "PERCENT_PREFIX":
        return Quantity(
            first,
            last,
            last,
            "",
            numbers[0],
            "percent",
            "percent",
            "percent",
            _bound(chunks, first, last) or "exact",
        )
    bound = _bound(chunks, first, last) or "exact"
    if part is not None and part.unit_class == "percent":
        value = (numbers[-1] if numbers else Decimal(1)) * Decimal(part.factor)
        return Quantity(first, last, last, "", value, "percent", "percent", "percent", bound)
    if part is not None:
        value = (numbers[0] if numbers else Decimal(1)) * Decimal(part.factor)
    elif len(numbers) == 2 and numbers[0]:
        value = numbers[1] / numbers[0]
    else:
        return None
    return Quantity(first, last, last, "", round(value, 4), "ratio", "ratio", "ratio", bound)


def _rank(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    entry = next((e for c in chunks[first:last] if (e := c.entry(Rank)) is not None), None)
    among = entry.among if entry else ""
    top = any(c.has_signal("top-n") or c.text == "top" for c in chunks[first:last])
    bound = "less_than" if top else "exact"
    value: Decimal | None = Decimal(entry.value) if entry else None
    if value is None:
        value = next((n for c in chunks[first:last] if (n := _rank_number(c)) is not None), None)
    if value is None or (entry is None and _numbers_edition(chunks, first, last)):
        return None
    return Quantity(first, last, last, "", value, "rank", "rank", "rank", bound, among=among)


def _numbers_edition(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether the ordinal behind a verb such as `列` numbers an edition (`列入第六批名单`)."""
    behind = chunks[last - 1 : last + 1] if chunks[last - 1].tag == "UNIT" else chunks[last : last + 1]
    return any(c.text[:1] in _EDITIONS for c in behind)


def _half(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    """`过半`, `半数`: the rule's name says the bound."""
    return Quantity(first, last, last, "", Decimal("0.5"), "ratio", "ratio", "ratio")


def _double(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    """`翻一番`, `翻两番`, `tripled`: doubled once, twice; growth of one, of three times the base."""
    growth = _GROWTH.get(chunks[last - 1].text.lower())
    if growth is not None:
        return Quantity(
            first, last, last, "", growth, "ratio", "ratio", "ratio", _bound(chunks, first, last) or "exact"
        )
    if chunks[last - 1].text != "番":
        return None
    times = next((n for c in chunks[first:last] if (n := _rank_number(c)) is not None), None)
    if times is None:
        return None
    return Quantity(first, last, last, "", Decimal(2) ** int(times) - 1, "ratio", "ratio", "ratio")


def _rank_number(chunk: Chunk) -> Decimal | None:
    return _number(chunk) if chunk.tag in ("NUM", "NUMW", "ORD", "ORDW") else None


def _bound(chunks: Sequence[Chunk], first: int, last: int) -> str:
    """The bound word before the number (past words such as `达`), or behind it."""
    at = first - 1
    while at >= 0 and (chunks[at].tag in _TRANSPARENT or chunks[at].text in ("有", "了", "出")):
        at -= 1
    of_area = at > 1 and chunks[at].text == "的" and chunks[at - 1].tag == "NAME"
    at -= 2 if of_area else 0  # `不到陕西省的四分之一`
    for index, position in ((at, "before"), (first, "before"), (last, "after")):
        if 0 <= index < len(chunks):
            word = chunks[index].entry(BoundWord)
            if word is not None and word.position == position:
                return word.bound
    return ""


def _with_phrase(quantity: Quantity, chunks: Sequence[Chunk], phrase: int) -> Quantity:
    """`quantity` with the noun phrase behind it, and what that phrase counts where the unit does not say."""
    head = next(
        (o for c in reversed(chunks[quantity.last : phrase]) if (o := c.entry(Object)) is not None), None
    )
    if head is None and quantity.unit_class == "count" and not quantity.unit:
        phrase = quantity.last if phrase == quantity.last else phrase
    counted = quantity.counted or (head.counted if head else "")
    return replace(quantity, phrase=phrase, counted=counted)


def _share_units(quantities: list[Quantity], chunks: Sequence[Chunk]) -> Iterator[Quantity]:
    """Numbers of a list whose unit or multiplier stands on the last member only (`4351、2223、6380件`)."""
    result = list(quantities)
    for i in range(len(result) - 2, -1, -1):
        left, right = result[i], result[i + 1]
        joined = (
            all(c.tag in ("ENUM", "COMMA", "AND") for c in chunks[left.last : right.first])
            and left.last < right.first
        )
        if (
            joined
            and left.form == "bare"
            and right.form in ("bare", "amount")
            and (right.unit or right.counted)
        ):
            result[i] = replace(
                left,
                form=right.form,
                unit_class=right.unit_class,
                unit=right.unit,
                counted=right.counted,
                phrase=left.last,
            )
    yield from result


def _in_title(q: Quantity, chunks: Sequence[Chunk], lang: Lang) -> bool:
    """Whether the numeral is part of a title without quotation marks (`Top 10 …`, `of Twelve Provinces`)."""
    if lang != "en" or q.form == "rank" or not q.first:
        return False
    before = chunks[q.first - 1]
    if before.has_signal("top"):
        return True
    return (
        chunks[q.first].tag == "NUMW"
        and chunks[q.first].text[0].isupper()
        and before.tag not in ("STOP", "COLON", "SEMI")
    )


def passed(
    chunks: Sequence[Chunk], quantities: Sequence[Quantity], *, quoted: Sequence[bool]
) -> Iterator[Passed]:
    """The numerals that no quantity took, each with its reason; `unread` where none is known."""
    taken = {i for q in quantities for i in range(q.first, q.last)}
    for i, chunk in enumerate(chunks):
        if i in taken or not _has_numeral(chunk) or chunk.tag == "FACET":  # the 10,000 of a rate is its unit
            continue
        yield Passed(i, _reason(chunk, chunks[i - 1] if i else None, quoted=quoted[i]))


def _has_numeral(chunk: Chunk) -> bool:
    return (
        chunk.tag in ("NUM", "DATE", "YEAR", "SPAN", "ORD", "VAGUE", "LAW", "DOCNO", "ADDRESS")
        or any(c.isdigit() for c in chunk.text)
        or (chunk.tag == "SET" and chunk.entry(SetPhrase) is not None)
    )


_REASON_BY_TAG: Final = {
    "DATE": "date", "YEAR": "year", "SPAN": "year", "ORD": "edition", "NAME": "in-name", "VAGUE": "vague",
    "LAW": "law-article", "DOCNO": "in-name", "ADDRESS": "address",
}  # fmt: skip


def _reason(chunk: Chunk, before: Chunk | None, *, quoted: bool) -> str:
    phrase = chunk.entry(SetPhrase)
    if phrase is not None:
        return phrase.reason
    if chunk.tag in ("LAW", "ADDRESS", "DOCNO", "DATE"):
        return _REASON_BY_TAG[chunk.tag]
    if before is not None and (before.has_signal("top") or chunk.text[:1].isupper()):
        return "in-name"
    if before is not None and before.tag == "ENUM" and chunk.tag == "NUM":
        return "edition"
    if chunk.tag in _REASON_BY_TAG:
        return _REASON_BY_TAG[chunk.tag]
    if re.fullmatch(r"(?:19|20)\d\d", chunk.text):
        return "year"
    return "in-name" if quoted else "unread"
