"""How the command line says what is wrong."""

from rich.console import Console
from typer import Exit

_errors = Console(stderr=True, highlight=False)


def fail(problem: object, status: int = 1) -> Exit:
    """Says what is wrong; to be raised."""
    _errors.print(str(problem), style="red", markup=False)
    return Exit(status)
