"""Makes terms of what people type: the types of the parameters of named queries."""

import re
from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from ontology import names
from sparql.errors import BindingError

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LEXICAL: Final = {
    "integer": re.compile(r"[+-]?\d{1,40}"),
    "decimal": re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})"),
    "boolean": re.compile(r"true|false|0|1"),
}
_YEAR: Final = re.compile(r"\d{4}")
_PERIOD: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?|unstated")
_KIND: Final = re.compile(r"(?:thing|code):[a-z]+(?:-[a-z]+)*")
_PLAIN: Final = ("period", "iri", "string", "text:en", "text:zh", "year", *_LEXICAL)
#: A value that is longer was not typed by a person.
_LONGEST: Final = 2000


def types_are(kind: str) -> bool:
    """Whether `kind` is a type of parameters."""
    return kind in _PLAIN or _KIND.fullmatch(kind) is not None


def term_of(parameter: str, kind: str, value: str) -> str:
    """`value` as a term of the type `kind`, written as a query takes it.

    Raises:
        BindingError: it is not of that type.
    """
    if len(value) > _LONGEST:
        raise BindingError(parameter, value[:40] + "…", f"of at most {_LONGEST} characters")
    scheme, _, name = kind.partition(":")
    makers: dict[str, Callable[[], str]] = {
        "thing": lambda: _ours(
            parameter, value, lambda: names.thing(name, value), f"a slug of the kind {name}"
        ),
        "code": lambda: _ours(parameter, value, lambda: names.code(name, value), f"a notation of {name}"),
        "period": lambda: _period(parameter, value),
        "iri": lambda: _iri(parameter, value),
        "string": lambda: str(ox.Literal(value)),
        "text": lambda: str(ox.Literal(value, language=name)),
        "year": lambda: _lexical(parameter, "integer", value, _YEAR, "a year of four digits"),
    }
    if scheme in makers:
        return makers[scheme]()
    return _lexical(parameter, kind, value, _LEXICAL[kind], f"a value of the type {kind}")


def _ours(parameter: str, value: str, make: Callable[[], str], expected: str) -> str:
    """The IRI of a thing or code of ours, from its short name or itself."""
    if value.startswith(names.BASE):
        return _iri(parameter, value)
    try:
        return _iri(parameter, make())
    except ValueError as error:
        raise BindingError(parameter, value, f"{expected}, nor an IRI of ours") from error


def _period(parameter: str, value: str) -> str:
    if value.startswith(names.BASE):
        return _iri(parameter, value)
    if not _PERIOD.fullmatch(value):
        raise BindingError(parameter, value, "a period (2023, 2021-12-31, 2020/2022)")
    return _iri(parameter, names.period(value))


def _iri(parameter: str, value: str) -> str:
    try:
        return str(ox.NamedNode(value))
    except ValueError as error:
        raise BindingError(parameter, value, "an absolute IRI") from error


def _lexical(parameter: str, kind: str, value: str, form: re.Pattern[str], expected: str) -> str:
    if not form.fullmatch(value):
        raise BindingError(parameter, value, expected)
    return str(ox.Literal(value, datatype=ox.NamedNode(_XSD + kind)))
