"""What stands on the things that people take in their hands: cards, receipts, slips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from courier.domain.money import Money


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on a card. ``photo`` is a cleaned JPEG; ``address`` goes into the QR code."""

    name: str
    courier_number: str
    card_number: str
    county: str
    regions: tuple[str, ...]
    valid_until: dt.date
    address: str
    issuer: str
    issuer_phone: str
    photo: bytes


@dataclass(frozen=True, slots=True)
class CardPictures:
    """Both sides of a card as PNG, 1011 x 638 pixels (ID-1 at 300 dpi)."""

    front: bytes
    back: bytes


@dataclass(frozen=True, slots=True)
class ReceiptFace:
    """What stands on one person's receipt. ``code`` is bare; ``address`` goes into the QR code.

    ``channel`` is ``wechat`` or ``cash``; ``full`` and ``aid`` are shown when there was aid,
    ``payer`` when somebody else paid.
    """

    number: str
    code: str
    address: str
    insuree: str
    id_masked: str
    region: str
    coverage_year: int
    amount: Money
    paid_at: dt.datetime
    channel: str
    issuer: str
    issuer_phone: str
    full: Money | None = None
    aid: Money | None = None
    payer: str | None = None
    courier: str | None = None
    courier_number: str | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class SlipFace:
    """What stands on a household's slip; ``head_masked`` as ``names.name_masked`` gives it.

    ``grid`` are the cells of the paper grid with their digits (``paper_grid.grid_of``).
    """

    code: str
    head_masked: str
    village: str
    coverage_year: int
    issuer: str
    issuer_phone: str
    people: int | None = None
    due_by: dt.date | None = None
    grid: Mapping[str, str] = field(default_factory=dict)
