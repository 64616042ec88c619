"""What the product asks of the outside world. Adapters and simulators answer.

Money stands in ``ports/money.py``, messages in ``ports/messages.py``; import all from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from courier.domain.applications import PhotoFrame
from courier.domain.credentials import CardClaims, HolderKey, ShownCard
from courier.domain.faces import CardFace, CardPictures, ReceiptFace, SlipFace
from courier.domain.status_lists import StatusList
from courier.ports.messages import (
    AccountMessage,
    OfficialAccount,
    TextSender,
    TextToSend,
    Written,
)
from courier.ports.money import (
    Channel,
    ChannelPayment,
    OrderState,
    OrderStatus,
    OrderToPlace,
    PaymentChannel,
    PayWay,
    PlacedOrder,
    RefundState,
    RefundStatus,
    RefundToPlace,
)

__all__ = [
    "AccountMessage",
    "CardOffice",
    "Channel",
    "ChannelPayment",
    "Clock",
    "CodeReader",
    "FieldKind",
    "FieldSealer",
    "Interpreter",
    "IssuerKeyPair",
    "OfficialAccount",
    "OrderState",
    "OrderStatus",
    "OrderToPlace",
    "PayWay",
    "PaymentChannel",
    "PictureCleaner",
    "PictureMaker",
    "PlacedOrder",
    "RefundState",
    "RefundStatus",
    "RefundToPlace",
    "Table",
    "TableReader",
    "TextSender",
    "TextToSend",
    "TopicGuess",
    "Written",
]


class Clock(Protocol):
    """Tells the time; a test brings its own."""

    def now(self) -> dt.datetime:
        """The moment, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class TopicGuess:
    """A topic of the assistant's public vocabulary and how sure it is, 0 to 1."""

    topic: str
    confidence: float


class Interpreter(Protocol):
    """Understands what a villager asks. Gets masked text only."""

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:
        """Topics, best first, at most ten. Raises OutsideFailed when it cannot answer in time."""


class CodeReader(Protocol):
    """Reads the codes in a picture."""

    def read(self, picture: bytes) -> Sequence[str]:
        """Texts of all QR codes found; none is an empty sequence.

        Raises BadInput ``picture_*`` for what is not a picture, or too much to open.
        """


class PictureCleaner(Protocol):
    """Makes of a stranger's picture one that we keep.

    Raises BadInput ``picture_*`` for what is not a picture, too small, or too much to open.
    """

    def clean_photo(self, picture: bytes, frame: PhotoFrame | None = None) -> bytes:
        """A portrait, 480 x 640 JPEG, upright and without hidden data; framed, or the middle."""

    def clean_paper(self, picture: bytes) -> bytes:
        """A picture of a paper, JPEG, upright and without hidden data."""


