"""At the table without a network: proofs of consents, the phone turned, the limit of cash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from faces.words import words
from fake_camera import camera_flags, write_video
from look import BROWSER_LANGUAGES
from phone_county import (
    Day,
    agreed,
    all_sent,
    open_kept,
    read_out,
    take_cash,
    type_pin,
    until,
    until_kept,
)
from phone_county import visit_page as open_visit
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from stage import PHONE
from test_at_table import draw, look
from test_chat_page import VOICES
from test_phone_offline import EVERYTHING
from whole_page import whole

from courier.domain.money import Money
from courier.services import slips
from courier.services.cash_limits import set_county_limit
from courier.services.consent_evidence import GivenConsent, consents_of
from courier.texts import Locale
from tests.factories.county import PLUM
from tests.factories.families import SON
from tests.factories.money import balance, count
from tests.factories.people_at_work import PIN
from tests.factories.sites import CHROMIUM, Site

pytestmark = pytest.mark.timeout(180)
OTHER_SLIP = "errors.consent_slip_other"
# A phone's own reader that passes the self-test, then sees the slip.
SEES = """
let looks = 0;
globalThis.BarcodeDetector = class {
  async detect() { return [{ rawValue: looks++ ? '%s' : 'YIBAO SELF TEST', format: 'qr_code' }]; }
};
"""
# The worker keeps the reader of codes.
READER_KEPT = """async () => {
  const all = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = (await Promise.all(all.map((cache) => cache.keys()))).flat();
  return kept.filter(({ url }) => url.includes("/vendor/zxing")).length === 2;
}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """With a camera, whatever it looks at."""
    video = write_video(tmp_path_factory.mktemp("camera") / "slip.y4m", "NOTHING")
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=camera_flags(video.resolve())
    )
    yield browser
    browser.close()


@pytest.fixture
def site(app) -> Iterator[Site]:
    site = Site(app)
    yield site
    site.stop()


def at_table(page: Page, day: Day) -> Page:
    """Without a network, at the door and in front of what is to be read out."""
    day.site.stop()
    open_kept(page, day)
    open_visit(page)
    page.get_by_role("button", name="我到门口了").click()
    read_out(page)
    return page


def back_online(page: Page, day: Day) -> None:
    """The network is back and all that was kept is sent."""
    day.site.start()
    page.goto(f"{day.site.url}/courier/today")
    all_sent(page)


def to_reading_out(page: Page, site: Site) -> None:
    """From the PIN to what is read out, in whatever language."""
    page.goto(f"{site.url}/courier/today")
    page.locator("#phone-pin").fill(PIN)
    for press in ("[type=submit]", "[data-list=visits] a", "[data-step=arrive]"):
        page.locator(f"[data-screen] {press}").first.click()
    for press in ("[data-household]", "[type=submit]"):
        page.locator(f"[data-screen] {press}").click()
    expect(page.locator("#read-out")).to_be_visible()


def choose(page: Page, way: str) -> None:
    page.get_by_label(words(f"households.method_{way}")).check()


def paid(page: Page) -> None:
    page.get_by_role("button", name="钱收好了，收据写好了").click()
    expect(page.locator("h1")).to_have_text("已经记在手机里")


def agreed_by(day: Day, method: str) -> int:
    """How many people agreed so, as the server knows it."""
    return count(day.core, "consents", f"method = '{method}'")


def evidence_of_one(day: Day) -> GivenConsent:
    """What the office sees of one of those who agreed."""
    with day.core.begin() as work:
        person = work.scalar("select insuree_id from consents limit 1")
    return consents_of(day.core, actor=day.county.clerk, insuree_id=person).consents[0]


def test_a_name_drawn_without_a_network_proves_the_consent(
    day: Day, site: Site, hers: Page
) -> None:
    at_table(hers, day)
    agreed(hers)
    expect(hers.locator("[data-fault]")).to_have_text(words("households.method_needed"))
    choose(hers, "signature")
    agreed(hers)
    expect(hers.locator("[data-fault]")).to_have_text(words("errors.consent_signature_missing"))
    draw(hers, hers.get_by_label(words("at_table.signature_field")))
    expect(hers.locator("[data-fault]")).to_be_hidden()
    whole(hers, "phone consent signature")
    agreed(hers)
    paid(hers)
    back_online(hers, day)
    assert (agreed_by(day, "signature"), day.paid(), day.items("refused")) == (2, 2, 0)
    kept = evidence_of_one(day)
    assert kept.proof.signature.startswith("M")
    assert kept.read_out.splitlines() == [
        "张*，68岁，住在桃花村。",
        "张*，2027年度居民医保，个人要交160元。",
        "张*，36岁，住在桃花村。",
        "张*，2027年度居民医保，个人要交400元。",
        words("households.said_total", people=2, amount=Money(56000)),
        words("households.said_question"),
    ]


