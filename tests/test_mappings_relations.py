"""The rules of relations: each finds what its examples say and nothing in its counter-examples."""

import pytest

from mappings import registry
from mappings.mentions import by_sentence, find_mentions
from mappings.records import CleanText, Document, Lang, Relation, Sentence, sha256_of, to_json
from mappings.relation_rules import Example, RelationRule, load
from mappings.relations import claim_relations
from mappings.tallies import evaluate_relations, evaluate_things
from ontology import names as iris


def document(lang: Lang, *texts: str, area: str = "guangdong", year: int = 2020) -> Document:
    """A document of one paragraph with these sentences."""
    sentences, at = [], 0
    for index, text in enumerate(texts):
        places = range(at, at + len(text))
        clean = CleanText(text, tuple(places), tuple(p + 1 for p in places))
        sentences.append(Sentence(index, lang, "1", 1, "text", clean, at, at + len(text), sha256_of(text)))
        at += len(text) + 1
    raw = "\n".join(texts)
    return Document("test", tuple(sentences), raw, sha256_of(raw), year, area)


def relations(doc: Document) -> list[Relation]:
    """The relations of a document, with the names that the registry knows."""
    known = registry.load()
    named = by_sentence(find_mentions(doc, known))
    return list(claim_relations(doc, named, known))


def told(relation: Relation) -> str:
    """A relation in short; `*` stands for a thing known by the form of its name only."""
    ends = ("*" if iris.is_proposed(x) else iris.slug_of(x) for x in (relation.subject, relation.object))
    return f" {relation.predicate} ".join(ends)


EXAMPLES = [(rule, example) for rule in load() for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{r.id}-{k}" for k, (r, _) in enumerate(EXAMPLES)]
)
def test_a_rule_finds_what_its_examples_say(rule: RelationRule, example: Example) -> None:
    """What the rule finds, no more and no less."""
    made = relations(document(example.lang, example.text))
    own = {told(r) for r in made if r.rule == f"{example.lang}/relations/{rule.id}"}
    assert own == set(example.finds)


@pytest.mark.parametrize("rule", load(), ids=lambda rule: rule.id)
def test_a_rule_has_an_example_and_a_counter_example(rule: RelationRule) -> None:
    """A rule that is never tried against what it must leave alone proves little."""
    assert any(e.finds for e in rule.examples)
    assert any(not e.finds for e in rule.examples)


def test_a_subject_left_out_comes_from_the_sentence_before_and_says_so() -> None:
    """The carried end has no place in the text."""
    made = relations(document("zh", "省检察院重视宣传。", "参加第十七届文博会。"))
    assert [told(r) for r in made] == ["guangdong-procuratorate participatesIn icif-17"]
    assert made[0].carried == ("subject",)
    assert made[0].subject_span is None


def test_a_sentence_with_a_subject_of_its_own_borrows_none() -> None:
    """In English only a pronoun points back."""
    made = relations(
        document("en", "The State Council met.", "Visitors attended the 130th session of the Canton Fair.")
    )
    assert made == []
    made = relations(
        document("en", "The State Council met.", "It attended the 130th session of the Canton Fair.")
    )
    assert [told(r) for r in made] == ["state-council participatesIn canton-fair-130"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "湖南省高级人民法院发布《海棠市专利促进条例》。"),
        (
            "en",
            "The High People’s Court of Hunan Province issued the Patent Regulations of Guangdong Province.",
        ),
    ],
)
def test_bodies_of_other_provinces_act_alike(lang: Lang, text: str) -> None:
    """The rules know kinds of bodies, not names."""
    made = relations(document(lang, text, area="hunan"))
    assert [(iris.slug_of(r.subject), r.predicate) for r in made] == [("hunan-high-court", "issues")]


def test_both_languages_state_the_same() -> None:
    """A campaign of three partners in Chinese and in English."""
    zh = "省版权局联合省电影局、省公安厅开展“剑网2020”专项行动。"
    en = (
        "The Guangdong Copyright Administration, in collaboration with the Guangdong Film Administration "
        "and the Guangdong Provincial Public Security Department, launched the Jianwang 2020 special action."
    )
    first = {told(r) for r in relations(document("zh", zh))}
    second = {told(r) for r in relations(document("en", en))}
    assert first == second
    assert len(first) == 5


def test_a_campaign_without_a_doer_belongs_to_those_of_the_paragraph() -> None:
    """The next sentence names a second action and nobody who runs it."""
    made = relations(
        document(
            "en",
            "The police of the province carried out the “Kunlun 2020” special action.",
            "Dens were destroyed in the “Hurricane 2020” special action.",
        )
    )
    assert [told(r) for r in made] == [
        "guangdong-police conducts kunlun-2020", "guangdong-police conducts hurricane-2020",
    ]  # fmt: skip
    assert (made[1].carried, made[1].resolved_from, made[1].subject_span) == (("subject",), "paragraph", None)