class FieldKind(StrEnum):
    """What a sealed text is; a text sealed as one kind does not open as another."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    BANK_ACCOUNT = "bank_account"
    ISSUER_KEY = "issuer_key"  # the private key that signs a county's cards
    CONTACT = "contact"  # who is to be visited, while the wish is still being told
    SENDER = "sender"  # who writes through an outside channel, by that channel's own name
    MESSAGE = "message"  # what was written, until it is answered
    TEXT = "text"  # what a text to a phone tells, until it is sent
    TIME_DIGITS = "time_digits"  # the secret of the six digits in a courier's phone
    PAPER = "paper"  # a picture of a candidate's paper, in base64, until it is erased
    STORY = "story"  # what somebody reports, with the names of those it is about
    CONSENT = "consent"  # what was read out to a household, and what it left as proof
    ADDED = "added"  # who is to be added to a household, until that is decided and over
    PHONE_ITEM = "phone_item"  # what a stopped phone handed in, for the township
    CODE_SEED = "code_seed"  # what an admin's codes of six digits are computed from


class FieldSealer(Protocol):
    """Encrypts single fields. The same text and kind always seal to the same bytes."""

    def seal(self, kind: FieldKind, text: str) -> bytes:
        """The sealed bytes: unique and good for look-ups by equality."""

    def open(self, kind: FieldKind, data: bytes) -> str:
        """The text. Raises BadInput ``sealed_field_broken`` for other keys, kinds or bytes."""


@dataclass(frozen=True, slots=True)
class IssuerKeyPair:
    """A fresh key pair that signs cards; ``kid`` is its short name."""

    kid: str
    private_pem: bytes = field(repr=False)
    public_pem: bytes


class CardOffice(Protocol):
    """Signs cards and reads signed ones; the keys themselves are kept by the register."""

    def new_key(self) -> IssuerKeyPair:
        """A key pair that nobody has used."""

    def sign(self, claims: CardClaims, *, kid: str, private_pem: bytes) -> bytes:
        """The signed card."""

    def read(
        self, data: bytes, *, public_pems: Mapping[str, bytes], revoked: Collection[str] = ()
    ) -> ShownCard:
        """A card that one of these issuers, by kid, signed, or a live code of such a card.

        Raises BadInput ``card_unreadable``, ``card_unknown_issuer``, ``card_forged`` or, for a
        key among those ``revoked``, ``card_key_revoked``.
        """

    def sign_list(self, made: StatusList, *, kid: str, private_pem: bytes) -> bytes:
        """The signed status list of a county."""

    def read_list(
        self, data: bytes, *, public_pems: Mapping[str, bytes], revoked: Collection[str] = ()
    ) -> StatusList:
        """A list that one of these issuers signed; raises BadInput as ``read``."""

    def published(self, public_pem: bytes) -> HolderKey:
        """The two numbers of a public key, for those who pin it."""

    def is_key(self, key: HolderKey) -> bool:
        """Whether this is a point that a phone's key can have."""


class PictureMaker(Protocol):
    """Draws what people take in their hands. ``locale`` is a tag such as ``zh_Hans``.

    Raises OutsideFailed ``font_missing`` where no font with Chinese characters is installed.
    """

    def card(self, face: CardFace, locale: str) -> CardPictures:
        """Both sides of a courier's card."""

    def cards(self, faces: Sequence[CardFace], locale: str) -> Iterator[CardPictures]:
        """Both sides of each card, in order; a large batch is drawn by all processors."""

    def card_sheets(self, faces: Sequence[CardFace], locale: str) -> bytes:
        """Cards ten-up on A4 with cut marks: a page of fronts, then their backs, mirrored."""

    def receipt_png(self, face: ReceiptFace, locale: str) -> bytes:
        """A receipt for a phone, 720 pixels wide."""

    def receipts_pdf(self, faces: Sequence[ReceiptFace], locale: str) -> bytes:
        """Receipts on A5, one page each, with their text selectable."""

    def receipt_strip_png(self, face: ReceiptFace, locale: str) -> bytes:
        """A receipt for a thermal printer: 384 dots wide, each black or white."""

    def receipt_strips_pdf(self, faces: Sequence[ReceiptFace], locale: str) -> bytes:
        """The same on paper of 58 mm, one piece a person, with their text selectable."""

    def slip_png(self, face: SlipFace, locale: str) -> bytes:
        """A household's slip, A6 at 300 dpi."""

    def slips_pdf(self, faces: Sequence[SlipFace], locale: str) -> bytes:
        """Slips on A6, one page each, with their text selectable."""

    def code_png(self, text: str) -> bytes:
        """A QR code of an ASCII text, for a screen."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sender's table. ``rows()`` reads it anew: (line, from 1; cells as text), none blank.

    What a spreadsheet computes stands as its formula (``=A1+1``), never as the result.
    ``encoding`` and ``delimiter`` are those in which the sender can read an answer.
    """

    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    encoding: str
    delimiter: str


class TableReader(Protocol):
    """Opens tables that strangers send, and writes workbooks."""

    def open(self, data: bytes) -> Table:
        """A CSV or XLSX file. Raises BadInput ``table_*`` here or while its rows are read."""

    def workbook(self, rows: Iterable[list[str]]) -> Iterator[bytes]:
        """An XLSX file of these rows, in pieces; every cell is text."""
