"""How the demo's own database is told from any other."""

from __future__ import annotations

MARK_TEXT = "demo county, invented people"

DATABASE_NAME = "select current_database()"

IS_MARKED = f"""
    select coalesce(obj_description(to_regclass('public.regions')) = '{MARK_TEXT}', false)
"""

MARK = f"comment on table regions is '{MARK_TEXT}'"

HAS_OUR_TABLES = """
    select to_regclass('public.insurees') is not null and to_regclass('public.admins') is not null
"""

HAS_TABLES = """
    select exists (select from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema'))
"""

HAS_PEOPLE = """
    select exists (select from insurees) or exists (select from admins)
      or exists (select from regions)
"""

COMPLETE_TEXT = "the county is complete"

IS_COMPLETE = f"""
    select coalesce(obj_description(to_regclass('public.insurees')) = '{COMPLETE_TEXT}', false)
"""

MARK_COMPLETE = f"comment on table insurees is '{COMPLETE_TEXT}'"

ADD_REGION = """
    insert into regions (region_code, parent_code, level, name, name_sort, county_id, phone)
    values (:code, :parent, :level, :name, :name_sort, :county_id, :phone)
"""

SET_TARGETS = """
    insert into collection_targets (county_id, village_code, coverage_year, people)
    select county_id, village_code, :year, count(*) from insurees
    where county_id = :county_id group by county_id, village_code
    on conflict do nothing
"""

ALL_HOUSEHOLDS = """
    select household_id from households where county_id = :county_id
    order by village_code, household_no
"""

HOUSEHOLD = """
    select household_id from households
    where county_id = :county_id and village_code = :village_code and household_no = :household_no
"""

ADMIN_OF_ROLE = """
    select admin_id, name, region_code from admins
    where county_id = :county_id and role = :role and disabled_at is null
    order by created_at limit 1
"""

COUNT_COURIERS = "select count(*) from couriers where county_id = :county_id"

# Whom the demo introduces: somebody may have suspended the first while trying things out.
_AT_WORK = """
    from couriers where county_id = :county_id and status in ('approved', 'active')
    order by courier_no limit 1
"""
FIRST_COURIER = f"select courier_id {_AT_WORK}"
FIRST_COURIER_NO = f"select courier_no {_AT_WORK}"

FIRST_CARD = """
    select k.card_no from cards k join couriers c using (county_id, courier_id)
    where k.county_id = :county_id and k.revoked_at is null order by c.courier_no limit 1
"""

HAS_CHECKS = "select exists (select from courier_checks where county_id = :county_id)"

# Three weeks of two to six checks a day, most by scanning the phone.
ADD_PAST_CHECKS = """
    insert into courier_checks (county_id, courier_id, day, way, reason, checks)
    select k.county_id, k.courier_id, cast(:today as date) - ago, way, reason, 1 + ago % most
    from cards k, generate_series(1, 21) as ago,
      (values ('page', 'live', 4), ('number', 'may_be_a_copy', 2)) as said (way, reason, most)
    where k.county_id = :county_id and k.card_no = :card_no
"""
