"""Who is the subject of a clause: the bodies before its verb, not those that a verb governs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mappings import clauses, voices
from mappings.chunks import Chunk
from mappings.records import Lang

#: Chinese words whose object a body is, before its verb.
_GOVERN: Final = frozenset({"对", "在", "从", "为", "于"})

#: How many words may stand between who speaks and the verb (`the office has recently announced`).
_NEAR: Final = 3
#: How many words the name of those who are counted may have.
_LONGEST: Final = 8
#: How a Chinese clause ends that only says in what list something stands.
_IN_LIST: Final = tuple(kind + at for kind in ("榜单", "榜", "指数", "排名") for at in ("上", "中"))
#: Chinese nouns for those who act without a name (`各部门出动…`), and what may stand before them.
_UNNAMED: Final = frozenset({"部门", "企业", "机构", "单位", "高校", "协会"})
_BEFORE_UNNAMED: Final = frozenset({"EACH", "FACET", "IP", "OBJ", "WHOLE"})


def subjects(chunks: Sequence[Chunk], place: range) -> tuple[str, ...]:
    """The bodies that are the latest subject in `place`: those before a verb, not what a verb governs.

    An area that opens the clause is its subject itself: bodies behind it are governed by its verb.
    """
    leads = {i for i in place if chunks[i].text == "牵头"}  # `由甲局牵头，乙局参加`: both act
    behind_by = (i for i in clauses.agents_at(chunks, place) if not leads or i > min(leads))
    follower = _Follower(chunks, frozenset(behind_by))
    for i in place:
        follower.pass_by(i)
        follower.take(i)
    return tuple(dict.fromkeys(follower.found))


def first_subject(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """The subject that a sentence begins with, which a sentence behind it may join (`联合香港海关…`)."""
    comma = next((i for i, c in enumerate(chunks) if c.tag == "COMMA"), len(chunks))
    return subjects(chunks, range(comma))


def is_of_no_body(chunks: Sequence[Chunk], place: range, lang: Lang) -> bool:
    """Whether a clause is about an area or nameless doers; an English area behind `in` only places it."""
    opening = clauses.opening_area(chunks, place)
    if lang == "zh":
        return opening is not None or _has_unnamed_doer(chunks, place.stop)
    return opening is not None and clauses.acts(chunks, opening[0])


def _has_unnamed_doer(chunks: Sequence[Chunk], first: int) -> bool:
    """Whether a part of the Chinese clause before `first` begins with nameless doers (`各部门出动…`)."""
    place = range(clauses.clause_at(chunks, first).start, first)
    for i in place:
        if chunks[i].text in _UNNAMED and i + 1 < len(chunks) and chunks[i + 1].tag in clauses.VERBS:
            k = i - 1
            while k >= place.start and chunks[k].tag in _BEFORE_UNNAMED:
                k -= 1
            if k < place.start or chunks[k].tag == "COMMA":
                return True
    return False


def speakers(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """The body that an English sentence says spoke (`The administration announced …`), `it` from then on."""
    for i, chunk in enumerate(chunks):
        if chunk.tag == "SAYS" and chunk.text.isascii():
            near = [c for c in chunks[max(0, i - _NEAR) : i] if clauses.is_body(c)]
            return tuple(c.name.iri for c in near[-1:] if c.name is not None)
    return ()


def groups_in(chunks: Sequence[Chunk]) -> tuple[str, ...]:
    """The groups of bodies that an English sentence counts: `they` may be meant in the next one."""
    return tuple(dict.fromkeys(c.group.iri for c in chunks if c.group is not None and c.text.isascii()))


@dataclass(slots=True)
class _Follower:
    """Reads a clause chunk by chunk: who was found, and whether a verb has closed the list or governs now.

    `patient`: of whom an English passive is said, who may act yet (`was set up in 2017 and has accepted …`).
    """

    chunks: Sequence[Chunk]
    behind_by: frozenset[int]
    found: list[str] = field(default_factory=list)
    patient: list[str] = field(default_factory=list)
    closed: bool = False
    governed: bool = False

    def pass_by(self, i: int) -> None:
        """Takes up what the chunk at `i` says of who acts."""
        chunk = self.chunks[i]
        english = chunk.text.isascii()
        if chunk.tag in clauses.VERBS or (english and voices.is_having(chunk)):
            self._verb(i, english=english)
        elif chunk.tag == "REL" and english and (doer := voices.antecedent(self.chunks, i)) is not None:
            self.found, self.closed, self.governed = [*self.found, doer], False, False
        elif chunk.tag == "SAYS":
            reporter_behind = chunk.text.lower().startswith("according")
            self.found, self.closed, self.governed = (
                [],
                False,
                reporter_behind,
            )  # who only reports does not act
        elif self._governs(i):
            self.governed = True
        elif chunk.tag == "COLON" and chunk.text == "：":
            self.closed = bool(self.found)  # who speaks gives way to whom he speaks of
        elif chunk.tag == "WITH":  # `牵头开展调研，联合省检察院…`: whom the subject works with acts too
            self.closed, self.governed = False, False
        elif chunk.tag == "COMMA" and i and self.chunks[i - 1].text == "牵头":
            pass  # who leads acts with those behind
        elif chunk.tag == "COMMA" and self._is_in_list(i):
            self.found, self.closed, self.governed = [], False, False  # who publishes a list only tells
        elif chunk.tag == "COMMA" and not clauses.within_list(self.chunks, i):
            parts = chunk.text == "，" or (self.closed and self._opens_clause(i))
            self.governed, self.closed = False, bool(self.found) and parts

    def take(self, i: int) -> None:
        """Takes the body at `i`, if there is one and it may be a subject."""
        chunk = self.chunks[i]
        body = voices.body_of(chunk) if chunk.text.isascii() else chunk.name
        if body is None or not (clauses.is_body(chunk) or chunk.group) or self._is_out(i):
            return
        if self.closed:
            self.found, self.closed = [], False
        self.found.append(body.iri)

    def _verb(self, i: int, *, english: bool) -> None:
        if english and self.found and not self.closed and voices.is_passive(self.chunks, i):
            self.patient, self.found = self.found, []
        elif self.patient and not self.found and self.chunks[i - 1].tag == "AND":
            self.found = self.patient
        self.closed, self.governed = bool(self.found), True

    def _is_in_list(self, comma: int) -> bool:
        """Whether a Chinese clause ends with the list that something stands in (`甲组织公布的榜单上，`)."""
        return "".join(c.text for c in self.chunks[max(0, comma - 4) : comma]).endswith(_IN_LIST)

    def _opens_clause(self, comma: int) -> bool:
        """Whether a body with a verb of its own follows an English comma (`…, and notaries handled 40`)."""
        behind = [c for c in self.chunks[comma + 1 : comma + 5] if c.tag not in ("AND", "DET")]
        return len(behind) > 1 and clauses.is_body(behind[0]) and behind[1].tag in clauses.VERBS

    def _governs(self, i: int) -> bool:
        chunk = self.chunks[i]
        area = clauses.is_area_word(chunk) and clauses.acts(self.chunks, i)
        whole = chunk.tag == "SHARE" and not chunk.text.isascii()  # `占全省海关查获总数的六成`
        return chunk.has_signal("done-to") or chunk.text in _GOVERN or area or whole

    def _is_beside_others(self, i: int) -> bool:
        """Whether others than bodies are counted in one list with those at `i`."""
        behind = range(i + 1, min(i + _LONGEST, len(self.chunks) - 1))
        joint = next((k for k in behind if self.chunks[k].tag == "AND"), None)
        if joint is None or any(self.chunks[k].tag in (*clauses.VERBS, "COMMA") for k in range(i, joint)):
            return False
        number = next((k for k in range(joint + 1, len(self.chunks)) if self.chunks[k].tag != "BOUND"), joint)
        return self.chunks[number].tag == "NUM" and self.chunks[number + 1].group is None

    def _is_out(self, i: int) -> bool:
        """Whether the body at `i` cannot be a subject: governed, behind a `by`, or only above another."""
        name = self.chunks[i].name
        told_by = name is not None and name.class_name == "MediaOrganization"  # it only reports
        attributive = any(c.has_signal("attributive") for c in self.chunks[i + 1 : i + 2])  # `公安部督办案件`
        partner = (
            i > 1 and not self.found and self.chunks[i - 1].text == "与" and self.chunks[i - 2].tag == "X"
        )
        if self.chunks[i].group and self._is_beside_others(i):
            return True  # `400 agencies and 20,000 officers used …`: not the agencies alone
        if self.governed or i in self.behind_by or told_by or attributive or partner:
            return True  # `强化与世界知识产权组织交流`: with whom, by whom is not said
        if self.chunks[i].text.isascii():
            return voices.is_above(self.chunks, i)
        listed = bool(self.found) and not self.closed
        return listed and self.chunks[i - 1].tag == "X"  # `积极落实海关总署…`: a verb that the lexicon lacks
