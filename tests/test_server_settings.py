"""Settings: where they come from, which goes before which, and what is refused."""

from pathlib import Path

import pytest

from server.settings import SettingError, Settings, load, table


def test_later_places_win(tmp_path: Path) -> None:
    file = tmp_path / "yuezhi.toml"
    file.write_text('port = 1\nhost = "::1"\ncache_mb = 5\n')
    environment = {"PORT": "2", "YUEZHI_CACHE_MB": "6"}
    assert load(environment={}) == Settings()
    assert load(file=file, environment={}).port == 1
    assert load(file=file, environment=environment).port == 2
    assert load(file=file, environment={**environment, "YUEZHI_PORT": "3"}).port == 3
    chosen = load(file=file, environment=environment, given={"port": 4, "host": None})
    assert (chosen.port, chosen.host, chosen.cache_mb) == (4, "::1", 6)


def test_kinds_of_values() -> None:
    chosen = load(
        environment={
            "YUEZHI_STORE": "http://a/ http://b/",
            "YUEZHI_LOG_QUERIES": "yes",
            "YUEZHI_RELEASE": "x/y",
        }
    )
    assert chosen.store == ("http://a/", "http://b/")
    assert chosen.log_queries is True
    assert chosen.release == Path("x/y")


@pytest.mark.parametrize(
    ("environment", "given", "told"),
    [
        (
            {"YUEZHI_PORT": "http"},
            {},
            "setting port (environment YUEZHI_PORT): 'http' is not of the kind int",
        ),
        ({}, {"prot": 1}, "setting prot (command line): no such setting"),
        ({}, {"port": 70000}, "must lie between 1 and 65535"),
        ({}, {"slow_places": 0}, "must be at least 1"),
        ({"YUEZHI_LOG_QUERIES": "maybe"}, {}, "neither true nor false"),
        ({}, {"log_level": "loud"}, "debug, info, warning or error"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    environment: dict[str, str], given: dict[str, object], told: str
) -> None:
    with pytest.raises(SettingError) as caught:
        load(environment=environment, given=given)
    assert told in str(caught.value)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text("port 1")
    with pytest.raises(SettingError, match="bad"):
        load(file=file, environment={})
    with pytest.raises(SettingError, match="none"):
        load(file=tmp_path / "none.toml", environment={})


def test_the_table_explains_every_setting() -> None:
    rows = table()
    assert [name for name, *_ in rows] == list(Settings.__dataclass_fields__)
    assert all(len(help_) > 10 for *_, help_ in rows)
    assert all(variable == "YUEZHI_" + name.upper() for name, variable, *_ in rows)


def test_the_table_of_the_readme_is_the_table() -> None:
    text = (Path(__file__).parent.parent / "server" / "README.md").read_text(encoding="utf-8")
    for name, variable, default, help_ in table():
        shown = f"`{default}`" if default else ""
        assert f"| `{name}` | `{variable}` | {shown} | {help_} |" in text
