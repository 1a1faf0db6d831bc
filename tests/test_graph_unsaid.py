"""Soft differences: who did it, and notions that one of two aligned statements has and the other lacks."""

import pytest

from graph.facts import Difference, Reading
from graph.notions import notions
from graph.reconcile import reconcile
from ontology import names
from tests.graph_world import Text, labels, source

CUSTOMS = names.thing("body", "guangdong-customs")
ALL_CUSTOMS = names.thing("body", "three-customs")
POLICE = names.thing("body", "guangdong-police")
CAMPAIGN = names.thing("campaign", "dragon-2023")
SEIZE = {"facets": {"object": "goods", "action": "seize", "measure-type": "flow"}}


def found(*readings: Reading, kind: str) -> list[Difference]:
    """The differences of one kind."""
    return [d for d in reconcile(readings, labels).reconciled.differences if d.kind == kind]


def paired(zh: str, en: str, number: str, **fields: object) -> Text:
    """A sentence in two languages that states one number."""
    text = Text(source()).say(zh, "zh").figure(number, number, **fields)
    return text.say(en, "en").figure(f"{int(number):,}", number, **fields)


@pytest.mark.parametrize(
    ("english", "kinds"),
    [
        ("They seized 4,321 infringing goods.", {"meaning"}),
        ("They seized 4,321 goods that were suspected of infringing.", set()),
        ("They seized 4,321 allegedly infringing goods.", set()),
    ],
)
def test_suspected_is_more_than_infringing(english: str, kinds: set[str]) -> None:
    reading = paired("查获涉嫌侵权货物4321件。", english, "4321").reading()
    assert {d.kind for d in reconcile([reading], labels).reconciled.differences} == kinds


def test_a_word_in_the_clause_of_another_figure_is_not_said_of_this_one() -> None:
    text = Text(source()).say("查获涉嫌侵权货物765件，出动人员4321人。", "zh").figure("4321", "4321")
    text.say("They sent out 4,321 officers.", "en").figure("4,321", "4321")
    assert not found(text.reading(), kind="meaning")


def test_a_word_that_english_alone_has_is_found_too() -> None:
    text = paired("专利产品备案4321件。", "There were 4,321 patent-intensive products.", "4321")
    (difference,) = found(text.reading(), kind="item")
    assert difference.severity == "soft"
    assert "intensive" in difference.what_en
    assert "密集型" in difference.what_zh


def test_what_a_name_lacks_makes_another_name() -> None:
    centre = names.thing("body", "operation-centre")
    text = Text(source()).say("代表团到访蓝湾知识产权运营中心，会谈4321人。", "zh").figure("4321", "4321")
    text.mention("蓝湾知识产权运营中心", centre)
    text.say("A delegation of 4,321 visited the Blue Bay Intellectual Property Center.", "en")
    text.figure("4,321", "4321").mention("Blue Bay Intellectual Property Center", centre)
    (difference,) = found(text.reading(), kind="name")
    assert difference.rule == "unsaid"


def test_every_notion_has_words_in_both_languages_or_says_so() -> None:
    for notion in notions():
        assert notion.label["zh"]
        assert notion.label["en"]
        assert (notion.says.keys() & {"zh"} and notion.means.keys() & {"en"}) or (
            notion.says.keys() & {"en"} and notion.means.keys() & {"zh"}
        ), notion.id
        for lang, pattern in notion.says.items():
            assert lang not in notion.means or not pattern.fullmatch("")


def bodies(zh_actor: str, en_actor: str, en_words: str, **zh: object) -> Text:
    """Seizures in two languages, ascribed to one body each ("" for nobody)."""
    text = Text(source()).say("省内海关查获4321批次。", "zh").mention("省内海关", CUSTOMS)
    text.figure("4321批次", "4321", "seized", actor=zh_actor, agencies=(zh_actor,), **SEIZE, **zh)
    text.say(en_words, "en")
    body = {"actor": en_actor, "agencies": (en_actor,)} if en_actor else {}
    text.figure("4,321 batches", "4321", "seized", **SEIZE, **body)
    return text


