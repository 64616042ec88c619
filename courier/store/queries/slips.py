"""Slips: the paper with a household's code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from courier.store.rows.households import SlipFaceRow, SlipRow, VillageSlipsRow
from courier.store.unit_of_work import Work

_SLIPS = """
select s.token, s.household_id, h.village_code, v.name as village_name, s.issued_at, s.revoked_at
from slips s
join households h on h.county_id = s.county_id and h.household_id = s.household_id
join regions v on v.region_code = h.village_code
where s.county_id = :county
"""


def slip_by_token(work: Work, county_id: int, token: str) -> SlipRow | None:
    """The slip of a token, revoked or not."""
    return work.first(
        SlipRow, f"{_SLIPS} and s.token = :token", {"county": county_id, "token": token}
    )


def issue(
    work: Work,
    county_id: int,
    household_ids: Sequence[UUID],
    tokens: Sequence[str],
    at: dt.datetime,
) -> None:
    """Give a slip to each household that has no valid one."""
    work.run(
        """insert into slips (county_id, token, household_id, issued_at)
           select :county, token, household_id, :at
             from unnest(cast(:households as uuid[]), cast(:tokens as text[]))
               as new (household_id, token)
           on conflict (county_id, household_id) where revoked_at is null do nothing""",
        {
            "county": county_id,
            "households": [str(one) for one in household_ids],
            "tokens": list(tokens),
            "at": at,
        },
    )


def revoke(work: Work, county_id: int, household_id: UUID, at: dt.datetime) -> bool:
    """Make the household's slip worthless; False if there is none."""
    found = work.run(
        """update slips set revoked_at = :at where county_id = :county
             and household_id = :household and revoked_at is null""",
        {"county": county_id, "household": household_id, "at": at},
    )
    return found.rowcount > 0


def valid_token(work: Work, county_id: int, household_id: UUID) -> str | None:
    """The token of the household's valid slip."""
    found: str | None = work.scalar(
        """select token from slips where county_id = :county and household_id = :household
             and revoked_at is null""",
        {"county": county_id, "household": household_id},
    )
    return found


def valid_slips(work: Work, county_id: int, household_ids: Sequence[UUID]) -> list[SlipRow]:
    """The valid slips of these households."""
    return work.all(
        SlipRow,
        f"{_SLIPS} and s.revoked_at is null and s.household_id = any (cast(:households as uuid[]))",
        {"county": county_id, "households": [str(one) for one in household_ids]},
    )


def count_grid_answer(work: Work, county_id: int, household_id: UUID, day: dt.date) -> int:
    """Count an answer about the household's grid; how many it makes that day."""
    return int(
        work.scalar(
            """insert into grid_answers as g (county_id, household_id, day, answers)
               values (:county, :household, :day, 1)
               on conflict (county_id, household_id, day) do update set answers = g.answers + 1
               returning answers""",
            {"county": county_id, "household": household_id, "day": day},
        )
    )


def faces(work: Work, county_id: int, household_ids: Sequence[UUID]) -> list[SlipFaceRow]:
    """What is printed on the valid slips of these households."""
    return work.all(
        SlipFaceRow,
        """select s.household_id, s.token, v.name as village_name, t.name as township_name,
             t.phone as township_phone, c.name as county_name, c.phone as county_phone,
             (select count(*) from memberships m where m.county_id = s.county_id
               and m.household_id = s.household_id and m.left_on is null) as people,
             (select i.name from memberships m join insurees i using (county_id, insuree_id)
               where m.county_id = s.county_id and m.household_id = s.household_id
                 and m.left_on is null
               order by m.relation <> 'head', i.birth_date limit 1) as head_name
           from slips s
           join households h on h.county_id = s.county_id and h.household_id = s.household_id
           join regions v on v.region_code = h.village_code
           join regions t on t.region_code = v.parent_code
           join regions c on c.region_code = t.parent_code
           where s.county_id = :county and s.revoked_at is null
             and s.household_id = any (cast(:households as uuid[]))
           order by v.region_code, h.household_no""",
        {"county": county_id, "households": [str(one) for one in household_ids]},
    )


def households_of_area(work: Work, county_id: int, area: str) -> list[UUID]:
    """All households of an area, village by village."""
    rows = work.run(
        """select household_id from households where county_id = :county
             and village_code like :area || '%' order by village_code, household_no""",
        {"county": county_id, "area": area},
    )
    return list(rows.scalars())


def households_allowed(
    work: Work, county_id: int, household_ids: Sequence[UUID], area: str, courier_id: UUID | None
) -> int:
    """How many of these households are in a courier's villages, or in an admin's area."""
    return int(
        work.scalar(
            """select count(*) from households h
               where h.county_id = :county and h.household_id = any (cast(:households as uuid[]))
                 and case when cast(:courier as uuid) is null then h.village_code like :area || '%'
                   else exists (select from courier_villages cv where cv.county_id = :county
                     and cv.courier_id = :courier and cv.village_code = h.village_code) end""",
            {
                "county": county_id,
                "households": [str(one) for one in household_ids],
                "area": area,
                "courier": courier_id,
            },
        )
    )


def counts_by_village(work: Work, county_id: int, area: str) -> list[VillageSlipsRow]:
    """Households and valid slips of each village in an area."""
    return work.all(
        VillageSlipsRow,
        """select v.region_code as village_code, v.name as village_name, t.name as township_name,
             count(h.household_id) as households, count(s.token) as slips
           from regions v
           join regions t on t.region_code = v.parent_code
           left join households h on h.county_id = v.county_id and h.village_code = v.region_code
           left join slips s on s.county_id = h.county_id and s.household_id = h.household_id
             and s.revoked_at is null
           where v.county_id = :county and v.level = 'village' and v.region_code like :area || '%'
           group by v.region_code, v.name, t.name, t.name_sort, v.name_sort
           order by t.name_sort, v.name_sort""",
        {"county": county_id, "area": area},
    )
