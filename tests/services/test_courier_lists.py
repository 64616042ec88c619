"""Lists of couriers: filters, pages by key, counts; a few statements and indexes at any number."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.courier_states import CourierStatus
from courier.services.courier_lists import (
    PAGE,
    CourierFilter,
    count_couriers,
    counts_by_status,
    list_couriers,
    running_out,
)
from courier.services.courier_views import courier_detail
from courier.services.couriers import create_courier
from courier.store.queries import courier_lists as sql
from tests.factories.county import EAST, PEACH, PLUM, WEST, WILLOW, make_county
from tests.factories.many_couriers import make_couriers
from tests.factories.people_at_work import approved, new_courier, registered
from tests.factories.visits import statements


@pytest.fixture
def county(core):
    return make_county(core)


def names(core, actor, **wanted) -> list[str]:
    page = list_couriers(core, actor=actor, wanted=CourierFilter(**wanted))
    return [one.name for one in page.couriers]


def test_the_list_is_filtered_by_state_name_number_and_card(core, county):
    create_courier(core, actor=county.clerk, new=new_courier())
    with_card = approved(core, county, name="钱多多")
    card_no = courier_detail(core, actor=county.chief, courier_id=with_card).card_no
    assert names(core, county.chief, status=CourierStatus.APPLIED) == ["赵春梅"]
    assert names(core, county.chief, said="多") == ["钱多多"]
    assert names(core, county.chief, said="900001") == ["王小花"]
    assert names(core, county.chief, said="9000") == ["王小花", "李大山"]
    assert names(core, county.chief, said=f" {card_no.lower()} ") == ["钱多多"]
    assert names(core, county.chief)[0] == "赵春梅", "waiting first"


def test_the_list_is_filtered_by_place_phone_and_expiry(core, county, clock):
    registered(core, county, name="钱多多")
    assert names(core, county.chief, township_code=WEST) == ["李大山"]
    assert names(core, county.chief, village_code=WILLOW) == ["李大山"]
    assert set(names(core, county.chief, village_code=PEACH)) == {"王小花", "李大山", "钱多多"}
    assert set(names(core, county.chief, without_phone=True)) == {"王小花", "李大山"}
    assert names(core, county.chief, expires_within_days=30) == []
    clock.moment += dt.timedelta(days=340)
    assert names(core, county.chief, expires_within_days=30) == ["钱多多"]


def test_a_filter_never_widens_an_area(core, county):
    assert names(core, county.clerk) == ["王小花"]
    assert names(core, county.clerk, township_code=WEST) == []
    assert names(core, county.clerk, village_code=PEACH) == ["王小花"]
    assert sum(counts_by_status(core, actor=county.clerk, township_code=WEST).values()) == 0


@pytest.mark.parametrize("said", ["\0", "%", "_", "'", "\ud83d", "x" * 5000, "9" * 400, "-", "٣"])
def test_a_strange_search_finds_nothing_and_breaks_nothing(core, county, said):
    found = count_couriers(core, actor=county.chief, wanted=CourierFilter(said=said))
    assert found == (2 if said in {"\0", "\ud83d"} else 0)


@pytest.mark.parametrize("after", ["x", "active-", "-1", "active-'; drop", "revoked-" + "9" * 5000])
def test_a_strange_place_in_the_list_breaks_nothing(core, county, after):
    list_couriers(core, actor=county.chief, after=after)


def test_pages_follow_one_another_without_gap_or_repeat(core, county):
    make_couriers(core, county, 75)
    seen, after = [], ""
    while after is not None:
        page = list_couriers(core, actor=county.chief, after=after)
        assert len(page.couriers) <= PAGE
        seen += [one.courier_no for one in page.couriers]
        after = page.next_after
    assert len(seen) == len(set(seen)) == 77


def test_counts_by_state_are_of_the_area_or_a_township(core, county):
    make_couriers(core, county, 20)
    all_of = counts_by_status(core, actor=county.chief)
    assert sum(all_of.values()) == 22
    east = counts_by_status(core, actor=county.chief, township_code=EAST)
    assert east == counts_by_status(core, actor=county.clerk)
    assert set(all_of) == set(CourierStatus)


def test_what_runs_out_is_told_per_township_in_thirty_sixty_ninety_days(core, county, clock):
    approved(core, county)
    clock.moment += dt.timedelta(days=365 - 75)
    [east] = running_out(core, actor=county.chief)
    assert (east.township_name, east.expired, east.within) == ("东河镇", 0, (0, 0, 1))
    clock.moment += dt.timedelta(days=50)
    assert running_out(core, actor=county.chief)[0].within == (1, 0, 0)
    clock.moment += dt.timedelta(days=50)
    assert running_out(core, actor=county.chief)[0].expired == 1
    assert running_out(core, actor=county.clerk)


FILTERS = [
    {},
    {"status": CourierStatus.ACTIVE},
    {"township_code": EAST},
    {"township_code": EAST, "status": CourierStatus.ACTIVE},
    {"village_code": PLUM},
    {"expires_within_days": 30},
    {"without_phone": True},
    {"said": "100123"},
]


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_list_is_one_statement_however_long_it_is(core, county, wanted):
    make_couriers(core, county, 60)
    sent = CourierFilter(**wanted)
    assert statements(core, lambda: list_couriers(core, actor=county.chief, wanted=sent)) == 1
    assert statements(core, lambda: counts_by_status(core, actor=county.chief)) == 1


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_page_of_a_long_list_is_read_by_indexes(core, county, wanted):
    from courier.services.courier_lists import facts_of

    make_couriers(core, county, 6000)
    facts = facts_of(core, county.chief, CourierFilter(**wanted))
    facts = {**facts, "after_status": "active", "after_no": "100100", "count": PAGE}
    with core.begin_for(county.chief) as work:
        rows = work.run(f"explain {sql.page(facts.keys())}", facts)
        plan = "\n".join(row[0] for row in rows)
    assert "Seq Scan on couriers" not in plan, plan
    assert "Seq Scan on cards" not in plan, plan
    assert "Seq Scan on courier_devices" not in plan, plan
