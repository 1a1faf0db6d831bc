"""Giving lost spaces back to English text.

Where almost all spaces are gone, each run of letters is cut into its likeliest words; where only some words
are glued together, a run is cut only when it is no word itself and all its parts are common ones. Which of
the two a text needs is measured, never known beforehand.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mappings import mend
from mappings.records import CleanText
from mappings.word_costs import LONGEST, NEVER, Vocabulary, vocabulary

#: Spaces count as lost throughout where there are fewer to a letter than this (in running English 0.18 to
#: 0.2) and enough letters to tell, or where more than this share of all runs of letters are glued words.
_FEWEST: Final = 0.07
_TELLING: Final = 25
_GLUED_SHARE: Final = 0.01
_GLUED_LEAST: Final = 3

#: Costs below which a word is one of the grammar (`the`, `for`), or a frequent one.
_GRAMMATICAL: Final = 5.0
_FREQUENT: Final = 7.0

#: A longer run of letters is no text that lost its spaces.
_LONGEST_RUN: Final = 2000

#: A longer run of capitals is words of a title.
_LONGEST_ACRONYM: Final = 7

_RUN = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*[’']?")
_ORDINAL = re.compile(
    r"(?<=\d)(?:st|nd|rd|th)(?![a-z])|(?<=1)st|(?<=2)nd|(?<=3)rd|(?<=[04-9])th|(?<=1[1-3])th"
)
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s“”()]+")
_ADDRESS = re.compile(
    rf"{_LINK.pattern}|\b[\w.-]{{1,64}}@[\w.-]+"
    r"|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|cn|org|net|gov|edu)\b"
)
#: First parts of compounds that stick to the word before: `a cross-border`, `the e-commerce`.
_COMPOUNDS = re.compile(
    r"(?<=[a-z])(?:cross(?=-)|e(?=-(?:commerce|government|business|mail|sports|payment)))"
)

#: Between which two neighbours a space was lost, whatever the words (a match's end is where it goes).
_SURE: Final = tuple(
    re.compile(p)
    for p in (
        r"[,;](?=[A-Za-z“‘(])",
        r";(?=\d)",
        r"(?<=[A-Za-z)”’]),(?=\d)",
        r"(?<=\d{4}),(?=\d)",
        r"(?<=\d),(?=\d{4}|\d{1,2}(?!\d))",
        r":(?=[A-Za-z“‘])",
        r"[a-z0-9)”’%][.!?](?=[A-Z“‘])",
        r"[A-Z][.!?](?=[A-Z][a-z])",
        r"[A-Za-z0-9”](?=[(“])(?!\([a-z]{1,2}\))",
        r"[)”](?=[A-Za-z0-9“(])(?<!\([a-z]\))(?<!\([a-z]{2}\))",
        r"%(?=[A-Za-z])",
        r"[A-Za-z0-9](?=‘[A-Za-z])",
        r"(?<=[sS]’)(?=[A-Za-rt-z])",
    )
)
#: The same where spaces are lost throughout.
_LIKELY: Final = tuple(
    re.compile(p)
    for p in (
        r"(?<=[a-z]{3})\.(?=[a-z0-9])",
        r"(?<=[A-Z]\.[A-Z])\.(?=[a-z]{2})",
        r"[%)]\.(?=\d)",
        r"(?<=[A-Za-z]{2})(?=&[A-Za-z]{2})",
        r"(?<=[A-Za-z] &)(?=[A-Za-z]{2})|(?<=[A-Za-z]{2}&)(?=[A-Za-z]{2})",
        r"(?<=[a-z)])(?=\d)|(?<=[A-Z]{2})(?=\d)",
        r"(?<=[sS]’)(?=[a-z]{2})",
    )
)


def are_lost(text: str) -> bool:
    """Whether the spaces of this English text were lost throughout."""
    runs = _RUN.findall(text)
    letters = sum(map(len, runs))
    if letters >= _TELLING and text.count(" ") < _FEWEST * letters:
        return True
    glued = sum(1 for run in runs if _cut_glued(run))
    return glued >= _GLUED_LEAST and glued > _GLUED_SHARE * len(runs)


def restore(clean: CleanText, *, lost: bool) -> CleanText:
    """`clean` with its spaces back; `lost` says that they were lost throughout."""
    text = clean.text
    addresses = _LINK if lost else _ADDRESS
    keep = {at for m in addresses.finditer(text) for at in range(m.start() + 1, m.end())}
    places = set(_between_signs(text, lost=lost)) | set(_between_words(text, lost=lost))
    wanted = sorted(p for p in places - keep if 0 < p < len(text) and " " not in text[p - 1 : p + 1])
    return mend.apply(clean, ((p, p, " ") for p in wanted))


def _between_signs(text: str, *, lost: bool) -> Iterator[int]:
    for pattern in _SURE + (_LIKELY if lost else ()):
        for m in pattern.finditer(text):
            yield m.end()
    quotes = [i for i, c in enumerate(text) if c == '"'] if lost else []
    for i, at in enumerate(quotes if len(quotes) % 2 == 0 else []):
        # Straight quotes open and close in turn.
        outside = text[at - 1 : at] if i % 2 == 0 else text[at + 1 : at + 2]
        if outside.isalnum():
            yield at + i % 2


def _between_words(text: str, *, lost: bool) -> Iterator[int]:
    for m in _RUN.finditer(text):
        start, run = m.start(), m[0]
        if start > 0 and text[start - 1].isdigit():
            ending = _of_number(text, m, lost=lost)
            if ending > 0 or _stands_apart(run, lost=lost):
                yield start + ending
            start, run = start + ending, run[ending:]
        compound = _COMPOUNDS.search(text, start, m.end() + 12) if lost else None
        if compound and compound.end() == m.end() and _all_known(run[: compound.start() - start]):
            yield compound.start()
            run = run[: compound.start() - start]
        for offset in (_cut_all if lost else _cut_glued)(run):
            yield start + offset


def _of_number(text: str, run: re.Match[str], *, lost: bool) -> int:
    """How many letters of a run behind a digit belong to the number: `14th`, `5G`, `3D`."""
    word = run[0]
    ordinal = _ORDINAL.match(text, run.start())
    if ordinal and (lost or ordinal.end() < run.end()):
        at = ordinal.end() - run.start()
        return at if _is_cut(word, at) else 0
    return 1 if lost and re.match("[A-Z](?:[a-z]|$)", word) and _is_cut(word, 1) else 0


def _is_cut(run: str, at: int) -> bool:
    """Whether what follows the end of a number is better read without it than with it."""
    rest = run[at:]
    return not rest or rest[0].isupper() or _total(rest) <= _total(run)


def _all_known(run: str) -> bool:
    words = vocabulary()
    places = (0, *_cut_all(run), len(run))
    return bool(run) and all(words.known(run[a:b]) for a, b in pairwise(places))


def _stands_apart(run: str, *, lost: bool) -> bool:
    """Whether letters behind a digit are a word of their own (`17dens`), not part of a name (`5G`, `3D`)."""
    return len(run) > 1 and (lost or (len(run) > 3 and vocabulary().common(run.lower())))


def _total(run: str) -> float:
    return _best(run)[1]


@lru_cache(maxsize=65536)
def _cut_all(run: str) -> tuple[int, ...]:
    """Where to cut a run of letters and apostrophes into its likeliest words."""
    places: list[int] = []
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^’']+", run)]
    for (start, end), (_, before) in zip(pieces, [(0, 0), *pieces], strict=False):
        # What follows an apostrophe begins with the end of the word before it, or is a word of its own.
        ending = _ending(run[before - 1 : start], run[start:end]) if start else 0
        if start and ending < end - start:
            places.append(start + ending)
        places += [start + ending + offset for offset in _best(run[start + ending : end])[0]]
    return tuple(p for p in places if 0 < p < len(run))


def _ending(before: str, after: str) -> int:
    """How many letters of `after` belong to the word before the apostrophe that ends `before`."""
    if before[:1] in ("s", "S"):
        return 0
    endings = [e for e in ("s", "t", "re", "ll", "ve", "d") if after.lower().startswith(e)]
    if not endings or after == endings[0]:
        return len(endings[0]) if endings else 0
    rest = after[len(endings[0]) :]
    return len(endings[0]) if rest[0].isupper() or _total(rest) <= _total(after) else 0


@lru_cache(maxsize=65536)
def _best(run: str) -> tuple[tuple[int, ...], float]:
    """The cheapest way to cut a run of letters, and its cost."""
    words = vocabulary()
    if len(run) > _LONGEST_RUN:
        return (), NEVER
    of_word = words.in_title if run.isupper() and len(run) > _LONGEST_ACRONYM else words.cost
    costs, cuts = [0.0], [0]
    for end in range(1, len(run) + 1):
        best = min(
            (costs[start] + of_word(run[start:end]), start) for start in range(max(0, end - LONGEST), end)
        )
        costs.append(best[0])
        cuts.append(best[1])
    places, at = [], len(run)
    while at > 0:
        at = cuts[at]
        places.append(at)
    return tuple(sorted(p for p in places if p > 0)), costs[-1]


@lru_cache(maxsize=65536)
def _cut_glued(run: str) -> tuple[int, ...]:
    """Where to cut a run in text that has its spaces: nowhere, unless the run is words glued together."""
    words = vocabulary()
    if len(run) < 5 or not run.isascii() or not run.isalpha() or words.known(run) or run.isupper():
        return ()
    places, total = _best(run)
    if not places or total >= NEVER or len(places) > 2:
        return ()
    parts = [run[a:b] for a, b in pairwise((0, *places, len(run)))]
    return places if _are_glued(parts, words) else ()


def _are_glued(parts: list[str], words: Vocabulary) -> bool:
    """Whether these are words written together by mistake, not the parts of one compound or name."""
    if not all(_is_common(part, words) for part in parts):
        return False
    first, rest = parts[0], parts[1:]
    low = [part.lower() for part in parts]
    if any(part.isupper() for part in rest):
        # `TheIP`, not `OpenAI`.
        return first.islower() or words.field.get(low[0], NEVER) < _GRAMMATICAL
    if any(part[0].isupper() for part in rest):
        # `thePlan`, `PilotReform`, not `WisePlus`.
        return first.islower() or all(word in words.field or word.upper() in words.acronyms for word in low)
    if first.isupper():
        return True
    return all(words.field.get(word, NEVER) < _FREQUENT for word in low if len(word) < 6)


def _is_common(part: str, words: Vocabulary) -> bool:
    if part.isupper():
        return part in words.acronyms
    if len(part) == 1:
        return part == "a"
    return words.common(part.lower()) or part in words.names
