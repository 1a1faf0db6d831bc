"""Figures in English: phrasing of papers and news, in sentences invented for the purpose."""

from functools import partial

import pytest

from mappings.records import Figure, Skipped
from ontology import names as iris
from tests.figure_texts import claims_of, figures_of

claims = partial(claims_of, lang="en")
figures = partial(figures_of, lang="en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A third of the applications came from universities.", (0.3333, "ratio", "share", "exact")),
        ("The number of trademark applications has doubled.", (1, "ratio", "change", "exact")),
        ("The patent centers were inspected 14 times.", (14, "count", "flow", "exact")),
        ("Hunan ranked among the top four in trademark applications.", (4, "rank", "rank", "less_than")),
        ("Courts accepted no fewer than 310 IP cases.", (310, "count", "flow", "at_least")),
        ("The average trial period was cut to 71 days.", (71, "day", "rate", "exact")),
        ("Public satisfaction scored 83.5 points.", (83.5, "score", "rate", "exact")),
        ("Customs seized goods worth RMB 1.7bn.", (1.7e9, "CNY", "flow", "exact")),
        ("There were 16 protection centers in the province.", (16, "count", "stock", "exact")),
        ("The province built a total of 27 workstations.", (27, "count", "stock", "exact")),
    ],
)
def test_forms_of_quantities(text: str, expected: tuple[float, str, str, str]) -> None:
    found = [(float(f.value), f.unit_class, f.statistic, f.bound) for f in figures(text)]
    assert found == [expected]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Courts concluded 90 IP cases, 12 fewer than in 2021.", -12),
        ("The average trial period was 80 days, 9 days shorter than in 2021.", -9),
        ("Trademark applications reached 5,000, 400 more than the year before.", 400),
    ],
)
def test_comparison_behind_the_number(text: str, value: int) -> None:
    level, change = figures(text)
    assert (change.statistic, int(change.value), change.metric) == ("change", value, level.metric)


@pytest.mark.parametrize(
    ("text", "raw", "reason"),
    [
        ("The office ruled under Article 71 of the Patent Law.", "Article 71", "law-article"),
        ("The counter in Hall 3 was opened.", "Hall 3", "address"),
        ("It grew more than in the past 5 years.", "past 5 years", "date"),
    ],
)
def test_no_figures(text: str, raw: str, reason: str) -> None:
    found = claims(text)
    assert [(c.raw, c.reason) for c in found if isinstance(c, Skipped)] == [(raw, reason)]
    assert not [c for c in found if isinstance(c, Figure)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Between 2016 and 2020, courts accepted 900 IP cases.", "2016/2020"),
        ("In the first half of 2022, courts accepted 90 IP cases.", "2022-01/2022-06"),
        ("In the third quarter of 2022, courts accepted 50 IP cases.", "2022-07/2022-09"),
        ("By the end of 2021, the province had 12 protection centers.", "2021-12-31"),
    ],
)
def test_periods(text: str, period: str) -> None:
    assert [f.period for f in figures(text)] == [period]


def test_a_list_shares_the_verb_before_it_and_the_verb_behind_it() -> None:
    before = figures("Hunan inspected 30 venues, 20 websites and 10 agricultural markets.")
    behind = figures("A total of 30 venues, 20 websites and 10 agricultural markets were inspected.")
    assert [f.metric for f in before] == [f.metric for f in behind]
    assert all(f.facets["action"] == "inspect" for f in before)


def test_persons_in_cases_share_the_verb() -> None:
    persons, cases = figures("Procuratorates in Hunan approved the arrest of 70 people in 41 cases.")
    assert persons.facets["action"] == cases.facets["action"] == "arrest-approval"


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("In 2022, 310 IP cases were concluded by courts in Hunan.", ["hunan-courts"]),
        ("Courts in Hunan accepted 310 IP cases. They concluded 290 cases.", ["hunan-courts"] * 2),
        ("Courts in Hunan accepted 310 IP cases. Hunan has 12 protection centers.", ["hunan-courts", ""]),
    ],
)
def test_who_acts(text: str, agencies: list[str]) -> None:
    found = ["|".join(iris.slug_of(a) for a in f.agencies) for f in figures(text)]
    assert found == agencies


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("In 2022, 20,800 trademark applications were filed in Dalian.", "dalian"),
        ("In 2022, Chinese courts accepted 438,000 IP cases.", "china"),
        ("China (excluding Taiwan) had 3.5 million valid invention patents.", "china"),
        ("The Guangzhou Intellectual Property Court accepted 14,000 cases.", "guangzhou"),
    ],
)
def test_area_of_a_text_about_no_known_area(text: str, area: str) -> None:
    assert [iris.slug_of(f.area) for f in figures(text, area=None)] == [area]


def test_rights_tell_applications_apart_and_join_what_is_one() -> None:
    of, compound = figures(
        "Hunan received 40 applications for plant variety rights and 30 trademark applications."
    )
    assert of.facets["object"] == "plant-variety-application"
    assert compound.facets["object"] == "trademark-application"
