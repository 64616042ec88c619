"""Finding a household whose slip is lost: by the identity number of anybody who lives there."""

from __future__ import annotations

from uuid import UUID

from courier.domain.errors import Refused
from courier.domain.identity import IdNumber
from courier.ports import FieldKind
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import households as queries


def open_by_id_number(core: Core, actor: Actor, text: str) -> UUID:
    """The household in her villages where somebody of this number lives; kept in the trail.

    Raises BadInput ``id_number_*`` for what is no number, Refused ``nobody_of_id_number`` (the
    same for somebody of another village, so that nobody can be looked for).
    """
    number = IdNumber.from_text(text, today=china_day(core))
    sealed = core.sealer.seal(FieldKind.ID_NUMBER, number.value)
    with core.begin_for(actor) as work:
        found = queries.household_of_person(work, actor.county_id, actor.person_id, sealed)
        if found is None:
            raise Refused("nobody_of_id_number")
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="household_opened_by_id_number",
            subject=f"household:{found}",
        )
        work.commit()
    return found
