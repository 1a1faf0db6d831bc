"""The command `yuezhi`: each command calls one function of the layer that does the work."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from server import cli_ontology, cli_texts
from server.console import fail

app = typer.Typer(
    name="yuezhi",
    help="A knowledge graph of intellectual-property protection in Guangdong: build it, check it, serve it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli_texts.add_to(app)
cli_ontology.add_to(app)


@app.callback()
def _yuezhi() -> None:
    """Keeps `yuezhi COMMAND` even while there is one command only."""


def main() -> None:
    """Runs the command line."""
    app()


@app.command()
def serve(
    *,
    port: Annotated[int | None, typer.Option(help="Port to listen on (else PORT, else 8000).")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
    store: Annotated[
        list[str] | None, typer.Option(help="A SPARQL store to ask instead; again for replicas.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="File of settings (TOML).")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="Any setting, as name=value; again for more.")
    ] = None,
    settings: Annotated[bool, typer.Option("--settings", help="List all settings and end.")] = False,
) -> None:
    """Serves the released graph: SPARQL, linked data, pages. SIGHUP turns to a new release."""
    from server import settings as table  # noqa: PLC0415  (so that --help is fast)
    from server.supervisor import CannotServe  # noqa: PLC0415
    from server.supervisor import serve as serve_by  # noqa: PLC0415

    if settings:
        for name, variable, default, help_ in table.table():
            typer.echo(f"{name}\n    {help_}\n    {variable}, default: {default or 'none'}")
        return
    given: dict[str, object] = dict(pair.partition("=")[::2] for pair in set_ or ())
    options = {"port": port, "host": host, "release": release, "store": tuple(store) if store else None}
    given |= {name: value for name, value in options.items() if value is not None}
    try:
        chosen = table.load(file=config, given=given)
        serve_by(chosen, lambda line: typer.echo(line, file=sys.stdout))
    except (table.SettingError, CannotServe) as error:
        raise fail(error, 2) from error


@app.command()
def query(
    text: Annotated[str, typer.Argument(help="The query, or a file that holds it, or - for standard input.")],
    *,
    format_: Annotated[
        str | None, typer.Option("--format", help="json, xml, csv, tsv, turtle, ntriples, …")
    ] = None,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
    quotations: Annotated[Path | None, typer.Option(help="Folder of the sentences.")] = None,
) -> None:
    """Asks the released graph one query, in this process and without limits."""
    from graph.errors import GraphError  # noqa: PLC0415
    from server.commands import run_query  # noqa: PLC0415
    from sparql.service import QueryFault  # noqa: PLC0415

    try:
        run_query(text, format_, release, quotations, sys.stdout.buffer)
    except QueryFault as fault:
        where = f"line {fault.line}, column {fault.column}: " if fault.line else ""
        raise fail(f"{where}{fault.message}") from fault
    except (GraphError, OSError, ValueError) as error:
        raise fail(error) from error


@app.command()
def publish(
    store: Annotated[str, typer.Option(help="Where the store takes SPARQL updates.")],
    *,
    release: Annotated[Path | None, typer.Option(help="Folder of the released graph.")] = None,
    user: Annotated[
        str | None, typer.Option(help="User, where the store asks for one (HTTP digest).")
    ] = None,
    password: Annotated[str, typer.Option(envvar="YUEZHI_STORE_PASSWORD", help="The user's password.")] = "",
) -> None:
    """Loads the released graph into a SPARQL store elsewhere, for `yuezhi serve --store`."""
    from graph.errors import GraphError  # noqa: PLC0415
    from server.errors import StoreFailed  # noqa: PLC0415
    from server.publish import publish as publish_to  # noqa: PLC0415
    from server.settings import load  # noqa: PLC0415

    login = (user, password) if user else None
    folder = release or load().release
    try:
        identity = publish_to(
            folder, store, login=login, progress=lambda name, done, of: typer.echo(f"{done}/{of} {name}")
        )
    except (GraphError, StoreFailed) as error:
        raise fail(error) from error
    typer.echo(f"release {identity} is in the store")
