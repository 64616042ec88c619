"""SQL of the receipt books in an admin's area. Leaf numbers follow from the book's number."""

from __future__ import annotations

from courier.domain.receipts import FIRST_BOOK_NUMBER, LEAVES
from courier.store.queries.phone_leaves import SPENT

LIST = f"""
select b.book_no, b.courier_id, c.name as courier_name, c.courier_no, b.leaves,
  (select count(*) from receipts r where r.county_id = b.county_id
    and r.receipt_no between n.first and n.first + {LEAVES - 1}
    and not exists (select from receipt_voids v where v.county_id = r.county_id
      and v.receipt_no = r.receipt_no)) as used,
  (select count(*) from receipt_voids v where v.county_id = b.county_id
    and v.receipt_no between n.first and n.first + {LEAVES - 1}) as void,
  (select count(*) from phone_leaves l where l.county_id = b.county_id
    and l.receipt_no between n.first and n.first + {LEAVES - 1} and not {SPENT}) as aside,
  (select count(*) from phone_leaves l join courier_devices d using (county_id, device_id)
    where l.county_id = b.county_id and d.revoked_at is not null
    and l.receipt_no between n.first and n.first + {LEAVES - 1} and not {SPENT}) as lost,
  b.issued_at, a.name as issued_by_name, b.returned_at
from receipt_books b
  join couriers c on c.county_id = b.county_id and c.courier_id = b.courier_id
  join admins a on a.county_id = b.county_id and a.admin_id = b.issued_by
  cross join lateral (select {FIRST_BOOK_NUMBER} + b.book_no::bigint * {LEAVES} as first) n
where b.county_id = :county_id and c.township_code like :area
order by b.returned_at is not null, b.book_no desc limit 200
"""

IS_THERE = """
select exists (select from receipt_books b join couriers c using (county_id, courier_id)
  where b.county_id = :county_id and b.book_no = :book_no and c.township_code like :area)
"""

RETURN = """
update receipt_books b set returned_at = :now from couriers c
where b.county_id = :county_id and b.book_no = :book_no and b.returned_at is null
  and c.county_id = b.county_id and c.courier_id = b.courier_id and c.township_code like :area
"""
