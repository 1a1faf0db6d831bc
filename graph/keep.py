"""Keeps of a release what the next is held against: its ontology and its IRIs (graph/previous)."""

import csv
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph.release import info
from graph.store import open_release, select
from ontology import names
from ontology.assemble import assemble
from ontology.format import canonical

#: What the last release left.
PREVIOUS: Final = Path(str(files("graph"))) / "previous"
RETIRED: Final = Path(str(files("graph"))) / "retired.csv"
#: Named by a place in a text, and as good as that text: they come and go with the rules that read it.
_OF_TEXTS: Final = (names.ID + "anchor/", names.ID + "claim/", names.ID + "disagreement/")


def keep(release: Path, folder: Path = PREVIOUS) -> tuple[Path, Path, Path]:
    """Writes the merged ontology, the IRIs and the version of the release in `release` to `folder`.

    Raises:
        ReleaseUnreadable: there is no release in `release`.
        OntologyError: the ontology does not assemble.
    """
    iris = sorted(spoken_of(release))
    folder.mkdir(parents=True, exist_ok=True)
    ontology, listed, version = (folder / name for name in ("ontology.ttl", "iris.txt", "version.txt"))
    ontology.write_text(canonical(assemble()), encoding="utf-8", newline="\n")
    listed.write_text("".join(f"{iri}\n" for iri in iris), encoding="utf-8", newline="\n")
    version.write_text(f"{info().version}\n", encoding="utf-8", newline="\n")
    return ontology, listed, version


def spoken_of(release: Path) -> set[str]:
    """The IRIs of ours that the release in `release` says something of, claims and places in texts apart."""
    store = open_release(release)
    subjects = select(store, "SELECT DISTINCT ?s { ?s ?p ?o FILTER(isIRI(?s)) }")
    iris = {row["s"].value for row in subjects if isinstance(row["s"], ox.NamedNode)}
    return {iri for iri in iris if iri.startswith(names.BASE) and not iri.startswith(_OF_TEXTS)}


def lost(release: Path, folder: Path = PREVIOUS, retired: Path = RETIRED) -> list[str]:
    """The IRIs that `folder` lists, the release no longer speaks of, and retired.csv does not tell about."""
    before = set((folder / "iris.txt").read_text(encoding="utf-8").split())
    with retired.open(encoding="utf-8", newline="") as table:
        told = {row["iri"] for row in csv.DictReader(table)}
    return sorted(before - spoken_of(release) - told)
