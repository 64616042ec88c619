"""Short ways for tests to owe, consent, and look at the books."""

from __future__ import annotations

import uuid

from courier.domain.money import Money
from courier.domain.payments import Owed
from courier.services.obligations import compute_obligations
from courier.services.payments import PaymentRequest
from tests.factories.county import COUNTY_ID, YEAR


def assess(core):
    return compute_obligations(core, county_id=COUNTY_ID, coverage_year=YEAR, pack_id="demo-2027")


def owed_by(core, insurees) -> tuple[Owed, ...]:
    """What these people owe, in their order."""
    with core.begin() as work:
        rows = {
            row.insuree_id: Owed(row.obligation_id, Money(row.own_fen))
            for row in work.run("select * from obligations where own_fen > 0")
        }
    return tuple(rows[insuree] for insuree in insurees)


def consent(core, courier, insurees) -> None:
    with core.begin() as work:
        work.run(
            "insert into consents (county_id, insuree_id, coverage_year, own_fen, method,"
            " said_text, locale, courier_id) select county_id, insuree_id, coverage_year, own_fen,"
            " 'spoken', '…', 'zh_Hans', :courier from obligations"
            " where insuree_id = any (cast(:people as uuid[]))",
            {"courier": courier.person_id, "people": [str(one) for one in insurees]},
        )
        work.commit()


def request_for(core, household_id, insurees, key=None) -> PaymentRequest:
    return PaymentRequest(
        key=key or uuid.uuid4().hex, household_id=household_id, owed=owed_by(core, insurees)
    )


def balance(core, account) -> int:
    with core.begin() as work:
        return int(
            work.scalar(
                "select coalesce(sum(amount_fen), 0) from ledger_lines where account = :a",
                {"a": account},
            )
        )


def count(core, table, where="true") -> int:
    with core.begin() as work:
        return int(work.scalar(f"select count(*) from {table} where {where}"))


def give_book(core, county, courier, leaves=50) -> None:
    with core.begin() as work:
        work.run(
            "insert into receipt_books (county_id, book_no, courier_id, leaves, issued_by)"
            " values (:c, nextval('receipt_book_numbers'), :k, :n, :a)",
            {
                "c": COUNTY_ID,
                "k": courier.person_id,
                "n": leaves,
                "a": county.clerk.person_id,
            },
        )
        work.commit()
