"""Functions and modules stay small; each exception is listed with its reason."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("ontology", "mappings", "shapes", "sparql", "graph", "server")
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60
#: Module or module:function → why it may be longer.
EXCEPTIONS: dict[str, str] = {
    "ontology/terms.py": "made from the ontology by `yuezhi format`: one line and one comment per term",
}


def modules() -> list[Path]:
    """All Python modules of the layers."""
    return sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def test_modules_are_small() -> None:
    """A module over 400 lines holds two things."""
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
        and str(path.relative_to(ROOT)) not in EXCEPTIONS
    }
    assert too_long == {}


def test_functions_are_short() -> None:
    """A function over 60 lines is asked why."""
    too_long = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                name = f"{path.relative_to(ROOT)}:{node.name}"
                if length > LONGEST_FUNCTION and name not in EXCEPTIONS:
                    too_long[name] = length
    assert too_long == {}


def test_every_module_says_what_it_is() -> None:
    """A module begins with a docstring."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in modules()}
    silent = [str(path.relative_to(ROOT)) for path, tree in trees.items() if not ast.get_docstring(tree)]
    assert silent == []
