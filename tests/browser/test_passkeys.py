"""A passkey in a real browser, on Chromium's own virtual authenticator."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from faces.words import words
from look import Look
from playwright.sync_api import Browser, Page, expect
from stage import PHONE
from werkzeug.serving import make_server

from courier.domain.one_time_codes import code_at
from courier.texts import Locale
from tests.factories.county import make_county
from tests.factories.sign_ins import PASSWORD, appointed

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(app) -> Iterator[str]:
    """The web app by a name: browsers know no passkeys of bare numbers."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    address = f"http://localhost:{server.server_port}"
    core = app.extensions["core"]
    app.extensions["core"] = dataclasses.replace(core, public_url=address)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(core, browser: Browser, site: str) -> Iterator[Page]:
    """The phone of an admin who has never signed in."""
    make_county(core)
    appointed(core, "county", name="周录入")
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/admin/sign-in")
    yield page
    context.close()


def plug_in(page: Page, **changes):
    """A device with a screen lock; how to change its mind later."""
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    made = chrome.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **changes}})
    return chrome, made["authenticatorId"]


def give_password(page: Page) -> None:
    page.get_by_label(words("auth.sign_in_name")).fill("county")
    page.get_by_label(words("auth.password")).fill(PASSWORD)
    page.get_by_role("button", name=words("auth.sign_in"), exact=True).click()


def sign_out(page: Page, site: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{site}/admin/sign-in")


def test_a_passkey_is_made_and_then_signs_in_with_and_without_a_password(
    page: Page, site: str
) -> None:
    plug_in(page)
    give_password(page)
    page.wait_for_url("**/admin/sign-in/set-up")
    page.get_by_label(words("second_factor.passkey_name")).fill("办公室电脑")
    page.get_by_role("button", name=words("second_factor.make_passkey")).click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    page.get_by_role("link", name=words("second_factor.kept_them")).click()
    page.wait_for_url("**/admin/progress")

    sign_out(page, site)
    page.get_by_role("button", name=words("second_factor.sign_in_with_passkey")).click()
    page.wait_for_url("**/admin/progress")

    sign_out(page, site)
    give_password(page)
    page.get_by_role("button", name=words("second_factor.use_passkey")).click()
    page.wait_for_url("**/admin/progress")
    page.goto(f"{site}/admin/account/")
    expect(page.locator("main")).to_contain_text("办公室电脑")
    expect(page.locator("main")).to_contain_text(words("account.browser_chrome"))


def test_a_device_that_does_not_know_its_holder_gets_nobody_in(page: Page, site: str) -> None:
    chrome, device = plug_in(page)
    give_password(page)
    page.get_by_label(words("second_factor.passkey_name")).fill("手机")
    page.get_by_role("button", name=words("second_factor.make_passkey")).click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    sign_out(page, site)
    chrome.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name=words("second_factor.sign_in_with_passkey")).click()
    expect(page.get_by_role("alert")).to_have_text(words("second_factor.passkey_failed"))
    assert urlsplit(page.url).path == "/admin/sign-in"


def test_without_scripts_the_forms_do_and_no_passkey_is_offered(
    page: Page, browser: Browser, site: str
) -> None:
    plain = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
    plain.goto(f"{site}/admin/sign-in")
    passkey = plain.get_by_role("button", name=words("second_factor.sign_in_with_passkey"))
    expect(passkey).to_have_count(0)
    give_password(plain)
    expect(plain.locator("main")).to_contain_text(words("second_factor.needs_script"))
    expect(plain.get_by_role("img", name=words("second_factor.qr_alt"))).to_be_visible()
    plain.context.close()


@pytest.mark.parametrize("locale", list(Locale))
def test_the_pages_of_signing_in_fit_are_accessible_and_speak_one_language(
    core, page: Page, site: str, locale: Locale
) -> None:
    plug_in(page)
    look = Look(page, locale)
    page.goto(f"{site}/admin/sign-in?lang={locale}")
    look.here("auth.admin_sign_in")
    page.locator("[name=sign_in_name]").fill("county")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").first.click()
    page.wait_for_url("**/admin/sign-in/set-up")
    look.here("second_step.set_up")
    secret = page.locator("p.code").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(code_at(secret, core.clock.now()))
    page.locator("section.card [type=submit]").first.click()
    expect(page.locator("ol.codes li")).to_have_count(10)
    look.here("second_step.recovery_codes")
    page.goto(f"{site}/admin/account/passkeys/new")
    look.here("admin_account.new_passkey")
    page.locator("[name=name]").fill("1")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/admin/account/")
    look.here("admin_account.index")
    page.context.clear_cookies()
    page.goto(f"{site}/admin/sign-in?lang={locale}")
    page.locator("[name=sign_in_name]").fill("county")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").first.click()
    page.wait_for_url("**/admin/sign-in/code")
    look.here("second_step.code")
    assert not look.faults, "\n".join(look.faults)
