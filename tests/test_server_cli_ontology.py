"""The commands of ontology editors, as they type them."""

from pathlib import Path

import pytest
from rdflib import Graph
from typer.testing import CliRunner, Result

from ontology import assemble as assembling
from ontology import format as formatting
from ontology import names
from ontology.profile import save_as
from server.cli import app

MODULE = assembling.HOME / "modules" / "places.ttl"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_check_that_does_not_exist_is_named() -> None:
    done = run("check", "no-such-check")
    assert done.exit_code == 2
    assert "no-such-check" in done.output


def test_our_ontology_passes_without_the_reasoner() -> None:
    done = run("check", "--no-reasoner")
    assert done.exit_code == 0, done.output
    assert "0 errors" in done.output


def test_all_modules_are_as_format_writes_them() -> None:
    assert run("format", "--check").exit_code == 0


def test_a_file_saved_as_xml_under_its_old_name_comes_back(tmp_path: Path) -> None:
    saved = tmp_path / "places.ttl"
    assembling.read_module(MODULE).serialize(saved, format="xml")
    done = run("format", saved)
    assert "changed" in done.output
    assert saved.read_text(encoding="utf-8") == MODULE.read_text(encoding="utf-8")


def test_a_file_in_another_syntax_is_held_against_its_module(tmp_path: Path) -> None:
    saved = tmp_path / "anything.rdf"
    assembling.read_module(MODULE).serialize(saved, format="xml")
    assert run("format", "--check", saved).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("syntax", ["owlxml", "functional"])
def test_what_the_owl_api_saves_is_its_module_again(tmp_path: Path, syntax: str) -> None:
    saved = tmp_path / "anything.owl"
    save_as([(MODULE, {syntax: saved})])
    assert formatting.format_file(saved, write=False) is None


def test_a_file_that_does_not_parse_is_named_with_line_and_column(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix yz: <http://x/> .\nyz:a yz:b [ .\n")
    done = run("format", broken)
    assert done.exit_code == 1
    assert "line 2, column" in " ".join(done.output.split())


def test_a_difference_is_said_with_the_version_that_follows(tmp_path: Path) -> None:
    old = tmp_path / "old.ttl"
    graph = assembling.assemble()
    old.write_text(formatting.canonical(_without(graph, names.term("Court"))), encoding="utf-8")
    done = run("diff", old)
    assert "added class Court (minor)" in done.output
    assert "version: " in done.output


def _without(graph: Graph, term: str) -> Graph:
    left = Graph()
    for triple in graph:
        if str(triple[0]) != term:
            left.add(triple)
    return left


def test_explain_wants_three_terms() -> None:
    done = run("explain", "yz:Court")
    assert done.exit_code == 2
    assert "subject, predicate and object" in " ".join(done.output.split())


@pytest.mark.slow
def test_a_consistent_ontology_has_nothing_to_explain() -> None:
    assert "nothing clashes" in run("explain", "--inconsistency").output
