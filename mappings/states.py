"""What the words around a figure say of flow, stock or rate: states, perfects, what holds now."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Action, State

#: What is dealt with once, so that `in total` sums up the year's only.
_HANDLED: Final = frozenset({"case", "person", "person-time", "batch", "item", "yuan", "premises"})
_IN_ALL: Final = frozenset({"in total", "in all"})


def state_of(inside: Sequence[Chunk], counted: str) -> str:
    """What the words say: of several, a rate before a flow (`新增`), that before a stock.

    An English perfect (`have been approved`) is a stock unless the sentence says in which year: `perfect`.
    """
    states = [
        "perfect" if s.measure == "stock" and _is_perfect(inside, i) else s.measure
        for i, c in enumerate(inside)
        if (s := c.entry(State)) is not None and not _tells_nothing(c, counted)
    ]
    found = next((wanted for wanted in ("rate", "flow", "stock", "perfect") if wanted in states), "")
    if not found and _is_now(inside):
        return "stock"
    return found or ("exists" if any(c.text.lower() == "there" for c in inside) else "")


def _tells_nothing(word: Chunk, counted: str) -> bool:
    """Whether a word makes no stock of what is counted: `in total` of cases, `had` of a sum of money."""
    if counted == "yuan" and word.text.isascii() and word.text.lower() in ("has", "have", "had"):
        return True
    return counted in _HANDLED and word.text.lower() in _IN_ALL


def _is_now(inside: Sequence[Chunk]) -> bool:
    """Whether an English passive tells in the present what holds (`eighteen are covered by …`)."""
    if any(c.tag == "ACT" and re.match(r"[a-z]{3,}[^s]s\b", c.text) for c in inside):
        return True  # `the platform provides 15 categories of data`
    return any(
        one.tag == "AUX" and one.text.lower() in ("are", "is") and other.text.lower().endswith("ed")
        for one, other in pairwise(inside)
    )


def _is_perfect(inside: Sequence[Chunk], at: int) -> bool:
    """Whether the `has` at `at` makes a passive's perfect (`had been approved`), of the year named."""
    if inside[at].text.lower() not in ("has", "have", "had"):
        return False
    for chunk in inside[at + 1 : at + 4]:
        if chunk.tag == "AUX" or ((verb := chunk.entry(Action)) is not None and verb.state == "flow"):
            return True
        if chunk.tag != "X":
            return False
    return False
