"""Imports go down only: ontology → mappings, shapes, sparql → graph → server."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BELOW = {
    "ontology": {"ontology"},
    "mappings": {"ontology", "mappings"},
    "shapes": {"ontology", "shapes"},
    "sparql": {"ontology", "sparql"},
    "graph": {"ontology", "mappings", "shapes", "sparql", "graph"},
    "server": {"ontology", "mappings", "shapes", "sparql", "graph", "server"},
}


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("layer", BELOW)
def test_imports_go_down_only(layer: str) -> None:
    """A layer imports itself and what lies below, nothing beside or above."""
    modules = sorted((ROOT / layer).rglob("*.py"))
    assert modules, f"{layer} has no modules"
    upward = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules
        for name in imported(path) & set(BELOW)
        if name not in BELOW[layer]
    }
    assert upward == set()


@pytest.mark.parametrize("layer", BELOW)
def test_no_star_imports_and_no_utils(layer: str) -> None:
    """A module says what it takes, and is named after a concept."""
    for path in (ROOT / layer).rglob("*.py"):
        assert path.stem not in {"utils", "helpers", "common", "misc"}, path
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert all(alias.name != "*" for alias in node.names), path
