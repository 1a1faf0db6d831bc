"""Commands for ontology editors: check, format, diff, explain."""

from pathlib import Path
from typing import Annotated

import typer

from server.console import fail


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the command line."""
    for command in (check, format_, diff, explain):
        app.command(name=command.__name__.rstrip("_"))(command)


def check(
    only: Annotated[list[str] | None, typer.Argument(help="Names of checks (else all).")] = None,
    *,
    reasoner: Annotated[bool, typer.Option(help="Ask HermiT as well.")] = True,
) -> None:
    """Checks the ontology: one query per fault, then HermiT: consistency, unsatisfiable classes."""
    from ontology import assemble, reason  # noqa: PLC0415  (so that --help is fast)
    from ontology import check as checking  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415

    try:
        graph = assemble.assemble()
        findings = checking.run(graph, only or ())
        for finding in findings:
            typer.echo(str(finding))
        errors = sum(f.check.severity is checking.Severity.ERROR for f in findings)
        if reasoner:
            answer = reason.check(graph)
            state = "consistent" if answer.consistent else "INCONSISTENT (see `yuezhi explain`)"
            typer.echo(f"HermiT: {state}; unsatisfiable: {', '.join(sorted(answer.unsatisfiable)) or 'none'}")
            errors += (not answer.consistent) + len(answer.unsatisfiable)
    except OntologyError as error:
        raise fail(error) from error
    typer.echo(f"{len(findings)} findings, {errors} errors")
    if errors:
        raise typer.Exit(1)


def format_(
    files: Annotated[list[Path] | None, typer.Argument(help="Turtle files (else all modules).")] = None,
    *,
    dry: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail where something would change.")
    ] = False,
) -> None:
    """Writes ontology modules in the one canonical form, whatever program saved them."""
    from ontology import assemble  # noqa: PLC0415
    from ontology import format as formatting  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415

    changed = []
    for path in files or assemble.module_files():
        try:
            if formatting.format_file(path, write=not dry):
                changed.append(path)
        except (OntologyError, OSError) as error:
            raise fail(error) from error
    for path in changed:
        typer.echo(f"{'would change' if dry else 'changed'}: {path}")
    if dry and changed:
        raise typer.Exit(1)


def diff(
    old: Annotated[
        Path | None, typer.Argument(help="Ontology to compare with (else the previous release's).")
    ] = None,
) -> None:
    """Says in words what changed in the ontology since the last release, and the version that follows."""
    from importlib.resources import files  # noqa: PLC0415

    from ontology import assemble  # noqa: PLC0415
    from ontology.difference import difference  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415

    before = old or Path(str(files("graph"))) / "previous" / "ontology.ttl"
    if not before.is_file():
        raise fail(f"{before}: no ontology to compare with; name the file of an earlier release")
    try:
        found = difference(assemble.read_module(before), assemble.assemble())
    except OntologyError as error:
        raise fail(error) from error
    for change in found.changes:
        typer.echo(str(change))
    typer.echo(f"version: {found.old_version} → {found.version}")


def explain(
    triple: Annotated[list[str], typer.Argument(help="Subject, predicate, object: IRIs or prefixed names.")],
    *,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
) -> None:
    """Says why a triple is in the graph: asserted where, or by which rule from which premises."""
    from graph.errors import GraphError  # noqa: PLC0415
    from graph.justify import explanation  # noqa: PLC0415
    from server.settings import load  # noqa: PLC0415

    if len(triple) != 3:
        raise fail("give subject, predicate and object, each in quotes or as a prefixed name", 2)
    try:
        for line in explanation(release or load().release, *triple):
            typer.echo(line)
    except (GraphError, ValueError, OSError) as error:
        raise fail(error) from error
