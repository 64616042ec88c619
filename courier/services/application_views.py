"""What the console shows of an application: what is there, and what is still missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain.applications import IdentityPaper, PaperKind
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.domain.renewals import is_trained
from courier.services.areas import area_of, require
from courier.services.core import Actor, Core
from courier.services.courier_history import whose
from courier.services.quizzes import passed_at_in
from courier.store.queries import applications as sql
from courier.store.queries import couriers
from courier.store.rows.applications import IdentityCheckRow, LinkRow, PaperRow


@dataclass(frozen=True, slots=True)
class PaperView:
    """That a picture of a paper is there; looking at it is a step of its own."""

    kind: PaperKind
    given_at: dt.datetime


@dataclass(frozen=True, slots=True)
class IdentityCheckView:
    """Who saw which original, and when."""

    paper: IdentityPaper
    at: dt.datetime
    by_name: str
    by_me: bool


@dataclass(frozen=True, slots=True)
class ApplicationDetail:
    """An application as the office sees it; ``link_until`` of a link that nobody has opened."""

    link_until: dt.datetime | None
    opened_at: dt.datetime | None
    papers: tuple[PaperView, ...]
    quiz_passed_at: dt.datetime | None
    is_trained: bool
    checks: tuple[IdentityCheckView, ...]

    @property
    def may_be_approved(self) -> bool:
        """Whether she is trained, and somebody else than this admin has seen her paper."""
        return self.is_trained and any(not check.by_me for check in self.checks)


def application_detail(core: Core, *, actor: Actor, courier_id: UUID) -> ApplicationDetail:
    """One application. Raises NotFound ``courier_unknown`` for one outside the area too."""
    require(actor, Permission.SEE_COURIERS)
    where = whose(actor, courier_id)
    with core.begin_for(actor) as work:
        if work.scalar(couriers.IS_IN_AREA, {**area_of(actor), **where}) is None:
            raise NotFound("courier_unknown")
        link = work.first(LinkRow, sql.LINK, where)
        papers = work.all(PaperRow, sql.PAPERS, where)
        checks = work.all(IdentityCheckRow, sql.IDENTITY_CHECKS, where)
        passed_at = passed_at_in(core, work, actor.county_id, courier_id)
    return ApplicationDetail(
        link_until=link.expires_at if link and link.opened_at is None else None,
        opened_at=link.opened_at if link else None,
        papers=tuple(PaperView(PaperKind(row.kind), row.given_at) for row in papers),
        quiz_passed_at=passed_at,
        is_trained=is_trained(passed_at, core.clock.now()),
        checks=tuple(
            IdentityCheckView(
                IdentityPaper(row.paper), row.at, row.by_name, row.by_admin == actor.person_id
            )
            for row in checks
        ),
    )
