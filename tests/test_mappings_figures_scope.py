"""What governs a figure: the campaign, the paragraph's lead, the index that ranks, the heading it repeats."""

from functools import partial

import pytest

from mappings.records import Figure, Lang, Skipped
from ontology import names as iris
from tests.figure_texts import claims_of, figures_of

claims = partial(claims_of, year=2024)
figures = partial(figures_of, year=2024)


@pytest.mark.parametrize(
    ("lang", "text", "scope"),
    [
        ("zh", "长沙海关积极落实“龙腾行动2024”部署，2024年，省内海关共查扣侵权货物120万件。", ""),
        ("zh", "长沙海关开展“龙腾行动2024”，查获侵权货物30批次。", "longteng-2024"),
        ("zh", "长沙海关开展“龙腾行动2024”，行动期间省内海关查获侵权货物30批次。", "longteng-2024"),
        ("en", "Changsha Customs launched the Longteng Action 2024 and seized 30 batches.", "longteng-2024"),
        ("en", "In 2024, customs in Hunan seized 30 batches of infringing goods.", ""),
    ],
)  # fmt: skip
def test_a_campaign_governs_from_its_own_clause(lang: Lang, text: str, scope: str) -> None:
    """A campaign that is only mentioned before another subject or year leaves the figure the year's total."""
    (figure,) = figures(text, lang)
    assert figure.scope == (iris.thing("campaign", scope) if scope else iris.SCOPE_ALL)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "2024年，省内海关共扣留侵权货物120万件。"),
        ("zh", "2024年，省内海关查获侵权商品120万件。"),
        ("en", "In 2024, customs in Hunan detained 1.2 million pieces of infringing goods."),
        ("en", "In 2024, customs in Hunan seized 1.2 million infringing items."),
    ],
)
def test_what_customs_hold_is_one_metric(lang: Lang, text: str) -> None:
    """Seized or detained, goods, items or pieces: one series over papers and languages."""
    (figure,) = figures(text, lang)
    assert iris.slug_of(figure.metric) == "customs-infringing-goods-seized"


@pytest.mark.parametrize(
    ("lang", "text", "metric"),
    [
        ("zh", "长沙海关开展“龙腾行动2024”，查获侵权货物30批次。", "in-campaigns"),
        ("zh", "长沙海关与香港海关开展2次联合执法行动，查获侵权货物30批次。", "in-campaigns"),
        ("zh", "2024年，长沙海关查获侵权货物30批次。", "seized"),
        ("en", "Changsha Customs launched the Longteng Action 2024 and seized 30 batches.", "in-campaigns"),
        ("en", "During 2 special actions, 30 batches of fake goods, worth $9, were seized by Xi'an Customs.",
         "in-campaigns"),
        ("en", "In 2024, 30 batches of fake goods, worth $900, were seized by Changsha Customs.", "seized"),
    ],
)  # fmt: skip
def test_what_is_seized_in_special_actions_is_apart_from_the_year(lang: Lang, text: str, metric: str) -> None:
    """A part of the year's seizures is never of the metric of the whole, whether the action has a name."""
    found = [iris.slug_of(f.metric) for f in figures(text, lang)]
    assert next(m for m in found if "batches" in m) == (
        "customs-infringing-batches-seized" + ("-in-campaigns" if metric == "in-campaigns" else "")
    )


@pytest.mark.parametrize(
    ("lang", "text", "chain"),
    [
        ("zh", "（一）充分发挥知识产权审判职能作用。全省审结知识产权案件52件。", "courts"),
        ("zh", "（一）强化版权行政执法。全省查处侵权案件52件。", "copyright"),
        ("zh", "（一）加强知识产权人才培养。全省查处侵权案件52件。", None),
    ],
)
def test_a_lead_tells_who_enforces(lang: Lang, text: str, chain: str | None) -> None:
    """Where a figure names no body, its paragraph's lead says whose it is."""
    figure = figures(text, lang)[-1]
    assert figure.facets.get("chain") == chain


def test_a_rank_keeps_the_index_that_ranks() -> None:
    """The metric of a rank is the index's, not that of the figure before it."""
    (rank,) = figures(
        "According to the 2024 China Trademark and Brand Development Index, Hunan ranked ninth.", "en"
    )
    assert (rank.statistic, rank.facets.get("about")) == ("rank", "china-trademark-brand-index")


def test_what_a_list_became_is_said_of_each() -> None:
    """`approved as …` behind a list of areas holds for all of them."""
    found = figures(
        "A total of 4 cities and 6 counties have been approved as national pilot and demonstration areas.",
        "en",
    )
    assert [f.facets["object"] for f in found] == ["model-city", "model-county"]


def test_a_heading_repeated_below_is_restated() -> None:
    """What a title says and the text says again is one claim, the text's."""
    found = claims(
        "Hunan police solve 1,250 cases\n\nLast year, the police of Hunan solved 1,250 cases.\n", "en"
    )
    told = [c for c in found if isinstance(c, Figure)]
    again = [c for c in found if isinstance(c, Skipped) and c.reason == "restated"]
    assert [f.value for f in told] == [1250]
    assert [s.restates for s in again] == [iris.claim("text", told[0].start, told[0].end, 1)]


@pytest.mark.parametrize(
    ("lang", "text", "campaign"),
    [
        (
            "en",
            "The police launched the Kunlun 2024 campaign. A total of 52 cases were solved.",
            "kunlun-2024",
        ),
        ("zh", "公安机关开展“昆仑2024”专项行动。共破获案件52起。", "kunlun-2024"),
        ("zh", "公安机关开展“昆仑2024”专项行动。2024年，共破获案件52起。", ""),
        ("zh", "公安机关开展“昆仑2024”专项行动。检察机关立案监督案件52件。", ""),
        ("zh", "公安机关开展“昆仑2024”专项行动。全省有效专利52件。", ""),
        ("zh", "公安机关继续开展为期3年的“昆仑2024”专项行动。", "kunlun-2024"),
    ],
)
def test_a_launch_governs_the_results_told_in_the_next_sentence(lang: Lang, text: str, campaign: str) -> None:
    """Unless that sentence has a time or a doer of its own, or tells of no enforcement."""
    (figure,) = figures(text, lang)
    assert figure.campaigns == ((iris.thing("campaign", campaign),) if campaign else ())
