"""What arithmetic finds: impossible changes, parts that miss their whole, growth that cannot be."""

import pytest

from graph.arithmetic import check_arithmetic
from graph.facts import Difference, Reading
from graph.reconcile import reconcile
from tests.graph_world import Text, labels, source

CHANGE = {"unit_class": "percent", "kind": "change-pct", "statistic": "change"}
WHOLE = {"object": "case", "action": "accept", "measure-type": "flow"}


def found(*readings: Reading) -> list[Difference]:
    """The arithmetic differences of invented readings."""
    reconciled = check_arithmetic(reconcile(readings, labels).reconciled, labels)
    return [d for d in reconciled.differences if d.kind == "arithmetic"]


def parts(total: str, *members: tuple[str, str]) -> Text:
    """A sentence that gives a whole and its parts by right."""
    text = Text(source()).say(f"新收{total}件，其中" + "、".join(f"{n}件" for _, n in members) + "。", "zh")
    text.figure(f"{total}件", total, "accept-case", facets=WHOLE)
    for right, number in members:
        text.figure(f"{number}件", number, f"accept-case-{right}", facets={**WHOLE, "ip": right})
    return text


def test_parts_that_make_more_than_the_whole() -> None:
    reading = parts("5012", ("patent", "3004"), ("trademark", "2611")).reading()
    (difference,) = found(reading)
    assert difference.working == "3,004 + 2,611 = 5,615 > 5,012"
    assert difference.severity == "hard"


def test_parts_that_narrowly_miss_the_whole() -> None:
    reading = parts("11100", ("patent", "1204"), ("trademark", "3376"), ("copyright", "6420")).reading()
    (difference,) = found(reading)
    assert difference.working == "1,204 + 3,376 + 6,420 = 11,000 ≠ 11,100"


@pytest.mark.parametrize("total", ["11000", "20000"])
def test_parts_that_make_the_whole_or_only_some_of_it_are_right(total: str) -> None:
    assert not found(parts(total, ("patent", "1204"), ("trademark", "3376"), ("copyright", "6420")).reading())


def test_a_change_that_no_whole_number_gives() -> None:
    text = Text(source()).say("移送1宗，增长100%。", "zh").figure("1宗", "1").figure("100%", "100", **CHANGE)
    (difference,) = found(text.reading())
    assert difference.working == "1 / (1 + 100%) = 0.50"
    assert difference.severity == "soft"


def test_a_change_that_a_whole_number_gives() -> None:
    text = Text(source()).say("新收43件，增长207.14%。", "zh").figure("43件", "43")
    assert not found(text.figure("207.14%", "207.14", **CHANGE).reading())


def test_a_whole_cannot_grow_less_than_all_its_parts() -> None:
    text = parts("30000", ("patent", "10000"), ("trademark", "20000"))
    text.say("三者分别增长4.5%、10.8%、12.5%。", "zh").figure(
        "4.5%", "4.5", "accept-case", facets=WHOLE, **CHANGE
    )
    text.figure("10.8%", "10.8", "accept-case-patent", facets={**WHOLE, "ip": "patent"}, **CHANGE)
    text.figure("12.5%", "12.5", "accept-case-trademark", facets={**WHOLE, "ip": "trademark"}, **CHANGE)
    (difference,) = found(text.reading())
    assert difference.rule == "growth-of-parts"


def test_a_change_that_does_not_follow_from_two_years() -> None:
    text = Text(source()).say("受理9000件，增长12.5%，上年为8500件。", "zh").figure("9000件", "9000")
    text.figure("12.5%", "12.5", **CHANGE).figure("8500件", "8500", period="2022")
    (difference,) = found(text.reading())
    assert difference.rule == "growth"


def test_the_parts_may_stand_in_the_next_sentence() -> None:
    text = (
        Text(source())
        .say("受理30001件，增长4.5%。", "zh")
        .figure("30001件", "30001", "accept-case", facets=WHOLE)
    )
    text.figure("4.5%", "4.5", "accept-case", facets=WHOLE, **CHANGE)
    text.say("专利、商标案件分别为10001件、20000件，分别增长10.8%、12.5%。", "zh")
    for right, number, change in (("patent", "10001", "10.8"), ("trademark", "20000", "12.5")):
        facets = {**WHOLE, "ip": right}
        text.figure(f"{number}件", number, f"accept-case-{right}", facets=facets)
        text.figure(f"{change}%", change, f"accept-case-{right}", facets=facets, **CHANGE)
    (difference,) = found(text.reading())
    assert (difference.rule, difference.severity) == ("growth-of-parts", "hard")
    assert str(difference.working).endswith("= 11.9% ≠ 4.5%")


def per_head(rate: str, *, english: str = "") -> Text:
    """Two counts with their rates per ten thousand people, in Chinese (and a rate again in English)."""
    stock = {"period": "2023-12-31", "statistic": "stock"}
    text = Text(source()).say(f"有效发明专利439607件，每万人{rate}件；高价值210896件，每万人16.74件。", "zh")
    for raw, value, quality in (("439607件", "439607", "valid"), ("210896件", "210896", "high-value")):
        facets = {"ip": "invention-patent", "quality": quality, "measure-type": "stock"}
        text.figure(raw, value, f"patents-{quality}", facets=facets, **stock)
    per = {"unit_class": "per_10000", "period": "2023-12-31", "statistic": "rate"}
    facets = {"ip": "invention-patent", "per": "10000-residents", "measure-type": "rate"}
    text.figure(f"{rate}件", rate, "patents-per-head", facets=facets, **per)
    high = {**facets, "quality": "high-value"}
    text.figure("16.74件", "16.74", "high-value-per-head", facets=high, **per)
    if english:
        text.say(f"There were {english} valid ones per 10,000 residents.", "en")
        text.figure(english, english, "patents-per-head", facets=facets, **per)
    return text


@pytest.mark.parametrize(("rate", "failing"), [("34.89", 0), ("38.49", 1)])
def test_rates_per_head_are_per_one_number_of_heads(rate: str, failing: int) -> None:
    differences = found(per_head(rate).reading())
    assert len(differences) == failing
    for difference in differences:
        assert difference.working == "439,607 / 38.49 = 11,421.3 ≠ 210,896 / 16.74 = 12,598.3"
        assert difference.rule == "per-head"


def test_the_rate_that_is_that_of_the_count_is_told() -> None:
    reading = per_head("38.49", english="34.89").reading()
    every = check_arithmetic(reconcile([reading], labels).reconciled, labels).differences
    (value,) = [d for d in every if d.kind == "value"]
    assert [s.claim.lang for s in value.consistent] == ["en"]
