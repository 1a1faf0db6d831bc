"""Who does what in a clause: the bodies in the place of its subject, and a passive's agent behind `by`."""

from collections.abc import Iterator, Sequence
from typing import Final

from mappings import voices
from mappings.chunks import Chunk
from mappings.lexicon import Action, Object
from ontology import names as iris

_HARD: Final = frozenset({"STOP", "SEMI"})
VERBS: Final = frozenset({"ACT", "AUX", "RANK_VERB"})
_JOINTS: Final = frozenset({"ENUM", "AND", "COMMA", "DET"})
#: What may stand between the beginning of a clause and an area that opens it.
_LEADING: Final = frozenset({"ENUM", "AND", "NAME", "DET"})
#: How many words a dateline may have before its dash.
_DATELINE: Final = 12
#: Natures of nouns that are no side of something else.
_OF_THEMSELVES: Final = frozenset({"", "standing"})
#: What may stand before a number that a clause begins with, and who does what it tells, by what counts them.
_BEFORE_COUNTED: Final = frozenset({"DET", "BOTH", "BOUND", "TOTAL", "AND", "COMMA"})
_OTHERS: Final = frozenset({"university", "city", "county", "province", "enterprise", "institution"})
#: What may stand before an area that a clause is about.
_OPENS: Final = frozenset({"COMMA", "STOP", "SEMI", "COLON", "YEAR", "DATE", "SPAN", "DASH"})
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
        if opens and chunks[i - 1].tag == "COMMA" and not within_list(chunks, i - 1):
            return i
    return start


