"""Who does what in a clause: the bodies in the place of its subject, and a passive's agent behind `by`."""

from collections.abc import Iterator, Sequence
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Object
from ontology import names as iris

_HARD: Final = frozenset({"STOP", "SEMI"})
_VERBS: Final = frozenset({"ACT", "AUX", "RANK_VERB"})
_JOINTS: Final = frozenset({"ENUM", "AND", "COMMA", "DET"})
#: What may stand before an area that a clause is about.
_OPENS: Final = frozenset({"COMMA", "STOP", "SEMI", "COLON", "YEAR", "DATE", "SPAN"})
#: Chinese words whose object a body is, before its verb.
_GOVERN: Final = frozenset({"对", "在", "从", "为", "于"})
#: Words that an agent stands behind; in Chinese also the one whose list something gets into.
_BY: Final = frozenset({"by", "由", "被", "经", "入选"})
#: What stands between a `by` and the agent that it names.
_BEFORE_AGENT: Final = 3


def clause_at(chunks: Sequence[Chunk], at: int) -> range:
    """The clause that holds the chunk `at`, between full stops and semicolons."""
    start = max((i + 1 for i in range(min(at, len(chunks))) if chunks[i].tag in _HARD), default=0)
    end = next((i for i in range(at, len(chunks)) if chunks[i].tag in _HARD), len(chunks))
    return range(start, end)


def reach(chunks: Sequence[Chunk], first: int) -> int:
    """Where the words begin that may govern the figure at `first`: a year or a body opens a new clause."""
    start = clause_at(chunks, first).start
    for i in range(first - 1, start, -1):
        opens = chunks[i].tag in ("YEAR", "DATE", "SPAN") or (is_body(chunks[i]) and not is_agent(chunks, i))
        if opens and chunks[i - 1].tag == "COMMA" and not _within_list(chunks, i - 1):
            return i
    return start


def subjects(chunks: Sequence[Chunk], place: range) -> tuple[str, ...]:
    """The bodies that are the latest subject in `place`: those before a verb, not what a verb governs.

    An area that opens the clause is its subject itself: bodies behind it are governed by its verb.
    """
    found: list[str] = []
    closed = governed = False
    behind_by = set(_agents_at(chunks, place))
    for i in place:
        chunk = chunks[i]
        if chunk.tag in _VERBS:
            closed, governed = bool(found), True
        elif chunk.tag == "SAYS":
            found, closed, governed = [], False, False  # who only reports does not act
        elif (
            chunk.has_signal("done-to") or chunk.text in _GOVERN or (is_area_word(chunk) and acts(chunks, i))
        ):
            governed = True
        elif chunk.tag == "WITH":  # `牵头开展调研，联合省检察院…`: whom the subject works with acts too
            closed, governed = False, False
        elif chunk.tag == "COMMA" and not _within_list(chunks, i):
            governed, closed = False, bool(found) and chunk.text == "，"
        if chunk.name is None or not is_body(chunk) or governed or i in behind_by:
            continue
        if found and not closed and chunks[i - 1].tag == "X" and not chunk.text.isascii():
            continue  # `积极落实海关总署…部署`: behind a verb that the lexicon lacks
        if closed:
            found, closed = [], False
        found.append(chunk.name.iri)
    return tuple(dict.fromkeys(found))


