"""The pages in a real browser: accessible, silent, and usable by keyboard."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

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


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PORT = free_port()
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
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", sorted(PAGES))
def test_axe_finds_nothing(browser: Any, address: str, name: str, scheme: str, lang: str) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    browser.get(address + in_language(PAGES[name], lang))
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


def editor(browser: Any, address: str, query: str) -> Any:
    """The editor with a query in it; the field to type in."""
    browser.get(f"{address}/sparql?lang=en&{urlencode({'text': query})}")
    wait(lambda: css(browser, ".toolbar button"))
    return browser.find_element("id", "editor").shadow_root.find_element("css selector", ".cm-content")


BY_YEAR = """PREFIX yz: <https://w3id.org/yuezhi/ontology#>
PREFIX code: <https://w3id.org/yuezhi/code/>
SELECT ?metric ?year ?value WHERE {
  ?o a yz:Observation ; yz:metric ?metric ; yz:kind code:kind-level ; yz:actor ?actor ;
    yz:scope code:scope-all ; yz:period/yz:year ?year ; yz:value ?value
  FILTER(STRENDS(STR(?actor), "guangdong-courts"))
} ORDER BY ?metric ?year"""


@pytest.mark.skipif(not BUNDLE.is_file(), reason="needs the bundled editor (npm run build)")
def test_an_answer_is_shown_as_table_chart_and_raw_and_taken_away(browser: Any, address: str) -> None:
    editor(browser, address, BY_YEAR)
    css(browser, ".toolbar button")[0].click()
    wait(lambda: css(browser, ".answer table"))
    buttons = {button.text: button for button in css(browser, ".answer .views button")}
    assert set(buttons) == {"Table", "Chart", "Raw", "csv", "tsv", "json", "xml"}
    buttons["Chart"].click()
    assert len(css(browser, ".answer svg.chart .point")) == len(css(browser, ".answer svg.chart title"))
    assert css(browser, ".answer svg.chart .course.gap")
    assert css(browser, ".answer .legend li")
    buttons["Raw"].click()
    assert '"bindings"' in css(browser, ".answer pre")[0].text
    form = css(browser, ".answer form.views")[0]
    assert form.get_attribute("method") == "post"
    assert css(form, "input[name=query]")[0].get_attribute("value") == BY_YEAR


@pytest.mark.skipif(not BUNDLE.is_file(), reason="needs the bundled editor (npm run build)")
def test_a_query_is_shared_by_a_short_link_that_leads_back_to_it(browser: Any, address: str) -> None:
    editor(browser, address, BY_YEAR)
    css(browser, ".toolbar button")[1].click()
    wait(lambda: "/s/" in browser.current_url)
    assert browser.current_url in css(browser, ".toolbar small")[0].text
    browser.refresh()
    content = wait(lambda: css(browser, "#editor"))[0].shadow_root.find_element("css selector", ".cm-content")
    assert "guangdong-courts" in content.text


@pytest.mark.skipif(not BUNDLE.is_file(), reason="needs the bundled editor (npm run build)")
def test_the_python_and_the_curl_that_are_copied_run(browser: Any, address: str) -> None:
    editor(browser, address, BY_YEAR)
    css(browser, ".toolbar button")[2].click()
    curl, python, r = (one.text for one in wait(lambda: css(browser, ".answer pre")))
    ran = subprocess.run(
        [sys.executable, "-c", f"{python}\nprint(len(rows), rows[0]['value'])"],
        capture_output=True, text=True, timeout=30, check=True,
    )  # fmt: skip
    assert ran.stdout.split() == ["6", "317000000"]
    if shutil.which("curl"):
        ran = subprocess.run(["bash", "-c", curl], capture_output=True, text=True, timeout=30, check=True)
        assert ran.stdout.splitlines()[0] == "metric,year,value"
        assert len(ran.stdout.splitlines()) == 7
    assert r.startswith("query <- ")


@pytest.mark.skipif(not BUNDLE.is_file(), reason="needs the bundled editor (npm run build)")
@pytest.mark.parametrize(
    ("typed", "offered", "written"),
    [
        ("yz:开展", "conducts", "yz:conducts"),
        ("yz:conduct", "conducts", "yz:conducts"),
        ("龙腾行动2023", "longteng-2023", "longteng-2023>"),
    ],
)
def test_names_in_either_language_are_completed(
    browser: Any, address: str, typed: str, offered: str, written: str
) -> None:
    from selenium.webdriver.common.keys import Keys

    content = editor(browser, address, "PREFIX yz: <https://w3id.org/yuezhi/ontology#>\n")
    content.send_keys(Keys.CONTROL, Keys.END)
    content.send_keys(typed)
    root = browser.find_element("id", "editor").shadow_root
    found = wait(lambda: root.find_elements("css selector", ".cm-tooltip-autocomplete li[aria-selected]"))
    assert offered in found[0].text
    time.sleep(0.2)  # the list takes no key in its first moments
    content.send_keys(Keys.ENTER)
    wait(lambda: written in content.text)


def test_back_and_forth_lead_where_one_was(browser: Any, address: str) -> None:
    browser.get(f"{address}/browse/metrics?lang=en")
    browser.find_element("css selector", "main a[href^='/doc/metric/']").click()
    wait(lambda: "/doc/metric/" in browser.current_url)
    metric = browser.current_url
    browser.find_element("css selector", "main a[href^='/doc/claim/']").click()
    wait(lambda: "/doc/claim/" in browser.current_url)
    browser.back()
    wait(lambda: browser.current_url == metric)
    browser.back()
    wait(lambda: browser.current_url.endswith("/browse/metrics?lang=en"))
    browser.forward()
    wait(lambda: browser.current_url == metric)


def test_the_first_tab_stop_skips_to_the_content_and_focus_is_seen(browser: Any, address: str) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get(f"{address}/doc/metric/goods-seized-customs-value?lang=en")
    browser.find_element("tag name", "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.get_attribute("class") == "skip"
    assert skip.is_displayed()
    skip.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#content")
    browser.find_element("tag name", "body").send_keys(Keys.TAB)
    reached = browser.switch_to.active_element
    assert browser.execute_script("return arguments[0].closest('main') !== null", reached)
    outline = browser.execute_script("return getComputedStyle(arguments[0]).outlineStyle", reached)
    assert outline != "none"


def test_everything_works_without_script(browser: Any, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{address}/sparql?lang=en")
        assert css(browser, "form.plain-editor textarea")[0].is_displayed()
        css(browser, "form.plain-editor button.quiet")[0].click()
        wait(lambda: "/s/" in browser.current_url)
        browser.get(f"{address}/doc/metric/goods-seized-customs-value?lang=en")
        assert css(browser, "svg.chart a")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
