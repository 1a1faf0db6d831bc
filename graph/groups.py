"""Groups of exactly the bodies that a statement names: their members, and names made of the members' names.

A group that the registry does not have has no name in any text. It is called by its members: by all of them
where they are few, else by the first ones and their number, with the whole list as another name.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from graph.disagree import Lang
from graph.facts import Reading
from mappings.registry import Registry
from ontology import names

Labels = Callable[[str, Lang], str]

_SECOND_NAME: Final = re.compile(r"\s*[（(][^（）()]{8,}[）)]$")
#: More members than this are not all in the label.
_NAMED: Final = 3


def members_of_groups(readings: Iterable[Reading], registry: Registry) -> dict[str, tuple[str, ...]]:
    """The members of each group that the registry lacks, in the order of the first statement about it."""
    found: dict[str, tuple[str, ...]] = {}
    for statement in (s for reading in readings for s in reading.figures):
        actor, agencies = statement.figure.actor, tuple(dict.fromkeys(statement.figure.agencies))
        if actor in found or not names.is_proposed(actor) or len(agencies) < 2:
            continue
        if registry.group_iri(names.slug_of(a) for a in agencies) == actor:
            found[actor] = agencies
    return found


def group_names(
    groups: Mapping[str, Sequence[str]], labels: Labels
) -> dict[str, tuple[dict[str, str], list[tuple[str, str]]]]:
    """The label of each group per language, and the lists of all members where the label leaves some out."""
    made: dict[str, tuple[dict[str, str], list[tuple[str, str]]]] = {iri: ({}, []) for iri in groups}
    languages: tuple[Lang, ...] = ("en", "zh")
    for lang in languages:
        called = {iri: [_plain(labels(m, lang)) for m in members] for iri, members in groups.items()}
        whole = {iri: _listed(members, lang) for iri, members in called.items()}
        short = {iri: _shortened(members, lang) for iri, members in called.items()}
        sharing: dict[str, list[str]] = defaultdict(list)
        for iri, label in short.items():
            sharing[label].append(iri)
        for iri in groups:
            alone = len(sharing[short[iri]]) == 1
            made[iri][0][lang] = short[iri] if alone else whole[iri]
            if made[iri][0][lang] != whole[iri]:
                made[iri][1].append((lang, whole[iri]))
    return made


def _plain(name: str) -> str:
    """A name without the second one that a body bears in brackets ("… (Guangdong Intellectual …)")."""
    return _SECOND_NAME.sub("", name)


def _listed(members: Sequence[str], lang: Lang) -> str:
    """All members ("A, B and C"); a name that has a comma of its own is set off by semicolons."""
    *first, last = members
    if lang == "zh":
        return f"{'、'.join(first)}和{last}"
    comma = "; " if any("," in member for member in members) else ", "
    return f"{comma.join(first)} and {last}"


def _shortened(members: Sequence[str], lang: Lang) -> str:
    if len(members) <= _NAMED:
        return _listed(members, lang)
    first, rest = list(members[: _NAMED - 1]), len(members) - _NAMED + 1
    if lang == "zh":
        return f"{'、'.join(first)}等{len(members)}个机构"
    return _listed([*first, f"{rest} other bodies"], lang)
