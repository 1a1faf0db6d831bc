"""Things and metrics that claims use and the registry does not have: classes and names, from the claims."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

import pyoxigraph as ox

from graph.codes_graph import ontology_and_codes
from graph.disagree import Lang
from graph.excerpts import LONGEST_NAME, shortened
from graph.facts import Fact, Reading, Statement, key_of
from graph.flat import Record, Value, iri, language_tag, text
from graph.groups import group_names, members_of_groups
from graph.registry_graph import PREF_LABEL
from mappings.editions import with_made
from mappings.metrics import Metric, registered, resolve
from mappings.records import Figure, Mention, Relation
from mappings.registry import Registry
from ontology import names

#: The class of a thing of which only the kind in its IRI is known.
_CLASSES: Final = {
    "body": "BodyGroup",
    "area": "Area",
    "series": "Series",
    "campaign": "Campaign",
    "event": "Event",
    "instrument": "Instrument",
    "agreement": "Agreement",
    "platform": "Platform",
    "programme": "Programme",
    "product": "Product",
    "publication": "Publication",
    "award": "Award",
    "designation": "Designation",
    "case-list": "CaseList",
    "case": "LegalCase",
    "person": "Person",
}
_MEASURES: Final = frozenset({"flow", "stock", "rate", "share"})
_UNSTATED: Final = {"en": "area not stated", "zh": "未说明地区"}


class Vocabulary:
    """The names of all things that a build speaks of: of the registry, of metrics, of proposed things."""

    def __init__(self, registry: Registry, readings: Sequence[Reading]) -> None:
        self._mentions: Final = _mentions(readings)
        self._classes: Final = _classes(readings)
        self._things: Final = _things_used(readings)
        self._groups: Final = members_of_groups(readings, registry)
        self.registry: Final = with_made(registry, self._things)
        self.metrics: Final = _metrics(readings)
        self._group_names: Final = group_names(self._groups, self.labels)

    def labels(self, thing: str, lang: Lang) -> str:
        """The label of a thing in `lang`, else in the other language, else the last part of its IRI."""
        other: Lang = "en" if lang == "zh" else "zh"
        known = self._labels(thing)
        return known.get(lang) or known.get(other) or names.slug_of(thing)

    def _labels(self, thing: str) -> Mapping[str, str]:
        if thing in self.registry.things:
            return self.registry.things[thing].labels
        metric = self.metrics.get(thing)
        if metric is not None:
            return {"en": metric.label_en, "zh": metric.label_zh}
        return self._names(thing)[0]

    def _names(self, thing: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
        """The preferred name per language (the most frequent, then the longest), and all others."""
        if thing.startswith(names.CODE):
            return code_labels().get(thing, {}), []
        if thing == names.AREA_UNSTATED:
            return dict(_UNSTATED), []
        if thing in self._groups:
            return self._group_names[thing]
        counts = self._mentions.get(thing, Counter())
        ordered = sorted(counts, key=lambda name: (-counts[name], -len(name[1]), name))
        preferred: dict[str, str] = {}
        for lang, name in ordered:
            preferred.setdefault(lang, name)
        return preferred, [n for n in ordered if preferred[n[0]] != n[1]]

    def proposed_things(self, used: Container[str] | None = None) -> Iterable[Record]:
        """The record of each thing (of those `used`) that claims use and the registry lacks."""
        for thing in sorted(self._things - self.registry.things.keys()):
            if used is not None and thing not in used:
                continue
            preferred, others = self._names(thing)
            preferred = preferred or {"en": names.slug_of(thing).replace("-", " ")}
            class_name = self._classes.get(thing) or _CLASSES.get(names.kind_of(thing) or "", "Area")
            fields: list[tuple[str, Value]] = [("class", iri(names.term(class_name)))]
            fields += [("name", text(name, lang)) for lang, name in sorted(preferred.items())]
            fields += [("otherName", text(name, lang)) for lang, name in sorted(others)]
            fields += [("member", iri(member)) for member in self._groups.get(thing, ())]
            yield Record(thing, "Thing", tuple(fields))

    def metrics_used(self, facts: Iterable[Fact]) -> list[Metric]:
        """The metrics of the facts that the registry does not have, with those that were split off."""
        known = {metric.iri for metric in registered().values()}
        used: dict[str, Metric] = {}
        for fact in facts:
            own = fact.lead.figure.metric
            base = self.metrics[own]
            if fact.key.metric not in known:
                used[fact.key.metric] = base if fact.key.metric == own else _split(base, fact.key.metric)
            for other in {s.figure.metric for s in fact.contradicts} - known - used.keys():
                used[other] = self.metrics[other]
        return [used[metric] for metric in sorted(used)]


@cache
def code_labels() -> dict[str, dict[str, str]]:
    """The names of the codes by language."""
    found: dict[str, dict[str, str]] = {}
    for triple in ontology_and_codes()[1]:
        if triple.predicate == PREF_LABEL and isinstance(triple.subject, ox.NamedNode):
            label = triple.object
            if isinstance(label, ox.Literal) and label.language:
                found.setdefault(triple.subject.value, {})[label.language] = label.value
    return found


def _split(base: Metric, metric: str) -> Metric:
    """The metric of a fact that its key does not tell from another: a part of the base, which one is open."""
    slug = names.slug_of(metric)
    mark = slug.removeprefix(base.slug).strip("-")
    facets = {k: v for k, v in base.facets.items() if k == "measure-type"}
    label_zh, label_en = f"{base.label_zh}（{mark}）", f"{base.label_en} ({mark})"
    return replace(base, slug=slug, facets=facets, label_zh=label_zh, label_en=label_en, status="proposed")


def _metrics(readings: Sequence[Reading]) -> dict[str, Metric]:
    """All metrics of figures by IRI."""
    found: dict[str, Metric] = {}
    known = {metric.iri: metric for metric in registered().values()}
    for statement in (s for reading in readings for s in reading.figures):
        figure = statement.figure
        if figure.metric not in found:
            found[figure.metric] = known.get(figure.metric) or _composed(figure)
    return found


def _composed(figure: Figure) -> Metric:
    """The metric that a figure's facets make; one that they do not name is called by its slug."""
    measure = figure.statistic if figure.statistic in _MEASURES else "rate"
    stated = figure.facets.get("measure-type", "")
    made = resolve({**figure.facets, "measure-type": stated if stated in _MEASURES else measure})
    slug = names.slug_of(figure.metric)
    words = slug.replace("-", " ")
    zh, en = made.label_zh.strip() or words, made.label_en.strip() or words
    return replace(made, slug=slug, label_zh=zh, label_en=en)


