"""SQL of the keys that sign cards and lists."""

from __future__ import annotations

SIGNING = "select kid, private_sealed from issuer_keys where retired_at is null"

HOLD = "select pg_advisory_xact_lock(hashtext('issuer_keys'))"

ADD = """
insert into issuer_keys (kid, public_pem, private_sealed, created_at)
values (:kid, :public_pem, :private_sealed, :now)
"""

ALL = """
select kid, public_pem, created_at, retired_at, revoked_at from issuer_keys order by created_at, kid
"""

RETIRE = "update issuer_keys set retired_at = :now where retired_at is null returning kid"

REVOKE = """
update issuer_keys set revoked_at = :now, revoked_reason = :reason,
  retired_at = coalesce(retired_at, :now)
where kid = :kid and revoked_at is null
"""

# Cards that a revoked key signed; whoever has them needs a new one.
TO_RENEW = """
select c.courier_id, c.courier_no, c.name, k.card_no, t.name as township_name
from cards k
  join issuer_keys i on i.kid = k.kid and i.revoked_at is not null
  join couriers c using (county_id, courier_id)
  join regions t on t.region_code = c.township_code
where k.county_id = :county_id and k.revoked_at is null and k.expires_at > :now
  and c.status <> 'revoked' and c.township_code like :area
order by t.name_sort, c.courier_no
"""
