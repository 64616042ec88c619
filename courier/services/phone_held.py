"""What nobody works before the township has looked: kept sealed, with one case in plain words.

What two persons decide about the cash in it stands in services/held_cash.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from courier.domain.cases import CaseKind
from courier.domain.phone_items import ItemKind, ItemOutcome, facts_kept
from courier.ports import FieldKind
from courier.services.cases import Report, report_in
from courier.services.phone_outcomes import Outcome, item_row, outcome_before, outcome_of, reused
from courier.services.phone_steps import Hand, Result
from courier.services.phone_words import story_of
from courier.store.queries import cases as case_queries
from courier.store.queries import held_cash as held_queries
from courier.store.queries import phone_items as queries
from courier.store.unit_of_work import Work
from courier.texts import Locale

OFFICE = Locale.ZH_HANS  # the case is the township's


def hold_cash(hand: Hand, facts: Mapping[str, object]) -> Outcome:
    """Money on a leaf that was not set aside for this phone; the same again is kept once."""
    with hand.core.begin() as work:
        queries.lock_item(work, hand.item.item_id)
        found = queries.stored(work, hand.actor.county_id, hand.item.item_id)
        if found is not None:
            return outcome_before(found, hand.item)
        result = Result("held_leaf", ItemOutcome.HELD, facts_kept(facts))
        if not keep_sealed(work, hand, result):  # the id is another courier's
            return reused(hand.item)
        bring_before_township(work, [hand], "phone_items.case_leaf")
        work.commit()
    return outcome_of(hand.item, result)


def keep_sealed(work: Work, hand: Hand, result: Result) -> bool:
    """Write the item down with its body sealed; False when its id is taken."""
    body = json.dumps(dict(hand.item.body), ensure_ascii=False)
    return queries.keep(
        work, item_row(hand, result, hand.core.sealer.seal(FieldKind.PHONE_ITEM, body))
    )


def bring_before_township(work: Work, fresh: Sequence[Hand], summary_key: str) -> None:
    """One case for what was handed in at once; its cash waits for a decision."""
    core, courier = fresh[0].core, fresh[0].actor
    summary, story = story_of(work, fresh, OFFICE, summary_key)
    report = Report(
        county_id=courier.county_id,
        kind=CaseKind.PHONE_HELD,
        region_code=fresh[0].phone.township_code,
        locale=OFFICE,
        what=summary,
        story=story,
        contact=courier.name,
    )
    number = report_in(core, work, report, reporter=courier.trail)
    case = case_queries.case_numbered(work, courier.county_id, number)
    cash = [hand.item.item_id for hand in fresh if hand.item.kind is ItemKind.CASH]
    if case is not None:
        held_queries.insert(work, courier.county_id, case.case_id, cash)
