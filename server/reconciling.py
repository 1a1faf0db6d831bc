"""Matches a user's names to our things, also by what stands beside them, and fetches what we know."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ontology import names
from server import wording
from server.desk import Desk
from server.errors import BadRequest
from server.finding import Hit, Index, folded
from server.known import ALT_LABEL, PREF_LABEL
from server.languages import Label
from server.naming import Naming
from server.questions import iris_in, value
from sparql.service import Term

#: Kinds of thing that tables hold.
TYPES: Final = (
    "body", "area", "campaign", "series", "event", "instrument", "agreement", "platform", "programme",
    "product", "publication", "award", "designation", "case", "case-list", "person", "metric",
)  # fmt: skip
#: Names as properties of their own: what a table most often lacks.
NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "name-zh": (PREF_LABEL, "zh"),
    "name-en": (PREF_LABEL, "en"),
    "aliases": (ALT_LABEL, ""),
}
#: Properties that say something of the graph's making, not of the thing.
_SILENT: Final = frozenset({"standing", "facet", "facetName"})
_LIMIT: Final = 5
_MOST: Final = 100
#: From this score on, a first candidate without an equal is taken for the thing itself.
_SURE: Final = 95
#: What properties that are given and do not hold take from the score of a name.
_AGAINST: Final = 30
_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_NUMBERS: Final[Mapping[str, tuple[str, type]]] = {
    "integer": ("int", int),
    "decimal": ("float", float),
    "double": ("float", float),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One query of a batch, read once."""

    query: str
    kinds: frozenset[str]
    limit: int
    properties: tuple[tuple[str, tuple[str, ...]], ...]


def read(asked: Mapping[str, Any]) -> Wanted:
    """A query as a client sends it.

    Raises:
        BadRequest: a part of it is not what the specification says.
    """
    kinds = asked.get("type") or []
    limit = asked.get("limit", _LIMIT)
    properties = asked.get("properties") or []
    if not isinstance(limit, (int, float)) or not isinstance(properties, list):
        raise BadRequest("`limit` of a query is a number, `properties` a list")
    try:
        told = tuple((str(one["pid"]), tuple(_texts(one["v"]))) for one in properties)
    except (KeyError, TypeError) as error:
        raise BadRequest("each of `properties` has a `pid` and a value `v`") from error
    if "query" not in asked and not told:
        raise BadRequest("a query has `query`, `properties`, or both")
    wanted = frozenset([kinds] if isinstance(kinds, str) else map(str, kinds))
    return Wanted(str(asked.get("query", ""))[:200], wanted, max(1, min(int(limit), _MOST)), told)


def _texts(given: Any) -> Iterable[str]:
    for one in given if isinstance(given, list) else [given]:
        yield str(one.get("id", one.get("name", ""))) if isinstance(one, dict) else str(one)


def property_iri(pid: str) -> str:
    """The IRI of a property that a client names: a name in a language, or a term of ours.

    Raises:
        BadRequest: it can be neither.
    """
    if pid in NAMES:
        return NAMES[pid][0]
    if not _LOCAL.fullmatch(pid):
        raise BadRequest(f"{pid!r} is no property; /reconcile/properties lists them")
    return names.term(pid)


async def candidates(
    desk: Desk, index: Index, asked: Mapping[str, Wanted]
) -> dict[str, list[dict[str, Any]]]:
    """The candidates for each query of a batch, asked of the graph together."""
    hits = {key: _hits(index, wanted) for key, wanted in asked.items()}
    for key, wanted in asked.items():
        if not wanted.query:
            hits[key] = await _by_properties(desk, index, wanted)
    held = await _held(desk, asked, hits)
    return {key: _ranked(asked[key], found, held, desk) for key, found in hits.items()}


def _hits(index: Index, wanted: Wanted) -> list[Hit]:
    found = _of_kinds(index.find(wanted.query), wanted)
    return found or _of_kinds(index.near(wanted.query), wanted)


