"""Of which events, platforms and honours a figure is told: invented sentences."""

import pytest

from graph.construct import construct
from graph.facts import Reading, statements
from graph.related import claim_records, related
from mappings import registry
from mappings.extract import extract
from mappings.records import Lang
from ontology import names
from tests.graph_world import Text, source

KNOWN = registry.load()


def read(words: str, lang: Lang) -> Reading:
    """A paper of one sentence, with the claims that the rules make of it."""
    about = source("gd-2021", year=2021)
    document = Text(about).say(words, lang).reading().document
    return Reading(about, document, tuple(statements(extract(document, KNOWN), about)))


@pytest.mark.parametrize(
    ("lang", "words", "expected"),
    [
        ("zh", "进驻第99、100届广交会，处理专利纠纷33宗。", ["canton-fair-99", "canton-fair-100"]),
        (
            "en",
            "It sent teams to the 99th session of the Canton Fair and resolved 33 disputes.",
            ["canton-fair-99"],
        ),
        ("zh", "“粤商通”累计服务企业33家。", ["yue-shang-tong"]),
        ("en", "There were 33 national IPR information public service branches.", ["ip-info-service-branch"]),
        ("zh", "参加第99届广交会。全省法院受理案件33件。", []),
        ("zh", "参加第99届广交会，2021年，全省法院受理案件33件。", []),
        ("zh", "贯彻《广东省专利条例》，办理案件33件。", []),
    ],
)
def test_what_a_figure_is_told_of(lang: Lang, words: str, expected: list[str]) -> None:
    """What its clause names before it, or what it counts; a law that is carried out is neither."""
    found = related(read(words, lang))
    assert [names.slug_of(t) for things in found.values() for t in things] == expected


def test_it_becomes_a_triple_of_the_claim() -> None:
    reading = read("“粤商通”累计服务企业33家。", "zh")
    claim = reading.figures[0].iri
    made = [
        t for t in construct(claim_records(reading), "source") if t.predicate.value == names.term("relatesTo")
    ]
    assert [(t.subject.value, t.object.value) for t in made] == [
        (claim, names.thing("platform", "yue-shang-tong"))
    ]
