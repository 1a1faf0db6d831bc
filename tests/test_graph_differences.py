"""Differences that no key shows: ranks of one subject, regions, names, parts; and curators' decisions."""

from decimal import Decimal

import pytest

from graph.arithmetic import check_arithmetic
from graph.cluster import Clusters
from graph.facts import Difference, Reading
from graph.other_names import same_name
from graph.overrules import Overrule, dismissed
from graph.reconcile import reconcile
from graph.series import Step, implied, steps
from ontology import names
from tests.graph_world import Text, labels, source

RANK = {"unit_class": "rank", "kind": "rank-china", "statistic": "rank", "counted": "rank"}
CHANGE = {"unit_class": "percent", "kind": "change-pct", "statistic": "change"}
CLUSTER = names.thing("area", "three-cities")


def differences(*readings: Reading, kind: str) -> list[Difference]:
    """The differences of one kind that invented readings make."""
    outcome = reconcile(readings, labels)
    every = check_arithmetic(outcome.reconciled, labels, readings).differences
    return [d for d in every if d.kind == kind]


def ranked(words: str, raw: str, value: str, *, year: int = 2023, name: str = "gd-2023") -> Text:
    """A paper that ranks the cluster of three cities."""
    text = (
        Text(source(name, year=year)).say(words, "en").mention("Three Cities cluster", CLUSTER, "MacroRegion")
    )
    return text.figure(raw, value, f"rank-{name}", facets={}, **RANK)


def test_two_ranks_of_one_region_in_one_year() -> None:
    text = ranked("The Three Cities cluster was ranked second.", "second", "2")
    text.say("Among all, the Three Cities cluster ranked first.", "en")
    text.mention("Three Cities cluster", CLUSTER, "MacroRegion").figure(
        "first", "1", "other", facets={}, **RANK
    )
    (difference,) = differences(text.reading(), kind="rank")
    assert (difference.rule, difference.severity) == ("one-subject", "hard")


def test_a_first_time_that_was_not_the_first() -> None:
    earlier = ranked("The Three Cities cluster was ranked first.", "first", "1")
    later = ranked(
        "The Three Cities cluster ranked first for the first time.",
        "ranked first",
        "1",
        year=2025,
        name="gd-2025",
    )
    (difference,) = differences(earlier.reading(), later.reading(), kind="rank")
    assert "for the first time" in difference.what_en


def test_a_rank_of_another_year_is_no_difference() -> None:
    earlier = ranked("The Three Cities cluster was ranked second.", "second", "2")
    later = ranked("The Three Cities cluster ranked first.", "first", "1", year=2025, name="gd-2025")
    assert not differences(earlier.reading(), later.reading(), kind="rank")


def test_ranks_of_one_honour_by_one_measure() -> None:
    award = names.thing("award", "invention-award-24")
    text = Text(source()).say("Of 282 Invention Awards it won, ranking first by number of awards.", "en")
    text.mention("Invention Awards", award, "Award").figure("first", "1", "awards", facets={}, **RANK)
    text.say("In the Invention Awards it came in second by number of awards.", "en")
    text.mention("Invention Awards", award, "Award").figure("second", "2", "patents", facets={}, **RANK)
    (difference,) = differences(text.reading(), kind="rank")
    assert difference.rule == "one-subject"


@pytest.mark.parametrize(("last", "joined"), [("2000000000", True), ("2100000000", False)])
def test_a_slip_of_ten_within_the_news_though_one_metric_is_told_closer(last: str, *, joined: bool) -> None:
    facets = {"object": "case-value", "measure-type": "flow"}
    money = {"unit_class": "CNY", "counted": "yuan"}
    news = Text(source("gd-2023-press", kind="news")).say("Goods of 200 million yuan were seized.", "en")
    news.figure("200 million yuan", "200000000", "value", facets=facets, **money)
    news.say("They had a value of so much.", "en")
    news.figure("so much", last, "value-x", facets={**facets, "about": "x"}, **money)
    one, other = news.reading().figures
    assert Clusters([one, other]).join(one, other) is joined


