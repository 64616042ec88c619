"""A courier's own history, newest first: each kind is one statement, a page is all of them cut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from courier.store.rows.own_history import HistoryRow
from courier.store.unit_of_work import Work

_KINDS = {
    "visit": """
      select s.at, v.visit_no || ':' || s.seq as key, s.state as what, g.name as place,
        null::text as name, null::bigint as fen, null::bigint as number
      from visits v join visit_states s using (county_id, visit_id)
        join regions g on g.region_code = v.village_code
      where v.county_id = :county and v.courier_id = :courier and s.by_courier = :courier""",
    "payment": """
      select a.created_at as at, a.out_trade_no as key, a.channel as what, null::text as place,
        null::text as name, a.amount_fen as fen, (select count(*) from payment_items i
          where i.county_id = a.county_id and i.attempt_id = a.attempt_id) as number
      from payment_attempts a
      where a.county_id = :county and a.courier_id = :courier""",
    "receipt": """
      select r.issued_at as at, r.receipt_no::text as key, r.channel as what, g.name as place,
        i.name as name, r.amount_fen as fen, r.receipt_no as number
      from payment_attempts a join receipts r using (county_id, attempt_id)
        join insurees i on i.county_id = r.county_id and i.insuree_id = r.insuree_id
        join regions g on g.region_code = r.village_code
      where a.county_id = :county and a.courier_id = :courier""",
    "check": """
      select day::timestamp at time zone 'Asia/Shanghai' as at, way as key, way as what,
        null::text as place, null::text as name, null::bigint as fen, sum(checks)::bigint as number
      from courier_checks where county_id = :county and courier_id = :courier
      group by day, way""",
    "training": """
      select at, seq::text as key, case when passed then 'passed' else 'failed' end as what,
        null::text as place, null::text as name, null::bigint as fen,
        (asked - cardinality(wrong))::bigint as number
      from quiz_tries where county_id = :county and courier_id = :courier""",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the history: what comes after it happened before."""

    at: dt.datetime
    kind: str
    key: str


def page(
    work: Work, facts: Mapping[str, object], kinds: Sequence[str], before: Place | None, most: int
) -> list[HistoryRow]:
    """The newest of these kinds, before a place; ``facts`` are county and courier."""
    cut = " union all ".join(
        f"""(select at, '{kind}' as kind, key, what, place, name, fen, number
             from ({_KINDS[kind]}) as of_kind
             {f"where (at, '{kind}', key) < (:at, :kind, :key)" if before else ""}
             order by at desc, key desc limit :most)"""
        for kind in kinds
    )
    return work.all(
        HistoryRow,
        f"select * from ({cut}) as found order by at desc, kind desc, key desc limit :most",
        {**facts, "most": most, **(asdict(before) if before else {})},
    )
