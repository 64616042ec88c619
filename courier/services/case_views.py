"""Cases as the console shows them: within the admin's own area and nothing outside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain import short_codes
from courier.domain.cases import CaseKind, CaseStatus, CaseStep, steps_from
from courier.domain.errors import NotFound
from courier.domain.permissions import Permission
from courier.ports import FieldKind
from courier.services.areas import area_of, may, require
from courier.services.cases import CardShown
from courier.services.core import Actor, Core
from courier.store.queries import cases as queries
from courier.store.rows.cases import CaseRow, CaseStepRow

PAGE = 30


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list."""

    case_id: UUID
    number: str
    kind: CaseKind
    status: CaseStatus
    place: str
    what: str
    reported_at: dt.datetime
    changed_at: dt.datetime
    taken_by_name: str | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """Cases, newest first; ``next_before`` leads to older ones."""

    lines: tuple[CaseLine, ...]
    next_before: UUID | None


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of a case's history; nobody's name where the reporter acted."""

    step: CaseStep
    at: dt.datetime
    by_name: str | None
    words: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """All about a case; ``steps`` are those this admin may take now.

    ``story`` has the names that are masked in ``line.what``; who only reads does not see it.
    """

    line: CaseLine
    story: str
    where: str
    happened: str
    contact: str
    phone: str
    can_be_told: bool
    card: CardShown | None
    history: tuple[StepView, ...]
    steps: frozenset[CaseStep]


def list_cases(
    core: Core, *, actor: Actor, is_closed: bool = False, before: UUID | None = None
) -> CasePage:
    """Open or closed cases of the area. Raises NotAllowed."""
    require(actor, Permission.SEE_CASES)
    with core.begin_for(actor) as work:
        rows = queries.listed(
            work, area_of(actor), is_closed=is_closed, before=before, most=PAGE + 1
        )
    lines = tuple(_line(row, actor) for row in rows[:PAGE])
    return CasePage(lines, lines[-1].case_id if len(rows) > PAGE else None)


def case_view(core: Core, *, actor: Actor, case_id: UUID) -> CaseView:
    """One case of the area; that it was opened is kept. Raises NotAllowed, NotFound."""
    require(actor, Permission.SEE_CASES)
    with core.begin_for(actor) as work:
        row = queries.case_of_area(work, area_of(actor), case_id)
        if row is None:
            raise NotFound("case_not_found")
        steps = queries.steps(work, row.county_id, case_id)
        work.record(
            county_id=row.county_id,
            actor=actor.trail,
            action="case_viewed",
            subject=f"case:{row.case_no}",
        )
        work.commit()
    reads_only = not may(actor, Permission.WORK_ON_CASES)
    return CaseView(
        line=_line(row, actor),
        story="" if reads_only else _opened(core, FieldKind.STORY, row.story),
        where=row.place,
        happened=row.happened,
        contact="" if reads_only else _opened(core, FieldKind.CONTACT, row.contact),
        phone="" if reads_only else _opened(core, FieldKind.PHONE, row.phone),
        can_be_told=row.conversation_id is not None,
        card=_card(row),
        history=tuple(map(_step, steps)),
        steps=frozenset() if reads_only else _steps(row, actor),
    )


def _steps(row: CaseRow, actor: Actor) -> frozenset[CaseStep]:
    steps = steps_from(CaseStatus(row.status))
    if row.kind == CaseKind.PERSON_ADDED:  # decided on a page of its own, once
        steps -= {CaseStep.CLOSED, CaseStep.REOPENED}
    is_mine = row.taken_by == actor.person_id
    return steps - ({CaseStep.TAKEN} if is_mine else {CaseStep.CLOSED})


def _line(row: CaseRow, actor: Actor) -> CaseLine:
    above = row.above_name if row.level == "village" else ""
    return CaseLine(
        case_id=row.case_id,
        number=short_codes.grouped(row.case_no),
        kind=CaseKind(row.kind),
        status=CaseStatus(row.status),
        place=f"{above} {row.region_name}".strip(),
        what=row.what,
        reported_at=row.reported_at,
        changed_at=row.changed_at,
        taken_by_name=row.taken_by_name,
        is_mine=row.taken_by == actor.person_id,
    )


def _step(row: CaseStepRow) -> StepView:
    return StepView(CaseStep(row.step), row.at, row.admin_name, row.words)


def _card(row: CaseRow) -> CardShown | None:
    if row.card_reason is None:
        return None
    number = short_codes.grouped(row.card_no) if row.card_no else ""
    return CardShown(number, row.card_reason, row.card_courier_id)


def _opened(core: Core, kind: FieldKind, sealed: bytes | None) -> str:
    return core.sealer.open(kind, bytes(sealed)) if sealed else ""
