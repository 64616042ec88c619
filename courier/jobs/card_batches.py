"""Many cards renewed or printed at once."""

from __future__ import annotations

from uuid import UUID

from courier.services.card_batch_work import look_after_batches, work_on_batch
from courier.services.core import Core


def work_on_card_batch(core: Core, *, county_id: int, batch_id: UUID) -> None:
    """Work on one batch, unless another does."""
    work_on_batch(core, county_id=county_id, batch_id=batch_id)


def look_after_card_batches(core: Core) -> int:
    """Go on with what was left, and forget what was printed a day ago."""
    return look_after_batches(core)
