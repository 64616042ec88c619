"""In which villages a courier calls on people today; never at whose door."""

from __future__ import annotations

from courier.services.checks import card_numbered
from courier.services.core import Core
from courier.services.coverage import china_day
from courier.store.queries import visits as queries


def villages_today(core: Core, *, card_no: str) -> tuple[str, ...]:
    """The villages where the holder of a card has visits that she took on, due by today.

    Raises BadInput ``card_number_unreadable``, NotFound ``card_missing``.
    """
    with core.begin() as work:
        county_id, card = card_numbered(work, card_no)
        return tuple(queries.villages_due(work, county_id, card.courier_id, china_day(core)))
