"""The SQL by which an operator sets up places and their targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from courier.store.rows.regions import KnownRegionRow, KnownTargetRow
from courier.store.unit_of_work import Work


def known_regions(work: Work, codes: Sequence[str]) -> list[KnownRegionRow]:
    """Those of these regions that are there, and all that share a parent with them."""
    return work.all(
        KnownRegionRow,
        """select region_code, parent_code, level, name, phone, county_id from regions
           where region_code = any (cast(:codes as text[])) or parent_code in (
             select parent_code from regions where region_code = any (cast(:codes as text[])))
             or parent_code = any (cast(:codes as text[]))""",
        {"codes": list(codes)},
    )


def write_regions(work: Work, regions: Sequence[Mapping[str, object]]) -> None:
    """Add these regions, or give those that are there their new name and telephone."""
    work.run(
        """insert into regions (region_code, parent_code, level, name, name_sort, county_id, phone)
           values (:region_code, :parent_code, :level, :name, :name_sort, :county_id, :phone)
           on conflict (region_code) do update
             set name = excluded.name, name_sort = excluded.name_sort, phone = excluded.phone""",
        list(regions),
    )


def known_targets(work: Work, codes: Sequence[str], year: int) -> list[KnownTargetRow]:
    """The villages among these codes with their county, and their target if there is one."""
    return work.all(
        KnownTargetRow,
        """select r.region_code as village_code, r.county_id, t.people from regions r
           left join collection_targets t on t.county_id = r.county_id
             and t.village_code = r.region_code and t.coverage_year = :year
           where r.level = 'village' and r.region_code = any (cast(:codes as text[]))""",
        {"codes": list(codes), "year": year},
    )


def write_targets(work: Work, targets: Sequence[Mapping[str, object]]) -> None:
    """Set the number of people to be insured."""
    work.run(
        """insert into collection_targets (county_id, village_code, coverage_year, people)
           values (:county_id, :village_code, :year, :people)
           on conflict (county_id, village_code, coverage_year) do update
             set people = excluded.people""",
        list(targets),
    )
