"""The SQL of obligations: by sets, whether for one person or for a million.

Rules live in the domain: the database groups people into profiles, the domain prices each
profile once, and the database applies the prices to everybody at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.domain.policy import Pack
from courier.store.rows.obligations import AssessedRow, PricedProfile, ProfileRow
from courier.store.unit_of_work import Work

_CHOSEN = """
  (cast(:insurees as uuid[]) is null
    or {}.insuree_id in (select unnest(cast(:insurees as uuid[]))))
"""
# A category that ended on the day it began was an error and counts for nothing.
_PEOPLE = f"""
  create temp table assessed_people on commit drop as
  with counted as (
    select c.insuree_id, array_agg(c.category order by c.category) as categories
    from insuree_categories c
    where c.county_id = :county_id and c.valid_from <= :on
      and (c.valid_to is null or c.valid_to >= :on and c.valid_to > c.valid_from)
      and {_CHOSEN.format("c")}
    group by c.insuree_id)
  select i.insuree_id, i.village_code, dense_rank() over (order by
      coalesce(categories, array[]::text[]), i.chosen_tier, i.non_local,
      case when i.birth_date >= :newborn_since then i.birth_date
        else cast(:reference as date) - make_interval(years =>
          extract(year from age(cast(:reference as date), i.birth_date))::integer) end
    )::integer as profile,
    coalesce(categories, array[]::text[]) as categories,
    i.chosen_tier, i.non_local, i.birth_date
  from insurees i
  left join counted using (insuree_id)
  where i.county_id = :county_id and {_CHOSEN.format("i")}
"""

_DIFFERS = """
  o.status in ('open', 'unknown', 'aided')
    and (o.status, o.tier, o.full_fen, o.own_fen, o.aid, o.unknown, o.village_code)
      is distinct from (w.status, w.tier::smallint, w.full_fen, w.own_fen, w.aid, w.unknown,
        p.village_code)
"""

# A payment that opens meanwhile waits for this, and then sees the new amount.
_LOCK = f"""
  select 1 from obligations o
  join assessed_people p on p.insuree_id = o.insuree_id
  join assessed_prices w using (profile)
  where o.county_id = :county_id and o.coverage_year = :coverage_year and {_DIFFERS}
  order by o.obligation_id for update of o
"""

# What changes: no obligation yet, or another outcome, and no money under way or posted.
_CHANGES = f"""
  create temp table assessed_changes on commit drop as
  select p.insuree_id, p.village_code, w.*, o.obligation_id as known, o.own_fen as old_own,
    o.full_fen as old_full, o.aid as old_aid, o.status as old_status,
    o.village_code as old_village,
    coalesce(o.obligation_id, uuidv7()) as obligation_id
  from assessed_people p
  join assessed_prices w using (profile)
  left join obligations o on o.county_id = :county_id and o.insuree_id = p.insuree_id
    and o.coverage_year = :coverage_year
  where o.obligation_id is null or (
    {_DIFFERS}
    and not exists (
      select from payment_items i join premium_claims c using (county_id, attempt_id)
      where i.county_id = :county_id and i.obligation_id = o.obligation_id
        and c.released_at is null))
"""

_HISTORY = """
  insert into obligation_versions
  select o.county_id, o.obligation_id, o.version, o.status, o.pack_id, o.pack_fingerprint, o.tier,
    o.full_fen, o.own_fen, o.aid, o.unknown, o.computed_at, :now, :reason
  from obligations o join assessed_changes c on c.known = o.obligation_id
  where o.county_id = :county_id
"""

_UPSERT = """
  insert into obligations (county_id, obligation_id, insuree_id, coverage_year, village_code,
    status, pack_id, pack_fingerprint, tier, full_fen, own_fen, aid, unknown, computed_at)
  select :county_id, obligation_id, insuree_id, :coverage_year, village_code, status, :pack_id,
    :fingerprint, tier, full_fen, own_fen, aid, unknown, :now
  from assessed_changes
  on conflict (county_id, insuree_id, coverage_year) do update set
    village_code = excluded.village_code, status = excluded.status, pack_id = excluded.pack_id,
    pack_fingerprint = excluded.pack_fingerprint, tier = excluded.tier,
    full_fen = excluded.full_fen, own_fen = excluded.own_fen, aid = excluded.aid,
    unknown = excluded.unknown, computed_at = excluded.computed_at,
    version = obligations.version + 1
"""

# The books: what a person and the payers of aid owe, against the fund. A change posts both sides.
_POST = """
  with sides as (
    select obligation_id, village_code, own_fen, full_fen, aid, 1 as sign from assessed_changes
      where own_fen is not null
    union all
    select obligation_id, old_village, old_own, old_full, old_aid, -1 from assessed_changes
      where old_own is not null),
  lines as (
    select 'obligation_receivable' as account, obligation_id::text as holder, village_code,
      sign * own_fen as fen from sides
    union all
    select 'aid_receivable', one ->> 'payer', village_code, sign * (one ->> 'fen')::bigint
      from sides, jsonb_array_elements(aid) as one
    union all
    select 'fund', :coverage_year ::text, village_code, -sign * full_fen from sides),
  posting as (
    insert into postings (county_id, kind, at) select :county_id, 'assessment', :now
    where exists (select from lines where fen <> 0) returning posting_id)
  insert into ledger_lines
  select :county_id, posting_id, row_number() over (), account, holder, village_code, fen
  from posting, lines where fen <> 0
"""


def group_people(
    work: Work, county_id: int, pack: Pack, on: dt.date, insurees: Sequence[UUID] | None
) -> list[ProfileRow]:
    """Put people (all, or these) into profiles; they stay in a temporary table."""
    work.run("select pg_advisory_xact_lock(:county_id)", {"county_id": county_id})
    work.run("drop table if exists assessed_people, assessed_prices, assessed_changes")
    work.run(
        _PEOPLE,
        {
            "county_id": county_id,
            "on": on,
            "newborn_since": pack.newborn_since,
            "reference": pack.reference_date,
            "insurees": None if insurees is None else [str(one) for one in insurees],
        },
    )
    return work.all(
        ProfileRow,
        """select profile, min(categories) as categories, min(chosen_tier) as chosen_tier,
             bool_or(non_local) as non_local, max(birth_date) as born
           from assessed_people group by profile""",
    )


def apply_prices(
    work: Work, prices: Sequence[PricedProfile], facts: dict[str, object]
) -> AssessedRow:
    """Write what changed, its history and its postings; answers the counts."""
    work.run(
        """create temp table assessed_prices (profile integer, status text, tier integer,
             full_fen bigint, own_fen bigint, aid jsonb, unknown jsonb) on commit drop"""
    )
    if prices:
        work.run(
            """insert into assessed_prices values (:profile, :status, :tier, :full_fen, :own_fen,
                 cast(:aid as jsonb), cast(:unknown as jsonb))""",
            [{name: getattr(price, name) for name in PricedProfile.__slots__} for price in prices],
        )
    for step in (_LOCK, _CHANGES, _HISTORY, _UPSERT, _POST):
        work.run(step, facts)
    counts = work.first(
        AssessedRow,
        """select count(*) filter (where known is null) as new,
             count(*) filter (where known is not null) as changed
           from assessed_changes""",
    )
    return counts or AssessedRow(0, 0)
