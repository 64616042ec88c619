"""Who is told of what by a text: of a visit's steps, of money that came in, of a closed case."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from courier.domain.money import Money
from courier.domain.outgoing import TextKind, short_name
from courier.domain.regions import HOTLINE
from courier.domain.short_codes import grouped
from courier.domain.visits import VisitState
from courier.ports import FieldKind
from courier.services.core import Core
from courier.services.outgoing import write_text
from courier.store.queries import outgoing as queries
from courier.store.queries import regions as region_queries
from courier.store.rows.cases import CaseRow
from courier.store.rows.outgoing import ToldPayment, ToldVisit
from courier.store.unit_of_work import Work
from courier.texts import Locale, shown

LOOK_BACK = dt.timedelta(days=1)
MOST_A_ROUND = 500
WORTH_TELLING = dt.timedelta(hours=12)  # later, «on the way» would only confuse
OF_VISIT = {
    VisitState.ACCEPTED: TextKind.VISIT_ACCEPTED,
    VisitState.ON_THE_WAY: TextKind.VISIT_ON_THE_WAY,
    VisitState.ARRIVED: TextKind.VISIT_ARRIVED,
    VisitState.SIGNED_OFF: TextKind.VISIT_SIGNED_OFF,
    VisitState.NOT_DONE: TextKind.VISIT_NOT_DONE,
}
OVER = frozenset({TextKind.VISIT_SIGNED_OFF, TextKind.VISIT_NOT_DONE})  # the office answers then


def tell_of_visit(core: Core, *, county_id: int, visit_id: UUID, state: VisitState | str) -> None:
    """Text the visit's contact, and whoever asked from far away, about a step.

    Once a step, courier, phone and day, whoever repeats it.
    """
    kind = OF_VISIT.get(VisitState(state))
    if kind is None or not core.text_sender.reaches_phones:
        return
    with core.begin() as work:
        visit = queries.told_visit(work, county_id, visit_id)
        if visit is not None:
            _tell(core, work, county_id, visit, kind)
        work.commit()


def tell_of_new_courier(core: Core, work: Work, county_id: int, visit_id: UUID) -> None:
    """Text the same people who comes instead, within the transaction that hands it over."""
    if not core.text_sender.reaches_phones:
        return
    visit = queries.told_visit(work, county_id, visit_id)
    if visit is not None:
        _tell(core, work, county_id, visit, TextKind.VISIT_NEW_COURIER)


def tell_of_payments(core: Core) -> int:
    """Text the phones on file of every payment of the last day; once a payment and phone."""
    if not core.text_sender.reaches_phones:
        return 0
    with core.begin() as work:
        untold = queries.untold_payments(work, core.clock.now() - LOOK_BACK, MOST_A_ROUND)
        for payment in untold:
            _tell_of_payment(core, work, payment)
        work.commit()
    return len(untold)


def tell_of_case(core: Core, work: Work, case: CaseRow) -> None:
    """Text whoever left a number with a report that it is closed; the words are kept to the chat.

    Closed anew after it was taken up again, it is told again.
    """
    if case.phone is None or not core.text_sender.reaches_phones:
        return
    office = region_queries.office_of(work, case.region_code)
    write_text(
        core,
        work,
        county_id=case.county_id,
        phone=bytes(case.phone),
        kind=TextKind.CASE_CLOSED,
        about=f"case:{case.case_no}:{core.clock.now():%Y%m%d%H%M%S}",
        facts={
            "number": grouped(case.case_no),
            "phone": (office.phone if office else None) or HOTLINE,
        },
        locale=Locale(case.locale),
    )


def _tell(core: Core, work: Work, county_id: int, visit: ToldVisit, kind: TextKind) -> None:
    now = core.clock.now()
    is_once_a_day = kind is not TextKind.VISIT_NEW_COURIER  # who may change again on the same day
    stamp = "%Y%m%d" if is_once_a_day else "%Y%m%d%H%M%S"
    phone = visit.courier_phone if kind not in OVER else None
    office = visit.office_phone or HOTLINE
    for told in {visit.contact_phone, visit.asker_phone} - {None}:
        write_text(
            core,
            work,
            county_id=county_id,
            phone=bytes(told or b""),
            kind=kind,
            about=f"visit:{visit.visit_no}:{kind}:{now:{stamp}}:{visit.courier_id}",
            facts={
                "number": grouped(visit.visit_no),
                "courier": short_name(visit.courier_name or ""),
                "phone": core.sealer.open(FieldKind.PHONE, bytes(phone)) if phone else office,
            },
            expires_at=now + WORTH_TELLING,
        )


def _tell_of_payment(core: Core, work: Work, payment: ToldPayment) -> None:
    write_text(
        core,
        work,
        county_id=payment.county_id,
        phone=bytes(payment.phone),
        kind=TextKind.PAYMENT_ARRIVED,
        about=f"payment:{payment.attempt_id}",
        facts={
            "people": str(payment.people),
            "year": str(payment.coverage_year),
            "amount": shown(Money(payment.fen), Locale.ZH_HANS),
            "phone": payment.office_phone or HOTLINE,
        },
    )
