"""When a `sh:select` with `$this` left free finds the same as with `$this` bound to each node in turn.

SHACL binds `$this` before a query runs, everywhere in it. Left free, `$this` has to be bound by a triple
pattern wherever a filter or an expression uses it; where it is not, pySHACL has to go from node to node.
"""

from collections.abc import Iterator
from typing import Any, Final

from pyparsing import ParseException
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

_THIS: Final = Variable("this")
_EXISTS: Final = {"Builtin_EXISTS", "Builtin_NOTEXISTS"}
_FORBIDDEN: Final = {"Minus", "ServiceGraphPattern", "values"}


def may_stay_free(query: str) -> bool:
    """Whether `query` finds the same with `$this` left free."""
    try:
        pattern = prepareQuery(query).algebra["p"]
    except (ParseException, SyntaxError, ValueError):
        return False
    return _binds(pattern) and _sound(pattern)


def _binds(pattern: Any) -> bool:
    """Whether every solution of `pattern` has `$this`."""
    match pattern.name:
        case "BGP":
            return any(_THIS in triple for triple in pattern.triples)
        case "Join":
            return _binds(pattern.p1) or _binds(pattern.p2)
        case "LeftJoin":
            return _binds(pattern.p1)
        case "Union":
            return _binds(pattern.p1) and _binds(pattern.p2)
        case "Project" | "Distinct":
            return _THIS in pattern.PV and _binds(pattern.p) if pattern.name == "Project" else _binds(pattern.p)
        case "Group":
            return _THIS in (pattern.expr or ()) and _binds(pattern.p)
        case "Filter" | "Extend" | "AggregateJoin" | "ToMultiSet" | "OrderBy" | "Graph":
            return "p" in pattern and _binds(pattern.p)
    return False


def _sound(pattern: Any) -> bool:
    """Whether `$this` is bound wherever an expression in `pattern` uses it."""
    if pattern.name in _FORBIDDEN or (pattern.name == "ToMultiSet" and "p" not in pattern):
        return False
    if pattern.name in ("Filter", "Extend") and _uses(pattern.expr) and not _binds(pattern.p):
        return False
    if pattern.name == "Extend" and pattern.var == _THIS and not str(pattern.expr).startswith("__agg"):
        return False  # what is bound beforehand may not be bound again
    if pattern.name == "LeftJoin" and _uses(pattern.expr) and not (_binds(pattern.p1) or _binds(pattern.p2)):
        return False
    if pattern.name == "Project" and _THIS not in pattern.PV:
        return False
    if pattern.name == "Group" and _THIS not in (pattern.expr or ()):
        return False
    return all(_sound(part) for part in _parts(pattern))


def _parts(pattern: Any) -> Iterator[Any]:
    for name in ("p", "p1", "p2"):
        if name in pattern:
            yield pattern[name]


def _uses(expression: Any) -> bool:
    """Whether an expression speaks of `$this`; EXISTS passes it on and is no use by itself."""
    if isinstance(expression, CompValue):
        if expression.name in _EXISTS:
            return True
        return any(_uses(part) for name, part in expression.items() if name != "_vars")
    if isinstance(expression, (list, tuple)):
        return any(_uses(part) for part in expression)
    return bool(expression == _THIS)
