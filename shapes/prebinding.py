"""When a `sh:select` with `$this` left free finds the same as with `$this` bound to each node in turn.

SHACL binds `$this` before a query runs, everywhere in it. Left free, `$this` has to be bound by a triple
pattern wherever a filter or an expression uses it; where it is not, pySHACL has to go from node to node.
"""

from collections.abc import Callable, Iterator
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
    rule = _BINDING.get(pattern.name)
    return rule is not None and rule(pattern)


#: By the name of an algebra node: whether it binds `$this`. What is not here is taken not to.
_BINDING: Final[dict[str, Callable[[Any], bool]]] = {
    "BGP": lambda p: any(_THIS in triple for triple in p.triples),
    "Join": lambda p: _binds(p.p1) or _binds(p.p2),
    "LeftJoin": lambda p: _binds(p.p1),
    "Union": lambda p: _binds(p.p1) and _binds(p.p2),
    "Project": lambda p: _THIS in p.PV and _binds(p.p),
    "Group": lambda p: _THIS in (p.expr or ()) and _binds(p.p),
    "ToMultiSet": lambda p: "p" in p and _binds(p.p),
} | {
    name: (lambda p: _binds(p.p))
    for name in ("Distinct", "Filter", "Extend", "AggregateJoin", "OrderBy", "Graph")
}


def _sound(pattern: Any) -> bool:
    """Whether `$this` is bound wherever an expression in `pattern` uses it, and nowhere bound anew."""
    if pattern.name in _FORBIDDEN:
        return False
    rule = _SOUNDNESS.get(pattern.name)
    return (rule is None or rule(pattern)) and all(_sound(part) for part in _parts(pattern))


def _filter_is_sound(pattern: Any) -> bool:
    return not _uses(pattern.expr) or _binds(pattern.p)


def _extend_is_sound(pattern: Any) -> bool:
    grouped = str(pattern.expr).startswith("__agg")
    return (pattern.var != _THIS or grouped) and _filter_is_sound(pattern)


_SOUNDNESS: Final[dict[str, Callable[[Any], bool]]] = {
    "ToMultiSet": lambda p: "p" in p,  # else VALUES, which SHACL does not allow
    "Filter": _filter_is_sound,
    "Extend": _extend_is_sound,
    "LeftJoin": lambda p: not _uses(p.expr) or _binds(p.p1) or _binds(p.p2),
    "Project": lambda p: _THIS in p.PV,
    "Group": lambda p: _THIS in (p.expr or ()),
}


def _parts(pattern: Any) -> Iterator[Any]:
    for name in ("p", "p1", "p2"):
        if name in pattern:
            yield pattern[name]


def _uses(expression: Any) -> bool:
    """Whether an expression speaks of `$this`; any EXISTS is taken to."""
    if isinstance(expression, CompValue):
        if expression.name in _EXISTS:
            return True
        return any(_uses(part) for name, part in expression.items() if name != "_vars")
    if isinstance(expression, (list, tuple)):
        return any(_uses(part) for part in expression)
    return bool(expression == _THIS)
