"""What each page gets to show: one dataclass per page, with a word of help for every field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from server.charts import Chart
from server.evidence import Place, Relation, RelationStatement, Statement
from server.figures import Figure, FigureRow, FigureTable
from server.languages import Label, Language
from server.links import Links
from server.naming import Naming


def told(help_: str, **options: Any) -> Any:
    """A field with its help."""
    return field(metadata={"help": help_}, **options)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    title: str = told("The page's title, without the site's name.")
    path: str = told("The path of this page, without extension and parameters.")
    language: Language = told("The languages of interface and data.")
    links: Links = told("Makes links.")
    release: str = told("The release that answers.")
    switch: Sequence[tuple[str, str]] = told("The page in each language: tag and address.")
    alternates: Sequence[tuple[str, str]] = told("The same as data: address and media type.")
    iri: str = told("What the page is about, if it is about a thing of the graph.")
    json_ld: str = told("The description as JSON-LD, safe to stand inside a script element.")
    section: str = told("The entry of the navigation that this page belongs to.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Base of all contexts."""

    template: ClassVar[str]
    section: ClassVar[str] = ""
    title: str = told("The page's title.")
    naming: Naming = told("The names of everything on the page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One property of a thing and its values."""

    property: str = told("The property's IRI.")
    values: Sequence["Value"] = told("What it says.")


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

    iri: str = told("Its name in the graph.")
    name: Label = told("What it is called in the reader's language.")
    classes: Sequence[str] = told("The IRIs of its classes, the most telling first.")
    translations: Sequence[Label] = told("Its names in other languages.")
    aliases: Sequence[Label] = told("Its other names.")
    proposed: bool = told("Whether the registry does not know it yet.")
    facts: Sequence[Fact] = told("Everything else said of it.")
    pointing: Sequence[tuple[str, int]] = told(
        "Properties by which other things point to it, with their number."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationGroup:
    """The relations of one kind in one direction."""

    predicate: str = told("The property's IRI.")
    outward: bool = told("Whether the page's thing is the subject.")
    relations: Sequence[Relation] = told("The others, by year, each with the statements that prove it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage(Page):
    """Any thing of the graph: body, area, campaign, event, instrument, agreement …"""

    template: ClassVar[str] = "thing.html"
    identity: Identity = told("What it is.")
    relations: Sequence[RelationGroup] = told("What it did and what was done with it.")
    figures: FigureTable = told("Its figures by year.")
    evidence: Mapping[str, Sequence[Statement]] = told("The statements behind its figures, by observation.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of a series."""

    iri: str = told("The edition.")
    year: str = told("Its year, or empty.")
    relations: Sequence[RelationGroup] = told("Who ran it, what it targeted.")
    figures: Sequence[FigureRow] = told("What was counted of it, or where it was named.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage(Page):
    """A series of campaigns or events: what each edition did, by whom, and the proof."""

    template: ClassVar[str] = "series.html"
    identity: Identity = told("What it is.")
    editions: Sequence[Edition] = told("Its editions by year.")
    relations: Sequence[RelationGroup] = told("Relations of the series as a whole.")
    figures: FigureTable = told("Figures of the series as a whole.")
    evidence: Mapping[str, Sequence[Statement]] = told("The statements behind the figures, by observation.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPage(Page):
    """A metric over the years."""

    template: ClassVar[str] = "metric.html"
    section: ClassVar[str] = "metrics"
    identity: Identity = told("What it is.")
    facets: Sequence[Fact] = told("What is counted, by facet.")
    charts: Sequence[Chart] = told("Its course over the years, one chart per kind and unit.")
    table: FigureTable = told("All its figures.")
    evidence: Mapping[str, Sequence[Statement]] = told("The statements behind each figure, by observation.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPage(Page):
    """One figure: its key, and all who state it."""

    template: ClassVar[str] = "observation.html"
    section: ClassVar[str] = "metrics"
    identity: Identity = told("What it is.")
    figure: Figure = told("The figure.")
    statements: Sequence[Statement] = told("Who states it, agreeing or not.")
    disagreements: Sequence[str] = told("The disagreements about it.")
    related: Sequence[Fact] = told("The figures it is a change, share or rank of.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage(Page):
    """One statement in one place of one document."""

    template: ClassVar[str] = "claim.html"
    section: ClassVar[str] = "sources"
    identity: Identity = told("What it is.")
    statement: Statement | None = told("The figure stated, if it is one.")
    relation: RelationStatement | None = told("The relation stated, if it is one.")
    place: Place = told("Where it stands.")
    link: str = told("The publisher's page, if known.")
    others: Sequence[Statement] = told("The other statements about the same figure.")
    carried: Sequence[str] = told("What was taken from another sentence, a heading or the paragraph.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementPage(Page):
    """A disagreement and its sides."""

    template: ClassVar[str] = "disagreement.html"
    section: ClassVar[str] = "disagreements"
    identity: Identity = told("What it is.")
    on: str = told("The observation or thing it is about, or empty.")
    type: str = told("The IRI of its kind.")
    severity: str = told("The IRI of its severity.")
    status: str = told("The IRI of its status, or empty.")
    rationale: Label | None = told("Why it was settled as it was.")
    preferred: str = told("The claim that is kept, or empty.")
    sides: Sequence[Sequence[Statement]] = told("The statements, those that say the same together.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementItem:
    """A line of the list of disagreements."""

    iri: str = told("The disagreement.")
    type: str = told("The IRI of its kind.")
    severity: str = told("The IRI of its severity.")
    metric: str = told("The metric it is about, or empty.")
    period: str = told("The period, or empty.")
    words: Sequence[Label] = told("The figures as the sides write them.")
    sources: Sequence[str] = told("The documents.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementsPage(Page):
    """Where sources disagree, the hard ones first."""

    template: ClassVar[str] = "disagreements.html"
    section: ClassVar[str] = "disagreements"
    groups: Sequence[tuple[str, Sequence[DisagreementItem]]] = told("Items by severity.")
    kinds: Sequence[tuple[str, int]] = told("How many there are of each kind.")
    kind: str = told("The kind that was asked for, or empty.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSection:
    """A section of a document and what is said in it, paragraph by paragraph."""

    number: str = told("Its number, such as 2.1.")
    paragraphs: Sequence[tuple[str, Sequence[Statement | RelationStatement]]] = told(
        "Statements by paragraph."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Page):
    """A document read in order."""

    template: ClassVar[str] = "source.html"
    section: ClassVar[str] = "sources"
    identity: Identity = told("What it is.")
    link: str = told("The publisher's page, if known.")
    parts: Sequence[str] = told("The languages it is in.")
    part: str = told("The language shown.")
    contents: Sequence[tuple[str, int]] = told("Its sections and how much was read in each.")
    current: str = told("The section shown.")
    sections: Sequence[ReadingSection] = told("What is said there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One fact in both languages of a document."""

    observation: str = told("The fact.")
    zh: Sequence[Statement] = told("What the Chinese says.")
    en: Sequence[Statement] = told("What the English says.")
    differs: bool = told("Whether the two say different things.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """The Chinese of a document beside its English."""

    template: ClassVar[str] = "compare.html"
    section: ClassVar[str] = "sources"
    source: str = told("The document.")
    rows: Sequence[ComparedRow] = told("Facts in order of the Chinese.")
    only: str = told("all, differing or one-sided: which rows are shown.")
    counts: Mapping[str, int] = told("How many rows of each sort there are.")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineSeries:
    """A metric followed over the years, for the home page."""

    metric: str = told("The metric.")
    actor: str = told("Who did it, or the code for nobody.")
    area: str = told("Where.")
    figures: Sequence[Figure] = told("Its figures by year.")
    spark: str = told("The points of its small line.")

    @property
    def by_year(self) -> Mapping[int, Figure]:
        """Its figures under their years."""
        return {figure.year: figure for figure in self.figures if figure.year is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """What is here, in one screen."""

    template: ClassVar[str] = "home.html"
    section: ClassVar[str] = "home"
    counts: Mapping[str, int] = told("How many things there are of each class, by the class's local name.")
    series: Sequence[HeadlineSeries] = told("The metrics with most years.")
    years: Sequence[int] = told("The years of those metrics.")
    disagreements: Sequence[DisagreementItem] = told("A few hard disagreements.")
    sources: Sequence[tuple[str, Mapping[str, int]]] = told("The documents, and claims by language.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """Things of one kind, to browse."""

    template: ClassVar[str] = "list.html"
    kind: str = told("What is listed (bodies, campaigns, metrics …).")
    intro: str = told("One sentence on what is listed.")
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] = told("Headings, and things with a note each.")
    total: int = told("How many there are in all.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """What was found."""

    template: ClassVar[str] = "search.html"
    section: ClassVar[str] = "search"
    query: str = told("What was asked.")
    kind: str = told("The kind that was asked for, or empty.")
    hits: Sequence[Any] = told("What was found, best first.")
    kinds: Sequence[tuple[str, int]] = told("How many hits there are of each kind.")
    total: int = told("How many there are in all.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the ontology."""

    iri: str = told("Its IRI.")
    id: str = told("Its fragment.")
    definitions: Sequence[Label] = told("What it means.")
    facts: Sequence[Fact] = told("Super-classes, domain, range and the rest.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyPage(Page):
    """The ontology (or the shapes): all its terms on one page."""

    template: ClassVar[str] = "ontology.html"
    section: ClassVar[str] = "data"
    identity: Identity = told("The ontology itself.")
    version: str = told("Its version.")
    groups: Sequence[tuple[str, Sequence[Term]]] = told("Terms by sort: classes, properties …")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPage(Page):
    """A named graph."""

    template: ClassVar[str] = "graph.html"
    section: ClassVar[str] = "data"
    iri: str = told("Its IRI.")
    triples: int = told("How many triples it has.")
    classes: Sequence[tuple[str, int]] = told("Classes of its things, and how many there are.")
    facts: Sequence[Fact] = told("What is said of the graph itself.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphsPage(Page):
    """All named graphs."""

    template: ClassVar[str] = "graphs.html"
    section: ClassVar[str] = "data"
    graphs: Sequence[tuple[str, int]] = told("IRIs and numbers of triples.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsPage(Page):
    """What can be taken away."""

    template: ClassVar[str] = "downloads.html"
    section: ClassVar[str] = "data"
    tables: Sequence[tuple[str, str, int]] = told("CSV tables: file name, key of the description, columns.")
    dumps: Sequence[tuple[str, int, str]] = told("Dumps: file name, size in bytes, sha256.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage(Page):
    """Anything else: the generic page with every property."""

    template: ClassVar[str] = "plain.html"
    identity: Identity = told("What it is.")
    pointers: Sequence[tuple[str, str]] = told("A page of what points to it: property and thing.")
    page: int = told("Which page of those.")
    more: bool = told("Whether there is another.")
    graphs: Sequence[tuple[str, int]] = told("The named graphs that describe it.")
