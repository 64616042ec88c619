"""The work on many cards at once: courier by courier or sheet by sheet, each kept as it is done.

A process takes a batch up for some minutes and longer with every step; what a crash left is taken
up again, and nothing is done twice, since what came of a courier is kept in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from courier.domain.card_batches import BatchKind, Outcome, outcome_of
from courier.domain.errors import CourierError, OutsideFailed
from courier.domain.faces import CardFace
from courier.domain.permissions import Permission
from courier.services.areas import may
from courier.services.card_batches import FILES_KEPT
from courier.services.card_prints import faces_in
from courier.services.core import Actor, ActorKind, Core
from courier.services.renewals import renew_in
from courier.store.queries import card_batches as sql
from courier.store.rows.accounts import NamedAdminRow
from courier.store.rows.card_batches import LeftRow, TakenRow, WaitingRow
from courier.store.unit_of_work import Work

TAKEN_FOR = dt.timedelta(minutes=3)
CARDS_A_FILE = 100
REFUSED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch under way; ``actor`` is None when who asked may do so no longer."""

    county_id: int
    batch_id: UUID
    kind: BatchKind
    locale: str
    actor: Actor | None

    @property
    def where(self) -> dict[str, object]:
        return {"county_id": self.county_id, "batch_id": self.batch_id}


def work_on_batch(core: Core, *, county_id: int, batch_id: UUID) -> None:
    """Work until all couriers had their turn; at once done where another process works."""
    batch = _taken_up(core, county_id, batch_id)
    if batch is None:
        return
    step = _step_of(core, batch)
    while step():
        continue
    with core.begin() as work:
        work.run(sql.END, {**batch.where, "now": core.clock.now()})
        work.commit()


def look_after_batches(core: Core) -> int:
    """Forget what was printed a day ago, and go on with what a process left; how many it were."""
    now = core.clock.now()
    with core.begin() as work:
        work.run(sql.FORGET_FILES, {"before": now - FILES_KEPT})
        left = work.all(LeftRow, sql.LEFT, {"now": now})
        work.commit()
    for one in left:
        work_on_batch(core, county_id=one.county_id, batch_id=one.batch_id)
    return len(left)


def _taken_up(core: Core, county_id: int, batch_id: UUID) -> _Batch | None:
    now = core.clock.now()
    where = {"county_id": county_id, "batch_id": batch_id}
    with core.begin() as work:
        row = work.first(TakenRow, sql.TAKE_UP, {**where, "now": now, "until": now + TAKEN_FOR})
        if row is None:
            return None
        asked = {"county_id": county_id, "admin_id": row.asked_by}
        admin = work.first(NamedAdminRow, sql.ADMIN, asked)
        work.commit()
    actor = _actor(admin) if admin else None
    able = actor if actor and may(actor, Permission.KEEP_COURIERS) else None
    return _Batch(county_id, batch_id, BatchKind(row.kind), row.locale, able)


def _actor(row: NamedAdminRow) -> Actor:
    return Actor(ActorKind.ADMIN, row.county_id, row.admin_id, row.name, row.region_code, row.role)


def _step_of(core: Core, batch: _Batch) -> Callable[[], bool]:
    """What is done again and again, until it finds nothing to do."""
    actor = batch.actor
    if actor is None:
        return lambda: _refuse_rest(core, batch)
    if batch.kind is BatchKind.RENEW:
        return lambda: _renew_next(core, batch, actor)
    return lambda: _print_next(core, batch, actor)


def _refuse_rest(core: Core, batch: _Batch) -> bool:
    with core.begin() as work:
        waiting = _waiting(work, batch, REFUSED_AT_ONCE)
        _note(core, work, batch, [one.place for one in waiting], Outcome.NOT_ALLOWED)
        work.commit()
    return bool(waiting)


def _renew_next(core: Core, batch: _Batch, actor: Actor) -> bool:
    with core.begin_for(actor) as work:
        waiting = _waiting(work, batch, 1)
        if not waiting:
            return False
        outcome = Outcome.RENEWED
        try:
            renew_in(core, work, actor, waiting[0].courier_id)
        except CourierError as error:
            outcome = outcome_of(error.code)
        else:
            _note(core, work, batch, [waiting[0].place], outcome)
            work.commit()
    if outcome is not Outcome.RENEWED:  # the transaction of the try is gone with what it held
        with core.begin_for(actor) as work:
            _note(core, work, batch, [waiting[0].place], outcome)
            work.commit()
    return True


def _print_next(core: Core, batch: _Batch, actor: Actor) -> bool:
    with core.begin_for(actor) as work:
        waiting = _waiting(work, batch, CARDS_A_FILE)
        if not waiting:
            return False
        places = {one.courier_id: one.place for one in waiting}
        faces = faces_in(core, work, actor, list(places))
        pdf, undrawn = _drawn(core, faces, batch.locale)
        printed = faces.keys() - undrawn
        if pdf:
            facts = {**batch.where, "cards": len(printed), "pdf": pdf, "now": core.clock.now()}
            work.run(sql.ADD_FILE, facts)
        for outcome, couriers in (
            (Outcome.PRINTED, printed),
            (Outcome.FONT_MISSING, undrawn),
            (Outcome.CARD_MISSING, places.keys() - faces.keys()),
        ):
            _note(core, work, batch, [places[one] for one in couriers], outcome)
        work.commit()
    return True


def _drawn(core: Core, faces: dict[UUID, CardFace], locale: str) -> tuple[bytes | None, set[UUID]]:
    """The sheets, without those whose names no font here has."""
    try:
        return (core.pictures.card_sheets(list(faces.values()), locale) if faces else None), set()
    except OutsideFailed:
        undrawn = {one for one, face in faces.items() if not _can_be_drawn(core, face, locale)}
        rest = [face for one, face in faces.items() if one not in undrawn]
        return (core.pictures.card_sheets(rest, locale) if rest else None), undrawn


def _can_be_drawn(core: Core, face: CardFace, locale: str) -> bool:
    try:
        core.pictures.card(face, locale)
    except OutsideFailed:
        return False
    return True


def _waiting(work: Work, batch: _Batch, count: int) -> list[WaitingRow]:
    return work.all(WaitingRow, sql.NEXT, {**batch.where, "count": count})


def _note(core: Core, work: Work, batch: _Batch, places: list[int], outcome: Outcome) -> None:
    now = core.clock.now()
    facts = {**batch.where, "places": places, "outcome": outcome.value, "now": now}
    work.run(sql.DONE, facts)
    work.run(sql.GO_ON, {**batch.where, "until": now + TAKEN_FOR})
