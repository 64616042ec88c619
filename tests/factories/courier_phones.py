"""A courier's registered phone: it made its key, and shows codes and six digits."""

from __future__ import annotations

import datetime as dt

from courier.domain.credentials import to_address
from courier.domain.time_digits import digits_of, step_of
from courier.services.core import Actor, Core
from courier.services.invitations import accept_invitation, invite_courier
from courier.services.issuer_keys import believed
from courier.services.live_cards import keep_holder_key, live_card
from courier.services.phone_digits import confirm_secret, give_secret
from tests.factories.live_codes import PhoneKey
from tests.factories.people_at_work import PIN, holder_of, registered


def register(core, county, holder) -> str:
    """A phone of hers; its token."""
    invited = invite_courier(core, actor=county.chief, courier_id=holder.person_id)
    return accept_invitation(core, token=invited.token, pin=PIN).device_token


def registered_holder(core: Core, county, **changes) -> tuple[Actor, str]:
    """A courier with a card and a phone: who she is, and the phone's token."""
    made = registered(core, county, **changes)
    return holder_of(made.courier_id), made.device.device_token


class Phone:
    """A registered phone with its key; it goes by the office's clock."""

    def __init__(self, core, county, holder) -> None:
        self.core, self.holder = core, holder
        self.token, self.key = register(core, county, holder), PhoneKey()
        keep_holder_key(core, actor=holder, device_token=self.token, key=self.key.public)
        self.sync()

    def sync(self) -> None:
        self.live = live_card(self.core, actor=self.holder, device_token=self.token)

    def shows(self, answer: int | None = None) -> str:
        """The code's whole address."""
        return self._address(self.core.public_url, answer, 0)

    def path(self, answer: int | None = None, later_s: int = 0) -> str:
        """The code's path, as a scanner opens it, now or some seconds later."""
        return self._address("", answer, later_s)

    @property
    def place(self) -> int:
        """The card's place in the county's status list."""
        with self.core.begin() as work:
            keys = believed(work).public_pems
        read = self.core.card_office.read(self.live.card, public_pems=keys)
        return read.claims.status_index

    def _address(self, site: str, answer: int | None, later_s: int) -> str:
        at = self.core.clock.now() + dt.timedelta(seconds=later_s)
        return to_address(site, self.key.code(self.live.card, at, answer))


class DigitsPhone:
    """A registered phone with a secret for six digits."""

    def __init__(self, core: Core, holder: Actor, device_token: str) -> None:
        self.core, self.holder, self.token = core, holder, device_token
        self.secret = give_secret(core, actor=holder, device_token=device_token)
        confirm_secret(core, actor=holder, device_token=device_token, digits=self.shows())

    def shows(self, **ago: float) -> str:
        """The digits now, or some time ago."""
        at = self.core.clock.now() - dt.timedelta(**ago)
        return digits_of(self.secret, step_of(at))

    def never_shows(self) -> str:
        """Digits of no half minute near now."""
        near = {self.shows(seconds=30 * away) for away in range(-2, 3)}
        return next(f"{n:06d}" for n in range(10) if f"{n:06d}" not in near)
