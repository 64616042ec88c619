"""Cases as their reporter sees them: reported, and followed by their number."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from courier.domain import short_codes
from courier.domain.cases import CaseKind, CaseStatus, CaseStep, clean_report
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.ports import FieldKind
from courier.services.core import Core
from courier.store.queries import cases as queries
from courier.store.rows.cases import NewCaseRow
from courier.store.unit_of_work import Work
from courier.texts import Locale

NUMBER_TRIES = 5
MOST_A_DAY = 5  # of one conversation
VILLAGER = ("villager", "")


@dataclass(frozen=True, slots=True)
class CardShown:
    """The card that somebody was shown, and what its check came to.

    ``number`` is empty where nothing could be read; ``courier_id`` None where we know no such card.
    """

    number: str
    reason: str
    courier_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports; ``contact`` and ``phone`` may stay empty.

    ``story`` is ``what`` with the names in it; it is sealed.

    ``region_code`` is the most exact place that is known: a village, a township, the county.
    """

    county_id: int
    kind: CaseKind
    region_code: str
    locale: Locale
    what: str
    story: str = ""
    place: str = ""
    happened: str = ""
    contact: str = ""
    phone: str = ""
    conversation_id: UUID | None = None
    card: CardShown | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseTrack:
    """A case as its reporter follows it; ``answer`` are the office's closing words."""

    case_no: str
    kind: CaseKind
    status: CaseStatus
    reported_at: dt.datetime
    changed_at: dt.datetime
    answer: str


def report_case(core: Core, report: Report) -> str:
    """Write a case down and give its number.

    Raises BadInput ``report_empty``, Refused ``case_too_many`` (most a day and conversation).
    """
    with core.begin() as work:
        if report.conversation_id is not None:
            day = core.clock.now() - dt.timedelta(days=1)
            made = queries.recent_of_conversation(work, report.conversation_id, day)
            if made >= MOST_A_DAY:
                raise Refused("case_too_many", most=MOST_A_DAY)
        number = report_in(core, work, report)
        work.commit()
    return number


def report_in(core: Core, work: Work, report: Report, reporter: tuple[str, str] = VILLAGER) -> str:
    """The same within a transaction, by whoever is named. Raises BadInput ``report_empty``."""
    number = _write_down(work, _new_row(core, report), core.clock.now())
    work.record(
        county_id=report.county_id,
        actor=reporter,
        action="case_reported",
        subject=f"case:{number}",
        facts={"kind": report.kind.value},
    )
    return number


def follow_case(core: Core, *, case_no: str) -> CaseTrack:
    """A case for whoever has its number: where it stands, never what was reported.

    Raises BadInput ``case_number_unreadable``, NotFound ``case_not_found``.
    """
    county_id, number = short_codes.read_case_number(case_no)
    with core.begin() as work:
        row = queries.case_numbered(work, county_id, number)
        if row is None:
            raise NotFound("case_not_found")
        steps = queries.steps(work, county_id, row.case_id)
    status = CaseStatus(row.status)
    closing = [step.words for step in steps if step.step == CaseStep.CLOSED]
    return CaseTrack(
        case_no=row.case_no,
        kind=CaseKind(row.kind),
        status=status,
        reported_at=row.reported_at,
        changed_at=row.changed_at,
        answer=closing[-1] if status is CaseStatus.CLOSED and closing else "",
    )


def _new_row(core: Core, report: Report) -> NewCaseRow:
    what = clean_report(report.what)
    if not what:
        raise BadInput("report_empty")
    seal = core.sealer.seal
    return NewCaseRow(
        county_id=report.county_id,
        kind=report.kind.value,
        region_code=report.region_code,
        conversation_id=report.conversation_id,
        locale=report.locale.value,
        what=what,
        story=seal(FieldKind.STORY, report.story) if report.story else None,
        place=clean_report(report.place),
        happened=clean_report(report.happened),
        contact=seal(FieldKind.CONTACT, report.contact) if report.contact else None,
        phone=seal(FieldKind.PHONE, report.phone) if report.phone else None,
        card_no=(report.card.number or None) if report.card else None,
        card_reason=report.card.reason if report.card else None,
        card_courier_id=report.card.courier_id if report.card else None,
        visit_id=report.visit_id,
    )


def _write_down(work: Work, row: NewCaseRow, now: dt.datetime) -> str:
    for _ in range(NUMBER_TRIES):
        number = short_codes.new_case_number(row.county_id)
        case_id = queries.insert_case(work, row, number, now)
        if case_id is not None:
            queries.add_step(work, row.county_id, case_id, step=CaseStep.REPORTED, now=now)
            return number
    raise Conflict("case_no_number")
