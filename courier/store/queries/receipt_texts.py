"""Phones that a receipt was, or may be, texted."""

from __future__ import annotations

from collections.abc import Sequence

from courier.store.rows.outgoing import ToldPhoneRow
from courier.store.unit_of_work import Work


def told(work: Work, county_id: int, matters: Sequence[str]) -> list[ToldPhoneRow]:
    """The phones that were told of any of these matters, the first one first."""
    return work.all(
        ToldPhoneRow,
        """select about, phone, status from outgoing_messages
           where county_id = :county and about = any(:matters) order by created_at, message_id""",
        {"county": county_id, "matters": list(matters)},
    )


def phones_on_file(work: Work, county_id: int, receipt_no: int) -> list[bytes]:
    """Sealed numbers: the person's own, those of her household, that of the visit's contact."""
    rows = work.run(
        """with of_person as (
             select r.county_id, r.insuree_id, a.household_id, a.visit_id
             from receipts r join payment_attempts a using (county_id, attempt_id)
             where r.county_id = :county and r.receipt_no = :receipt)
           select phone from (
             select i.phone, 1 as nearness from of_person p
               join insurees i using (county_id, insuree_id)
             union all
             select i.phone, 2 from of_person p
               join memberships m on m.county_id = p.county_id
                 and m.household_id = p.household_id and m.left_on is null
               join insurees i on i.county_id = m.county_id and i.insuree_id = m.insuree_id
             union all
             select v.contact_phone, 3 from of_person p
               join visits v using (county_id, visit_id)) as found
           where phone is not null group by phone order by min(nearness), phone""",
        {"county": county_id, "receipt": receipt_no},
    )
    return [bytes(phone) for phone in rows.scalars()]
