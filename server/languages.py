"""The language of a page and of its data: chosen, negotiated, fallen back on, and then marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

#: The languages pages are in.
PAGE_LANGUAGES: Final = ("zh", "en")

#: What is taken when the wished language is missing, in order. "" is a text without a tag.
CHAINS: Final = {"zh": ("zh", "zh-hant", "", "en"), "en": ("en", "", "zh", "zh-hant")}

#: Tags that are as good as the wished one, so that no mark is shown.
_UNMARKED: Final = {"zh": ("zh", ""), "en": ("en", "")}


@dataclass(frozen=True, slots=True)
class Label:
    """A text in the best language there is; `mark` is its tag where that is not the wished one."""

    text: str
    lang: str = ""
    mark: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Language:
    """The languages of one page: of its interface, and of its data. `chosen` when the address says so."""

    interface: str
    data: str
    chosen: bool = False

    def best(self, texts: Iterable[tuple[str, str]]) -> Label | None:
        """The text of `texts` (pairs of text and tag) that this reader gets."""
        by_tag: dict[str, str] = {}
        for text, tag in sorted(texts):
            by_tag.setdefault(tag.lower(), text)
        for tag in (*CHAINS[self.data], *sorted(by_tag)):
            if tag in by_tag:
                return Label(by_tag[tag], tag, "" if tag in _UNMARKED[self.data] else tag)
        return None

    def rank(self, tag: str) -> int:
        """How far down the reader's chain a language stands: what is told first when all is told."""
        chain = CHAINS[self.data]
        return chain.index(tag) if tag in chain else len(chain)


def choose(parameter: str | None, data: str | None, accept_language: str) -> Language:
    """The language of a page by its `lang` and `data` parameters, else by the header, else Chinese."""
    chosen = parameter if parameter in PAGE_LANGUAGES else None
    interface = chosen or negotiated(accept_language)
    return Language(interface, data if data in PAGE_LANGUAGES else interface, chosen is not None)


def negotiated(accept_language: str) -> str:
    """The page language that an `Accept-Language` header likes best; Chinese when it names neither."""
    wishes = sorted(_wishes(accept_language), key=lambda wish: -wish[1])
    return next((tag for tag, quality in wishes if quality > 0 and tag in PAGE_LANGUAGES), PAGE_LANGUAGES[0])


def _wishes(header: str) -> Sequence[tuple[str, float]]:
    found = []
    for part in header.split(","):
        tag, _, parameter = part.strip().partition(";")
        quality = parameter.strip().removeprefix("q=") if parameter else "1"
        try:
            found.append((tag.strip().lower().partition("-")[0], float(quality)))
        except ValueError:
            continue
    return found