@pytest.mark.parametrize(
    ("english", "found"), [("eastern and western Guangdong", 1), ("China's east and west", 0)]
)
def test_regions_of_a_country_are_not_those_of_a_province(english: str, found: int) -> None:
    text = (
        Text(source())
        .say("文化部门与东西部合作办案4321件。", "zh")
        .mention("文化部门", names.thing("body", "culture"))
    )
    text.figure("4321件", "4321")
    text.say(f"The culture departments handled 4,321 cases with {english}.", "en").figure("4,321", "4321")
    if "Guangdong" in english:
        text.mention("Guangdong", names.thing("area", "guangdong"), "AdministrativeDivision")
    assert len(differences(text.reading(), kind="scope")) == found


@pytest.mark.parametrize(
    ("a", "b", "lang", "same"),
    [
        ("Inner Bay Program", "Inner Bay Project", "en", False),
        ("Regulations of Guangdong Province on Copyright", "Guangdong Copyright Regulations", "en", True),
        ("IPR Talent Conference", "Intellectual Property Talent Conference", "en", True),
        ("CDEF Guangdong Committee", "Council for Data Exchange in Fisheries", "en", True),
        ("澜川省保护中心", "中国（澜川）保护中心", "zh", False),
        ("“飓风2021”专项行动", "飓风", "zh", True),
        ("最高法院", "最高人民法院", "zh", True),
    ],
)
def test_when_two_names_are_one(a: str, b: str, lang: str, *, same: bool) -> None:
    assert same_name(a, b, lang) is same


def test_accepted_is_not_concluded() -> None:
    text = Text(source()).say("法院受理案件15320件。", "zh")
    text.figure("15320件", "15320", "accept", facets={"object": "case", "action": "accept"})
    text.say("The courts concluded 15,320 cases.", "en")
    text.figure("15,320", "15320", "conclude", facets={"object": "case", "action": "conclude"})
    (difference,) = differences(text.reading(), kind="meaning")
    assert difference.severity == "hard"


def test_listed_parts_need_no_like_metrics() -> None:
    text = (
        Text(source())
        .say("受理11100件，其中甲1204件，乙3376件，丙6420件。", "zh")
        .figure("11100件", "11100", "a")
    )
    for raw, metric in (("1204件", "b"), ("3376件", "c"), ("6420件", "d")):
        text.figure(raw, raw.removesuffix("件"), metric, facets={"about": metric})
    (difference,) = differences(text.reading(), kind="arithmetic")
    assert difference.working == "1,204 + 3,376 + 6,420 = 11,000 ≠ 11,100"


@pytest.mark.parametrize(("rate", "failing"), [("60.01", 0), ("62.34", 1)])
def test_a_rate_is_the_ratio_of_its_counts(rate: str, failing: int) -> None:
    text = Text(source()).say(f"审结10000件；撤诉案件6001件，撤诉率{rate}%。", "zh")
    text.figure("10000件", "10001", "conclude", facets={"object": "case", "action": "conclude"})
    text.figure("6001件", "6001", "withdraw", facets={"object": "case", "action": "withdraw"})
    text.figure(f"{rate}%", rate, "rate", unit_class="percent", counted="percent", facets={"object": "rate"})
    assert len(differences(text.reading(), kind="arithmetic")) == failing


def series_steps(status: str, actor: str) -> list[Step]:
    """The steps of two papers four years apart, the later of which names who did it."""
    one = Text(source("gd-2021", year=2021)).say("办案4000件。", "zh")
    one.figure("4000件", "4000", metric_status=status)
    other = Text(source("gd-2025", year=2025)).say("办案5000件。", "zh")
    other.figure("5000件", "5000", metric_status=status, actor=actor)
    return list(steps(reconcile([one.reading(), other.reading()], labels).reconciled.facts))


