"""A courier asked about by a number that was typed or read aloud, with or without six digits.

A number alone is on every copy of the card: it is amber at best. The six digits of her phone
show that the phone is with her now; they count once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from courier.domain import short_codes
from courier.domain.checks import COLOURS, CheckWay
from courier.domain.credentials import Colour, Reason
from courier.domain.errors import BadInput
from courier.domain.spoken_checks import Asked
from courier.services.cards import CardCheck, CardView, check_card
from courier.services.checks import card_numbered, count_check
from courier.services.core import Actor, Core
from courier.services.courier_tasks import villages_today
from courier.services.phone_digits import told_digits
from courier.store.queries import cards as card_queries


@dataclass(frozen=True, slots=True)
class SpokenCheck:
    """What may be said; ``card`` is None when nobody is found, ``visiting`` her task today."""

    colour: Colour
    reason: str
    checked_at: dt.datetime
    card: CardView | None = None
    visiting: tuple[str, ...] = ()


def check_spoken(
    core: Core,
    *,
    asked: Asked,
    way: CheckWay,
    county_id: int | None = None,
    actor: Actor | None = None,
) -> SpokenCheck:
    """Check a courier by her card's number or her own; an admin's check is on the trail.

    ``county_id`` is the county to look in for a courier's number. Raises BadInput
    ``courier_number_twice`` when couriers of several counties have it.
    """
    card_no = card_number_of(core, asked.number, county_id)
    if card_no is None:
        return SpokenCheck(Colour.RED, Reason.UNKNOWN, core.clock.now())
    check = check_card(core, text=card_no, way=None)
    if check.card is None:
        return SpokenCheck(check.verdict.colour, check.verdict.reason, check.checked_at)
    colour, reason = _counted(core, check, asked.digits, way, actor)
    visiting = () if colour is Colour.RED else villages_today(core, card_no=card_no)
    return SpokenCheck(colour, reason, check.checked_at, check.card, visiting)


def check_shown(core: Core, *, text: str, way: CheckWay) -> SpokenCheck:
    """The same for a card's address, scanned or sent on. Raises BadInput ``card_is_other_code``."""
    check = check_card(core, text=text, way=way)
    colour, card = check.verdict.colour, check.card
    is_red = colour is Colour.RED or card is None
    visiting = () if is_red or card is None else villages_today(core, card_no=card.card_no)
    return SpokenCheck(colour, check.verdict.reason, check.checked_at, card, visiting)


def card_number_of(core: Core, number: str, county_id: int | None = None) -> str | None:
    """The card's number, or that of the courier's card; None for nobody's.

    Raises BadInput ``courier_number_twice``.
    """
    try:
        return short_codes.read_card_number(number)[1]
    except BadInput:
        facts = {"courier_no": number, "county_id": county_id}
    with core.begin() as work:
        found = list(work.run(card_queries.NUMBERS_OF_COURIER_NO, facts).scalars())
    if len(found) > 1:
        raise BadInput("courier_number_twice")
    return str(found[0]) if found else None


def _counted(
    core: Core, check: CardCheck, digits: str | None, way: CheckWay, actor: Actor | None
) -> tuple[Colour, str]:
    colour, reason = check.verdict.colour, str(check.verdict.reason)
    card_no = check.card.card_no if check.card else ""
    with core.begin() as work:
        county_id, card = card_numbered(work, card_no)
        courier_id = card.courier_id
        if digits is not None and colour is not Colour.RED:
            told = told_digits(
                core, work, county_id=county_id, courier_id=courier_id, digits=digits
            )
            colour, reason = COLOURS[told], str(told)
        count_check(
            work,
            county_id=county_id,
            courier_id=courier_id,
            way=way,
            reason=reason,
            now=check.checked_at,
        )
        if actor is not None:
            work.record(
                county_id=county_id,
                actor=actor.trail,
                action="courier_checked",
                subject=f"courier:{courier_id}",
                facts={"way": way.value, "reason": reason},
            )
        work.commit()
    return colour, reason
