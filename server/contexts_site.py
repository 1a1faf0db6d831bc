"""What those pages get to show that are about no one thing: home, lists, search, queries, failures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from ontology.difference import Change
from server.charts import Chart
from server.contexts import DisagreementItem, Fact, Identity, Page, Value
from server.diagram import Diagram
from server.figures import Figure
from server.languages import Label
from server.modules import Module, ModuleTerm
from server.problems import Problem
from server.questions import Answers
from sparql.catalogue import NamedQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineSeries:
    """A metric followed over the years, for the home page."""

    metric: Annotated[str, "The metric."]
    actor: Annotated[str, "Who did it, or the code for nobody."]
    area: Annotated[str, "Where."]
    figures: Annotated[Sequence[Figure], "Its figures by year."]
    spark: Annotated[str, "The points of its small line."]

    @property
    def by_year(self) -> Mapping[int, Figure]:
        """Its figures under their years."""
        return {figure.year: figure for figure in self.figures if figure.year is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """What is here, in one screen."""

    template: ClassVar[str] = "home.html"
    section: ClassVar[str] = "home"
    counts: Annotated[
        Mapping[str, int], "How many things there are of each class, by the class's local name."
    ]
    series: Annotated[Sequence[HeadlineSeries], "The metrics that are followed."]
    charts: Annotated[Sequence[tuple[HeadlineSeries, Chart]], "A few of them drawn."]
    years: Annotated[Sequence[int], "The years of those metrics."]
    disagreements: Annotated[Sequence[DisagreementItem], "A few hard disagreements."]
    sources: Annotated[Sequence[tuple[str, Mapping[str, int]]], "The documents, and claims by language."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """Things of one kind, to browse."""

    template: ClassVar[str] = "list.html"
    kind: Annotated[str, "What is listed (bodies, campaigns, metrics …)."]
    intro: Annotated[str, "One sentence on what is listed."]
    groups: Annotated[
        Sequence[tuple[str, Sequence[tuple[str, str]]]], "Headings, and things with a note each."
    ]
    total: Annotated[int, "How many there are in all."]

    @property
    def entry(self) -> str:
        """Lists are entries of the navigation themselves."""
        return self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """What was found."""

    template: ClassVar[str] = "search.html"
    section: ClassVar[str] = "search"
    query: Annotated[str, "What was asked."]
    kind: Annotated[str, "The kind that was asked for, or empty."]
    hits: Annotated[Sequence[Mapping[str, Any]], "What was found, best first: id, url, name, note, kind."]
    kinds: Annotated[Sequence[tuple[str, int]], "How many hits there are of each kind."]
    total: Annotated[int, "How many there are in all."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of the ontology."""

    iri: Annotated[str, "Its IRI."]
    id: Annotated[str, "Its fragment."]
    definitions: Annotated[Sequence[Label], "What it means."]
    facts: Annotated[Sequence[Fact], "Super-classes, domain, range and the rest."]


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyPage(Page):
    """The ontology (or the shapes): all its terms on one page."""

    template: ClassVar[str] = "ontology.html"
    section: ClassVar[str] = "data"
    identity: Annotated[Identity, "The ontology itself."]
    version: Annotated[str, "Its version."]
    groups: Annotated[Sequence[tuple[str, Sequence[Term]]], "Terms by sort, such as classes and properties."]
    modules: Annotated[Sequence[tuple[str, str, int]], "Modules: name, title, number of terms."]
    places: Annotated[Mapping[str, str], "The module that each term stands in."]


