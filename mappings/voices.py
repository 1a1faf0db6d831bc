"""Who acts in an English clause beside its plain subject: passives, relative clauses, counted bodies."""

from collections.abc import Mapping, Sequence
from typing import Final

from mappings.chunks import Chunk
from mappings.lexicon import Action, Object
from mappings.mentions import NamedSpan
from ontology import names as iris

#: Verbs of having, whose object a body is.
_HAVING: Final = frozenset({"has", "have", "had", "contains", "comprises", "boasts", "features"})
#: Who alone does this: the place in the chain of protection by action.
_DOERS: Final[Mapping[str, str]] = {
    "withdraw": "courts", "arrest-approval": "procuratorates", "prosecute": "procuratorates",
    "solve": "police",
}  # fmt: skip
#: What is the work of whom, where a text has spoken of them: actions by the place in the chain of protection.
_WORK: Final[Mapping[str, frozenset[str]]] = {
    "customs": frozenset({"seize", "detain", "suspend", "intercept", "record"}),
    "courts": frozenset({"accept", "conclude", "withdraw", "hear", "file"}),
    "police": frozenset({"solve", "arrest", "file", "seize", "detain", "destroy"}),
    "procuratorates": frozenset({"prosecute", "arrest-approval", "supervise"}),
}  # fmt: skip
#: How many words may stand between the auxiliary of a passive and its verb (`was also newly set up`).
_BEFORE_VERB: Final = 3


def body_of(chunk: Chunk) -> NamedSpan | None:
    """The body that a chunk names, also where it is a group that a number counts."""
    for name in (chunk.name, chunk.group):
        if name is not None and iris.kind_of(name.iri) == "body":
            return name
    return None


def sole_doer(chunk: Chunk) -> str | None:
    """The place in the chain of protection of those who alone do what a verb says."""
    verb = chunk.entry(Action)
    if chunk.text.lower().endswith("crimes"):
        return "police"  # others deal with the cases of them
    return _DOERS.get(verb.notation) if verb is not None else None


def is_work_of(chunks: Sequence[Chunk], place: Sequence[int], chain: str) -> bool:
    """Whether a verb at `place` says what is the work of those at this place in the chain of protection."""
    verbs = (chunks[i].entry(Action) for i in place)
    return any(verb is not None and verb.notation in _WORK.get(chain, ()) for verb in verbs)


def is_having(chunk: Chunk) -> bool:
    """Whether the chunk is a verb of having (`the court has three tribunals`)."""
    return chunk.text.lower().partition(" ")[0] in _HAVING


def is_passive(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the verb at `at` is a passive: whom it is said of does nothing (`the center was set up`)."""
    if chunks[at].tag == "ACT":
        return chunks[at].text.lower().startswith(("was ", "were ", "be "))
    if chunks[at].tag != "AUX":
        return False
    for chunk in chunks[at + 1 : at + 2 + _BEFORE_VERB]:
        if chunk.entry(Action) is not None:
            return not chunk.text.lower().endswith("ing")
        if chunk.tag not in ("X", "STATE", "AUX"):
            return False
    return False


def is_above(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the body at `at` only says whose something is, or whom it goes to.

    `the Suzhou Agency of the Office`, `3 branches of the Center`, `submitted to the Office`
    """
    before = at - 1
    while before >= 0 and chunks[before].tag == "DET":
        before -= 1
    if before < 1:
        return False
    word, owned = chunks[before].text.lower(), chunks[before - 1]
    noun = owned.entry(Object)
    part = body_of(owned) is not None or (noun is not None and noun.nature == "standing")
    return word == "to" or (word == "of" and part)


def acts_itself(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether what a number counts does something: an active verb follows (`11 institutions handled …`)."""
    for chunk in chunks[last:]:
        if chunk.tag in ("COMMA", "SEMI", "STOP", "AUX", "REL", "NUM", "NUMW") or is_having(chunk):
            return False
        if chunk.tag == "ACT":
            return not chunk.text.lower().endswith("ing") and chunks[first - 1].tag not in ("ACT", "BY")
    return False


def antecedent(chunks: Sequence[Chunk], at: int) -> str | None:
    """The body that the relative at `at` points back to (`set up 12 mediation bodies, which handled …`)."""
    for chunk in reversed(chunks[:at]):
        if (body := body_of(chunk)) is not None:
            return body.iri
        if chunk.tag in ("ACT", "AUX", "STOP", "SEMI", "REL", "SAYS"):
            return None
    return None
