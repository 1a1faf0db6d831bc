"""The words of the interface, in both languages, read from wording.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


class WordMissing(KeyError):  # noqa: N818  (named by what is wrong)
    """A text of the interface that wording.toml does not have."""


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Every text of the interface: by key, then by language."""
    return tomllib.loads((files("server") / "wording.toml").read_text(encoding="utf-8"))


def said(key: str, language: str, **parts: object) -> str:
    """The text `key` in a language, its `{parts}` filled in.

    Raises:
        WordMissing: there is no such text.
    """
    try:
        text = words()[key][language]
    except KeyError:
        raise WordMissing(f"wording.toml has no {key!r} in {language!r}") from None
    return text.format(**parts) if parts else text


def has(key: str) -> bool:
    """Whether there is a text `key`."""
    return key in words()