def test_who_did_it_is_said_by_one_side_only() -> None:
    text = bodies(CUSTOMS, "", "In the actions 4,321 batches were seized.")
    for number in ("5678", "7892", "8881"):
        text.say(f"另有{number}人参观展览。", "zh").figure(number, number, f"visitors-{number}")
    for number in ("5678", "7892", "8881"):
        text.say(f"A fair had {number} visitors.", "en").figure(number, number, f"visitors-{number}")
    text.say("The Guangdong customs held it.", "en").mention("Guangdong customs", CUSTOMS)
    (difference,) = found(text.reading(), kind="actor")
    assert difference.severity == "soft"


def test_a_body_that_the_other_part_never_names_may_be_unread() -> None:
    assert not found(bodies(CUSTOMS, "", "In the actions 4,321 batches were seized.").reading(), kind="actor")


def test_a_relation_of_other_bodies() -> None:
    text = Text(source()).say("公安机关开展龙行动，破案4321宗。", "zh").figure("4321宗", "4321")
    text.mention("公安机关", POLICE).relation(POLICE, "conducts", CAMPAIGN)
    text.say("Customs conducted the Dragon Action and solved 4,321 cases.", "en")
    text.figure("4,321 cases", "4321").mention("Customs", CUSTOMS)
    (difference,) = found(text.relation(CUSTOMS, "conducts", CAMPAIGN).reading(), kind="actor")
    assert (difference.rule, difference.severity) == ("other-subject", "soft")
    assert "guangdong-police" in difference.what_en
    assert "guangdong-customs" in difference.what_zh


def test_a_body_that_is_named_beside_is_no_other_doer() -> None:
    text = Text(source()).say("公安机关会同海关开展龙行动，破案4321宗。", "zh").figure("4321宗", "4321")
    text.mention("公安机关", POLICE).mention("海关", CUSTOMS).relation(POLICE, "conducts", CAMPAIGN)
    text.say("Customs with the police conducted the Dragon Action and solved 4,321 cases.", "en")
    text.figure("4,321 cases", "4321").mention("Customs", CUSTOMS).mention("police", POLICE)
    assert not found(text.relation(CUSTOMS, "conducts", CAMPAIGN).reading(), kind="actor")


def test_news_that_goes_beyond_its_paper() -> None:
    paper = Text(source()).say("In all 4,321 cases were concluded.", "en").figure("4,321", "4321").reading()
    news = Text(source("gd-2023-press", kind="news"))
    news.say("The courts concluded 4,321 cases, and 65.5% were supported.", "en").figure("4,321", "4321")
    news.figure("65.5%", "65.5", "support-rate", unit_class="percent", counted="percent")
    (difference,) = found(paper, news.reading(), kind="omission")
    assert difference.rule == "news-only"
    assert difference.what_en.endswith("gd-2023 (English) lacks it.")


def test_one_long_number_that_news_has_of_another_metric_is_the_same_fact() -> None:
    paper = Text(source()).say("703,721 patents were granted.", "en").figure("703,721", "703721").reading()
    news = Text(source("gd-2023-press", kind="news"))
    news.say("It stands on more than 703,721 patents.", "en")
    news.figure("703,721 patents", "703721", "patents-in-all", bound="more_than")
    facts = reconcile([paper, news.reading()], labels).reconciled.facts
    assert [len(fact.all) for fact in facts] == [2]
    (difference,) = found(paper, news.reading(), kind="bound")
    assert difference.severity == "soft"


def test_some_of_them_is_not_all_of_them() -> None:
    paper = Text(source()).say("Of 20 centres 3 of them were approved.", "en").figure("3", "3", "approved")
    news = Text(source("gd-2023-press", kind="news")).say("It runs 6 approved centres.", "en")
    readings = (paper.reading(), news.figure("6 approved centres", "6", "approved").reading())
    assert not found(*readings, kind="value")
