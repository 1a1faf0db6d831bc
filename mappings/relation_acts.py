"""The acts of a sentence: each verb of relations with those who do it, and how its object is to be found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from mappings.relation_clauses import Actor, Frame, Group, near
from mappings.relation_words import Word, any_class, only_opens
from ontology import names as iris

Mode = Literal["active", "relative", "by", "passive"]

#: Classes of words that are no acts but say who acts.
_ROLES: Final = frozenset({
    "partner", "lead", "cause", "home", "anaphor", "with", "target", "purpose", "source", "report",
    "carry-out",
})  # fmt: skip
_BE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\b(?:\s+\w+ly|\s+also|\s+further)*\s*$", re.IGNORECASE
)
_BY: Final = re.compile(r"\s+(?:jointly\s+|together\s+)?by\s+", re.IGNORECASE)
#: After "by": when or how, not who.
_UNTIL: Final = re.compile(
    r"(?:the\s+(?:end|way|year)|\d|early|late|mid|means|virtue|\w+ing\b)", re.IGNORECASE
)
_PARTICIPLE: Final = re.compile(r"(?:ed|en|held|set up|built|made)\b", re.IGNORECASE)
_OTHERS: Final = re.compile(r"[\s,]*(?:and\s+(?:\d+\s+|many\s+)?other\s+[\w\s]+?)?[\s,]*", re.IGNORECASE)
_TRAIL: Final = 60
_MECHANISM: Final = {
    "zh": re.compile(r"(?:协同|协作|合作|联合|联席|联动|共享|衔接)[^，。；]{0,12}?(?:机制|制度)"),
    "en": re.compile(r"^[^.;]{0,60}?\b(?:mechanism|joint conference|joint meeting)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A verb in its clause: who does it, who does it with them, and whether they do it together."""

    word: Word
    mode: Mode
    doers: tuple[Actor, ...]
    partners: tuple[Actor, ...] = ()
    joint: bool = False
    led: tuple[Actor, ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """Where the verb stands."""
        return self.word.start, self.word.end


def acts_in(frame: Frame) -> list[Act]:
    """The acts of a sentence, in its order; verbs within names are none."""
    verbs = [w for w in frame.words if w.classes - _ROLES and not _in_name(frame, w)]
    acts = [_act(frame, word) for word in verbs]
    return _with_partners(frame, acts)


def _in_name(frame: Frame, word: Word) -> bool:
    return any(n.start < word.end and word.start < n.end for n in frame.names)


def _act(frame: Frame, word: Word) -> Act:
    mode = _mode(frame, word)
    joint = frame.joint(word.start, word.end) or makes_mechanism(frame, word)
    if mode == "relative":
        return Act(word, mode, _right_before(frame, word), joint=joint)
    if mode == "by":
        agents = _agents_after(frame, word.end)
        return Act(word, mode, agents, joint=joint or "jointly" in frame.text[word.end : word.end + 12])
    if mode == "passive":
        return Act(word, mode, (), joint=joint)
    if _other_helped(frame, word):
        return Act(word, mode, (), joint=joint)
    led = _led(frame, word)
    doers = _helped(frame, word) or (*frame.subject(word.start), *led)
    return Act(word, mode, tuple(dict.fromkeys(doers)), joint=joint or bool(led), led=led)


def _mode(frame: Frame, word: Word) -> Mode:
    after, text = frame.text[word.end :], frame.text
    if frame.lang == "zh":
        return "relative" if after.lstrip("实施").startswith("的") else "active"
    if not _PARTICIPLE.search(text[word.start : word.end]):
        return "active"
    if {"award", "approve"} & word.classes:
        return "active"  # who was chosen stands before the verb, and who chose is no matter of it
    if (by := _BY.match(after)) is not None and not _UNTIL.match(after, by.end()):
        return "by"
    passive = _BE.search(text[: word.start]) and "participate" not in word.classes
    return "passive" if passive else "active"


def _right_before(frame: Frame, word: Word) -> tuple[Actor, ...]:
    ahead = [g for g in frame.groups if g.end <= word.start and near(frame, g.end, word.start)]
    return ahead[-1].actors if ahead else ()


def _agents_after(frame: Frame, end: int) -> tuple[Actor, ...]:
    match = _BY.match(frame.text, end)
    if match is None:
        return ()
    for group in frame.groups:
        if group.start >= match.end() and not frame.text[match.end() : group.start].strip(
            " “"
        ).lower().removeprefix("the"):
            return group.actors
    return ()


def _roles(frame: Frame, word: Word, class_: str) -> Iterator[tuple[Word, Group]]:
    """Words of a class before the verb in its stretch, with the actors named right after them."""
    floor = frame.comma_before(word.start)
    for role in any_class(frame.words, (class_,)):
        group = following(frame, role) if floor <= role.start and role.end <= word.start else None
        if group is not None and group.end <= word.start:
            yield role, group


def following(frame: Frame, role: Word) -> Group | None:
    """The actors named right after a word."""
    found = [group for group in frame.groups if follows(frame, role, group)]
    return Group(tuple(a for g in found for a in g.actors)) if found else None


def follows(frame: Frame, role: Word, group: Group) -> bool:
    """Whether actors are named right after a word, or as some of those counted ("10 bodies including A")."""
    between = frame.text[role.end : group.start].strip(' “"').lower() if group.start >= role.end else "-"
    if between in ("", "the", "both", "with", "with the"):
        return True
    return between.endswith(("including", "including the")) and len(between) < _TRAIL and "," not in between


def _helped(frame: Frame, word: Word) -> tuple[Actor, ...]:
    """The body that somebody helped or moved to do it: the act is its own."""
    found = [group for _, group in _roles(frame, word, "cause")]
    return found[-1].actors if found else ()


def _other_helped(frame: Frame, word: Word) -> bool:
    """Whether somebody helps a thing that is no body to do it ("supported the fair in running a pilot")."""
    causes = [
        r
        for r in any_class(frame.words, ("cause",))
        if frame.comma_before(word.start) <= r.start and r.end <= word.start
    ]
    after = [n for n in frame.names if causes and causes[-1].end <= n.start and n.end <= word.start]
    return bool(after) and iris.kind_of(after[0].iri) not in ("body", "area") and frame.lang == "en"


def _led(frame: Frame, word: Word) -> tuple[Actor, ...]:
    """Those whom the subject called together, and who do it with it."""
    return tuple(a for _, group in _roles(frame, word, "lead") for a in group.actors)


def makes_mechanism(frame: Frame, word: Word) -> bool:
    """Whether bodies set up something by which they work together ("a joint conference mechanism")."""
    made = frame.text[word.end : frame.part_end(word.end)] if "establish" in word.classes else ""
    found = _MECHANISM[frame.lang].search(made)
    return found is not None and not any(
        word.end <= n.start and n.end <= word.end + found.start() for n in frame.names
    )


def _with_partners(frame: Frame, acts: Sequence[Act]) -> list[Act]:
    """Each act with the partners that the words beside it name."""
    found = list(acts)
    for role in any_class(frame.words, ("partner", "with", "cooperation-with")):
        group = None if _in_name(frame, role) or joins(frame, role) else following(frame, role)
        position = None if group is None else _companion(frame, role, group, acts)
        if group is None or position is None:
            continue
        for at in _same_stretch(frame, acts, position, group):
            act = found[at]
            partners = tuple(a for a in group.actors if a.iri not in {d.iri for d in act.doers})
            found[at] = replace(act, partners=(*act.partners, *partners), joint=True)
    return found


def joins(frame: Frame, role: Word) -> bool:
    """Whether a Chinese 与 joins two names, and does not begin a clause of its own."""
    floor = frame.comma_before(role.start)
    return (
        frame.lang == "zh" and "with" in role.classes and not only_opens(frame.text[floor : role.start], "zh")
    )


def _companion(frame: Frame, role: Word, group: Group, acts: Sequence[Act]) -> int | None:
    """Which act the partners share: the next one when they lead it, else the one before them."""
    floor, end = frame.part_start(role.start), frame.part_end(role.start)
    after = [i for i, a in enumerate(acts) if group.end <= a.word.start < end]
    before = [i for i, a in enumerate(acts) if floor <= a.word.start and a.word.end <= role.start]
    if "with" in role.classes and frame.lang == "en":
        shared = [i for i in before if {"sign"} & acts[i].word.classes or acts[i].joint]
        word = acts[shared[-1]].word if shared else role
        told = (
            frame.joint(word.start, word.end) or makes_mechanism(frame, word) or _ends_name(frame, role.start)
        )
        return shared[-1] if shared and told else None
    if "cooperation-with" in role.classes and "partner" not in role.classes:
        jointly = [
            i for i in after if frame.lang == "zh" and not acts[i].doers and frame.joint(*acts[i].place)
        ]
        return jointly[0] if jointly and jointly[0] == after[0] else None
    if after and _leads(frame, group.end, acts[after[0]]):
        return after[0]
    return before[-1] if before and frame.lang == "en" else None


def _ends_name(frame: Frame, at: int) -> bool:
    return any(n.end <= at and not frame.text[n.end : at].strip(' ”"') for n in frame.names)


def _leads(frame: Frame, end: int, act: Act) -> bool:
    """Whether partners that end at `end` lead the act: nothing of weight stands between."""
    if frame.lang == "zh":
        return frame.comma_before(act.word.start) <= end
    between = frame.text[end : act.word.start]
    subject = [g for g in frame.groups if end <= g.start and g.end <= act.word.start and frame.opens(g)]
    if subject:
        between = frame.text[end : subject[-1].start]
        return bool(_OTHERS.fullmatch(re.sub(r"\bthe\s*$", "", between)))
    return bool(_OTHERS.fullmatch(between))


def _same_stretch(frame: Frame, acts: Sequence[Act], position: int, group: Group) -> list[int]:
    """The acts that go on in the same stretch, up to the next who acts."""
    first = acts[position]
    if first.word.start < group.start:
        return [position]
    stop = frame.comma_after(first.word.start)
    return [i for i in range(position, len(acts)) if acts[i].word.start < stop and acts[i].mode == first.mode]
