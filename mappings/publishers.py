"""Who made the list that cases got into: of an English figure (`one case to CNIPA's 2020 typical cases`)."""

from collections.abc import Callable, Sequence

from mappings import clauses
from mappings.amounts import Quantity
from mappings.chunks import Chunk
from mappings.lexicon import Action, Object
from mappings.mentions import NamedSpan
from mappings.windows import Window

_LIST: str = "typical-case"


def is_listed(chunks: Sequence[Chunk], window: Window) -> bool:
    """Whether the figure counts what got into a list of cases, named or only described."""
    behind = [chunks[i] for i in (*window.phrase, *window.tail)]
    if [c.text.lower() for c in behind] == ["of", "the"]:
        at = window.tail[-1] + 1
        behind += chunks[at : at + 2]  # `two of the six typical cases`
    named = any(c.name is not None and c.name.class_name == "CaseList" for c in behind)
    return named or any((o := c.entry(Object)) and o.notation == _LIST for c in behind[len(window.phrase) :])


def publishers(
    chunks: Sequence[Chunk],
    quantity: Quantity,
    window: Window,
    within: Callable[[NamedSpan], Sequence[str]],
) -> tuple[str, ...]:
    """The bodies before the list with `'s`, behind it with `by` or `of`, or within its name (`within`)."""
    clause = clauses.clause_at(chunks, quantity.first)
    place = (*window.phrase, *window.tail)
    stop = place[-1] + 1 if place else quantity.last
    if all(chunks[i].tag in ("PREP", "DET") for i in window.tail):
        stop = clause.stop  # `two of the six typical cases released by …`
    found = [n.iri for i in range(clause.start, stop) if (n := chunks[i].name) and _possesses(chunks, i)]
    found += clauses.agents(chunks, range(quantity.last, stop))
    of_list = [c.text.lower() for c in chunks[max(0, quantity.first - 2) : quantity.first]] == ["of", "the"]
    found += [] if of_list else _whose(chunks, range(clause.start, quantity.first))
    found += [n.iri for i in range(quantity.last, stop) if (n := chunks[i].name) and _follows(chunks, i)]
    lists = [c.name for c in chunks[quantity.last : stop] if c.name and c.name.class_name == "CaseList"]
    return tuple(dict.fromkeys([*found, *(body for name in lists for body in within(name))]))


def _whose(chunks: Sequence[Chunk], place: range) -> list[str]:
    """The bodies whose cases were selected (`the case of A tried by the court of B was selected as …`)."""
    verbs = ((i, chunks[i].entry(Action)) for i in place)
    chosen = next((i for i, verb in verbs if verb is not None and verb.notation == "select"), place.start)
    return [
        n.iri for i in range(place.start + 1, chosen)
        if clauses.is_body(chunks[i]) and (n := chunks[i].name) is not None
    ]  # fmt: skip


def takers(
    chunks: Sequence[Chunk], quantity: Quantity, window: Window, within: Callable[[NamedSpan], Sequence[str]]
) -> tuple[str, ...]:
    """The bodies whose Chinese list a figure got into, or that passed it (`入选…典型案例`, `通过…验收`)."""
    before = [i for i in (*window.left, *(window.dealt or ())) if _takes(chunks[i])]
    behind = [i for i in window.tail if _takes(chunks[i])]
    verb = behind[0] if behind else before[-1] if before else None
    if verb is None:
        return ()
    end = quantity.first if not behind else clauses.clause_at(chunks, quantity.first).stop
    place = range(verb + 1, next((i for i in range(verb, end) if chunks[i].tag == "COMMA"), end))
    names = [name for i in place if (name := chunks[i].name) is not None]
    found = [n.iri for i in place if clauses.is_body(chunks[i]) and (n := chunks[i].name) and _is_one(n)]
    lists = [name for name in names if name.class_name == "CaseList"]
    return tuple(dict.fromkeys([*found, *(body for name in lists for body in within(name))]))


def _takes(chunk: Chunk) -> bool:
    verb = chunk.entry(Action)
    return verb is not None and verb.notation in ("select", "pass")


def _is_one(name: NamedSpan) -> bool:
    return name.class_name != "BodyGroup"


def _follows(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the body at `at` stands behind a list with `of` (`guiding cases of the Supreme Court`)."""
    before = [c for c in chunks[max(0, at - 3) : at] if c.tag != "DET"][-2:]
    noun = before[0].entry(Object) if len(before) == 2 else None
    of_list = noun is not None and noun.notation == _LIST and before[1].text == "of"
    return of_list and clauses.is_body(chunks[at])


def _possesses(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the body at `at` stands before `'s` and a list."""
    behind = chunks[at + 1 : at + 6]
    if not clauses.is_body(chunks[at]) or not behind or behind[0].text not in ("’", "'"):
        return False
    return any(
        (c.name is not None and c.name.class_name == "CaseList")
        or ((noun := c.entry(Object)) is not None and noun.notation == _LIST)
        for c in behind
    )
