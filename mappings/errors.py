"""What can go wrong between a text and its claims.

MappingError
├── LexiconError    a row of a lexicon or of the registry does not fit its columns
└── RuleError       a rule file does not fit its schema
"""


class MappingError(Exception):
    """The root: says what, where, and what to do."""


class LexiconError(MappingError):
    """A row of a table does not fit."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")
        self.file = file
        self.line = line


class RuleError(MappingError):
    """A rule file does not fit its schema: file, rule id, key."""

    def __init__(self, file: str, rule: str, what: str) -> None:
        super().__init__(f"{file}, rule {rule}: {what}")
        self.file = file
        self.rule = rule
