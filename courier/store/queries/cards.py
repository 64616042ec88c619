"""SQL of cards and of the phones that show them."""

from __future__ import annotations

HOLDER = """
select c.courier_no, c.name, c.photo is not null as has_photo, c.township_code,
  array(select village_code from courier_villages v where v.county_id = c.county_id
    and v.courier_id = c.courier_id order by village_code) as village_codes
from couriers c where c.county_id = :county_id and c.courier_id = :courier_id
"""

REVOKE_CARDS_OF = """
update cards set revoked_at = coalesce(revoked_at, :now), renewed_at = null
where county_id = :county_id and courier_id = :courier_id
  and (revoked_at is null or renewed_at is not null)
"""

FOLLOW_CARD_OF = """
update cards set revoked_at = :now, renewed_at = :now
where county_id = :county_id and courier_id = :courier_id and revoked_at is null
"""

ADD_CARD = """
insert into cards (county_id, card_id, card_no, courier_id, kid, status_index, credential,
  issued_at, expires_at, issued_by)
values (:county_id, :card_id, :card_no, :courier_id, :kid, :status_index, :credential,
  :issued_at, :expires_at, :issued_by)
"""

LAST_EXPIRY = """
select max(expires_at) from cards where county_id = :county_id and courier_id = :courier_id
"""

LIVE_EXPIRY = """
select expires_at from cards
where county_id = :county_id and courier_id = :courier_id and revoked_at is null
"""

NOTE_EXPIRED = """
update cards k set expiry_noted_at = :now
where (k.county_id, k.card_id) in (select county_id, card_id from cards
    where revoked_at is null and expiry_noted_at is null and expires_at <= :now
    order by expires_at limit :most for update skip locked)
returning k.county_id, k.courier_id
"""

_CARDS = """
select k.card_id, k.card_no, k.credential, k.issued_at, k.expires_at,
  k.revoked_at is not null and k.renewed_at is null as is_revoked, c.courier_id,
  c.courier_no, c.name, c.photo, c.status,
  array(select r.name from courier_villages v join regions r on r.region_code = v.village_code
    where v.county_id = c.county_id and v.courier_id = c.courier_id
    order by r.name_sort) as villages,
  t.name as township_name, u.name as county_name, coalesce(t.phone, u.phone) as phone,
  (select d.holder_key from courier_devices d where d.county_id = c.county_id
    and d.courier_id = c.courier_id and d.revoked_at is null and d.holder_key is not null
    order by d.registered_at desc limit 1) as holder_key
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

LIVE_OF_COURIERS = (
    _CARDS
    + """ where k.county_id = :county_id and k.courier_id = any (:courier_ids)
  and k.revoked_at is null and c.photo is not null and c.township_code like :area"""
)

PHONE = """
select d.device_id, d.holder_key from courier_devices d
where d.county_id = :county_id and d.courier_id = :courier_id and d.token_hash = :token_hash
  and d.revoked_at is null
"""

KEEP_HOLDER_KEY = """
update courier_devices set holder_key = :holder_key,
  holder_key_at = coalesce(holder_key_at, :now)
where county_id = :county_id and device_id = :device_id
"""

# Whose mark the first look at a live code bore; the row stays as it was for the next look.
FIRST_LOOK = """
insert into live_codes_seen as s (county_id, digest, looked_by, seen_at)
values (:county_id, :digest, :looked_by, :now)
on conflict (county_id, digest) do update set seen_at = s.seen_at
returning looked_by
"""

FORGET_LOOKS = "delete from live_codes_seen where seen_at < :before"

# The card to ask for when somebody tells a courier's number: the live one, else the last one.
NUMBERS_OF_COURIER_NO = """
select distinct on (c.county_id) k.card_no
from couriers c join cards k using (county_id, courier_id)
where c.courier_no = :courier_no
  and (cast(:county_id as integer) is null or c.county_id = :county_id)
order by c.county_id, k.revoked_at is null desc, k.issued_at desc
"""
