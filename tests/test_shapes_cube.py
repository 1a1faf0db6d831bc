"""IC-1 to IC-21: a small cube of our own that each one catches, and the fixtures of others."""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from shapes import cube
from shapes.errors import ShapeFileError

CASES = Path(__file__).parent / "cube_cases"
W3C = os.environ.get("YUEZHI_W3C")
FIXTURES = Path(W3C or ".") / "qb-fixtures"

#: Fixture → the cube that it is a fragment of (None: whole in itself), the constraint in its name, and what
#: else it breaks by the way. A fragment of mt-cube gives no year, one of abbrv-cube no required attribute.
OUTCOMES: dict[str, tuple[str | None, set[int], set[int]]] = {
    "abbrv-cube": (None, set(), set()),
    "bad-component-required": ("abbrv-cube", {6}, set()),
    "bad-slicekey": ("abbrv-cube", {7}, set()),
    "bad-slicekey2": ("abbrv-cube", {8}, set()),
    "codelist-complete": ("abbrv-cube", set(), set()),
    "codelist-partial": ("abbrv-cube", {19}, set()),
    "collection-complete": ("abbrv-cube", set(), set()),
    "collection-partial": ("abbrv-cube", {19}, set()),
    "duplicate-observation": ("abbrv-cube", {12}, {13}),
    "duplicate-slicekey": ("abbrv-cube", {9}, set()),
    "extra-ds": ("abbrv-cube", {1}, {11, 13}),
    "extra-dsd": ("abbrv-cube", {2}, set()),
    "hierarchy-bad": ("abbrv-cube", {20}, set()),
    "hierarchy-bad-inverse": ("abbrv-cube", {21}, set()),
    "hierarchy-good": ("abbrv-cube", set(), set()),
    "hierarchy-good-inverse": ("abbrv-cube", set(), set()),
    "hierarchy-good-multiroot": ("abbrv-cube", set(), set()),
    "missing-codelist": ("abbrv-cube", {5}, set()),
    "missing-ds": ("abbrv-cube", {1}, set()),
    "missing-dsd": ("abbrv-cube", {2}, set()),
    "missing-measure": ("abbrv-cube", {3}, {2}),
    "missing-measure-on-obs": ("abbrv-cube", {14}, {11}),
    "missing-obs-dim-value": ("abbrv-cube", {11}, {13}),
    "missing-range": ("abbrv-cube", {4}, set()),
    "missing-required-attr": ("abbrv-cube", {13}, {11}),
    "missing-slicedim": ("abbrv-cube", {10}, set()),
    "missing-slicekey": ("abbrv-cube", {9}, set()),
    "mt-cube": (None, set(), set()),
    "mt-cube-3-measures": (None, set(), set()),
    "mt-cube-with-missing-points": (None, {17}, set()),
    "mt-extra-measure": ("mt-cube", {16}, {11}),
    "mt-missing-measure": ("mt-cube", {15}, {11, 16}),
    "observation-bad-dataset": ("abbrv-cube", {18}, {9}),
}


def parse(file: Path) -> list[ox.Quad]:
    """The triples of a file."""
    return list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))


def broken(*files: Path) -> set[int]:
    """The numbers of the constraints that the triples of some files break."""
    results = cube.check([quad for file in files for quad in parse(file)])
    return {int(result.shape.rpartition("-")[2]) for result in results}


def test_all_twenty_one_are_there() -> None:
    """One file for each constraint, with what it demands and a message in both languages."""
    assert [constraint.number for constraint in cube.constraints()] == list(range(1, 22))
    assert all(constraint.title and dict(constraint.messages)["zh"] for constraint in cube.constraints())


@pytest.mark.parametrize("name", ["plain", "measures"])
def test_cube_in_order_breaks_nothing(name: str) -> None:
    """The cubes that the cases are fragments of are in order, abbreviated as they are."""
    assert broken(CASES / f"{name}.ttl") == set()


def test_every_constraint_has_a_case() -> None:
    """There is a case for each of the twenty-one, and no other."""
    assert {int(case.name.split(".")[1][3:]) for case in CASES.glob("*.ic-*.ttl")} == set(range(1, 22))


@pytest.mark.parametrize("case", sorted(CASES.glob("*.ic-*.ttl")), ids=lambda case: str(case.stem))
def test_case_breaks_its_constraint_alone(case: Path) -> None:
    """A case added to its cube breaks the constraint in its name, and nothing else."""
    base, number, *_ = case.name.split(".")
    assert broken(CASES / f"{base}.ttl", case) == {int(number.removeprefix("ic-"))}


def test_message_names_the_value() -> None:
    """A result says which value is at fault, in both languages."""
    (result,) = cube.check([*parse(CASES / "plain.ttl"), *parse(CASES / "plain.ic-13.no-unit.ttl")])
    assert result.node == "https://example.org/north-2022"
    assert "https://example.org/unit" in result.message("en")
    assert "https://example.org/unit" in result.message("zh")


def test_head_without_a_message_is_told() -> None:
    """A constraint that says nothing in Chinese is an error that names file and line."""
    with pytest.raises(ShapeFileError, match=r"shapes/cube/ic-22\.rq: its head lacks 'zh'"):
        cube._constraint("ic-22.rq", "# IC-22: nothing\n# en: Nothing.\nASK {}")


@pytest.mark.w3c
@pytest.mark.skipif(W3C is None, reason="YUEZHI_W3C does not say where the Data Cube fixtures are")
@pytest.mark.parametrize("name", OUTCOMES)
def test_fixture_breaks_what_its_name_says(name: str) -> None:
    """A fixture of others breaks the constraint in its name; what it breaks by the way is listed."""
    base, named, besides = OUTCOMES[name]
    files = [FIXTURES / f"{part}.ttl" for part in (name, base) if part is not None]
    assert broken(*files) == named | besides


@pytest.mark.w3c
@pytest.mark.skipif(W3C is None, reason="YUEZHI_W3C does not say where the Data Cube fixtures are")
def test_every_fixture_has_an_outcome() -> None:
    """No fixture is left untried."""
    assert {file.stem for file in FIXTURES.glob("*.ttl")} == set(OUTCOMES)
