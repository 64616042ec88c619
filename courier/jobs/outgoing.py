"""Texts on their way to phones."""

from __future__ import annotations

from uuid import UUID

from courier.services.core import Core
from courier.services.outgoing import send_text, send_waiting_texts
from courier.services.phone_codes import forget_codes, make_code
from courier.services.told_people import tell_of_payments, tell_of_visit


def send_one_text(core: Core, *, county_id: int, message_id: UUID) -> None:
    """Send one text, unless another does."""
    send_text(core, county_id=county_id, message_id=message_id)


def tell_of_one_visit(core: Core, *, county_id: int, visit_id: UUID, state: str) -> None:
    """Text whoever asked for the visit."""
    tell_of_visit(core, county_id=county_id, visit_id=visit_id, state=state)


def make_phone_code(core: Core, *, code_id: UUID, locale: str) -> None:
    """Make a code that somebody asked for, and text it to its number."""
    make_code(core, code_id=code_id, locale=locale)


def look_after_texts(core: Core) -> int:
    """Tell of payments that came in, and send what waits."""
    tell_of_payments(core)
    forget_codes(core)
    return send_waiting_texts(core)
