"""A courier's phone that shows six digits."""

from __future__ import annotations

import datetime as dt

from courier.domain.time_digits import digits_of, step_of
from courier.services.core import Actor, Core
from courier.services.phone_digits import confirm_secret, give_secret
from tests.factories.people_at_work import registered


class DigitsPhone:
    """Registered, with a secret that it keeps."""

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


def registered_holder(core: Core, county, **changes):
    """A courier with a card and a phone: who she is, and the phone's token."""
    from courier.services.core import ActorKind
    from tests.factories.county import COUNTY_ID, EAST

    made = registered(core, county, **changes)
    holder = Actor(ActorKind.COURIER, COUNTY_ID, made.courier_id, "赵春梅", EAST)
    return holder, made.device.device_token
