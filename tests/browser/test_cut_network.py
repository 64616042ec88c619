"""The network is cut at every call of the payment flow in turn; she goes on as the pages say.

In the end each person is paid once, and what was paid, receipts and books agree.
"""

from __future__ import annotations

import pytest
from cable import Cable, Cut
from faces.words import words
from playwright.sync_api import BrowserContext, Error, Locator, Page
from playwright.sync_api import TimeoutError as WaitedInVain

from courier.services import slips
from courier.services.settlements import receive_notification
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.money import count, give_book
from tests.factories.people_at_work import cookie_of
from tests.simulation import books

TO_THE_DOOR = (
    "GET visits.scan",
    "POST visits.scan",
    "GET visits.household",
    "GET visits.consent",
    "POST visits.consent",
    "GET visits.pay",
    "POST payments.start",
)
CALLS = {
    "wechat": (
        *TO_THE_DOOR,
        "GET payments.show",
        "GET payments.status",
        "GET payments.receipts_page",
    ),
    "cash": (*TO_THE_DOOR, "GET payments.receipts_page"),
}
WATCHED = {call.partition(" ")[2] for calls in CALLS.values() for call in calls}
CUTS = [
    pytest.param(channel, call, what, id=f"{channel}-{call}-{what}".replace(" ", "-"))
    for channel, calls in CALLS.items()
    for call in calls
    for what in (Cut if call.startswith("POST") else (Cut.REQUEST,))
]
MOST_LOOKS = 40
NO_NETWORK = "() => location.protocol === 'chrome-error:'"
STANDS = "() => location.protocol === 'chrome-error:' || document.readyState === 'complete'"


class Courier:
    """Does with each page what it offers, and goes back where the network left her."""

    def __init__(self, page: Page, site: str, code: str, channel: str, pays) -> None:
        self.page, self._site, self._code = page, site, code
        self._channel, self._pays = channel, pays
        self.is_done = False

    def work(self) -> None:
        """From the scanner to the receipts."""
        self._going(lambda: self.page.goto(f"{self._site}/courier/scan"))
        for _ in range(MOST_LOOKS):
            self._look()
            if self.is_done:
                return
        pytest.fail(f"she found no way on: {self.page.url} {self.page.content()[:2000]}")

    def _look(self) -> None:
        for mark, act in (
            ("#scan-form[action*=scan]", self._type_code),
            ("form[data-total]", lambda mark: self._press(mark.locator("[type=submit]").last)),
            ("form[action*=consent]", self._agree),
            (f"button[name=channel][value={self._channel}]", self._press),
            ("[data-poll-url]", self._wait_for_money),
            ("a[href$='receipts.pdf']", self._finish),
            ("main a[href*='/courier/pay/']", self._press),
            ("[data-history-back]", self._press),
        ):
            found = self.page.locator(mark).first
            if found.count():
                return act(found)
        return self._go_on()

    def _type_code(self, form: Locator) -> None:
        form.locator("[name=code]").fill(self._code)
        self._press(form.locator("button:not([type=button])").first)

    def _agree(self, form: Locator) -> None:
        form.get_by_label(words("households.method_spoken")).check()
        self._press(form.get_by_role("button", name=words("households.they_agree")))

    def _wait_for_money(self, _mark: Locator) -> None:
        with self.page.expect_navigation(timeout=60_000):
            self._pays()

    def _finish(self, _mark: Locator) -> None:
        self.is_done = True

    def _press(self, button: Locator) -> None:
        self._going(button.click)

    def _go_on(self) -> None:
        """On the browser's own page of a lost network its button; on a kept page, back."""
        is_browsers = self.page.evaluate(NO_NETWORK)
        self._going(self.page.reload if is_browsers else self.page.go_back)

    def _going(self, act) -> None:
        """A navigation, which the network may end."""
        try:
            with self.page.expect_navigation():
                act()
        except WaitedInVain:
            raise
        except Error:
            self.page.wait_for_function(STANDS)


@pytest.fixture
def cable(app) -> Cable:
    return Cable(app, watches=WATCHED)


@pytest.fixture
def start(context: BrowserContext, core, world, cable, site: str):
    """A household of two that owes, and a courier at its door."""

    def courier(channel: str) -> Courier:
        county = make_county(core)
        household_id, _ = county.household([GRANDMOTHER, SON])
        assess(core)
        give_book(core, county, county.courier)
        context.add_cookies([cookie_of(core, county.courier, site)])
        code = slips.issue_slip(core, county.courier, household_id)
        return Courier(context.new_page(), site, code, channel, lambda: pay(core, world))

    return courier


def pay(core, world) -> None:
    """The payer has scanned the code: every order that waits is paid, once."""
    paid = {payment.out_trade_no for payment in world.payments}
    for number in world.book.orders.keys() - paid:
        world.pay(number)
    for headers, body in world.notifications():
        receive_notification(core, channel="wechat", headers=headers, body=body)


def agrees(core, world) -> None:
    """Each is paid once, by one payment, and the books balance."""
    books.check(core.engine, COUNTY_ID)
    assert count(core, "receipts") == 2
    assert count(core, "receipt_voids") == count(core, "suspense_items") == 0
    assert count(core, "obligations", "status = 'paid'") == 2
    assert count(core, "channel_payments") == 1
    assert count(core, "consents") >= 2
    seen = books.money_seen(core.engine, COUNTY_ID, "wechat")
    assert seen == {one.transaction_id: one.amount.fen for one in world.payments}


@pytest.mark.parametrize("channel", CALLS)
def test_the_calls_are_those_of_the_flow(core, world, cable, start, channel):
    start(channel).work()
    assert tuple(dict.fromkeys(cable.calls)) == CALLS[channel]
    agrees(core, world)


@pytest.mark.parametrize(("channel", "call", "what"), CUTS)
def test_a_cut_loses_nothing_and_doubles_nothing(core, world, cable, start, channel, call, what):
    cable.cut_once(call, what)
    start(channel).work()
    assert cable.is_whole, "the call never came"
    agrees(core, world)
