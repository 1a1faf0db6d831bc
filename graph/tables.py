"""The five tables of a release as CSV, from queries that any service can answer.

A table is one query for its rows and one for each column that can hold several values (joined by `|`). Rows
are sorted; the same release gives the same bytes.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.store import select
from ontology import names

#: An answer to a query, its terms as plain strings.
Rows = Sequence[Mapping[str, str]]

_PREFIXES: Final = f"""
PREFIX yz: <{names.YZ}>
PREFIX code: <{names.CODE}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""

_MEASURES: Final = (
    "metric", "metric_label_zh", "metric_label_en", "value", "unit_class", "unit", "counted", "bound",
    "statistic", "kind", "period", "area", "area_label_zh", "area_label_en", "actor", "scope", "agencies",
    "campaigns", "ip_types",
)  # fmt: skip

#: What observations and claims have in common, for a thing called ?iri.
_MEASURED: Final = """
  ?iri yz:metric ?metric ; yz:value ?value ; yz:unitClass/skos:notation ?unit_class ; yz:unit ?unit ;
    yz:counted/skos:notation ?counted ; yz:bound/skos:notation ?bound ;
    yz:statistic/skos:notation ?statistic ; yz:kind/skos:notation ?kind ; yz:period ?period ; yz:area ?area ;
    yz:actor ?actor ; yz:scope ?scope .
  OPTIONAL { ?metric skos:prefLabel ?metric_label_zh FILTER(lang(?metric_label_zh) = "zh") }
  OPTIONAL { ?metric skos:prefLabel ?metric_label_en FILTER(lang(?metric_label_en) = "en") }
  OPTIONAL { ?area skos:prefLabel ?area_label_zh FILTER(lang(?area_label_zh) = "zh") }
  OPTIONAL { ?area skos:prefLabel ?area_label_en FILTER(lang(?area_label_en) = "en") }
"""


def _lists(cls: str) -> dict[str, str]:
    return {
        "agencies": f"?iri a {cls} ; yz:agency ?item",
        "campaigns": f"?iri a {cls} ; yz:campaign ?item",
        "ip_types": f"?iri a {cls} ; yz:ipType/skos:notation ?item",
    }


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, the pattern of its rows, and of each column with several values its items."""

    columns: tuple[str, ...]
    pattern: str
    lists: Mapping[str, str] = field(default_factory=dict)

    def queries(self) -> dict[str, str]:
        """The queries to ask, by the column that they fill; the rows themselves are under ``."""
        plain = [f"?{column}" for column in self.columns if column not in self.lists]
        rows = f"{_PREFIXES}SELECT DISTINCT {' '.join(plain)} WHERE {{ {self.pattern} }}"
        items = {c: f"{_PREFIXES}SELECT DISTINCT ?iri ?item WHERE {{ {p} }}" for c, p in self.lists.items()}
        return {"": rows, **items}


#: The kinds of thing that the table of entities lists.
_ENTITIES: Final = (
    "agreement area award body campaign case case-list designation event instrument person platform product "
    "programme publication series"
)
_IS_ENTITY: Final = f'FILTER(REGEX(STR(?iri), "^{names.ID}({"|".join(_ENTITIES.split())})/"))'
_NAMED_IN: Final = """
  { ?claim yz:entity ?iri } UNION { ?claim yz:subject ?iri } UNION { ?claim yz:object ?iri }
  UNION { ?claim yz:area ?iri } UNION { ?claim yz:actor ?iri } UNION { ?claim yz:scope ?iri }
  UNION { ?claim yz:agency ?iri } UNION { ?claim yz:campaign ?iri }
  ?claim yz:statedIn ?item