def _of_kinds(found: Iterable[Hit], wanted: Wanted) -> list[Hit]:
    kinds = wanted.kinds or TYPES
    return [hit for hit in found if hit.entry.kind in kinds and hit.entry.kind in TYPES][:_MOST]


async def _by_properties(desk: Desk, index: Index, wanted: Wanted) -> list[Hit]:
    """Things without a name to go by: those that say one of the values."""
    terms = {property_iri(pid) for pid, _ in wanted.properties if pid not in NAMES}
    values = {iri for _, texts in wanted.properties for text in texts for iri in _meant(index, text)}
    rows = await desk.questions.ask("things-with", terms=terms, things=values)
    entries = {entry.iri: entry for entry in index.entries}
    found = [entries[iri] for row in rows if (iri := value(row, "thing")) in entries]
    return _of_kinds([Hit(entry, _SURE - 1, entry.keys[0].shown) for entry in found], wanted)


def _meant(index: Index, text: str) -> Iterable[str]:
    """What a value can mean: an identifier of ours, or whatever bears exactly that name."""
    whole = folded(text)
    for entry in index.entries:
        if entry.iri.removeprefix(names.ID) == text or any(key.text == whole for key in entry.keys):
            yield entry.iri


async def _held(
    desk: Desk, asked: Mapping[str, Wanted], hits: Mapping[str, Sequence[Hit]]
) -> dict[tuple[str, str], set[str]]:
    """What the candidates say by the properties that are given: folded names and identifiers."""
    used = {key: wanted for key, wanted in asked.items() if wanted.properties}
    if not used:
        return {}
    things = {hit.entry.iri for key in used for hit in hits[key]}
    terms = {property_iri(pid) for wanted in used.values() for pid, _ in wanted.properties}
    rows = await desk.questions.ask("values", things=things, terms=terms)
    naming = await desk.naming(iris_in(rows))
    held: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        told = row["value"]["value"]
        spelt = {told.removeprefix(names.ID), folded(told)}
        spelt |= {folded(text) for text, _ in naming.labels.get(told, ())}
        held.setdefault((value(row, "thing"), value(row, "property")), set()).update(spelt)
    return held


def _ranked(
    wanted: Wanted, hits: Sequence[Hit], held: Mapping[tuple[str, str], set[str]], desk: Desk
) -> list[dict[str, Any]]:
    judged = []
    for hit in hits:
        features = _features(wanted, hit, held)
        against = sum(not agreed for _, agreed in features) / max(len(features), 1)
        judged.append((replace(hit, score=hit.score - _AGAINST * against), features))
    judged.sort(key=lambda pair: (-pair[0].score, pair[0].entry.iri))
    scores = [hit.score for hit, _ in judged[:2]]
    return [
        _candidate(hit, features, sure=place == 0 and _is_sure(scores), desk=desk)
        for place, (hit, features) in enumerate(judged[: wanted.limit])
    ]


def _features(wanted: Wanted, hit: Hit, held: Mapping[tuple[str, str], set[str]]) -> list[tuple[str, bool]]:
    """For each property that is given, whether the candidate says one of its values."""
    return [
        (
            pid,
            any({text, folded(text)} & held.get((hit.entry.iri, property_iri(pid)), set()) for text in texts),
        )
        for pid, texts in wanted.properties
    ]


def _is_sure(scores: Sequence[float]) -> bool:
    """Whether the first candidate is the thing itself: fully matched, and without an equal."""
    return scores[0] >= _SURE and (len(scores) == 1 or scores[1] < _SURE)


def _candidate(hit: Hit, features: Sequence[tuple[str, bool]], *, sure: bool, desk: Desk) -> dict[str, Any]:
    entry = hit.entry
    return {
        "id": entry.iri.removeprefix(names.ID),
        "name": name_of(hit, desk).text,
        "type": [type_of(entry.kind, desk)],
        "score": round(max(0.0, min(hit.score, 100.0)), 1),
        "match": sure,
        "description": hit.by,
        "features": [{"id": pid, "value": agreed} for pid, agreed in features],
    }


