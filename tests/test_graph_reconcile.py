"""What is one fact, which statement leads, and where statements differ."""

import pytest

from graph.facts import Reading, Reconciled
from graph.overrules import Overrule, dismissed
from graph.reconcile import reconcile
from ontology import names
from tests.graph_world import Text, labels, source

POLICE, COURTS = names.thing("body", "lanchuan-police"), names.thing("body", "lanchuan-courts")


def result(*readings: Reading, overrules: tuple[Overrule, ...] = ()) -> Reconciled:
    """Reconciles invented readings."""
    return reconcile(readings, labels, overrules).reconciled


def kinds(found: Reconciled) -> list[tuple[str, str]]:
    """Kind and severity of all differences."""
    return [(d.kind, d.severity) for d in found.differences]


def two(zh: tuple[str, str], en: tuple[str, str], **fields: object) -> Reading:
    """A paper that states one figure in both languages: how it is written, and its value."""
    text = Text(source())
    text.say(f"全省共{zh[0]}，另有4321件。", "zh").figure(zh[0], zh[1], **fields).figure(
        "4321件", "4321", "other"
    )
    text.say(f"There were {en[0]}, and 4,321 besides.", "en").figure(en[0], en[1], **fields)
    return text.figure("4,321", "4321", "other").reading()


def test_two_languages_that_agree_are_one_fact() -> None:
    found = result(two(("3314万件", "33140000"), ("33.14 million", "33140000")))
    assert len(found.facts) == 2
    assert {fact.status for fact in found.facts} == {"agreed"}
    assert not found.differences


@pytest.mark.parametrize(
    ("zh", "en", "kind"),
    [
        (("86412件", "86412"), ("84,612", "84612"), ("value", "hard")),
        (("312.5亿元", "31250000000"), ("312.5 billion", "312500000000"), ("magnitude", "hard")),
        (("下降6.2%", "-6.2"), ("up 6.2%", "6.2"), ("sign", "hard")),
    ],
)
def test_languages_that_cannot_both_be_right_disagree(
    zh: tuple[str, str], en: tuple[str, str], kind: tuple[str, str]
) -> None:
    found = result(two(zh, en))
    assert kinds(found) == [kind]
    fact = next(fact for fact in found.facts if fact.contradicts)
    assert fact.status == "settled"
    assert (fact.lead.claim.lang, fact.contradicts[0].claim.lang) == ("zh", "en")


def test_a_lost_bound_is_a_soft_difference_and_both_support() -> None:
    text = Text(source())
    text.say("查扣超284万件、4036批次。", "zh").figure("284万件", "2840000", bound="more_than")
    text.figure("4036批次", "4036", "batches")
    text.say("They seized 2.84 million items in 4,036 batches.", "en").figure("2.84 million", "2840000")
    found = result(text.figure("4,036", "4036", "batches").reading())
    assert kinds(found) == [("bound", "soft")]
    assert not any(fact.contradicts for fact in found.facts)


def test_money_in_another_currency_is_another_unit() -> None:
    text = Text(source())
    text.say("货值3600万元、1870批次。", "zh").figure(
        "3600万元", "36000000", unit_class="CNY", counted="yuan"
    )
    text.figure("1870批次", "1870", "batches")
    text.say("Goods of USD 36 million in 1,870 batches.", "en")
    text.figure("USD 36 million", "36000000", unit_class="USD", counted="dollar")
    assert ("unit", "hard") in kinds(result(text.figure("1,870", "1870", "batches").reading()))


def test_changes_follow_their_levels_so_that_an_exchange_is_seen() -> None:
    change = {"unit_class": "percent", "kind": "change-pct", "statistic": "change"}
    text = Text(source())
    text.say("批捕1446件2198人，分别上升10.3%、13.5%。", "zh").figure("1446件", "1446", "arrest-cases")
    text.figure("2198人", "2198", "arrest-persons").figure("10.3%", "10.3", "arrest-cases", **change)
    text.figure("13.5%", "13.5", "arrest-persons", **change)
    text.say("2,198 persons in 1,446 cases, up 10.3% and 13.5%.", "en")
    text.figure("2,198 persons", "2198", "arrest-persons").figure("1,446 cases", "1446", "arrest-cases")
    text.figure("10.3%", "10.3", "arrest-persons", **change)
    found = result(text.figure("13.5%", "13.5", "arrest-cases", **change).reading())
    assert kinds(found) == [("value", "hard"), ("value", "hard")]


def test_news_that_has_ten_times_the_value_contradicts_the_paper() -> None:
    paper = Text(source())
    paper.say("Customs seized 15,766 batches worth more than 200 million yuan.", "en")
    paper.figure("15,766", "15766", "batches").figure(
        "200 million yuan", "200000000", "value", bound="more_than"
    )
    news = Text(source("news", kind="news"))
    news.say("Last year 15,766 batches were seized, with a value over 2 billion yuan.", "en")
    news.figure("15,766", "15766", "batches").figure(
        "2 billion yuan", "2000000000", "value", bound="more_than"
    )
    news.say("Customs seize goods for more than 200 million yuan", "en")
    news.figure("200 million yuan", "200000000", "value", bound="more_than")
    found = result(paper.reading(), news.reading())
    assert kinds(found) == [("magnitude", "hard")]
    fact = next(fact for fact in found.facts if fact.contradicts)
    assert fact.lead.claim.source == "gd-2023"
    assert len(fact.supports) == 2


