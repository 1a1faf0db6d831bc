"""The ten questions that a new user asks first, answered by clicking alone: no typing, no address known.

Every path begins at the home page; a step is the beginning of the address of the link that is clicked. Run it
against a server with `YUEZHI_CLICKS=http://127.0.0.1:8000` to see that the paths hold on the release too.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests import test_server_browser as here

pytestmark = here.pytestmark
browser = here.browser
ELSEWHERE = os.environ.get("YUEZHI_CLICKS", "")
VALUE = "customs-infringing-goods-value" if ELSEWHERE else "goods-seized-customs-value"


@dataclass(frozen=True)
class Question:
    """A question, the links that lead to its answer, and what the answer shows."""

    asks: str
    clicks: tuple[str, ...]
    shows: tuple[str, ...]


QUESTIONS = (
    Question(
        "What did Operation Longteng bring each year?",
        ("/browse/campaigns", "/doc/series/longteng"),
        ("2021", "2023", "2025", "15,310,000"),
    ),
    Question(
        "Who ran it, and where is that written?",
        ("/browse/campaigns", "/doc/series/longteng"),
        ("开展单位", "第"),
    ),
    Question(
        "Which document states this figure, in which words?",
        ("/browse/metrics", f"/doc/metric/{VALUE}", "main .results a.quote"),
        ("文件", "位置", "读取规则"),
    ),
    Question(
        "How did the value of seized goods develop?",
        ("/browse/metrics", f"/doc/metric/{VALUE}"),
        ("全部数字", "2023", "CSV"),
    ),
    Question(
        "Where do the sources disagree?",
        ("/disagreements", "main a[href^='/doc/disagreement/']"),
        ("说法1", "分歧"),
    ),
    Question(
        "What did the customs in Guangdong do?",
        ("/browse/bodies", "/doc/body/guangdong-customs"),
        ("开展", "逐年数据"),
    ),
    Question(
        "What does the Chinese say that the English does not?",
        ("/browse/sources", "/doc/source/gd-2021", "/compare/gd-2021"),
        ("中文", "英文", "仅一种语言有"),
    ),
    Question("Can I have all figures as a table?", ("/downloads/",), ("observations.csv", "BOM")),
    Question(
        "How do I ask a question of my own?",
        ("/sparql", "/queries", "main a[href^='/queries/']"),
        ("SPARQL", "在编辑器中打开"),
    ),
    Question("What do the signs at a figure mean?", ("/manual/figures",), ("超过", "不少于", "分歧")),
)


@pytest.fixture(scope="module")
def start() -> Iterator[str]:
    """Where the site stands: the server named by the environment, else the small graph."""
    if ELSEWHERE:
        yield ELSEWHERE
    else:
        yield from here.address.__wrapped__()


def link(driver: Any, step: str) -> Any:
    """The first link that can be seen whose address begins with `step`, or that a selector names."""
    selector = f"a[href^='{step}']" if step.startswith("/") else step
    return next((one for one in here.css(driver, selector) if one.is_displayed()), None)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asks)
def test_a_first_question_is_answered_by_clicking(browser: Any, start: str, question: Question) -> None:
    assert len(question.clicks) <= 3
    browser.get(f"{start}/?lang=zh")
    for step in question.clicks:
        before = browser.current_url
        here.wait(lambda step=step: link(browser, step)).click()
        here.wait(lambda before=before: browser.current_url != before)
    here.wait(lambda: browser.execute_script("return document.readyState") == "complete")
    time.sleep(0.1)
    told = browser.find_element("tag name", "main").text
    assert [words for words in question.shows if words not in told] == []
