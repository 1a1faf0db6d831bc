"""What stands in the same paragraph as a statement: figures told beside it, without being ascribed."""

from collections.abc import Collection, Iterable
from typing import Final

from ontology import names
from server.desk import Desk
from server.figures import Figure, figures
from server.questions import Answers, value

#: Figures told beside one thing.
_MOST: Final = 8


async def passages(desk: Desk, relations: Answers) -> Answers:
    """The amounts in the paragraphs of some claims of relations, in the reader's language first."""
    found = await desk.questions.ask("passage-figures", claims={value(row, "claim") for row in relations})
    return sorted(found, key=lambda row: desk.language.rank(value(row, "lang")))


def beside(thing: str, relations: Answers, told: Answers, own: Iterable[Figure]) -> list[Figure]:
    """The figures in the paragraphs that tell of `thing`, but its own and those of other actions."""
    claims = _claims_about(thing, relations)
    known = {figure.observation for figure in own}
    found = figures([row for row in told if value(row, "beside") in claims])
    return [
        figure
        for figure in found
        if figure.scope in (names.SCOPE_ALL, thing) and figure.observation not in known
    ][:_MOST]


def _claims_about(thing: str, relations: Answers) -> Collection[str]:
    return {
        value(row, "claim") for row in relations if thing in (value(row, "subject"), value(row, "object"))
    }
