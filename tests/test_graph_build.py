"""The whole way from the sample's texts to a release."""

import hashlib
from pathlib import Path

import pytest

from graph import build as building
from graph.build import BuildReport, build
from graph.errors import DecisionInvalid, ReleaseInvalid, SourcesMissing
from graph.overrules import load
from graph.store import open_release, select
from shapes.report import Report, Result


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The sample, built without the reasoner (its answer is tested with the ontology)."""
    folder = tmp_path_factory.mktemp("build")
    report = build(None, folder / "release", sample=True, work=folder / "work", reasoner=False)
    return folder, report


def digest(folder: Path) -> dict[str, str]:
    """The hash of each file of a folder."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_the_summary_counts_what_was_read(built: tuple[Path, BuildReport]) -> None:
    _, report = built
    assert [source.id for source in report.sources] == ["sample-2022", "sample-2024", "sample-2024-press"]
    assert all(source.figures and source.sentences for source in report.sources)
    assert sum(report.observations.values()) > 100
    assert report.disagreements["hard magnitude"] >= 2


def test_a_build_from_kept_claims_gives_the_same_bytes(built: tuple[Path, BuildReport]) -> None:
    folder, _ = built
    build(None, folder / "again", sample=True, work=folder / "work", reasoner=False)
    assert digest(folder / "again") == digest(folder / "release")


def test_sentences_stand_beside_the_release_and_not_in_it(built: tuple[Path, BuildReport]) -> None:
    folder, _ = built
    with_words = open_release(folder / "release", folder / "work" / "quotations")
    ask = "ASK { GRAPH ?g { ?s <http://www.w3.org/ns/oa#exact> ?o } }"
    assert with_words.query(ask)
    assert not open_release(folder / "release").query(ask)


def test_the_planted_factor_of_ten_is_found_with_both_statements(built: tuple[Path, BuildReport]) -> None:
    store = open_release(built[0] / "release")
    rows = select(
        store,
        """PREFIX yz: <https://w3id.org/yuezhi/ontology#> PREFIX code: <https://w3id.org/yuezhi/code/>
        SELECT DISTINCT ?source ?value WHERE {
          ?d yz:disagreementType code:disagreement-magnitude ; yz:severity code:severity-hard ;
             yz:betweenClaim ?c . ?c yz:statedIn ?source ; yz:value ?value } """,
    )
    found = {(row["source"].value.rsplit("/", 1)[-1], row["value"].value) for row in rows}
    assert {("sample-2024", "9640000000"), ("sample-2024-press", "96400000000")} <= found


def test_a_violation_stops_the_build_and_the_old_release_stays(
    built: tuple[Path, BuildReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = built
    before = digest(folder / "release")

    def find_fault(quads: object, stage: str) -> Report:
        store = open_release(folder / "release")
        row = next(
            iter(
                select(store, "SELECT ?c WHERE { ?c a <https://w3id.org/yuezhi/ontology#StatisticalClaim> }")
            )
        )
        return Report(stage, (Result(row["c"], None, None, "shape:Broken", "MinCount", "Violation"),))

    monkeypatch.setattr(building, "validate", find_fault)
    with pytest.raises(ReleaseInvalid, match=r"breaks shape:Broken.*rule .*sentence \d+–\d+ of sample-"):
        build(None, folder / "release", sample=True, work=folder / "work", reasoner=False)
    assert digest(folder / "release") == before


def test_missing_texts_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourcesMissing, match=r"gd-2021.*yuezhi sources add"):
        build(tmp_path, tmp_path / "out", work=tmp_path / "work")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("guess,a-1-2-1|a-3-4-1,,A,2026-01-02,why", "decision must be"),
        ("same,a-1-2-1,,A,2026-01-02,why", "at least two"),
        ("same,a-1-2-1|a-3-4-1,,A,January,why", "YYYY-MM-DD"),
        ("prefer,a-1-2-1|a-3-4-1,,A,2026-01-02,why", "preferred"),
    ],
)
def test_a_decision_that_cannot_be_read_names_its_line(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "overrules.csv"
    path.write_text(f"decision,claims,preferred,who,when,why\n{line}\n")
    with pytest.raises(DecisionInvalid, match=rf"line 2.*{problem}"):
        load(path)


def test_the_decisions_of_the_project_can_be_read() -> None:
    assert isinstance(load(), tuple)
