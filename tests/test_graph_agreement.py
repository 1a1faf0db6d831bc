"""When two stated figures agree."""

from decimal import Decimal

import pytest

from graph.agreement import Amount, agree, opposite, power_of_ten, step_of


def stated(raw: str, value: str, bound: str = "exact") -> Amount:
    """The amount of a figure written `raw`."""
    number = Decimal(value)
    return Amount(number, step_of(raw, number, bound), bound)


@pytest.mark.parametrize(
    ("raw", "value", "bound", "step"),
    [
        ("3314万件", "33140000", "exact", "10000"),
        ("33.14 million items", "33140000", "exact", "10000"),
        ("12.5%", "12.5", "exact", "0.1"),
        ("31%", "31", "exact", "0"),
        ("196796件", "196796", "exact", "0"),
        ("91,000 cases", "91000", "exact", "1000"),
        ("300 cases", "300", "exact", "0"),
        ("300 cases", "300", "more_than", "100"),
        ("人民幣2億元", "200000000", "more_than", "100000000"),
        ("200 million yuan", "200000000", "more_than", "100000000"),
        ("eleven bodies", "11", "exact", "0"),
        ("-0.0%", "0", "exact", "0"),
    ],
)
def test_the_step_is_read_off_the_written_form(raw: str, value: str, bound: str, step: str) -> None:
    assert step_of(raw, Decimal(value), bound) == Decimal(step)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (stated("90,987 件", "90987"), stated("91,000", "91000")),
        (stated("3106.4万件", "31064000"), stated("31.06 million", "31060000")),
        (stated("3106.9万件", "31069000"), stated("31.06 million", "31060000")),  # cut, not rounded
        (stated("2,845,231", "2845231"), stated("284万", "2840000", "more_than")),
        (stated("284万件", "2840000", "more_than"), stated("2.84 million", "2840000")),
        (stated("2亿元", "200000000", "more_than"), stated("200 million", "200000000", "at_least")),
        (stated("69.3亿", "6930000000"), stated("7 billion", "7000000000", "about")),
        (stated("6,950", "6950"), stated("7,000", "7000", "less_than")),
    ],
)
def test_figures_that_can_both_be_true_agree(a: Amount, b: Amount) -> None:
    assert agree(a, b)
    assert agree(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (stated("11个", "11"), stated("12 bodies", "12")),
        (stated("12.4%", "12.4"), stated("12.5%", "12.5")),
        (stated("300", "300"), stated("303", "303")),
        (stated("2亿元", "200000000", "more_than"), stated("2 billion", "2000000000", "more_than")),
        (stated("2,945,231", "2945231"), stated("284万", "2840000", "more_than")),
        (stated("90,987", "90987"), stated("91,500", "91500")),
        (stated("7,010", "7010"), stated("7,000", "7000", "less_than")),
    ],
)
def test_figures_that_cannot_both_be_true_disagree(a: Amount, b: Amount) -> None:
    assert not agree(a, b)
    assert not agree(b, a)


def test_a_factor_of_ten_is_seen_through_roundings() -> None:
    assert power_of_ten(stated("31.7亿", "3170000000"), stated("317 million", "317000000")) == 1
    assert power_of_ten(stated("317 million", "317000000"), stated("31.7亿", "3170000000")) == -1
    assert power_of_ten(stated("11", "11"), stated("12", "12")) is None
    assert power_of_ten(stated("0", "0"), stated("12", "12")) is None


def test_a_sign_is_seen() -> None:
    assert opposite(stated("7.17%", "7.17"), stated("7.17%", "-7.17"))
    assert not opposite(stated("7.17%", "7.17"), stated("8%", "-8"))
