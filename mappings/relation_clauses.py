"""The order of a sentence as relations see it: its parts, its lists of names, and who acts in each part."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from mappings.mentions import NamedSpan
from mappings.records import Lang, Sentence
from mappings.registry import Registry
from mappings.relation_words import Word, begins_with, ends_with, only_opens
from ontology import names as iris

_PART: Final = frozenset("。；;！？!?")
_COMMA: Final = frozenset("，,：:")
#: What may stand between two members of a list of names.
_JOINT: Final = {
    "zh": re.compile(r"[”’》）)\s]*(?:和|与|及|以及|[、，,])?[“‘《（(\s]*"),
    "en": re.compile(
        r"[”\"’)\s]*(?:,|and|, and|as well as|, as well as|&)?\s*(?:the\s|a\s|an\s)?"
        r"(?:other\s+)?(?:\d+\s+)?(?:other\s+)?\s*[“\"(\s]*"
    ),
}
_JOINED: Final = re.compile(r"联合|共同|合办|\bjointly\b|\bco-|\btogether\b")
_AND_OTHERS: Final = re.compile(
    r"等(?:\d+|[一二三四五六七八九十两]+)[个家]?(?:单位|部门|机构|厅局)|,?\s+and\s+(?:the\s+)?(?:other\s+\d+|\d+\s+other)\s",
    re.IGNORECASE,
)
#: How far the words of one act may stand from the doer that stands right before them.
_NEAR: Final = {"zh": 8, "en": 24}


Carried = Literal["", "paragraph", "document"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who may act: a body, or an area that stands for the body acting for it; `area` is kept for honours.

    `carried` says whence a subject comes that the sentence leaves out.
    """

    start: int
    end: int
    iri: str
    name: NamedSpan | None
    area: str = ""
    carried: Carried = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Actors in one list."""

    actors: tuple[Actor, ...]

    @property
    def start(self) -> int:
        """Where the list begins."""
        return self.actors[0].start

    @property
    def end(self) -> int:
        """Where the list ends."""
        return self.actors[-1].end


@dataclass(slots=True)
class Frame:
    """A sentence with its names and words, and the subjects that it may have left out."""

    sentence: Sentence
    names: Sequence[NamedSpan]
    words: Sequence[Word]
    registry: Registry
    before: Sequence[Actor] = ()
    home: Sequence[Actor] = ()
    groups: list[Group] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.groups = _groups(self)

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return self.sentence.text

    @property
    def lang(self) -> Lang:
        """The language of the sentence."""
        return self.sentence.lang

    def part_start(self, at: int) -> int:
        """Where the part of the sentence that holds `at` begins."""
        return self._break_before(at, _PART.__contains__)

    def part_end(self, at: int) -> int:
        """Where the part of the sentence that holds `at` ends."""
        ends = (i for i in range(at, len(self.text)) if self.text[i] in _PART and not self._inside(i))
        return next(ends, len(self.text))

    def comma_before(self, at: int) -> int:
        """Where the stretch between commas that holds `at` begins."""
        return self._break_before(at, lambda c: c in _PART or c in _COMMA)

    def comma_after(self, at: int) -> int:
        """Where the stretch between commas that holds `at` ends."""
        marks = _PART | _COMMA
        return next(
            (i for i in range(at, len(self.text)) if self.text[i] in marks and not self._inside(i)),
            len(self.text),
        )

    def _break_before(self, at: int, is_break: Callable[[str], bool]) -> int:
        starts = (i + 1 for i in range(at - 1, -1, -1) if is_break(self.text[i]) and not self._inside(i))
        return next(starts, 0)

    def _inside(self, at: int) -> bool:
        if self.text[at] == "," and self.text[at - 1 : at].isdigit() and self.text[at + 1 : at + 2].isdigit():
            return True
        return any(n.start <= at < n.end for n in self.names)

    def governed(self, start: int) -> bool:
        """Whether a preposition stands before `start`: what follows is no subject of the sentence."""
        return ends_with(self.text[:start], self.lang, "govern")

    def opens(self, group: Group) -> bool:
        """Whether a list of actors stands where the subject of a clause stands."""
        floor = self.comma_before(group.start)
        gap = self.text[floor : group.start]
        if any(floor <= n.start and n.end <= group.start for n in self.names) and self.lang == "zh":
            return False
        if begins_with(self.text[group.end :], self.lang, "not-actor"):
            return False
        if only_opens(gap, self.lang):
            return True
        if self.lang == "zh" or self.governed(group.start):
            return False
        heads = re.split(r"\b(?:and|while|where|that|which)\b", gap)
        return only_opens(heads[-1], "en") or self._counted(group)

    def _counted(self, group: Group) -> bool:
        """Whether a list names some of the bodies counted before it ("nine departments including …")."""
        ahead, word, rest = self.text[self.part_start(group.start) : group.start].rpartition("including")
        floor = max(ahead.rstrip(", ").rfind(","), -1) + 1
        return bool(word) and only_opens(ahead[floor:], "en") and only_opens(rest, "en")

    def one_of_many(self, actors: Sequence[Actor]) -> bool:
        """Whether actors are named as some of those who act ("A and other bodies", A等八部门)."""
        named = [g for g in self.groups if actors and g.actors[-1] == actors[-1]]
        behind = self.text[named[0].end :] if named else ""
        return bool(_AND_OTHERS.match(behind)) or (
            bool(named) and self.lang == "en" and self._counted(named[0])
        )

    def leads(self, group: Group) -> bool:
        """Whether nothing but an introduction stands before a list of actors."""
        ahead = self.text[: self.comma_before(group.start)].rstrip("，, ")
        return self.lang == "en" or only_opens(ahead, "zh") or begins_with(ahead, "zh", "govern")

    def subject(self, at: int) -> tuple[Actor, ...]:
        """Who does what the verb at `at` says: from its part, else from the sentence, else nobody."""
        floor = self.part_start(at)
        ahead = [g for g in self.groups if g.end <= at and self.opens(g)]
        here = [g for g in ahead if g.start >= floor]
        return (here or ahead)[-1].actors if ahead else ()

    def joint(self, start: int, end: int) -> bool:
        """Whether the words around a verb say that several did it together."""
        return bool(_JOINED.search(self.text[max(0, start - 10) : end].lower()))


def in_list(text: str, lang: Lang) -> bool:
    """Whether `text` is what stands between members of one list."""
    return bool(_JOINT[lang].fullmatch(text.lower()))


def _groups(frame: Frame) -> list[Group]:
    actors = sorted([*_named(frame), *_unnamed(frame)], key=lambda a: a.start)
    groups: list[list[Actor]] = []
    for actor in actors:
        last = groups[-1][-1] if groups else None
        between = frame.text[last.end : actor.start] if last else ""
        joined = last is not None and last.name is not None and actor.name is not None
        if groups and joined and in_list(between, frame.lang) and _goes_on(frame, groups[-1][0], between):
            groups[-1].append(actor)
        else:
            groups.append([actor])
    return [Group(tuple(g)) for g in groups]


def _goes_on(frame: Frame, first: Actor, between: str) -> bool:
    """Whether a list goes on: a comma after a phrase introducing the sentence ends it ("Led by A, B did")."""
    if not between.strip():
        return frame.lang == "zh"
    opening = frame.text[frame.part_start(first.start) : first.start]
    introduced = frame.lang == "en" and any(begins_with(opening, "en", c) for c in ("intro", "partner"))
    return not (introduced and between.strip().removesuffix("the").strip() == ",")


def _named(frame: Frame) -> list[Actor]:
    found = []
    for name in frame.names:
        kind = iris.kind_of(name.iri)
        if kind == "body":
            found.append(Actor(name.start, name.end, name.iri, name))
        elif kind == "area" and not _is_attribute(frame, name):
            slug = iris.slug_of(name.iri)
            if name.class_name != "MacroRegion" and frame.registry.get("area", slug) is not None:
                found.append(
                    Actor(name.start, name.end, frame.registry.acting(slug).iri, name, area=name.iri)
                )
    return found


def _is_attribute(frame: Frame, name: NamedSpan) -> bool:
    """Whether an area only begins a name that nobody knows ("the China Trademark Association")."""
    behind = frame.text[name.end :]
    known = any(0 <= n.start - name.end <= 1 for n in frame.names)
    return frame.lang == "en" and not known and re.match(r"\s[A-Z][a-z]", behind) is not None


def _unnamed(frame: Frame) -> list[Actor]:
    """Words that stand for the area reported on, or for the subject of an earlier sentence."""
    found = []
    for word in frame.words:
        if any(n.start < word.end and word.start < n.end for n in frame.names):
            continue
        if "home" in word.classes:
            found += [Actor(word.start, word.end, a.iri, None, a.area) for a in frame.home]
        elif "anaphor" in word.classes:
            found += [
                Actor(word.start, word.end, a.iri, None, a.area, carried="paragraph")
                for a in _meant(frame, word)
            ]
    return found


def _meant(frame: Frame, word: Word) -> Sequence[Actor]:
    """Whom a pronoun or short name ("the court") means: a body of that sort, else the subject before."""
    said = frame.text[word.start : word.end].lower().removeprefix("the ")
    sorts = [n for n in frame.names if n.end <= word.start and iris.kind_of(n.iri) == "body"]
    fits = [n for n in sorts if said in n.label.lower().split()]
    if fits:
        return [Actor(fits[-1].start, fits[-1].end, fits[-1].iri, fits[-1])]
    return frame.before


def near(frame: Frame, end: int, start: int) -> bool:
    """Whether little stands between a doer's end and the start of a verb."""
    return 0 <= start - end <= _NEAR[frame.lang] and not set(frame.text[end:start]) & (_PART | _COMMA)
