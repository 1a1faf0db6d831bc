"""Which statements are about one fact: first by aligned place, then by key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.agreement import agree, amount, opposite, power_of_ten
from graph.facts import Key, Statement, key_of
from ontology import names

#: From this number on a factor of ten within one source is a slip, not another fact.
_BIG: Final = 1000
#: So many digits of a number tell it from others.
_LONG: Final = 4


class Clusters:
    """Sets of statements that are about one fact; never two of one part that cannot both be true."""

    def __init__(self, statements: Iterable[Statement], apart: Iterable[frozenset[str]] = ()) -> None:
        self._of = {s.iri: [s] for s in statements}
        self._apart = tuple(apart)

    def join(self, a: Statement, b: Statement, *, forced: bool = False) -> bool:
        """Puts the sets of `a` and `b` together, unless that would make a source contradict itself."""
        left, right = self._of[a.iri], self._of[b.iri]
        if left is right:
            return True
        if not forced and (self._kept_apart(left, right) or _contradictory(left, right)):
            return False
        left.extend(right)
        for statement in right:
            self._of[statement.iri] = left
        return True

    def _kept_apart(self, left: list[Statement], right: list[Statement]) -> bool:
        a, b = {s.iri for s in left}, {s.iri for s in right}
        return any(a & pair and b & pair for pair in self._apart)

    def all(self) -> list[tuple[Statement, ...]]:
        """The sets, each with its highest-ranked statement first, in order."""
        every = {id(group): group for group in self._of.values()}
        groups = [tuple(sorted(group, key=lambda s: s.place)) for group in every.values()]
        return sorted(groups, key=lambda group: group[0].place)


def _contradictory(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    return any(
        a.part == b.part and not values_agree(a, b) and not (_slip(a, b) and _alike(a, b))
        for a in left
        for b in right
    )


def _alike(a: Statement, b: Statement) -> bool:
    """Whether two levels have one key but for the metric, and one metric is the other told closer."""
    one, other = (set(s.figure.facets.items()) for s in (a, b))
    same = key_of(a.figure)._replace(metric="") == key_of(b.figure)._replace(metric="")
    return same and a.figure.kind == "level" and (one <= other or other <= one)


def values_agree(a: Statement, b: Statement) -> bool:
    """Whether two figures have one unit and can both be true."""
    x, y = a.figure, b.figure
    return x.unit_class == y.unit_class and agree(amount(x), amount(y))


@dataclass(slots=True)
class Group:
    """The statements about one fact under the key that it got; `aligned` are those joined by place."""

    key: Key
    members: list[Statement]
    aligned: set[str]
    rule: str

    def take_over(self, other: "Group") -> None:
        """Joins the statements of another group by place."""
        self.members.extend(other.members)
        self.aligned.update(s.iri for s in other.members)


def under_keys(
    clusters: Sequence[tuple[Statement, ...]],
    apart: Sequence[frozenset[str]] = (),
    some: frozenset[str] = frozenset(),
) -> list[Group]:
    """Gives each set the key of its leading statement, and joins those that the key makes one.

    A number of `some` of the things just counted ("3 of them") is never the number of all.
    """
    groups: list[Group] = []
    by_key: dict[Key, list[Group]] = {}
    for cluster in clusters:
        key = key_of(cluster[0].figure)
        same = by_key.setdefault(key, [])
        found = next((g for g in same if _joins(g, cluster, apart, some)), None)
        if found is not None:
            found.members.extend(cluster)
            found.aligned.update(_aligned_with_lead(found, cluster))
            continue
        split = bool(same)
        own = key._replace(metric=names.metric(_split_slug(key.metric, len(same) + 1))) if split else key
        rule = "split-key" if split else "aligned-place" if len(cluster) > 1 else "key"
        made = Group(own, list(cluster), {s.iri for s in cluster[1:]}, rule)
        same.append(made)
        groups.append(made)
    return groups


def near_keys(groups: Sequence[Group]) -> list[Group]:
    """Joins what news says to the paper's fact that differs in actor or area only, where there is just one.

    The value must agree, or be a factor of ten off: news names bodies and places of a figure more loosely.
    """
    kept: list[Group] = []
    by_rest: dict[Key, list[Group]] = {}
    for group in groups:
        by_rest.setdefault(_loosely(group.key), []).append(group)
    for group in groups:
        near = [g for g in by_rest[_loosely(group.key)] if g is not group and _may_repeat(g, group)]
        if len(near) == 1:
            near[0].take_over(group)
        else:
            kept.append(group)
    return kept


def same_numbers(groups: Sequence[Group]) -> list[Group]:
    """Joins news to the one fact of its paper that has the same long number of the same things.

    Both were read of other metrics, but a number of four digits or more that a paper of the year states of
    one fact alone is that fact when the news repeats it.
    """
    by_number: dict[tuple[object, ...], list[Group]] = {}
    for group in groups:
        if not group.members[0].news and (mark := _number(group.members[0])):
            by_number.setdefault(mark, []).append(group)
    kept: list[Group] = []
    for group in groups:
        mark = _number(group.members[0])
        papers = by_number.get(mark, []) if mark and all(s.news for s in group.members) else []
        if len(papers) == 1:
            papers[0].take_over(group)
        else:
            kept.append(group)
    return kept


def _number(statement: Statement) -> tuple[object, ...]:
    """A level of four digits or more with its unit, what it counts, its area and the year of its paper."""
    figure = statement.figure
    if figure.kind != "level" or len(figure.value.normalize().as_tuple().digits) < _LONG:
        return ()
    return figure.value, figure.unit_class, figure.counted, figure.area, statement.year


def _may_repeat(paper: Group, news: Group) -> bool:
    """Whether `news`, which no paper states, may be what `paper` states."""
    lead, other = paper.members[0], news.members[0]
    if not all(s.news for s in news.members) or lead.news or lead.year != other.year:
        return False
    if paper.key.area != news.key.area and len(lead.figure.value.normalize().as_tuple().digits) < 3:
        return False
    return values_agree(lead, other) or _slip(lead, other)


def _loosely(key: Key) -> Key:
    return key._replace(actor="", area="")


def _aligned_with_lead(group: Group, cluster: Sequence[Statement]) -> set[str]:
    """Statements that came by alignment with one of a key that is the group's own key are compared by key."""
    return {s.iri for s in cluster if key_of(s.figure) != group.key}


def _split_slug(metric: str, number: int) -> str:
    return f"{names.slug_of(metric)}-{number}"


def _joins(
    group: Group, cluster: Sequence[Statement], apart: Sequence[frozenset[str]], some: frozenset[str]
) -> bool:
    """Whether one key makes two sets one fact."""
    ours, theirs = {s.iri for s in group.members}, {s.iri for s in cluster}
    if any(ours & pair and theirs & pair for pair in apart):
        return False
    lead, other = group.members[0], cluster[0]
    if values_agree(lead, other):
        return True
    if (lead.iri in some) != (other.iri in some):
        return False
    sources = {s.claim.source for s in group.members}
    if not sources & {s.claim.source for s in cluster}:
        return True
    return _slip(lead, other)


def _slip(a: Statement, b: Statement) -> bool:
    """Whether two figures of one source differ as slips do: by a factor of ten, or by their sign."""
    x, y = amount(a.figure), amount(b.figure)
    if a.figure.unit_class != b.figure.unit_class:
        return False
    if opposite(x, y):
        return True
    return min(abs(x.value), abs(y.value)) >= _BIG and power_of_ten(x, y) is not None
