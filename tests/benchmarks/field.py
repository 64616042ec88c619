"""The courier's pages on a cheap phone with one bar: ``courier bench field``.

The product as it is served, on a wire that counts. Each page is opened by a registered phone that
keeps nothing yet, and once more; Lighthouse's slow 4G (150 ms, 1.6 Mbit/s), a processor four times
slower than this one. The first visit counts what the phone keeps for later too. Scores are
Lighthouse's own, of its mobile set-up.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from courier.services.coverage import china_day
from courier.settings import ROOT
from tests.benchmarks.chat import free_port
from tests.benchmarks.check_page import BITS_A_SECOND, LATENCY_MS, SLOWER
from tests.benchmarks.counted_wire import CountedWire, counted
from tests.benchmarks.field_day import web
from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, SON, UNCLE, assess
from tests.factories.phones import Phone, registered_phone
from tests.factories.sites import CHROMIUM
from tests.factories.visits import accepted

LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
AIM_FIRST, AIM_SECOND = (150_000, 2500), (5_000, 800)  # bytes, milliseconds
DOORS = 5  # visits of the day
QUIET_MS = 1500  # after this long without a byte a visit is over
USABLE = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


@dataclass(frozen=True, slots=True)
class Visit:
    """What one opening of a page took."""

    sent: int
    calls: int
    usable_ms: float


def main(*, rounds: int, scores: bool) -> None:
    """Print a line a page: first visit, second visit, scores."""
    with _phone_side() as (wire, phone, pages), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        print(f"{LATENCY_MS} ms, {BITS_A_SECOND / 1e6} Mbit/s, processor ÷ {SLOWER}; aims:", end="")
        print(f" first {AIM_FIRST}, second {AIM_SECOND} (bytes, ms)")
        print("page          first: bytes  calls  usable   second: bytes  calls  usable")
        for name, path in pages.items():
            cookies = phone.cookies(wire.url)
            visits = [_twice(browser, wire, path, cookies) for _ in range(rounds)]
            first, second = (_median(list(times)) for times in zip(*visits, strict=True))
            print(f"{name:12}  {_line(first)}   {_line(second)}")
        browser.close()
        if scores:
            print("page          " + "  ".join(CATEGORIES))
            for name, path in pages.items():
                with _signed_in(playwright, phone.cookies(wire.url)) as port:
                    found = [_scores(wire.url + path, port) for _ in range(rounds)]
                print(f"{name:12}  {_middle(found)}")


def _line(visit: Visit) -> str:
    return f"{visit.sent:12,}  {visit.calls:5}  {visit.usable_ms:5.0f}ms"


def _median(visits: list[Visit]) -> Visit:
    middle = sorted(visits, key=lambda one: one.sent)[len(visits) // 2]
    return Visit(middle.sent, middle.calls, statistics.median(one.usable_ms for one in visits))


@contextmanager
def _phone_side() -> Iterator[tuple[CountedWire, Phone, dict[str, str]]]:
    """The product behind a counted wire, and the pages of one courier's phone with a day's work."""
    with (
        tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder,
        web(Path(folder)) as (core, here),
        counted(urlsplit(here).port or 0) as wire,
    ):
        county = make_county(core)
        household_id, people = county.household([GRANDMOTHER, SON, UNCLE])
        assess(core)
        for door in range(DOORS):
            place, number = f"村口第 {door + 1} 家", f"1391234560{door}"
            day = china_day(core)
            accepted(core, county, contact_phone=number, place=place, wanted_on=day)
        home = f"/courier/household/{household_id}"
        pages = {
            "today": "/courier/today",
            "scan": "/courier/scan",
            "household": home,
            "consent": f"{home}/consent?person={people[0]}",
            "money": "/courier/money",
        }
        yield wire, registered_phone(core, county.courier), pages


def _twice(
    browser: Browser, wire: CountedWire, path: str, cookies: list[dict[str, str]]
) -> tuple[Visit, Visit]:
    """The same phone, here for the first time and again."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.add_cookies(cookies)  # type: ignore[list-item]
    visits = _visit(context, wire, path), _visit(context, wire, path)
    context.close()
    return visits


def _visit(context: BrowserContext, wire: CountedWire, path: str) -> Visit:
    page = context.new_page()
    _slow(page)
    wire.read()
    page.goto(wire.url + path)
    usable_ms = page.evaluate(USABLE)
    page.wait_for_load_state("load")
    sent, calls = _all_of_it(page, wire)
    page.close()
    return Visit(sent, calls, usable_ms)


def _all_of_it(page: Page, wire: CountedWire) -> tuple[int, int]:
    """What came until nothing came any more: what the worker keeps comes last."""
    sent, calls = wire.read()
    while True:
        page.wait_for_timeout(QUIET_MS)
        more = wire.read()
        if not any(more):
            return sent, calls
        sent, calls = sent + more[0], calls + more[1]


def _slow(page: Page) -> None:
    cdp, speed = page.context.new_cdp_session(page), BITS_A_SECOND / 8
    network = {"latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", {"offline": False, **network})
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _middle(found: list[list[float]]) -> str:
    """The median of each category; one run alone says much about what else the machine did."""
    return "  ".join(
        f"{statistics.median(scores) * 100:{len(name)}.0f}"
        for name, *scores in zip(CATEGORIES, *found, strict=True)
    )


@contextmanager
def _signed_in(playwright: Playwright, cookies: list[dict[str, str]]) -> Iterator[int]:
    """A browser with these cookies, and the port at which Lighthouse finds it."""
    port = free_port()
    args = ["--no-sandbox", f"--remote-debugging-port={port}"]
    with tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder:
        kept = playwright.chromium.launch_persistent_context(
            folder, executable_path=CHROMIUM, args=args
        )
        kept.add_cookies(cookies)  # type: ignore[arg-type]
        yield port
        kept.close()


def _scores(address: str, port: int) -> list[float]:
    """Lighthouse's words on a page in the browser at this port, 0 to 1 for each category."""
    asked = (
        *(str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--port={port}"),
        f"--only-categories={','.join(CATEGORIES)}",
    )
    told = subprocess.run(asked, stdout=subprocess.PIPE, check=True)  # noqa: S603
    found = json.loads(told.stdout)["categories"]
    return [found[name]["score"] for name in CATEGORIES]
