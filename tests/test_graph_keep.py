"""What a release leaves behind: the next one may lose no IRI silently."""

from pathlib import Path

from graph.keep import keep, lost, spoken_of
from graph.release import info
from ontology import names
from ontology.assemble import assemble, read_module
from ontology.difference import difference


def test_what_is_kept_is_the_ontology_the_iris_and_the_version(tiny_folder: Path, tmp_path: Path) -> None:
    ontology, iris, version = keep(tiny_folder, tmp_path)
    assert difference(read_module(ontology), assemble()).changes == ()
    listed = iris.read_text(encoding="utf-8").split()
    assert listed == sorted(spoken_of(tiny_folder))
    assert version.read_text(encoding="utf-8") == f"{info().version}\n"
    assert any(iri.startswith(names.ID + "obs/") for iri in listed)
    assert not any("/id/claim/" in iri or "/id/anchor/" in iri for iri in listed)


def test_an_iri_that_is_gone_and_not_retired_is_told(tiny_folder: Path, tmp_path: Path) -> None:
    _, iris, _ = keep(tiny_folder, tmp_path)
    gone, retired = names.thing("body", "gone"), names.thing("body", "retired")
    iris.write_text(iris.read_text(encoding="utf-8") + f"{gone}\n{retired}\n", encoding="utf-8")
    table = tmp_path / "retired.csv"
    table.write_text(f"iri,replacement,release\n{retired},,0.2.0\n", encoding="utf-8")
    assert lost(tiny_folder, tmp_path, table) == [gone]