"""

TABLES: Final[Mapping[str, Table]] = {
    "observations": Table(
        ("iri", *_MEASURES, "claims", "sources", "status", "disagreements"),
        f"?iri a yz:Observation . {_MEASURED} ?iri yz:status/skos:notation ?status .",
        {
            **_lists("yz:Observation"),
            "claims": "?item yz:supports|yz:contradicts ?iri",
            "sources": "?claim yz:supports|yz:contradicts ?iri ; yz:statedIn ?item",
            "disagreements": "?item a yz:Disagreement ; yz:disagreementOn ?iri . ?iri a yz:Observation",
        },
    ),
    "claims": Table(
        (
            *("iri", "source", "lang", "section", "start", "end", "raw"),
            *(*_MEASURES, "observation", "stance", "rule"),
        ),
        f"""?iri a yz:StatisticalClaim . {_MEASURED}
        ?iri yz:statedIn ?source ; dcterms:language ?lang ; yz:section ?section ; yz:rule ?rule ;
          yz:start ?start ; yz:end ?end ; yz:statedText ?raw .
        {{ ?iri yz:supports ?observation . BIND("supports" AS ?stance) }}
        UNION {{ ?iri yz:contradicts ?observation . BIND("contradicts" AS ?stance) }}""",
        _lists("yz:StatisticalClaim"),
    ),
    "entities": Table(
        ("iri", "class", "label_zh", "label_en", "aliases", "parent", "sources"),
        f"""?iri a ?class ; yz:standing ?standing . {_IS_ENTITY}
        FILTER(STRSTARTS(STR(?class), STR(yz:)))
        FILTER NOT EXISTS {{ GRAPH <{names.graph("inferred")}> {{ ?iri a ?class }} }}
        OPTIONAL {{ ?iri skos:prefLabel ?label_zh FILTER(lang(?label_zh) = "zh") }}
        OPTIONAL {{ ?iri skos:prefLabel ?label_en FILTER(lang(?label_en) = "en") }}
        OPTIONAL {{ ?iri yz:directlyWithin|yz:editionOf|org:subOrganizationOf ?parent }}""",
        {"aliases": f"?iri skos:altLabel ?item . {_IS_ENTITY}", "sources": f"{_NAMED_IN} . {_IS_ENTITY}"},
    ),
    "relations": Table(
        ("iri", "subject", "predicate", "object", "year", "source", "lang", "start", "end", "rule"),
        """?iri a yz:RelationClaim ; yz:subject ?subject ; yz:predicate ?predicate ; yz:object ?object ;
          yz:statedIn ?source ; dcterms:language ?lang ; yz:start ?start ; yz:end ?end ; yz:rule ?rule .
        OPTIONAL { ?iri yz:year ?year }""",
    ),
    "disagreements": Table(
        (
            *("iri", "kind", "severity", "status", "metric", "what_zh", "what_en", "side", "source", "lang"),
            *("start", "end", "value"),
        ),
        """?iri a yz:Disagreement ; yz:disagreementType/skos:notation ?kind ; yz:betweenClaim ?claim ;
          yz:severity/skos:notation ?severity ; yz:status/skos:notation ?status ; yz:disagreementOn ?on .
        OPTIONAL { ?on yz:metric ?metric }
        OPTIONAL { ?iri yz:rationale ?what_zh FILTER(lang(?what_zh) = "zh") }
        OPTIONAL { ?iri yz:rationale ?what_en FILTER(lang(?what_en) = "en") }
        ?claim yz:statedIn ?source ; dcterms:language ?lang ; yz:start ?start ; yz:end ?end .
        OPTIONAL { ?claim yz:value ?value }
        BIND(IF(EXISTS { ?iri yz:deviatingClaim ?claim }, "b", "a") AS ?side)""",
    ),
}  # fmt: skip

#: Columns whose values are shown by the last part of their IRI.
_SHORT: Final = frozenset({"unit", "class", "predicate", "source", "sources"})
_NUMBERS: Final = frozenset({"start", "end"})


def table(name: str, answers: Mapping[str, Rows]) -> str:
    """The table `name` as CSV, from the answers to its queries."""
    wanted = TABLES[name]
    items = {column: _joined(answers[column], column) for column in wanted.lists}
    rows: list[list[str]] = [
        [items[c].get(row["iri"], "") if c in items else _cell(c, row.get(c, "")) for c in wanted.columns]
        for row in answers[""]
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(wanted.columns)
    writer.writerows(sorted(rows, key=lambda row: _order(wanted.columns, row)))
    return text.getvalue()


def _joined(rows: Rows, column: str) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["iri"], set()).add(_cell(column, row["item"]).replace("|", "/"))
    return {iri: "|".join(sorted(values)) for iri, values in found.items()}


def _cell(column: str, value: str) -> str:
    """A value as the format of claims writes it."""
    if column in _SHORT:
        return names.slug_of(value).removeprefix("unit-")
    if column == "period":
        return names.slug_of(value).replace("--", "/")
    return "zh" if column == "lang" and value == "zh-hant" else value


def _order(columns: Sequence[str], row: Sequence[str]) -> list[tuple[int, str]]:
    """By column from the left, offsets by their number."""
    return [(int(v), "") if c in _NUMBERS else (0, v) for c, v in zip(columns, row, strict=True)]


def from_store(store: ox.Store, name: str) -> str:
    """The table `name` of a release that is loaded here."""
    queries = TABLES[name].queries()
    return table(name, {column: _strings(store, text) for column, text in queries.items()})


def _strings(store: ox.Store, text: str) -> list[dict[str, str]]:
    answer = select(store, text)
    return [{v.value: term.value for v in answer.variables if (term := row[v]) is not None} for row in answer]


def write(store: ox.Store, folder: Path, wanted: Iterable[str] = tuple(TABLES)) -> list[Path]:
    """Writes the tables of a loaded release to `folder`; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in wanted:
        path = folder / f"{name}.csv"
        path.write_text(from_store(store, name), encoding="utf-8")
        written.append(path)
    return written
