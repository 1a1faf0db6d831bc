"""Quantities of a sentence: the numbers that may state a figure, and why each other one does not."""

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

from mappings.amounts import DENOMINATORS, Quantity, number_of, read_number
from mappings.chunks import Chunk, pipeline
from mappings.lexicon import BoundWord, Object, SetPhrase
from mappings.phrases import noun_phrase_end
from mappings.records import Lang
from mappings.thresholds import threshold_end
from ontology import names as iris

#: What may follow an English numeral that stands for a noun named before (`four were newly set up`).
_STANDS_FOR_NOUN: Final = ("AUX", "PRONOUN", "COMMA", "STOP", "SEMI", "PREP", "INCLUDING")
#: What may stand behind an English fraction: `a third of`, not `a third batch`.
_AFTER_FRACTION: Final = (
    "PREP",
    "COMMA",
    "STOP",
    "SEMI",
    "CLOSE",
    "AND",
    "AUX",
    "PRONOUN",
    "FILLER",
    "DIR",
    "BOUND",
    "OPEN",
)


_HUNDRED: Final = 100
#: How many words may stand between `highest` and its years.
_RECORD: Final = 10
_BETWEEN_RANKS: Final = ("COMMA", "AND", "ENUM")
#: Behind what a lone numeral compares (`88 days, six fewer than in 2021`).
_COMPARED: Final = frozenset({"fewer", "fewer than", "more", "more than", "less", "less than"})
#: What makes a lone `one` a number: `one of them`, `one was granted`.
_OF_THESE: Final = frozenset({"of", "of which", "of them", "was", "is", "has"})


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
    told = [more for q in read if q is not None for more in (q, *_ranks_behind(q, chunks))]
    told += [q for i in range(len(chunks)) if (q := _one_of_list(chunks, i)) is not None]
    shared = _share_units(sorted(told, key=lambda q: q.first), chunks)
    told = [q for q in shared if _counts_something(q, chunks, lang)]
    return [q for q in told if lang == "en" or threshold_end(chunks, q.first) is None]


def _one_of_list(chunks: Sequence[Chunk], at: int) -> Quantity | None:
    """The one case that got into an English list (`was selected as one of the top ten typical cases`)."""
    if chunks[at].text.lower() not in ("one of the", "one of its"):
        return None
    for chunk in chunks[at + 1 : at + 5]:
        names_list = chunk.name is not None and chunk.name.class_name == "CaseList"
        if names_list or ((noun := chunk.entry(Object)) is not None and noun.notation == "typical-case"):
            one, rule = Decimal(1), "en/quantities/bare.one-of-list"
            return Quantity(at, at + 1, at + 1, "bare", one, counted="case", rule=rule)
    return None


def _ranks_behind(rank: Quantity, chunks: Sequence[Chunk]) -> Iterator[Quantity]:
    """The further places of an English list of ranks (`came first, second and third`)."""
    at = rank.last + (chunks[rank.last].text == "位" if rank.last < len(chunks) else 0)
    ordinals = ("ORDW", "ORD")
    while rank.form == "rank" and chunks[rank.last - 1].tag in (*ordinals, "RANK"):
        following = next((i for i in range(at, len(chunks)) if chunks[i].tag not in _BETWEEN_RANKS), at)
        if at < following < len(chunks) and chunks[at].tag == "ENUM":
            following = _past_area(chunks, following)
        if following == at or following == len(chunks) or chunks[following].tag not in ordinals:
            return
        value = number_of(chunks[following])
        if value is None:
            return
        at = following + 1
        yield replace(rank, first=following, last=at, phrase=at, value=value)


def _past_area(chunks: Sequence[Chunk], at: int) -> int:
    """Behind the words that say within what a Chinese rank is (`居全国第三、西部第一`)."""
    for i in range(at, min(at + 4, len(chunks))):
        if chunks[i].tag not in ("X", "NAME", "NATION", "HOME"):
            return i
    return at


