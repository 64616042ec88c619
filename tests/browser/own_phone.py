"""A courier's own phone: invited, registered, signed in."""

from __future__ import annotations

from playwright.sync_api import Page

from courier.services.invitations import invite_courier
from tests.factories.people_at_work import PIN


def open_own_card(page: Page, core, county, courier_id, site: str) -> None:
    """Register the phone by an invitation, sign in, and show the card."""
    token = invite_courier(core, actor=county.chief, courier_id=courier_id).token
    page.goto(f"{site}/courier/invitation/{token}")
    page.locator("[name=pin]").fill(PIN)
    page.locator("[name=again]").fill(PIN)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/courier/sign-in")
    page.locator("[name=pin]").fill(PIN)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/courier/today")
    page.goto(f"{site}/courier/card/")
