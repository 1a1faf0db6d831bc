"""English figures that name nothing themselves: of what was told last, not of the words that follow."""

from functools import partial

import pytest

from tests.figure_texts import slugs_of

slugs = partial(slugs_of, lang="en")


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        # The currency is the unit, no part of the metric.
        ("Customs in Hunan seized goods worth HK$21 million.", ["customs-infringing-goods-value"]),
        ("Customs in Hunan seized goods worth MOP 3.4 million.", ["customs-infringing-goods-value"]),
        # A verb or an adverb behind a number is no name of what is counted.
        ("Hunan courts accepted 900 civil cases at first instance; 310 turned on copyright.", [
            "first-instance-civil-ip-cases-accepted",
            "first-instance-civil-copyright-cases-accepted",
        ]),
        # Whom a rank is among is not what is ranked.
        ("Hunan filed 4,100 PCT applications. By city, Changsha came first.", [
            "pct-applications", "pct-applications",
        ]),
        # Verbs and nouns of other translators.
        ("The courts of Hunan took on 90 IP cases.", ["ip-cases-accepted-by-courts"]),
        ("The Hunan centers pre-examined 70 patent applications.", ["pre-examination-applications-received"]),
        ("Growers in Hunan applied for 20 new variety rights and obtained 9.", [
            "plant-variety-application-plant-variety-application-flow",
            "plant-variety-grant-plant-variety-grant-flow",
        ]),
        # A noun that the lexicon lacks, in the singular.
        ("Hunan supported 320 weavers.", ["support-weaver-thing-flow"]),
    ],
)  # fmt: skip
def test_the_metric_of_a_figure_without_a_noun(text: str, metrics: list[str]) -> None:
    assert slugs(text) == metrics
