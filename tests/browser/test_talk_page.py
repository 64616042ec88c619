"""The console's page of a talk in a real browser: what the villager says comes by itself."""

from __future__ import annotations

import pytest
from axe import overflow, violations
from playwright.sync_api import BrowserContext, Page, expect

from courier.services.handoff_views import open_talks
from tests.factories.county import make_county
from tests.factories.people_at_work import cookie_of
from tests.factories.talks import Talk, with_plain_ear


@pytest.fixture
def core(core):
    return with_plain_ear(core)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def talk(core, county):
    """A villager of the eastern township who asked for a person."""
    talk = Talk(core)
    talk.all("topic:courier_request", "桃花村", "算了", "转人工")
    return talk


@pytest.fixture
def page(core, county, talk, context: BrowserContext, site: str) -> Page:
    """The talk as the township's clerk has it open."""
    context.add_cookies([cookie_of(core, county.clerk, site)])
    page = context.new_page()
    page.goto(f"{site}/admin/talks/{open_talks(core, actor=county.clerk)[0].handoff_id}")
    return page


def test_a_new_message_stands_there_without_a_reload(page: Page, talk) -> None:
    lines = page.locator("#talk li")
    known = lines.count()
    page.evaluate("() => { window.stayed = true; }")
    talk.say("我交了两次钱")
    new = lines.nth(known)
    expect(new).to_contain_text("我交了两次钱", timeout=12_000)
    expect(new.locator(".list__title")).to_contain_text("村民 · ")
    assert page.evaluate("() => window.stayed")
    assert overflow(page) == 0
    assert violations(page) == []
