"""What sources together tell: which doers are meant, how far instruments came, how many signed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graph.facts import Reading, Statement
from graph.flat import Record, Value, integer, iri
from mappings.editions import resolve
from mappings.records import Mention, Relation
from mappings.registry import AS_ACTOR, Registry, Thing
from mappings.relation_words import find_words
from ontology import names

#: How far an instrument had come when somebody did this to it, the later the higher.
_STAGES: Final[Mapping[str, tuple[int, str]]] = {
    "drafts": (0, "drafted"), "issues": (1, "issued"), "jointlyIssues": (1, "issued"),
    "amends": (2, "amended"),
}  # fmt: skip
_IN_FORCE: Final = (3, "in-force")
#: Classes of verbs that tell what is done to an instrument.
_ACTS: Final = frozenset({"carry-out", "issue", "adopt", "draft", "amend", "in-force", "establish"})
#: The end of the name of rules by which a text says that what was issued is carried out at once.
_AT_ONCE: Final = "-in-force"
_JOINING: Final = frozenset({"signs", "jointlyIssues"})
#: How near to a signatory the number of all of them stands ("A and 11 other units", A等11个单位).
_NEAR: Final = 40


def relation_statements(readings: Iterable[Reading]) -> list[Statement]:
    """The statements of relations of all sources."""
    return [s for r in readings for s in r.statements if isinstance(s.claim, Relation)]


def vaguer(statements: Iterable[Statement], registry: Registry) -> set[str]:
    """The statements (IRIs) that name a whole area as the doer where others name a body of that area.

    What they say is no second doer: the plain triple is that of the body named.
    """
    doers: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        claim = statement.claim
        if isinstance(claim, Relation):
            doers[claim.predicate, claim.object][claim.subject].append(statement.iri)
    found: set[str] = set()
    for subjects in doers.values():
        things = {subject: resolve(registry, subject) for subject in subjects}
        for subject, thing in things.items():
            others = [t for s, t in things.items() if t is not None and s != subject]
            if thing is not None and any(_within(registry, other, thing) for other in others):
                found.update(subjects[subject])
    return found


def _within(registry: Registry, body: Thing, actor: Thing) -> bool:
    """Whether `actor` stands for a whole area, and `body` is a body of it that does not."""
    if actor.kind != "body" or not actor.label_en.endswith(AS_ACTOR) or not body.area:
        return False
    narrower = not body.label_en.endswith(AS_ACTOR) or body.area != actor.area
    return narrower and registry.within(body.area, actor.area)


def instrument_records(readings: Iterable[Reading], registry: Registry) -> Iterator[Record]:
    """How far each instrument had come when a source last told of it, and since when it is in force."""
    stages: dict[str, tuple[int, int, str]] = {}
    years: dict[str, int] = {}
    for reading, statement in ((r, s) for r in readings for s in r.statements):
        claim, found = statement.claim, _stage(reading, statement, registry)
        if found is None:
            continue
        instrument, told = found[0], (statement.year, *found[1])
        stages[instrument] = max(stages.get(instrument, told), told)
        if isinstance(claim, Relation) and claim.rule.endswith(_AT_ONCE) and claim.year is not None:
            years[instrument] = min(years.get(instrument, claim.year), claim.year)
    for instrument, (_, _, stage_name) in sorted(stages.items()):
        fields: list[tuple[str, Value]] = [("stage", iri(names.code("stage", stage_name)))]
        if instrument in years and not _in_force(registry, instrument):
            fields.append(("inForceYear", integer(years[instrument])))
        yield Record(instrument, "Instrument", tuple(fields))


def _stage(reading: Reading, statement: Statement, registry: Registry) -> tuple[str, tuple[int, str]] | None:
    """The instrument that a statement is about, and how far it had come by then."""
    claim = statement.claim
    if isinstance(claim, Relation) and names.kind_of(claim.object) == "instrument":
        stage = _IN_FORCE if claim.rule.endswith(_AT_ONCE) else _STAGES.get(claim.predicate)
        return (claim.object, stage) if stage else None
    if isinstance(claim, Mention) and names.kind_of(claim.entity) == "instrument":
        since = _in_force(registry, claim.entity)
        known = since and int(since[:4]) <= statement.year
        return (claim.entity, _IN_FORCE) if known or _carried_out(reading, claim) else None
    return None


def _carried_out(reading: Reading, claim: Mention) -> bool:
    """Whether the sentence says that an instrument is carried out: the last act before the name."""
    sentence = next(s for s in reading.document.sentences if (s.start, s.end) == claim.sentence)
    ahead = [w for w in find_words(sentence) if sentence.clean.ends[w.end - 1] <= claim.start]
    acts = [w for w in ahead if w.classes & _ACTS]
    return bool(acts) and "carry-out" in acts[-1].classes


def _in_force(registry: Registry, instrument: str) -> str:
    """The day or year of entry into force that the registry has."""
    thing = resolve(registry, instrument)
    return thing.in_force if thing is not None else ""


def signatory_records(readings: Iterable[Reading]) -> Iterator[Record]:
    """How many signed an agreement, as the highest-ranked source that gives a number says."""
    counts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for reading in readings:
        for statement in reading.statements:
            claim = statement.claim
            if (
                isinstance(claim, Relation)
                and claim.predicate in _JOINING
                and names.kind_of(claim.object) == "agreement"
            ):
                stated = _stated(reading, claim)
                if stated is not None:
                    counts[claim.object].append((statement.rank, stated))
    for agreement, found in sorted(counts.items()):
        yield Record(agreement, "Agreement", (("signatoryCount", integer(min(found)[1])),))


def _stated(reading: Reading, claim: Relation) -> int | None:
    """The number of all who signed that stands beside one of them; "other" counts those named as well."""
    if claim.subject_span is None:
        return None
    start, end = claim.subject_span
    for figure in (s.figure for s in reading.figures if s.claim.sentence == claim.sentence):
        if figure.unit_class != "count" or figure.value != int(figure.value) or figure.value < 2:
            continue
        behind = reading.document.raw[end : figure.end] if 0 <= figure.start - end <= _NEAR else ""
        before = reading.document.raw[figure.start : start] if 0 <= start - figure.end <= _NEAR else ""
        if behind.startswith("等") or re.fullmatch(r"\s+and\s+(?:the\s+)?.*", behind):
            return int(figure.value) + ("other" in behind.split())
        if re.search(r"\b(?:including|such as)\b", before):
            return int(figure.value)
    return None