def _statements(readings: Sequence[Reading]) -> Iterable[tuple[Reading, Statement]]:
    return ((reading, statement) for reading in readings for statement in reading.statements)


def _mentions(readings: Sequence[Reading]) -> dict[str, Counter[tuple[str, str]]]:
    """How often each thing is called what, by language."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    for reading, statement in _statements(readings):
        claim = statement.claim
        if isinstance(claim, Mention):
            name = (language_tag(reading.source, claim.lang), shortened(claim.label, LONGEST_NAME))
            found.setdefault(claim.entity, Counter())[name] += 1
    return found


def _classes(readings: Sequence[Reading]) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, statement in _statements(readings):
        if isinstance(statement.claim, Mention):
            found.setdefault(statement.claim.entity, statement.claim.entity_class)
    return found


def _things_used(readings: Sequence[Reading]) -> set[str]:
    """Every thing that a claim points to (codes are not things)."""
    used: set[str] = set()
    for _, statement in _statements(readings):
        claim = statement.claim
        if isinstance(claim, Mention):
            used.add(claim.entity)
        elif isinstance(claim, Relation):
            used |= {claim.subject, claim.object}
        elif isinstance(claim, Figure):
            key = key_of(claim)
            used |= {key.area, key.actor, key.scope, *claim.agencies, *claim.campaigns}
    return {thing for thing in used if thing.startswith(names.ID)}
