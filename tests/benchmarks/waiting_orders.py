"""A county in which N orders, one person each, wait to be paid; made by sets of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine

from courier.domain.payments import order_number
from courier.store.unit_of_work import begin

COUNTY_ID = 990101
VILLAGE = "990101001001"
YEAR = 2027
FEN = 40000

STEPS = (
    "insert into regions values (:v, null, 'village', 'v', 'v', :c) on conflict do nothing",
    """insert into insurees (county_id, insuree_id, name, name_sort, id_number, id_masked,
         birth_date, sex, village_code)
       select :c, uuidv7(), 'n', 'n', decode(md5(n::text), 'hex'), '-', '1980-01-01', 'male', :v
       from generate_series(1, :n) n""",
    """insert into obligations (county_id, insuree_id, coverage_year, village_code, status,
         pack_id, pack_fingerprint, full_fen, own_fen)
       select county_id, insuree_id, :y, village_code, 'open', 'demo-2027', '-', :f, :f
       from insurees""",
    """with posting as (insert into postings (county_id, kind, at)
         values (:c, 'assessment', now()) returning posting_id)
       insert into ledger_lines
       select :c, posting_id, row_number() over (), account, holder, :v, fen
       from posting, (select 'obligation_receivable' as account, obligation_id::text as holder,
           own_fen as fen from obligations
         union all select 'fund', '2027', -sum(own_fen) from obligations) lines""",
    """create temp table orders as
       select uuidv7() as attempt_id, obligation_id, insuree_id from obligations""",
)
OPEN = (
    """insert into payment_attempts
       select :c, attempt_id, out_trade_no, 'wechat', :f, null, null, null, now(),
         now() + interval '1 day' from numbered""",
    """insert into payment_items select :c, attempt_id, insuree_id, :y, obligation_id, :v, :f
       from orders""",
    """insert into premium_claims select i.id_number, :y, :c, o.attempt_id
       from orders o join insurees i using (insuree_id)""",
    """insert into payment_states select :c, attempt_id, state, now()
       from orders, (values ('created'), ('pending')) s (state)""",
    "insert into waiting_attempts select :c, attempt_id, now() from orders",
)


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """An order that may be paid now."""

    attempt_id: UUID
    out_trade_no: str


def make_orders(engine: Engine, count: int) -> list[WaitingOrder]:
    """Fill an empty database; answers the orders."""
    facts = {"c": COUNTY_ID, "v": VILLAGE, "y": YEAR, "f": FEN, "n": count}
    with begin(engine) as work:
        for step in STEPS:
            work.run(step, {key: value for key, value in facts.items() if f":{key}" in step})
        orders = [
            WaitingOrder(row.attempt_id, order_number(COUNTY_ID, row.attempt_id))
            for row in work.run("select attempt_id from orders")
        ]
        work.run("create temp table numbered (attempt_id uuid, out_trade_no text)")
        with work.raw.cursor().copy("copy numbered from stdin") as copy:
            for order in orders:
                copy.write_row((order.attempt_id, order.out_trade_no))
        for step in OPEN:
            work.run(step, {key: value for key, value in facts.items() if f":{key}" in step})
        work.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum analyze")
        connection.exec_driver_sql("checkpoint")
    return orders
