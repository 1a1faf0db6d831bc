"""Names that the registry lacks, proposed from their form; the forms are data (rules/name_forms.toml)."""

import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from mappings.errors import RuleError
from mappings.records import Lang
from mappings.registry import KINDS, Thing
from mappings.spans import Span
from ontology import names as iris

FILE: Final = "rules/name_forms.toml"
_AREA: Final = "{area}"

#: Words in small letters that may stand within a name in capitals.
_SMALL: Final = (
    r"(?:of|for|on|and|the|in|to|with|by|into|a|an|from|between|at|among|through|regarding|concerning|&)"
)
_BIG: Final = (
    r"(?:[A-Z](?:[\w’'./&-]*[\w’'/&])?|\d+(?:st|nd|rd|th)\b|(?:19|20)\d\d(?:-(?:19|20)\d\d)?\b"
    r"|\([A-Z0-9][^()]{0,30}\)|Co\., Ltd\.?)"
)
_CAPITALS: Final = re.compile(rf"{_BIG}(?:\s+(?:{_SMALL}\s+){{0,3}}{_BIG})*")
#: Capitals of sentence beginnings that are no part of a name.
_NO_NAME: Final = re.compile(
    r"(?:\(\d{1,2}\)|The|A|An|In|On|By|At|For|From|With|To|And|Of|As|Both|All|Its|Their|This|These|Under"
    r"|During|Through|Nine|Ten|Supported|Besides|Furthermore|Additionally|Specifically|According|Among|Since|After|Before"
    r"|(?:of|to|by|with|the|for|in|at|from|on)\b)\s+"
)
#: What stands before a common noun: "an Information Service Center" names none.
_INDEFINITE: Final = re.compile(r"\b[Aa]n?\s+$")
#: What is left of a beginning (`According to the …`).
_LINK: Final = re.compile(rf"{_SMALL}\s+")
#: Where something took place is no part of its name.
_PLACED: Final = re.compile(r"\s+in\s+[A-Z][a-z]+$")
#: Two names are joined here, not one.
_JOINT: Final = re.compile(r"\s+and\s+the\s+")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern.replace(_AREA, ""))
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class FormClass(BaseModel):
    """The class of names that end or begin so."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str
    class_: Annotated[str, Field(alias="class")]
    ends: Pattern = ""
    begins: Pattern = ""

    def fits(self, name: str) -> bool:
        """Whether `name` ends, or begins, as this class of names does."""
        if self.ends:
            return re.search(rf"(?:{self.ends})$", name) is not None
        return not self.begins or re.match(self.begins, name) is not None


class Form(BaseModel):
    """One form of names."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    lang: Lang
    pattern: Pattern
    classes: list[FormClass]
    example: str
    finds: str
    refuses: str
    on: Literal["text", "capitals"] = "text"
    never: Pattern = ""

    def class_of(self, name: str) -> FormClass | None:
        """The class of `name`, or None where the form refuses it."""
        if self.never and re.search(self.never, name):
            return None
        return next((c for c in self.classes if c.fits(name)), None)


@functools.cache
def load(text: str | None = None) -> tuple[Form, ...]:
    """The forms of the project, or those of `text`.

    Raises:
        RuleError: a key is unknown, a pattern does not compile, a kind is unknown, an id stands twice.
    """
    source = text if text is not None else files("mappings").joinpath(FILE).read_text(encoding="utf-8")
    forms: list[Form] = []
    for number, raw in enumerate(tomllib.loads(source).get("form", []), start=1):
        rule = str(raw.get("id", f"number {number}"))
        try:
            form = Form.model_validate(raw)
        except ValidationError as error:
            first = error.errors()[0]
            raise RuleError(FILE, rule, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        _check(form, [f.id for f in forms])
        forms.append(form)
    return tuple(forms)


def propose(text: str, lang: Lang, known: Sequence[Span]) -> Iterator[Span]:
    """Names in `text` by their form, where no known name stands."""
    taken = [s for s in known if s.thing.kind != "area"]
    for form in load():
        if form.lang != lang:
            continue
        for start, end in _places(form, text, known):
            found = form.class_of(text[start:end])
            over = [s for s in taken if s.start < end and start < s.end]
            titled = text[start - 1 : start] == "《" and all(start <= s.start and s.end <= end for s in over)
            if found is None or (
                over and not (titled and all((s.start, s.end) != (start, end) for s in over))
            ):
                continue
            if lang == "en" and found.kind == "body" and _INDEFINITE.search(text[:start]):
                continue
            span = Span(start, end, proposed(found.kind, found.class_, text[start:end], lang))
            taken.append(span)
            yield span


def proposed(kind: str, class_name: str, name: str, lang: Lang) -> Thing:
    """The thing of a name that the registry lacks: its identity is its class and its normalised name."""
    slug = iris.slug_of(iris.proposed_thing(kind, class_name, name))
    zh, en = (name, "") if lang == "zh" else ("", name)
    return Thing(kind, slug, class_name, zh, en, status="proposed")


def _places(form: Form, text: str, known: Sequence[Span]) -> Iterator[tuple[int, int]]:
    if form.on == "capitals":
        yield from _in_capitals(form, text, known)
        return
    if _AREA not in form.pattern:
        for found in re.finditer(form.pattern, text):
            yield found.span("name")
        return
    for area in (s for s in known if s.thing.kind == "area" and not s.nested):
        pattern = form.pattern.replace(_AREA, re.escape(text[area.start : area.end]))
        match = re.compile(pattern).match(text, area.start)
        if match is not None:
            yield match.span("name")


def _in_capitals(form: Form, text: str, known: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Matches of a form in the runs of capitalised words between known names."""
    for start, end in _capital_runs(text, [s for s in known if s.thing.kind != "area"]):
        for at, stop in _two_names(form, text, start, end) or [(start, end)]:
            found = re.fullmatch(form.pattern, text[at:stop]) or re.fullmatch(
                form.pattern, _PLACED.sub("", text[at:stop])
            )
            if found is not None:
                yield at + found.start("name"), at + found.end("name")


def _two_names(form: Form, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The two names that a run consists of when both its halves have the form."""
    for joint in re.finditer(r"\s+(?:and|at)\s+", text[start:end]):
        halves = [(start, start + joint.start()), (start + joint.end(), end)]
        if all(re.fullmatch(form.pattern, text[at:stop]) for at, stop in halves):
            return halves
    return []


def _capital_runs(text: str, known: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for run in _CAPITALS.finditer(text):
        start = run.start()
        for piece in _JOINT.split(run.group()):
            at = text.index(piece, start)
            start = at + len(piece)
            while (word := _NO_NAME.match(text, at, start) or _LINK.match(text, at, start)) is not None:
                at = word.end()
            yield from _free(text, at, start, known)


def _free(text: str, start: int, end: int, known: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """What of a run is left behind the known names in it."""
    over = [s.end for s in known if s.start < end and start < s.end]
    if over:
        start = max(over)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        while (word := _NO_NAME.match(text, start, end) or _LINK.match(text, start, end)) is not None:
            start = word.end()
    if " " in text[start:end] and (not over or text[start].isupper()):
        yield start, end


def _check(form: Form, ids: Sequence[str]) -> None:
    if form.id in ids:
        raise RuleError(FILE, form.id, "the id stands twice; give each form its own")
    unknown = [c.kind for c in form.classes if c.kind not in KINDS.values()]
    if unknown:
        raise RuleError(FILE, form.id, f"no kind of thing: {', '.join(unknown)}")
