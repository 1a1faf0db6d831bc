"""What English sentences leave to the ones around them: doers, rights, flow and stock, what a rank is in."""

from functools import partial

import pytest

from ontology import names as iris
from tests.figure_texts import figures_of, slugs_of, told_apart

figures = partial(figures_of, lang="en")
slugs = partial(slugs_of, lang="en")


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        # Cases of the area in a list are those of the courts that the paragraph speaks of.
        (
            (
                "Courts in Hunan closed 90 IP cases. Hunan contributed 2 cases to the 2021 Guiding "
                "Cases released by the Supreme People's Court."
            ),
            ["hunan-courts", "hunan-courts|spc"],
        ),
        (
            (
                "Market regulators in Hunan closed 90 IP cases. Hunan contributed one case to "
                "CNIPA's 2021 typical cases of trademark protection."
            ),
            ["hunan-market-regulators", "cnipa"],
        ),
        # A term of the lexicon ends where a name begins (`the Ministry`).
        (
            "Three cases were promoted by CNIPA and the Ministry of Justice as examples.",
            ["cnipa|moj"],
        ),
        # What is done against crimes the police do, whatever the subject.
        (
            (
                "The public security organs of Hunan solved 40 IP cases. The province launched an "
                "operation of 5 months against IP crimes."
            ),
            ["hunan-police", "hunan-police"],
        ),
        # Something said of `it` was done by nobody.
        (
            (
                "The Changsha Arbitration Commission closed 9 cases. It has been approved as one of "
                "the four national innovation centers."
            ),
            ["changsha-arbitration-commission", ""],
        ),
        # Who acts in the whole area is nobody in particular, and so is who acts in the next sentence.
        (
            (
                "The Hunan Copyright Administration launched 3 special actions. Across the "
                "province, 50 inspectors were dispatched. Inspections of software were conducted, "
                "covering 20 units."
            ),
            [
                "hunan-copyright-administration",
                "hunan-copyright-administration",
                "",
            ],
        ),
        # A total of what was held has a subject of its own.
        (
            "The Changsha Arbitration Commission closed 9 cases. A total of 30 projects were held.",
            [
                "changsha-arbitration-commission",
                "",
            ],
        ),
    ],
)
def test_who_did_what_the_sentence_counts(text: str, agencies: list[str]) -> None:
    found = ["|".join(sorted(iris.slug_of(a) for a in f.agencies)) for f in figures(text)]
    assert found == agencies


@pytest.mark.parametrize(
    ("text", "statistics"),
    [
        ("Four operation centers were established in new fields.", ["flow"]),
        (
            "Hunan launched 5 patent navigation projects, set up 20 databases, and built 8 bases.",
            ["flow"] * 3,
        ),
        ("Two GI demonstration zones, namely Anhua and Xupu, passed the inspection.", ["flow"]),
        ("In the assessment of branches, 3 branches in Hunan ranked among the top 10.", ["flow", "rank"]),
        (
            "The platform provides 15 categories of data including patent data, sharing data in 9 batches.",
            [
                "stock",
                "flow",
            ],
        ),
        ("The selection process for the second group of 15 zones has been completed.", ["flow"]),
        (
            "Ten authorities including the Health Commission of Hunan Province deployed pilot projects.",
            ["flow"],
        ),
    ],
)
def test_flow_and_stock_of_what_stands(text: str, statistics: list[str]) -> None:
    assert [f.statistic for f in figures(text)] == statistics


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        # A list of cases says its right itself.
        (
            (
                "One case was selected as a typical case for trademark law enforcement, and 3 cases "
                "were recognized as typical cases for IP protection by CNIPA."
            ),
            [["trademark"], []],
        ),
        # The right of the opinions is that of the disputes.
        (
            "Hunan handled 60 cases of patent infringement disputes, with opinions on 12 cases.",
            [
                ["patent"],
                ["patent"],
            ],
        ),
        # Those served are of the right of what was applied for, past the office that it went to.
        (
            (
                "Hunan recommended 300 patent applications for priority examination to the CNIPA, "
                "assisting 20 innovation entities including enterprises."
            ),
            [["patent"], ["patent"]],
        ),
    ],
)
def test_rights_that_a_sentence_hands_on(text: str, rights: list[list[str]]) -> None:
    assert [list(f.ip_types) for f in figures(text)] == rights


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        # One sum in two currencies.
        (
            "Pledge financing for patents reached 70 billion yuan (about 10 billion U.S. dollars).",
            [
                "patent-pledge-financing",
                "patent-pledge-financing",
            ],
        ),
        # An assessment, and not those assessed, is what they rank in.
        (
            "In the assessment of branches, 3 branches in Hunan ranked among the top 10.",
            [
                "branch-branch-flow",
                "assessment-rank-rate",
            ],
        ),
        (
            (
                "80 patents won the 24th China Patent Award, of which 8 won the Gold Award, ranking "
                "first in the country by award-winning patents."
            ),
            [
                "china-patent-awards",
                "china-patent-gold-awards",
                "china-patent-awards",
            ],
        ),
        (
            "Hunan provided guidance for 500 companies involved in lawsuits.",
            ["serve-enterprise-enterprise-flow"],
        ),
        (
            "A total of 611 individuals obtained professional titles in IP.",
            ["win-professional-title-person-flow"],
        ),
        (
            "6 products were included in the list of GI products, and there were 10 such products in total.",
            [
                "select-gi-product-geographical-indication-product-flow",
                "select-gi-product-geographical-indication-product-stock",
            ],
        ),
    ],
)
def test_what_metric_it_is(text: str, metrics: list[str]) -> None:
    assert slugs(text) == metrics


