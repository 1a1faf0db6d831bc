"""Commands for curators: texts, claims, scores, the review list, the build."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from server.console import fail

if TYPE_CHECKING:
    from rich.progress import TaskID

    from graph.build_report import BuildReport
    from graph.review import Item
    from mappings.evaluation import Evaluation
    from mappings.tallies import Tally

sources_app = typer.Typer(name="sources", help="The documents: what is here, and taking a text in.")
Texts = Annotated[Path | None, typer.Option("--sources", help="Folder of the texts (else YUEZHI_SOURCES).")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    app.add_typer(sources_app)
    for command in (extract, evaluate, review, build):
        app.command()(command)


@sources_app.command("status")
def sources_status(sources: Texts = None) -> None:
    """Says of each document whether its text is here, and where it was published."""
    from mappings import texts  # noqa: PLC0415  (so that --help is fast)

    table = Table("id", "text", "file", "published at")
    for entry in texts.status(texts.folder(sources)):
        table.add_row(entry.source.id, entry.state, entry.path.name, entry.source.url or "unknown")
    Console().print(table)


@sources_app.command("add")
def sources_add(source_id: str, file: Path, sources: Texts = None) -> None:
    """Takes in the text of a document; its sha256 must be the one of the manifest."""
    from mappings import texts  # noqa: PLC0415
    from mappings.errors import MappingError  # noqa: PLC0415

    try:
        typer.echo(f"taken in: {texts.add(source_id, file, texts.folder(sources)).name}")
    except (MappingError, OSError) as error:
        raise fail(error) from error


def extract(
    file: Annotated[Path, typer.Argument(help="A text, or - for standard input.")],
    *,
    lang: Annotated[str | None, typer.Option(help="Language of the whole text: zh or en.")] = None,
    year: Annotated[int | None, typer.Option(help="The year reported on.")] = None,
    area: Annotated[
        str | None, typer.Option(help="The area reported on, by slug (guangdong, hunan).")
    ] = None,
) -> None:
    """Writes the claims of any text as JSON Lines: figures, relations, mentions, numerals passed over."""
    from mappings.errors import MappingError  # noqa: PLC0415
    from mappings.extract import extract as claims_of  # noqa: PLC0415
    from mappings.read import read_file, read_text  # noqa: PLC0415
    from mappings.records import to_json  # noqa: PLC0415
    from mappings.registry import load  # noqa: PLC0415

    if lang not in (None, "zh", "en"):
        raise fail(f"--lang {lang}: give zh or en, or leave it out", 2)
    if area is not None and load().get("area", area) is None:
        raise fail(
            f"--area {area}: no such area in mappings/registry/areas.csv or zone.csv; give its slug", 2
        )
    try:
        if str(file) == "-":
            document = read_text(sys.stdin.read(), lang=lang, year=year, area=area)  # type: ignore[arg-type]
        else:
            document = read_file(file, lang=lang, year=year, area=area)  # type: ignore[arg-type]
    except (MappingError, OSError) as error:
        raise fail(error) from error
    for claim in claims_of(document):
        typer.echo(json.dumps(to_json(claim), ensure_ascii=False))


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(help="Gold files of figures, relations or things (else tests/gold)."),
    ] = None,
    *,
    sources: Texts = None,
    show: Annotated[
        bool, typer.Option("--show", help="List what was missed and what was claimed beyond.")
    ] = False,
    sections: Annotated[bool, typer.Option("--sections", help="A row for each section as well.")] = False,
) -> None:
    """Scores the claims of the documents against gold read by hand, by source, language and section."""
    from mappings import evaluation, tallies, texts  # noqa: PLC0415
    from mappings.errors import MappingError  # noqa: PLC0415
    from mappings.extract import extract as claims_of  # noqa: PLC0415
    from mappings.read import read_source  # noqa: PLC0415
    from mappings.records import to_json  # noqa: PLC0415

    files = gold or sorted(Path("tests/gold").rglob("*.jsonl"))
    if not files:
        raise fail("no gold files: name some, or run from the checkout", 2)
    facts = [fact for file in files for fact in evaluation.load_gold(file)]
    folder = texts.folder(sources)
    try:
        documents = [read_source(source, folder) for source in sorted({f["source"] for f in facts})]
    except MappingError as error:
        raise fail(error) from error
    claims = [to_json(c) for d in documents for c in claims_of(d)]
    parts = evaluation.by_type(facts)
    if parts["figure"]:
        _print_figures(evaluation.evaluate(parts["figure"], claims), sections=sections, show=show)
    counted = {
        "relations": tallies.evaluate_relations(parts["relation"], claims),
        "things": tallies.evaluate_things(parts["mention"], claims),
    }
    if any(counted.values()):
        _print_tallies(counted, show=show)


def _print_figures(result: "Evaluation", *, sections: bool, show: bool) -> None:
    from mappings import evaluation  # noqa: PLC0415

    _print_scores(result, sections=sections)
    for name, confusion in result.confusions.items():
        wrong = {pair: n for pair, n in confusion.most_common() if pair[0] != pair[1]}
        typer.echo(
            f"{name}: "
            + (", ".join(f"{g} read as {c} {n}×" for (g, c), n in wrong.items()) or "none confused")
        )
    agreement = result.metrics
    if agreement.precision is not None and agreement.recall is not None:
        typer.echo(
            f"metric across documents and languages: precision {agreement.precision:.3f}, recall "
            f"{agreement.recall:.3f}; {len(agreement.joined)} join several keys of the gold, "
            f"{len(agreement.split)} keys are split"
        )
    if show:
        for line in evaluation.misses(result):
            typer.echo(line)


def _print_tallies(counted: "Mapping[str, Mapping[tuple[str, str, str], Tally]]", *, show: bool) -> None:
    """Scores of relations and things: what was held back while rules were written stands in its own rows."""
    from mappings import tallies  # noqa: PLC0415

    table = Table("what", "source", "part", "gold", "found", "beyond", "recall", "precision")
    for what, groups in counted.items():
        for (source, lang, part), tally in groups.items():
            table.add_row(
                what, f"{source} {lang}", part, str(tally.gold), str(tally.found), str(len(tally.extra)),
                f"{tally.recall:.3f}", f"{tally.precision:.3f}",
            )  # fmt: skip
    Console(width=150).print(table)
    if show:
        for groups in counted.values():
            for line in tallies.misses(groups.values()):
                typer.echo(line)


def _print_scores(result: "Evaluation", *, sections: bool) -> None:
    attributes = ("unit", "statistic", "period", "bound", "area", "agencies", "ip_types")
    table = Table("source", "gold", "claims", "recall", "precision", *attributes, "metric p", "metric r")
    for (source, lang, section), score in result.scores.items():
        if section and not sections:
            continue
        values = {**score.attributes, **score.lists}
        metric = [f"{v:.3f}" if v is not None else "–" for v in (score.metric_precision, score.metric_recall)]
        table.add_row(
            f"{source} {lang} {section}".strip(), str(score.gold), str(score.claims), f"{score.recall:.3f}",
            f"{score.precision:.3f}", *(f"{values[a]:.3f}" for a in attributes), *metric,
        )  # fmt: skip
    Console(width=150).print(table)


def review(
    topic: Annotated[
        list[str] | None, typer.Option(help="unread, metrics, things, pairs, disagreements; again for more.")
    ] = None,
    *,
    sources: Texts = None,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the reasons: zh or en.")] = "en",
    decide: Annotated[
        bool, typer.Option("--decide", help="Walk through proposed links and disagreements, and decide.")
    ] = False,
) -> None:
    """Shows what wants a curator's eye: unread numerals, new metrics, things and links, disagreements."""
    from graph import overrules  # noqa: PLC0415
    from graph import review as reviewing  # noqa: PLC0415
    from graph.errors import GraphError  # noqa: PLC0415
    from graph.store import open_release  # noqa: PLC0415
    from mappings.errors import MappingError  # noqa: PLC0415
    from server.settings import load  # noqa: PLC0415

    wanted = set(topic or reviewing.TOPICS)
    unknown = sorted(wanted - set(reviewing.TOPICS))
    if unknown:
        raise fail(f"--topic {unknown[0]}: one of {', '.join(reviewing.TOPICS)}", 2)
    items: list[reviewing.Item] = []
    try:
        if wanted - {"disagreements"}:
            items += [item for item in _read_items(sources) if item.topic in wanted]
        if "disagreements" in wanted:
            items += reviewing.of_graph(open_release(release or load().release), lang, overrules.load())
    except (MappingError, GraphError, OSError) as error:
        raise fail(error) from error
    for item in items:
        typer.echo(f"{item.topic:14}{item.where}\n{'':14}{item.what}\n{'':14}→ {item.todo}")
        if decide and item.topic in reviewing.DECISIONS:
            _ask(item, reviewing.DECISIONS[item.topic])
    counts = Counter(item.topic for item in items)
    typer.echo(", ".join(f"{n} {name}" for name, n in counts.items()) or "nothing to review")


