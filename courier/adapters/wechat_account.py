"""The WeChat Official Account: what comes is believed only when it is certainly WeChat's."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from wechatpy.replies import TextReply

from courier.adapters.wechat_account_api import AccountApi
from courier.adapters.wechat_account_envelope import AccountKeys, Envelope, stamp_of
from courier.adapters.wechat_account_messages import read_message
from courier.ports import AccountMessage, Clock

SILENCE = "success"  # WeChat then shows nothing and does not try again


class WechatAccount:
    """An OfficialAccount. ``base_url`` and ``transport`` lead to a simulator."""

    def __init__(
        self,
        keys: AccountKeys,
        clock: Clock,
        *,
        base_url: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._keys, self._clock = keys, clock
        self._envelope = Envelope(keys, clock)
        self._api = AccountApi(keys, clock, base_url=base_url, transport=transport)

    def prove(self, query: Mapping[str, str]) -> str:
        """What WeChat wants to hear back when the address is set up."""
        return self._envelope.prove(query)

    def read(self, query: Mapping[str, str], body: bytes) -> AccountMessage:
        """Verify and open a message. Raises BadInput ``message_*``."""
        stamp, xml = self._envelope.open(query, body)
        return read_message(self._keys, xml, stamp)

    def wrap(self, message: AccountMessage, text: str) -> str:
        """The text as the direct answer to a message; silence for an empty one."""
        if not text:
            return SILENCE
        now = int(self._clock.now().timestamp())
        reply = TextReply(source=message.account, target=message.sender, time=now)
        reply.content = text.replace("]]>", "]] >")
        return self._envelope.seal(reply.render(), stamp_of(message.mark))

    def send(self, sender: str, text: str) -> None:
        """Send a text by customer service."""
        self._api.send(sender, text)

    def fetch_picture(self, picture_id: str) -> bytes:
        """A picture that somebody sent."""
        return self._api.fetch_picture(picture_id)

    def push_menu(self, menu: Mapping[str, object]) -> None:
        """Replace the account's menu."""
        self._api.push_menu(menu)
