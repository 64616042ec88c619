"""The SQL of receipts."""

from __future__ import annotations

from uuid import UUID

from courier.store.rows.receipts import ReceiptRow
from courier.store.unit_of_work import Work

_RECEIPT = """
  select r.*, i.name, i.id_masked, v.name as village_name, t.name as township_name,
    t.phone as office_phone, c.name as courier_name, c.courier_no, x.reason as void_reason
  from receipts r
  join insurees i using (county_id, insuree_id)
  join regions v on v.region_code = r.village_code
  join regions t on t.region_code = v.parent_code
  left join couriers c on c.county_id = r.county_id and c.courier_id = r.courier_id
  left join receipt_voids x on x.county_id = r.county_id and x.receipt_no = r.receipt_no
"""


def by_number(work: Work, county_id: int, receipt_no: int) -> ReceiptRow | None:
    """One receipt."""
    return work.first(
        ReceiptRow,
        _RECEIPT + " where r.county_id = :county_id and r.receipt_no = :receipt_no",
        {"county_id": county_id, "receipt_no": receipt_no},
    )


def of_attempt(work: Work, county_id: int, attempt_id: UUID, courier_id: UUID) -> list[ReceiptRow]:
    """All receipts of one payment of this courier."""
    return work.all(
        ReceiptRow,
        _RECEIPT
        + """ where r.county_id = :county_id and r.attempt_id = :attempt_id
              and r.courier_id = :courier_id order by i.name_sort, r.receipt_no""",
        {"county_id": county_id, "attempt_id": attempt_id, "courier_id": courier_id},
    )


def payments_of_visit(work: Work, county_id: int, visit_id: UUID, courier_id: UUID) -> list[UUID]:
    """The payments with receipts that this courier took on a visit, the oldest first."""
    rows = work.run(
        """select a.attempt_id from payment_attempts a
           where a.county_id = :county_id and a.visit_id = :visit_id and a.courier_id = :courier_id
             and exists (select from receipts r
               where r.county_id = a.county_id and r.attempt_id = a.attempt_id)
           order by a.created_at, a.attempt_id""",
        {"county_id": county_id, "visit_id": visit_id, "courier_id": courier_id},
    )
    return list(rows.scalars())
