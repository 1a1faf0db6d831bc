"""Puts the named graphs of a release together from what was read and reconciled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.calendar_records import period_records
from graph.codes_graph import missing_codes, ontology_and_codes
from graph.construct import construct
from graph.facts import Fact, Reading, Reconciled, key_of
from graph.flat import (
    Record,
    difference_record,
    fact_record,
    implied_record,
    source_record,
    statement_record,
    step_record,
)
from graph.links import link_triples
from graph.proposals import Vocabulary
from graph.quotations import graph_name, quotation_triples
from graph.registry_graph import metric_triples, registry_triples, standing
from graph.related import claim_records, fact_records
from graph.relation_facts import instrument_records, relation_statements, signatory_records, vaguer
from graph.series import implied, steps
from mappings.metrics import registered
from mappings.registry import Registry
from ontology import names

Graphs = dict[str, set[ox.Triple]]


@dataclass(frozen=True, slots=True)
class Assembled:
    """The graphs of a release by short name (without `inferred` and `meta`), and the sentences."""

    graphs: Graphs
    quotations: Mapping[str, set[ox.Triple]]
    proposed_things: int


def assemble(readings: Sequence[Reading], reconciled: Reconciled, vocabulary: Vocabulary) -> Assembled:
    """All graphs that are asserted."""
    graphs: Graphs = {}
    graphs["ontology"], graphs["codes"] = ontology_and_codes()
    fact_of = {s.iri: fact for fact in reconciled.facts for s in fact.all}
    for reading in readings:
        records = source_records(reading, fact_of, reconciled.adopted)
        graphs[f"source/{reading.source.id}"] = construct(records, "source")
    metrics = vocabulary.metrics_used(reconciled.facts)
    graphs["resolved"] = construct(resolved_records(readings, reconciled, vocabulary.registry), "resolved")
    used = _things_used(graphs)  # those that codes compare with, too
    proposed = list(vocabulary.proposed_things(used))
    graphs["resolved"] |= construct(proposed, "resolved")
    shown = standing(vocabulary.registry, used | _things_used({"resolved": graphs["resolved"]}))
    for metric in metrics:
        graphs["resolved"].update(metric_triples(metric, shown))
    known = registered().values()
    graphs["registry"] = registry_triples(vocabulary.registry, known, shown)
    graphs["links"] = set(link_triples())
    codes = sorted(_codes_used(graphs), key=lambda node: node.value)
    graphs["codes"] |= missing_codes([*known, *metrics], codes, graphs["codes"])
    quotations = {graph_name(r.source.id): set(quotation_triples(r)) for r in readings}
    return Assembled(graphs, quotations, len(proposed))


def source_records(
    reading: Reading, fact_of: Mapping[str, Fact], adopted: Mapping[str, tuple[str, ...]]
) -> Iterable[Record]:
    """The records of one source: the document and all its claims."""
    yield source_record(reading.source)
    for statement in reading.statements:
        yield statement_record(
            statement, reading.source, fact_of.get(statement.iri), adopted.get(statement.iri, ())
        )
    yield from claim_records(reading)


def resolved_records(
    readings: Sequence[Reading], reconciled: Reconciled, registry: Registry
) -> Iterable[Record]:
    """The records of what all sources together say."""
    yield from (fact_record(fact) for fact in reconciled.facts)
    yield from fact_records(readings, reconciled.facts)
    yield from (step_record(step) for step in steps(reconciled.facts))
    yield from (implied_record(value) for value in implied(reconciled.facts))
    yield from (difference_record(difference) for difference in reconciled.differences)
    periods = {fact.key.period for fact in reconciled.facts}
    relations = relation_statements(readings)
    less_exact = vaguer(relations, registry)
    for reading in readings:
        periods.add(str(reading.source.year))
        periods |= {key_of(s.figure).period for s in reading.figures}
        for statement in relation_statements([reading]):
            if statement.iri not in less_exact:
                yield statement_record(statement, reading.source, None, ())
    yield from instrument_records(readings, registry)
    yield from signatory_records(readings)
    yield from period_records(periods)


def _things_used(graphs: Graphs) -> set[str]:
    """The things that these graphs speak of."""
    return {
        node.value
        for triples in graphs.values()
        for triple in triples
        for node in (triple.subject, triple.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(names.ID)
    }


def _codes_used(graphs: Graphs) -> set[ox.NamedNode]:
    return {
        triple.object
        for name, triples in graphs.items()
        if name not in ("ontology", "codes")
        for triple in triples
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(names.CODE)
    }
