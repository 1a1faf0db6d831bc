"""Chinese thresholds: numbers that state no figure but say what is counted (`100万元以上的案件74件`)."""

from collections.abc import Sequence
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Action, BoundWord, Object

#: What things are measured in, so that a bound of it tells some of them from the others.
_MEASURES: Final = frozenset({"元", "美元", "年", "个月", "天", "日", "%", "％", "平方米"})
_HOLDING: Final = frozenset({"拥有", "持有", "具有"})
_BOUNDS: Final = frozenset({"more_than", "at_least"})
#: Of the words for less than a number those that do not say that it is near.
_BELOW: Final = frozenset({"不足", "低于", "不到", "少于", "不满", "未满", "不超过", "以下", "以内", "小于"})
_ENDS: Final = frozenset({"COMMA", "STOP", "SEMI", "ENUM", "COLON", "OPEN", "CLOSE", "YEAR", "REACH"})


def threshold_end(chunks: Sequence[Chunk], at: int) -> int | None:
    """Behind the threshold whose number is the chunk at `at`, where that is one."""
    alone = chunks[at].tag == "MULT" and (at == 0 or chunks[at - 1].tag not in ("NUM", "NUMW", "MULT"))
    unit = next((i for i in range(at + 1, len(chunks)) if chunks[i].tag != "MULT"), at)
    if unit == at or chunks[unit].tag != "UNIT" or not (chunks[at].tag == "NUM" or alone):
        return None  # `亿元以上` needs no number
    first, end = at - _is_bound(chunks, at - 1), unit + 1 + _is_bound(chunks, unit + 1)
    if end - unit == 1 and first == at:
        return None
    behind = chunks[end] if end < len(chunks) else chunks[-1]
    measured = chunks[unit].text in _MEASURES and (behind.text == "的" or _is_thing(behind))
    holding = first > 0 and chunks[first - 1].text in _HOLDING
    return (
        end
        if (measured or holding or behind.text == "的") and _is_of(chunks, end, measured=measured)
        else None
    )


def thresholds(chunks: Sequence[Chunk], place: Sequence[int]) -> list[str]:
    """The thresholds in `place`, as they stand there."""
    found = []
    for i in place:
        end = threshold_end(chunks, i)
        if end is not None:
            found.append("".join(c.text for c in chunks[i - _is_bound(chunks, i - 1) : end]))
    return found


def _is_bound(chunks: Sequence[Chunk], at: int) -> bool:
    bound = chunks[at].entry(BoundWord) if 0 <= at < len(chunks) and chunks[at].tag == "BOUND" else None
    return bound is not None and (bound.bound in _BOUNDS or bound.term in _BELOW)


def _is_thing(chunk: Chunk) -> bool:
    noun = chunk.entry(Object)
    return noun is not None and noun.counted != "yuan"


def _is_of(chunks: Sequence[Chunk], at: int, *, measured: bool) -> bool:
    """Whether what follows up to the next number, which has a unit, is what the threshold is of."""
    number = next((i for i in range(at, len(chunks)) if chunks[i].tag == "NUM"), len(chunks))
    if number + 1 >= len(chunks) or chunks[number + 1].tag not in ("UNIT", "MULT"):
        return False
    between = [c for c in chunks[at:number] if c.tag != "BOUND"]
    while between and (between[-1].tag == "REACH" or between[-1].text in ("有", "共", "共有")):
        between.pop()
    if not measured and any(c.entry(Action) is not None for c in between):
        return False
    named = any(c.entry(Object) is not None for c in between)
    said = measured or any(c.text == "的" for c in between)
    return said and (named or len(between) == 1) and not _ENDS & {c.tag for c in between}