def test_papers_of_different_years_that_differ_on_one_period_are_a_series_difference() -> None:
    first, later = Text(source("gd-2021", year=2021)), Text(source("gd-2023"))
    first.say("受理1680件。", "zh").figure("1680件", "1680")
    later.say("2021年为1860件。", "zh").figure("1860件", "1860", period="2021")
    found = result(first.reading(), later.reading())
    assert kinds(found) == [("series", "hard")]
    assert found.facts[0].status == "open"
    assert found.facts[0].preferred is None


def test_a_figure_that_the_other_language_lacks_is_an_omission() -> None:
    text = Text(source())
    text.say("检查920家次，查处侵权案件17宗。", "zh").figure("920家次", "920", "inspections").figure(
        "17宗", "17"
    )
    text.say("They made 920 inspections.", "en").figure("920", "920", "inspections")
    assert kinds(result(text.reading())) == [("omission", "soft")]


def test_a_number_that_was_not_read_is_no_omission() -> None:
    text = Text(source())
    text.say("检查920家次，查处侵权案件17宗。", "zh").figure("920家次", "920", "inspections").figure(
        "17宗", "17"
    )
    text.say("They made 920 inspections and dealt with 17 cases.", "en").figure("920", "920", "inspections")
    assert not result(text.reading()).differences


def test_one_source_that_gives_two_values_under_one_key_speaks_of_two_facts() -> None:
    text = Text(source())
    text.say("甲案312件。", "zh").figure("312件", "312")
    text.say("乙案577件。", "zh").figure("577件", "577")
    found = result(text.reading())
    assert not found.differences
    assert sorted(names.slug_of(f.key.metric) for f in found.facts) == ["cases", "cases-2"]


def test_bodies_that_both_sides_name_themselves_disagree() -> None:
    text = Text(source())
    text.say("公安机关查处23宗，罚款8765元。", "zh").figure("23宗", "23", actor=POLICE, agencies=(POLICE,))
    text.mention("公安机关", POLICE).figure("8765元", "8765", "fines")
    text.say("The courts dealt with 23 cases; fines were 8,765 yuan.", "en")
    text.figure("23 cases", "23", actor=COURTS, agencies=(COURTS,)).mention("The courts", COURTS)
    found = result(text.figure("8,765 yuan", "8765", "fines").reading())
    assert kinds(found) == [("actor", "hard")]


def test_a_body_that_one_side_only_carries_over_is_taken_over() -> None:
    text = Text(source())
    text.say("公安机关查处23宗，罚款8765元。", "zh").figure("23宗", "23", actor=POLICE, agencies=(POLICE,))
    text.mention("公安机关", POLICE).figure("8765元", "8765", "fines")
    text.say("In all 23 cases were dealt with; fines were 8,765 yuan.", "en").figure("23 cases", "23")
    found = result(text.figure("8,765 yuan", "8765", "fines").reading())
    assert not found.differences
    english = next(iri for iri, parts in found.adopted.items() if "actor" in parts)
    assert english.split("/")[-1].startswith("gd-2023-")


def test_the_order_of_sources_changes_nothing() -> None:
    paper = two(("86412件", "86412"), ("84,612", "84612"))
    news = Text(source("news", kind="news"))
    news.say("In all 86,412 and 4,321 were counted.", "en").figure("86,412", "86412").figure(
        "4,321", "4321", "other"
    )
    readings = [paper, news.reading()]
    first = result(*readings)
    assert result(*reversed(readings)) == first


def test_a_curator_may_prefer_and_dismiss_and_is_told_when_the_ground_is_gone() -> None:
    reading = two(("86412件", "86412"), ("84,612", "84612"))
    claims = frozenset(s.iri for s in reading.figures if s.figure.metric.endswith("cases"))
    english = next(s.iri for s in reading.figures if s.claim.lang == "en" and s.iri in claims)
    prefer = Overrule("prefer", claims, english, "A. Curator", "2026-01-02", "read against the yearbook")
    found = result(reading, overrules=(prefer,))
    fact = next(f for f in found.facts if f.contradicts)
    assert fact.lead.iri == english
    assert [d.decided_by for d in found.differences] == ["manual"]
    dismiss = Overrule("dismiss", claims, "", "A. Curator", "2026-01-02", "a misprint of the web page")
    assert not dismissed(result(reading), (dismiss,), (reading,)).differences
    gone = Overrule("dismiss", frozenset({names.claim("gd-2023", 1, 2, 1)}), "", "A", "2026-01-02", "x", 7)
    assert "line 7" in dismissed(result(reading), (gone,), (reading,)).stale[0]
    parted = Overrule("prefer", frozenset(s.iri for s in reading.figures), english, "A", "2026-01-02", "x", 8)
    assert "no longer about one fact" in result(reading, overrules=(parted,)).stale[0]


def test_a_first_tier_is_no_first_place() -> None:
    rank = {"unit_class": "rank", "kind": "rank-china", "statistic": "rank"}
    text = Text(source())
    text.say("考核位列第一档次，办案4321件。", "zh").figure("第一", "1", "assessment", **rank).figure(
        "4321件", "4321"
    )
    text.say("It was ranked first and handled 4,321 cases.", "en").figure(
        "ranked first", "1", "assessment", **rank
    )
    assert kinds(result(text.figure("4,321", "4321").reading())) == [("rank", "soft")]


def test_eleven_in_all_are_not_eleven_others() -> None:
    text = Text(source())
    text.say("省法院等11个单位印发办法，办案4321件。", "zh")
    text.figure("11个单位", "11", "bodies", counted="unit").figure("4321件", "4321")
    text.say("The High Court and other 11 units issued measures in 4,321 cases.", "en")
    text.figure("11 units", "11", "bodies", counted="unit")
    assert kinds(result(text.figure("4,321", "4321").reading())) == [("value", "hard")]
