"""What sources together tell of relations: doers, stages of instruments, how many signed an agreement."""

from collections.abc import Mapping

import pyoxigraph as ox
import pytest

from graph.construct import construct
from graph.facts import Reading, statements
from graph.flat import Record
from graph.relation_facts import instrument_records, relation_statements, signatory_records, vaguer
from mappings import registry
from mappings.extract import extract
from mappings.records import Lang, Relation
from ontology import names
from tests.graph_world import Text, source

KNOWN = registry.load()


def read(*said: tuple[Lang, str], year: int = 2021) -> Reading:
    """An invented paper of these sentences, with the claims that the rules make of it."""
    about = source(f"gd-{year}", year=year)
    text = Text(about)
    for lang, words in said:
        text.say(words, lang)
    document = text.reading().document
    return Reading(about, document, tuple(statements(extract(document, KNOWN), about)))


def fields(records: list[Record]) -> Mapping[str, dict[str, str]]:
    """Slug → field → value."""
    return {
        names.slug_of(r.subject): {
            n: names.slug_of(v.value) if isinstance(v, ox.NamedNode) else v.value for n, v in r.fields
        }
        for r in records
    }


def test_an_area_is_no_second_doer_beside_a_body_of_it() -> None:
    """One language names the police, the other says the province: the campaign is not joint."""
    readings = [
        read(
            ("zh", "全省公安机关开展“蓝剑”行动。"),
            ("en", "Guangdong implemented the Blue Sword Special Action."),
        )
    ]
    told = relation_statements(readings)
    by_doer = {names.slug_of(s.claim.subject): s.iri for s in told if isinstance(s.claim, Relation)}
    assert by_doer.keys() == {"guangdong-police", "guangdong-province"}
    assert vaguer(told, KNOWN) == {by_doer["guangdong-province"]}


def test_an_area_alone_is_who_did_it() -> None:
    told = relation_statements([read(("en", "Guangdong implemented the Blue Sword Special Action."))])
    assert vaguer(told, KNOWN) == set()
    assert len(told) == 1


def test_bodies_of_two_areas_are_both_doers() -> None:
    """That the customs of Hong Kong took part says nothing of who of Guangdong did."""
    words = (
        "The customs of Hong Kong and Macao jointly launched 3 special actions of customs protection of IPR."
    )
    told = relation_statements([read(("en", words))])
    assert len(told) > 1
    assert vaguer(told, KNOWN) == set()


@pytest.mark.parametrize(
    ("zh", "stage", "year"),
    [
        ("省法院起草《广东省版权条例》。", "stage-drafted", None),
        ("省法院印发《广东省版权条例》。", "stage-issued", None),
        ("省法院修订《广东省版权条例》。", "stage-amended", None),
        ("省法院颁布施行《广东省版权条例》。", "stage-in-force", "2021"),
        ("省法院认真落实《广东省版权条例》。", "stage-in-force", None),
    ],
)
def test_the_stage_of_an_instrument(zh: str, stage: str, year: str | None) -> None:
    found = fields(list(instrument_records([read(("zh", zh))], KNOWN)))["gd-copyright-regulations"]
    assert found == {"stage": stage} | ({"inForceYear": year} if year else {})


def test_the_latest_source_tells_the_stage() -> None:
    readings = [
        read(("zh", "省法院认真落实《广东省版权条例》。"), year=2025),
        read(("zh", "省法院起草《广东省版权条例》。"), year=2021),
    ]
    assert fields(list(instrument_records(readings, KNOWN)))["gd-copyright-regulations"] == {
        "stage": "stage-in-force"
    }


def test_a_day_in_the_registry_counts_once_it_has_come() -> None:
    """A paper on 2021 that names what comes into force in 2022 does not say that it is in force."""
    said: tuple[Lang, str] = ("zh", "《广东省知识产权保护条例》很重要。")
    assert fields(list(instrument_records([read(said, year=2021)], KNOWN))) == {}
    found = fields(list(instrument_records([read(said, year=2023)], KNOWN)))
    assert found == {"gd-ip-protection-regulations": {"stage": "stage-in-force"}}


MEMORANDUM = (
    "the Memorandum on Strengthening the Coordinated Protection of Intellectual Property Rights in Guangdong"
)
COURT = "the High People’s Court of Guangdong Province"


@pytest.mark.parametrize(
    ("lang", "words", "count"),
    [
        ("zh", "省法院等11个单位联合印发《关于强化广东知识产权协同保护合作备忘录》。", "11"),
        ("en", f"In 2021, {COURT} and other 11 units jointly issued {MEMORANDUM}.", "12"),
        ("en", f"Fifteen authorities including {COURT} jointly signed {MEMORANDUM}.", "15"),
    ],
)
def test_how_many_signed(lang: Lang, words: str, count: str) -> None:
    found = fields(list(signatory_records([read((lang, words))])))
    assert found == {"gd-ip-coordination-memorandum": {"signatoryCount": count}}


def test_the_original_decides_how_many_signed() -> None:
    zh = "省法院等11个单位联合印发《关于强化广东知识产权协同保护合作备忘录》。"
    en = f"In 2021, {COURT} and other 11 units jointly issued {MEMORANDUM}."
    found = construct(signatory_records([read(("en", en), ("zh", zh))]), "resolved")
    assert [(t.predicate.value, t.object) for t in found] == [
        (names.term("signatoryCount"), ox.Literal(11)),
    ]


def test_those_who_are_all_named_are_not_counted() -> None:
    zh = "省法院与省检察院签署《关于强化广东知识产权协同保护合作备忘录》，办理案件12件。"
    assert list(signatory_records([read(("zh", zh))])) == []
