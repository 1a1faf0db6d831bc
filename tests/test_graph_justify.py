"""`yuezhi explain`: what is stated where, what follows from what, in words and with the names of things."""

from pathlib import Path

import pytest

from graph.justify import explanation, term
from ontology import names


def test_a_stated_triple_is_told_with_its_graphs(tiny_folder: Path) -> None:
    first, *names_of_things = explanation(tiny_folder, "area:guangdong", "yz:directlyWithin", "area:china")
    assert first == "area:guangdong yz:directlyWithin area:china  [stated in registry]"
    assert any(line.startswith("area:guangdong: ") and "广东" in line for line in names_of_things)


def test_an_inferred_triple_is_told_with_its_axiom_and_premises(tiny_folder: Path) -> None:
    lines = list(explanation(tiny_folder, "area:guangdong", "yz:within", "area:china"))
    assert lines[0].endswith("[yz:directlyWithin implies yz:within]")
    assert lines[1] == "  area:guangdong yz:directlyWithin area:china  [stated in registry]"


def test_what_does_not_hold_is_told_in_short_names(tiny_folder: Path) -> None:
    with pytest.raises(ValueError, match=r"^area:china yz:within area:guangdong: not in the graph"):
        list(explanation(tiny_folder, "area:china", "yz:within", "area:guangdong"))


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ("yz:Court", names.term("Court")),
        ("campaign:longteng-2021", names.thing("campaign", "longteng-2021")),
        ("http://e.org/x", "http://e.org/x"),
    ],
)
def test_terms_may_be_written_short(written: str, iri: str) -> None:
    assert term(written) == f"<{iri}>"


def test_an_unknown_prefix_is_told_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"nope:x: write an IRI, or one of the prefixes .*campaign.*yz"):
        term("nope:x")
