"""Pairs the figures of aligned sentences: which of one side states what which of the other states.

First levels, by how much they have in common, the value above all; then changes, shares and ranks, which
follow the level that they belong to; then the rest by likeness; at last those that are left alone at the same
place between the same neighbours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from graph.agreement import agree, amount, opposite, power_of_ten
from graph.facts import Statement, key_of
from mappings.records import Figure

#: What a pair must have in common at least.
_ENOUGH: Final = 7.0
_LEVEL: Final = "level"


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs found, and what is left on each side."""

    pairs: tuple[tuple[Statement, Statement], ...]
    left: tuple[Statement, ...]
    right: tuple[Statement, ...]


def pair(left: Sequence[Statement], right: Sequence[Statement]) -> Pairing:
    """Pairs the figures of two sides, each used once."""
    pairs = _by_likeness(left, right, {}, only=_LEVEL)
    pairs |= _by_level(left, right, pairs)
    pairs = _by_likeness(left, right, pairs)
    pairs |= _by_place(left, right, pairs)
    taken = {id(s) for couple in pairs.items() for s in (left[couple[0]], right[couple[1]])}
    return Pairing(
        tuple((left[i], right[j]) for i, j in sorted(pairs.items())),
        tuple(s for s in left if id(s) not in taken),
        tuple(s for s in right if id(s) not in taken),
    )


def _by_likeness(
    left: Sequence[Statement], right: Sequence[Statement], found: dict[int, int], only: str | None = None
) -> dict[int, int]:
    """The likest pairs first, beside those found; among equally like ones those nearest in order."""
    scored = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            if only and (a.figure.kind, b.figure.kind) != (only, only):
                continue
            score = likeness(a.figure, b.figure)
            apart = abs(i / len(left) - j / len(right))
            if score >= _ENOUGH:
                scored.append((-(score - 2 * apart), i, j))
    pairs = dict(found)
    for _, i, j in sorted(scored):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _by_level(left: Sequence[Statement], right: Sequence[Statement], pairs: dict[int, int]) -> dict[int, int]:
    """Changes, shares and ranks of levels that are paired and agree: one kind of one level is one fact."""
    theirs = {(level, right[j].figure.kind): j for j, level in _levels(right).items()}
    found: dict[int, int] = {}
    for i, level in _levels(left).items():
        partner = pairs.get(level)
        if partner is None or not agree(amount(left[level].figure), amount(right[partner].figure)):
            continue
        j = theirs.get((partner, left[i].figure.kind))
        if j is not None:
            found[i] = j
    return {i: j for i, j in found.items() if _plausible(i, j, found, left, right)}


def _plausible(
    i: int, j: int, found: dict[int, int], left: Sequence[Statement], right: Sequence[Statement]
) -> bool:
    """Whether two changes of one level are one fact though they differ.

    They are if neither value is stated by the other side of something else, or if two are exchanged; else one
    of them was read of the wrong level.
    """
    if _equal(left[i], right[j]):
        return True
    here = [k for k in range(len(right)) if k != j and _equal(left[i], right[k])]
    there = [k for k in range(len(left)) if k != i and _equal(left[k], right[j])]
    exchanged = any(found.get(k) in here for k in there)
    return exchanged or not (here or there)


def _equal(a: Statement, b: Statement) -> bool:
    return a.figure.kind == b.figure.kind and agree(amount(a.figure), amount(b.figure))


def _levels(side: Sequence[Statement]) -> dict[int, int]:
    """For each figure that is no level the level it belongs to: the only one of its metric."""
    levels: dict[str, list[int]] = {}
    for i, statement in enumerate(side):
        if statement.figure.kind == _LEVEL:
            levels.setdefault(statement.figure.metric, []).append(i)
    return {
        i: levels[statement.figure.metric][0]
        for i, statement in enumerate(side)
        if statement.figure.kind != _LEVEL and len(levels.get(statement.figure.metric, ())) == 1
    }


