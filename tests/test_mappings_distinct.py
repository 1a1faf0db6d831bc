"""Two values under one key in one text are two facts."""

from mappings.extract import extract
from mappings.read import read_text
from mappings.records import Figure


def metrics_of(text: str) -> list[tuple[int, str]]:
    """Value and metric of each figure of an English text on 2031."""
    claims = extract(read_text(text, lang="en", year=2031, area="hunan"))
    return [(int(c.value), c.metric.rsplit("/", 1)[-1]) for c in claims if isinstance(c, Figure)]


def test_the_same_words_with_two_values_are_two_metrics() -> None:
    """Companies that got reports are not the companies that got training."""
    text = (
        "In 2031, risk reports were provided for 50 companies in overseas disputes.\n\n"
        "In 2031, guidance was provided for 700 companies preparing exports."
    )
    (first, one), (second, other) = metrics_of(text)
    assert (first, second) == (50, 700)
    assert one != other


def test_the_same_value_said_twice_is_one_metric() -> None:
    """A heading and its sentence speak of one fact, also where one of them rounds."""
    text = (
        "In 2031, customs in Hunan seized 45,310 infringing items.\n\n"
        "In 2031, customs in Hunan seized more than 45,000 infringing items."
    )
    assert len({metric for _, metric in metrics_of(text)}) == 1


def test_bodies_of_one_kind_share_a_metric() -> None:
    """What all courts accepted and what one court accepted is counted alike."""
    text = (
        "In 2031, courts in Hunan accepted 9,000 IP cases.\n\n"
        "In 2031, the Changsha Intermediate People's Court accepted 1,200 IP cases."
    )
    assert len({metric for _, metric in metrics_of(text)}) == 1
