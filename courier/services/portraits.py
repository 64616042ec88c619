"""A candidate's portrait taken at the office, framed by whoever takes it."""

from __future__ import annotations

from uuid import UUID

from courier.domain.applications import PhotoFrame
from courier.domain.courier_states import CourierEvent, CourierStep
from courier.services.core import Actor, Core
from courier.services.courier_history import hold, note, whose
from courier.store.queries import applications as sql


def change_photo(
    core: Core, *, actor: Actor, courier_id: UUID, photo: bytes, frame: PhotoFrame | None
) -> None:
    """Keep the portrait of somebody who is not decided on yet.

    Raises BadInput ``picture_*``, NotFound ``courier_unknown``, Conflict
    ``courier_not_in_state``.
    """
    clean = core.cleaner.clean_photo(photo, frame)
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.CHANGE_PHOTO)
        work.run(sql.SET_PHOTO, {**whose(actor, courier_id), "photo": clean})
        note(core, work, actor, courier_id, CourierEvent.PHOTO_GIVEN)
        work.commit()
