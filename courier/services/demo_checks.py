"""The demo county's checks of cards: three quiet weeks, and today something to look at."""

from __future__ import annotations

from courier.domain.checks import ELSEWHERE, CheckWay
from courier.domain.spoken_checks import Asked
from courier.services.checks import note_door
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.services.spoken_checks import check_spoken
from courier.store.queries import demo as sql

WAYS = (CheckWay.NUMBER, CheckWay.TEXT, CheckWay.ASSISTANT)


def show_checks(core: Core, county_id: int) -> None:
    """Check the first courier in several ways, once at a door that is not hers.

    Again, or without a courier at work, changes nothing.
    """
    where = {"county_id": county_id, "today": china_day(core)}
    with core.begin() as work:
        card_no = work.scalar(sql.FIRST_CARD, where)
        if card_no is None or work.scalar(sql.HAS_CHECKS, where):
            return
        work.run(sql.ADD_PAST_CHECKS, {**where, "card_no": card_no})
        work.commit()
    for way in WAYS:
        check_spoken(core, asked=Asked(card_no), way=way)
    note_door(core, card_no=card_no, place=ELSEWHERE)
