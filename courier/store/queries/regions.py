"""Villages: by county, by a name that people say, and who answers for them."""

from __future__ import annotations

from courier.store.rows.regions import CountyNameRow, OfficeRow, VillageRow
from courier.store.unit_of_work import Work

_VILLAGES = """
select v.region_code as village_code, v.name, t.region_code as township_code,
  t.name as township_name, v.county_id, c.name as county_name
from regions v
join regions t on t.region_code = v.parent_code
join regions c on c.region_code = t.parent_code
where v.level = 'village'
"""
# The last words of a village's name, which people leave out (domain/village_names.py).
_BARE_VILLAGE = (
    "regexp_replace(v.name,"
    " '(村民委员会|居民委员会|村委会|居委会|行政村|自然村|社区|村|屯|寨)$', '')"
)
_BARE_TOWNSHIP = "regexp_replace(v.township_name, '(街道办事处|街道|镇|乡)$', '')"
_SAID = f"""
select village_code, name, township_code, township_name, county_id, county_name from (
  select v.*, {_BARE_VILLAGE} as bare, strpos(:said, {_BARE_TOWNSHIP}) > 0 as in_township
  from ({_VILLAGES}) as v
  where cast(:county as integer) is null or v.county_id = :county
) as found
where length(bare) >= 2 and strpos(:said, bare) > 0 or strpos(:said, name) > 0
order by strpos(:said, county_name) > 0 desc, in_township desc, length(bare) desc, village_code
limit 100
"""


def villages_of_county(work: Work, county_id: int) -> list[VillageRow]:
    """All villages of a county, township by township."""
    sql = f"{_VILLAGES} and v.county_id = :county order by t.name_sort, v.name_sort"
    return work.all(VillageRow, sql, {"county": county_id})


def villages_said(work: Work, said: str, county_id: int | None) -> list[VillageRow]:
    """Villages whose name, with or without its last word, is in what somebody said.

    Those of the named county and township first, longer names before shorter ones.
    """
    return work.all(VillageRow, _SAID, {"said": said, "county": county_id})


def village(work: Work, village_code: str) -> VillageRow | None:
    """One village."""
    sql = f"{_VILLAGES} and v.region_code = :code"
    return work.first(VillageRow, sql, {"code": village_code})


def counties_in(work: Work, area: str) -> list[CountyNameRow]:
    """The counties whose code fits a pattern."""
    return work.all(
        CountyNameRow,
        """select county_id, name from regions where level = 'county' and region_code like :area
           order by region_code""",
        {"area": area},
    )


def office_of(work: Work, region_code: str) -> OfficeRow | None:
    """The nearest place above a village that has a telephone, else its township."""
    return work.first(
        OfficeRow,
        """with recursive above as (
             select region_code, parent_code, name, phone, level, 0 as steps from regions
               where region_code = :code
             union all
             select r.region_code, r.parent_code, r.name, r.phone, r.level, a.steps + 1
               from regions r join above a on r.region_code = a.parent_code)
           select name, phone from above where level in ('township', 'county')
           order by phone is null, steps limit 1""",
        {"code": region_code},
    )
