"""The SQL of one person as the console sees her. ``area`` is a pattern of region codes."""

from __future__ import annotations

from uuid import UUID

from courier.store.rows.people import (
    DatedCategoryRow,
    FoundPersonRow,
    ObligationVersionRow,
    PersonReceiptRow,
    PersonRow,
    RelativeRow,
)
from courier.store.unit_of_work import Params, Work

_PLACES = """
join regions v on v.region_code = i.village_code
join regions t on t.region_code = v.parent_code
"""
_IN_AREA = "i.county_id = :county_id and i.village_code like :area"


def person_of_number(work: Work, area: Params, id_number: bytes) -> UUID | None:
    """The person of this sealed number, if enrolled in the area."""
    found: UUID | None = work.scalar(
        f"select i.insuree_id from insurees i where {_IN_AREA} and i.id_number = :number",
        {**area, "number": id_number},
    )
    return found


def people_named(work: Work, area: Params, said: str, limit: int) -> list[FoundPersonRow]:
    """People of the area whose name holds what was said, by name."""
    return work.all(
        FoundPersonRow,
        f"""select i.insuree_id, i.name, i.id_masked, i.birth_date, v.name as village_name,
              t.name as township_name
            from insurees i {_PLACES}
            where {_IN_AREA} and strpos(i.name, :said) > 0
            order by i.name_sort, i.birth_date limit :limit""",
        {**area, "said": said, "limit": limit},
    )


def person(work: Work, area: Params, insuree_id: UUID) -> PersonRow | None:
    """One person of the area."""
    return work.first(
        PersonRow,
        f"""select i.insuree_id, i.name, i.id_masked, i.birth_date, i.sex, i.non_local,
              v.name as village_name, t.name as township_name, h.household_id, h.household_no,
              s.issued_at as slip_issued_at
            from insurees i {_PLACES}
            left join memberships m on m.county_id = i.county_id
              and m.insuree_id = i.insuree_id and m.left_on is null
            left join households h on h.county_id = m.county_id
              and h.household_id = m.household_id
            left join slips s on s.county_id = h.county_id
              and s.household_id = h.household_id and s.revoked_at is null
            where {_IN_AREA} and i.insuree_id = :insuree_id""",
        {**area, "insuree_id": insuree_id},
    )


def relatives(work: Work, county_id: int, household_id: UUID) -> list[RelativeRow]:
    """Who lives in a household now, the head first."""
    return work.all(
        RelativeRow,
        """select i.insuree_id, i.name, i.id_masked, m.relation
           from memberships m join insurees i using (county_id, insuree_id)
           where m.county_id = :county_id and m.household_id = :household_id
             and m.left_on is null
           order by m.relation <> 'head', i.birth_date, i.name_sort""",
        {"county_id": county_id, "household_id": household_id},
    )


def categories(work: Work, county_id: int, insuree_id: UUID) -> list[DatedCategoryRow]:
    """All categories that a person has or had, those that last first.

    What a roster began names its file, if whoever recorded it took in no other that day.
    """
    return work.all(
        DatedCategoryRow,
        """select c.category, c.evidence, c.valid_from, c.valid_to, c.recorded_at,
             case when count(distinct r.file_name) = 1 then min(r.file_name) end as roster_file
           from insuree_categories c
           left join roster_imports r on c.evidence = 'roster' and r.county_id = c.county_id
             and r.imported_by = c.recorded_by
             and (r.imported_at at time zone 'Asia/Shanghai')::date = c.valid_from
           where c.county_id = :county_id and c.insuree_id = :insuree_id
           group by c.county_id, c.insuree_category_id
           order by c.valid_to desc nulls first, c.valid_from desc, c.category""",
        {"county_id": county_id, "insuree_id": insuree_id},
    )


def obligation_versions(work: Work, county_id: int, insuree_id: UUID) -> list[ObligationVersionRow]:
    """What a person owes and owed before, the newest year and version first."""
    return work.all(
        ObligationVersionRow,
        """select coverage_year, version, status, full_fen, own_fen, aid, computed_at,
             null::timestamptz as replaced_at, null as reason
           from obligations where county_id = :county_id and insuree_id = :insuree_id
           union all
           select o.coverage_year, v.version, v.status, v.full_fen, v.own_fen, v.aid,
             v.computed_at, v.replaced_at, v.reason
           from obligations o join obligation_versions v using (county_id, obligation_id)
           where o.county_id = :county_id and o.insuree_id = :insuree_id
           order by coverage_year desc, version desc""",
        {"county_id": county_id, "insuree_id": insuree_id},
    )


def receipts(work: Work, county_id: int, insuree_id: UUID) -> list[PersonReceiptRow]:
    """A person's receipts, newest first, void ones too."""
    return work.all(
        PersonReceiptRow,
        """select r.receipt_no, r.coverage_year, r.amount_fen, r.channel, r.issued_at,
             exists (select from receipt_voids v where v.county_id = r.county_id
               and v.receipt_no = r.receipt_no) as is_void,
             array(select s.state from refund_states s where s.county_id = f.county_id
               and s.refund_id = f.refund_id and (s.try = f.tries or s.state = 'done'))
               as refund_states
           from receipts r
           left join refunds f on f.county_id = r.county_id and f.receipt_no = r.receipt_no
           where r.county_id = :county_id and r.insuree_id = :insuree_id
           order by r.issued_at desc, r.receipt_no desc""",
        {"county_id": county_id, "insuree_id": insuree_id},
    )
