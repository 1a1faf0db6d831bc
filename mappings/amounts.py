"""Numbers read: amounts with their multiplier, unit and bound, fractions, ranks, doublings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import BoundWord, Currency, Multiplier, Numeral, Ordinal, Rank, Unit
from mappings.numerals import decimal_of

#: Chinese powers of ten that may stand behind digits.
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
#: What follows an ordinal that numbers an edition instead of a rank (`第六批`).
_EDITIONS: Final = frozenset({"批", "届", "期", "次", "季", "号", "代", "轮", "章", "条", "版", "产"})
#: Chunks that may stand between a bound word and its number without parting them.
_TRANSPARENT: Final = ("CUR", "REACH", "DET", "TOTAL", "TIMES_AVERAGE")
#: What a share may be taken of.
_WHOLES: Final = frozenset({"NAME", "NATION", "HOME"})
#: English words for parts of a whole, and for growth by a multiple.
DENOMINATORS: Final[Mapping[str, Decimal]] = {
    word: Decimal(parts)
    for parts, names in (
        (2, "half halves"), (3, "third thirds"), (4, "quarter quarters fourth fourths"), (5, "fifth fifths"),
        (6, "sixth sixths"), (8, "eighth eighths"), (10, "tenth tenths"),
    )
    for word in names.split()
}  # fmt: skip
_GROWTH: Final[Mapping[str, Decimal]] = {
    "doubled": Decimal(1), "doubling": Decimal(1), "tripled": Decimal(2), "tripling": Decimal(2),
    "trebled": Decimal(2), "quadrupled": Decimal(3), "quintupled": Decimal(4), "halved": Decimal("-0.5"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that may state a figure.

    `first`, `last` are chunk indices (last exclusive), `phrase` the end of the noun phrase behind it (`last`
    where there is none).

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


def read_number(form: str, chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    """The number of one form in `chunks[first:last]`; None where the words turn out to be none."""
    if form == "half":  # `过半`, `半数`: the rule's name says the bound
        return _ratio(first, last, Decimal("0.5"))
    return _READERS.get(form, _amount)(chunks, first, last)


def _amount(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    value = _value(chunks[first:last])
    if value is None:
        return None
    unit = _unit(chunks[first:last])
    currency = next((e.unit_class for c in chunks[first:last] if (e := c.entry(Currency)) is not None), "")
    more = any(c.has_signal("more") or c.has_signal("tens") for c in chunks[first:last])
    bound = _bound(chunks, first, last) or ("more_than" if more else "exact")
    value *= Decimal(unit.factor) if unit is not None else 1
    if first and chunks[first - 1].has_signal("every"):  # `for every 2.26 market entities`
        return Quantity(first, last, last, "", value, "ratio", "ratio", unit.counted if unit else "", bound)
    if unit is not None:
        unit_class = currency if currency and unit.unit_class == "CNY" else unit.unit_class
        return Quantity(first, last, last, "", value, unit_class, unit.unit, unit.counted, bound)
    if currency:
        name = _money(currency)
        return Quantity(first, last, last, "", value, currency, name, name, bound)
    return Quantity(first, last, last, "", value, bound=bound)


def _value(chunks: Sequence[Chunk]) -> Decimal | None:
    """The number with its multipliers (`1千件`, `过万家次`, `a hundred`)."""
    value: Decimal | None = None
    for c in chunks:
        if c.tag in ("NUM", "NUMW", "ORD", "ORDW") and value is None:
            value = number_of(c)
        elif c.text in _PLACES and c.tag == "NUMW" and value is not None:
            value *= _PLACES[c.text]
        elif (multiplier := c.entry(Multiplier)) is not None:
            value = multiplier.factor * (value if value is not None else Decimal(1))
    return value


def _unit(chunks: Sequence[Chunk]) -> Unit | None:
    """The last measure word behind the number; a multiplier is none."""
    start = next(
        (k for k, c in enumerate(chunks) if c.tag in ("NUM", "NUMW", "ORD", "ORDW", "MULT")), len(chunks)
    )
    units = [
        u for c in chunks[start + 1 :] if c.entry(Multiplier) is None and (u := c.entry(Unit)) is not None
    ]
    return units[-1] if units else None


def _money(unit_class: str) -> str:
    return {"CNY": "yuan", "USD": "US dollar", "HKD": "Hong Kong dollar", "MOP": "pataca"}.get(unit_class, "")


def number_of(chunk: Chunk) -> Decimal | None:
    """The value of a numeral or ordinal, None where the chunk is none."""
    numeral = chunk.entry(Numeral) or chunk.entry(Ordinal)
    if numeral is not None:
        return Decimal(numeral.value)
    try:
        return decimal_of(chunk.text.removeprefix("第").strip().rstrip("stndrh"))
    except ValueError:
        return None


def _fraction(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    """`四分之一` and `百分之三十`, `one third`: denominator and numerator in the order of the language."""
    numbers = [n for c in chunks[first:last] if c.tag in ("NUM", "NUMW") and (n := number_of(c)) is not None]
    bound = _bound(chunks, first, last) or "exact"
    if (parts := DENOMINATORS.get(chunks[last - 1].text.lower())) is not None:
        return _ratio(first, last, round((numbers[0] if numbers else Decimal(1)) / parts, 4), bound)
    if numbers and chunks[first].tag == "PERCENT_PREFIX":
        return _percent(first, last, numbers[0], bound)
    part = next((u for c in chunks[first:last] if (u := c.entry(Unit)) is not None), None)
    if part is not None and part.unit_class == "percent":
        whole, *rest = numbers or [Decimal(1)]
        tenths = whole * Decimal(part.factor) + sum(rest)  # `四成三`
        return _percent(first, last, tenths, bound)
    if part is not None:
        return _ratio(
            first, last, round((numbers[0] if numbers else Decimal(1)) * Decimal(part.factor), 4), bound
        )
    if len(numbers) == 2 and all(numbers):
        english = chunks[first].text.isascii()  # `one in six`
        part_of, whole = numbers if english else numbers[::-1]
        return _ratio(first, last, round(part_of / whole, 4), bound)
    return None


def _ratio(first: int, last: int, value: Decimal, bound: str = "exact") -> Quantity:
    return Quantity(first, last, last, "", value, "ratio", "ratio", "ratio", bound)


def _percent(first: int, last: int, value: Decimal, bound: str) -> Quantity:
    return Quantity(first, last, last, "", value, "percent", "percent", "percent", bound)


def _rank(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    entry = next((e for c in chunks[first:last] if (e := c.entry(Rank)) is not None), None)
    among = entry.among if entry else ""
    top = any(c.has_signal("top-n") or c.text == "top" for c in chunks[first:last])
    bound = "less_than" if top else "exact"
    value: Decimal | None = Decimal(entry.value) if entry else None
    if value is None:
        value = next((n for c in chunks[first:last] if (n := _rank_number(c)) is not None), None)
    if value is None or (entry is None and _numbers_edition(chunks, last)):
        return None
    return Quantity(first, last, last, "", value, "rank", "rank", "rank", bound, among=among)


def _numbers_edition(chunks: Sequence[Chunk], last: int) -> bool:
    """Whether the ordinal behind a verb such as `列` numbers an edition (`列入第六批名单`)."""
    behind = chunks[last - 1 : last + 1] if chunks[last - 1].tag == "UNIT" else chunks[last : last + 1]
    return any(c.text[:1] in _EDITIONS for c in behind)


def _double(chunks: Sequence[Chunk], first: int, last: int) -> Quantity | None:
    """`翻一番`, `翻两番`, `tripled`: doubled once, twice; growth of one, of three times the base."""
    growth = _GROWTH.get(chunks[last - 1].text.lower())
    if growth is not None:
        return _ratio(first, last, growth, _bound(chunks, first, last) or "exact")
    times = next((n for c in chunks[first:last] if (n := _rank_number(c)) is not None), None)
    if times is None or all(c.text != "番" for c in chunks[last - 2 : last]):
        return None
    more = "more_than" if chunks[last - 1].has_signal("more") else ""  # `翻了一番多`
    said = next((b.bound for c in chunks[first:last] if (b := c.entry(BoundWord)) is not None), "")
    return _ratio(
        first, last, Decimal(2) ** int(times) - 1, more or said or _bound(chunks, first, last) or "exact"
    )


def _rank_number(chunk: Chunk) -> Decimal | None:
    return number_of(chunk) if chunk.tag in ("NUM", "NUMW", "ORD", "ORDW") else None


def _bound(chunks: Sequence[Chunk], first: int, last: int) -> str:
    """The bound word before the number (past words such as `达`), or behind it."""
    at = first - 1
    while at >= 0 and (chunks[at].tag in _TRANSPARENT or chunks[at].text in ("有", "了", "出")):
        at -= 1
    at = _before_whole(chunks, at)
    for index, position in ((at, "before"), (first, "before"), (last, "after")):
        if 0 <= index < len(chunks):
            word = chunks[index].entry(BoundWord)
            if word is not None and word.position == position:
                return word.bound
    return ""


def _before_whole(chunks: Sequence[Chunk], at: int) -> int:
    """The index before the whole of a share, with its `占` (`约占全国总量的`, `不到陕西省的`); else `at`."""
    if at > 0 and chunks[at].tag == "SHARE":
        return at - 1
    if at > 0 and chunks[at].text == "的":  # `约占受理总量的`
        shares = [i for i in range(max(1, at - 4), at) if chunks[i].tag == "SHARE"]
        if shares and not any(c.tag in ("COMMA", "NUM") for c in chunks[shares[-1] : at]):
            return shares[-1] - 1
    start = at - 1 if at > 0 and chunks[at].text == "的" else at
    while start > 0 and chunks[start].tag == "TOTAL":
        start -= 1
    if start < 1 or chunks[start].tag not in _WHOLES or (start == at and chunks[start - 1].tag != "SHARE"):
        return at
    return start - 2 if chunks[start - 1].tag == "SHARE" else start - 1


_READERS: Final[Mapping[str, Callable[[Sequence[Chunk], int, int], Quantity | None]]] = {
    "rank": _rank, "fraction": _fraction, "double": _double,
}  # fmt: skip
