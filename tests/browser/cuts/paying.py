"""Paying at the table: the way to the door, then by each channel."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from cuts.flows import Flow
from cuts.kitchen import Home, Kitchen
from cuts.walker import Moves, Walker, finish, press
from faces.words import words
from playwright.sync_api import Locator, expect

from courier.ports import Channel
from tests.factories.money import consent

OPENS = "GET visits.pay"
RECEIPTS = "GET payments.receipts_page"
ORDERED = (OPENS, "POST payments.start", "GET payments.show")
LOOKS = ("GET payments.status", "GET payments.link_status", "GET payment_links.status")
NEXT_LOOK_MS = 2_100  # static/js/poll.js


def type_code(walker: Walker, form: Locator, *, code: str) -> None:
    form.locator("[name=code]").fill(code)
    walker.press(form.locator("button:not([type=button])").first)


def choose_all(walker: Walker, form: Locator) -> None:
    walker.press(form.locator("[type=submit]").last)


def agree_by_word(walker: Walker, form: Locator) -> None:
    form.get_by_label(words("households.method_spoken")).check()
    walker.press(form.get_by_role("button", name=words("households.they_agree")))


def wait_for_money(walker: Walker, box: Locator, *, kitchen: Kitchen) -> None:
    """They pay, and the page goes on by itself; the clock is hurried to its next look."""
    kitchen.pay()
    if any(kitchen.cable.awaits(call) for call in LOOKS):
        walker.page.clock.run_for(NEXT_LOOK_MS)
        expect(box).to_contain_text(words("layout.checking_lost"))
        walker.hear("waits")
    with walker.page.expect_navigation(timeout=60_000):
        walker.page.clock.run_for(NEXT_LOOK_MS)


def ask_for_money(walker: Walker, button: Locator, *, kitchen: Kitchen) -> None:
    """They pay, and she presses the button that asks at once."""
    kitchen.pay()
    walker.press(button)


def at_the_scanner(kitchen: Kitchen, _home: Home) -> str:
    return f"{kitchen.site.url}/courier/scan"


def when_agreed(kitchen: Kitchen, home: Home) -> str:
    consent(kitchen.core, kitchen.courier, home.people)
    people = urlencode([("person", one) for one in home.people])
    return f"{kitchen.site.url}/courier/household/{home.household_id}/pay?{people}"


def to_receipts(kitchen: Kitchen, home: Home, *, channel: Channel) -> Moves:
    asks = channel is Channel.ALIPAY
    money = partial(ask_for_money if asks else wait_for_money, kitchen=kitchen)
    return (
        ("#scan-form[action*=scan]", partial(type_code, code=home.code)),
        ("form[data-total]", choose_all),
        ("[data-has-agreed]", press),
        ("form[action*=consent]", agree_by_word),
        (f"button[name=channel][value={channel}]:not([formaction])", press),
        ("form[action$='/check'] button" if asks else "[data-poll-url]", money),
        ("a[href$='receipts.pdf']", finish),
        ("main a[href*='/courier/pay/']", press),
    )


def each_is_paid_once(kitchen: Kitchen, home: Home, *, channel: Channel) -> None:
    """Two receipts, one sum of money by this channel and none by another; the books balance."""
    kitchen.agree()
    assert home.count(kitchen.core, "receipts") == 2
    came = {one: int(one is channel) for one in kitchen.core.channels}
    assert kitchen.payments() == came


def who_agreed_is_kept(kitchen: Kitchen, home: Home, *, channel: Channel) -> None:
    each_is_paid_once(kitchen, home, channel=channel)
    assert home.count(kitchen.core, "consents") == 2


def _pays(channel: Channel, *calls: str) -> Flow:
    return Flow(
        calls=calls,
        begin=when_agreed,
        moves=partial(to_receipts, channel=channel),
        agree=partial(each_is_paid_once, channel=channel),
    )


FLOWS = {
    "door": Flow(
        calls=(
            "GET visits.scan",
            "POST visits.scan",
            "GET visits.household",
            "GET visits.consent",
            "POST visits.consent",
        ),
        begin=at_the_scanner,
        moves=partial(to_receipts, channel=Channel.CASH),
        agree=partial(who_agreed_is_kept, channel=Channel.CASH),
    ),
    "wechat": _pays(Channel.WECHAT, *ORDERED, "GET payments.status", RECEIPTS),
    "alipay": _pays(Channel.ALIPAY, *ORDERED, "POST payments.check", RECEIPTS),
    "cash": _pays(Channel.CASH, OPENS, "POST payments.start", RECEIPTS),
}