def test_a_rank_in_all_that_was_told_has_the_rights_of_all() -> None:
    first = figures("Hunan held 900 patents and 70 trademarks. Hunan ranked first by means of the above.")[-1]
    assert (iris.slug_of(first.metric), first.ip_types) == ("indicator-rank-rate", ("patent", "trademark"))


def test_cases_filed_beside_those_accepted_are_of_their_procedure() -> None:
    text = "Procuratorates in Hunan accepted 13 cases for public interest litigation, with 8 cases filed."
    assert slugs(text)[1] == "file-case-procuratorates-public-interest-case-flow"


def test_who_is_counted_for_acting_is_no_enforcer_of_the_lead() -> None:
    text = (
        "Strengthening administrative law enforcement in market regulation. "
        "Over 400 law enforcement authorities in Hunan used the app, handling a total of 4,000 cases."
    )
    assert slugs(text)[1] == "handle-case-case-flow"


def test_people_trained_in_all_are_of_the_sort_trained_in_the_year() -> None:
    text = (
        "It trained 220 individuals in technology transfer, "
        "bringing the cumulative total to 800 individuals trained."
    )
    assert slugs(text) == [
        "train-technology-transfer-talent-person-flow",
        "train-technology-transfer-talent-person-stock",
    ]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        # A name in brackets parts nothing, and a place behind `in` does not hide what comes later.
        (
            "Hunan signed a GI (Anhua Dark Tea) pledge in Changsha, with a line of credit of RMB 6 million.",
            ["credit-line-geographical-indication-yuan-flow"],
        ),
        ("A repository was established, which contains 900 patents.", ["collect-patent-patent-patent-stock"]),
    ],
)
def test_what_is_put_in_between(text: str, metrics: list[str]) -> None:
    assert slugs(text) == metrics


def test_awards_won_by_universities_are_not_all_awards() -> None:
    """The rank behind them is of what was told last."""
    text = (
        "Six universities in the province won 14 awards in the 24th China Patent Award, and Hunan ranked "
        "second in the total number of award-winning patents."
    )
    assert slugs(text)[1:] == ["award-patent-university-china-patent-award-award-flow"] * 2


def test_the_noun_behind_and_has_a_sum_of_its_own() -> None:
    first, second = figures("Exports stood at 12 billion USD and imports at 1 billion USD.")
    assert (first.raw, second.raw) == ("12 billion USD", "1 billion USD")
    assert first.metric != second.metric


def test_a_heading_is_no_second_fact() -> None:
    """What a heading tells otherwise than its text contradicts it, and is not another metric."""
    text = (
        "Hunan customs seizing infringing goods worth over 200 million yuan\n\n"
        "In 2022, customs in Hunan seized infringing goods with a value exceeding 2 billion yuan."
    )
    assert len({f.metric for f in told_apart(text, "en")}) == 1
