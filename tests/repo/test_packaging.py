"""The six names resolve inside this checkout, and pyproject names all packages and data."""

import importlib.util
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DATA_SUFFIXES = {".ttl", ".csv", ".toml", ".jsonl", ".rq", ".txt", ".xml", ".html", ".css", ".js", ".md", ".trig"}


@pytest.mark.parametrize("name", ["ontology", "mappings", "shapes", "sparql", "graph", "server"])
def test_name_resolves_here(name: str) -> None:
    """No package of another project shadows ours."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent == ROOT / name


def test_every_package_is_named() -> None:
    """Each folder with an `__init__.py` below the layers is listed by name."""
    listed = set(SETTINGS["tool"]["setuptools"]["packages"])
    layers = ("ontology", "mappings", "shapes", "sparql", "graph", "server")
    found = {
        ".".join(init.parent.relative_to(ROOT).parts) for layer in layers for init in (ROOT / layer).rglob("__init__.py")
    }
    assert found == listed


def test_every_data_file_is_packaged() -> None:
    """Each rule, shape, query, table and template matches a pattern of package-data."""
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]
    left_out = []
    for package, globs in patterns.items():
        base = ROOT / package
        covered = {path for pattern in globs for path in base.glob(pattern)}
        for path in base.rglob("*"):
            ignored = {"out", "bundle", "texts", "__pycache__"} & set(path.relative_to(base).parts)
            if path.suffix in DATA_SUFFIXES and path.name != "README.md" and path.is_file() and not ignored:
                left_out += [str(path.relative_to(ROOT))] if path not in covered else []
    assert left_out == []
