"""Editors can open every module: the OWL API loads it offline, finds OWL 2 DL, and saves what we wrote."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ontology import format, names  # noqa: A004  (the module is named for what it does)
from ontology.assemble import HOME, module_files, read_module
from ontology.errors import ProfileUnchecked
from ontology.profile import ProfileReport, check_profile, save_as

#: A current OWL API by its coordinates; Maven finds it and all it needs.
COORDINATES = ("net.sourceforge.owlapi", "owlapi-distribution", "5.5.1")


@pytest.fixture(scope="module")
def reports() -> list[ProfileReport]:
    """What the OWL API of HermiT's jar says of each module with its imports."""
    return check_profile(module_files())


@pytest.fixture(scope="session")
def current_owl_api(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The jars of the OWL API 5."""
    maven = shutil.which("mvn")
    if maven is None:
        pytest.skip("Maven is not installed, the OWL API 5 cannot be fetched")
    folder = tmp_path_factory.mktemp("owlapi")
    group, artifact, version = COORDINATES
    (folder / "pom.xml").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>yuezhi</groupId><artifactId>profile</artifactId>"
        "<version>1</version><packaging>pom</packaging><dependencies><dependency>"
        f"<groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>"
        "</dependency></dependencies></project>"
    )
    command = [maven, "-B", "-q", "dependency:copy-dependencies", f"-DoutputDirectory={folder / 'jars'}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        pytest.skip(f"Maven could not fetch the OWL API 5: {done.stdout[-200:]}")
    return sorted((folder / "jars").glob("*.jar"))


def test_every_module_opens_offline_as_owl_2_dl(reports: list[ProfileReport]) -> None:
    assert len(reports) == len(module_files())
    for report in reports:
        assert report.owl_api.startswith("3.4.3")
        assert report.axioms
        assert not report.violations, report


def test_the_root_brings_all_modules_but_those_kept_from_the_reasoner(reports: list[ProfileReport]) -> None:
    (root,) = (report for report in reports if report.ontology == names.ONTOLOGY)
    others = {report.ontology for report in reports} - {names.ONTOLOGY}
    assert set(root.imports) == others - {names.ONTOLOGY + "/cube", names.ONTOLOGY + "/align"}


@pytest.mark.slow
def test_what_is_no_owl_2_dl_is_named(tmp_path: Path) -> None:
    odd = tmp_path / "odd.ttl"
    odd.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix yz: <https://w3id.org/yuezhi/ontology#> .\n"
        "<http://example.org/odd> a owl:Ontology .\n"
        "yz:above a owl:ObjectProperty, owl:TransitiveProperty, owl:FunctionalProperty .\n"
    )
    (report,) = check_profile([odd])
    assert not report.conforms
    assert any("above" in violation.where for violation in report.violations)


@pytest.mark.slow
def test_a_file_that_cannot_be_loaded_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no ontology")
    with pytest.raises(ProfileUnchecked, match=r"broken\.ttl"):
        check_profile([broken])


@pytest.mark.slow
@pytest.mark.parametrize("syntax", ["rdfxml", "owlxml", "functional"])
def test_a_round_trip_leaves_no_diff(tmp_path: Path, syntax: str) -> None:
    for path, text in _round_trip(tmp_path, syntax, None):
        assert text == path.read_text(encoding="utf-8"), path


@pytest.mark.outside
@pytest.mark.parametrize("syntax", ["rdfxml", "owlxml", "functional", "turtle"])
def test_a_round_trip_through_the_current_owl_api_leaves_no_diff(
    tmp_path: Path, syntax: str, current_owl_api: list[Path]
) -> None:
    for path, text in _round_trip(tmp_path, syntax, current_owl_api):
        assert text == path.read_text(encoding="utf-8"), path


@pytest.mark.outside
def test_the_current_owl_api_finds_owl_2_dl(current_owl_api: list[Path]) -> None:
    for report in check_profile(module_files(), jars=current_owl_api):
        assert report.owl_api.startswith("5.")
        assert not report.violations, report


def _round_trip(folder: Path, syntax: str, jars: Sequence[Path] | None) -> Iterator[tuple[Path, str]]:
    """Each module saved in `syntax`, then as RDF/XML, then brought into our form."""
    modules = [path for path in module_files() if path.parent.parent == HOME]
    saved = {path: folder / f"{path.stem}.{syntax}" for path in modules}
    save_as([(path, {syntax: target}) for path, target in saved.items()], jars=jars)
    back = {path: folder / f"{path.stem}.back.rdf" for path in modules}
    save_as([(saved[path], {"rdfxml": target}) for path, target in back.items()], jars=jars)
    for path, target in back.items():
        yield path, format.canonical(read_module(target))