def name_of(hit: Hit, desk: Desk) -> Label:
    """What a found thing is called."""
    return desk.language.best(hit.entry.labels) or Label(hit.by)


def type_of(kind: str, desk: Desk) -> dict[str, str]:
    """A type as clients are told of it."""
    return {"id": kind, "name": wording.said(f"kind.{kind}", desk.language.interface)}


async def properties(desk: Desk, kind: str = "") -> list[dict[str, str]]:
    """The properties that things of a kind (or any) have: names first, then ours, the commonest first."""
    rows = await desk.questions.ask("kind-properties", iri=f"{names.ID}{kind}/" if kind else names.ID)
    iris = [iri for row in rows if names.slug_of(iri := value(row, "property")) not in _SILENT]
    naming = await desk.naming(iris)
    lang = desk.language.interface
    told = [{"id": pid, "name": wording.said(f"property.{pid}", lang)} for pid in NAMES]
    return told + [{"id": names.slug_of(iri), "name": naming.of(iri).text} for iri in iris]


def is_id(text: str) -> bool:
    """Whether a text can be an identifier of ours (of what cannot, nothing is known)."""
    return bool(text) and all(c.isalnum() or c in "-_/." for c in text)


async def extended(desk: Desk, ids: Sequence[str], wished: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """What is known of some things: the values of the wished properties (each with a limit, 0 for none)."""
    pids = dict(wished)
    terms = {pid: property_iri(pid) for pid in pids}
    rows = await desk.questions.ask(
        "values", things={names.ID + one for one in ids if is_id(one)}, terms=set(terms.values())
    )
    naming = await desk.naming(iris_in(rows) | set(terms.values()))
    found: dict[tuple[str, str], list[Term]] = {}
    for row in rows:
        found.setdefault((value(row, "thing"), value(row, "property")), []).append(row["value"])
    told = {
        one: {
            pid: _cut(
                [_cell(term, naming) for term in found.get((names.ID + one, iri), ()) if _is_of(pid, term)],
                pids[pid],
            )
            for pid, iri in terms.items()
        }
        for one in ids
    }
    return {"meta": [_meta(pid, told, naming, desk) for pid in pids], "rows": told}


def _is_of(pid: str, term: Term) -> bool:
    """Whether a name is in the language that its property asks for."""
    wished = NAMES.get(pid, ("", ""))[1]
    return not wished or term.get("xml:lang", "") == wished


def _cut(cells: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    return cells[:limit] if limit else cells


def _cell(term: Term, naming: Naming) -> dict[str, Any]:
    """A value as the specification writes one: a thing of ours, a number, else text."""
    if term["type"] == "uri":
        if term["value"].startswith(names.ID):
            return {"id": term["value"].removeprefix(names.ID), "name": naming.of(term["value"]).text}
        return {
            "str": naming.of(term["value"]).text if term["value"].startswith(names.BASE) else term["value"]
        }
    key, made = _NUMBERS.get(term.get("datatype", "").rpartition("#")[2], ("str", str))
    return {key: made(term["value"])}


def _meta(
    pid: str, told: Mapping[str, Mapping[str, list[dict[str, Any]]]], naming: Naming, desk: Desk
) -> Any:
    """What a column is: its name, and the type of its things where they are all of one."""
    lang = desk.language.interface
    name = wording.said(f"property.{pid}", lang) if pid in NAMES else naming.of(property_iri(pid)).text
    kinds = {cell["id"].partition("/")[0] for row in told.values() for cell in row[pid] if "id" in cell}
    one = next(iter(kinds)) if len(kinds) == 1 else ""
    return {"id": pid, "name": name} | ({"type": type_of(one, desk)} if one in TYPES else {})
