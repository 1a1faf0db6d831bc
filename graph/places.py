"""Where a figure of aligned sentences stands: the words around it, and the things that its side names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement was aligned: the words of its side, and the things that they (and those around) name.

    `before` and `after` are the words right beside the figure, `clause` all of its clause, `told` all of its
    sentence up to it.
    """

    things: frozenset[str]
    before: str = ""
    after: str = ""
    clause: str = ""
    told: str = ""
    around: frozenset[str] = frozenset()
