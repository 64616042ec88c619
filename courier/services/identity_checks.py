"""That somebody of the office has seen a candidate and the original of her paper."""

from __future__ import annotations

from uuid import UUID

from courier.domain.applications import IdentityPaper
from courier.domain.courier_states import CourierEvent, CourierStep
from courier.domain.errors import BadInput
from courier.services.core import Actor, Core
from courier.services.courier_history import hold, note, whose
from courier.store.queries import applications as sql


def check_identity(core: Core, *, actor: Actor, courier_id: UUID, paper: str) -> None:
    """Note that the person and the original of this paper were seen, by whom.

    Another admin than the one who saw them approves. Raises BadInput ``paper_unknown``, NotFound
    ``courier_unknown``, Conflict ``courier_not_in_state``.
    """
    with core.begin_for(actor) as work:
        hold(work, actor, courier_id, CourierStep.CHECK_IDENTITY)
        if paper not in set(IdentityPaper):
            raise BadInput("paper_unknown")
        facts = {"paper": paper, "now": core.clock.now(), "admin_id": actor.person_id}
        work.run(sql.ADD_IDENTITY_CHECK, {**whose(actor, courier_id), **facts})
        event = CourierEvent.IDENTITY_CHECKED
        note(core, work, actor, courier_id, event, reason=paper, facts={"paper": paper})
        work.commit()
