"""The check page in a villager's phone: it verifies by itself, hears of a revocation at once, and
goes on without a network."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Iterator

import pytest
from axe import overflow, violations
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from stage import PHONE
from whole_page import whole

from courier.services.couriers import revoke_courier, suspend_courier
from tests.factories.county import make_county
from tests.factories.courier_phones import Phone
from tests.factories.people_at_work import NAME, approved, holder_of
from tests.factories.sites import Site


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def courier_id(core, county):
    return approved(core, county)


@pytest.fixture
def hers(core, county, courier_id) -> Phone:
    return Phone(core, county, holder_of(courier_id))


@pytest.fixture
def his(context: BrowserContext, clock) -> Page:
    """A villager's browser, whose clock is the office's."""
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.clock.set_fixed_time(clock.moment)
    return page


def look(page: Page, address: str) -> tuple[str, str]:
    """Open it; tone and reason, once the phone has checked too."""
    page.goto(address)
    expect(page.locator("[data-check][data-checked=done]")).to_have_count(1)
    return said(page)


def said(page: Page) -> tuple[str, str]:
    tone = page.locator(".verdict").get_attribute("data-tone")
    return tone, page.locator("[data-check]").get_attribute("data-reason")


def opened_once(page: Page, site: Site) -> None:
    """The worker and its files are there, for both spellings of the address."""
    page.goto(f"{site.url}/c/")
    page.wait_for_function(
        """async () => {
          const all = await navigator.serviceWorker.getRegistrations();
          const heard = performance.getEntriesByType("resource").map((one) => one.name);
          return all.length === 2 && all.every((one) => one.active?.state === "activated")
            && heard.some((name) => name.endsWith("/c"));
        }"""
    )


def test_the_phone_verifies_too_and_tells_how_old_the_list_is(site, hers, his) -> None:
    assert look(his, site.url + hers.path()) == ("good", "live")
    expect(his.locator("[data-list-age]")).to_contain_text("刚刚核对过")
    expect(his.locator("[data-news]")).to_contain_text("马上变红")
    assert not violations(his)
    assert not overflow(his)


def test_a_revocation_turns_the_open_page_red_within_two_seconds(
    core, county, courier_id, site, hers, his
) -> None:
    assert look(his, site.url + hers.path()) == ("good", "live")
    revoke_courier(core, actor=county.chief, courier_id=courier_id, reason="冒名")
    committed = time.time()
    expect(his.locator(".verdict[data-tone=bad]")).to_be_visible(timeout=2_000)
    assert said(his) == ("bad", "revoked")
    assert (
        float(his.locator("[data-check]").get_attribute("data-shown-at")) < (committed + 2) * 1000
    )
    expect(his.locator("h1")).to_contain_text("已经作废")
    expect(his.locator("main [data-do=red]")).to_be_visible()
    expect(his.locator("img.portrait")).to_have_count(0)


@pytest.mark.parametrize("has_network", [True, False])
def test_green_is_here_and_now_and_over_after_five_minutes(
    clock, site, hers, his, has_network
) -> None:
    opened_once(his, site)
    assert look(his, site.url + hers.path()) == ("good", "live")
    if not has_network:
        site.stop()
    his.clock.set_fixed_time(clock.moment + dt.timedelta(minutes=5))
    expect(his.locator("[data-check][data-reason=look_over]")).to_have_count(1)
    expect(his.locator(".verdict[data-tone=wait]")).to_contain_text("再扫一次")
    expect(his.locator("[data-list-age]")).to_have_text("")


def test_without_a_network_the_phone_verifies_alone(site, hers, his) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    site.stop()
    assert look(his, site.url + hers.path(later_s=1)) == ("good", "live")
    expect(his.locator("main")).to_contain_text("没有网络")
    expect(his.locator("[data-fact=name]")).to_have_text(NAME)
    expect(his.locator("img.portrait")).to_have_count(0)
    expect(his.locator("[data-list-age]")).to_contain_text("1分钟前更新")
    his.goto(site.url + "/c/" + "A" * 80)
    expect(his.locator(".verdict")).to_have_attribute("data-tone", "bad")
    site.start()


def test_a_code_shown_again_65_seconds_later_is_never_green(clock, site, hers, his) -> None:
    opened_once(his, site)
    screenshot = hers.path()
    assert look(his, site.url + screenshot) == ("good", "live")
    clock.forward(seconds=65)
    his.clock.set_fixed_time(clock.moment)
    assert look(his, site.url + screenshot) == ("wait", "code_old")
    site.stop()
    assert look(his, site.url + screenshot) == ("wait", "code_old")
    assert look(his, site.url + hers.path()) == ("good", "live")
    site.start()


def test_a_phone_whose_clock_was_set_back_knows_a_code_again(clock, site, hers, his) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    site.stop()
    screenshot, made_at = hers.path(later_s=1), clock.moment
    his.clock.set_fixed_time(made_at + dt.timedelta(seconds=70))
    assert look(his, site.url + screenshot) == ("wait", "code_old")
    his.clock.set_fixed_time(made_at)
    assert look(his, site.url + screenshot) == ("wait", "code_shown_before")
    site.start()


def test_a_list_over_its_time_is_amber(clock, site, hers, his) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    site.stop()
    clock.forward(hours=6, minutes=1)
    his.clock.set_fixed_time(clock.moment)
    assert look(his, site.url + hers.path()) == ("wait", "status_old")
    expect(his.locator("[data-list-age]")).to_contain_text("6小时前更新")
    site.start()


def test_a_revocation_meanwhile_is_red_once_there_is_a_network(
    core, county, courier_id, site, hers, his
) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    site.stop()
    assert look(his, site.url + hers.path(later_s=1)) == ("good", "live")
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="核实")
    site.start()
    expect(his.locator(".verdict[data-tone=bad]")).to_be_visible()
    assert said(his) == ("bad", "suspended")
    site.stop()
    assert look(his, site.url + hers.path(later_s=2)) == ("bad", "suspended")
    site.start()


def test_the_four_digits_work_without_a_network(site, hers, his) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    site.stop()
    his.goto(f"{site.url}/c")
    his.get_by_role("button", name="给我 4 个数字").click()
    digits = his.locator("[data-digits]").inner_text().replace(" ", "")
    assert look(his, site.url + hers.path(later_s=1)) == ("wait", "answer_missing")
    wrong = (int(digits) + 1) % 10_000
    assert look(his, site.url + hers.path(wrong, later_s=2)) == ("wait", "answer_wrong")
    assert look(his, site.url + hers.path(int(digits), later_s=3)) == ("good", "live")
    site.start()


def test_without_a_network_a_pasted_code_is_opened_and_a_number_is_not_enough(
    core, site, hers, his
) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    site.stop()
    his.goto(f"{site.url}/c/")
    his.locator("[name=code]").fill("CY7012345678")
    his.locator("[name=code]").press("Enter")
    expect(his.locator("[data-ask-words]")).to_contain_text("只凭卡号查不了")
    his.goto(f"{site.url}/C/CY6WN8M82YRB")
    expect(his.locator("[data-ask-words]")).to_contain_text("只凭卡号查不了")
    expect(his.locator("main")).not_to_contain_text("没有发过")
    his.locator("[name=code]").fill(core.public_url + hers.path(later_s=1))
    his.locator("[name=code]").press("Enter")
    expect(his.locator(".verdict")).to_have_attribute("data-tone", "good")
    site.start()


def test_what_was_never_opened_cannot_be_opened_without_a_network(site, hers, his) -> None:
    site.stop()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        his.goto(site.url + hers.path())
    site.start()


def test_nothing_about_anybody_is_kept_by_the_worker(site, hers, his) -> None:
    opened_once(his, site)
    look(his, site.url + hers.path())
    look(his, site.url + hers.path(later_s=1).lower())
    kept = his.evaluate(
        """async () => {
          const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const kept = await Promise.all(all.map((cache) => cache.keys()));
          return kept.flat().map((one) => new URL(one.url).pathname);
        }"""
    )
    assert kept
    assert all(path.startswith(("/static/", "/c/shell/")) for path in kept), kept


def test_without_scripts_the_server_alone_answers(browser: Browser, site, hers) -> None:
    context = browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + hers.path())
    assert page.locator(".verdict").get_attribute("data-tone") == "good"
    assert not page.locator("[data-listen]").is_visible()
    context.close()


def test_all_that_the_check_page_loads_weighs_at_most_60_kilobytes(site, hers, his, tell) -> None:
    """As sent, cold, without the photograph (which is in the page itself)."""
    weights: dict[str, int] = {}
    named: dict[str, str] = {}
    cdp = his.context.new_cdp_session(his)
    cdp.send("Network.enable")
    cdp.on(
        "Network.responseReceived", lambda e: named.update({e["requestId"]: e["response"]["url"]})
    )
    cdp.on(
        "Network.loadingFinished",
        lambda e: weights.update({e["requestId"]: e["encodedDataLength"]}),
    )
    look(his, site.url + hers.path())
    photo = his.locator("img.portrait").get_attribute("src")
    loaded = {
        name: weights.get(request, 0) for request, name in named.items() if name[:5] != "data:"
    }
    total = sum(loaded.values()) - len(photo)
    kinds = {
        kind: sum(size for name, size in loaded.items() if kind in name)
        for kind in ("css", "js", "svg")
    }
    tell(f"check page: {total} bytes without the photograph, of these {kinds}")
    assert any("verify" in name for name in loaded)
    assert total <= 60_000, loaded


def test_a_new_version_of_the_program_takes_over_and_leaves_nobody_without(
    app, site, hers, his, tmp_path
) -> None:
    opened_once(his, site)
    before = caches(his)
    changed = tmp_path / "static"
    shutil.copytree(app.static_folder, changed)
    with (changed / "js" / "check" / "sound.js").open("a") as module:
        module.write("// a newer one\n")
    app.static_folder = str(changed)
    look(his, site.url + hers.path())
    his.evaluate(
        """async () => {
          for (const one of await navigator.serviceWorker.getRegistrations()) await one.update();
        }"""
    )
    his.wait_for_function(
        """async (before) => {
          const now = await caches.keys();
          return now.length === 2 && !now.some((name) => before.includes(name));
        }""",
        arg=before,
    )
    site.stop()
    for path in (hers.path(later_s=1), hers.path(later_s=2).lower()):
        assert look(his, site.url + path) == ("good", "live")
    site.start()


def caches(page: Page) -> list[str]:
    return page.evaluate("() => caches.keys()")


@pytest.mark.parametrize(
    ("language", "tag"), [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("en-US", "en")]
)
def test_the_page_without_a_network_is_whole_in_every_language(
    browser: Browser, core, county, courier_id, site, hers, clock, language, tag
) -> None:
    context = browser.new_context(viewport=PHONE, locale=language)
    page = context.new_page()
    page.clock.set_fixed_time(clock.moment)
    opened_once(page, site)
    look(page, site.url + hers.path())
    whole(page, f"online green {tag}")
    site.stop()
    look(page, site.url + hers.path(later_s=1))
    assert page.locator("html").get_attribute("lang") == tag
    whole(page, f"offline green {tag}")
    page.clock.set_fixed_time(clock.moment + dt.timedelta(hours=7))
    look(page, site.url + hers.path(later_s=2))
    whole(page, f"offline amber {tag}")
    page.goto(f"{site.url}/c/")
    page.locator("[data-new-digits]").click()
    expect(page.locator("[data-digits]")).to_be_visible()
    whole(page, f"offline ask {tag}")
    page.goto(site.url + "/c/" + "A" * 80)
    expect(page.locator(".verdict[data-tone=bad]")).to_be_visible()
    whole(page, f"offline red {tag}")
    context.close()
    site.start()


TONES = """
globalThis.heard = [];
AudioContext.prototype.createOscillator = function () {
  const voice = new OscillatorNode(this);
  voice.start = () => { heard.push(voice.frequency.value); };
  voice.stop = () => {};
  return voice;
};
"""


def test_each_colour_has_a_sound_of_its_own(clock, site, hers, his) -> None:
    his.add_init_script(TONES)
    heard = []
    code = hers.path()
    for path in (code, code, "/c/" + "A" * 80):
        his.goto(site.url + path)
        his.locator("[data-listen]").click()
        his.wait_for_function("() => heard.length >= 2")
        heard.append(his.evaluate("() => heard.slice(-2).join()"))
        clock.forward(seconds=65)
        his.clock.set_fixed_time(clock.moment)
    assert len(set(heard)) == len(heard)
