"""Many cards renewed or printed at once: asked for here, done by a job, looked at as it goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from courier.domain.card_batches import DONE, MOST, BatchKind, Outcome
from courier.domain.errors import BadInput, NotFound
from courier.domain.permissions import Permission
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.courier_lists import CourierFilter, facts_of
from courier.store.queries import card_batches as sql
from courier.store.queries import courier_lists
from courier.store.rows.card_batches import BatchRow, FileRow, NotDoneRow, OutcomeRow
from courier.store.unit_of_work import Work

TASK = "work_on_card_batch"
FILES_KEPT = dt.timedelta(hours=24)
NEWEST = 20
NOT_DONE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What is to be done; the same ``batch_id`` again asks for nothing more."""

    batch_id: UUID
    kind: BatchKind
    locale: str


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One line of the list of batches."""

    batch_id: UUID
    kind: BatchKind
    asked_at: dt.datetime
    asked_by_name: str
    couriers: int
    has_ended: bool


@dataclass(frozen=True, slots=True)
class NotDone:
    """A courier whose card was not renewed or printed, and why."""

    courier_id: UUID
    courier_no: str
    name: str
    why: Outcome


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as it goes; ``files`` are there for a day, ``not_done`` the first two hundred."""

    summary: BatchSummary
    outcomes: Mapping[Outcome, int]
    not_done: tuple[NotDone, ...]
    files: tuple[FileRow, ...]

    @property
    def done(self) -> int:
        """How many couriers have had their turn."""
        return sum(self.outcomes.values())


def ask_for_batch(core: Core, *, actor: Actor, order: BatchOrder, wanted: CourierFilter) -> int:
    """Have the cards of these couriers renewed or printed; how many it are.

    Raises NotAllowed; BadInput ``batch_empty`` or ``batch_too_large`` (with ``most``).
    """
    require(actor, Permission.KEEP_COURIERS)
    most = MOST[order.kind]
    facts = {**facts_of(core, actor, replace(wanted, at_work=True)), "count": most + 1}
    with core.begin_for(actor) as work:
        ids = list(work.run(courier_lists.ids(facts.keys()), facts).scalars())
        if not ids:
            raise BadInput("batch_empty")
        if len(ids) > most:
            raise BadInput("batch_too_large", most=most)
        _add(core, work, actor, order, ids)
        work.commit()
    return len(ids)


def newest_batches(core: Core, *, actor: Actor) -> tuple[BatchSummary, ...]:
    """The newest of the actor's area. Raises NotAllowed."""
    require(actor, Permission.SEE_COURIERS)
    with core.begin_for(actor) as work:
        rows = work.all(BatchRow, sql.NEWEST, {**area_of(actor), "count": NEWEST})
    return tuple(_summary(row) for row in rows)


def batch_view(core: Core, *, actor: Actor, batch_id: UUID) -> BatchView:
    """One batch. Raises NotAllowed, NotFound ``batch_unknown`` outside the area too."""
    require(actor, Permission.SEE_COURIERS)
    where = {**area_of(actor), "batch_id": batch_id}
    with core.begin_for(actor) as work:
        row = work.first(BatchRow, sql.ONE, where)
        if row is None:
            raise NotFound("batch_unknown")
        outcomes = work.all(OutcomeRow, sql.OUTCOMES, where)
        shown = {**where, "done": list(DONE), "count": NOT_DONE_SHOWN}
        not_done = work.all(NotDoneRow, sql.NOT_DONE, shown)
        files = work.all(FileRow, sql.FILES, where)
    return BatchView(
        _summary(row),
        {Outcome(one.outcome): one.couriers for one in outcomes},
        tuple(NotDone(o.courier_id, o.courier_no, o.name, Outcome(o.outcome)) for o in not_done),
        tuple(files),
    )


def batch_file(core: Core, *, actor: Actor, batch_id: UUID, part: int) -> bytes:
    """A PDF of what was printed within the last day.

    Raises NotAllowed, NotFound ``batch_file_gone`` outside the area too.
    """
    require(actor, Permission.KEEP_COURIERS)
    since = core.clock.now() - FILES_KEPT
    where = {**area_of(actor), "batch_id": batch_id, "part": part, "since": since}
    with core.begin_for(actor) as work:
        pdf = work.scalar(sql.FILE, where)
        if pdf is None:
            raise NotFound("batch_file_gone")
        _record(work, actor, "card_sheets_fetched", batch_id, {"part": part})
        work.commit()
    return bytes(pdf)


def _add(core: Core, work: Work, actor: Actor, order: BatchOrder, ids: list[UUID]) -> None:
    where = {"county_id": actor.county_id, "batch_id": order.batch_id}
    facts = {
        **where,
        "kind": order.kind.value,
        "region_code": actor.region_code,
        "asked_by": actor.person_id,
        "now": core.clock.now(),
        "locale": order.locale,
        "couriers": len(ids),
    }
    if work.scalar(sql.ADD, facts) is None:
        return
    work.run(sql.ADD_COURIERS, {**where, "courier_ids": ids})
    work.defer(TASK, where)
    action = f"cards_{order.kind.value}_asked"
    _record(work, actor, action, order.batch_id, {"couriers": len(ids)})


def _record(
    work: Work, actor: Actor, action: str, batch_id: UUID, facts: Mapping[str, object]
) -> None:
    work.record(
        county_id=actor.county_id,
        actor=actor.trail,
        action=action,
        subject=f"card_batch:{batch_id}",
        facts=facts,
    )


def _summary(row: BatchRow) -> BatchSummary:
    return BatchSummary(
        row.batch_id,
        BatchKind(row.kind),
        row.asked_at,
        row.asked_by_name,
        row.couriers,
        row.ended_at is not None,
    )
