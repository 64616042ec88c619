"""A courier's registered phone, which made its key and shows codes."""

from __future__ import annotations

from courier.domain.credentials import to_address
from courier.services.invitations import accept_invitation, invite_courier
from courier.services.live_cards import keep_holder_key, live_card
from tests.factories.live_codes import PhoneKey


def register(core, county, holder) -> str:
    """A phone of hers; its token."""
    invited = invite_courier(core, actor=county.chief, courier_id=holder.person_id)
    return accept_invitation(core, token=invited.token, pin="482915").device_token


class Phone:
    """A registered phone with its key."""

    def __init__(self, core, county, holder) -> None:
        self.core, self.holder = core, holder
        self.token, self.key = register(core, county, holder), PhoneKey()
        keep_holder_key(core, actor=holder, device_token=self.token, key=self.key.public)
        self.sync()

    def sync(self) -> None:
        self.live = live_card(self.core, actor=self.holder, device_token=self.token)

    def shows(self, answer: int | None = None) -> str:
        code = self.key.code(self.live.card, self.core.clock.now(), answer)
        return to_address(self.core.public_url, code)
