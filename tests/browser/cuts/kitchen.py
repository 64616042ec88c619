"""One county, one browser and one phone for all cuts; each cut has a household of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from cable import Cable
from fake_camera import camera_flags, write_video
from flask import Flask
from own_phone import register_and_sign_in
from phone_county import NAME, made_ready
from playwright.sync_api import Browser, Page, Playwright
from stage import PHONE
from test_proof import SHARES

from courier.domain.cash import HIGHEST_LIMIT
from courier.domain.money import Money
from courier.ports import Channel
from courier.sandbox.wechat_pay.world import WechatPayWorld
from courier.services import cash_limits, slips
from courier.services.core import Actor, Core
from courier.services.settlements import receive_notification
from tests.factories.county import COUNTY_ID, County, make_county
from tests.factories.families import GRANDMOTHER, SON
from tests.factories.money import assess, count, give_book
from tests.factories.people_at_work import approved, cookie_of
from tests.factories.sites import CHROMIUM, Site
from tests.simulation import books

BOOKS = 2  # cash is taken often


@dataclass(frozen=True)
class Home:
    """A household of two who owe."""

    household_id: UUID
    people: list[UUID]
    code: str  # of its slip

    def count(self, core: Core, table: str) -> int:
        """How many rows of a table are about its people."""
        return count(core, table, f"insuree_id in {self.either}")

    @property
    def either(self) -> str:
        """Its people for a question to the database."""
        return f"('{self.people[0]}', '{self.people[1]}')"


@dataclass
class Kitchen:
    """What a cut needs: the product, its wire, and a registered phone whose worker is ready.

    ``child`` is the phone of somebody far away, ``desk`` the township's.
    """

    core: Core
    county: County
    courier: Actor
    cable: Cable
    site: Site
    page: Page
    child: Page
    desk: Page
    seen_by_camera: Home
    _homes: Iterator[Home]
    _paid: dict[Channel, int] = field(default_factory=dict)

    def home(self) -> Home:
        """A household that nobody has visited, when a cut begins."""
        self._paid = {channel: len(self.world(channel).payments) for channel in self.core.channels}
        return next(self._homes)

    def world(self, channel: Channel) -> WechatPayWorld:
        return self.core.channels[channel].world  # type: ignore[attr-defined]

    def pay(self) -> None:
        """Every payer pays the orders that wait, once, and the channels tell."""
        for channel in self.core.channels:
            pay(self.core, self.world(channel), channel)

    def in_hand(self) -> Money:
        """The cash in the courier's hands."""
        return cash_limits.cash_room(self.core, actor=self.courier).in_hand

    def payments(self) -> dict[Channel, int]:
        """How often money came by each channel since the cut began."""
        return {one: len(self.world(one).payments) - before for one, before in self._paid.items()}

    def agree(self) -> None:
        """The county's books balance, and know what the channels know."""
        books.check(self.core.engine, COUNTY_ID)
        assert count(self.core, "receipt_voids") == count(self.core, "suspense_items") == 0
        for channel in self.core.channels:
            seen = books.money_seen(self.core.engine, COUNTY_ID, channel.value)
            came = {one.transaction_id: one.amount.fen for one in self.world(channel).payments}
            assert seen == came


def pay(core: Core, world: WechatPayWorld, channel: Channel = Channel.WECHAT) -> None:
    """The payer has scanned the code: every order that waits is paid, once."""
    waits = world.book.orders.keys() - {payment.out_trade_no for payment in world.payments}
    for number in waits:
        if not world.book.orders[number].is_closed:
            world.pay(number)
    for headers, body in world.notifications():
        receive_notification(core, channel=channel, headers=headers, body=body)


@contextmanager
def open_kitchen(
    core: Core, app: Flask, playwright: Playwright, folder: Path, homes: int
) -> Iterator[Kitchen]:
    """A county of so many households, and a courier who has just begun her day."""
    app.config["WTF_CSRF_ENABLED"] = True
    cable, site = Cable(app), Site(app)
    county = make_county(core)
    courier = replace(county.courier, person_id=approved(core, county), name=NAME)
    known = _homes(core, county, courier, homes)
    video = write_video(folder / "slip.y4m", known[0].code)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=camera_flags(video))
    page, child, desk = (_window(browser) for _ in range(3))
    register_and_sign_in(page, core, county, courier.person_id, site.url)
    made_ready(page)
    desk.context.add_cookies([cookie_of(core, county.clerk, site.url)])
    yield Kitchen(core, county, courier, cable, site, page, child, desk, known[0], iter(known[1:]))
    browser.close()
    site.stop()
    cable.take_away()


def _window(browser: Browser) -> Page:
    """A phone whose clock can be hurried, and that hands pictures on."""
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
    page.add_init_script(SHARES)
    page.clock.install()
    return page


def _homes(core: Core, county: County, courier: Actor, number: int) -> list[Home]:
    cash_limits.set_county_limit(core, actor=county.chief, limit=HIGHEST_LIMIT)
    for _ in range(BOOKS):
        give_book(core, county, courier, leaves=100)
    made = [county.household([GRANDMOTHER, SON]) for _ in range(number + 1)]
    assess(core)
    return [Home(one, people, slips.issue_slip(core, courier, one)) for one, people in made]
