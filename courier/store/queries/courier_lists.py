"""SQL of lists of couriers: any of the filters, page after page by key, in the order of an index.

``:area`` is a pattern of region codes; it bounds what an admin may see.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

# What a parameter of this name asks of a courier; it is asked where the parameter is given.
_FILTERS = {
    "status": "courier_rank(c.status) = courier_rank(:status) and c.status = :status",
    "township_code": "c.township_code = :township_code",
    "village_code": """exists (select from courier_villages w where w.county_id = c.county_id
      and w.village_code = :village_code and w.courier_id = c.courier_id)""",
    "expires_before": """exists (select from cards k where k.county_id = c.county_id
      and k.courier_id = c.courier_id and k.revoked_at is null
      and k.expires_at < :expires_before)""",
    "without_phone": """c.status in ('approved', 'active') and :without_phone
      and not exists (select from courier_devices d where d.county_id = c.county_id
        and d.courier_id = c.courier_id and d.revoked_at is null)""",
    "checked_on": """exists (select from courier_checks x where x.county_id = c.county_id
      and x.day = :checked_on and x.courier_id = c.courier_id)""",
    "with_alarm": """:with_alarm and exists (select from check_alarms a
      where a.county_id = c.county_id and a.courier_id = c.courier_id and a.state = 'open')""",
    "name": "(strpos(c.name, :name) > 0 or c.courier_no = :name)",
    "number_from": "c.courier_no between :number_from and :number_to",
    "card_no": """exists (select from cards k where k.county_id = c.county_id
      and k.courier_id = c.courier_id and k.card_no = :card_no)""",
    "chosen": "c.courier_id = any (:chosen)",
    "at_work": "courier_rank(c.status) in (1, 2) and :at_work",
    "after_no": """(courier_rank(c.status), c.courier_no)
      > (courier_rank(:after_status), :after_no)""",
}
_FROM = "from couriers c where c.county_id = :county_id and c.township_code like :area"
_ORDER = "order by courier_rank(c.status), c.courier_no"


def page(given: Collection[str]) -> str:
    """``:count`` couriers as a list shows them."""
    return _page(_filters(given))


def ids(given: Collection[str]) -> str:
    """The ids of ``:count`` couriers, in order."""
    return f"select c.courier_id {_where(_filters(given))} {_ORDER} limit :count"


def count(given: Collection[str]) -> str:
    """How many there are."""
    return f"select count(*) {_where(_filters(given))}"


def counts_by_status(given: Collection[str]) -> str:
    """How many there are in each state."""
    return f"""select c.status, count(*) as couriers
      {_where(_filters(given))} group by c.status"""


RUNNING_OUT = """
select t.region_code, t.name,
  count(*) filter (where k.expires_at < :now) as expired,
  count(*) filter (where k.expires_at >= :now and k.expires_at < :in_30) as in_30,
  count(*) filter (where k.expires_at >= :in_30 and k.expires_at < :in_60) as in_60,
  count(*) filter (where k.expires_at >= :in_60) as in_90
from cards k
  join couriers c using (county_id, courier_id)
  join regions t on t.region_code = c.township_code
where k.county_id = :county_id and k.revoked_at is null and k.expires_at < :in_90
  and c.township_code like :area and c.status in ('approved', 'active', 'suspended')
group by t.region_code order by t.name_sort
"""


def _filters(given: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in _FILTERS if name in given)


@cache
def _where(filters: tuple[str, ...]) -> str:
    return " and ".join([_FROM, *(_FILTERS[name] for name in filters)])


@cache
def _page(filters: tuple[str, ...]) -> str:
    # The page is cut first, and only what is on it is looked up.
    return f"""
with listed as materialized (
  select c.county_id, c.courier_id, c.courier_no, c.name, c.phone, c.township_code, c.status,
    c.photo is not null as has_photo
  {_where(filters)} {_ORDER} limit :count)
select c.courier_id, c.courier_no, c.name, c.phone, c.has_photo, t.name as township_name,
  v.villages, c.status, k.card_no, k.expires_at as card_expires_at,
  d.registered_at as phone_registered_at
from listed c
  join regions t on t.region_code = c.township_code
  left join lateral (select card_no, expires_at from cards y
    where y.county_id = c.county_id and y.courier_id = c.courier_id
      and y.revoked_at is null limit 1) k on true
  left join lateral (select max(x.registered_at) as registered_at from courier_devices x
    where x.county_id = c.county_id and x.courier_id = c.courier_id
      and x.revoked_at is null) d on true
  cross join lateral (
    select coalesce(array_agg(r.name order by r.name_sort), '{{}}') as villages
    from courier_villages w join regions r on r.region_code = w.village_code
    where w.county_id = c.county_id and w.courier_id = c.courier_id) v
{_ORDER}"""