def is_of_action(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether actions without a name govern the figure at `first` as a campaign would (`3次行动中…`)."""
    nouns = (o for c in chunks[reach(chunks, first) : first] for o in c.all_of(Object))
    return any(noun.counted == "action" for noun in nouns)


def named(chunks: Sequence[Chunk], place: Sequence[int], kind: str) -> tuple[str, ...]:
    """The IRIs of the things of a kind that are named at `place`, each once."""
    names = (chunks[i].name for i in place)
    return tuple(dict.fromkeys(n.iri for n in names if n is not None and iris.kind_of(n.iri) == kind))


def agents(chunks: Sequence[Chunk], place: range) -> tuple[str, ...]:
    """The bodies behind the first `by` in `place` (`were concluded by courts and tribunals`)."""
    found: list[int] = []
    for i in agents_at(chunks, place):
        if found and any(chunks[k].tag not in _JOINTS for k in range(found[-1] + 1, i)):
            break
        found.append(i)
    return tuple(dict.fromkeys(n.iri for i in found if (n := chunks[i].name) is not None))


def agents_at(chunks: Sequence[Chunk], place: range) -> list[int]:
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
    return any(
        n is not None and n.nature in _OF_THEMSELVES and n.counted in ("yuan", "employee") for n in nouns
    )


def counted_in(chunks: Sequence[Chunk], at: int) -> tuple[str, ...]:
    """The bodies that a number counts with others (`Eight departments, including A and B, convened …`)."""
    found: list[str] = []
    told = False
    for chunk in chunks[at : at + 24]:
        if chunk.tag in _HARD or (chunk.tag in VERBS and not chunk.has_signal("including")):
            break
        told = told or chunk.has_signal("including") or chunk.text in ("—", "–")
        if told and chunk.name is not None and is_body(chunk):
            found.append(chunk.name.iri)
    return tuple(dict.fromkeys(found))


def is_body(chunk: Chunk) -> bool:
    """Whether the chunk is the name of a body; the media only tell what others do."""
    name = chunk.name
    return name is not None and iris.kind_of(name.iri) == "body" and name.class_name != "MediaOrganization"


def is_agent(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a `by` stands right before the body at `at`."""
    before = chunks[max(0, at - _BEFORE_AGENT) : at]
    behind = next((k for k, c in enumerate(before) if c.text.lower() in _BY), len(before))
    return behind < len(before) and all(c.tag in ("DET", "X") for c in before[behind + 1 :])


def opening_area(chunks: Sequence[Chunk], place: range) -> tuple[int, Chunk] | None:
    """The area that a clause in `place` opens with, by name or as `全省`, `the province`."""
    told = False  # by a verb, up to the colon behind which another clause begins
    for i in place:
        chunk = chunks[i]
        told = (told or chunk.tag in VERBS) and chunk.text != ":"
        if not told and is_area_word(chunk) and opens_clause(chunks, i) and not is_dateline(chunks, i):
            return i, chunk
    return None


def is_area_word(chunk: Chunk) -> bool:
    """Whether the chunk names an area, or says `the province`, `our city`, `the nation`."""
    named = chunk.name is not None and iris.kind_of(chunk.name.iri) == "area"
    return named or chunk.has_signal("home") or chunk.has_signal("nation")


def opens_clause(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the chunk begins a clause (alone, in a list, behind `in`): what follows is said of it."""
    if is_dateline(chunks, at):
        return False
    before = at - 1
    while before >= 0 and (chunks[before].tag in _LEADING or chunks[before].text in '“"'):
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
    if chunks[start].text.lower() == "there" or _are_others(chunks, start, first, last):
        return True
    stands = any((o := c.entry(Object)) is not None and o.nature == "standing" for c in chunks[first:last])
    done = last < len(chunks) and chunks[start].tag == "TOTAL" and voices.is_passive(chunks, last)
    if not (done or stands or voices.acts_itself(chunks, first, last)):
        return False
    named = any(is_body(c) for c in chunks[start:first])
    return (
        not named
        and not any(c.tag in VERBS for c in chunks[start:first])
        and any(c.tag in VERBS for c in chunks[last:])
    )


def joins_the_one_before(chunks: Sequence[Chunk]) -> bool:
    """Whether a sentence begins with those with whom the subject before acts (`Alongside A, they …`)."""
    english = chunks[0].text.isascii()
    return chunks[0].tag == "WITH" and (not english or any(c.text in ("they", "it") for c in chunks))


def _are_others(chunks: Sequence[Chunk], start: int, first: int, last: int) -> bool:
    """Whether a clause begins with the number of others who do something (`Six universities offered …`)."""
    colon = next((i + 1 for i in range(first - 1, start, -1) if chunks[i].tag == "COLON"), start)
    opens = all(c.tag in _BEFORE_COUNTED for c in chunks[colon:first])
    may_act = any((o := c.entry(Object)) is not None and o.counted in _OTHERS for c in chunks[first:last])
    behind = chunks[last].tag if last < len(chunks) else "STOP"
    return opens and may_act and behind in ("X", "STATE")


def is_selected(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether a Chinese clause begins with the number of those that got into a list (`3案入选…`)."""
    verb = chunks[last].entry(Action) if last < len(chunks) else None
    opens = first == 0 or chunks[first - 1].tag in ("COMMA", "SEMI", "STOP", "INCLUDING")
    return opens and verb is not None and verb.notation == "select"


def in_brackets(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the chunk at `at` stands within brackets of its clause."""
    for chunk in reversed(chunks[:at]):
        if chunk.tag in ("CLOSE", "STOP"):
            return False
        if chunk.tag == "OPEN":
            return True
    return False


def is_dateline(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the area at `at` only says where news was sent from (`新华社北京4月24日电`, `BEIJING, …`)."""
    if at == 0 and chunks[at].text.isupper() and chunks[at].text.isascii():
        return any(c.tag == "DASH" for c in chunks[1:_DATELINE])
    behind = chunks[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].tag == "DATE" and behind[1].text[:1] in ("电", "讯")


def areas_named(chunks: Sequence[Chunk], place: Sequence[int] | range) -> Iterator[tuple[int, str]]:
    """The areas named in `place` outside brackets, with their chunk indices."""
    depth = 0
    for i in place:
        depth += {"OPEN": 1, "CLOSE": -1}.get(chunks[i].tag, 0)
        name = chunks[i].name
        named = depth <= 0 and name is not None and iris.kind_of(name.iri) == "area"
        if named and name is not None and not is_dateline(chunks, i):
            yield i, name.iri


def within_list(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the joint at `at` stands between two bodies."""
    behind = at + 1
    while behind < len(chunks) and chunks[behind].tag in ("AND", "DET"):
        behind += 1
    return at > 0 and behind < len(chunks) and is_body(chunks[at - 1]) and is_body(chunks[behind])


def is_one_of_several(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the area at `at` is joined to another one."""
    for joint, other in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= other < len(chunks) and joint >= 0 and chunks[joint].tag in ("ENUM", "AND"):
            name = chunks[other].name
            if name is not None and iris.kind_of(name.iri) == "area":
                return True
    return False


def numbered(before: Sequence[Chunk]) -> set[str]:
    """The bodies of which a number tells how many there are (`bringing the total number of NAME to 17`)."""
    return {
        name.iri
        for k, chunk in enumerate(before[2:], start=2)
        if (name := chunk.name) is not None
        and before[k - 1].text.lower() == "of"
        and before[k - 2].text.lower().endswith("number")
    }
