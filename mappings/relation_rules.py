"""Rules of relations (`rules/relations.toml`), checked at load; a test runs the examples of each."""

import functools
import tomllib
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from mappings.errors import RuleError
from mappings.records import RELATIONS, Lang

Form = Literal[
    "act", "honour", "adjacent", "together", "toward", "place", "target", "statement", "within", "title",
    "goes-on",
]  # fmt: skip


class Example(BaseModel):
    """An invented sentence, and what the rule finds in it: slugs (`*`: known by form only) and predicate."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    lang: Lang
    text: str
    finds: tuple[str, ...] = ()


class RelationRule(BaseModel):
    """One way in which texts state a relation.

    Forms: act (somebody does something to the object, in whatever order the sentence has it), honour (who is
    chosen, and for what: the honour is the subject of the relation unless `honour_is_object`), adjacent
    (names side by side, one of `between` between; the subject comes second if `reverse`; `opened_by`: what
    the sentence begins with), together (several
    do one thing), toward (the verb names the partner), place (what is in, and where), target (a campaign
    and what it is against), statement (who says something about whom), within (a name that stands in another:
    at its beginning or behind a word of `between`; `known`: only where the registry has it as the parent),
    title (what is listed beside a title that all have), goes-on (what is named later in a paragraph without
    a doer belongs to those who did the like before).

    `subject` and `object` are kinds (`body`) or classes (`Court`). `carry`: the subject may come from an
    earlier sentence. `home`: where the text names none it is the body that acts for the area reported on.
    `jointly`: the predicate where several act together. `shared`: partners do it too. `without`: words before
    the verb that forbid it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    predicate: str
    form: Form
    verbs: tuple[str, ...] = ()
    subject: tuple[str, ...]
    object: tuple[str, ...]
    carry: bool = False
    home: bool = False
    shared: bool = False
    honour_is_object: bool = False
    reverse: bool = False
    known: bool = False
    between: tuple[str, ...] = ()
    opened_by: tuple[str, ...] = ()
    jointly: str = ""
    without: tuple[str, ...] = ()
    examples: tuple[Example, ...]

    @field_validator("predicate")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in RELATIONS:
            raise ValueError(f"{value!r} is none of {', '.join(RELATIONS)}")
        return value


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    rule: tuple[RelationRule, ...]


@functools.cache
def load() -> tuple[RelationRule, ...]:
    """All rules, in the order of the file.

    Raises:
        RuleError: a rule does not fit; the message names file, rule and key.
    """
    name = "rules/relations.toml"
    table = tomllib.loads(files("mappings").joinpath(name).read_text(encoding="utf-8"))
    try:
        rules = _File.model_validate(table).rule
    except ValidationError as error:
        first = error.errors()[0]
        position = first["loc"][1] if len(first["loc"]) > 1 and isinstance(first["loc"][1], int) else None
        rule = table["rule"][position].get("id", str(position)) if position is not None else "?"
        raise RuleError(
            name, rule, f"{'.'.join(str(x) for x in first['loc'][2:])}: {first['msg']}"
        ) from error
    return rules
