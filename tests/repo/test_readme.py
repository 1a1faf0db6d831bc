"""The README is true: its queries give the answers it shows, its commands exist."""

import re
from pathlib import Path

import pytest

from graph.store import open_release
from server.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```\n+```text\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def release():  # noqa: ANN201  (a store of the released graph)
    """The committed release, opened once."""
    return open_release(ROOT / "graph" / "release")


def shown(store, query: str) -> str:  # noqa: ANN001
    """The answer as the README shows it: columns joined by ` | `, our IRIs by their last part."""
    solutions = store.query(query)
    names = [variable.value for variable in solutions.variables]
    lines = [" | ".join(names)]
    for row in solutions:
        cells = ["" if row[name] is None else row[name].value.rsplit("/", 1)[-1] for name in names]
        lines.append(" | ".join(cells))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("query", "answer"), QUERIES, ids=range(len(QUERIES)))
def test_a_query_gives_its_answer(release, query: str, answer: str) -> None:  # noqa: ANN001
    """What the README says is what the release answers."""
    assert shown(release, query) == answer


def test_there_are_five_queries() -> None:
    """As many as the heading promises."""
    assert len(QUERIES) == 5


def test_every_command_is_listed() -> None:
    """Each command of `yuezhi` stands in the README, and each one listed exists."""
    commands = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback} | {
        g.typer_instance.info.name for g in app.registered_groups if g.typer_instance
    }
    table = README[README.index("## The command") :]
    lines = re.findall(r"^\| `yuezhi .*?\|", table, re.MULTILINE)
    listed = {name for line in lines for name in re.findall(r"[a-z]{4,}", line)}
    assert {c for c in commands if c} <= listed
