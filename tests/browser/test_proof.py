"""The proof on the courier's phone: handed on to another app, or kept as a file; and its pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from faces.words import words
from look import Look
from playwright.sync_api import Browser, Page
from test_areas import window

from courier.adapters.codes import QrReader
from courier.services.cash import take_cash
from courier.services.receipt_papers import receipt_address
from courier.services.receipts import receipts_of_attempt
from courier.texts import Locale, say
from tests.factories.county import make_county
from tests.factories.money import assess, consent, give_book, request_for

# As a phone that hands files on: keeps what it was given, as the other app would.
SHARES = """
globalThis.handedOn = [];
navigator.canShare = ({ files }) => files.every((file) => file.type === "image/png");
navigator.share = async ({ files: [file] }) => {
  const bytes = [...new Uint8Array(await file.arrayBuffer())];
  globalThis.handedOn.push({ name: file.name, bytes });
};
"""
CHANGES_HER_MIND = """
navigator.canShare = () => true;
navigator.share = async () => { throw new DOMException("not now", "AbortError"); };
"""
SHARES_NOT = "delete Navigator.prototype.canShare; delete Navigator.prototype.share;"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def receipt(core, county):
    household_id, people = county.household([("韦桂花", dt.date(1990, 5, 5), [])])
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    paid = take_cash(core, actor=county.courier, request=request_for(core, household_id, people))
    (found,) = receipts_of_attempt(core, actor=county.courier, attempt_id=paid.attempt_id)
    return paid.attempt_id, found


@pytest.fixture
def open_receipts(core, county, receipt, browser: Browser, site: str):
    opened: list[Page] = []

    def open_page(script: str) -> Page:
        opened.append(window(browser, core, county.courier, site))
        opened[-1].add_init_script(script)
        opened[-1].goto(f"{site}/courier/pay/{receipt[0]}/receipts")
        return opened[-1]

    yield open_page
    for page in opened:
        page.context.close()


def test_a_phone_hands_the_picture_on_with_its_code(core, open_receipts, receipt):
    page = open_receipts(SHARES)
    page.get_by_role("link", name=words("proof.share")).click()
    page.wait_for_function("() => handedOn.length === 1")
    name, data = page.evaluate("() => [handedOn[0].name, handedOn[0].bytes]")
    assert name == f"{receipt[1].number}.png"
    assert list(QrReader().read(bytes(data))) == [receipt_address(core, receipt[1])]


def test_where_no_file_can_be_handed_on_the_picture_is_kept(core, open_receipts, receipt):
    page = open_receipts(SHARES_NOT)
    with page.expect_download() as kept:
        page.get_by_role("link", name=words("proof.strip")).click()
    assert kept.value.suggested_filename == f"{receipt[1].number}-58mm.png"
    picture = Path(kept.value.path()).read_bytes()
    assert list(QrReader().read(picture)) == [receipt_address(core, receipt[1])]


def test_who_changes_her_mind_stays_on_the_page(open_receipts):
    page = open_receipts(CHANGES_HER_MIND)
    here = page.url
    with page.expect_response("**.png"):
        page.get_by_role("link", name=words("proof.share")).click()
    assert page.get_by_role("link", name=words("proof.share")).is_visible()
    assert page.url == here


@pytest.mark.parametrize("locale", list(Locale))
def test_the_receipt_and_the_page_of_its_text_can_be_read_by_all(
    core, county, receipt, browser, site, locale
):
    page = window(browser, core, county.courier, site, locale)
    look = Look(page, locale)
    here = f"{site}/courier/pay/{receipt[0]}/receipts"
    look.at("payments.receipts_page", here)
    look.at("proof.text", f"{here}/{receipt[1].number}/text")
    page.get_by_label(say("proof.agreed", locale)).check()
    page.get_by_role("button", name=say("proof.send", locale)).click()
    page.wait_for_load_state()
    look.here("proof.refused")
    page.context.close()
    assert look.faults == []
