"""Couriers by the thousand, made by sets of SQL: for lists and for what measures them.

They are invented; their cards bear no signature, since lists look at none.
"""

from __future__ import annotations

from courier.ports import FieldKind
from courier.services.core import Core
from tests.factories.county import COUNTY_ID, County

# Every state and every stage of a card in fixed shares, so that each filter finds some.
_COURIERS = """
insert into couriers (county_id, courier_id, courier_no, name, phone, photo, township_code, status,
  created_by, approved_by, created_at)
select :c, uuidv7(), nextval('courier_numbers')::text,
  substr('王李张刘陈杨赵黄周吴', 1 + n % 10, 1)
    || substr('秀英桂兰玉建国志明华', 1 + n / 10 % 10, 1)
    || substr('芳军丽强梅平红霞勇燕', 1 + n / 100 % 10, 1),
  :phone, null, t.region_code,
  (array['active', 'active', 'active', 'active', 'active', 'active', 'approved', 'applied',
    'suspended', 'revoked'])[1 + n % 10],
  :clerk, case when n % 10 <> 7 then cast(:chief as uuid) end, :now
from generate_series(1, :count) n
  join (select region_code, row_number() over (order by region_code) - 1 as place,
      count(*) over () as places
    from regions where county_id = :c and level = 'township') t on t.place = n % t.places
"""
_VILLAGES = """
insert into courier_villages (county_id, courier_id, village_code)
select county_id, courier_id, v.region_code
from couriers c cross join lateral (select region_code from regions r
  where r.parent_code = c.township_code order by md5(c.courier_no || r.region_code) limit 2) v
where c.county_id = :c on conflict do nothing
"""
_CARDS = """
insert into cards (county_id, card_no, courier_id, kid, status_index, credential, issued_at,
  expires_at, issued_by)
select :c, 'T' || courier_no, courier_id, 'test', p.next_place + row_number() over () - 1, '\\x00',
  e.ends - interval '365 days', e.ends, :chief
from couriers cross join lateral (
  select cast(:now as timestamptz) + make_interval(days => (courier_no::int * 7 % 365)) as ends) e
cross join (select coalesce(max(status_index), 0) + 1 as next_place from cards
  where county_id = :c) p
where county_id = :c and status in ('active', 'approved', 'suspended')
  and not exists (select from cards k where k.county_id = couriers.county_id
    and k.courier_id = couriers.courier_id)
"""
_PLACES = """
insert into status_places select :c, max(status_index) + 1 from cards where county_id = :c
on conflict (county_id) do update set next_place = excluded.next_place
"""
_PHONES = """
insert into courier_devices (county_id, courier_id, token_hash, registered_at)
select :c, courier_id, sha256(courier_no::bytea), :now from couriers
where county_id = :c and status = 'active' and courier_no::int % 20 <> 0 on conflict do nothing
"""
_KEY = """
insert into issuer_keys (kid, public_pem, private_sealed, created_at, retired_at)
values ('test', 'none', '\\x00', :now, :now) on conflict do nothing
"""


def make_couriers(core: Core, county: County, count: int) -> None:
    """Add so many to the county, in a few seconds for a hundred thousand."""
    facts = {
        "c": COUNTY_ID,
        "count": count,
        "phone": core.sealer.seal(FieldKind.PHONE, "13900000001"),
        "clerk": county.clerk.person_id,
        "chief": county.chief.person_id,
        "now": core.clock.now(),
    }
    with core.begin() as work:
        work.run("set local session_replication_role = replica")  # rules of single steps
        for step in (_KEY, _COURIERS, _VILLAGES, _CARDS, _PLACES, _PHONES):
            work.run(step, {key: fact for key, fact in facts.items() if f":{key}" in step})
        work.commit()
    with core.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(
            "vacuum analyze couriers, courier_villages, cards, courier_devices"
        )
