"""The integrity constraints of the RDF Data Cube vocabulary."""

import pyoxigraph as ox

from shapes.report import Result


def check(store: ox.Store) -> list[Result]:
    """What breaks an integrity constraint."""
    return []