def first_subject(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """The subject that a sentence begins with, which a sentence behind it may join (`联合香港海关…`)."""
    comma = next((i for i, c in enumerate(chunks) if c.tag == "COMMA"), len(chunks))
    return subjects(chunks, range(comma))


def agents(chunks: Sequence[Chunk], place: range) -> tuple[str, ...]:
    """The bodies behind the first `by` in `place` (`were concluded by courts and tribunals`)."""
    found: list[int] = []
    for i in _agents_at(chunks, place):
        if found and any(chunks[k].tag not in _JOINTS for k in range(found[-1] + 1, i)):
            break
        found.append(i)
    return tuple(dict.fromkeys(n.iri for i in found if (n := chunks[i].name) is not None))


def _agents_at(chunks: Sequence[Chunk], place: range) -> list[int]:
    """Where the bodies stand behind a `by`, and those that are listed with them."""
    found: list[int] = []
    listed = False
    for i in place:
        if is_body(chunks[i]) and (listed or is_agent(chunks, i)):
            found.append(i)
            listed = True
        elif chunks[i].tag not in _JOINTS:
            listed = False
    return found


def has_topic(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether an English clause measures something of its own (`The industry's added value was …`)."""
    nouns = (chunks[i].entry(Object) for i in range(clause_at(chunks, first).start, first))
    return any(n is not None and not n.nature and n.counted in ("yuan", "employee") for n in nouns)


def counted_in(chunks: Sequence[Chunk], at: int) -> tuple[str, ...]:
    """The bodies that a number counts with others (`Eight departments, including A and B, convened …`)."""
    found: list[str] = []
    told = False
    for chunk in chunks[at : at + 24]:
        if chunk.tag in _HARD or (chunk.tag in _VERBS and not chunk.has_signal("including")):
            break
        told = told or chunk.has_signal("including")
        if told and chunk.name is not None and is_body(chunk):
            found.append(chunk.name.iri)
    return tuple(dict.fromkeys(found))


def is_body(chunk: Chunk) -> bool:
    """Whether the chunk is the name of a body."""
    return chunk.name is not None and iris.kind_of(chunk.name.iri) == "body"


def is_agent(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a `by` stands right before the body at `at`."""
    before = chunks[max(0, at - _BEFORE_AGENT) : at]
    behind = next((k for k, c in enumerate(before) if c.text.lower() in _BY), len(before))
    return behind < len(before) and all(c.tag in ("DET", "X") for c in before[behind + 1 :])


def opening_area(chunks: Sequence[Chunk], place: range) -> tuple[int, Chunk] | None:
    """The area that a clause in `place` opens with, by name or as `全省`, `the province`."""
    for i in place:
        chunk = chunks[i]
        if chunk.tag in _VERBS:
            return None
        if is_area_word(chunk) and opens_clause(chunks, i):
            return i, chunk
    return None


def is_area_word(chunk: Chunk) -> bool:
    """Whether the chunk names an area, or says `the province`, `our city`, `the nation`."""
    named = chunk.name is not None and iris.kind_of(chunk.name.iri) == "area"
    return named or chunk.has_signal("home") or chunk.has_signal("nation")


def opens_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the chunk begins a clause (alone, in a list, behind `in`): what follows is said of it."""
    before = at - 1
    while before >= 0 and chunks[before].tag in ("ENUM", "AND", "NAME", "DET"):
        before -= 1
    if before >= 0 and chunks[before].tag == "PREP":
        before -= 1
    return before < 0 or chunks[before].tag in _OPENS


def acts(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the area at `at` is its clause's subject: it opens it, no `in` before, no body behind."""
    behind = chunks[at + 1 : at + 4]
    before = chunks[at - 1] if at else None
    alone = not any(is_body(c) for c in behind[:1]) and not any(c.tag in ("ENUM", "AND") for c in behind[:1])
    return alone and opens_clause(chunks, at) and (before is None or before.tag != "PREP")


def is_counted_subject(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether a number and its noun are the subject of their sentence (`13 centers were built`)."""
    start = clause_at(chunks, first).start
    if chunks[start].text.lower() == "there":
        return True
    if not any((o := c.entry(Object)) is not None and o.nature == "standing" for c in chunks[first:last]):
        return False
    named = any(is_body(c) for c in chunks[start:first])
    return (
        not named
        and not any(c.tag in _VERBS for c in chunks[start:first])
        and any(c.tag in _VERBS for c in chunks[last:])
    )


def areas_named(chunks: Sequence[Chunk], place: Sequence[int] | range) -> Iterator[tuple[int, str]]:
    """The areas named in `place` outside brackets, with their chunk indices."""
    depth = 0
    for i in place:
        depth += {"OPEN": 1, "CLOSE": -1}.get(chunks[i].tag, 0)
        name = chunks[i].name
        if depth <= 0 and name is not None and iris.kind_of(name.iri) == "area":
            yield i, name.iri


def _within_list(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the joint at `at` stands between two bodies."""
    behind = at + 1
    while behind < len(chunks) and chunks[behind].tag in ("AND", "DET"):
        behind += 1
    return at > 0 and behind < len(chunks) and is_body(chunks[at - 1]) and is_body(chunks[behind])