def test_a_series_marks_missing_years_and_breaks() -> None:
    (step,) = series_steps("known", names.thing("body", "guangdong-courts"))
    assert (step.missing, step.breaks) == (3, ("actor",))


def test_what_another_body_did_goes_before_only_under_a_metric_of_the_registry() -> None:
    assert series_steps("proposed", names.thing("body", "guangdong-courts")) == []
    (step,) = series_steps("proposed", names.ACTOR_NONE)
    assert step.breaks == ()


def test_what_a_campaign_seized_follows_what_its_earlier_edition_seized() -> None:
    def seized(year: int, series: str) -> Reading:
        text = Text(source(f"paper-{year}", year=year)).say("查扣100件。", "zh")
        scope, actor = names.thing("campaign", f"{series}-{year}"), names.thing("body", f"customs-of-{year}")
        return text.figure("100件", "100", period=str(year), scope=scope, actor=actor).reading()

    papers = [seized(2021, "joint-patrol"), seized(2022, "border-watch"), seized(2023, "joint-patrol")]
    (step,) = steps(reconcile(papers, labels).reconciled.facts)
    assert (step.before.key.period, step.fact.key.period, step.missing) == ("2021", "2023", 1)
    assert step.breaks == ("actor",)


def test_how_many_departments_acted_together_is_no_series() -> None:
    def joined(year: int) -> Reading:
        text = Text(source(f"paper-{year}", year=year)).say("12个部门联合印发。", "zh")
        return text.figure("12个", "12", facets={"object": "department", "measure-type": "flow"}).reading()

    papers = [joined(2021), joined(2022)]
    assert list(steps(reconcile(papers, labels).reconciled.facts)) == []


def test_a_change_implies_the_value_of_the_year_before() -> None:
    text = (
        Text(source())
        .say("办案1320件，增长10%。", "zh")
        .figure("1320件", "1320")
        .figure("10%", "10", **CHANGE)
    )
    (derived,) = implied(reconcile([text.reading()], labels).reconciled.facts)
    assert derived.value == Decimal("1200.00")
    assert derived.range.low < derived.value < derived.range.high


def disputed() -> tuple[Reading, tuple[str, str]]:
    """A paper whose languages give two values, and the claims of them."""
    text = Text(source()).say("办案4321件。", "zh").figure("4321件", "4321")
    reading = text.say("The courts handled 4,312 cases.", "en").figure("4,312", "4312").reading()
    one, other = reading.figures
    return reading, (one.iri, other.iri)


def decided(decision: str, claims: tuple[str, str], preferred: str = "") -> Overrule:
    """A curator's decision on two claims."""
    return Overrule(decision, frozenset(claims), preferred, "A", "2026-01-02", "seen in the original")


def test_a_dismissed_difference_stays_dismissed_in_every_build() -> None:
    reading, claims = disputed()
    assert reconcile([reading], labels).reconciled.differences
    for _ in range(2):
        decisions = [decided("dismiss", claims)]
        reconciled = dismissed(reconcile([reading], labels, decisions).reconciled, decisions, [reading])
        assert (reconciled.differences, reconciled.stale) == ((), ())


def test_the_preferred_statement_leads() -> None:
    reading, claims = disputed()
    reconciled = reconcile([reading], labels, [decided("prefer", claims, claims[1])]).reconciled
    assert [fact.lead.iri for fact in reconciled.facts] == [claims[1]]
    assert {d.decided_by for d in reconciled.differences} == {"manual"}


def test_a_decision_without_ground_is_reported() -> None:
    reading, claims = disputed()
    gone = (claims[0], f"{names.ID}claim/gd-1999-1-2-1")
    decisions = [decided("dismiss", gone)]
    reconciled = dismissed(reconcile([reading], labels, decisions).reconciled, decisions, [reading])
    assert "gd-1999-1-2-1" in " ".join(reconciled.stale)
    assert reconciled.differences
