"""Areas in lists and in one-character forms, and the bodies that are named by the areas they belong to."""

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mappings import templates
from mappings.matching import Squeezed, squeeze
from mappings.records import Lang
from mappings.registry import Registry, TemplateRow, Thing
from mappings.spans import Span

#: Between the areas of a list, squeezed; before the last one a conjunction or 、, but in brackets.
_SEPARATOR: Final = re.compile(r",|、|,?(?:and|和|与|及|以及)(?:the)?")
_LAST: Final = re.compile(r"、|,?(?:and|和|与|及|以及)(?:the)?")
#: One-character names that are words of their own too often to be trusted in a run.
_UNSURE: Final = frozenset("新宁青吉黑蒙辽晋藏")
_BEFORE_ONE: Final = "驻在来赴"


@dataclass(frozen=True, slots=True)
class Run:
    """Areas in a list (or one alone), with their squeezed offsets."""

    spans: tuple[Span, ...]
    places: tuple[tuple[int, int], ...]
    closed: bool


def short_names(text: str, lang: Lang, registry: Registry) -> Iterator[Span]:
    """Areas by their one-character names, in runs (粤港澳; 港、澳) or behind a preposition (驻粤)."""
    if lang != "zh":
        return
    shorts = _shorts(registry)
    letters = "".join(s for s in shorts if s not in _UNSURE)
    one = f"[{letters}]"
    pattern = rf"{one}{{2,}}(?:、{one}+)*|{one}(?:、{one})+|(?<=[{_BEFORE_ONE}]){one}"
    for found in re.finditer(pattern, text) if letters else ():
        for offset in range(found.start(), found.end()):
            if text[offset] in shorts:
                yield Span(offset, offset + 1, shorts[text[offset]])


@functools.lru_cache(maxsize=8)
def _shorts(registry: Registry) -> Mapping[str, Thing]:
    return {t.short_zh: t for t in registry.of_kind("area") if t.short_zh}


def area_runs(squeezed: Squeezed, areas: Sequence[Span]) -> Iterator[Run]:
    """Every area alone, and every list of areas with its tails ("A, B and C", "B and C")."""
    places = squeezed.places
    outer = [a for a in areas if not any(_within(a, b) for b in areas)]
    placed = [
        (s, bisect_left(places, s.start), bisect_left(places, s.end))
        for s in sorted(outer, key=lambda s: s.start)
    ]
    for i, (span, start, end) in enumerate(placed):
        yield Run((span,), ((start, end),), closed=True)
        members, spots, closed = [span], [(start, end)], False
        for following, at, stop in placed[i + 1 :]:
            between = squeezed.text[spots[-1][1] : at]
            if between and not _SEPARATOR.fullmatch(between):
                break
            closed = not between or _LAST.fullmatch(between) is not None
            members.append(following)
            spots.append((at, stop))
            yield Run(tuple(members), tuple(spots), closed)


def _within(inner: Span, outer: Span) -> bool:
    same = (inner.start, inner.end) == (outer.start, outer.end)
    return not same and outer.start <= inner.start and inner.end <= outer.end


def bodies_of_areas(
    squeezed: Squeezed, runs: Iterator[Run], lang: Lang, registry: Registry
) -> Iterator[Span]:
    """The bodies named by a template and the areas of a run: one per area ("the customs of A and B")."""
    for run in runs:
        start, end = run.places[0][0], run.places[-1][1]
        for before, behind, row in _around(squeezed.text, start, end, lang, registry):
            first, last = start - len(before), end + len(behind)
            if squeezed.at_edges(first, last) and (run.closed or behind.startswith(")")):
                yield from _members(squeezed, run, (first, last), row, registry)


def _members(
    squeezed: Squeezed, run: Run, whole: tuple[int, int], row: TemplateRow, registry: Registry
) -> Iterator[Span]:
    """One span per area: the first reaches back to the words before the list, the last to those behind it."""
    final = len(run.spans) - 1
    for i, (span, (start, end)) in enumerate(zip(run.spans, run.places, strict=True)):
        body = templates.expand(registry, row, span.thing)
        if body is not None:
            edges = squeezed.span(whole[0] if i == 0 else start, whole[1] if i == final else end)
            yield Span(*edges, body)


_Frames = Mapping[str, Sequence[tuple[str, TemplateRow]]]


@functools.lru_cache(maxsize=8)
def _frames(registry: Registry, lang: Lang) -> _Frames:
    """Squeezed words behind the area → words before it and the template."""
    found: dict[str, list[tuple[str, TemplateRow]]] = defaultdict(list)
    for frame in templates.frames(registry, lang):
        entry = (squeeze(frame.before).text, frame.row)
        if entry not in found[squeeze(frame.behind).text]:
            found[squeeze(frame.behind).text].append(entry)
    return found


def _around(
    text: str, start: int, end: int, lang: Lang, registry: Registry
) -> Iterator[tuple[str, str, TemplateRow]]:
    frames = _frames(registry, lang)
    for length in {len(behind) for behind in frames}:
        behind = text[end : end + length]
        for before, row in frames.get(behind, ()) if len(behind) == length else ():
            if text.endswith(before, 0, start):
                yield before, behind, row
