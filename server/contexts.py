"""What each page gets to show: one dataclass per page, with a word of help for every field."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from server.charts import Chart
from server.course import Course
from server.evidence import MentionStatement, Place, Relation, RelationStatement, Statement
from server.figures import Figure, FigureRow, FigureTable
from server.languages import Label, Language
from server.links import Links
from server.naming import Naming


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    title: Annotated[str, "The page's title, without the site's name."]
    path: Annotated[str, "The path of this page, without extension and parameters."]
    language: Annotated[Language, "The languages of interface and data."]
    links: Annotated[Links, "Makes links."]
    release: Annotated[str, "The release that answers."]
    switch: Annotated[Sequence[tuple[str, str]], "The page in each language: tag and address."]
    alternates: Annotated[Sequence[tuple[str, str]], "The same as data: address and media type."]
    iri: Annotated[str, "What the page is about, if it is about a thing of the graph."]
    address: Annotated[str, "The public address of this very page, its language left open."]
    json_ld: Annotated[str, "The description as JSON-LD, safe to stand inside a script element."]
    section: Annotated[str, "The entry of the navigation that this page belongs to."]
    cut: Annotated[int, "The number of rows at which a list of the page was cut, or 0."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Base of all contexts."""

    template: ClassVar[str]
    section: ClassVar[str] = ""
    title: Annotated[str, "The page's title."]
    naming: Annotated[Naming, "The names of everything on the page."]

    @property
    def entry(self) -> str:
        """The entry of the navigation that the page belongs to, or nothing."""
        return self.section


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One property of a thing and its values."""

    property: Annotated[str, "The property's IRI."]
    values: Annotated[Sequence["Value"], "What it says."]


@dataclass(frozen=True, slots=True)
class Value:
    """An IRI or a literal as the graph has it."""

    text: str
    is_iri: bool = False
    lang: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who or what a thing is."""

    iri: Annotated[str, "Its name in the graph."]
    name: Annotated[Label, "What it is called in the reader's language."]
    classes: Annotated[Sequence[str], "The IRIs of its classes, the most telling first."]
    translations: Annotated[Sequence[Label], "Its names in other languages."]
    aliases: Annotated[Sequence[Label], "Its other names."]
    proposed: Annotated[bool, "Whether the registry does not know it yet."]
    facts: Annotated[Sequence[Fact], "Everything else said of it."]
    pointing: Annotated[
        Sequence[tuple[str, int]], "Properties by which other things point to it, with their number."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationGroup:
    """The relations of one kind in one direction."""

    predicate: Annotated[str, "The property's IRI."]
    outward: Annotated[bool, "Whether the page's thing is the subject."]
    relations: Annotated[Sequence[Relation], "The others, by year, each with the statements that prove it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage(Page):
    """Any thing of the graph: body, area, campaign, event, instrument, agreement and the like."""

    template: ClassVar[str] = "thing.html"
    identity: Annotated[Identity, "What it is."]
    relations: Annotated[Sequence[RelationGroup], "What it did and what was done with it."]
    figures: Annotated[FigureTable, "Its figures by year."]
    evidence: Annotated[
        Mapping[str, Sequence[Statement]], "The statements behind its figures, by observation."
    ]
    mentions: Annotated[Sequence[MentionStatement], "Where the sources name it."]
    context: Annotated[Sequence[Figure], "Of an action: what the same paragraphs tell beside it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPage(Page):
    """A period: all its figures."""

    template: ClassVar[str] = "period.html"
    section: ClassVar[str] = "metrics"
    identity: Annotated[Identity, "What it is."]
    groups: Annotated[Sequence[tuple[str, Sequence[FigureRow]]], "Its figures by actor."]
    left_out: Annotated[int, "How many rows of figures did not fit."]
    year: Annotated[int, "The year it ends in, or 0."]
    neighbours: Annotated[Sequence[str], "Other periods that end in the same year."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a series."""

    iri: Annotated[str, "The edition."]
    year: Annotated[str, "Its year, or empty."]
    relations: Annotated[Sequence[RelationGroup], "Who ran it, what it targeted."]
    figures: Annotated[Sequence[FigureRow], "What was counted of it, or where it was named."]
    context: Annotated[Sequence[Figure], "What the same paragraphs tell beside it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage(Page):
    """A series of campaigns or events: what each edition did, by whom, and the proof."""

    template: ClassVar[str] = "series.html"
    identity: Annotated[Identity, "What it is."]
    editions: Annotated[Sequence[Edition], "Its editions by year."]
    relations: Annotated[Sequence[RelationGroup], "Relations of the series as a whole."]
    figures: Annotated[FigureTable, "Figures of the series as a whole."]
    evidence: Annotated[
        Mapping[str, Sequence[Statement]], "The statements behind the figures, by observation."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPage(Page):
    """A metric over the years."""

    template: ClassVar[str] = "metric.html"
    section: ClassVar[str] = "metrics"
    identity: Annotated[Identity, "What it is."]
    facets: Annotated[Sequence[Fact], "What is counted, by facet."]
    charts: Annotated[Sequence[Chart], "Its course over the years, one chart per kind and unit."]
    table: Annotated[FigureTable, "All its figures."]
    evidence: Annotated[
        Mapping[str, Sequence[Statement]], "The statements behind each figure, by observation."
    ]
    course: Annotated[Course, "Which years lack a value, where it breaks, what changes imply."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPage(Page):
    """One figure: its key, and all who state it."""

    template: ClassVar[str] = "observation.html"
    section: ClassVar[str] = "metrics"
    identity: Annotated[Identity, "What it is."]
    figure: Annotated[Figure, "The figure."]
    statements: Annotated[Sequence[Statement], "Who states it, agreeing or not."]
    disagreements: Annotated[Sequence[str], "The disagreements about it."]
    related: Annotated[Sequence[Fact], "The figures it is a change, share or rank of."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage(Page):
    """One statement in one place of one document."""

    template: ClassVar[str] = "claim.html"
    section: ClassVar[str] = "sources"
    identity: Annotated[Identity, "What it is."]
    statement: Annotated[Statement | None, "The figure stated, if it is one."]
    relation: Annotated[RelationStatement | None, "The relation stated, if it is one."]
    mention: Annotated[str, "The thing named, if it is the naming of a thing."]
    mentioned_as: Annotated[Label | None, "The name as written."]
    place: Annotated[Place, "Where it stands."]
    link: Annotated[str, "The publisher's page, if known."]
    others: Annotated[Sequence[Statement], "The other statements about the same figure."]
    carried: Annotated[Sequence[str], "What was taken from another sentence, a heading or the paragraph."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementPage(Page):
    """A disagreement and its sides."""

    template: ClassVar[str] = "disagreement.html"
    section: ClassVar[str] = "disagreements"
    identity: Annotated[Identity, "What it is."]
    on: Annotated[str, "The observation or thing it is about, or empty."]
    type: Annotated[str, "The IRI of its kind."]
    severity: Annotated[str, "The IRI of its severity."]
    status: Annotated[str, "The IRI of its status, or empty."]
    rationale: Annotated[Label | None, "Why it was settled as it was."]
    preferred: Annotated[str, "The claim that is kept, or empty."]
    rule: Annotated[str, "The rule by which it was settled, or empty."]
    sides: Annotated[Sequence[Sequence[Statement]], "The statements, those that say the same together."]
    consistent: Annotated[Collection[str], "The claims that arithmetic bears out, if it can tell."]
    working: Annotated[str, "The sum that tells, or empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementItem:
    """A line of the list of disagreements."""

    iri: Annotated[str, "The disagreement."]
    type: Annotated[str, "The IRI of its kind."]
    severity: Annotated[str, "The IRI of its severity."]
    metric: Annotated[str, "The metric it is about, or empty."]
    period: Annotated[str, "The period, or empty."]
    words: Annotated[Sequence[Label], "The figures as the sides write them."]
    reason: Annotated[Label | None, "In what they differ, in words."]
    sources: Annotated[Sequence[str], "The documents."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementsPage(Page):
    """Where sources disagree, the hard ones first."""

    template: ClassVar[str] = "disagreements.html"
    section: ClassVar[str] = "disagreements"
    groups: Annotated[
        Sequence[tuple[str, int, Sequence[DisagreementItem]]],
        "Severities, how many there are of each in all, and the items of this page.",
    ]
    page: Annotated[int, "Which page of the list it is."]
    more: Annotated[bool, "Whether there is another."]
    kinds: Annotated[Sequence[tuple[str, int]], "How many there are of each kind."]
    kind: Annotated[str, "The kind that was asked for, or empty."]


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of a sentence; `claim` when it is what a statement was read from."""

    text: str
    claim: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence (its words when they are at hand) with the statements that were read from it."""

    lang: Annotated[str, "Its language."]
    pieces: Annotated[Sequence[Marked], "Its words, those of figures marked; none where no text is at hand."]
    mended: Annotated[Label | None, "The sentence as it was read, where the stored text is damaged."]
    statements: Annotated[Sequence[Statement | RelationStatement], "What was read from it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSection:
    """A section of a document and what is said in it, paragraph by paragraph."""

    number: Annotated[str, "Its number, such as 2.1."]
    paragraphs: Annotated[Sequence[tuple[str, Sequence[ReadSentence]]], "Sentences by paragraph."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Page):
    """A document read in order."""

    template: ClassVar[str] = "source.html"
    section: ClassVar[str] = "sources"
    identity: Annotated[Identity, "What it is."]
    link: Annotated[str, "The publisher's page, if known."]
    parts: Annotated[Sequence[str], "The languages it is in."]
    part: Annotated[str, "The language shown."]
    contents: Annotated[Sequence[tuple[str, int]], "Its sections and how much was read in each."]
    current: Annotated[str, "The section shown."]
    sections: Annotated[Sequence[ReadingSection], "What is said there."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedDifference:
    """A disagreement between the two languages of a document."""

    iri: Annotated[str, "The disagreement."]
    type: Annotated[str, "Its kind."]
    reason: Annotated[str, "What differs, in words."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One fact in both languages of a document."""

    observation: Annotated[str, "The fact."]
    zh: Annotated[Sequence[Statement], "What the Chinese says."]
    en: Annotated[Sequence[Statement], "What the English says."]
    differences: Annotated[Sequence[ComparedDifference], "What the two say differently."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """The Chinese of a document beside its English."""

    template: ClassVar[str] = "compare.html"
    section: ClassVar[str] = "sources"
    source: Annotated[str, "The document."]
    rows: Annotated[Sequence[ComparedRow], "Facts in order of the Chinese."]
    only: Annotated[str, "all, differing or one-sided: which rows are shown."]
    counts: Annotated[Mapping[str, int], "How many rows of each sort there are."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage(Page):
    """Anything else: the generic page with every property."""

    template: ClassVar[str] = "plain.html"
    identity: Annotated[Identity, "What it is."]
    pointers: Annotated[Sequence[tuple[str, str]], "A page of what points to it: property and thing."]
    page: Annotated[int, "Which page of those."]
    more: Annotated[bool, "Whether there is another."]
    graphs: Annotated[Sequence[tuple[str, int]], "The named graphs that describe it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(Page):
    """A thing in a few lines, to be shown inside somebody else's page."""

    template: ClassVar[str] = "preview.html"
    identity: Annotated[Identity, "What it is."]
