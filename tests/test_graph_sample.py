"""The sample: every planted difference is found, and the release of its statements is as expected.

`YUEZHI_REGENERATE=1 pytest tests/test_graph_sample.py` writes the expected files after a meant change.
"""

import os
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest

from graph.arithmetic import check_arithmetic
from graph.build import build, quiet
from graph.coverage import outcomes
from graph.facts import Difference, Reading, Reconciled
from graph.proposals import Vocabulary
from graph.reading import read_all, registry_of, sources_of
from graph.reconcile import Outcome, reconcile
from mappings import texts

EXPECTED: Final = Path(__file__).parent / "data" / "sample-release"
#: What the statements of the sample make; the other graphs are the same in every release.
OWN: Final = ("links", "resolved", "source")
PLANTED: Final = tomllib.loads(
    (files("mappings") / "sources" / "sample" / "planted.toml").read_text(encoding="utf-8")
)["planted"]
#: How far from the planted figure a statement may end, as some are claimed with the words around them.
SLACK: Final = 10


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for caches and the release."""
    return tmp_path_factory.mktemp("sample")


@pytest.fixture(scope="module")
def readings(work: Path) -> list[Reading]:
    """The sample as it is read."""
    folder = texts.folder(None)
    wanted = sources_of(folder, sample=True)
    return read_all(wanted, folder, work / "cache", sample=True, progress=quiet)


@pytest.fixture(scope="module")
def outcome(readings: list[Reading]) -> Outcome:
    """The sample reconciled."""
    return reconcile(readings, Vocabulary(registry_of(sample=True), readings).labels)


@pytest.fixture(scope="module")
def reconciled(readings: list[Reading], outcome: Outcome) -> Reconciled:
    """The same with what arithmetic finds."""
    labels = Vocabulary(registry_of(sample=True), readings).labels
    return check_arithmetic(outcome.reconciled, labels, readings)


def names_side(difference: Difference, side: Mapping[str, Any]) -> bool:
    """Whether a statement of a difference stands where a side was planted."""
    return any(
        (s.claim.source, s.claim.lang) == (side["source"], side["lang"])
        and s.claim.start < side["end"] + SLACK
        and side["start"] < s.claim.end + SLACK
        for its in difference.sides
        for s in its
    )


@pytest.mark.parametrize("planted", PLANTED, ids=[p["id"] for p in PLANTED])
def test_what_was_planted_is_found(planted: Mapping[str, Any], reconciled: Reconciled) -> None:
    sides: Sequence[Mapping[str, Any]] = planted["side"]
    found = [
        d
        for d in reconciled.differences
        if (d.kind, d.severity) == (planted["kind"], planted["severity"])
        and all(names_side(d, side) for side in sides)
    ]
    assert found, planted["what"]


def test_every_difference_is_explained_in_both_languages(reconciled: Reconciled) -> None:
    for difference in reconciled.differences:
        assert difference.what_zh.endswith("。")
        assert difference.what_en.endswith(".")


def test_every_figure_of_both_languages_is_accounted_for(
    readings: list[Reading], outcome: Outcome, reconciled: Reconciled
) -> None:
    told = outcomes(readings, reconciled, outcome.alignments)
    assert set(told) == {"sample-2022", "sample-2024"}
    for source, counts in told.items():
        figures = sum(len(r.figures) for r in readings if r.source.id == source)
        assert sum(counts.values()) == figures
        assert counts["linked"] > figures * 0.6
        assert counts["left"] <= figures * 0.1


def test_the_release_of_the_sample_is_the_expected_one(work: Path, readings: list[Reading]) -> None:
    build(None, work / "release", sample=True, work=work, reasoner=False)
    made = {p.name: p.read_bytes() for p in (work / "release").iterdir() if p.name.startswith(OWN)}
    if os.environ.get("YUEZHI_REGENERATE"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        EXPECTED.mkdir(parents=True)
        for name, data in made.items():
            (EXPECTED / name).write_bytes(data)
        pytest.skip("the expected release was written anew")
    expected = {p.name: p.read_bytes() for p in EXPECTED.iterdir()}
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []
