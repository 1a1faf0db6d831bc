"""What papers of several years say together, and which side of a disagreement arithmetic supports."""

import pytest

from graph.arithmetic import check_arithmetic
from graph.facts import Difference, Reading, Reconciled
from graph.reconcile import reconcile
from tests.graph_world import Text, labels, source

FACETS = {"object": "product", "ip": "geographical-indication"}
STOCK = {"statistic": "stock", "facets": {**FACETS, "measure-type": "stock"}}
FLOW = {"statistic": "flow", "facets": {**FACETS, "measure-type": "flow"}}
CHANGE = {"unit_class": "percent", "kind": "change-pct", "statistic": "change"}


def checked(*readings: Reading) -> Reconciled:
    """Readings reconciled, with what arithmetic says."""
    return check_arithmetic(reconcile(readings, labels).reconciled, labels, readings)


def series(*readings: Reading) -> list[Difference]:
    """The differences between papers of several years."""
    return [d for d in checked(*readings).differences if d.kind == "series"]


def paper(year: int, total: str, *added: tuple[str, str]) -> Reading:
    """A paper with a cumulative number and what was added in the year, by metric."""
    text = Text(source(f"gd-{year}", year=year)).say(
        f"累计{total}个，新增" + "、".join(f"{n}项" for _, n in added) + "。", "zh"
    )
    text.figure(f"{total}个", total, "products-cumulative", period=f"{year}-12-31", **STOCK)
    for metric, number in added:
        text.figure(f"{number}项", number, metric, **FLOW)
    return text.reading()


def test_a_total_that_leaves_no_room_for_what_was_added() -> None:
    (difference,) = series(paper(2023, "1063"), paper(2025, "1106", ("products", "54")))
    assert difference.working == "1,063 + 54 = 1,117 > 1,106"
    assert (difference.severity, difference.rule) == ("soft", "accumulated")


def test_a_total_with_room_for_the_year_between_is_right() -> None:
    assert not series(paper(2023, "1063"), paper(2025, "1146", ("products", "54")))


def test_a_total_that_grows_by_more_than_all_years_added() -> None:
    (difference,) = series(paper(2023, "1063"), paper(2024, "1146", ("products", "54")))
    assert difference.working == "1,063 + 54 = 1,117 < 1,146"


def test_a_year_that_must_have_been_far_out_of_line() -> None:
    readings = (paper(2021, "905", ("products", "47")), paper(2023, "1063", ("products", "52")))
    (difference,) = series(*readings)
    assert difference.working == "1,063 − (905 + 52) = 106 (2022)"


def streak(year: int, years: str) -> Reading:
    """A paper that counts years in a row."""
    text = Text(source(f"gd-{year}", year=year)).say(f"连续{years}年居首位。", "zh")
    return text.figure(
        f"连续{years}年",
        years,
        "index",
        unit_class="year_count",
        kind="streak",
        statistic="streak",
        facets={},
    ).reading()


@pytest.mark.parametrize(("later", "failing"), [("13", 0), ("12", 1)])
def test_years_in_a_row_grow_by_one_a_year(later: str, failing: int) -> None:
    assert len(series(streak(2021, "9"), streak(2025, later))) == failing


def test_one_long_number_in_two_years() -> None:
    one = Text(source("gd-2023", year=2023)).say("办案13447件。", "zh").figure("13447件", "13447").reading()
    other = Text(source("gd-2025", year=2025)).say("办案13447件。", "zh").figure("13447件", "13447").reading()
    (difference,) = series(one, other)
    assert difference.rule == "repeated"


def registrations(text: Text, total: str, first: str, second: str, *, zh: bool) -> Text:
    """A whole, its two parts, and the changes of all three in one language."""
    whole = {"object": "registration", "measure-type": "flow"}
    numbers = (
        ("33691", total, "registered", whole),
        ("6691", first, "registered-works", {**whole, "ip": "copyright"}),
        ("27000", second, "registered-software", {**whole, "ip": "software"}),
    )
    shown = [(n if zh else f"{int(n):,}", change) for n, change, _, _ in numbers]
    (a, x), (b, y), (c, z) = shown
    if zh:
        text.say(f"登记{a}件，增长{x}%；其中作品{b}件，增长{y}%，软件{c}件，增长{z}%。", "zh")
    else:
        (a, x), (b, y), (c, z) = shown
        text.say(
            f"There were {a} records, up {x}%; of which {b} works, up {y}%, {c} programs, up {z}%.", "en"
        )
    for (raw, change), (_, _, metric, facets) in zip(shown, numbers, strict=True):
        value = raw.replace(",", "")
        text.figure(raw, value, metric, facets=facets)
        text.figure(f"{change}%", change, metric, facets=facets, **CHANGE)
    return text


def test_the_side_that_adds_up_is_told_with_its_working() -> None:
    text = registrations(Text(source()), "4.5", "10.8", "12.5", zh=True)
    registrations(text, "10.8", "4.5", "12.5", zh=False)
    told = [d for d in checked(text.reading()).differences if d.kind == "value"]
    assert {tuple(s.claim.lang for s in d.consistent) for d in told} == {("en",)}
    total = next(d for d in told if "registered_" in d.about)
    assert "33,691 / 30,403 − 1 = 10.8% ≈ 10.8%" in str(total.working)
    assert "≠ 4.5%" in str(total.working)
    assert "Arithmetic supports “10.8%” in gd-2023 (English)" in total.what_en
    assert "算术支持gd-2023（英文）的“10.8%”" in total.what_zh


def test_where_nothing_can_be_worked_out_no_side_is_taken() -> None:
    text = Text(source()).say("办案4321件。", "zh").figure("4321件", "4321")
    text.say("The courts handled 4,312 cases.", "en").figure("4,312", "4312")
    (difference,) = checked(text.reading()).differences
    assert not difference.consistent
    assert difference.working is None
