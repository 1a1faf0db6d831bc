"""Commands for ontology editors: check, format, diff, explain."""

from collections.abc import Iterator
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
    info: Annotated[bool, typer.Option("--info", help="Also what stands for a reason.")] = False,
    pitfalls: Annotated[
        bool, typer.Option("--pitfalls", help="A table of the OOPS! pitfalls and what was found.")
    ] = False,
) -> None:
    """Checks the ontology: one query per fault, then HermiT: consistency, unsatisfiable classes."""
    from ontology import assemble, reason  # noqa: PLC0415  (so that --help is fast)
    from ontology import check as checking  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415

    known = {one.name for one in checking.checks()}
    if unknown := sorted(set(only or ()) - known):
        raise fail(f"no check is named {', '.join(unknown)}; there are {', '.join(sorted(known))}", 2)
    try:
        findings = checking.run(only=only or ())
        if pitfalls:
            for pitfall, one, found in checking.by_pitfall(findings):
                typer.echo(f"{pitfall}  {found:>3}  {one.severity:<7}  {one.name}: {one.message}")
            return
        for finding in findings:
            if info or only or finding.check.severity is not checking.Severity.INFO:
                typer.echo(str(finding))
        errors = sum(f.check.severity is checking.Severity.ERROR for f in findings)
        if reasoner and not only:
            answer = reason.check(assemble.assemble())
            state = "consistent" if answer.consistent else "INCONSISTENT; `yuezhi explain --inconsistency`"
            typer.echo(f"HermiT: {state}; unsatisfiable: {', '.join(sorted(answer.unsatisfiable)) or 'none'}")
            for class_ in answer.unsatisfiable:
                typer.echo(f"no members possible: `yuezhi explain --inconsistency {class_}` says why")
            errors += (not answer.consistent) + len(answer.unsatisfiable)
    except OntologyError as error:
        raise fail(error) from error
    told = sum(f.check.severity is checking.Severity.INFO for f in findings)
    typer.echo(f"{len(findings) - told} findings, {errors} errors, {told} to know of (--info)")
    if errors:
        raise typer.Exit(1)


def format_(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files in any syntax of OWL, each brought into its module (else all modules)."),
    ] = None,
    *,
    dry: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail where something would change.")
    ] = False,
) -> None:
    """Writes ontology modules in their one canonical form, whatever program saved them, and terms.py."""
    from ontology import assemble, derive  # noqa: PLC0415
    from ontology import format as formatting  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415

    try:
        targets = [formatting.format_file(path, write=not dry) for path in files or assemble.module_files()]
        changed = [target for target in targets if target is not None]
        if derive.write_terms(write=not dry):
            changed.append(derive.TERMS)
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
    *,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="After a release: keep its ontology and IRIs in graph/previous.")
    ] = False,
) -> None:
    """Says in words what changed since the last release: ontology, the version that follows, IRIs lost."""
    from graph import keep as keeping  # noqa: PLC0415
    from graph.errors import GraphError  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415
    from server.settings import load  # noqa: PLC0415

    try:
        folder = release or load().release
        if keep:
            for path in keeping.keep(folder):
                typer.echo(f"kept: {path}")
            return
        before = old or keeping.PREVIOUS / "ontology.ttl"
        if not before.is_file():
            raise fail(f"{before}: no ontology to compare with; name the file of an earlier release")
        for line in _changes(before):
            typer.echo(line)
        gone = keeping.lost(folder) if old is None else []
    except (OntologyError, GraphError, OSError) as error:
        raise fail(error) from error
    for iri in gone:
        typer.echo(f"lost: {iri}; say in graph/retired.csv what replaces it")
    if gone:
        raise typer.Exit(1)


def _changes(before: Path) -> Iterator[str]:
    from ontology import assemble  # noqa: PLC0415
    from ontology.difference import difference  # noqa: PLC0415

    found = difference(assemble.read_module(before), assemble.assemble())
    yield from map(str, found.changes)
    yield found.summary
    yield f"version: {found.old_version} → {found.version}"
    if found.version not in (found.old_version, found.new_version):
        yield f"the header says {found.new_version}: set versionInfo, versionIRI, priorVersion and citation"


def explain(
    triple: Annotated[
        list[str] | None, typer.Argument(help="Subject, predicate, object: IRIs or prefixed names.")
    ] = None,
    *,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
    inconsistency: Annotated[
        bool,
        typer.Option(
            "--inconsistency",
            help="The smallest set of axioms that clash; of a class: that forbid it members.",
        ),
    ] = False,
) -> None:
    """Says why a triple is in the graph: asserted where, or by which rule from which premises."""
    from graph.errors import GraphError  # noqa: PLC0415
    from graph.justify import explanation  # noqa: PLC0415
    from ontology.errors import OntologyError  # noqa: PLC0415
    from server.settings import load  # noqa: PLC0415

    given = triple or []
    if len(given) not in ((0, 1) if inconsistency else (3,)):
        wanted = "no or one class" if inconsistency else "subject, predicate and object"
        raise fail(f"give {wanted}, each in quotes or as a prefixed name", 2)
    try:
        lines = _contradiction(*given) if inconsistency else explanation(release or load().release, *given)
        for line in lines:
            typer.echo(line)
    except (GraphError, OntologyError, ValueError, OSError) as error:
        raise fail(error) from error


def _contradiction(class_: str | None = None) -> Iterator[str]:
    """The axioms that clash, or that clash as soon as `class_` has a member, by module."""
    from graph.justify import term  # noqa: PLC0415
    from ontology.assemble import parts  # noqa: PLC0415
    from ontology.explain import axiom_text, contradiction, member  # noqa: PLC0415

    modules = parts()
    if class_ is not None:
        modules["a member"] = member(term(class_).strip("<>"))
    found = contradiction(modules)
    if not found:
        yield (
            "nothing clashes: the ontology is consistent" if class_ is None else f"{class_} can have members"
        )
        return
    yield f"these {len(found)} cannot all hold; change one of them:"
    for module, axiom in found:
        yield f"{module.rpartition('/')[2]}: {axiom_text(axiom)}"