def test_a_witness_is_asked_for_name_and_relation(day: Day, site: Site, hers: Page) -> None:
    at_table(hers, day)
    choose(hers, "witness")
    hers.get_by_label(words("at_table.witness_name")).fill("韦大姐")
    agreed(hers)
    expect(hers.locator("[data-fault]")).to_have_text(words("errors.consent_witness_missing"))
    hers.get_by_label(words("at_table.witness_relation")).fill("邻居")
    whole(hers, "phone consent witness")
    agreed(hers)
    paid(hers)
    assert "韦大姐" not in hers.evaluate(EVERYTHING)
    back_online(hers, day)
    assert (agreed_by(day, "witness"), day.paid()) == (2, 2)


def test_a_slip_that_is_not_theirs_is_refused_before_any_money_and_their_own_is_scanned(
    day: Day, site: Site, context: BrowserContext
) -> None:
    own = slips.issue_slip(day.core, day.courier, UUID(day.household))
    neighbours, _ = day.county.household([SON], village=PLUM)
    other = slips.issue_slip(day.core, day.county.chief, neighbours)
    hers = day.register(context.new_page())
    hers.add_init_script(SEES % own)
    at_table(hers, day)
    choose(hers, "slip")
    hers.get_by_label(words("layout.scan_type")).fill(other)
    agreed(hers)
    expect(hers.locator("[data-fault]")).to_have_text(words(OTHER_SLIP))
    whole(hers, "phone consent slip")
    hers.get_by_role("button", name=words("layout.scan_open")).click()
    paid(hers)
    back_online(hers, day)
    assert (agreed_by(day, "slip"), day.paid(), day.items("refused")) == (2, 2, 0)


def test_a_slip_made_worthless_meanwhile_is_refused_at_hand_in_with_a_way_on(
    day: Day, site: Site, context: BrowserContext
) -> None:
    own = slips.issue_slip(day.core, day.courier, UUID(day.household))
    hers = day.register(context.new_page())
    at_table(hers, day)
    choose(hers, "slip")
    hers.get_by_label(words("layout.scan_type")).fill(own.lower())
    agreed(hers)
    paid(hers)
    slips.revoke_slip(day.core, day.county.chief, UUID(day.household))
    back_online(hers, day)
    hers.goto(f"{site.url}/courier/kept")
    type_pin(hers)
    refused = hers.locator("[data-list=records] > li").filter(has_text=words(OTHER_SLIP))
    expect(refused.get_by_role("link", name="接着办")).to_have_attribute(
        "href", f"/courier/household/{day.household}"
    )
    assert (day.paid(), balance(day.core, "custody")) == (0, 56000)


@pytest.mark.parametrize("locale", list(Locale))
def test_turned_to_the_resident_there_is_one_question_a_screen_without_a_network(
    browser: Browser, day: Day, site: Site, locale: Locale
) -> None:
    context = browser.new_context(viewport=PHONE, locale=BROWSER_LANGUAGES[locale])
    hers = day.register(context.new_page())
    site.stop()
    to_reading_out(hers, site)
    hers.locator("[data-turn]").click()
    screens = hers.locator("[data-screens] [data-screen]")
    expect(screens).to_have_count(4)
    for place in range(4):
        expect(hers.locator("[data-screens] [data-screen]:visible")).to_have_count(1)
        expect(screens.nth(place)).to_be_visible()
        look(hers, f"phone turned {locale} {place}", text=24)
        if place < 3:
            hers.locator("[data-screen-next]").click()
    hers.locator("[name=method][value=spoken]").check()
    hers.locator("[data-agree]").click()
    expect(hers.locator("[data-taken]")).to_be_hidden()
    look(hers, f"phone turned cash {locale}", text=24)
    hers.locator("[data-turn]").click()
    hers.locator("[data-taken]").click()
    expect(hers.locator("[data-screens] [data-screen]:visible")).to_have_count(2)
    hers.locator("[data-turn]").click()
    expect(hers.locator("[data-screens] [data-screen]:visible")).to_have_count(1)
    look(hers, f"phone turned kept {locale}", text=24)
    hers.goto(f"{site.url}/courier/kept")
    expect(hers.locator("html[data-turned]")).to_have_count(0)
    context.close()
    site.start()


def test_what_is_turned_to_them_is_read_aloud_one_screen_at_a_time(
    day: Day, site: Site, hers: Page
) -> None:
    hers.add_init_script(f"({VOICES})('zh-CN')")
    at_table(hers, day)
    hers.locator("[data-turn]").click()
    hers.get_by_role("button", name=words("layout.chat_speak")).click()
    said = "".join(text for _, text in hers.evaluate("() => window.spoken"))
    assert "68岁" in said
    assert "一百六十块" in said
    assert "36岁" not in said
    site.start()


