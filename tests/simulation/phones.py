"""Couriers' phones without a network, for the machine of payments: cash that is told late, twice,
out of order, or by a phone that was lost meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from courier.domain.phone_items import read_call
from courier.domain.receipts import leaf_number
from courier.services.phone_items import take_items
from courier.services.phone_last import hold_last
from tests.factories.phones import Phone, leaves, registered_phone, revoke
from tests.simulation.small_county import AMOUNTS

people = st.sets(st.integers(0, len(AMOUNTS) - 1), min_size=1).map(sorted)
index = st.integers(0, 7)
LEAF = """
select r.amount_fen as receipt, v.receipt_no is not null as is_void, s.amount_fen as kept
from (select 1) as one
  left join receipts r on r.county_id = :c and r.receipt_no = :number
  left join receipt_voids v on v.county_id = :c and v.receipt_no = :number
  left join suspense_items s on s.county_id = :c and s.transaction_id = :shown
"""


@dataclass
class Pocket:
    """A phone and what it remembers: items, and leaves that were written on."""

    phone: Phone
    items: list[dict] = field(default_factory=list)
    written: set[str] = field(default_factory=set)
    is_lost: bool = False


class PhonesWithoutNetwork:
    """Rules beside those of the payments; ``pockets`` holds each courier's phones, newest last."""

    def give_phones(self) -> None:
        self.pockets = [Pocket(registered_phone(self.base, one)) for one in self.county.couriers]

    @rule(who=st.integers(0, 1), whom=people, other=st.sampled_from([None, None, None, 12300]))
    def cash_without_a_network(self, who, whom, other):
        pocket = self._pocket_of(who)
        free = [one for one in leaves(self.base, pocket.phone) if one not in pocket.written]
        owed = [
            {
                "obligation": self.county.obligations[one],
                "fen": other or AMOUNTS[one],
                "leaf": leaf,
            }
            for one, leaf in zip(whom, free, strict=False)
        ]
        if owed:
            body = {"visit": None, "household": self.county.household_id, "owed": owed}
            pocket.written |= {one["leaf"] for one in owed}
            pocket.items.append(pocket.phone.item("cash", body))

    @precondition(lambda self: any(pocket.items for pocket in self.pockets))
    @rule(who=index, which=index, times=st.integers(1, 2))
    def hand_in(self, who, which, times):
        pocket = self._pick([one for one in self.pockets if one.items], who)
        for _ in range(times):
            self._hand_in(pocket, [self._pick(pocket.items, which)])

    @rule(who=st.integers(0, 1))
    def lose_the_phone(self, who):
        pocket = self._pocket_of(who)
        revoke(self.base, pocket.phone)
        pocket.is_lost = True
        self.pockets.append(Pocket(registered_phone(self.base, pocket.phone.actor)))

    def hand_in_everything(self) -> None:
        """At the end all have a network again; what was handed in before is sent once more."""
        for pocket in self.pockets:
            for item in pocket.items:
                self._hand_in(pocket, [item])

    def check_leaves(self) -> None:
        """Each leaf that was written on is one receipt, or void with its money kept; or held."""
        with self.base.begin() as work:
            held = set(
                work.run(
                    "select item_id from phone_items where county_id = :c and outcome = 'held'",
                    {"c": self.county.county_id},
                ).scalars()
            )
            for item, one in self._written():
                facts = {"c": self.county.county_id, "shown": one["leaf"]}
                row = work.run(LEAF, {**facts, "number": leaf_number(one["leaf"])}).one()
                ways = [(one["fen"], None), (None, one["fen"])]
                if uuid.UUID(item["id"]) in held:
                    ways = [(None, None)]
                assert (row.receipt, row.kept) in ways, (item, row)
                assert row.is_void or row.kept is None, (item, row)

    def _written(self) -> Iterator[tuple[dict, dict]]:
        for pocket in self.pockets:
            for item in pocket.items:
                for one in item["body"]["owed"]:
                    yield item, one

    def _pocket_of(self, who: int) -> Pocket:
        holder = self.county.couriers[who].person_id
        return [one for one in self.pockets if one.phone.actor.person_id == holder][-1]

    def _hand_in(self, pocket: Pocket, items: list[dict]) -> None:
        call = read_call(pocket.phone.call(*items))
        token = pocket.phone.token
        if pocket.is_lost:
            county_id = self.county.county_id
            self._try(hold_last, county_id=county_id, device_token=token, call=call)
        else:
            self._try(take_items, actor=pocket.phone.actor, device_token=token, call=call)
