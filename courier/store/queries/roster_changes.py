"""Writes the good rows of a compared roster: everybody at once, old facts ended, none erased."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from courier.store.unit_of_work import Params, Work

_IDENTITIES = """
  insert into person_identities (id_number, county_id, insuree_id)
  select id_number, :county_id, insuree_id from roster_differences where is_new
  on conflict do nothing
"""
_NEW_PEOPLE = """
  insert into insurees (county_id, insuree_id, name, name_sort, id_number, id_masked, birth_date,
    sex, phone, bank_account, medical_no, village_code, non_local, import_id)
  select :county_id, insuree_id, name, name_sort, id_number, id_masked, birth_date, sex, phone,
    bank_account, medical_no, village_code, coalesce(non_local, false), :import_id
  from roster_differences where is_new
"""
_KNOWN_PEOPLE = """
  update insurees i set name = d.name, name_sort = d.name_sort, village_code = d.village_code,
    phone = coalesce(d.phone, i.phone), bank_account = coalesce(d.bank_account, i.bank_account),
    medical_no = coalesce(d.medical_no, i.medical_no),
    non_local = coalesce(d.non_local, i.non_local)
  from roster_differences d
  where i.county_id = :county_id and i.insuree_id = d.insuree_id
    and (d.renamed or d.other_village or d.other_phone or d.other_account
      or d.other_categories)
"""
_HOUSEHOLDS = """
  insert into households (county_id, village_code, household_no)
  select distinct :county_id ::integer, village_code, household_no from roster_differences
  on conflict do nothing
"""
_LEAVE = """
  update memberships m set left_on = greatest(m.joined_on, cast(:today as date))
  from roster_differences d
  where m.county_id = :county_id and m.insuree_id = d.insuree_id and m.left_on is null
    and (d.other_household or d.other_relation)
"""
_JOIN = """
  insert into memberships (county_id, household_id, insuree_id, relation, joined_on)
  select :county_id, h.household_id, d.insuree_id, d.relation, :today
  from roster_differences d
  join households h on h.county_id = :county_id and h.village_code = d.village_code
    and h.household_no = d.household_no
  where d.is_new or d.other_household or d.other_relation
"""
_END_CATEGORIES = """
  update insuree_categories c set valid_to = greatest(c.valid_from, cast(:today as date) - 1)
  from roster_differences d
  where c.county_id = :county_id and c.insuree_id = d.insuree_id and c.valid_to is null
    and d.other_categories and c.evidence = 'roster' and c.category <> all (d.categories)
"""
_BEGIN_CATEGORIES = """
  insert into insuree_categories (county_id, insuree_id, category, evidence, valid_from,
    recorded_by)
  select :county_id, d.insuree_id, said, 'roster', :today, :by
  from roster_differences d, unnest(d.categories) as said
  where d.is_new or d.other_categories
  on conflict (county_id, insuree_id, category) where valid_to is null do nothing
"""
_IMPORT = """
  insert into roster_imports (county_id, import_id, file_name, file_sha256, imported_at,
    imported_by, rows_total, rows_new, rows_changed, rows_bad)
  values (:county_id, :import_id, :file_name, :sha256, :now, :by, :total, :new, :changed, :bad)
"""
# The planner still takes the tables for what they were before the import.
_ANALYZE = "select renew_figures_of_people()"
MANY = 1000


def apply(work: Work, params: Params, *, new: int, changed: int) -> bool:
    """Write people, households, memberships and categories.

    False when another county took in one of the ``new`` people meanwhile; roll back then.
    """
    if work.run(_IDENTITIES, params).rowcount != new:
        return False
    for statement in (
        _NEW_PEOPLE,
        _KNOWN_PEOPLE,
        _HOUSEHOLDS,
        _LEAVE,
        _JOIN,
        _END_CATEGORIES,
        _BEGIN_CATEGORIES,
    ):
        work.run(statement, params)
    if new + changed >= MANY:
        work.run(_ANALYZE)
    return True


def lock_import(work: Work, import_id: UUID) -> None:
    """Wait until whoever applies the same import at this moment has finished."""
    work.run(
        "select pg_advisory_xact_lock(hashtextextended(:import_id, 0))",
        {"import_id": str(import_id)},
    )


def record_import(work: Work, params: Params) -> None:
    """Keep that this file was applied, when, by whom and with what outcome."""
    work.run(_IMPORT, params)


def people(work: Work) -> Sequence[UUID]:
    """Everybody whose row was good."""
    return list(work.run("select insuree_id from roster_differences").scalars())
