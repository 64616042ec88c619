"""A child far away asks for a visit, follows each step on her own phone, and pays by a link."""

from __future__ import annotations

import re

import pytest
from faces.words import words
from playwright.sync_api import Browser, BrowserContext, Page, expect
from stage import PHONE
from whole_page import whole

from courier.ports import Channel
from courier.services import rounds
from courier.services.settlements import receive_notification
from tests.factories.county import make_county
from tests.factories.families import assess, family
from tests.factories.money import count
from tests.factories.people_at_work import cookie_of
from tests.factories.visits import PHONE as MOTHERS

pytestmark = pytest.mark.timeout(240)
FAR_AWAY = "13800138000"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def hers(browser: Browser, core, county, site: str):
    """The courier's phone."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    context.add_cookies([cookie_of(core, county.courier, site)])
    yield context.new_page()
    context.close()


@pytest.fixture
def child(context: BrowserContext) -> Page:
    return context.new_page()


def ask(child: Page, site: str) -> None:
    """From the page that anybody may open; both telephones are named."""
    child.goto(f"{site}/visits/new")
    child.locator("[name=village]").fill("桃花村")
    child.locator("[name=contact_name]").fill("张老太")
    child.locator("[name=contact_phone]").fill(MOTHERS)
    child.locator("[name=asker_phone]").fill(FAR_AWAY)
    child.locator("main [type=submit]").first.click()
    child.wait_for_url(re.compile(r"/v/\w+$"))


def sees(child: Page, state: str) -> None:
    """Pressing «look again», she reads where it stands."""
    child.get_by_role("link", name=words("visits.reload")).click()
    expect(child.locator("main .chip").first).to_have_text(words(f"visits.state_{state}"))


def press(page: Page, key: str) -> None:
    page.get_by_role("button", name=words(key), exact=True).click()


def agree(hers: Page, site: str, visit, household) -> None:
    """At the table: read out, agreed."""
    hers.goto(f"{site}/courier/household/{household}?visit={visit.visit_id}")
    press(hers, "households.to_consent")
    hers.get_by_label(words("households.method_spoken")).check()
    press(hers, "households.they_agree")
    hers.wait_for_url("**/pay**")


def pay(core, child: Page, site: str, world) -> None:
    """By WeChat, in the simulator; the channel's word comes to us."""
    press(child, "links.by_wechat")
    expect(child.locator("img.qr")).to_be_visible()
    whole(child, "link being paid")
    world.pay(next(iter(world.book.orders)))
    for headers, body in world.notifications():
        receive_notification(core, channel=Channel.WECHAT, headers=headers, body=body)


def test_a_child_far_away_sees_each_step_and_pays_by_the_link(
    core, world, county, site: str, child: Page, hers: Page
) -> None:
    household = family(county)
    assess(core)
    ask(child, site)
    followed = child.url
    (visit,) = rounds.offered_visits(core, county.courier)
    hers.goto(f"{site}/courier/visits/{visit.visit_id}")
    for key, state in (
        ("visits.do_accept", "accepted"),
        ("visits.do_depart", "on_the_way"),
        ("visits.do_arrive", "arrived"),
    ):
        press(hers, key)
        sees(child, state)
    expect(child.get_by_role("button", name=words("links.from_afar_go"))).to_have_count(0)
    rounds.attach_household(core, county.courier, visit_id=visit.visit_id, household_id=household)
    agree(hers, site, visit, household)
    sees(child, "consented")
    whole(child, "tracker agreed")
    press(child, "links.from_afar_go")
    expect(child.locator("main")).to_contain_text("张*")
    pay(core, child, site, world)
    expect(child.locator(".verdict")).to_contain_text(words("links.paid"))
    expect(child.locator(".list a")).to_have_count(2)
    whole(child, "link paid")
    assert count(core, "receipts") == 2
    child.goto(followed)
    sees(child, "paid")
    hers.goto(f"{site}/courier/visits/{visit.visit_id}")
    expect(hers.get_by_role("link", name=words("offline.receipts"))).to_be_visible()
    press(hers, "visits.do_finish")
    child.goto(followed)
    expect(child.locator("main .chip").first).to_have_text(words("visits.state_signed_off"))