@dataclass(frozen=True, slots=True)
class ExampleValue:
    """The value of a property in the data: a thing, or a text in its language."""

    text: str
    lang: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A term as the reference page of its module tells it."""

    term: Annotated[ModuleTerm, "The term with its axioms."]
    words: Annotated[Mapping[str, Sequence[Label]], "Labels, definitions, examples, notes in both languages."]
    above: Annotated[Sequence[str], "Classes directly above it that no statement but its definition tells."]
    below: Annotated[Sequence[str], "Its direct sub-classes or sub-properties."]
    number: Annotated[int, "How many things the release has of the class, or uses of the property."]
    example: Annotated[str, "One thing of the release, or empty."]
    value: Annotated[ExampleValue | None, "What the property says of the example."]
    reason: Annotated[str, "Why it stands although nothing uses it or no question asks for it, or empty."]
    questions: Annotated[Sequence[tuple[str, str]], "The named queries that use it: name and title."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage(Page):
    """A module of the ontology."""

    template: ClassVar[str] = "module.html"
    section: ClassVar[str] = "data"
    module: Annotated[Module, "The module."]
    modules: Annotated[Sequence[tuple[str, str]], "All modules: name and title."]
    groups: Annotated[Sequence[tuple[str, Sequence[TermEntry]]], "Its terms by sort."]
    diagram: Annotated[Diagram, "Its classes and properties as a diagram."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePicture(Page):
    """The diagram of a module alone."""

    template: ClassVar[str] = "diagram_file.svg"
    diagram: Annotated[Diagram, "Its classes and properties."]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphPage(Page):
    """A named graph."""

    template: ClassVar[str] = "graph.html"
    section: ClassVar[str] = "data"
    iri: Annotated[str, "Its IRI."]
    triples: Annotated[int, "How many triples it has."]
    classes: Annotated[Sequence[tuple[str, int]], "Classes of its things, and how many there are."]
    facts: Annotated[Sequence[Fact], "What is said of the graph itself."]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphsPage(Page):
    """All named graphs."""

    template: ClassVar[str] = "graphs.html"
    section: ClassVar[str] = "data"
    graphs: Annotated[Sequence[tuple[str, int]], "IRIs and numbers of triples."]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsPage(Page):
    """What can be taken away."""

    template: ClassVar[str] = "downloads.html"
    section: ClassVar[str] = "data"
    tables: Annotated[Sequence[tuple[str, Sequence[str]]], "CSV tables: name and columns."]
    dumps: Annotated[Sequence[tuple[str, int, str]], "Dumps: file name, size in bytes, sha256."]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer of a SELECT: its columns, its rows, and how many of them a page shows."""

    columns: list[str]
    rows: Answers
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorPage(Page):
    """The query editor."""

    template: ClassVar[str] = "editor.html"
    section: ClassVar[str] = "query"
    query: Annotated[str, "The query to begin with."]
    formats: Annotated[Sequence[tuple[str, str]], "Formats of answers: name and media type."]
    examples: Annotated[Sequence[tuple[str, str, str]], "Named questions: name, title, text."]
    bundled: Annotated[bool, "Whether the full editor is installed."]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueriesPage(Page):
    """The named questions."""

    template: ClassVar[str] = "queries.html"
    section: ClassVar[str] = "query"
    queries: Annotated[Sequence[NamedQuery], "All of them by name."]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPage(Page):
    """A named question with its answer."""

    template: ClassVar[str] = "query.html"
    section: ClassVar[str] = "query"
    query: Annotated[NamedQuery, "The question."]
    values: Annotated[Mapping[str, str], "The parameters given."]
    text: Annotated[str, "The query that ran."]
    answered: Annotated[Answered | None, "The answer, when it is a table."]
    cells: Annotated[Sequence[Sequence[Value | None]], "The rows shown, in the order of the columns."]
    chart: Annotated[Chart | None, "The chart that the question asks for."]
    formats: Annotated[Sequence[str], "Formats to take the answer away in."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPage(Page):
    """Metrics compared."""

    template: ClassVar[str] = "chart.html"
    section: ClassVar[str] = "metrics"
    metrics: Annotated[Sequence[str], "The metrics that are drawn."]
    choice: Annotated[Sequence[str], "Metrics with figures of several years, which can be added."]
    kind: Annotated[str, "The notation of what is drawn, such as level or change-pct."]
    mode: Annotated[str, "absolute or indexed."]
    charts: Annotated[Sequence[Chart], "The charts: one, or one for each unit."]
    lines: Annotated[
        Sequence[tuple[str, Sequence[tuple[Figure, Decimal | None]]]],
        "Each line's name and its figures, with their index from the first.",
    ]
    parameters: Annotated[Sequence[tuple[str, str]], "The parameters of this very chart."]
    full: Annotated[bool, "Whether no further metric can be drawn."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPicture(Page):
    """Charts as a picture that stands alone."""

    template: ClassVar[str] = "chart_file.svg"
    charts: Annotated[Sequence[Chart], "The charts, one below the other."]
    indexed: Annotated[bool, "Whether they show an index."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage(Page):
    """What changed since the last release."""

    template: ClassVar[str] = "changes.html"
    section: ClassVar[str] = "data"
    before: Annotated[str, "The last release's version."]
    now: Annotated[str, "This one's."]
    first: Annotated[bool, "Whether there is no earlier release to compare with."]
    ontology: Annotated[Sequence[Change] | None, "Changes of the ontology; None when not comparable."]
    come: Annotated[Sequence[tuple[str, int, Sequence[str]]], "New things: kind, number, some of them."]
    gone: Annotated[Sequence[tuple[str, int, Sequence[str]]], "Things that are no more, likewise."]
    retired: Annotated[
        Sequence[tuple[str, int, Sequence[tuple[str, str]]]],
        "Names given up: kind, number, and each with what replaces it unless the kind is only counted.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualPage(Page):
    """A page of the manual."""

    template: ClassVar[str] = "manual.html"
    section: ClassVar[str] = "manual"
    name: Annotated[str, "Its name."]
    html: Annotated[str, "Its text, made from our own Markdown."]
    contents: Annotated[Sequence[tuple[str, str]], "All pages: name and title."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage(Page):
    """A failure."""

    template: ClassVar[str] = "problem.html"
    problem: Annotated[Problem, "What happened, where, and what to do."]
    detail: Annotated[Label, "What happened, in the reader's language where it can be said."]