def _counts_something(q: Quantity, chunks: Sequence[Chunk], lang: Lang) -> bool:
    """Whether a number has anything that it counts: a noun behind it, a multiplier, a pronoun, a verb."""
    if _in_title(q, chunks, lang) or _is_bound_only(q, chunks):
        return False
    if q.form == "bare":
        return _bare_counts(q, chunks, lang)
    if lang == "en" and q.form == "fraction" and chunks[q.last - 1].text.lower() in DENOMINATORS:
        return q.last == len(chunks) or chunks[q.last].tag in _AFTER_FRACTION
    return lang == "en" or not (_is_article(q, chunks) or _is_congress(q) or _is_apposed(q, chunks))


def _is_apposed(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether a number of areas only sums up those that stand right before it (`鄂湘赣三省`)."""
    if q.counted not in ("province", "place") or q.value != q.value.to_integral_value():
        return False
    before = chunks[max(0, q.first - int(q.value)) : q.first]
    names = [c for c in before if c.name is not None and iris.kind_of(c.name.iri) == "area"]
    return len(names) == q.value > 1 and all(len(c.text) == 1 for c in names)


def _bare_counts(q: Quantity, chunks: Sequence[Chunk], lang: Lang) -> bool:
    """Whether a number without a unit counts something, and is no year or edition."""
    following = chunks[q.last] if q.last < len(chunks) else None
    if chunks[q.first].tag == "NUMW" and lang == "zh":
        return following is not None and following.entry(Object) is not None
    if q.rule.endswith("one-of-list"):
        return True
    if _is_one_of_many(q, chunks):
        return False
    if chunks[q.first].tag == "NUMW":
        stands = following is not None and (
            following.tag in _STANDS_FOR_NOUN or following.text.lower() in _COMPARED
        )
        return q.phrase > q.last or stands or (q.value > 1 and _plural_follows(chunks, q.last))
    edition = q.first > 1 and chunks[q.first - 1].tag == "ENUM" and chunks[q.first - 2].tag == "ORD"
    if edition or _looks_like_year(q, chunks):  # `第129、130届`
        return False
    glued = (
        q.first > 0
        and chunks[q.first - 1].end == chunks[q.first].start
        and chunks[q.first - 1].text[-1:].isalnum()
    )
    return lang == "en" or not glued or q.phrase > q.last or q.last > q.first + 1


def _is_bound_only(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether a word of rank bounds the number behind it (`topped 200 billion yuan`)."""
    bounds = q.form == "rank" and chunks[q.last - 1].entry(BoundWord) is not None
    return bounds and q.last < len(chunks) and chunks[q.last].tag in ("NUM", "CUR", "BOUND")


def _is_one_of_many(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether an English `one` only introduces a thing (`in one trade secret case`, `one in the capital`)."""
    alone = chunks[q.first].text.lower() == "one" and q.form == "bare"
    behind = chunks[q.last].text.lower() if q.last < len(chunks) else ""
    told_of = q.first > 0 and chunks[q.first - 1].text.lower() == "in"
    told_of = told_of or (q.phrase < len(chunks) and chunks[q.phrase].has_signal("every"))
    return alone and (told_of or (q.phrase == q.last and behind not in _OF_THESE))


def _plural_follows(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether an English plural that the lexicon lacks follows (`nine systems`, `eight major regions`)."""
    for chunk in chunks[at : at + 3]:
        if chunk.tag != "X" or not chunk.text.islower():
            return False
        if re.search(r"[a-z]{3}s$", chunk.text) and not re.search(r"(?:ss|us|is|ous)$", chunk.text):
            return True
    return False


def _is_article(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether a Chinese `一` only introduces a noun (`一件商标`); before `倍`, `成`, `番` it is a number."""
    return q.form == "amount" and chunks[q.first].text == "一" and q.unit_class not in ("ratio", "percent")


def _is_congress(q: Quantity) -> bool:
    """Whether `十九大`, `二十大` names a congress: a `大` that counts stands before what it counts."""
    return q.unit == "大" and q.phrase == q.last


def _looks_like_year(q: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether a number without any unit is a year written without 年 (`2025民生领域`)."""
    return q.form == "bare" and re.fullmatch(r"(?:19|20)\d\d", chunks[q.first].text) is not None


def _read(chunks: Sequence[Chunk], first: int, last: int, rule: str, lang: Lang) -> Quantity | None:
    form = rule.split(".", 1)[0]
    quantity = read_number(form, chunks, first, last)
    if quantity is None:
        return None
    if form == "half":
        quantity = replace(quantity, bound=rule.split(".", 1)[1])
    if lang == "en" and form == "amount" and _is_record(quantity, chunks):
        form = "high"
    quantity = replace(quantity, form=form, rule=f"{lang}/quantities/{rule}")
    if form == "high":
        quantity = replace(quantity, bound="exact")  # `近五年新高` is of the last five years
    if lang == "en" and chunks[last - 1].text.lower() == "times" and not _is_multiple(chunks, first, last):
        quantity = replace(quantity, unit_class="count", unit="time", counted="time")
    if form in ("amount", "bare"):
        phrase = noun_phrase_end(chunks, last, lang)
        if phrase == last and lang == "en" and last < len(chunks) and chunks[last].tag == "AUX":
            behind = noun_phrase_end(chunks, last + 1, lang)  # `19 were other patent cases`
            phrase = behind if behind > last + 1 else last
        quantity = _with_phrase(quantity, chunks, phrase)
    return quantity


def _is_record(quantity: Quantity, chunks: Sequence[Chunk]) -> bool:
    """Whether years say since when nothing was higher (`the highest in five years`)."""
    before = chunks[max(0, quantity.first - _RECORD) : quantity.first]
    end = max((k + 1 for k, c in enumerate(before) if c.tag in ("NUM", "COMMA", "SEMI", "STOP")), default=0)
    told = any(c.has_signal("new-high") for c in before[end:])
    return quantity.unit_class == "year_count" and told and before[-1].text.lower() in ("in", "for")


def _is_multiple(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether `times` multiplies (`2.6 times the average`) and does not count (`92 times`)."""
    if any(c.tag in ("DIR", "REACH") for c in chunks[max(0, first - 3) : first]):
        return True
    behind = chunks[last] if last < len(chunks) else None
    return behind is not None and (
        behind.tag in ("DET", "THAN_AVERAGE", "REL", "DIR")
        or behind.text.lower() in ("as", "its", "higher", "more")
    )


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
            and _of_one_unit(left, right, chunks[left.last : right.first])
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


def _of_one_unit(left: Quantity, right: Quantity, between: Sequence[Chunk]) -> bool:
    """Whether a bare number may be of the next one's unit: not `864, and 93%`, not `8,700, or 36 percent`."""
    tags = [c.tag for c in between]
    again = between[-1].text.lower() == "or" or tags == ["COMMA", "AND"]
    whole = left.value > _HUNDRED >= right.value
    return right.unit_class != "percent" or not (again or whole)


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
        of_these = threshold_end(chunks, i) is not None
        reason = _reason(chunk, chunks[i - 1] if i else None, quoted=quoted[i])
        yield Passed(i, "threshold" if of_these and reason == "unread" else reason)


def _has_numeral(chunk: Chunk) -> bool:
    return (
        chunk.tag in ("NUM", "DATE", "YEAR", "SPAN", "ORD", "VAGUE", "LAW", "DOCNO", "ADDRESS")
        or any(c.isdigit() for c in chunk.text)
        or (chunk.tag == "SET" and chunk.entry(SetPhrase) is not None)
    )


_REASON_BY_TAG: Final = {
    "DATE": "date", "YEAR": "year", "SPAN": "year", "ORD": "edition", "NAME": "in-name", "VAGUE": "vague",
    "LAW": "law-article", "LISTNO": "list-number", "DOCNO": "in-name", "ADDRESS": "address",
}  # fmt: skip


def _reason(chunk: Chunk, before: Chunk | None, *, quoted: bool) -> str:
    phrase = chunk.entry(SetPhrase)
    if phrase is not None:
        return phrase.reason
    if chunk.tag in ("LAW", "ADDRESS", "DOCNO", "DATE", "LISTNO"):  # whatever stands before
        return _REASON_BY_TAG[chunk.tag]
    if before is not None and (before.has_signal("top") or chunk.text[:1].isupper()):
        return "in-name"
    if before is not None and before.tag == "ENUM" and chunk.tag == "NUM":
        return "edition"
    year = re.fullmatch(r"(?:19|20)\d\d", chunk.text) is not None
    return _REASON_BY_TAG.get(chunk.tag) or ("year" if year else "in-name" if quoted else "unread")
