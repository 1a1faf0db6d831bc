"""Which campaign governs a figure: one its clause names or points to, or one that was just launched."""

from collections.abc import Sequence
from typing import Final

from mappings import clauses
from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.lexicon import Action
from mappings.records import Lang
from mappings.subjects import subjects
from mappings.windows import Window
from ontology import names as iris

#: What special actions are for: their results, told in a sentence of their own, are said in these verbs.
_ENFORCING: Final = frozenset({
    "handle", "inspect", "investigate", "seize", "destroy", "dispatch", "file", "solve", "refer", "impose",
    "rectify", "delete", "close-down", "conclude",
})  # fmt: skip
_TIMES: Final = frozenset({"YEAR", "DATE", "SPAN"})
#: What a duration that a campaign is named behind is counted in (`为期3年的“净源”行动`).
_DURATIONS: Final = frozenset({"year_count", "month", "day"})


class Campaigns:
    """Follows the campaigns that a paragraph tells of, from sentence to sentence."""

    def __init__(self) -> None:
        self._told: tuple[str, ...] = ()
        self._launched: tuple[str, ...] = ()  # the last sentence's, where it told no figure behind them

    def new_paragraph(self) -> None:
        """Forgets what the last paragraph told of."""
        self._told, self._launched = (), ()

    def end_sentence(self, chunks: Sequence[Chunk], figures: Sequence[Quantity]) -> None:
        """Keeps the campaigns of a sentence, which launched them where no figure stands behind them."""
        here = [i for i in range(len(chunks)) if clauses.named(chunks, (i,), "campaign")]
        self._told = clauses.named(chunks, here, "campaign") or self._told
        fulfilled = not here or any(q.first > here[0] for q in figures)
        self._launched = () if fulfilled else clauses.named(chunks, here, "campaign")

    def of(self, chunks: Sequence[Chunk], quantity: Quantity, window: Window, lang: Lang) -> tuple[str, ...]:
        """The campaigns that govern a figure.

        A campaign governs what its own words or its clause say, what `行动中`, `during these operations`
        points to, and what a sentence right behind its launch says was enforced; where another subject or
        year begins behind the campaign's name, it is only mentioned.
        """
        end = min(quantity.phrase + 1, len(chunks))
        governing = range(clauses.reach(chunks, quantity.first), end)
        named = clauses.named(chunks, window.all(), "campaign")
        named = named or clauses.named(chunks, governing, "campaign")
        if not named and any(c.tag == "DURING" for c in chunks[: quantity.first]):
            named = clauses.named(chunks, range(end), "campaign") or self._told
        if not named and lang == "zh" and quantity.unit_class in _DURATIONS:
            named = _lasting(chunks, quantity)
        return named or (self._launched if _goes_on(chunks, quantity) else ())


def scope_of(campaigns: Sequence[str]) -> str:
    """The scope of a figure: the campaign that governs it, where it is just one."""
    return campaigns[0] if len(campaigns) == 1 else iris.SCOPE_ALL


def _lasting(chunks: Sequence[Chunk], quantity: Quantity) -> tuple[str, ...]:
    """The campaign whose duration is told before its name (`为期3年（2021—2023年）的“净源”行动`)."""
    if "".join(c.text for c in chunks[max(0, quantity.first - 2) : quantity.first])[-2:] != "为期":
        return ()
    stops = (i for i in range(quantity.last, len(chunks)) if chunks[i].tag in ("COMMA", "SEMI", "STOP"))
    return clauses.named(chunks, range(quantity.last, next(stops, len(chunks))), "campaign")


def _goes_on(chunks: Sequence[Chunk], quantity: Quantity) -> bool:
    """Whether a sentence tells what the last one launched: it enforces, without a time or doer of its own."""
    enforced = any((a := c.entry(Action)) is not None and a.notation in _ENFORCING for c in chunks)
    dated = any(c.tag in _TIMES for c in chunks[: quantity.first])
    return enforced and not dated and not subjects(chunks, range(quantity.first))
