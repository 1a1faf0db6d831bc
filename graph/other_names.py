"""One thing under two names of one language, such as a "Program" that is also called a "Project".

Names count as one where one is part of the other or short for it, and where only case, number, or words such
as "IPR" for "intellectual property rights" differ. Groups of bodies and places are described, not named, and
left out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.align import Alignment, stated_in
from graph.disagree import Labels, difference
from graph.facts import Difference, Reading, Statement, by_sentence
from mappings.records import Mention
from ontology import names

#: Classes whose things texts describe rather than name.
_UNNAMED: Final = frozenset({"AdministrativeDivision", "Area", "BodyGroup", "MacroRegion", "PublicBody"})
_SAME: Final = (
    (re.compile(r"intellectual property(?: rights?)?|\biprs?\b"), "ip"),
    (re.compile(r"geographical indications?"), "gi"),
    (re.compile(r"special administrative region"), "sar"),
    (re.compile(r"\bcenter"), "centre"),
    (re.compile(r"\bapril\b"), "4"),
    (re.compile(r"\bcpc\b"), "party"),
    (re.compile(r"[’']s?\b"), ""),
    (re.compile(r"\bchina-(?=[a-z])"), "chinaand "),
)
_EMPTY: Final = frozenset({
    "a", "an", "and", "at", "by", "china", "chinese", "for", "from", "government", "in", "level", "of", "on",
    "people", "province", "provincial", "sar", "the", "to", "with",
})  # fmt: skip
_WORD: Final = re.compile(r"[a-z0-9]+")
_YEAR: Final = re.compile(r"[  ]*(?:19|20)\d\d(?:年度?)?[  ]*")
#: The year of an edition: campaigns are called alike from year to year.
_EDITION: Final = re.compile(r"-(?:19|20)\d\d$")
_MARKS: Final = re.compile(r"[“”\"‘’《》\s]|专项|行动|级")
#: So many letters of a word tell it from others, whatever its ending.
_STEM: Final = 6
#: An abbreviation leaves out at least so much of a name.
_SHORT: Final = 0.7


def name_differences(
    readings: Sequence[Reading], alignments: Sequence[Alignment], labels: Labels
) -> Iterator[Difference]:
    """All things that bear names of which neither is the other, one difference for each and language."""
    things: dict[tuple[str, str], list[Statement]] = {}
    for reading in readings:
        for statement in reading.statements:
            claim = statement.claim
            if isinstance(claim, Mention) and claim.entity_class not in _UNNAMED and _is_name(claim):
                things.setdefault((_one_name(claim), claim.lang), []).append(statement)
    for key in sorted(things):
        yield from _named_apart(things[key], labels)
    for series in _translated(readings, alignments):
        yield from _named_apart(series, labels)


def _is_name(mention: Mention) -> bool:
    """Whether a document is called by its title, not described ("the judicial policy document")."""
    return names.kind_of(mention.entity) != "instrument" or not mention.label[:1].islower()


def _one_name(mention: Mention) -> str:
    """What should bear one name: a thing, or all editions of a campaign that has a name of its own."""
    proper = "“" in mention.label or mention.label[:1].isupper()
    campaign = mention.entity_class == "Campaign" and proper
    return _EDITION.sub("", mention.entity) if campaign else mention.entity


def _named_apart(its: Sequence[Statement], labels: Labels) -> Iterator[Difference]:
    """The difference between the names of one thing, if they are not all one."""
    groups: list[list[Statement]] = []
    for statement in sorted(its, key=lambda s: (-len(_label(s)), s.place)):
        alike = [
            g for g in groups if any(same_name(_label(statement), _label(s), statement.claim.lang) for s in g)
        ]
        if alike:
            alike[0].append(statement)
        else:
            groups.append([statement])
    if len(groups) > 1:
        first, *others = sorted((_once(group) for group in groups), key=lambda side: side[0].place)
        fullest = (tuple(sorted(side, key=lambda s: -len(_label(s)))) for side in others)
        sides = (first, *fullest)
        yield difference("name", sides[0][0].iri, sides, labels=labels, rule="other-name", hard=False)


def _once(group: Sequence[Statement]) -> tuple[Statement, ...]:
    """Each way of writing a name once for each part of a source, the fullest of the first part in front."""
    kept: dict[tuple[tuple[str, str], str], Statement] = {}
    for statement in sorted(group, key=lambda s: s.place):
        kept.setdefault((statement.part, _label(statement)), statement)
    first = max((s for s in kept.values() if s.part == next(iter(kept))[0]), key=lambda s: len(_label(s)))
    return (first, *(s for s in kept.values() if s is not first))


def _label(statement: Statement) -> str:
    claim = statement.claim
    return claim.label if isinstance(claim, Mention) else ""


def same_name(a: str, b: str, lang: str) -> bool:
    """Whether two written names are one, fuller or shorter."""
    return _same_chinese(a, b) if lang == "zh" else _same_english(a, b)


def _same_chinese(a: str, b: str) -> bool:
    short, long = sorted((_MARKS.sub("", _YEAR.sub("", name)) for name in (a, b)), key=len)
    if short in long:
        return True
    rest = iter(long)
    return len(short) <= _SHORT * len(long) and all(character in rest for character in short)


def _same_english(a: str, b: str) -> bool:
    if any(name.isupper() and " " not in name for name in (a, b)):
        return True
    if _short_for(a, b) or _short_for(b, a):
        return True
    few, many = sorted((_words(name) for name in (a, b)), key=len)
    return few <= many


def _short_for(short: str, full: str) -> bool:
    """Whether a name begins with the initials of the other ("CCPIT Guangdong Committee")."""
    letters = short.split(maxsplit=1)[0]
    initials = "".join(word[0] for word in full.split() if word[0].isupper())
    return len(letters) > 2 and letters.isupper() and initials.startswith(letters)


def _words(name: str) -> frozenset[str]:
    plain = _YEAR.sub(" ", name).lower()
    for pattern, word in _SAME:
        plain = pattern.sub(word, plain)
    return frozenset(word.rstrip("s")[:_STEM] for word in _WORD.findall(plain) if word not in _EMPTY)


def _translated(readings: Sequence[Reading], alignments: Sequence[Alignment]) -> Iterator[list[Statement]]:
    """The English names of what has one Chinese name: of campaigns not known, alone in aligned sentences."""
    named = by_sentence(s for reading in readings for s in reading.statements if _is_new_campaign(s))
    found: dict[str, list[Statement]] = {}
    for bead in (bead for a in alignments if a.parallel for bead in a.beads):
        left, right = (stated_in(side, named) for side in (bead.left, bead.right))
        if len(left) == len(right) == 1 and left[0].claim.lang != right[0].claim.lang:
            zh, en = (left[0], right[0]) if left[0].claim.lang == "zh" else (right[0], left[0])
            found.setdefault(_MARKS.sub("", _YEAR.sub("", _label(zh))), []).append(en)
    yield from (its for _, its in sorted(found.items()) if len(its) > 1)


def _is_new_campaign(statement: Statement) -> bool:
    """Whether it names a campaign that the registry does not have."""
    claim = statement.claim
    return isinstance(claim, Mention) and claim.entity_class == "Campaign" and names.is_proposed(claim.entity)
