"""The detail of a failure for Chinese readers: failures are raised in English, their sentences are known."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from server.languages import Label, Language


@cache
def _sentences() -> Sequence[tuple[re.Pattern[str], str]]:
    """The known sentences as patterns, those with most words of their own first, with their translation."""
    told = tomllib.loads((files("server") / "details.toml").read_text(encoding="utf-8"))["detail"]
    ranked = sorted(told, key=lambda one: -len(re.sub(r"\{\w+\}", "", one["en"])))
    return [(_pattern(one["en"]), one["zh"]) for one in ranked]


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", sentence)
    written = [f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
    return re.compile("".join(written), re.DOTALL)


def told(detail: str, language: Language) -> Label:
    """What a failure says, in Chinese where the page is and the sentence is known; else as it was raised."""
    if language.interface == "zh":
        for pattern, chinese in _sentences():
            if found := pattern.fullmatch(detail):
                return Label(chinese.format(**found.groupdict()), "zh")
    return Label(detail, "en")
