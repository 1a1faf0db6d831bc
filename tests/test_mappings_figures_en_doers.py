"""Who acts in English texts that name bodies by words only, and what a short heading says of its section."""

import pytest

from ontology import names as iris
from tests.figure_texts import figures_of


def doers(text: str, area: str = "hunan") -> list[list[str]]:
    """The bodies of each figure, by slug."""
    return [[iris.slug_of(a) for a in f.agencies] for f in figures_of(text, "en", area=area)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In spring, the police arrested 12 suspects.", ["hunan-police"]),
        ("Arbitral bodies decided 30 IP cases.", ["hunan-arbitration-institutions"]),
        ("Disputes grew in number, and notaries handled 40 cases.", ["hunan-notaries"]),
        ("Agricultural departments investigated 5 cases.", ["hunan-agriculture-departments"]),
        ("People's mediation organisations settled 31 disputes.", ["hunan-peoples-mediation-organisations"]),
        ("The provincial Copyright Administration dealt with 4 cases.", ["hunan-copyright-administration"]),
        # A paragraph or an item of a list goes on about those who do such work.
        ("Hunan Customs met in May.\n\nLater, 31 batches of goods were seized.", ["hunan-customs"]),
        ("The Changsha IP Court accepted 90 cases. There were:\n• 50 design cases;\n• 40 others.", [
            "changsha-ip-court",
        ]),
        ("Xiamen Court accepted 70 cases.", ["xiamen-courts"]),
        ("Hunan High People's Court opened in May. There, the court heard 70 cases.", ["hunan-high-court"]),
        # Bodies told by words only are those of the city that a clause opens with.
        ("In Changsha alone, police solved 90 cases.", ["changsha-police"]),
        # A year before a group counts none of it.
        ("In 2022 Chinese courts accepted 70 cases.", ["china-courts"]),
        # Who spoke does nothing but what is said of `it`.
        ("The Hunan Copyright Administration announced plans. By May it had trained 40 officers.", [
            "hunan-copyright-administration",
        ]),
        ("The Hunan Copyright Administration announced plans. By May firms had filed 40 patents.", []),
        ("Hunan's banking institutions issued loans of 3 million yuan.", ["hunan-banks"]),
        # Others who do something themselves are no work of the body before.
        ("The Hunan Copyright Administration fined 3 firms. Six universities offered a course.", []),
        ("The Hunan Copyright Administration met. Six universities were named.", [
            "hunan-copyright-administration",
        ]),
        ("Hunan had 30 mediation committees for IP disputes. They settled 40 disputes.", [
            "hunan-mediation-organisations",
        ]),
        ("The Hunan Copyright Administration met. More was done: the province counted nine cities.", []),
        # Those with whom the subject, or `they`, acts do so too.
        ("Hunan Customs met. Alongside Macao Customs, they ran two joint operations.", [
            "hunan-customs", "macao-customs",
        ]),
        ("Customs met. Together with Hunan police, the Hunan Copyright Administration closed 5 sites.", [
            "hunan-police", "hunan-copyright-administration",
        ]),
        ("Mediation committees for IP disputes settled 40 disputes.", ["hunan-mediation-organisations"]),
    ],
)  # fmt: skip
def test_bodies_told_by_words_only(text: str, expected: list[str]) -> None:
    assert doers(text)[-1] == expected


def test_a_short_heading_says_what_right_its_section_is_of() -> None:
    text = "3.1 Copyright\nTeams inspected 120 premises.\n\n3.2 Customs\nCustoms inspected 30 premises.\n"
    assert [f.ip_types for f in figures_of(text, "en")] == [("copyright",), ()]
