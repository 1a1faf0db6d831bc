"""What an English clause puts in between a number and its verb, or before the next number."""

from collections.abc import Sequence
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import IPTerm
from mappings.phrases import is_hyphen

#: What opens the names of those that a number counts.
_NAMELY: Final = frozenset({"namely", "such as", "including", "like", "i.e", "“", '"'})
#: How many words a name in brackets may have.
_NAME: Final = 6
#: What ends the clause, or begins the next figure.
_ENDS: Final = frozenset({"SEMI", "STOP", "NUM", "NUMW", "ACT", "AUX", "RANK_VERB"})


def puts_in(word: str) -> bool:
    """Whether a word behind a comma begins what is put into a clause (`, totaling …,`, `, worth …,`)."""
    return word.endswith("ing") or word in ("worth", "valued")


def closes_examples(chunks: Sequence[Chunk], floor: int, at: int) -> bool:
    """Whether the comma at `at` ends examples, a participle behind it (`including patents, sharing them`)."""
    behind = chunks[at + 1]
    opens = behind.tag in ("X", "OBJ") and behind.text.partition(" ")[0].endswith("ing")
    return opens and chunks[at].tag == "COMMA" and any(chunks[i].tag == "INCLUDING" for i in range(floor, at))


def is_short_bracket(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the bracket at `at` encloses a name only, and so parts nothing (`GI (Anhua Tea) pledges`)."""
    if chunks[at].tag not in ("OPEN", "CLOSE"):
        return False
    step, other = (1, "CLOSE") if chunks[at].tag == "OPEN" else (-1, "OPEN")
    for i in range(1, _NAME + 2):
        k = at + step * i
        if not 0 <= k < len(chunks) or chunks[k].tag not in ("NAME", "X", other):
            return False
        if chunks[k].tag == other:
            return i > 1
    return False


def opens_existence(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a clause that says what there is begins behind the comma at `at` (`…, and there were 10 …`)."""
    following = [c.text.lower() for c in chunks[at + 1 : at + 3]]
    return chunks[at].tag == "COMMA" and following == ["and", "there"]


def does_more(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether a relative clause tells what those who are counted did (`40 institutions which served …`)."""
    return chunks[at].tag == "REL" and at + 1 < len(chunks) and chunks[at + 1].tag == "ACT"


def verb_behind_names(chunks: Sequence[Chunk], at: int) -> int | None:
    """Where the verb stands behind the names of those counted (`2 zones, namely A and B, passed …`)."""
    if at + 1 >= len(chunks):
        return None
    dashed = chunks[at].tag == "DASH" and not is_hyphen(chunks, at)
    opens = chunks[at].tag == "COMMA" and chunks[at + 1].text.lower() in _NAMELY
    if not (dashed or opens):
        return None
    verb = next((i for i in range(at + 1, len(chunks)) if chunks[i].tag in _ENDS), None)
    if verb is None or chunks[verb].tag not in ("ACT", "AUX"):
        return None
    before = verb - 1
    while before > at + 1 and chunks[before].text.lower().endswith("ly"):
        before -= 1
    return verb if chunks[before].tag in ("COMMA", "DASH", "CLOSE") or chunks[verb].tag == "AUX" else None


def lists_rights(chunks: Sequence[Chunk], comma: int) -> bool:
    """Whether a comma stands between two IP rights."""
    behind = comma + 2 if comma + 2 < len(chunks) and chunks[comma + 1].tag == "AND" else comma + 1
    beside = (chunks[comma - 1], chunks[min(behind, len(chunks) - 1)])
    return chunks[comma].tag == "COMMA" and all(c.entry(IPTerm) is not None for c in beside)
