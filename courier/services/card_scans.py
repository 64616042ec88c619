"""From what somebody scanned, typed or photographed to the card in it."""

from __future__ import annotations

from collections.abc import Sequence

from courier.domain.errors import BadInput
from courier.domain.scanned import CodeKind, recognise
from courier.domain.spoken_checks import asked_about
from courier.services.core import Core
from courier.services.spoken_checks import card_number_of


def card_text(core: Core, *, typed: str, picture: bytes | None) -> str:
    """The card's number or signed text, ready for ``check_card``.

    Raises BadInput ``scan_empty``, ``scan_nothing_found``, ``picture_*``,
    ``card_number_unreadable`` (a slip of the finger), ``courier_number_twice`` or
    ``card_is_other_code``.
    """
    if typed.strip():
        return _the_card_numbered(core, typed) or _the_card_in(
            [typed], otherwise="card_number_unreadable"
        )
    if picture:
        texts = core.code_reader.read(picture)
        if not texts:
            raise BadInput("scan_nothing_found")
        return _the_card_in(texts, otherwise="card_is_other_code")
    raise BadInput("scan_empty")


def _the_card_numbered(core: Core, typed: str) -> str | None:
    """The number of the card of a courier whose own number was typed."""
    asked = asked_about(typed) if recognise(typed).kind is CodeKind.OTHER else None
    return card_number_of(core, asked.number) if asked else None


def _the_card_in(texts: Sequence[str], *, otherwise: str) -> str:
    kinds = [recognise(text) for text in texts]
    card = next((found.text for found in kinds if found.kind is CodeKind.CARD), None)
    if card is not None:
        return card
    raise BadInput(otherwise if kinds[0].kind is CodeKind.OTHER else "card_is_other_code")
