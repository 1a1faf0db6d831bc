"""The manual has every setting, route family, command, table column and kind of disagreement."""

import re

import pytest
import typer

from graph import tables
from server import manual, settings
from server.app import ROUTERS
from server.cli import app

LANGUAGES = ("zh", "en")
#: Families of routes that are no business of readers: files of the site, aliases.
UNTOLD = {"static", "openapi.json", "search.json"}


def whole(language: str) -> str:
    return "\n".join(manual.source(name, language) for name in manual.TOPICS)


def commands() -> list[str]:
    command = typer.main.get_command(app)
    return sorted(getattr(command, "commands", {}))


def families() -> list[str]:
    paths = {getattr(route, "path", "") for router in ROUTERS for route in router.routes}
    first = {re.split(r"[/{]", path.lstrip("/"))[0] for path in paths}
    return sorted(first - UNTOLD - {""})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_in_the_manual(language: str) -> None:
    assert len(commands()) >= 12
    assert [name for name in commands() if f"yuezhi {name}" not in whole(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_of_routes_is_in_the_manual(language: str) -> None:
    told = whole(language)
    assert [name for name in families() if f"/{name}" not in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_in_the_manual(language: str) -> None:
    html = manual.topic("settings", language).html
    for name, variable, _, _ in settings.table():
        assert f"<code>{name}</code>" in html
        assert f"<code>{variable}</code>" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_every_table_is_in_the_manual(language: str) -> None:
    html = manual.topic("downloads", language).html
    for name, table in tables.TABLES.items():
        assert f"{name}.csv" in html
        assert all(f"<code>{column}</code>" in html for column in table.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_disagreement_is_in_the_manual(language: str) -> None:
    kinds = (
        "value", "magnitude", "sign", "bound", "unit", "period", "flow-or-stock", "actor", "scope", "item",
        "rank", "meaning", "name", "omission", "arithmetic", "series",
    )  # fmt: skip
    text = manual.source("disagreements", language)
    assert [kind for kind in kinds if f"`{kind}`" not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_manual_is_left_with_a_mark_unfilled(language: str) -> None:
    for name in manual.TOPICS:
        assert "{{" not in manual.topic(name, language).html
