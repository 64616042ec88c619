"""The demo county: filled once, and never near a database where real people are."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from courier.domain.browsers import Browser
from courier.domain.errors import Refused
from courier.domain.identity import IdNumber
from courier.domain.one_time_codes import new_secret
from courier.services.accounts import sign_in_courier
from courier.services.admin_sign_in import sign_in_by_code
from courier.services.demo import (
    DemoFolder,
    demo_courier_no,
    demo_slip,
    invite_demo_courier,
    is_seeded,
    seed_demo,
)
from courier.services.demo_codes import demo_code, give_demo_codes
from courier.services.demo_guard import mark_as_demo, require_demo_database
from courier.services.households import household_view
from courier.services.invitations import accept_invitation
from courier.services.sessions import actor_of_session
from courier.services.slips import open_slip, read_picture
from courier.settings import ROOT
from tests.factories.county import make_county
from tests.factories.sign_ins import begun, staff

FOLDER = DemoFolder(ROOT / "courier" / "sandbox" / "demo")
COUNTS = "select count(*) from {}"


def password_of(name: str) -> str:
    return f"a long password of {name}"


def count(core, table: str) -> int:
    with core.begin() as work:
        return work.scalar(COUNTS.format(table))


@pytest.fixture
def unmarked(core):
    """A database without the demo's marks, before and after."""

    def unmark() -> None:
        with core.begin() as work:
            work.run("comment on table regions is null")
            work.run("comment on table insurees is null")
            work.commit()

    unmark()
    yield core
    unmark()


@pytest.fixture
def demo(unmarked):
    seed_demo(unmarked, FOLDER, password_of)
    return unmarked


def test_the_demo_refuses_a_database_with_real_people(unmarked):
    make_county(unmarked)
    before = count(unmarked, "audit_events"), count(unmarked, "regions")
    with pytest.raises(Refused, match="demo_refused"):
        require_demo_database(unmarked.engine)
    with pytest.raises(Refused, match="demo_refused"):
        seed_demo(unmarked, FOLDER, password_of)
    assert (count(unmarked, "audit_events"), count(unmarked, "regions")) == before
    assert not is_seeded(unmarked)


def test_the_demo_refuses_a_database_of_another_product(unmarked):
    with unmarked.begin() as work:
        work.run("alter table insurees rename to somebody_elses")
        with pytest.raises(Refused, match="demo_refused"):
            mark_as_demo(work)


def test_the_demo_takes_an_empty_database(unmarked):
    require_demo_database(unmarked.engine)


def test_the_demo_takes_its_own_database_again(demo):
    require_demo_database(demo.engine)
    assert is_seeded(demo)


def test_the_county_has_its_people_and_all_that_they_need(demo):
    assert count(demo, "insurees") == count(demo, "obligations") == 300
    assert count(demo, "households") == count(demo, "slips") == 90
    assert count(demo, "regions where level = 'village'") == 6
    assert count(demo, "admins") == 3
    assert count(demo, "couriers where status = 'approved'") == 1
    assert count(demo, "cards where revoked_at is null") == 1
    assert count(demo, "visits") == 3
    with demo.begin() as work:
        assert work.scalar("select sum(people) from collection_targets") == 300


def test_an_interrupted_filling_is_completed_without_doubles(unmarked):
    calls = []

    def fails_at_the_second(name: str) -> str:
        calls.append(name)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return password_of(name)

    with pytest.raises(RuntimeError):
        seed_demo(unmarked, FOLDER, fails_at_the_second)
    assert not is_seeded(unmarked)
    seed_demo(unmarked, FOLDER, password_of)
    assert is_seeded(unmarked)
    assert (count(unmarked, "insurees"), count(unmarked, "admins")) == (300, 3)
    assert (count(unmarked, "couriers"), count(unmarked, "visits")) == (5, 3)


def test_the_mother_of_the_walk_through_pays_160_yuan(demo):
    with demo.begin() as work:
        own = work.scalar(
            "select own_fen from obligations join insurees using (county_id, insuree_id)"
            " where name = '赵桂英' and birth_date = '1958-03-08'"
        )
    assert own == 16000


def give_codes(core):
    names = [admin["sign_in_name"] for admin in FOLDER.staff["admins"]]
    secrets = {name: new_secret() for name in names}
    give_demo_codes(core, names, lambda name: secrets[name])
    return names


def test_every_role_can_sign_in_with_the_code_that_the_demo_shows(demo):
    for name in give_codes(demo):
        half_way = begun(demo, name, password_of(name))
        code = demo_code(demo, name)
        assert sign_in_by_code(demo, begun=half_way, code=code, browser=Browser.OTHER)


def test_codes_are_given_to_the_demos_admins_once(demo):
    (first, *_) = give_codes(demo)
    before = demo_code(demo, first)
    give_codes(demo)
    assert demo_code(demo, first) == before


def test_outside_the_demos_database_no_code_is_given_or_told(unmarked):
    make_county(unmarked)
    person = staff(unmarked, "county")
    assert demo_code(unmarked, "county") is None
    with pytest.raises(Refused, match="demo_refused"):
        give_demo_codes(unmarked, ["county"], lambda _: new_secret())
    assert person.sign_in(), "the secret is the person's own as before"


def test_the_courier_registers_a_phone_and_reads_the_slip_that_was_drawn(demo):
    device = accept_invitation(demo, token=invite_demo_courier(demo, FOLDER), pin="482915")
    assert device.courier_no == demo_courier_no(demo, FOLDER)
    session = sign_in_courier(
        demo,
        county_id=device.county_id,
        device_token=device.device_token,
        courier_no=device.courier_no,
        pin="482915",
    )
    actor = actor_of_session(demo, county_id=session.county_id, session_id=session.session_id)
    code = read_picture(demo, demo_slip(demo, FOLDER, "zh_Hans"))
    household = household_view(demo, actor, open_slip(demo, actor, code))
    assert [member.name for member in household.members][:1] == ["王大海"]
    assert len(household.members) == 4


def test_the_roster_is_invented_and_in_good_order():
    with (FOLDER.path / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = [row["身份证号"] for row in rows]
    assert len(set(numbers)) == len(numbers) == 300
    for number in numbers:
        assert number.startswith("990101"), "no such county: nobody's own number"
        IdNumber.from_text(number, today=dt.date(2026, 11, 22))
    names = "".join(row["姓名"] for row in rows)
    assert "·" in names
    assert set("䶮㛃𬭎") <= set(names)


def test_a_demo_whose_courier_was_suspended_still_starts(demo):
    assert invite_demo_courier(demo, FOLDER)
    with demo.begin() as work:
        work.run("update couriers set status = 'suspended' where approved_by is not null")
        work.commit()
    assert invite_demo_courier(demo, FOLDER) is None
    assert demo_courier_no(demo, FOLDER) == ""


def test_the_demo_has_checks_of_three_weeks_and_an_alarm_to_look_at(demo):
    assert count(demo, "courier_checks where way = 'page'") == 21
    assert count(demo, "courier_checks where day = (select max(day) from courier_checks)") == 3
    assert count(demo, "check_alarms where kind = 'far' and state = 'open'") == 1
