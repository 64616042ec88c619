"""SQL of the signed status lists: places, versions and the lists that are kept."""

from __future__ import annotations

TAKE_PLACE = """
insert into status_places as s (county_id, next_place) values (:county_id, 1)
on conflict (county_id) do update set next_place = s.next_place + 1
returning next_place - 1
"""

PLACE_OF_PHONE = """
select place from live_card_places
where county_id = :county_id and card_id = :card_id and device_id = :device_id
"""

# Two syncs of one phone at once get the same place.
GIVE_PLACE_TO_PHONE = """
insert into live_card_places (county_id, place, card_id, device_id)
values (:county_id, :place, :card_id, :device_id)
on conflict (county_id, card_id, device_id) do nothing
"""

# The newest list, if it still tells what is so; its bytes only if they are not at hand already.
KEPT = """
select l.etag, case when l.etag <> all(cast(:known as text[])) then l.signed end as signed
from status_lists l
  join issuer_keys k on k.kid = l.kid and k.retired_at is null
  left join status_versions v using (county_id)
where l.county_id = :county_id and l.version = coalesce(v.version, 0)
  and l.made_at > :fresh and l.made_at <= :latest
"""

HOLD = "select pg_advisory_xact_lock(1021, :county_id)"

STATE = """
select c.name is not null as is_county,
  coalesce((select version from status_versions where county_id = :county_id), 0) as version,
  (select made_at from status_lists where county_id = :county_id) as made_at
from (select) as one left join regions c on c.county_id = :county_id and c.level = 'county'
"""

PLACES = """
with told as (
  select k.status_index as place, k.revoked_at is not null and k.renewed_at is null as is_revoked,
    c.status
  from cards k join couriers c using (county_id, courier_id)
  where k.county_id = :county_id
  union all
  select p.place,
    (k.revoked_at is not null and k.renewed_at is null) or d.revoked_at is not null, c.status
  from live_card_places p
    join cards k using (county_id, card_id)
    join courier_devices d using (county_id, device_id)
    join couriers c on c.county_id = k.county_id and c.courier_id = k.courier_id
  where p.county_id = :county_id
), judged as (
  select place, case when is_revoked then 'revoked' else status end as status from told
)
select
  array_agg(place) filter (where status not in ('revoked', 'suspended')) as in_order,
  array_agg(place) filter (where status = 'revoked') as revoked,
  array_agg(place) filter (where status = 'suspended') as suspended
from judged
"""

KEEP = """
insert into status_lists (county_id, version, made_at, kid, etag, signed)
values (:county_id, :version, :made_at, :kid, :etag, :signed)
on conflict (county_id) do update set version = excluded.version, made_at = excluded.made_at,
  kid = excluded.kid, etag = excluded.etag, signed = excluded.signed
"""
