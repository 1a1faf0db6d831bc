"""Figures of invented texts, for the tests of what the rules read."""

from mappings import registry
from mappings.distinct import tell_apart
from mappings.figures import claim_figures
from mappings.mentions import by_sentence, find_mentions
from mappings.read import read_text
from mappings.records import Document, Figure, Lang, Skipped
from ontology import names as iris


def claims_of(
    text: str, lang: Lang, *, year: int | None = 2022, area: str | None = "hunan"
) -> list[Figure | Skipped]:
    """All figure claims and skipped numerals of a text."""
    return _claimed(read_text(text, id="text", lang=lang, year=year, area=area))


def figures_of(text: str, lang: Lang, *, year: int | None = 2022, area: str | None = "hunan") -> list[Figure]:
    """The figure claims alone."""
    return [c for c in claims_of(text, lang, year=year, area=area) if isinstance(c, Figure)]


def told_apart(text: str, lang: Lang) -> list[Figure]:
    """The figures of a text on Hunan with the metrics that they have beside one another."""
    document = read_text(text, id="text", lang=lang, year=2022, area="hunan")
    return [c for c in tell_apart(document, _claimed(document)) if isinstance(c, Figure)]


def slugs_of(text: str, lang: Lang) -> list[str]:
    """The metrics of those figures."""
    return [iris.slug_of(figure.metric) for figure in told_apart(text, lang)]


def _claimed(document: Document) -> list[Figure | Skipped]:
    things = registry.load()
    return list(claim_figures(document, by_sentence(find_mentions(document, things)), things))