def _read_items(sources: Path | None) -> "Iterator[Item]":
    """What the texts give to review, their claims from the cache of the build where nothing changed."""
    from graph import review as reviewing  # noqa: PLC0415
    from graph.build import WORK, quiet  # noqa: PLC0415
    from graph.proposals import Vocabulary  # noqa: PLC0415
    from graph.reading import read_all, registry_of, sources_of  # noqa: PLC0415
    from mappings import texts  # noqa: PLC0415

    folder = texts.folder(sources)
    wanted = sources_of(folder, sample=False)
    readings = read_all(wanted, folder, WORK / "cache", sample=False, progress=quiet)
    return reviewing.of_readings(readings, Vocabulary(registry_of(sample=False), readings).labels)


def _ask(item: "Item", decisions: "Sequence[str]") -> None:
    """Asks for a decision on one item and keeps it; an empty answer goes on."""
    from graph import review as reviewing  # noqa: PLC0415
    from graph.errors import GraphError  # noqa: PLC0415

    claims = item.todo.removeprefix("claims ").split("|")
    choice = f"decision ({', '.join(decisions)}; empty to go on)"
    decision = typer.prompt(choice, default="", show_default=False)
    if not decision:
        return
    preferred = typer.prompt(f"which claim ({', '.join(claims)})") if decision == "prefer" else ""
    try:
        made = reviewing.decide(
            decision, claims, preferred=preferred, who=typer.prompt("who"), why=typer.prompt("why")
        )
    except GraphError as error:
        typer.echo(f"not kept: {error}", err=True)
        return
    typer.echo(f"kept in graph/overrules.csv, line {made.line}; the next build obeys it")


