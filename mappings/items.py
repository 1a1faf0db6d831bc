"""The members of a coordination: what each is, and what all share."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Action, FacetTerm, Object

#: What stands between the members of a list.
JOINTS: Final = frozenset({"ENUM", "AND", "COMMA"})


def split_items(
    chunks: Sequence[Chunk], lead: tuple[int, ...], count: int
) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    """The `count` items of the coordination in `lead`, and what they share (verb before, head noun behind).

    Returns ([], lead) where `lead` has no coordination of just that many items.
    """
    while lead and chunks[lead[0]].tag in JOINTS:
        lead = lead[1:]
    joints = [i for i in lead if chunks[i].tag in ("ENUM", "AND") or (chunks[i].tag == "COMMA")]
    for use in (
        joints,
        [i for i in joints if chunks[i].tag != "COMMA"],
        [i for i in joints if chunks[i].tag == "ENUM"],
    ):
        if len(use) != count - 1:
            continue
        edges = [lead[0] - 1, *use, lead[-1] + 1]
        items = [tuple(range(a + 1, b)) for a, b in pairwise(edges)]
        return _trim(chunks, items)
    return [], lead


def _trim(
    chunks: Sequence[Chunk], items: list[tuple[int, ...]]
) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    """Parts what the first item shares with all (up to its last verb) and the last one (its head noun)."""
    first = items[0]
    verb = max(
        (k for k, i in enumerate(first) if chunks[i].entry(Action) is not None and chunks[i].tag == "ACT"),
        default=-1,
    )
    told = first[:-1] if chunks[first[-1]].tag == "NAME" else first  # the last name may be the item itself
    names = [k for k, i in enumerate(told) if chunks[i].tag in ("NAME", "YEAR", "INCLUDING", "COMMA")]
    cut = max([verb, *names], default=-1) + 1
    cut = 0 if cut >= len(first) else cut
    last = items[-1]
    own = next((k for k, i in enumerate(last) if chunks[i].tag == "RESPECTIVELY"), len(last))
    last, said_of_all = last[:own], last[own:]
    head = next(
        (k for k in range(len(last) - 1, -1, -1) if chunks[last[k]].entry(Object) is not None), len(last)
    )
    lone = all(not any(is_noun(chunks[i]) for i in item) for item in items[:-1])
    tail = last[head:] if lone and head > 0 else ()
    shared = first[:cut] + tail + said_of_all
    return [first[cut:], *items[1:-1], last[: head if tail else len(last)]], shared


def is_noun(chunk: Chunk) -> bool:
    """Whether the chunk can be the head of an item; that of a right only says of which (`专利、商标案件`)."""
    noun = chunk.entry(Object)
    party = any(f.facet == "party" for f in chunk.all_of(FacetTerm))  # `高校、企业发明专利授权量`
    rights = ("patent", "invention-patent", "technology-contract")
    return noun is not None and noun.notation not in rights and not party
