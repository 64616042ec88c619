"""Roster imports: a roster in a temporary table, and what the database finds wrong with it.

Each check is one statement over all rows; a row that is bad already is asked no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from courier.store.rows.rosters import FaultRow, PastImportRow
from courier.store.unit_of_work import Params, Work

STAGED = (
    "line",
    "bad",
    "name",
    "name_sort",
    "id_number",
    "id_masked",
    "birth_date",
    "sex",
    "phone",
    "bank_account",
    "medical_no",
    "village_code",
    "household_no",
    "relation",
    "categories",
    "non_local",
)
_LINES_NAMED = 10

_STAGE = """
  create temp table roster (line integer, bad boolean, name text, name_sort text, id_number bytea,
    id_masked text, birth_date date, sex text, phone bytea, bank_account bytea, medical_no text,
    village_code text, household_no text, relation text, categories text[], non_local boolean,
    insuree_id uuid, is_new boolean) on commit drop
"""

_VILLAGE_UNKNOWN = """
  update roster r set bad = true where not bad and not exists (
    select from regions v where v.region_code = r.village_code and v.level = 'village'
      and v.county_id = :county_id)
  returning line, 'roster_village_unknown' as code,
    jsonb_build_object('village', village_code) as facts
"""
_VILLAGE_OUTSIDE = """
  update roster set bad = true where not bad and village_code not like :area
  returning line, 'roster_village_not_yours' as code,
    jsonb_build_object('village', village_code) as facts
"""
# A person of this county whose village lies outside the sender's area is not his to move.
_OUTSIDE = """
  update roster r set bad = true
  from enrolled_outside(:county_id, :area, array(select id_number from roster where not bad)) p
  where not bad and p.id_number = r.id_number
  returning line, case when p.is_here then 'roster_person_not_yours'
    else 'roster_enrolled_elsewhere' end as code, '{}'::jsonb as facts
"""
# Equal rows count once; when rows for one person differ, nobody knows which is right.
_TWICE = f"""
  with people as (
    select id_number, min(line) as first, array_agg(line order by line) as lines,
      count(distinct row(name, phone, bank_account, medical_no, village_code, household_no,
        relation, categories, non_local)::text) as versions
    from roster where not bad group by id_number having count(*) > 1)
  update roster r set bad = true from people p
  where not bad and r.id_number = p.id_number and (p.versions > 1 or r.line > p.first)
  returning r.line, case when p.versions = 1 then 'roster_twice_same' else 'roster_twice_different'
    end as code, jsonb_build_object('lines', array_to_string(
      (array_remove(p.lines, r.line))[1:{_LINES_NAMED}], ', ')) as facts
"""
_TWO_HEADS = f"""
  with homes as (
    select village_code, household_no, array_agg(line order by line) as lines from roster
    where not bad and relation = 'head' group by 1, 2 having count(*) > 1)
  update roster r set bad = true from homes h
  where not bad and r.relation = 'head'
    and (r.village_code, r.household_no) = (h.village_code, h.household_no)
  returning r.line, 'roster_two_heads' as code, jsonb_build_object('lines', array_to_string(
      (array_remove(h.lines, r.line))[1:{_LINES_NAMED}], ', ')) as facts
"""
# Heads who stay what they are: the roster says nothing else of them.
_KNOWN_HEADS = """
  select h.village_code, h.household_no, i.id_number
  from memberships m
  join households h using (county_id, household_id)
  join insurees i using (county_id, insuree_id)
  where m.county_id = :county_id and m.relation = 'head' and m.left_on is null
    and not exists (select from roster g where not g.bad and g.id_number = i.id_number
      and (g.relation, g.village_code, g.household_no)
        is distinct from ('head', h.village_code, h.household_no))
"""
# A head may go only if nobody stays behind, or if the file names who is head from now on.
_HEAD_LEAVES = """
  update roster r set bad = true
  from insurees i
  join memberships m on m.county_id = i.county_id and m.insuree_id = i.insuree_id
    and m.left_on is null and m.relation = 'head'
  join households h on h.county_id = m.county_id and h.household_id = m.household_id
  where not bad and i.county_id = :county_id and i.id_number = r.id_number
    and (r.village_code, r.household_no) is distinct from (h.village_code, h.household_no)
    and not exists (select from roster g where not g.bad and g.relation = 'head'
      and (g.village_code, g.household_no) = (h.village_code, h.household_no))
    and exists (select from memberships o join insurees p using (county_id, insuree_id)
      where o.county_id = m.county_id and o.household_id = m.household_id and o.left_on is null
        and o.insuree_id <> m.insuree_id
        and not exists (select from roster g where not g.bad and g.id_number = p.id_number
          and (g.village_code, g.household_no)
            is distinct from (h.village_code, h.household_no)))
  returning r.line, 'roster_head_leaves' as code,
    jsonb_build_object('household', h.household_no) as facts
"""
_OTHER_HEAD = f"""
  update roster r set bad = true from ({_KNOWN_HEADS}) h
  where not bad and r.relation = 'head' and r.id_number <> h.id_number
    and (r.village_code, r.household_no) = (h.village_code, h.household_no)
  returning r.line, 'roster_other_head' as code, '{{}}'::jsonb as facts
"""
# A head whose own row is bad comes with the corrected file; the family need not wait.
_NO_HEAD = f"""
  update roster r set bad = true
  where not bad
    and (village_code, household_no) not in (select village_code, household_no from roster
      where relation = 'head' and village_code is not null and household_no is not null)
    and (village_code, household_no) not in (select village_code, household_no
      from ({_KNOWN_HEADS}) h)
  returning line, 'roster_head_missing' as code,
    jsonb_build_object('household', household_no) as facts
"""
_CHECKS = (
    _VILLAGE_UNKNOWN,
    _VILLAGE_OUTSIDE,
    _OUTSIDE,
    _TWICE,
    _TWO_HEADS,
)
# A row that is refused stays where it was, and that may leave another row without its ground.
_HEADS = (_HEAD_LEAVES, _OTHER_HEAD, _NO_HEAD)

_PAST = """
  select r.file_name, r.imported_at, coalesce(a.name, '') as imported_by, r.rows_total, r.rows_new,
    r.rows_changed, r.rows_bad
  from roster_imports r
  left join admins a on a.county_id = r.county_id and a.admin_id::text = r.imported_by
  where r.county_id = :county_id
"""


def stage(work: Work, rows: Iterable[Sequence[object]]) -> None:
    """Put the rows (columns ``STAGED``) into this transaction's temporary table by COPY."""
    work.run(_STAGE)
    with (
        work.raw.cursor() as cursor,
        cursor.copy(f"copy roster ({', '.join(STAGED)}) from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)
    work.run("analyze roster (bad, id_number, village_code, household_no, relation)")


def refuse_bad_rows(work: Work, params: Params) -> list[FaultRow]:
    """Mark what the database finds bad. ``county_id``; ``area`` is a pattern of codes."""
    found = [fault for check in _CHECKS for fault in work.all(FaultRow, check, params)]
    while more := [fault for check in _HEADS for fault in work.all(FaultRow, check, params)]:
        found += more
    return found


def past_imports(work: Work, county_id: int) -> list[PastImportRow]:
    """The newest imports of a county."""
    newest = _PAST + " order by r.imported_at desc limit 20"
    return work.all(PastImportRow, newest, {"county_id": county_id})


def past_import(work: Work, county_id: int, import_id: UUID) -> PastImportRow | None:
    """One import of a county."""
    params = {"county_id": county_id, "import_id": import_id}
    return work.first(PastImportRow, _PAST + " and r.import_id = :import_id", params)
