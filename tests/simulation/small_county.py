"""A county made in a few milliseconds, one for each example, so that examples never meet."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field

from courier.domain.ledger import Account, PostingKind
from courier.domain.money import Money
from courier.domain.payments import Owed
from courier.services.core import Actor, ActorKind, Core
from courier.store.queries import ledger
from courier.store.rows.ledger import Line

YEAR = 2027
PACK = "demo-2027"
AMOUNTS = (16000, 40000, 40000, 20000)
_counties = itertools.count(100_001)


@dataclass
class SmallCounty:
    """One village, one household of four, two couriers with books, two admins."""

    core: Core
    county_id: int = field(default_factory=lambda: next(_counties))
    household_id: uuid.UUID = field(default_factory=uuid.uuid4)

    def __post_init__(self) -> None:
        self.village = f"{self.county_id:06d}001001"
        self.clerk, self.chief = self._actor(ActorKind.ADMIN), self._actor(ActorKind.ADMIN)
        self.couriers = [self._actor(ActorKind.COURIER) for _ in range(2)]
        self.people = [uuid.uuid4() for _ in AMOUNTS]
        self.obligations = [uuid.uuid4() for _ in AMOUNTS]
        self._write()

    def owed(self, index: int) -> Owed:
        return Owed(self.obligations[index], Money(AMOUNTS[index]))

    def _actor(self, kind: ActorKind) -> Actor:
        region = f"{self.county_id:06d}000000"
        return Actor(kind, self.county_id, uuid.uuid4(), "某人", region, "county")

    def _write(self) -> None:
        facts = {"c": self.county_id, "v": self.village, "h": self.household_id}
        with self.core.begin() as work:
            township = f"{self.county_id:06d}001000"
            place = "insert into regions values (:r, :p, :l, :r, :r, :c)"
            of_county = {"c": self.county_id}
            work.run(place, {"r": township, "p": None, "l": "township", **of_county})
            work.run(place, {"r": self.village, "p": township, "l": "village", **of_county})
            for admin in (self.clerk, self.chief):
                work.run(
                    "insert into admins (county_id, admin_id, sign_in_name, name, password_hash,"
                    " role, region_code)"
                    " values (:c, :i, cast(:i as text), '某', '-', 'county', :v)",
                    {**facts, "i": admin.person_id},
                )
            work.run("insert into households values (:c, :h, :v, '1')", facts)
            for number, courier in enumerate(self.couriers):
                self._write_courier(work, facts, number, courier)
            for index in range(len(AMOUNTS)):
                self._write_person(work, facts, index)
            ledger.post(
                work,
                county_id=self.county_id,
                kind=PostingKind.ASSESSMENT,
                at=self.core.clock.now(),
                lines=[
                    *(
                        Line(Account.OBLIGATION_RECEIVABLE, str(one), fen, self.village)
                        for one, fen in zip(self.obligations, AMOUNTS, strict=True)
                    ),
                    Line(Account.FUND, str(YEAR), -sum(AMOUNTS), self.village),
                ],
            )
            work.commit()

    def _write_courier(self, work, facts, number, courier) -> None:
        row = {**facts, "i": courier.person_id, "n": str(number), "a": self.clerk.person_id}
        work.run(
            "insert into couriers (county_id, courier_id, courier_no, name, phone, township_code,"
            " created_by) values (:c, :i, :n, '某', '\\x00', :v, :a)",
            row,
        )
        work.run("insert into courier_villages values (:c, :i, :v)", row)
        work.run(
            "insert into receipt_books (county_id, book_no, courier_id, leaves, issued_by)"
            " values (:c, nextval('receipt_book_numbers'), :i, 40, :a)",
            row,
        )

    def _write_person(self, work, facts, index) -> None:
        row = {
            **facts,
            "i": self.people[index],
            "o": self.obligations[index],
            "f": AMOUNTS[index],
            "s": self.people[index].bytes,
            "k": self.couriers[0].person_id,
        }
        work.run(
            "insert into insurees (county_id, insuree_id, name, name_sort, id_number, id_masked,"
            " birth_date, sex, village_code)"
            " values (:c, :i, '某', '某', :s, '-', '1980-01-01', 'male', :v)",
            row,
        )
        work.run(
            "insert into obligations (county_id, obligation_id, insuree_id, coverage_year,"
            " village_code, status, pack_id, pack_fingerprint, full_fen, own_fen)"
            f" values (:c, :o, :i, {YEAR}, :v, 'open', '{PACK}', '-', :f, :f)",
            row,
        )
        work.run(
            "insert into consents (county_id, insuree_id, coverage_year, own_fen, method,"
            f" said_text, locale, courier_id) values (:c, :i, {YEAR}, :f, 'spoken', '…', 'zh', :k)",
            row,
        )
