"""The manual: Markdown in server/content, one file per topic and language, with the tables made from code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from markdown_it import MarkdownIt

from graph import tables
from server import settings
from server.languages import PAGE_LANGUAGES

#: The topics in the order of reading.
TOPICS: Final = (
    "about", "figures", "disagreements", "sparql", "linked-data", "downloads", "pipeline", "curating",
    "ontology", "settings", "faq",
)  # fmt: skip
#: Files of the manual that are taken away as they are.
STUDIES: Final[Mapping[str, str]] = {"study.ipynb": "application/x-ipynb+json", "study.R": "text/x-r"}


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the manual."""

    name: str
    title: str
    html: str


@cache
def topic(name: str, language: str) -> Topic:
    """The page `name` in a language; its first line is its title."""
    text = source(name, language)
    title, _, body = text.partition("\n")
    for mark, make in _MADE.items():
        if mark in body:
            body = body.replace(mark, make(language))
    html = MarkdownIt("commonmark").enable("table").render(body)
    html = html.replace("<pre>", '<pre tabindex="0">')
    return Topic(name, title.removeprefix("# ").strip(), html)


def source(name: str, language: str) -> str:
    """The Markdown of a page."""
    return (files("server") / "content" / f"{name}.{language}.md").read_text(encoding="utf-8")


def contents(language: str) -> list[tuple[str, str]]:
    """Names and titles of all pages."""
    return [(name, topic(name, language).title) for name in TOPICS]


def _settings(language: str) -> str:
    head = {"zh": "| 设置 | 环境变量 | 默认值 | 说明 |", "en": "| setting | environment | default | what |"}
    rows = [
        f"| `{name}` | `{variable}` | {f'`{default}`' if default else ''} | {help_} |"
        for name, variable, default, help_ in settings.table()
    ]
    return "\n".join([head[language], "| --- | --- | --- | --- |", *rows])


def _columns(language: str) -> str:
    head = {"zh": "| 表 | 列 |", "en": "| table | columns |"}
    rows = [
        f"| [`{name}.csv`](/downloads/{name}.csv) | {', '.join(f'`{c}`' for c in table.columns)} |"
        for name, table in tables.TABLES.items()
    ]
    return "\n".join([head[language], "| --- | --- |", *rows])


#: Tables of the manual that code makes, by the mark that stands for each.
_MADE: Final[Mapping[str, Callable[[str], str]]] = {"{{settings}}": _settings, "{{columns}}": _columns}

assert set(PAGE_LANGUAGES) == {"zh", "en"}  # noqa: S101  (the tables above have these two)
