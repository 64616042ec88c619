"""A visit without a network: kept on the phone, sealed, and sent exactly once afterwards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from own_phone import KEPT_CARD, sign_in
from phone_county import PLACE, Day, all_sent, made_ready, open_kept, take_cash, type_pin
from phone_county import visit_page as open_visit
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from stage import PHONE
from whole_page import whole

from courier.services.invitations import report_lost_phone
from tests.factories.sites import CHROMIUM, Site
from tests.factories.visits import states

pytestmark = pytest.mark.timeout(180)
EVERYTHING = """async () => {
  const base = await new Promise((resolve) => {
    const opening = indexedDB.open("yibao-phone", 1);
    opening.onsuccess = () => resolve(opening.result);
  });
  const all = (name) => new Promise((resolve) => {
    const got = base.transaction(name).objectStore(name).getAll();
    got.onsuccess = () => resolve(got.result);
  });
  const texts = [];
  const walk = (thing) => {
    if (thing instanceof ArrayBuffer) texts.push(new TextDecoder().decode(thing));
    else if (ArrayBuffer.isView(thing)) texts.push(new TextDecoder().decode(thing));
    else if (thing instanceof CryptoKey) texts.push(`key ${thing.extractable}`);
    else if (thing && typeof thing === "object") {
      for (const [name, one] of Object.entries(thing)) { texts.push(name); walk(one); }
    } else texts.push(String(thing));
  };
  for (const name of base.objectStoreNames) walk(await all(name));
  base.close();
  return texts.join(" ");
}"""


@pytest.fixture
def site(app) -> Iterator[Site]:
    app.config["WTF_CSRF_ENABLED"] = True
    site = Site(app)
    yield site
    site.stop()


def killed(folder: Path) -> None:
    """The phone dies: every process of the browser with this folder, at once."""
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={folder}" in (process.info["cmdline"] or []):
            process.kill()
            process.wait()


def her_phone(playwright: Playwright, folder: Path) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        folder,
        executable_path=CHROMIUM,
        args=["--no-sandbox"],
        viewport=PHONE,
        locale="zh-CN",
    )


def test_a_whole_visit_without_a_network_survives_the_end_of_the_browser_and_counts_once(
    playwright: Playwright, day: Day, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "phone"
    day.register(her_phone(playwright, folder).new_page()).context.close()
    hers = her_phone(playwright, folder).new_page()
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    take_cash(hers, day)
    expect(hers.locator(".code--big")).to_have_count(2)
    expect(hers.locator("[data-count=unsent]")).to_have_text("手机里有 3 条记录没发出去")
    killed(folder)
    hers = her_phone(playwright, folder).new_page()
    open_kept(hers, day, f"/courier/household/{day.household}?visit={day.visit}")
    expect(hers.locator("[data-list=others]")).to_contain_text("已收，没有发出去")
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert (day.paid(), day.items("done"), day.items("refused")) == (2, 3, 0)
    assert states(day.core, day.visit)[-2:] == ["consented", "paid"]
    hers.context.close()


def test_nothing_about_anybody_can_be_read_in_the_store_without_the_pin(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    take_cash(hers, day)
    kept = hers.evaluate(EVERYTHING)
    for clear in (
        "张",
        "石桥",
        PLACE,
        "16000",
        "40000",
        "160元",
        "B0000",
        day.household,
        day.visit,
    ):
        assert clear not in kept, clear
    assert "key false" in kept
    assert "key true" not in kept
    site.start()


def test_wrong_pins_wait_longer_and_the_tenth_closes_all_but_what_is_unsent(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我出发了").click()
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    hers.clock.install()
    open_kept(hers, day, pin="000000")
    fault = hers.locator("[data-fault]:visible")
    for _ in range(4):
        expect(fault).to_have_text("密码不对，请再试一次。")
        type_pin(hers, "000000")
    for wait in (30, 60, 120, 240, 480):
        expect(fault).to_have_text(re.compile(f"请等 ({wait}|{wait - 1}) 秒"))
        hers.clock.fast_forward(wait * 1000)
        type_pin(hers, "000000")
    expect(hers.locator("[data-fill=why]")).to_contain_text("密码错了十次")
    hers.goto(f"{site.url}/courier/today")
    expect(hers.locator("#phone-pin")).to_have_count(0)
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert day.items("done") == 1


def test_three_days_later_the_day_is_gone_and_what_is_unsent_is_not(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我出发了").click()
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    hers.clock.set_fixed_time(dt.datetime.now(dt.UTC) + dt.timedelta(days=3, minutes=1))
    open_kept(hers, day)
    expect(hers.locator("[data-fill=why]")).to_contain_text("三天没有连过网络")
    hers.goto(f"{site.url}/courier/kept")
    type_pin(hers)
    expect(hers.locator("[data-list=records]")).to_contain_text(PLACE)
    site.start()
    hers.goto(f"{site.url}/courier/today")
    all_sent(hers)
    assert day.items("done") == 1


def test_a_phone_revoked_meanwhile_hands_in_what_it_has_and_wipes_itself(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我到门口了").click()
    take_cash(hers, day)
    report_lost_phone(day.core, actor=day.county.chief, courier_id=day.courier.person_id)
    site.start()
    hers.goto(f"{site.url}/courier/sign-in")
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 3 条")
    hers.get_by_role("link", name="手机里有 3 条记录没发出去").click()
    type_pin(hers)
    expect(hers.locator("[data-fill=why]")).to_contain_text("3 条记录已经交给乡镇")
    assert (day.items("held"), day.paid()) == (3, 0)
    assert hers.evaluate(EVERYTHING) == ""


def test_a_cleared_store_is_said_in_words(day: Day, site: Site, hers: Page) -> None:
    hers.context.new_cdp_session(hers).send(
        "Storage.clearDataForOrigin", {"origin": site.url, "storageTypes": "indexeddb"}
    )
    site.stop()
    hers.goto(f"{site.url}/courier/today")
    expect(hers.locator("[data-fill=why]")).to_contain_text("浏览器的数据被清除了")
    expect(hers.locator("[data-screen]")).to_contain_text("请带上票本去乡镇医保窗口")
    site.start()


def test_signing_out_takes_the_day_away(day: Day, site: Site, hers: Page) -> None:
    sign_out(hers)
    expect(hers).to_have_url(f"{site.url}/")
    names = hers.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")
    assert names == ["yibao-card"]
    assert not hers.evaluate(KEPT_CARD)


def test_signing_out_with_something_unsent_is_asked_twice_and_loses_nothing(
    day: Day, site: Site, hers: Page
) -> None:
    site.stop()
    open_kept(hers, day)
    open_visit(hers)
    hers.get_by_role("button", name="我出发了").click()
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    site.start()
    hers.route("**/courier/sync**", lambda route: route.abort())
    hers.goto(f"{site.url}/courier/money")
    sign_out(hers)
    hers.get_by_role("button", name="先不退出").click()
    sign_out(hers)
    hers.get_by_role("button", name="还是要退出").click()
    whole(hers, "phone sign out again")
    hers.get_by_role("button", name="真的退出").click()
    expect(hers).to_have_url(f"{site.url}/")
    assert day.items("done") == 0
    hers.unroute("**/courier/sync**")
    hers.goto(f"{site.url}/courier/sign-in")
    expect(hers.locator("[data-count=unsent]")).to_contain_text("有 1 条")
    sign_in(hers)
    all_sent(hers)
    assert day.items("done") == 1


def sign_out(page: Page) -> None:
    page.locator("details.switch > summary").click()
    page.get_by_role("button", name="退出登录").click()


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en-US"])
def test_every_screen_without_a_network_is_whole(
    browser: Browser, day: Day, site: Site, language: str
) -> None:
    context = browser.new_context(viewport=PHONE, locale=language)
    hers = day.register(context.new_page())
    site.stop()
    hers.goto(f"{site.url}/courier/today")
    whole(hers, f"phone pin {language}")
    hers.locator("#phone-pin").fill("482915")
    hers.locator("[data-screen] [type=submit]").click()
    for screen, press in (
        ("today", "[data-list=visits] a"),
        ("visit", "[data-step=arrive]"),
        ("visit arrived", "[data-household]"),
        ("household", "[type=submit]"),
        ("consent", "[name=method][value=spoken]"),
        ("consent spoken", "[data-agree]"),
        ("cash", "[data-taken]"),
        ("kept", "[data-back]"),
        ("visit paid", "[data-step=finish]"),
    ):
        expect(hers.locator(f"[data-screen] {press}").first).to_be_visible()
        whole(hers, f"phone {screen} {language}")
        hers.locator(f"[data-screen] {press}").first.click()
    for path in (f"visits/{day.visit}/not-done", "kept", "card/", "scan"):
        hers.goto(f"{site.url}/courier/{path}")
        hers.locator("#phone-pin").fill("482915")
        hers.locator("[data-screen] [type=submit]").click()
        expect(hers.locator("#phone-pin")).to_have_count(0)
        whole(hers, f"phone {path.rpartition('/')[2]} {language}")
    context.close()
    site.start()


def test_after_signing_in_again_the_day_is_made_ready_again(
    day: Day, site: Site, hers: Page
) -> None:
    sign_out(hers)
    hers.wait_for_url(f"{site.url}/")
    hers.goto(f"{site.url}/courier/sign-in")
    sign_in(hers)
    made_ready(hers)