def test_cases_that_nobody_owns_are_those_of_the_subject_before() -> None:
    first = "The provincial market regulatory system dealt with many cases."
    second = "One case was selected as a typical case for trademark administrative law enforcement."
    made = relations(document("en", first, second))
    assert [told(r) for r in made] == [
        "trademark-enforcement-cases-2025 awardedTo guangdong-market-regulators"
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "省法院、省检察院建立知识产权协同保护机制。"),
        ("zh", "省法院、省检察院共同重视宣传。"),
        (
            "en",
            "The State Council and the Supreme People’s Court set up a joint conference mechanism.",
        ),
        (
            "en",
            "The State Council and the Supreme People’s Court strengthened efforts to jointly act.",
        ),
    ],
)
def test_what_bodies_do_together_joins_them(lang: Lang, text: str) -> None:
    """Whatever it is that they do."""
    assert [r.predicate for r in relations(document(lang, text))] == ["cooperatesWith"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "省法院、省检察院重视宣传。"),
        ("en", "The State Council and the Supreme People’s Court strengthened efforts to protect patents."),
    ],
)
def test_bodies_in_one_list_need_not_act_together(lang: Lang, text: str) -> None:
    assert relations(document(lang, text)) == []


def test_partners_named_first_do_what_follows_jointly() -> None:
    made = relations(document("zh", "加强与香港知识产权部门协同，联合举办第十七届文博会。"))
    hosts = {iris.slug_of(r.subject) for r in made if r.predicate == "hosts"}
    assert hosts == {"guangdong-province", "hong-kong-ip-authorities"}


def test_who_is_told_to_have_done_it_leaves_no_room_for_a_guess() -> None:
    """Held by others, so not by the province that the paper is about."""
    words = (
        "The 17th China (Shenzhen) International Cultural Industries Fair, co-sponsored by the State "
        "Council, was held in Hong Kong."
    )
    hosts = {iris.slug_of(r.subject) for r in relations(document("en", words)) if r.predicate == "hosts"}
    assert hosts == {"state-council"}


def test_an_area_that_begins_an_unknown_name_does_nothing() -> None:
    text = "The Canton Fair was hosted by the Japan Kite Flyers."
    assert relations(document("en", text)) == []


def test_the_year_is_that_of_the_edition_else_of_the_sentence() -> None:
    """A list of last year's events issued this year is dated by what it is about."""
    made = relations(
        document("zh", "2019年，省检察院参加第十七届文博会。", "全省公安机关开展“昆仑2018”专项行动。")
    )
    assert {r.predicate: r.year for r in made} == {"participatesIn": 2019, "conducts": 2018}


def fact(subject: str, predicate: str, object_: str, *, left_open: bool = False) -> dict[str, object]:
    """A line of gold about the first sentence of the test document."""
    return {
        "source": "test", "lang": "zh", "section": "1", "part": "held", "subject": subject,
        "predicate": predicate, "object": object_, "start": 0, "end": 5, "open": left_open,
    }  # fmt: skip


def test_the_score_counts_found_missed_extra_and_open() -> None:
    """Partners are compared without direction; what the gold leaves open counts for neither."""
    claims = [to_json(r) for r in relations(document("zh", "省版权局联合省电影局开展“剑网2020”专项行动。"))]
    copyright_, film = "body/guangdong-copyright-administration", "body/guangdong-film-administration"
    gold = [
        fact(film, "cooperatesWith", copyright_),
        fact(copyright_, "conducts", "campaign/longteng-2020"),
        fact(film, "conducts", "campaign/jianwang-2020", left_open=True),
    ]
    tally = evaluate_relations(gold, claims)["test", "zh", "held"]
    assert (tally.gold, tally.found, tally.open) == (2, 1, 1)
    assert [m["object"] for m in tally.missed] == ["campaign/longteng-2020"]
    assert [e["subject"].rsplit("/", 1)[-1] for e in tally.extra] == ["guangdong-copyright-administration"]
    assert (tally.recall, round(tally.precision, 3)) == (0.5, 0.667)


def test_things_are_scored_by_place_and_identity() -> None:
    """A mention with other edges is missed and extra at once."""
    line = {"source": "t", "lang": "zh", "section": "1.1", "part": "seen", "start": 3, "end": 7}
    gold = [{**line, "entity": "body/cnipa"}, {**line, "start": 9, "end": 12, "entity": "body/spc"}]
    mention = {**line, "type": "mention", "entity": iris.thing("body", "cnipa")}
    wider = {**line, "type": "mention", "start": 9, "end": 13, "entity": iris.thing("body", "spc")}
    tally = evaluate_things(gold, [mention, wider])["t", "zh", "seen"]
    assert (tally.found, len(tally.missed), len(tally.extra)) == (1, 1, 1)
