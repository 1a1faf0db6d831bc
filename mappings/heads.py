"""What an English number counts where the noun behind it does not say it: cases *of* …, … *on* N cases."""

import itertools
from collections.abc import Sequence
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Action, Object
from mappings.windows import Window

#: The noun that is counted for all that is dealt with.
_GENERAL: Final = "case"
#: What is done on a case once.
_DONE: Final = frozenset({"adjudication", "opinion"})
#: What ends the phrase behind `of`.
_BREAKS: Final = frozenset({"PREP", "COMMA", "AND", "AUX", "ACT", "REL"})
#: Where something is set up, so that there is one of it at each.
_PLACES: Final = frozenset({"window"})


def beside(chunks: Sequence[Chunk], first: int, window: Window) -> Object | None:
    """The noun that the number at `first` counts, where another than the one behind it says it."""
    noun = next((o for i in reversed(window.phrase) if (o := chunks[i].entry(Object)) is not None), None)
    if noun is None:
        return None
    if noun.notation in _PLACES:
        return _set_up(chunks, first, window)
    if noun.notation != _GENERAL:
        return None
    if any(chunks[i].text.lower() == "such" for i in window.phrase):
        return _pointed_to(chunks, first)
    return _of_what(chunks, window) or _on_what(chunks, first)


def _of_what(chunks: Sequence[Chunk], window: Window) -> Object | None:
    """What the cases are of (`30 cases of patent infringement disputes`), if that is counted alike."""
    if not window.tail or chunks[window.tail[0]].text.lower() != "of":
        return None
    following = [chunks[i] for i in window.tail[1:]]
    phrase = itertools.takewhile(lambda c: c.tag not in _BREAKS, following)
    return next((o for c in phrase if _special(o := c.entry(Object)) is not None), None)


def _on_what(chunks: Sequence[Chunk], first: int) -> Object | None:
    """What was done on the cases (`administrative rulings on 30 cases`)."""
    if first < 2 or chunks[first - 1].text.lower() not in ("on", "in"):
        return None
    noun = chunks[first - 2].entry(Object)
    if noun is None or noun.notation not in _DONE:
        return None
    return noun.model_copy(update={"counted": _GENERAL})


def _pointed_to(chunks: Sequence[Chunk], first: int) -> Object | None:
    """What `such cases` points to: the first noun of the sentence that is counted so."""
    nouns = (o for c in chunks[:first] if (o := c.entry(Object)) is not None)
    return next((o for o in nouns if _special(o) is not None), None)


def _special(noun: Object | None) -> Object | None:
    """`noun` where it is a case of a special kind."""
    return noun if noun is not None and noun.counted == _GENERAL and noun.notation != _GENERAL else None


def _set_up(chunks: Sequence[Chunk], first: int, window: Window) -> Object | None:
    """What was set up at the places counted (`set up inquiry points at 20 service windows`)."""
    if not window.left or chunks[first - 1].text.lower() not in ("at", "in"):
        return None
    before = [chunks[i] for i in window.left]
    verb = next((k for k, c in enumerate(before) if _founds(c)), len(before))
    return next((o for c in before[verb + 1 :] if (o := c.entry(Object)) is not None), None)


def _founds(chunk: Chunk) -> bool:
    verb = chunk.entry(Action)
    return verb is not None and verb.notation == "establish"


def of_tail(chunks: Sequence[Chunk], place: Sequence[int], fitting: Sequence[Object]) -> Object:
    """The head of the first noun phrase behind a number (`3 of which were trademark service windows`)."""
    head = fitting[0]
    start = next(k for k, i in enumerate(place) if chunks[i].entry(Object) is head)
    for i in place[start + 1 :]:
        noun = chunks[i].entry(Object)
        ends = chunks[i].tag in _BREAKS if noun is None else noun.nature == "aspect" or noun not in fitting
        if ends:
            break
        head = noun or head
    return head
