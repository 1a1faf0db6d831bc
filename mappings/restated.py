"""Figures told twice: what a heading says and the text below it says again is one claim, the text's."""

from collections.abc import Iterator, Sequence
from typing import Final

from mappings.records import Document, Figure, Sentence, Skipped
from ontology import names as iris

_HEADINGS: Final = frozenset({"title", "heading"})


def told_once(document: Document, claims: Sequence[Figure | Skipped]) -> Iterator[Figure | Skipped]:
    """`claims`, the figures of headings that the text below repeats passed over as `restated`."""
    by_place = {(s.start, s.end): s for s in document.sentences}
    for claim in claims:
        sentence = by_place[claim.sentence]
        again = _again(claim, sentence, claims, by_place) if isinstance(claim, Figure) else None
        yield claim if again is None or not isinstance(claim, Figure) else _restated(claim, again)


def _again(
    claim: Figure,
    heading: Sentence,
    claims: Sequence[Figure | Skipped],
    by_place: dict[tuple[int, int], Sentence],
) -> Figure | None:
    """The figure of the text under `heading`, up to the next one, that says the same."""
    if heading.role not in _HEADINGS:
        return None
    below = (c for c in claims if by_place[c.sentence].index > heading.index)
    for other in below:
        role = by_place[other.sentence].role
        if role in _HEADINGS and heading.role == "heading":
            return None
        if role not in _HEADINGS and isinstance(other, Figure) and _said(other) == _said(claim):
            return other
    return None


def _said(claim: Figure) -> tuple[object, ...]:
    return claim.value, claim.unit_class, claim.statistic


def _restated(claim: Figure, again: Figure) -> Skipped:
    return Skipped(
        source=claim.source, lang=claim.lang, section=claim.section, paragraph=claim.paragraph,
        sentence=claim.sentence, sentence_sha256=claim.sentence_sha256, start=claim.start, end=claim.end,
        rule=f"{claim.lang}/reasons/restated", raw=claim.raw, reason="restated",
        restates=iris.claim(again.source, again.start, again.end, 1),
    )  # fmt: skip
