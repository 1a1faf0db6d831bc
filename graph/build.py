"""Builds a release from the texts: read, reconcile, construct, validate, reason, write.

Each step works on what the one before it made; claims and the reasoner's answer are kept between builds by
the hashes of what they came from. A graph that violates a shape stops the build; the old release stays.
Shapes come before the reasoner: they name node and sentence, it can only say that something is wrong.
"""

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from graph import claims_cache, overrules, release
from graph.align import Alignment
from graph.arithmetic import check_arithmetic
from graph.assembly import Assembled, assemble
from graph.build_report import BuildReport, Clock, counted, source_report
from graph.coverage import outcomes
from graph.describe import describe
from graph.errors import ReleaseInvalid
from graph.facts import Reading, Reconciled, Statement
from graph.infer import inferred, reasoned_types
from graph.proposals import Vocabulary
from graph.reading import Progress, read_all, registry_of, sources_of
from graph.reconcile import reconcile
from mappings import texts
from ontology import names
from shapes.report import Result
from shapes.validate import validate

#: Where a build leaves what is no part of a release: caches, alignment, sentences, the report.
WORK: Final = Path(str(files("graph"))) / "out"


def quiet(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def build(
    sources: Path | None,
    out: Path,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    sample: bool = False,
    work: Path | None = None,
    reasoner: bool = True,
    progress: Progress = quiet,
) -> BuildReport:
    """Builds the release into `out` (replaced as a whole) and returns the summary.

    `work` holds caches and everything beside the release: graph/out, or graph/out/sample for the sample.
    Without the `reasoner` (while rules are written) members of defined classes are missing.

    Raises:
        SourcesMissing: a text is missing or is another one.
        ReleaseInvalid: the graph violates shapes; `out` is as it was.
        OntologyInconsistent: the graph contradicts the ontology; `out` is as it was.
    """
    clock = Clock()
    work = work or (WORK / "sample" if sample else WORK)
    folder = texts.folder(sources)
    readings = read_all(
        sources_of(folder, sample=sample),
        folder,
        work / "cache",
        sample=sample,
        jobs=jobs,
        scheduler=scheduler,
        progress=progress,
    )
    clock.lap("read")
    vocabulary = Vocabulary(registry_of(sample=sample), readings)
    decisions = () if sample else overrules.load()
    outcome = reconcile(readings, vocabulary.labels, decisions)
    found = check_arithmetic(outcome.reconciled, vocabulary.labels, readings)
    reconciled = overrules.dismissed(found, decisions, readings)
    clock.lap("reconcile")
    progress("reconciled", 1, 1)
    assembled = assemble(readings, reconciled, vocabulary)
    clock.lap("construct")
    progress("constructed", 1, 1)
    warnings = _checked(assembled, readings, work / "cache" if reasoner else None, clock, progress)
    assembled.graphs["meta"] = describe(assembled.graphs, [r.source for r in readings], sample=sample)
    written = _write(out, work, assembled, outcome.alignments)
    claims_cache.prune(work / "cache", [reading.document for reading in readings])
    clock.lap("write")
    report = _report(readings, outcome.alignments, reconciled, vocabulary, assembled)
    report = replace(report, files=tuple(p.name for p in written), warnings=warnings, seconds=clock.seconds)
    (work / "report.json").write_text(json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n")
    progress("written", 1, 1)
    return report


def _report(
    readings: Sequence[Reading],
    alignments: Sequence[Alignment],
    reconciled: Reconciled,
    vocabulary: Vocabulary,
    assembled: Assembled,
) -> BuildReport:
    """What the summary says of the content."""
    metrics = vocabulary.metrics_used(reconciled.facts)
    return BuildReport(
        sources=tuple(source_report(reading) for reading in readings),
        observations=counted(fact.status for fact in reconciled.facts),
        disagreements=counted(f"{d.severity} {d.kind}" for d in reconciled.differences),
        languages=outcomes(readings, reconciled, alignments),
        proposed_things=assembled.proposed_things,
        proposed_metrics=sum(m.status == "proposed" for m in metrics),
        triples={name: len(triples) for name, triples in sorted(assembled.graphs.items())},
        stale=reconciled.stale,
    )


def _checked(
    assembled: Assembled, readings: Sequence[Reading], cache: Path | None, clock: Clock, progress: Progress
) -> int:
    """Holds the graphs and the sentences against the shapes and fills `inferred`; the number of warnings.

    Without a `cache` the reasoner is not asked.
    """
    graphs = assembled.graphs
    graphs["inferred"] = inferred(graphs)
    warnings = hold_against_shapes(graphs, readings)
    hold_against_shapes(assembled.quotations, readings, "quotations")
    clock.lap("validate")
    progress("validated", 1, 1)
    graphs["inferred"] = inferred(graphs, () if cache is None else reasoned_types(graphs, cache))
    clock.lap("reason")
    progress("reasoned", 1, 1)
    return warnings


def hold_against_shapes(
    graphs: Mapping[str, set[ox.Triple]], readings: Sequence[Reading], stage: str = "graph"
) -> int:
    """Holds graphs against the shapes of a stage; the number of warnings.

    Raises:
        ReleaseInvalid: there are violations; each line names node, shape, rule and place.
    """
    quads = (
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(names.graph(name)))
        for name, triples in graphs.items()
        for t in triples
    )
    report = validate(quads, stage)
    if report.violations:
        origin = {s.iri: s for reading in readings for s in reading.statements}
        raise ReleaseInvalid([_violation(result, origin) for result in report.violations])
    return len(report.results)


def _violation(result: Result, origin: Mapping[str, Statement]) -> str:
    """A violation in one line: the node, the shape, and of a claim its rule and sentence."""
    line = f"{result.node} breaks {names.slug_of(result.shape)}: {result.message()}"
    statement = origin.get(result.node)
    if statement is None:
        return line
    claim = statement.claim
    start, end = claim.sentence
    return f"{line} (rule {claim.rule}; sentence {start}–{end} of {claim.source}, section {claim.section})"


def _write(out: Path, work: Path, assembled: Assembled, alignments: Sequence[Alignment]) -> list[Path]:
    """Writes everything beside its place and moves it there when all of it is written."""
    work.mkdir(parents=True, exist_ok=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=out.parent) as folder:
        written = release.write(assembled.graphs, Path(folder) / "release")
        _replace(Path(folder) / "release", out)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=work) as folder:
        release.write(assembled.quotations, Path(folder) / "quotations")
        _write_alignments(alignments, Path(folder) / "alignment")
        _replace(Path(folder) / "quotations", work / "quotations")
        _replace(Path(folder) / "alignment", work / "alignment")
    return [out / path.name for path in written]


def _replace(new: Path, place: Path) -> None:
    """Puts the folder `new` where `place` is; what was there is gone only when the new one stands."""
    old = new.with_name(new.name + ".old")
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write_alignments(alignments: Sequence[Alignment], folder: Path) -> None:
    folder.mkdir()
    for alignment in alignments:
        (folder / f"{alignment.name}.csv").write_text(alignment_csv(alignment), encoding="utf-8")


def alignment_csv(alignment: Alignment) -> str:
    """An alignment as a table that can be read and corrected."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["left", "right", "score", "shared", "left_text", "right_text"])
    for bead in alignment.beads:
        places = [
            "|".join(f"{x.sentence.start}-{x.sentence.end}" for x in side) for side in (bead.left, bead.right)
        ]
        words = [" ".join(x.sentence.text for x in side) for side in (bead.left, bead.right)]
        writer.writerow([*places, f"{bead.score:.3f}", "|".join(bead.shared), *words])
    return table.getvalue()
