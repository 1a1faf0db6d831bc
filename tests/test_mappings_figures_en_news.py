"""Figures in English news and papers of other provinces: who acts, what a number belongs to, what is none."""

from functools import partial

import pytest

from mappings.records import Figure, Skipped
from ontology import names as iris
from tests.figure_texts import claims_of, figures_of

claims = partial(claims_of, lang="en")
figures = partial(figures_of, lang="en")


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("The Changsha Arbitration Commission was set up. It handled 12 lectures.", [""]),
        ("People spoke of the courts in Hunan, which closed 90 IP cases.", ["hunan-courts"]),
        ("There are 9 mediation bodies. 14 arbitration institutions in Hunan handled 70 IP cases.", [
            "", "hunan-arbitration-institutions", "hunan-arbitration-institutions",
        ]),
        ("Hunan contributed one case to CNIPA's 2021 typical cases of trademark protection.", ["cnipa"]),
        ("Courts in Hunan closed 90 IP cases, up 5 percent.", ["hunan-courts", "hunan-courts"]),
        ("According to the High People's Court of Hunan, 4 lectures were held.", [""]),
    ],
)  # fmt: skip
def test_who_acts_beside_the_plain_subject(text: str, agencies: list[str]) -> None:
    assert ["|".join(iris.slug_of(a) for a in f.agencies) for f in figures(text)] == agencies


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Grants of plant variety rights rose by 12% to 530.", [("530", "flow"), ("12%", "change")]),
        ("The police solved 40 cases, or 20% of the total.", [("40 cases", "flow"), ("20%", "share")]),
        ("Hunan and Hubei came first and second.", [("came first", "rank"), ("second", "rank")]),
        ("Complaints went up from 9 in 2021 to 14.", [("9", "flow"), ("14", "flow")]),
        ("Output linked to the marks topped 3 billion yuan.", [("3 billion yuan", "flow")]),
        ("Roughly one in six firms applied for a patent.", [("one in six", "share")]),
        ("Fakes weighed 8 tons, the highest in five years.", [("8 tons", "flow"), ("five years", "rank")]),
        ("Hunan was graded excellent for three years in a row.", [("three years in a row", "streak")]),
        ("The court handed down damages of 6 million yuan.", [("6 million yuan", "flow")]),
        ("Patents made up 31%, compared with 27% in 2021.", [("31%", "share"), ("27%", "share")]),
    ],
)  # fmt: skip
def test_what_sort_of_statement(text: str, found: list[tuple[str, str]]) -> None:
    assert [(f.raw, f.statistic) for f in figures(text)] == found


def test_a_change_before_its_level_has_the_metric_of_that_level() -> None:
    level, change = figures("The average trial time of IP cases was cut by 12 days to 95 days.")
    assert (int(level.value), int(change.value)) == (95, -12)
    assert level.metric == change.metric


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Hunan granted 900 patents in the first half of 2021.", ["2021-01/2021-06"]),
        ("The tribunal, set up in January 2019, closed 90 cases.", ["2022"]),
        ("In the first nine months of 2022, police solved 30 cases.", ["2022-01/2022-09"]),
    ],
)
def test_time_behind_a_figure_and_time_told_aside(text: str, periods: list[str]) -> None:
    assert [f.period for f in figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "raw", "reason"),
    [
        ("4.3 Patent Agencies\n\nThey were busy, as the office says.", "4.3 ", "heading-number"),
        ("As Table 3 shows, the agencies were busy.", "Table 3", "list-number"),
        ("The hotline 12330 was open.", "12330", "address"),
        ("It upheld (2021) Xiang 01 Min Chu No. 88.", "(2021) Xiang 01 Min Chu No. 88", "in-name"),
        ('They signed the "100+100" arrangement.', "100+100", "in-name"),
        ("It was one of many.", "one of many", "set-phrase"),
    ],
)  # fmt: skip
def test_numerals_that_state_nothing(text: str, raw: str, reason: str) -> None:
    found = claims(text)
    assert [(c.raw, c.reason) for c in found if isinstance(c, Skipped)] == [(raw, reason)]
    assert not [c for c in found if isinstance(c, Figure)]


def test_a_broken_number_is_read_whole_and_a_list_is_not() -> None:
    assert [int(f.value) for f in figures("Trademark agencies numbered 1, 094.")] == [1094]
    assert [int(f.value) for f in figures("Courts closed 43, 221 and 63 cases respectively.")] == [
        43,
        221,
        63,
    ]


def test_one_of_a_list_of_cases_is_one_case() -> None:
    found = figures("A case was selected as one of the ten typical cases of 2021.")
    assert [(int(f.value), f.facets["object"]) for f in found] == [(1, "typical-case"), (10, "typical-case")]
    assert [f.period for f in found] == ["2021", "2021"]


def test_a_dateline_is_no_area_and_the_press_does_not_act() -> None:
    found = figures("BEIJING, July 10 (Xinhua) -- China granted 900 patents in 2022.", year=None, area=None)
    assert [(iris.slug_of(f.area), f.agencies) for f in found] == [("china", ())]
