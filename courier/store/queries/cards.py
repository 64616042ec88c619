"""SQL of cards, the keys that sign them and the count of their checks."""

from __future__ import annotations

HOLDER = """
select c.courier_no, c.name, c.photo is not null as has_photo, c.township_code,
  array(select village_code from courier_villages v where v.county_id = c.county_id
    and v.courier_id = c.courier_id order by village_code) as village_codes
from couriers c where c.county_id = :county_id and c.courier_id = :courier_id
"""

SIGNING_KEY = """
select kid, private_sealed from issuer_keys where retired_at is null order by created_at limit 1
"""

HOLD_KEYS = "select pg_advisory_xact_lock(hashtext('issuer_keys'))"

ADD_KEY = """
insert into issuer_keys (kid, public_pem, private_sealed, created_at)
values (:kid, :public_pem, :private_sealed, :now)
"""

PUBLIC_KEYS = "select kid, public_pem from issuer_keys"

NEXT_STATUS_INDEX = "select nextval('card_status_indexes')"

REVOKE_CARDS_OF = """
update cards set revoked_at = :now
where county_id = :county_id and courier_id = :courier_id and revoked_at is null
returning card_no
"""

ADD_CARD = """
insert into cards (county_id, card_id, card_no, courier_id, kid, status_index, credential,
  issued_at, expires_at, issued_by)
values (:county_id, :card_id, :card_no, :courier_id, :kid, :status_index, :credential,
  :issued_at, :expires_at, :issued_by)
"""

_CARDS = """
select k.card_id, k.card_no, k.credential, k.issued_at, k.expires_at, k.revoked_at, c.courier_id,
  c.courier_no, c.name, c.photo, c.status,
  array(select r.name from courier_villages v join regions r on r.region_code = v.village_code
    where v.county_id = c.county_id and v.courier_id = c.courier_id
    order by r.name_sort) as villages,
  t.name as township_name, u.name as county_name, coalesce(t.phone, u.phone) as phone
from cards k
  join couriers c using (county_id, courier_id)
  join regions t on t.region_code = c.township_code
  join regions u on u.region_code = t.parent_code
"""

BY_NUMBER = _CARDS + " where k.county_id = :county_id and k.card_no = :card_no"

LIVE_OF_COURIER = (
    _CARDS
    + """ where k.county_id = :county_id and k.courier_id = :courier_id and k.revoked_at is null
  and c.township_code like :area"""
)

COUNT_CHECK = """
insert into card_checks (county_id, card_id, day, verdict, checks)
values (:county_id, :card_id, :day, :verdict, 1)
on conflict (county_id, card_id, day, verdict) do update set checks = card_checks.checks + 1
"""
