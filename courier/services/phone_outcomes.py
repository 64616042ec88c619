"""What came of an item of a phone, and the row that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from courier.domain.phone_items import ItemOutcome, PhoneItem, facts_read
from courier.services.phone_steps import Hand, Result
from courier.store.rows.phone_items import StoredItem

REUSED = "phone_item_reused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item: a code with its facts, and where she goes on, as ``visit:<id>``."""

    item_id: str
    outcome: ItemOutcome
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    leads_to: str | None = None


def outcome_of(item: PhoneItem, result: Result) -> Outcome:
    """What came of the item just now."""
    return Outcome(
        str(item.item_id), result.outcome, result.code, facts_read(result.facts), result.leads_to
    )


def outcome_before(found: StoredItem, item: PhoneItem) -> Outcome:
    """What came of the item when it was sent first."""
    if found.body_hash != item.body_hash:
        return reused(item)
    return Outcome(
        str(item.item_id),
        ItemOutcome(found.outcome),
        found.code,
        facts_read(found.facts),
        found.leads_to,
    )


def reused(item: PhoneItem) -> Outcome:
    """The id was used for something else."""
    return Outcome(str(item.item_id), ItemOutcome.REFUSED, REUSED)


def item_row(hand: Hand, result: Result, sealed: bytes | None = None) -> dict[str, object]:
    """The item as it is written down; ``sealed`` is its body where it is held."""
    return {
        "county_id": hand.phone.county_id,
        "item_id": hand.item.item_id,
        "courier_id": hand.phone.courier_id,
        "device_id": hand.phone.device_id,
        "kind": hand.item.kind.value,
        "body_hash": hand.item.body_hash,
        "at": hand.at,
        "now": hand.core.clock.now(),
        "outcome": result.outcome.value,
        "code": result.code,
        "facts": result.facts,
        "leads_to": result.leads_to,
        "body_sealed": sealed,
    }
