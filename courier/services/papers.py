"""Pictures of candidates' papers: sealed at rest, each look on the trail, erased in time."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from uuid import UUID

from courier.domain.applications import PAPERS_KEPT, PaperKind
from courier.domain.courier_states import CourierEvent
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.ports import FieldKind
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.courier_history import note_by_machine, whose
from courier.store.queries import applications as sql
from courier.store.rows.applications import ErasedRow
from courier.store.unit_of_work import Work


def keep_paper(
    core: Core, work: Work, where: Mapping[str, object], kind: PaperKind, picture: bytes
) -> None:
    """Seal a cleaned picture within another use-case's transaction; a newer one replaces it."""
    sealed = core.sealer.seal(FieldKind.PAPER, base64.b64encode(picture).decode("ascii"))
    facts = {"kind": kind.value, "sealed": sealed, "now": core.clock.now()}
    work.run(sql.KEEP_PAPER, {**where, **facts})


def look_at_paper(core: Core, *, actor: Actor, courier_id: UUID, kind: PaperKind) -> bytes:
    """The picture, JPEG, for an admin of the area who may act; that she looked is on the trail.

    Raises NotAllowed ``auditor_reads_only``, NotFound ``paper_missing``.
    """
    require(actor, Permission.KEEP_COURIERS)
    facts = {**area_of(actor), **whose(actor, courier_id), "kind": kind.value}
    with core.begin_for(actor) as work:
        sealed = work.scalar(sql.PAPER, facts)
        if sealed is None:
            raise NotFound("paper_missing")
        work.record(
            county_id=actor.county_id,
            actor=actor.trail,
            action="courier_paper_seen",
            subject=f"courier:{courier_id}",
            facts={"paper": kind.value},
        )
        work.commit()
    return base64.b64decode(core.sealer.open(FieldKind.PAPER, bytes(sealed)))


def erase_old_papers(core: Core) -> int:
    """Erase the papers of applications decided thirty days ago; of how many couriers."""
    now = core.clock.now()
    with core.begin() as work:
        erased = work.all(ErasedRow, sql.ERASE_PAPERS, {"before": now - PAPERS_KEPT})
        couriers = {(one.county_id, one.courier_id) for one in erased}
        for county_id, courier_id in sorted(couriers):
            note_by_machine(work, county_id, courier_id, CourierEvent.PAPERS_ERASED, now)
        work.commit()
    return len(couriers)
