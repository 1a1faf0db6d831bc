"""Metrics of English figures where another word than the noun behind the number says what is counted."""

from functools import partial

import pytest

from tests.figure_texts import slugs_of

slugs = partial(slugs_of, lang="en")


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        # Cases of a special kind are no cases of any kind.
        ("Market regulators of Hunan handled 70 cases of patent infringement disputes.", [
            "patent-infringement-disputes-handled-administratively",
        ]),
        ("Procuratorial organs filed and handled 8 cases of IP-related public interest litigation.", [
            "file-case-procuratorates-public-interest-case-flow",
        ]),
        # What was done on the cases; the noun behind `and` has a number of its own.
        ("Market regulators in Hunan gave administrative rulings on 12 cases and opinions on 7 cases.", [
            "adjudication-market-regulation-case-flow",
            "opinion-market-regulation-opinion-flow",
        ]),
        # `such` points back.
        ("Hunan promoted administrative adjudication for patent disputes, with 31 such cases handled.", [
            "adjudication-patent-case-flow",
        ]),
        # What is set up at places, not the places.
        ("Hunan set up IP inquiry points at 6 service windows.", ["enquiry-point-enquiry-point-flow"]),
        # Rights in a list behind the noun.
        ("Hunan resolved 45 disputes related to patents, trademarks, and copyrights.", [
            "handle-dispute-copyright-patent-trademark-case-flow",
        ]),
        # An example is not what is counted; what is not counted neither.
        ("Hunan refined five systems including consultation and assessment.", ["system-thing-flow"]),
        ("Hunan offered 52 pieces of overseas IP information and hundreds of consultations.", [
            "ip-information-item-flow",
        ]),
        # The head of the phrase behind `were`.
        ("Hunan has 9 service windows, two of which were trademark service windows newly set up.", [
            "window-window-stock", "trademark-windows-new",
        ]),
        # A sum that is the highest of its kind is no total.
        ("Hunan awarded the highest damages of 7 million yuan.", ["damages-highest-yuan-flow"]),
        # What goods are worth that were destroyed.
        ("Hunan destroyed 40 tons of infringing goods with a value of 9 million yuan.", [
            "destroy-infringing-goods-tonne-flow", "destroyed-goods-value-yuan-flow",
        ]),
        # What is selected of what is protected already.
        ("Hunan selected 15 geographical indication products for cultivation.", [
            "select-gi-product-geographical-indication-product-flow",
        ]),
        # A name of which the sum is told, or that is set up at places; brackets within a noun.
        ("Hunan set up Macao IP Inquiry Points at 4 windows.", ["enquiry-point-enquiry-point-flow"]),
        ("Two national IP training (Hunan) bases were built.", ["training-base-national-base-flow"]),
        # Batches of items are of what the items are; what several launch together is a joint action.
        ("Customs jointly launched 2 special actions, with 31 batches of 4,000 items of goods seized.", [
            "joint-action-customs-action-flow", "customs-infringing-batches-seized-in-campaigns",
            "customs-infringing-goods-seized-in-campaigns",
        ]),
        # An attachment with a verb of its own is no part of the perfect before it.
        ("Hunan has sped up its work in recent years, with 9,000 patents granted.", ["patents-granted"]),
        # What one office lets through is not all that is granted.
        ("The Changsha center received 90 pre-examination requests and granted 40 patents.", [
            "pre-examination-applications-received",
            "grant-pre-examination-application-patent-application-flow",
        ]),
        ("Public security organs investigated 50 IP criminal cases.", ["police-ip-crime-cases-filed"]),
        # Data of another part of the world are not all data.
        ("The platform holds 3 million pieces of EU trademark data.", [
            "data-record-trademark-european-union-record-stock",
        ]),
        # A metric needs an object.
        ("Hunan ranked third in the country in terms of vitality.", ["vitality-rate"]),
        ("2 foreign patent agencies were approved to set up offices.", [
            "patent-agency-patent-foreign-agency-flow",
        ]),
        ("In Hunan, 4 universities offered IP programs.", ["university-with-ip-major-university-flow"]),
        ("Hunan cracked 610 criminal cases of IP infringement.", ["police-ip-crime-cases-solved"]),
        ("Hunan has 5 university IP information service centers.", ["university-ip-information-centres"]),
        ("The market regulators of Hunan handled 80 administrative penalty cases.", [
            "market-regulator-ip-cases-handled",
        ]),
    ],
)  # fmt: skip
def test_the_metric_is_of_what_is_counted(text: str, metrics: list[str]) -> None:
    assert slugs(text) == metrics
