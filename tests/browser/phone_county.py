"""A courier in the middle of her day: a household whom she visits, her book, her own phone."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from own_phone import register_and_sign_in
from playwright.sync_api import Error, Page, expect

from courier.services.core import Actor, Core
from tests.factories.county import County, make_county
from tests.factories.families import family
from tests.factories.money import assess, count, give_book
from tests.factories.people_at_work import PIN, approved
from tests.factories.sites import Site
from tests.factories.visits import accepted

NAME = "赵春梅"
PLACE = "村口第二家"
OWED = {"张老太": "160元", "张三": "400元"}
PATIENCE_S = 60

# What the phone keeps, as far as it can be told without the PIN.
KEPT = """async () => {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === "yibao-phone")) return {};
  const done = (asked) => new Promise((resolve) => {
    asked.onsuccess = () => resolve(asked.result);
  });
  const base = await done(indexedDB.open("yibao-phone"));
  const all = base.transaction(["things", "records"]);
  const things = all.objectStore("things");
  const asked = [things.get("vault"), things.get("day"), all.objectStore("records").getAll()];
  const [vault, day, records] = await Promise.all(asked.map(done));
  base.close();
  const unsent = records.filter(({ state }) => state === "unsent").length;
  return { isLocked: Boolean(vault?.byPin), lang: day?.lang, unsent };
}"""


@dataclass(frozen=True)
class Day:
    """Her day, and where its visit and household are."""

    core: Core
    county: County
    courier: Actor
    site: Site
    visit: str
    household: str

    def register(self, page: Page) -> Page:
        """Her phone takes the day along: signed in, fetched, its worker ready."""
        register_and_sign_in(page, self.core, self.county, self.courier.person_id, self.site.url)
        made_ready(page)
        return page

    def paid(self) -> int:
        """How many receipts the server has written."""
        return count(self.core, "receipts")

    def items(self, outcome: str) -> int:
        """How many records the server knows with this outcome."""
        return count(self.core, "phone_items", f"outcome = '{outcome}'")


def a_day(core: Core, site: Site) -> Day:
    """Everybody owes; the visit is accepted and knows its household."""
    county = make_county(core)
    courier_id = approved(core, county)
    courier = replace(county.courier, person_id=courier_id, name=NAME)
    household = family(county)
    assess(core)
    give_book(core, county, courier)
    visit = accepted(core, replace(county, courier=courier), place=PLACE)
    with core.begin() as work:
        facts = {"h": household, "v": visit.visit_id}
        work.run("update visits set household_id = :h where visit_id = :v", facts)
        work.commit()
    return Day(core, county, courier, site, str(visit.visit_id), str(household))


def until(page: Page, is_so: str) -> None:
    """Wait for a function of the page to say yes; Playwright's own waiting awaits no promise."""
    end = time.monotonic() + PATIENCE_S
    while not _says(page, is_so):
        assert time.monotonic() < end, f"never came true: {is_so}"
        page.wait_for_timeout(100)


def _says(page: Page, is_so: str) -> bool:
    try:
        return bool(page.evaluate(f"async () => await ({is_so})()"))
    except Error as gone:
        if "navigation" not in str(gone):
            raise
        return False  # the page goes on to another


def until_kept(page: Page, wanted: str) -> None:
    """Wait until what the phone keeps, ``kept``, is as wanted."""
    until(page, f"async () => {{ const kept = await ({KEPT})(); return {wanted}; }}")


def made_ready(page: Page) -> None:
    """The worker keeps the pages, and the day is in the store, locked by the PIN."""
    page.evaluate("() => navigator.serviceWorker.ready")
    until_kept(page, "kept.isLocked && kept.lang")


def open_kept(page: Page, day: Day, path: str = "/courier/today", pin: str = PIN) -> None:
    """Without a network: the kept page, opened by the PIN."""
    page.goto(day.site.url + path)
    type_pin(page, pin)


def type_pin(page: Page, pin: str = PIN) -> None:
    page.locator("#phone-pin").fill(pin)
    page.get_by_role("button", name="打开").click()


def visit_page(page: Page) -> None:
    """From the day to the visit."""
    page.get_by_role("link", name="打开").click()
    expect(page.locator("h1")).to_have_text(PLACE)


def take_cash(page: Page, day: Day) -> None:
    """From the visit to money that is taken, and kept on the phone."""
    read_out(page)
    page.get_by_label("当面说“同意”").check()
    agreed(page)
    page.get_by_role("button", name="钱收好了，收据写好了").click()
    expect(page.locator("h1")).to_have_text("已经记在手机里")


def read_out(page: Page) -> None:
    """From the visit to what is read out to the household."""
    page.get_by_role("link", name="看这一户").click()
    page.get_by_role("button", name="下一步：读给他们听").click()
    expect(page.locator("h1")).to_have_text("读给他们听")


def agreed(page: Page) -> None:
    """They have agreed as it stands on the screen."""
    page.get_by_role("button", name="都听清楚了，同意交现金").click()


def all_sent(page: Page) -> None:
    """The server has answered for everything."""
    until_kept(page, "!kept.unsent")
    expect(page.locator("[data-count=unsent]")).to_be_hidden()
