"""A courier's own phone: invited, registered, signed in."""

from __future__ import annotations

from playwright.sync_api import Page

from courier.services.invitations import invite_courier
from tests.factories.people_at_work import PIN

# Whether the phone keeps a card.
KEPT_CARD = """() => new Promise((resolve) => {
  const opening = indexedDB.open("yibao-card", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  opening.onsuccess = () => {
    const got = opening.result.transaction("keys").objectStore("keys").get("card");
    got.onsuccess = () => { resolve(Boolean(got.result)); opening.result.close(); };
  };
})"""


def open_own_card(page: Page, core, county, courier_id, site: str) -> None:
    """Register the phone by an invitation, sign in, and show the card."""
    register_and_sign_in(page, core, county, courier_id, site)
    page.goto(f"{site}/courier/card/")


def register_and_sign_in(page: Page, core, county, courier_id, site: str) -> None:
    """From the invitation to her day."""
    token = invite_courier(core, actor=county.chief, courier_id=courier_id).token
    page.goto(f"{site}/courier/invitation/{token}")
    page.locator("[name=pin]").fill(PIN)
    page.locator("[name=again]").fill(PIN)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/courier/sign-in")
    sign_in(page)


def sign_in(page: Page) -> None:
    """Her number stands there already."""
    page.locator("[name=pin]").fill(PIN)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/courier/today")
