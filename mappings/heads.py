"""What a number counts where the noun behind it does not say it: cases *of* …, … *on* N cases."""

import itertools
from collections.abc import Sequence
from typing import Final

from mappings import lexicon
from mappings.chunks import Chunk
from mappings.lexicon import Action, Object
from mappings.records import Lang
from mappings.windows import Window

#: The noun that is counted for all that is dealt with.
_GENERAL: Final = "case"
#: The noun for people of any sort (`611 individuals obtained titles`).
_PERSON: Final = "person"
#: What is done on a case once.
DONE: Final = frozenset({"adjudication", "opinion", "administrative-opinion"})
#: What ends the phrase behind `of`.
_BREAKS: Final = frozenset({"PREP", "COMMA", "AND", "AUX", "ACT", "REL"})
#: Where something is set up, so that there is one of it at each.
_PLACES: Final = frozenset({"window"})
#: In what those who act, and the places where something is done, are counted.
_DOERS: Final = frozenset({"authority", "place"})


def beside(chunks: Sequence[Chunk], first: int, window: Window) -> Object | None:
    """The noun that the number at `first` counts, where another than the one behind it says it."""
    noun = next((o for i in reversed(window.phrase) if (o := chunks[i].entry(Object)) is not None), None)
    if noun is None:
        return _in_all(chunks, first)
    if noun.notation in _PLACES:
        return _set_up(chunks, first, window)
    if (whole := _around_brackets(chunks, window)) is not None:
        return whole
    if noun.notation != _GENERAL:
        return _title(chunks, window) if noun.notation == _PERSON else None
    if any(chunks[i].text.lower() == "such" for i in window.phrase):
        return _pointed_to(chunks, first)
    return _of_what(chunks, window) or _on_what(chunks, first)


def _title(chunks: Sequence[Chunk], window: Window) -> Object | None:
    """What people of any sort got or became (`611 individuals obtained titles`)."""
    behind = (o for i in window.tail if (o := chunks[i].entry(Object)) is not None)
    return next((o for o in behind if o.counted == _PERSON and o.notation != _PERSON), None)


def joint(head: Object | None, chunks: Sequence[Chunk], window: Window) -> Object | None:
    """`head`, an action that several took together as what it is (`jointly launched 3 special actions`)."""
    together = any(chunks[i].text.lower() == "jointly" for i in window.all())
    if head is None or head.notation != "special-action" or not together:
        return head
    return head.model_copy(update={"notation": "joint-action"})


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
    if noun is None or noun.notation not in DONE:
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
    told = [o for c in before[verb + 1 :] for o in _nouns(c)]
    return told[0].model_copy(update={"nature": "event"}) if told else None  # it was done there


def _nouns(chunk: Chunk) -> list[Object]:
    """The noun that a chunk is, or those in the name that it is."""
    noun = chunk.entry(Object)
    if noun is not None or chunk.name is None:
        return [noun] if noun is not None else []
    told = nouns_in(chunk.text, "en")
    return (
        told[:1] if chunk.text[0].islower() else told[-1:]
    )  # `inquiry points for …`, `Hunan IP Inquiry Points`


def _in_all(chunks: Sequence[Chunk], first: int) -> Object | None:
    """What a name counts whose number has grown (`bringing the total number of NAME to 17`)."""
    if chunks[first - 1].text.lower() != "to":
        return None
    for at in range(first - 2, 1, -1):
        if chunks[at].name is not None and chunks[at - 1].text.lower() == "of":
            grown = chunks[at - 2].text.lower().endswith("number")
            told = nouns_in(chunks[at].text, "en") if grown else []
            return told[-1] if told else None
    return None


def _around_brackets(chunks: Sequence[Chunk], window: Window) -> Object | None:
    """The noun that brackets part (`training (Hunan) bases`)."""
    closing = next((i for i in window.phrase if chunks[i].tag == "CLOSE"), 0)
    opening = next((i for i in window.phrase if chunks[i].tag == "OPEN"), 0)
    if not window.phrase[0] < opening < closing < window.phrase[-1]:
        return None
    told = nouns_in(f"{chunks[opening - 1].text} {chunks[closing + 1].text}", "en")
    return told[-1] if told else None


def nouns_in(name: str, lang: Lang) -> list[Object]:
    """The nouns in a name that is itself what is counted (`3次…联合执法行动`)."""
    words, parts = lexicon.load(lang), lexicon.parts_of(name, lang)
    found: list[Object] = []
    at = 0
    while at < len(parts):
        length, entries = words.longest(parts, at)
        found.extend(e for e in entries if isinstance(e, Object))
        at += length or 1
    return found


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


def apposed(chunks: Sequence[Chunk], window: Window) -> Object | None:
    """Who or where a Chinese number counts, right before what they do (`4个片区执法协作会议`)."""
    noun = chunks[window.phrase[0]].entry(Object) if window.phrase else None
    return noun if noun is not None and noun.counted in _DOERS else None


def set_up_behind(chunks: Sequence[Chunk], window: Window) -> Chunk | None:
    """The word for what was set up at the places that a Chinese number counts (`在6个窗口设立问询点`)."""
    noun = next((o for i in reversed(window.phrase) if (o := chunks[i].entry(Object)) is not None), None)
    at_them = any(chunks[i].text == "在" for i in window.left)
    if noun is None or noun.notation not in _PLACES or not at_them:
        return None
    if not window.tail or not _founds(chunks[window.tail[0]]):
        return None
    behind = (chunks[i] for i in window.tail[1:])
    return next((c for c in behind if c.name is not None or c.entry(Object) is not None), None)
