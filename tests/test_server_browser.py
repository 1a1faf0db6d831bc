"""The pages in a real browser: accessible, silent, and usable by keyboard."""

import shutil
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.page_world import Site
from tests.test_server_pages import PAGES, in_language

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_spec("selenium") is None or not shutil.which("chromium"), reason="needs selenium and Chromium"
    ),
]
ROOT = Path(__file__).parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BUNDLE = ROOT / "server" / "static" / "bundle" / "editor.js"
PORT = 8157
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The small graph, served on loopback."""
    config = uvicorn.Config(Site().app, port=PORT, log_level="error", ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait(lambda: server.started)
    yield f"http://127.0.0.1:{PORT}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for option in OPTIONS:
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_window_size(1280, 1000)
    yield driver
    driver.quit()


def wait(done: Any, seconds: float = 10) -> Any:
    """What `done` answers as soon as it is true."""
    end = time.monotonic() + seconds
    while not (found := done()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


def css(driver: Any, selector: str) -> list[Any]:
    return list(driver.find_elements("css selector", selector))


@pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core (npm install)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_axe_finds_nothing(browser: Any, address: str, name: str, scheme: str) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(address + in_language(PAGES[name], "en" if scheme == "dark" else "zh"))
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        ".then(r => done(r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html)])));"
    )
    assert found == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_silent_and_asks_nobody_else(browser: Any, address: str, name: str) -> None:
    browser.get_log("browser")
    browser.get(address + in_language(PAGES[name], "en"))
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    hosts = browser.execute_script(
        "return performance.getEntriesByType('resource').map(e => new URL(e.name).host)"
    )
    assert set(hosts) <= {f"127.0.0.1:{PORT}"}


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_is_wider_than_its_window(browser: Any, address: str, name: str, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address + in_language(PAGES[name], "zh"))
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_search_suggests_and_is_chosen_by_keyboard(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get(f"{address}/?lang=zh")
    box = browser.find_element("id", "q")
    box.send_keys("haiguan")
    wait(lambda: css(browser, "#suggestions [role=option]"))
    box.send_keys(Keys.ARROW_DOWN)
    assert box.get_attribute("aria-activedescendant") == "suggestion-0"
    box.send_keys(Keys.ENTER)
    wait(lambda: "/doc/" in browser.current_url)
    browser.back()
    wait(lambda: browser.current_url == f"{address}/?lang=zh")


def test_the_language_is_switched_and_kept(browser: Any, address: str) -> None:
    browser.get(f"{address}/doc/series/longteng?lang=zh")
    browser.find_element("link text", "English").click()
    wait(lambda: browser.find_element("tag name", "h1").text == "Operation Longteng")
    browser.find_element("link text", "Longteng Action 2021").click()
    wait(lambda: "/doc/campaign/longteng-2021?lang=en" in browser.current_url)


@pytest.mark.skipif(not BUNDLE.is_file(), reason="needs the bundled editor (npm run build)")
def test_the_editor_runs_a_question_and_points_at_a_fault(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get(f"{address}/sparql?lang=en&text=ASK%20%7B%7D")
    wait(lambda: css(browser, ".toolbar button"))[0].click()
    wait(lambda: css(browser, ".answer .big"))
    assert css(browser, ".answer .big")[0].text == "true"
    content = browser.find_element("id", "editor").shadow_root.find_element("css selector", ".cm-content")
    content.send_keys(Keys.CONTROL, "a")
    content.send_keys("SELECT * WHERE {{ ?s ?p")
    content.send_keys(Keys.CONTROL, Keys.ENTER)
    wait(lambda: css(browser, ".answer [role=alert]"))
    assert "(1:" in css(browser, ".answer [role=alert]")[0].text


def test_everything_works_without_script(browser: Any, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/sparql?lang=en")
        assert css(browser, "form.plain-editor textarea")[0].is_displayed()
        browser.get(f"{address}/doc/metric/goods-seized-customs-value?lang=en")
        assert css(browser, "svg.chart a")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