def test_each_stands_with_her_own_amount_in_figures_and_words(
    day: Day, site: Site, hers: Page
) -> None:
    at_table(hers, day)
    shown = hers.locator("#read-out [data-screen]")
    for place, said in enumerate(
        (
            ("张*，68岁，住在桃花村。", "160元", "一百六十块"),
            ("张*，36岁，住在桃花村。", "400元", "四百块"),
            ("一共 2 个人，合计560元。", "560元", "五百六十块"),
        )
    ):
        for one in said:
            expect(shown.nth(place)).to_contain_text(one)
    expect(hers.locator("[data-screen]").first).to_contain_text("看看身份证或者社保卡上的照片")
    site.start()


def test_a_phone_without_a_reader_of_its_own_takes_ours_along_and_scans_without_a_network(
    playwright: Playwright, day: Day, site: Site, tmp_path: Path
) -> None:
    own = slips.issue_slip(day.core, day.courier, UUID(day.household))
    video = write_video(tmp_path / "slip.y4m", own)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=camera_flags(video))
    hers = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    hers.add_init_script("delete globalThis.BarcodeDetector")
    day.register(hers)
    hers.goto(f"{site.url}/courier/visits/{day.visit}")
    until(hers, READER_KEPT)
    at_table(hers, day)
    choose(hers, "slip")
    hers.get_by_role("button", name=words("layout.scan_open")).click()
    paid(hers)
    back_online(hers, day)
    assert (agreed_by(day, "slip"), day.paid()) == (2, 2)
    browser.close()


def test_who_changed_the_language_reads_out_and_keeps_in_the_new_one(
    day: Day, site: Site, hers: Page
) -> None:
    hers.goto(f"{site.url}/courier/today?lang=zh_Hant")
    until_kept(hers, "kept.lang === 'zh-Hant'")
    site.stop()
    to_reading_out(hers, site)
    hers.locator("[name=method][value=spoken]").check()
    hers.locator("[data-agree]").click()
    expect(hers.locator("[data-taken]")).to_be_visible()
    back_online(hers, day)
    with day.core.begin() as work:
        kept = work.run("select locale, said_text from consents order by said_text").all()
    assert [tuple(one) for one in kept] == [
        ("zh_Hant", "张*，2027年度居民醫保，個人要交160元。"),
        ("zh_Hant", "张*，2027年度居民醫保，個人要交400元。"),
    ]


def test_what_is_being_filled_in_stays_when_the_network_comes_back(
    day: Day, site: Site, hers: Page
) -> None:
    at_table(hers, day)
    choose(hers, "witness")
    name = hers.get_by_label(words("at_table.witness_name"))
    name.fill("韦大姐")
    site.start()
    hers.evaluate("() => dispatchEvent(new Event('online'))")
    all_sent(hers)
    expect(name).to_have_value("韦大姐")


@pytest.fixture
def limited(day: Day, context: BrowserContext) -> Callable[[int], Page]:
    """Her phone, in a county that allows so many yuan; without a network."""

    def register(yuan: int) -> Page:
        set_county_limit(day.core, actor=day.county.chief, limit=Money(100 * yuan))
        hers = day.register(context.new_page())
        day.site.stop()
        open_kept(hers, day)
        open_visit(hers)
        hers.get_by_role("button", name="我到门口了").click()
        return hers

    return register


def test_cash_above_the_limit_is_refused_and_what_is_unsent_counts(
    day: Day, site: Site, limited: Callable[[int], Page]
) -> None:
    hers = limited(500)
    hers.get_by_role("link", name="看这一户").click()
    limit, go_on = hers.locator("[data-limit]"), hers.get_by_role("button", name="下一步")
    expect(limit).to_have_text(full("0元", "500元", "500元"))
    expect(go_on).to_be_disabled()
    whole(hers, "phone cash limit")
    both = hers.locator("[name=person]").evaluate_all("all => all.map(({ value }) => value)")
    hers.get_by_label("家里人").uncheck()
    expect(limit).to_be_hidden()
    go_on.click()
    choose(hers, "spoken")
    agreed(hers)
    paid(hers)
    hers.get_by_role("link", name="回到这一户").click()
    expect(limit).to_have_text(full("160元", "500元", "340元"))
    expect(go_on).to_be_disabled()
    people = "&".join(f"person={one}" for one in both)
    open_kept(hers, day, f"/courier/household/{day.household}/cash?consent=c&{people}")
    expect(limit).to_have_text(full("160元", "500元", "340元"))
    expect(hers.locator("[data-taken]")).to_be_hidden()
    site.start()


def test_near_the_limit_she_is_told_in_time_where_to_take_the_cash(
    day: Day, site: Site, limited: Callable[[int], Page]
) -> None:
    hers = limited(600)
    take_cash(hers, day)
    hers.get_by_role("link", name="回到上门单").click()
    hers.get_by_role("link", name="回到今天的上门单").click()
    near = words("phone_table.cash_near", in_hand="560元", limit="600元", left="40元")
    expect(hers.locator("[data-limit]")).to_have_text(near)
    assert "乡镇医保窗口" in near
    whole(hers, "phone cash near the limit")
    site.start()


def full(in_hand: str, limit: str, left: str) -> str:
    return words("phone_table.cash_full", in_hand=in_hand, limit=limit, left=left)
