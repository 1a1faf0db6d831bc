"""Statements, facts, differences and sources as flat RDF records: one subject each, simple predicates.

The graph rules in mappings/construct read these records, and nothing else. A record's fields are named in the
words of the claim format; where a field names a thing or a code, its value is already the IRI.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from graph.excerpts import LONGEST_NAME, shortened
from graph.facts import Difference, Fact, Key, Statement, key_of
from graph.series import BREAKS, Implied, Step
from mappings.manifest import Source
from mappings.records import Figure, Relation
from ontology import names

FLAT: Final = names.BASE + "flat#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Record:
    """A flat record: what it is about, its type, its fields (a field may occur more than once)."""

    subject: str
    type: str
    fields: tuple[tuple[str, Value], ...]

    def triples(self) -> Iterator[ox.Quad]:
        """The record as triples of the default graph."""
        subject = ox.NamedNode(self.subject)
        yield ox.Quad(subject, ox.NamedNode(FLAT + "type"), ox.NamedNode(FLAT + self.type))
        for name, value in self.fields:
            yield ox.Quad(subject, ox.NamedNode(FLAT + name), value)


def iri(value: str) -> ox.NamedNode:
    """A thing."""
    return ox.NamedNode(value)


def text(value: str, lang: str | None = None) -> ox.Literal:
    """A text, with its language."""
    return ox.Literal(value, language=lang) if lang else ox.Literal(value)


def decimal(value: Decimal) -> ox.Literal:
    """A decimal, in its shortest form without exponent."""
    shortest = f"{value.normalize():f}"
    return ox.Literal(shortest, datatype=ox.NamedNode(XSD + "decimal"))


def integer(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def day(value: str) -> ox.Literal:
    """A day of the calendar."""
    return ox.Literal(value, datatype=ox.NamedNode(XSD + "date"))


def language_tag(source: Source, lang: str) -> str:
    """The tag of what stands in `lang` in a source: Chinese in traditional characters is zh-hant."""
    return "zh-hant" if lang == "zh" and "traditional" in source.damage else lang


@cache
def _default_units() -> dict[str, str]:
    """The unit of each class of unit, as the codes give it (`yz:defaultUnit`)."""
    codes = (files("ontology") / "modules" / "codes.ttl").read_bytes()
    wanted = names.term("defaultUnit")
    return {
        quad.subject.value: quad.object.value
        for quad in ox.parse(codes, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == wanted and isinstance(quad.object, ox.NamedNode)
    }


def unit_iri(figure: Figure) -> str:
    """The unit of a figure: of QUDT for money, time, weight and percent, else a code of ours."""
    if figure.unit_class == "other":
        return names.code("unit", figure.unit or figure.counted or "other")
    return _default_units()[names.code("unit-class", figure.unit_class)]


def counted_iri(figure: Figure) -> str:
    """The code of what a figure counts."""
    return names.code("unit", figure.counted or figure.unit or figure.unit_class)


def _common(statement: Statement, source: Source) -> list[tuple[str, Value]]:
    """The fields that all types of claim share."""
    claim = statement.claim
    return [
        ("source", iri(names.source(claim.source))),
        ("lang", text(language_tag(source, claim.lang))),
        ("section", text(claim.section)),
        ("paragraph", integer(claim.paragraph)),
        ("start", integer(claim.start)),
        ("end", integer(claim.end)),
        ("rule", text(claim.rule)),
        ("anchor", iri(names.anchor(claim.source, claim.start, claim.end))),
        ("sentence", iri(names.anchor(claim.source, *claim.sentence))),
        ("sentenceStart", integer(claim.sentence[0])),
        ("sentenceEnd", integer(claim.sentence[1])),
        ("sentenceSha256", text(claim.sentence_sha256)),
    ]


def statement_record(
    statement: Statement, source: Source, fact: Fact | None, adopted: tuple[str, ...]
) -> Record:
    """The record of any claim; of a figure with the fact that it is about."""
    claim = statement.claim
    fields = _common(statement, source)
    fields += [("carried", text(part)) for part in sorted({*claim.carried, *adopted})]
    if isinstance(claim, Figure):
        fields += _figure(claim, source, adopted, fact)
        if fact is not None:
            stance = "supports" if statement in fact.supports else "contradicts"
            fields.append((stance, iri(fact.iri)))
        return Record(statement.iri, "Figure", tuple(fields))
    if isinstance(claim, Relation):
        return Record(statement.iri, "Relation", (*fields, *_relation(claim)))
    tag = language_tag(source, claim.lang)
    name = text(shortened(claim.label, LONGEST_NAME), tag)
    return Record(statement.iri, "Mention", (*fields, ("entity", iri(claim.entity)), ("label", name)))


def _figure(
    figure: Figure, source: Source, adopted: tuple[str, ...], fact: Fact | None
) -> list[tuple[str, Value]]:
    key, measured = key_of(figure), figure
    if fact is not None:
        key = key._replace(**{part: getattr(fact.key, part) for part in adopted if part in Key._fields})
        lead = fact.lead.figure
        if "unit" in adopted:
            measured = replace(figure, unit_class=lead.unit_class, unit=lead.unit, counted=lead.counted)
    return [
        *_key(key),
        ("statedText", text(shortened(figure.raw), language_tag(source, figure.lang))),
        *_measure(measured),
        *_named(figure),
    ]


def _key(key: Key) -> list[tuple[str, Value]]:
    parts = key._replace(period=names.period(key.period))
    return [(part, iri(value)) for part, value in parts._asdict().items()]


def _measure(figure: Figure) -> list[tuple[str, Value]]:
    """Value and what it is measured in."""
    return [
        ("value", decimal(figure.value)),
        ("unit", iri(unit_iri(figure))),
        ("unitClass", iri(names.code("unit-class", figure.unit_class))),
        ("counted", iri(counted_iri(figure))),
        ("bound", iri(names.code("bound", figure.bound))),
        ("statistic", iri(names.code("statistic", figure.statistic))),
    ]


def _named(figure: Figure) -> list[tuple[str, Value]]:
    """The bodies, campaigns and rights that the sentence names."""
    return [
        *(("agency", iri(body)) for body in figure.agencies),
        *(("campaign", iri(campaign)) for campaign in figure.campaigns),
        *(("ipType", iri(names.code("ip-type", right))) for right in figure.ip_types),
    ]


def _relation(relation: Relation) -> list[tuple[str, Value]]:
    fields: list[tuple[str, Value]] = [
        ("subject", iri(relation.subject)),
        ("predicate", iri(names.term(relation.predicate))),
        ("object", iri(relation.object)),
    ]
    if relation.year is not None:
        fields.append(("year", integer(relation.year)))
    if relation.resolved_from:
        fields.append(("resolvedFrom", iri(names.code("carry", relation.resolved_from))))
    return fields


def fact_record(fact: Fact) -> Record:
    """The record of an observation: its key, and value, unit and bound of the leading statement."""
    lead = fact.lead.figure
    fields = [*_key(fact.key), *_measure(lead), ("status", iri(names.code("status", fact.status)))]
    fields += [("rule", iri(names.code("rule", fact.rule)))]
    for statement in fact.supports:
        fields += _named(statement.figure)
    if fact.preferred is not None:
        fields.append(("preferred", iri(fact.preferred.iri)))
    return Record(fact.iri, "Fact", tuple(dict.fromkeys(fields)))


def step_record(step: Step) -> Record:
    """What a series says of an observation: the value before, the years missing, why it breaks."""
    fields: list[tuple[str, Value]] = [
        ("before", iri(step.before.iri)),
        ("missingYears", integer(step.missing)),
    ]
    for why in step.breaks:
        fields += [
            ("break", text(words, lang)) for words, lang in zip(BREAKS[why], ("zh", "en"), strict=True)
        ]
    return Record(step.fact.iri, "Fact", tuple(fields))


def implied_record(implied: Implied) -> Record:
    """What a change implies for the year before: value and interval."""
    return Record(
        implied.change.iri,
        "Fact",
        (
            ("implied", decimal(implied.value)),
            ("impliedLow", decimal(implied.range.low)),
            ("impliedHigh", decimal(implied.range.high)),
        ),
    )


def difference_record(difference: Difference) -> Record:
    """The record of a disagreement."""
    fields: list[tuple[str, Value]] = [
        ("about", iri(difference.about)),
        ("kind", iri(names.code("disagreement", difference.kind))),
        ("severity", iri(names.code("severity", difference.severity))),
        ("status", iri(names.code("status", difference.status))),
        ("rule", iri(names.code("rule", difference.rule))),
        ("what", text(difference.what_zh, "zh")),
        ("what", text(difference.what_en, "en")),
    ]
    fields += [("claim", iri(s.iri)) for side in difference.sides for s in side]
    fields += [("deviating", iri(s.iri)) for side in difference.sides[1:] for s in side]
    fields += [("consistent", iri(s.iri)) for s in difference.consistent]
    if difference.decided_by:
        fields.append(("decidedBy", iri(names.code("resolution", difference.decided_by))))
    if difference.working:
        fields.append(("working", text(difference.working)))
    return Record(difference.iri, "Difference", tuple(fields))


def source_record(source: Source) -> Record:
    """The record of a source document, from the manifest."""
    fields: list[tuple[str, Value]] = [
        ("title", text(source.title_zh, "zh")),
        ("title", text(source.title_en, "en")),
        ("publisherName", text(source.publisher_zh, "zh")),
        ("publisherName", text(source.publisher_en, "en")),
        ("documentKind", text(source.kind)),
        ("sha256", text(source.sha256)),
        ("characters", integer(source.characters)),
        ("period", iri(names.period(str(source.year)))),
        ("area", iri(names.thing("area", source.area))),
    ]
    fields += [("lang", text(language_tag(source, lang))) for lang in source.languages]
    if source.publisher:
        fields.append(("publisher", iri(names.thing("body", source.publisher))))
    if source.url:
        fields.append(("page", iri(source.url)))
    if source.issued:
        fields.append(("issued", ox.Literal(source.issued.isoformat(), datatype=iri(XSD + "date"))))
    return Record(names.source(source.id), "Source", tuple(fields))


def triples(records: Iterable[Record]) -> Iterator[ox.Quad]:
    """All triples of the records."""
    for record in records:
        yield from record.triples()
