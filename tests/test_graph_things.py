"""The things of the graph: which of them stand, what they are called, what groups are made of."""

import csv
import io
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import tables
from graph.groups import group_names, members_of_groups
from graph.proposals import Vocabulary
from graph.registry_graph import standing, thing_triples
from graph.store import open_release, select
from mappings import registry
from mappings.editions import with_made
from ontology import names
from tests.graph_world import Text, source

RELEASE = Path(str(files("graph"))) / "release"
COURT, PROSECUTORS = (names.thing("body", f"guangdong-{x}") for x in ("high-court", "procuratorate"))
CUSTOMS = names.thing("body", "guangdong-customs")
PREFIXES = f"PREFIX yz: <{names.YZ}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """The released graph."""
    return open_release(RELEASE)


@pytest.fixture(scope="module")
def entities(store: ox.Store) -> list[dict[str, str]]:
    """The table of its things."""
    return list(csv.DictReader(io.StringIO(tables.from_store(store, "entities"))))


def test_the_table_has_one_row_for_each_thing(entities: list[dict[str, str]]) -> None:
    assert len(entities) > 500
    assert max(Counter(row["iri"] for row in entities).values()) == 1
    assert list(entities[0]) == ["iri", "class", "label_zh", "label_en", "aliases", "parent", "sources"]


def test_every_thing_has_a_label_in_the_language_of_each_of_its_sources(
    store: ox.Store, entities: list[dict[str, str]]
) -> None:
    """A thing that only English texts name may lack a Chinese label, and the reverse."""
    named = select(
        store,
        f"""{PREFIXES} SELECT DISTINCT ?thing ?lang {{
        ?claim a yz:Mention ; yz:entity ?thing ; <http://purl.org/dc/terms/language> ?lang }}""",
    )
    labels = {(row["iri"], tag) for row in entities for tag in ("zh", "en") if row[f"label_{tag}"]}
    of_thing = {(_text(row["thing"]), _text(row["lang"]).removesuffix("-hant")) for row in named}
    listed = {row["iri"] for row in entities}
    assert {(thing, lang) for thing, lang in of_thing if thing in listed} - labels == set()
    assert all(row["label_en"] or row["label_zh"] for row in entities)


@pytest.mark.parametrize("column", ["label_zh", "label_en"])
def test_no_two_things_have_one_name_and_class(entities: list[dict[str, str]], column: str) -> None:
    named = Counter((row["class"], row[column].casefold()) for row in entities if row[column])
    assert [name for name, n in named.items() if n > 1] == []


def test_no_two_things_of_one_class_share_any_name(entities: list[dict[str, str]]) -> None:
    """Also no alias of one is a name of another; cities of two provinces may be called the same."""
    owners: dict[tuple[str, str], set[str]] = {}
    for row in entities:
        if names.kind_of(row["iri"]) != "area":
            for name in filter(None, (row["label_zh"], row["label_en"], *row["aliases"].split("|"))):
                owners.setdefault((row["class"], names.normalise(name)), set()).add(row["iri"])
    assert {name: iris for name, iris in owners.items() if len(iris) > 1} == {}


def test_every_thing_is_named_by_a_source_or_needed_by_one_that_is(
    entities: list[dict[str, str]],
) -> None:
    """China's provinces and prefectures are the reference table of areas and stand in any case."""
    known = registry.load()
    named = {row["iri"] for row in entities if row["sources"]}
    allowed = standing(_with_rows(known, entities), named)
    assert [row["iri"] for row in entities if row["iri"] not in allowed | named] == []
    assert len(named) > 400


def test_a_group_that_is_no_registered_one_says_who_is_in_it(store: ox.Store) -> None:
    lacking = select(
        store,
        f"""{PREFIXES} SELECT ?group {{ ?group a yz:BodyGroup
        FILTER(CONTAINS(STR(?group), "/proposed-")) FILTER NOT EXISTS {{ ?group yz:memberBody ?a, ?b
        FILTER(?a != ?b) }} }}""",
    )
    assert [_text(row["group"]) for row in lacking] == []


def test_things_need_what_they_are_part_of() -> None:
    known = registry.load()
    shown = standing(
        known, [names.thing("body", "nansha-tribunal"), names.thing("campaign", "longteng-2021")]
    )
    for kind, slug in (
        ("body", "guangzhou-ip-court"), ("body", "spc"), ("area", "nansha"), ("area", "sichuan"),
        ("area", "chengdu"),
    ):  # fmt: skip
        assert names.thing(kind, slug) in shown, slug
    for kind, slug in (
        ("series", "lanwang"),
        ("body", "wipo"),
        ("area", "brazil"),
        ("area", "nanshan-district"),
    ):
        assert names.thing(kind, slug) not in shown, slug


def test_what_a_curator_decided_about_a_thing_is_published_with_it() -> None:
    known = registry.load()
    series = known.things[names.thing("series", "lantian")]
    note = ox.NamedNode("http://www.w3.org/2004/02/skos/core#note")
    notes = [t.object.value for t in thing_triples(series, known) if t.predicate == note]
    assert notes == [series.note]
    assert "Lanwang" in series.note


def test_a_group_has_the_names_of_its_members() -> None:
    known = registry.load()
    two = known.group_iri(["guangdong-high-court", "guangdong-procuratorate"])
    text = Text(source()).say("省法院、省检察院办理12件。", "zh")
    text.figure("12件", "12", agencies=(COURT, PROSECUTORS), actor=two)
    readings = [text.reading()]
    assert members_of_groups(readings, known) == {two: (COURT, PROSECUTORS)}
    vocabulary = Vocabulary(known, readings)
    assert vocabulary.labels(two, "zh") == "广东省高级人民法院和广东省人民检察院"
    assert " and People's Procuratorate" in vocabulary.labels(two, "en")
    record = next(r for r in vocabulary.proposed_things() if r.subject == two)
    assert [v for name, v in record.fields if name == "member"] == [
        ox.NamedNode(COURT), ox.NamedNode(PROSECUTORS),
    ]  # fmt: skip


def test_a_long_group_is_shortened_and_two_of_one_short_name_are_told_apart() -> None:
    called = {f"b{i}": f"Body {i}" for i in range(6)}

    def labels(thing: str, lang: str) -> str:
        return called[thing]

    alone = group_names({"g": ("b0", "b1", "b2", "b3")}, labels)["g"]
    assert alone[0] == {"en": "Body 0, Body 1 and 2 other bodies", "zh": "Body 0、Body 1等4个机构"}
    assert ("en", "Body 0, Body 1, Body 2 and Body 3") in alone[1]
    both = group_names({"g": ("b0", "b1", "b2", "b3"), "h": ("b0", "b1", "b4", "b5")}, labels)
    assert both["g"][0]["en"] != both["h"][0]["en"]
    assert both["h"][0]["zh"] == "Body 0、Body 1、Body 4和Body 5"
    assert both["g"][1] == []


def _text(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def _with_rows(known: registry.Registry, entities: list[dict[str, str]]) -> registry.Registry:
    return with_made(known, [row["iri"] for row in entities])
