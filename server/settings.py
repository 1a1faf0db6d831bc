"""What can be set: one table of names, defaults and help, and where their values come from.

Later wins: default, file (TOML), environment (`YUEZHI_` and the name in capitals), command line.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

_PREFIX: Final = "YUEZHI_"


class SettingError(ValueError):
    """A setting that cannot be read: which, where it was set, what is wrong, what it may be."""

    def __init__(self, name: str, where: str, problem: str) -> None:
        super().__init__(f"setting {name} ({where}): {problem}")
        self.name, self.where, self.problem = name, where, problem


def _setting(default: object, help_: str) -> Any:
    return field(default=default, metadata={"help": help_})


# ruff: noqa: RUF009  (`_setting` makes a field)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. The help of each is the table of the manual."""

    host: str = _setting("127.0.0.1", "address to listen on")
    port: int = _setting(8000, "port to listen on; PORT without prefix is read too")
    public_url: str = _setting(
        "",
        "where this server stands for the world; empty: as each request says",
    )
    release: Path = _setting(Path("graph/release"), "folder of the released graph")
    quotations: Path = _setting(
        Path("graph/out/quotations"), "folder of the sentences, used where it is there"
    )
    short_links: Path = _setting(
        Path("graph/out/links"),
        "folder of short links to queries; where it cannot be written, links are long",
    )
    store: tuple[str, ...] = _setting(
        (),
        "SPARQL 1.1 stores to ask instead of the engine; several (replicas) joined by blanks",
    )
    web_processes: int = _setting(1, "web processes that share one engine")
    fast_workers: int = _setting(0, "queries younger than slow_after_ms run at once; 0: two per core")
    slow_places: int = _setting(8, "queries older than slow_after_ms run at once")
    slow_after_ms: int = _setting(300, "age at which a query counts as slow")
    time_limit_ms: int = _setting(
        30_000, "wall-clock limit of one query, from its start to its last byte made"
    )
    memory_limit_mb: int = _setting(1024, "memory one query may take beyond the loaded graph")
    memory_total_mb: int = _setting(2048, "memory all running queries may take; past it the largest is ended")
    query_limit_bytes: int = _setting(100_000, "longest query text")
    queue_length: int = _setting(256, "queries that may wait in all")
    queue_per_client: int = _setting(64, "queries of one address that may wait or run")
    cache_mb: int = _setting(64, "memory for kept answers in each web process; 0: none are kept")
    max_age_s: int = _setting(60, "seconds for which others may keep an answer without asking again")
    trusted_proxies: tuple[str, ...] = _setting(
        (), "addresses whose Forwarded headers are believed; several joined by blanks"
    )
    root_path: str = _setting("", "path under which a proxy mounts this server")
    log_queries: bool = _setting(False, "write the text of queries to the log")
    log_level: str = _setting("info", "least severity that is logged: debug, info, warning, error")

    def __post_init__(self) -> None:
        """Refuses values that cannot work."""
        for name in (
            "web_processes",
            "slow_places",
            "slow_after_ms",
            "time_limit_ms",
            "memory_limit_mb",
            "memory_total_mb",
            "query_limit_bytes",
            "queue_length",
            "queue_per_client",
        ):
            if getattr(self, name) < 1:
                raise SettingError(name, "value", "must be at least 1")
        if not 1 <= self.port <= 65535:
            raise SettingError("port", "value", "must lie between 1 and 65535")
        if self.log_level not in ("debug", "info", "warning", "error"):
            raise SettingError("log_level", "value", "must be debug, info, warning or error")


def load(
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    given: Mapping[str, Any] | None = None,
) -> Settings:
    """The settings from all places.

    Raises:
        SettingError: a name is unknown, or a value is not of its kind.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    if file is not None:
        values |= {name: _read(name, value, str(file)) for name, value in _of_file(file).items()}
    if "PORT" in environment:
        values["port"] = _read("port", environment["PORT"], "environment PORT")
    for entry in fields(Settings):
        variable = _PREFIX + entry.name.upper()
        if variable in environment:
            values[entry.name] = _read(entry.name, environment[variable], f"environment {variable}")
    for name, value in (given or {}).items():
        if value is not None:
            values[name] = _read(name, value, "command line")
    return Settings(**values)


def table() -> list[tuple[str, str, str, str]]:
    """Name, environment variable, default and help of every setting, for the manual."""
    return [
        (entry.name, _PREFIX + entry.name.upper(), _written(entry.default), entry.metadata["help"])
        for entry in fields(Settings)
    ]


def _of_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError("all", str(file), f"cannot be read: {error}") from error


def _written(default: Any) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return " ".join(default) if isinstance(default, tuple) else str(default)


_KINDS: Final = get_type_hints(Settings)


def _read(name: str, value: Any, where: str) -> Any:
    """`value` as the kind that the setting `name` has."""
    kind = _KINDS.get(name)
    if kind is None:
        raise SettingError(name, where, f"no such setting; there are {', '.join(_KINDS)}")
    if get_args(kind):
        return tuple(value.split()) if isinstance(value, str) else tuple(str(part) for part in value)
    if kind is bool:
        return _boolean(name, value, where)
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise SettingError(name, where, f"{value!r} is not of the kind {kind.__name__}") from error


def _boolean(name: str, value: Any, where: str) -> bool:
    known = {
        "true": True,
        "1": True,
        "yes": True,
        "on": True,
        "false": False,
        "0": False,
        "no": False,
        "off": False,
    }
    found = known.get(str(value).lower())
    if found is None:
        raise SettingError(name, where, f"{value!r} is neither true nor false")
    return found
