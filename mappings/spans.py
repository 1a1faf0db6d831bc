"""A thing at a place in a sentence."""

from dataclasses import dataclass

from mappings.registry import Thing


@dataclass(frozen=True, slots=True)
class Span:
    """`thing` is named at [start, end) of the sentence; `nested` where that is part of a longer name."""

    start: int
    end: int
    thing: Thing
    nested: bool = False
