"""A cell of a household's paper grid, answered for the courier who stands at its door.

One cell at a time, a few a day, each on the trail: the app never shows the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from courier.domain.checks import GRID_ANSWERED, CheckWay
from courier.domain.errors import NotFound, Refused
from courier.domain.paper_grid import MOST_A_DAY, answer, read_cell
from courier.services.checks import count_check
from courier.services.core import Actor, Core
from courier.services.coverage import china_day
from courier.store.queries import households as household_queries
from courier.store.queries import slips as queries


@dataclass(frozen=True, slots=True)
class GridAnswer:
    """The digits of one cell of the household's slip."""

    cell: str
    digits: str


def answer_cell(core: Core, actor: Actor, *, household_id: UUID, cell: str) -> GridAnswer:
    """What stands in a cell of the valid slip of a household in her villages.

    Raises BadInput ``grid_cell_unreadable``, NotFound ``household_not_found`` or
    ``slip_unknown``, Refused ``grid_answers_many`` (most a day).
    """
    named, now = read_cell(cell), core.clock.now()
    with core.begin_for(actor) as work:
        if not household_queries.is_hers(work, actor.county_id, actor.person_id, household_id):
            raise NotFound("household_not_found")
        token = queries.valid_token(work, actor.county_id, household_id)
        if token is None:
            raise NotFound("slip_unknown")
        asked = queries.count_grid_answer(work, actor.county_id, household_id, china_day(core))
        if asked > MOST_A_DAY:
            raise Refused("grid_answers_many", most=MOST_A_DAY)
        count_check(
            work,
            county_id=actor.county_id,
            courier_id=actor.person_id,
            way=CheckWay.GRID,
            reason=GRID_ANSWERED,
            now=now,
        )
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="grid_answered",
            subject=f"household:{household_id}",
            facts={"cell": named},
        )
        work.commit()
    return GridAnswer(named, answer(core.code_key, actor.county_id, token, named))
