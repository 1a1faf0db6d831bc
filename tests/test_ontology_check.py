"""Each fault has a query, each query a smallest ontology that trips it, and ours trips none."""

from pathlib import Path

import pytest
from rdflib import Graph

from ontology.check import Check, Severity, by_pitfall, checks, run
from ontology.errors import CheckBroken

FAULTS = Path(__file__).parent / "faults"
#: The pitfalls of the OOPS! catalogue that the checks must cover.
PITFALLS = {"P08", "P10", "P11", "P12", "P13", "P19", "P22", "P24", "P25", "P40"}


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_each_check_is_tripped_by_its_smallest_ontology(check: Check) -> None:
    found = run(Graph().parse(FAULTS / f"{check.name}.ttl"), only=[check.name])
    assert found
    assert all(finding.detail for finding in found)


def test_every_faulty_ontology_belongs_to_a_check() -> None:
    assert {path.stem for path in FAULTS.iterdir()} == {check.name for check in checks()}


def test_the_pitfalls_that_editors_know_are_covered() -> None:
    assert {check.pitfall for check in checks()} >= PITFALLS


def test_each_pitfall_is_told_with_how_often_it_was_found() -> None:
    told = by_pitfall(run())
    assert {pitfall for pitfall, _, _ in told} >= PITFALLS
    found = {(pitfall, check.name): number for pitfall, check, number in told}
    reasoned = {check.name for _, check, _ in told if check.reason}
    assert {name for (_, name), number in found.items() if number} == reasoned == {"inverse-missing"}
    tripped = run(Graph().parse(FAULTS / "label-missing.ttl"), only=["label-missing"])
    assert ("P08", len(tripped)) in {(pitfall, number) for pitfall, _, number in by_pitfall(tripped)}


def test_our_ontology_has_no_fault() -> None:
    found = [finding for finding in run() if finding.check.severity is not Severity.INFO]
    assert not found, "\n".join(map(str, found))


def test_what_is_only_told_has_a_reason_to_stand() -> None:
    assert all(check.reason for check in checks() if check.severity is Severity.INFO)


def test_a_query_without_a_message_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "checks"
    folder.mkdir()
    (folder / "mute.rq").write_text("SELECT ?term ?detail WHERE { ?term ?p ?detail }")
    (tmp_path / "checks.toml").write_text('[mute]\nseverity = "error"\n')
    with pytest.raises(CheckBroken, match=r"mute\.rq: its first line is no comment"):
        checks(folder)


def test_a_query_and_its_severity_go_together(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks.toml").write_text('[gone]\nseverity = "error"\n')
    with pytest.raises(CheckBroken, match=r"gone\.rq: is in checks\.toml but has no query"):
        checks(tmp_path / "checks")
