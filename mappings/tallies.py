"""How far the relations and things claimed agree with a gold read by hand, by source, language and part."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mappings.evaluation import Record
from ontology import names as iris


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the statements read by hand were found, and what was claimed beside them."""

    gold: int
    found: int
    open: int
    missed: tuple[Record, ...] = ()
    extra: tuple[Record, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that the gold has, those it leaves open counted as right."""
        claims = self.found + self.open + len(self.extra)
        return (self.found + self.open) / claims if claims else 1.0


def misses(tallies: Iterable[Tally]) -> Iterator[str]:
    """One line for each relation or thing missed, and each claimed beyond the gold."""
    for tally in tallies:
        for word, records in (("missed", tally.missed), ("extra", tally.extra)):
            for record in records:
                yield f"{word:7} {record['source']} {record['start']}-{record['end']} {_stated(record)}"


def _stated(record: Record) -> str:
    """What a relation or a mention says, in short."""
    if "predicate" not in record:
        return _thing(record["entity"])
    subject, predicate, object_ = (
        value if isinstance(value, str) else " or ".join(value)
        for value in (record["subject"], record["predicate"], record["object"])
    )
    return f"{_thing(subject)} {predicate} {_thing(object_)}"


def evaluate_relations(gold: Sequence[Record], claims: Sequence[Record]) -> dict[tuple[str, str, str], Tally]:
    """Compares relations with gold (tests/gold/relations) by source, language and part (seen, held)."""
    relations = [c for c in claims if c.get("type") == "relation"]
    return _tallies(gold, relations, _same_relation)


def evaluate_things(gold: Sequence[Record], claims: Sequence[Record]) -> dict[tuple[str, str, str], Tally]:
    """Compares mentions with gold (tests/gold/things) by source, language and part, names in names aside."""
    mentions = [c for c in claims if c.get("type") == "mention" and c.get("rule") != "name-within"]
    return _tallies(gold, mentions, _same_mention)


def _tallies(
    gold: Sequence[Record], claims: Sequence[Record], same: Callable[[Record, Record], bool]
) -> dict[tuple[str, str, str], Tally]:
    groups = sorted({(g["source"], g["lang"], g["part"]) for g in gold})
    return {group: _tally(group, gold, claims, same) for group in groups}


def _tally(
    group: tuple[str, str, str],
    gold: Sequence[Record],
    claims: Sequence[Record],
    same: Callable[[Record, Record], bool],
) -> Tally:
    facts = [g for g in gold if (g["source"], g["lang"], g["part"]) == group]
    sections = {_part_of(g) for g in facts}
    here = [c for c in claims if (c["source"], c["lang"]) == group[:2] and _part_of(c) in sections]
    used: set[int] = set()
    missed, found, left_open = [], 0, 0
    for fact in sorted(facts, key=lambda g: bool(g.get("open"))):
        hit = next((k for k, c in enumerate(here) if k not in used and same(fact, c)), None)
        used |= {hit} if hit is not None else set()
        if fact.get("open"):
            left_open += hit is not None
        elif hit is None:
            missed.append(fact)
        else:
            found += 1
    required = sum(not g.get("open") for g in facts)
    extra = tuple(c for k, c in enumerate(here) if k not in used)
    return Tally(required, found, left_open, tuple(missed), extra)


def _part_of(record: Record) -> str:
    return str(record["section"]).split(".", maxsplit=1)[0]


def _same_relation(fact: Record, claim: Record) -> bool:
    """Whether a claim states the relation; several values in the gold are readings that are all right."""
    start, end = claim["sentence"]
    if not start <= fact["start"] <= end or claim["predicate"] not in _any(fact["predicate"]):
        return False
    ends = _thing(claim["subject"]), _thing(claim["object"])
    ways = [ends, ends[::-1]] if claim["predicate"] == "cooperatesWith" else [ends]
    return any(one in _any(fact["subject"]) and other in _any(fact["object"]) for one, other in ways)


def _same_mention(fact: Record, claim: Record) -> bool:
    place = fact["start"], fact["end"], fact["entity"]
    return place == (claim["start"], claim["end"], _thing(claim["entity"]))


def _thing(iri: str) -> str:
    """Kind and slug of a thing, or `code/` and the code."""
    return iri.removeprefix(iris.ID).removeprefix(iris.BASE)


def _any(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
