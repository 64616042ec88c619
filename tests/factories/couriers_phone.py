"""A courier's registered phone that shows live codes."""

from __future__ import annotations

import datetime as dt

from courier.domain.credentials import to_address
from courier.services.core import Actor, ActorKind
from courier.services.invitations import accept_invitation, invite_courier
from courier.services.live_cards import keep_holder_key, live_card
from tests.factories.county import COUNTY_ID, EAST
from tests.factories.live_codes import PhoneKey
from tests.factories.people_at_work import PIN

NAME = "赵春梅"


class CouriersPhone:
    """Registered, with a key of its own; shows codes by the office's clock."""

    def __init__(self, core, county, courier_id) -> None:
        self.core, self.key = core, PhoneKey()
        holder = Actor(ActorKind.COURIER, COUNTY_ID, courier_id, NAME, EAST)
        invited = invite_courier(core, actor=county.chief, courier_id=courier_id)
        token = accept_invitation(core, token=invited.token, pin=PIN).device_token
        keep_holder_key(core, actor=holder, device_token=token, key=self.key.public)
        self.card = live_card(core, actor=holder, device_token=token).card

    def path(self, answer: int | None = None, later_s: int = 0) -> str:
        """The code's path, as a scanner opens it."""
        at = self.core.clock.now() + dt.timedelta(seconds=later_s)
        return to_address("", self.key.code(self.card, at, answer))
