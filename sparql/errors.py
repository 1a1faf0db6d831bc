"""What can go wrong between a query and its answer, below HTTP.

SparqlError
├── CatalogueError      a named query's file breaks the format of its header
└── BindingError        a value given for a parameter of a named query does not fit

A query that was not answered is a `sparql.service.QueryFault`.
"""


class SparqlError(Exception):
    """Any fault of this layer."""


class CatalogueError(SparqlError):
    """A file of named queries breaks the rules of sparql/README.md."""

    def __init__(self, file: str, line: int, problem: str, advice: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}; {advice}")
        self.file, self.line, self.problem, self.advice = file, line, problem, advice


class BindingError(SparqlError):
    """A value does not fit the parameter of a named query."""

    def __init__(self, parameter: str, value: str, expected: str) -> None:
        super().__init__(f"parameter {parameter}: {value!r} is not {expected}")
        self.parameter, self.value, self.expected = parameter, value, expected
