"""What a roster would change: its good rows beside what is known, counted and person by person."""

from __future__ import annotations

from courier.store.rows.rosters import DifferenceRow, PersonChangeRow
from courier.store.unit_of_work import Params, Work

_RECOGNISE = (
    """update roster r set is_new = false, insuree_id = i.insuree_id from insurees i
       where not bad and i.county_id = :county_id and i.id_number = r.id_number""",
    "update roster set is_new = true, insuree_id = uuidv7() where not bad and insuree_id is null",
)

# What an empty cell leaves as it is; categories that another hand recorded are not the roster's.
_DIFFERENCES = """
  create temp table roster_differences on commit drop as
  select r.*, m.household_id as old_household_id, i.village_code as old_village_code,
    i.name as old_name, h.household_no as old_household_no, m.relation as old_relation,
    not is_new and coalesce(r.phone, i.phone) is distinct from i.phone as other_phone,
    not is_new and (coalesce(r.bank_account, i.bank_account), coalesce(r.medical_no, i.medical_no))
      is distinct from (i.bank_account, i.medical_no) as other_account,
    i.non_local as old_non_local,
    not is_new and r.name <> i.name as renamed,
    not is_new and r.village_code <> i.village_code as other_village,
    not is_new and (h.household_no, h.village_code)
      is distinct from (r.household_no, r.village_code) as other_household,
    not is_new and m.relation is distinct from r.relation as other_relation,
    not is_new and (coalesce(r.non_local, i.non_local) <> i.non_local or r.categories is not null
      and (exists (select from unnest(r.categories) as said
          where said not in (select c.category from insuree_categories c where {current}))
        or exists (select from insuree_categories c where {current}
          and c.evidence = 'roster' and c.category <> all (r.categories)))) as other_categories
  from roster r
  left join insurees i on i.county_id = :county_id and i.insuree_id = r.insuree_id
  left join memberships m on m.county_id = :county_id and m.insuree_id = r.insuree_id
    and m.left_on is null
  left join households h on h.county_id = :county_id and h.household_id = m.household_id
  where not bad
""".format(
    current="c.county_id = :county_id and c.insuree_id = r.insuree_id and c.valid_to is null"
)
_CHANGED = """renamed or other_village or other_household or other_relation or other_phone
      or other_account or other_categories"""
_COUNT = f"""
  select count(*) filter (where is_new) as new,
    count(*) filter (where changed) as changed,
    count(*) filter (where not is_new and not changed) as unchanged,
    count(*) filter (where renamed) as names,
    count(*) filter (where other_village) as villages,
    count(*) filter (where other_household) as households,
    count(*) filter (where other_relation) as relations,
    count(*) filter (where other_phone or other_account) as contacts,
    count(*) filter (where other_categories) as categories
  from (select *, {_CHANGED} as changed from roster_differences) as d
"""
# What a person counts as now and then; a mark of residence reads like a category.
_LISTED = f"""
  with now as (
    select c.insuree_id, c.category, c.evidence from insuree_categories c
    join roster_differences d using (insuree_id)
    where c.county_id = :county_id and c.valid_to is null and d.other_categories)
  select d.line, d.id_masked, d.old_name, d.name, d.renamed,
    v.name as old_village, w.name as village, d.other_village,
    d.old_household_no, d.household_no, d.other_household,
    d.old_relation, d.relation, d.other_relation,
    d.other_categories,
    array(select category from now n where n.insuree_id = d.insuree_id
      union select 'non_local' where d.old_non_local order by 1) as old_categories,
    array(select category from now n where n.insuree_id = d.insuree_id
        and (d.categories is null or n.evidence is distinct from 'roster'
          or n.category = any (d.categories))
      union select unnest(d.categories)
      union select 'non_local' where coalesce(d.non_local, d.old_non_local)
      order by 1) as categories,
    d.other_phone, d.other_account
  from roster_differences d
  left join regions v on v.region_code = d.old_village_code
  left join regions w on w.region_code = d.village_code
  where not d.is_new and ({_CHANGED})
  order by not d.renamed, d.line
"""


def compare(work: Work, params: Params) -> DifferenceRow:
    """Put the good rows (``queries.rosters``) beside what is known."""
    for statement in (*_RECOGNISE, _DIFFERENCES):
        work.run(statement, params)
    work.run("analyze roster_differences (insuree_id, village_code, household_no, is_new)")
    return work.all(DifferenceRow, _COUNT)[0]


def changed_people(work: Work, params: Params) -> list[PersonChangeRow]:
    """Who is known and would be changed, those with another name first; to ask before applying."""
    return work.all(PersonChangeRow, _LISTED, params)
