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
  ?iri yz:metric ?metric ; yz:value ?value ; yz:unitClass ?unit_class ; yz:unit ?unit ; yz:counted ?counted ;
    yz:bound ?bound ; yz:statistic ?statistic ; yz:kind ?kind ; yz:period ?period ; yz:area ?area ;
    yz:actor ?actor ; yz:scope ?scope .
"""

#: What a column is looked up by: the column with the thing, and where the things' words stand.
_CODES: Final = ("unit_class", "counted", "bound", "statistic", "kind", "status", "severity")
_LOOKED_UP: Final[Mapping[str, tuple[str, str]]] = {
    **{column: (column, "notation") for column in _CODES},
    "metric_label_zh": ("metric", "metric_zh"),
    "metric_label_en": ("metric", "metric_en"),
    "area_label_zh": ("area", "area_zh"),
    "area_label_en": ("area", "area_en"),
}
_WORDS: Final = {
    "notation": "?iri skos:notation ?item",
    "metric_zh": '?iri a yz:Metric ; skos:prefLabel ?item FILTER(lang(?item) = "zh")',
    "metric_en": '?iri a yz:Metric ; skos:prefLabel ?item FILTER(lang(?item) = "en")',
    "area_zh": '?iri a yz:Area ; skos:prefLabel ?item FILTER(lang(?item) = "zh")',
    "area_en": '?iri a yz:Area ; skos:prefLabel ?item FILTER(lang(?item) = "en")',
}


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
        """The queries to ask, by what they fill; the rows themselves are under ""."""
        asked = {self.source(column) for column in self.columns if column not in self.lists}
        variables = " ".join(sorted(f"?{column}" for column in asked))
        rows = f"{_PREFIXES}SELECT DISTINCT {variables} WHERE {{ {self.pattern} }}"
        words = {_LOOKED_UP[c][1] for c in self.columns if c in _LOOKED_UP and c not in self.lists}
        items = {**{word: _WORDS[word] for word in sorted(words)}, **self.lists}
        return {
            "": rows,
            **{c: f"{_PREFIXES}SELECT DISTINCT ?iri ?item WHERE {{ {p} }}" for c, p in items.items()},
        }

    def source(self, column: str) -> str:
        """The variable that a column is read or looked up from."""
        return _LOOKED_UP.get(column, (column, ""))[0]


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
#: A series is named where an edition of it is.
_NAMED_AS_EDITION: Final = f"?edition yz:editionOf ?iri . {_NAMED_IN.replace('?iri', '?edition')}"
_SOURCES: Final = f"{{ {_NAMED_IN} }} UNION {{ {_NAMED_AS_EDITION} }} {_IS_ENTITY}"

TABLES: Final[Mapping[str, Table]] = {
    "observations": Table(
        ("iri", *_MEASURES, "claims", "sources", "status", "disagreements"),
        f"?iri a yz:Observation ; yz:status ?status . {_MEASURED}",
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
        f"""VALUES ?curated {{ <{names.graph("registry")}> <{names.graph("resolved")}> }}
        GRAPH ?curated {{ ?iri a ?class ; yz:standing ?standing }} {_IS_ENTITY}
        FILTER(STRSTARTS(STR(?class), STR(yz:)))
        OPTIONAL {{ ?iri skos:prefLabel ?label_zh FILTER(lang(?label_zh) = "zh") }}
        OPTIONAL {{ ?iri skos:prefLabel ?label_en FILTER(lang(?label_en) = "en") }}
        OPTIONAL {{ ?iri yz:directlyWithin|yz:editionOf|org:subOrganizationOf ?parent }}""",
        {"aliases": f"?iri skos:altLabel ?item . {_IS_ENTITY}", "sources": _SOURCES},
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
        """?iri a yz:Disagreement ; yz:disagreementType ?kind ; yz:betweenClaim ?claim ;
          yz:severity ?severity ; yz:status ?status ; yz:disagreementOn ?on .
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
    words = {word: {row["iri"]: row["item"] for row in answers[word]} for word in _WORDS if word in answers}

    def cell(column: str, row: Mapping[str, str]) -> str:
        if column in items:
            return items[column].get(row["iri"], "")
        value = row.get(wanted.source(column), "")
        if column in _LOOKED_UP:
            return words[_LOOKED_UP[column][1]].get(value, "")
        return _cell(column, value)

    rows = [[cell(column, row) for column in wanted.columns] for row in answers[""]]
    rows.sort(key=lambda row: _order(wanted.columns, row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(wanted.columns)
    writer.writerows(rows)
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
