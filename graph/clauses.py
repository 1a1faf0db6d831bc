"""The clause of a sentence in which a figure or a word stands."""

import re
from bisect import bisect_left
from typing import Final

from mappings.records import Sentence

_ENDS: Final = {"zh": re.compile(r"[，；。！？]"), "en": re.compile(r"[,;.!?](?=\s|$)")}

#: A figure so near the beginning of its clause goes on with a list: ", 21 counties, and 8 parks".
_LISTED: Final = {"zh": 1, "en": 5}


def clause_around(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Where the clause around the clean characters [start, end) begins and ends."""
    marks = [mark.end() for mark in _ENDS[sentence.lang].finditer(sentence.text)]
    first = max((mark for mark in marks if mark <= start), default=0)
    last = min((mark for mark in marks if mark >= end), default=len(sentence.text))
    return (first, last) if first < last else (0, len(sentence.text))


def up_to(sentence: Sentence, end: int) -> str:
    """The sentence up to the raw character `end`."""
    return sentence.text[: bisect_left(sentence.clean.starts, end)]


def clause_of(sentence: Sentence, start: int, end: int) -> str:
    """The clause around the raw characters [start, end), with all before it where it goes on with a list."""
    starts = sentence.clean.starts
    begin = bisect_left(starts, start)
    first, last = clause_around(sentence, begin, bisect_left(starts, end))
    listed = begin - first <= _LISTED[sentence.lang]
    return sentence.text[0 if listed else first : last]
