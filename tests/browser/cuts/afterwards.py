"""Afterwards: the link for the child far away, the proof, the cash for the township."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from cuts.flows import Flow
from cuts.kitchen import Home, Kitchen
from cuts.paying import OPENS, RECEIPTS, each_is_paid_once, wait_for_money, when_agreed
from cuts.walker import Moves, Walker, finish, press
from faces.words import words
from playwright.sync_api import Locator, expect

from courier.domain.money import Money
from courier.ports import Channel, PayWay
from courier.services import deposits
from courier.services.cash import take_cash
from courier.services.deposit_announcements import announce_deposit
from courier.services.link_payments import pay_by_link
from courier.services.payment_links import make_link
from courier.services.receipts import receipts_of_attempt
from tests.factories.money import consent, count, request_for

PHONE = "13900003333"
TOLD = words("proof.told_waiting", ending=PHONE[-4:])
OWED, COUNTED = Money(56_000), Money(30_000)  # the rest stays in her hands
CONFIRMED = words("admin.deposit_confirmed")
CHANGED = words("errors.deposit_shown_changed", in_hand=OWED - COUNTED)


def share(walker: Walker, link: Locator) -> None:
    """She hands the picture on to another app, and presses again when it did not come."""
    page = walker.page
    is_cut = walker.cable.awaits("GET payments.receipt_png")
    link.click()
    if is_cut:
        expect(page.get_by_text(words("proof.share_lost"))).to_be_visible()
        walker.hear("says")
        link.click()
    page.wait_for_function("() => handedOn.length === 1")
    walker.is_done = True


def text_receipt(walker: Walker, form: Locator) -> None:
    form.get_by_label(words("proof.phone")).fill(PHONE)
    form.get_by_label(words("proof.agreed")).check()
    walker.press(form.get_by_role("button", name=words("proof.send")))


def text_link(walker: Walker, form: Locator) -> None:
    form.get_by_label(words("links.phone")).fill(PHONE)
    walker.press(form.get_by_role("button", name=words("links.text")))


def child_pays(walker: Walker, box: Locator, *, kitchen: Kitchen) -> None:
    """The child has opened the link far away and places the order; the page here follows it."""
    token = walker.page.locator("#address").input_value().rpartition("/")[2]
    pay_by_link(kitchen.core, token=token, channel=Channel.WECHAT, way=PayWay.NATIVE)
    wait_for_money(walker, box, kitchen=kitchen)


def confirm(walker: Walker, button: Locator) -> None:
    """The township counted less than all."""
    walker.page.locator("form[action*='/admin/cash/'] [name=amount]").first.fill(COUNTED.yuan)
    walker.press(button)


def with_receipts(kitchen: Kitchen, home: Home) -> UUID:
    """They have paid in cash."""
    consent(kitchen.core, kitchen.courier, home.people)
    request = request_for(kitchen.core, home.household_id, home.people)
    return take_cash(kitchen.core, actor=kitchen.courier, request=request).attempt_id


def on_receipts(kitchen: Kitchen, home: Home) -> str:
    return f"{kitchen.site.url}/courier/pay/{with_receipts(kitchen, home)}/receipts"


def before_text(kitchen: Kitchen, home: Home) -> str:
    attempt = with_receipts(kitchen, home)
    first, _ = receipts_of_attempt(kitchen.core, actor=kitchen.courier, attempt_id=attempt)
    return f"{kitchen.site.url}/courier/pay/{attempt}/receipts/{first.number}/text"


def far_away(kitchen: Kitchen, home: Home) -> str:
    consent(kitchen.core, kitchen.courier, home.people)
    request = request_for(kitchen.core, home.household_id, home.people)
    link = make_link(kitchen.core, actor=kitchen.courier, request=request)
    return f"{kitchen.site.url}/l/{link.token}"


def with_cash(kitchen: Kitchen, home: Home) -> str:
    """What was in her hands before is handed in; then these two pay."""
    if held := kitchen.in_hand():
        deposits.confirm_deposit(
            kitchen.core,
            actor=kitchen.county.clerk,
            courier_id=kitchen.courier.person_id,
            amount=held,
        )
    with_receipts(kitchen, home)
    return f"{kitchen.site.url}/courier/money"


def at_the_counter(kitchen: Kitchen, home: Home) -> str:
    with_cash(kitchen, home)
    announce_deposit(kitchen.core, actor=kitchen.courier, amount=kitchen.in_hand())
    return f"{kitchen.site.url}/admin/cash/"


def to_a_paid_link(kitchen: Kitchen, _home: Home) -> Moves:
    return (
        ("button[formaction$='/links']", press),
        (
            f"main:has-text('{words('links.texted')}') [data-poll-url]",
            partial(child_pays, kitchen=kitchen),
        ),
        ("form[action$='/text']", text_link),
        ("a[href$='receipts.pdf']", finish),
        ("main a[href$='/receipts']", press),
    )


def to_receipts_far_away(kitchen: Kitchen, _home: Home) -> Moves:
    return (
        ("[data-poll-url]", partial(wait_for_money, kitchen=kitchen)),
        ("form[action$='/pay'] [value=wechat]", press),
        ("main a[href*='/r/' i]", finish),
    )


def told_once(kitchen: Kitchen, home: Home) -> None:
    each_is_paid_once(kitchen, home, channel=Channel.CASH)
    assert kitchen.page.get_by_text(TOLD).count() == 1


def announced_once(kitchen: Kitchen, home: Home) -> None:
    each_is_paid_once(kitchen, home, channel=Channel.CASH)
    waits = f"deposit_id is null and amount_fen = {kitchen.in_hand().fen}"
    assert count(kitchen.core, "deposit_announcements", waits) == 1


def counted_once(kitchen: Kitchen, home: Home) -> None:
    each_is_paid_once(kitchen, home, channel=Channel.CASH)
    assert kitchen.in_hand() == OWED - COUNTED


FLOWS = {
    "link": Flow(
        calls=(
            OPENS,
            "POST payments.make_link",
            "GET payments.link",
            "POST payments.text_link",
            "GET payments.link_status",
            RECEIPTS,
        ),
        begin=when_agreed,
        moves=to_a_paid_link,
        agree=partial(each_is_paid_once, channel=Channel.WECHAT),
    ),
    "afar": Flow(
        calls=(
            "GET payment_links.show",
            "POST payment_links.pay",
            "GET payment_links.status",
        ),
        begin=far_away,
        moves=to_receipts_far_away,
        agree=partial(each_is_paid_once, channel=Channel.WECHAT),
        who=lambda kitchen: kitchen.child,
    ),
    "share": Flow(
        calls=(RECEIPTS, "GET payments.receipt_png"),
        begin=on_receipts,
        moves=lambda _kitchen, _home: (("a[data-share]", share),),
        agree=partial(each_is_paid_once, channel=Channel.CASH),
    ),
    "text": Flow(
        calls=("GET proof.text", "POST proof.text", RECEIPTS),
        begin=before_text,
        moves=lambda _kitchen, _home: (
            (f"main:has-text('{TOLD}')", finish),
            (".notice[data-tone=bad] ~ p > a[href$='/receipts']", press),
            ("form[data-once]", text_receipt),
        ),
        agree=told_once,
    ),
    "announce": Flow(
        calls=("GET visits.money", "POST visits.announce_deposit"),
        begin=with_cash,
        moves=lambda _kitchen, _home: (
            (f"main:has-text('{words('cash.on_the_way')}')", finish),
            ("form[action$='/deposit'] [type=submit]", press),
        ),
        agree=announced_once,
    ),
    "count": Flow(
        calls=("GET admin_cash.index", "POST admin_cash.confirm"),
        begin=at_the_counter,
        moves=lambda _kitchen, _home: (
            (f"body:has-text('{CONFIRMED}')", finish),
            (f"body:has-text('{CHANGED}')", finish),
            ("form[action*='/admin/cash/'] button", confirm),
        ),
        agree=counted_once,
        who=lambda kitchen: kitchen.desk,
    ),
}