def likeness(a: Figure, b: Figure) -> float:
    """How much two figures have in common; below `_ENOUGH` they are not taken for one fact."""
    score = _value_likeness(a, b)
    same_measure = a.unit_class == b.unit_class and a.kind == b.kind
    if score == 0 and not (a.metric == b.metric and same_measure):
        return 0
    score += 2.0 if a.unit_class == b.unit_class else -1.5
    score += 3.0 if a.kind == b.kind else _kind_likeness(a.kind, b.kind)
    score += 4.0 if a.metric == b.metric else 3 * facet_overlap(a, b)
    key_a, key_b = key_of(a), key_of(b)
    score += sum(x == y for x, y in ((key_a.area, key_b.area), (key_a.period, key_b.period)))
    return score + (key_a.actor == key_b.actor) * 0.5


def _value_likeness(a: Figure, b: Figure) -> float:
    """Most for values that agree (the more the rarer they are), less for a factor of ten or a sign."""
    x, y = amount(a), amount(b)
    if agree(x, y):
        size = abs(a.value)
        whole = size == size.to_integral_value()
        return 3.0 if whole and size < 10 else 5.0 if whole and size < 100 else 6.0
    if opposite(x, y) or power_of_ten(x, y):
        return 3.0
    return 0.0


def _kind_likeness(a: str, b: str) -> float:
    return 1.0 if a.partition("-")[0] == b.partition("-")[0] else -3.0


def facet_overlap(a: Figure, b: Figure) -> float:
    """The share of facets that both metrics have alike."""
    every = set(a.facets.items()) | set(b.facets.items())
    return len(set(a.facets.items()) & set(b.facets.items())) / len(every) if every else 0.0


def _by_place(left: Sequence[Statement], right: Sequence[Statement], pairs: dict[int, int]) -> dict[int, int]:
    """Figures of one measure that alone are left between paired neighbours (or ends) on both sides."""
    found: dict[int, int] = {}
    for gap_left, gap_right in _gaps(len(left), len(right), pairs):
        if len(gap_left) == 1 and len(gap_right) == 1:
            i, j = gap_left[0], gap_right[0]
            if _comparable(left[i].figure, right[j].figure):
                found[i] = j
            continue
        found.update(_first_ranks(left, right, gap_left, gap_right))
    return found


def _first_ranks(
    left: Sequence[Statement], right: Sequence[Statement], here: Sequence[int], there: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """The first rank of one kind in two gaps, if one of them has no other: the further ones may be unread."""
    ranks = [
        [k for k in gap if side[k].figure.unit_class == "rank"]
        for side, gap in ((left, here), (right, there))
    ]
    if all(ranks) and min(len(r) for r in ranks) == 1:
        i, j = ranks[0][0], ranks[1][0]
        if left[i].figure.kind == right[j].figure.kind:
            yield i, j


def _gaps(n: int, m: int, pairs: dict[int, int]) -> Iterable[tuple[list[int], list[int]]]:
    """What lies unpaired between pairs that follow each other in both orders."""
    marks = [(-1, -1), *sorted(pairs.items()), (n, m)]
    for (i, j), (k, o) in pairwise(marks):
        if o > j:
            yield (
                [x for x in range(i + 1, k) if x not in pairs],
                [y for y in range(j + 1, o) if y not in pairs.values()],
            )


def _comparable(a: Figure, b: Figure) -> bool:
    """Whether two figures may be one fact stated differently: same measure, and digits or facets alike."""
    if a.unit_class != b.unit_class or a.kind != b.kind:
        return False
    if a.unit_class == "rank":
        return True
    return sorted(_digits(a.value)) == sorted(_digits(b.value)) or facet_overlap(a, b) >= 0.5


def _digits(value: Decimal) -> str:
    return "".join(str(d) for d in value.normalize().as_tuple().digits)