def build(
    *,
    sources: Texts = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write the release to (graph/out/release).")
    ] = None,
    jobs: Annotated[int, typer.Option(help="Processes that read and claim.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="A Dask scheduler instead: tcp://host:port.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Build from the invented sample.")] = False,
) -> None:
    """Builds the graph from the texts: claims, observations, inference, validation, release."""
    from graph.build import WORK  # noqa: PLC0415
    from graph.build import build as build_release  # noqa: PLC0415
    from graph.errors import GraphError  # noqa: PLC0415
    from mappings.errors import MappingError  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415

    target = out or (WORK / "sample" if sample else WORK) / "release"
    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=Console(stderr=True)) as bars:
            tasks: dict[str, TaskID] = {}

            def progress(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    tasks[step] = bars.add_task(step, total=total)
                bars.update(tasks[step], completed=done, total=total)

            report = build_release(
                sources, target, jobs=jobs, scheduler=scheduler, sample=sample, progress=progress
            )
    except (GraphError, MappingError, OntologyError, OSError) as error:
        raise fail(error) from error
    _print_report(report)


def _print_report(report: "BuildReport") -> None:
    table = Table("source", "sentences", "figures", "relations", "mentions", "passed over", "unread")
    for source in report.sources:
        passed = sum(source.skipped.values()) - source.unread
        counts = (source.sentences, source.figures, source.relations, source.mentions, passed, source.unread)
        table.add_row(source.id, *(str(n) for n in counts))
    console = Console()
    console.print(table)
    console.print(f"observations: {_listed(report.observations)}")
    console.print(f"disagreements: {_listed(report.disagreements)}")
    console.print(
        f"proposed: {report.proposed_things} things, {report.proposed_metrics} metrics (see `yuezhi review`)"
    )
    console.print(f"triples: {_listed(report.triples)}")
    console.print(f"seconds: {_listed(report.seconds)}; {report.warnings} warnings of the shapes")
    for line in report.stale:
        console.print(f"stale: {line}", style="yellow", markup=False)


def _listed(counts: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counts.items())
