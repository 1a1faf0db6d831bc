"""What is no part of a document's own text: menus, tags, captions, editors' lines, addresses.

Told by general features and by the words of `lexicons/<lang>/navigation.csv`; the column `place` says where a
term counts: it is the whole `line`, the `start` of a short one, `anywhere` in a short one, or the head of the
`tail` of a page, behind which short lines are navigation too.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from mappings.blocks import Block
from mappings.records import Lang

_BULLET = re.compile(r"\s*[•·*▪●○◆■►»>]\s*\S")
_STOP = re.compile(r"[。！？.!?][”’》）)」』\"']*$")
_STOPS = re.compile(r"[。！？]|[.!?](?=\s|$)")
_URL = re.compile(r"https?://|www\.|[\w-]+\.(?:com|cn|org|net)\b|[\w.-]+@[\w-]+\.")
_TELEPHONE = re.compile(
    r"(?:tel|phone|fax|contact|hotline|call|电话|传真|联系|邮箱).{0,40}\d{3,4}[- ]?\d{3,}", re.IGNORECASE
)
_BRACKETED = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]$")
_CAPTION: Final = {
    "en": re.compile(
        r"(?:^|[.!?”]\s)\((?:[^()]*\b[Pp]hotos?\b[^()]*|[A-Z][\w ]{1,30}/[A-Z][^()]{1,40}|Xinhua|VCG|AFP)\)$"
    ),
    "zh": re.compile(r"^图为|（[^（）]{1,30}摄）$|[（(][^（）()]{0,20}供图[）)]$"),
}
_SHORT: Final = {"zh": 60, "en": 130}
_SHORT_ITEM: Final = {"zh": 20, "en": 45}
_LINK_LINE: Final = 250
_CLOUD: Final = 8
_TAG_LENGTH: Final = 14


def marked(blocks: Sequence[Block]) -> list[bool]:
    """For each block, whether it is navigation."""
    found = [_is_navigation(block) for block in blocks]
    tail = False
    for at, block in enumerate(blocks):
        tail = tail or _stands_at(block, "tail")
        found[at] = found[at] or (tail and _is_short(block) and not _STOP.search(block.clean.text))
    return _with_end(blocks, found)


def _with_end(blocks: Sequence[Block], found: list[bool]) -> list[bool]:
    """`found`, with the short lines without figures that follow the last running text."""
    texts = [at for at, block in enumerate(blocks) if not found[at] and _STOP.search(block.clean.text)]
    for at in range(texts[-1] + 1 if texts else len(blocks), len(blocks)):
        text = blocks[at].clean.text
        found[at] = found[at] or (_is_short(blocks[at]) and not re.search(r"\d", text))
    return found


def _is_navigation(block: Block) -> bool:
    text = block.clean.text
    if not text:
        return True
    return (
        _is_menu_item(block)
        or any(_stands_at(block, place) for place in ("line", "start", "anywhere", "tail"))
        or (len(text) <= _SHORT[block.lang] and _BRACKETED.match(text) is not None)
        or _CAPTION[block.lang].search(text) is not None
        or _is_tag_cloud(block)
        or _is_address(text)
    )


def _is_short(block: Block) -> bool:
    return len(block.clean.text) <= _SHORT[block.lang]


def _is_menu_item(block: Block) -> bool:
    text = block.clean.text
    return (
        _BULLET.match(text) is not None
        and len(text) <= _SHORT_ITEM[block.lang]
        and not re.search(r"\d|[。；;.!?]$", text)
    )


def _is_tag_cloud(block: Block) -> bool:
    """Many short items side by side without a sentence among them."""
    if (
        _STOPS.search(block.spaced.rstrip("?？"))
        and len(_STOPS.findall(block.spaced)) > len(block.spaced) // 200 + 1
    ):
        return False
    by_bar = [item.strip() for item in re.split(r"[|｜#]", block.spaced) if item.strip()]
    if len(by_bar) > 2 and all(len(item) <= _TAG_LENGTH for item in by_bar):
        return True
    items = block.spaced.split()
    short = sum(len(item) <= _TAG_LENGTH for item in items)
    return block.lang == "zh" and len(items) >= _CLOUD and short >= 0.9 * len(items)


def _is_address(text: str) -> bool:
    if len(text) > _LINK_LINE or len(_STOPS.findall(text)) > 1:
        return False
    return _URL.search(text) is not None or _TELEPHONE.search(text) is not None


def _stands_at(block: Block, place: str) -> bool:
    text = block.clean.text.lstrip("•·*- ")
    if len(text) > _SHORT[block.lang] * (2 if place == "anywhere" else 1):
        return False
    terms = _terms(block.lang, place)
    if place == "anywhere":
        return any(term in text for term in terms)
    if place == "start":
        return text.startswith(terms)
    return text.rstrip(" :：") in terms


@cache
def _terms(lang: Lang, place: str) -> tuple[str, ...]:
    path = files("mappings") / "lexicons" / lang / "navigation.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(row["term"] for row in rows if row["place"] == place)
