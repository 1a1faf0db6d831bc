"""Invented documents and claims for the tests of reconciling and of the graph."""

from collections.abc import Sequence
from decimal import Decimal

from graph.facts import Reading, Statement, statements
from mappings.manifest import Part, Source
from mappings.records import (
    AnyClaim,
    CleanText,
    Document,
    Figure,
    Lang,
    Mention,
    Relation,
    Sentence,
    Skipped,
    sha256_of,
)
from ontology import names

AREA = names.thing("area", "guangdong")


def source(source_id: str = "gd-2023", *, kind: str = "white-paper", year: int = 2023) -> Source:
    """A source of the manifest's form: a paper in two languages, or news in English."""
    news = kind == "news"
    parts = (
        (Part(lang="en", authority="press"),)
        if news
        else (Part(lang="zh", authority="original"), Part(lang="en", authority="translation"))
    )
    return Source(
        id=source_id,
        file=f"{source_id}.txt",
        kind="news" if news else "white-paper",
        title_zh="虚构的白皮书",
        title_en="An invented paper",
        publisher_zh="虚构",
        publisher_en="invented",
        parts=parts,
        year=year,
        area="guangdong",
        sha256="0" * 64,
        characters=10_000,
    )


class Text:
    """Writes a document sentence by sentence and claims figures in it by the words that state them."""

    def __init__(self, about: Source) -> None:
        self.source = about
        self._raw = ""
        self._sentences: list[Sentence] = []
        self._claims: list[AnyClaim] = []

    def say(self, words: str, lang: Lang, section: str = "1") -> "Text":
        """Adds a sentence."""
        start = len(self._raw)
        self._raw += words + "\n"
        end = start + len(words)
        clean = CleanText(words, tuple(range(start, end)), tuple(range(start + 1, end + 1)))
        place = Sentence(len(self._sentences), lang, section, 1, "text", clean, start, end, sha256_of(words))
        self._sentences.append(place)
        return self

    def figure(self, raw: str, value: str, metric: str = "cases", **fields: object) -> "Text":
        """Claims the figure written `raw` in the last sentence."""
        start = self._raw.rindex(raw)
        made: dict[str, object] = {
            "unit_class": "count",
            "unit": "",
            "counted": "case",
            "bound": "exact",
            "statistic": "flow",
            "kind": "level",
            "metric": names.metric(metric),
            "metric_status": "proposed",
            "facets": {"object": "case", "action": metric, "measure-type": "flow"},
            "period": str(self.source.year),
            "area": AREA,
            "area_label": "Guangdong",
            "actor": names.ACTOR_NONE,
            "scope": names.SCOPE_ALL,
            **fields,
        }
        place = self._common(start, start + len(raw))
        self._claims.append(Figure(**place, raw=raw, value=Decimal(value), **made))  # type: ignore[arg-type]
        return self

    def relation(self, subject: str, predicate: str, object_: str) -> "Text":
        """Claims a relation of the whole last sentence."""
        place = self._common(self._sentences[-1].start, self._sentences[-1].end)
        self._claims.append(
            Relation(
                **place,  # type: ignore[arg-type]
                subject=subject,
                predicate=predicate,
                object=object_,
                year=self.source.year,
                subject_span=None,
                object_span=None,
            )
        )
        return self

    def mention(self, raw: str, entity: str, class_name: str = "Court") -> "Text":
        """Claims that the last sentence names a thing."""
        start = self._raw.rindex(raw)
        place = self._common(start, start + len(raw))
        self._claims.append(
            Mention(
                **place,  # type: ignore[arg-type]
                entity=entity,
                entity_class=class_name,
                entity_status="proposed" if names.is_proposed(entity) else "known",
                label=raw,
            )
        )
        return self

    def reading(self) -> Reading:
        """The document with its claims."""
        document = Document(
            self.source.id,
            tuple(self._sentences),
            self._raw,
            self.source.sha256,
            self.source.year,
            self.source.area,
        )
        skipped = tuple(c for c in self._claims if isinstance(c, Skipped))
        return Reading(self.source, document, tuple(statements(self._claims, self.source)), skipped)

    def _common(self, start: int, end: int) -> dict[str, object]:
        last = self._sentences[-1]
        return {
            "source": self.source.id,
            "lang": last.lang,
            "section": last.section,
            "paragraph": last.paragraph,
            "sentence": (last.start, last.end),
            "sentence_sha256": last.sha256,
            "start": start,
            "end": end,
            "rule": "test",
        }


def labels(thing: str, lang: str) -> str:
    """Any thing is called by the last part of its IRI."""
    return names.slug_of(thing)


def named(all_statements: Sequence[Statement], raw: str) -> Statement:
    """The first statement of a figure written `raw`."""
    return next(s for s in all_statements if getattr(s.claim, "raw", None) == raw)
