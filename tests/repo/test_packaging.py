"""The six names resolve inside this checkout, and pyproject names all packages and data."""

import importlib.util
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = ("ontology", "mappings", "shapes", "sparql", "graph", "server")
CODE = {".py", ".pyc"}
IGNORED = {"out", "bundle", "frontend", "texts", "__pycache__"}


@pytest.mark.parametrize("name", LAYERS)
def test_name_resolves_here(name: str) -> None:
    """No package of another project shadows ours."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent == ROOT / name


def test_every_package_is_named() -> None:
    """Each folder with an `__init__.py` below the layers is listed by name."""
    listed = set(SETTINGS["tool"]["setuptools"]["packages"])
    inits = [init for layer in LAYERS for init in (ROOT / layer).rglob("__init__.py")]
    found = {".".join(init.parent.relative_to(ROOT).parts) for init in inits}
    assert found == listed


def test_every_data_file_is_packaged() -> None:
    """Each rule, shape, query, table and template matches a pattern of package-data."""
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]["*"]
    left_out = []
    for base in (ROOT / name for name in LAYERS):
        covered = {path for pattern in patterns for path in base.glob(pattern)}
        for path in base.rglob("*"):
            ignored = IGNORED & set(path.relative_to(base).parts)
            if path.is_file() and path.suffix not in CODE and not ignored and path not in covered:
                left_out.append(str(path.relative_to(ROOT)))
    assert left_out == []
