"""The check page on a poor phone with a poor network: ``courier bench check-page``.

Lighthouse's figures of slow 4G: 150 ms, 1.6 Mbit/s, a processor four times slower than this one;
each time a browser that has never been here.
"""

from __future__ import annotations

import logging
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from courier.settings import Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate
from field_app import create_app
from tests.conftest import KeptTexts, StillClock, make_core
from tests.factories.county import make_county
from tests.factories.courier_phones import Phone
from tests.factories.people_at_work import approved, holder_of
from tests.factories.sites import CHROMIUM, Site

LATENCY_MS, BITS_A_SECOND, SLOWER = 150, 1_600_000, 4
AIM_MS = 2_000
WATCH = """
new MutationObserver(() => {
  if (document.querySelector("[data-checked=done]")) globalThis.checkedAt ??= performance.now();
}).observe(document, { subtree: true, attributes: true });
"""
TIMES = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  ready: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  checked: globalThis.checkedAt,
})"""
NAMES = {
    "paint": "the server's verdict is seen (first contentful paint)",
    "ready": "the page can be used (its scripts have run)",
    "checked": "the phone has verified it too, with the newest list",
}


def main(*, rounds: int) -> None:
    """Print the median of each moment after the code was scanned."""
    with _site() as (site, path), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        times = [_visit(browser, site.url + path) for _ in range(rounds)]
        browser.close()
    print(f"{LATENCY_MS} ms, {BITS_A_SECOND / 1e6} Mbit/s, processor ÷ {SLOWER}, aim {AIM_MS} ms")
    for name, words in NAMES.items():
        print(f"  {statistics.median(one[name] for one in times):6.0f} ms  {words}")


def _visit(browser: Browser, address: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.add_init_script(WATCH)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    speed = BITS_A_SECOND / 8
    network = {"latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", {"offline": False, **network})
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_function("() => globalThis.checkedAt")
    times: dict[str, float] = page.evaluate(TIMES)
    context.close()
    return times


@contextmanager
def _site() -> Iterator[tuple[Site, str]]:
    """A county with one courier whose phone shows a code."""
    with tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder:
        engine = connect(ensure_database(embedded_url(Path(folder) / "server" / "pg"), "bench"))
        migrate(engine)
        core = make_core(engine, StillClock(), None, KeptTexts())
        county = make_county(core)
        phone = Phone(core, county, holder_of(approved(core, county)))
        settings = {"YIBAO_DATA_DIR": folder, "YIBAO_DEMO": "1"}
        app = create_app(core, Settings.from_environment(settings))
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        app.config.update(RATELIMIT_ENABLED=False)
        site = Site(app)
        yield site, phone.path()
        site.stop()
        engine.dispose()
