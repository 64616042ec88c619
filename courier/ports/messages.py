"""What carries words to people: texts to phones, and the WeChat Official Account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TextToSend:
    """A short text to a phone. ``key`` makes a repeat harmless: the carrier sends each key once."""

    key: str
    phone: str = field(repr=False)
    words: str = field(repr=False)


class TextSender(Protocol):
    """Carries short texts to phones."""

    @property
    def reaches_phones(self) -> bool:
        """Whether a text comes out anywhere; the quiet twin says no, and nothing is promised."""

    def send(self, text: TextToSend) -> None:
        """Hand the text to the carrier.

        Raises OutsideFailed ``text_gateway_away`` when it may be tried again with the same key,
        Refused ``text_refused`` when the carrier will never send it.
        """


class Written(StrEnum):
    """What came through the Official Account."""

    TEXT = "text"
    PICTURE = "picture"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    LINK = "link"
    GREETED = "greeted"  # somebody begins to follow the account
    PRESSED = "pressed"  # a button of the menu
    SILENT = "silent"  # nothing that wants an answer
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AccountMessage:
    """A message that is certainly the messenger's own, fresh and for our account.

    ``key`` is the same in every try of the same message; ``said`` is the text, the button's key
    or the id of a picture. ``mark`` is new in every try; ``digest`` is that of what came.
    """

    kind: Written
    sender: str = field(repr=False)
    account: str
    key: str
    said: str = field(repr=False)
    mark: str
    digest: bytes


class OfficialAccount(Protocol):
    """The WeChat Official Account: reads what comes, writes back, and fetches pictures.

    What cannot be believed raises BadInput ``message_*``. A call to the messenger raises
    OutsideFailed ``account_unreachable``, Refused ``account_window_closed`` when nothing more may
    be sent to this person now, and Refused ``account_refused`` for any other no.
    """

    def prove(self, query: Mapping[str, str]) -> str:
        """What the messenger wants to hear back when the address is set up."""

    def read(self, query: Mapping[str, str], body: bytes) -> AccountMessage:
        """Verify and open a message."""

    def wrap(self, message: AccountMessage, text: str) -> str:
        """The text as the direct answer to a message; empty for silence."""

    def send(self, sender: str, text: str) -> None:
        """Send a text later, as customer service does."""

    def fetch_picture(self, picture_id: str) -> bytes:
        """A picture that somebody sent. Raises BadInput ``picture_*`` too."""

    def push_menu(self, menu: Mapping[str, object]) -> None:
        """Replace the account's menu."""
