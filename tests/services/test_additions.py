"""A newborn and somebody who moved in: asked for at the table, decided by the township."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest

from courier.domain.additions import AddReason, read_added
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.ports import FieldKind
from courier.services import case_work
from courier.services.addition_work import (
    accept_addition,
    addition_view,
    decline_addition,
    erase_old_additions,
    look_at_paper,
)
from courier.services.additions import Wish, adding_rules, ask_to_add, asked_of_household
from courier.services.households import household_view
from courier.texts import Locale
from tests.factories.county import PINE, WEST, id_number, make_county
from tests.factories.families import GRANDMOTHER, SON, assess
from tests.factories.pictures import portrait
from tests.factories.visits import TODAY

BORN = dt.date(2026, 10, 3)
BABY = {"name": "张小宝", "id_number": "", "relation": "grandchild", "category": ""}


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def home(core, county):
    household_id, _ = county.household([GRANDMOTHER, SON])
    assess(core)
    return household_id


def wish(household_id, *, born=BORN, reason=AddReason.BORN, papers=1, **facts):
    return Wish(
        request_id=uuid4(),
        household_id=household_id,
        reason=reason,
        person=read_added(reason, {**BABY, **facts}, born, TODAY),
        papers=[portrait()] * papers,
        locale=Locale.ZH_HANS,
    )


def taken(core, county, asked):
    """The case of a wish, in the clerk's hands."""
    ask_to_add(core, actor=county.courier, wish=asked)
    with core.begin() as work:
        case_id = work.scalar("select case_id from cases order by case_id desc")
    case_work.take_case(core, actor=county.clerk, case_id=case_id)
    return case_id


def rows(core, sql):
    with core.begin() as work:
        return list(work.run(sql).scalars())


def test_a_newborn_is_a_case_of_the_township_with_nothing_readable_in_the_tables(
    core, county, home
):
    number = ask_to_add(core, actor=county.courier, wish=wish(home))
    with core.begin() as work:
        case = work.run("select * from cases").one()
        added = work.run("select * from people_added").one()
        paper = work.run("select * from papers_added").one()
    assert (case.case_no, case.kind, case.region_code) == (number, "person_added", "990101101001")
    assert "张小宝" not in case.what
    assert "张小宝".encode() not in bytes(added.person)
    assert b"JFIF" not in bytes(paper.sealed)
    (asked,) = asked_of_household(core, actor=county.courier, household_id=home)
    assert (asked.name, asked.outcome) == ("张*", "waiting")


def test_the_same_wish_sent_again_is_one_case(core, county, home):
    asked = wish(home)
    numbers = {ask_to_add(core, actor=county.courier, wish=asked) for _ in range(3)}
    assert len(numbers) == 1
    assert len(rows(core, "select case_id from cases")) == 1


def test_only_who_has_the_case_sees_the_person_and_the_papers(core, county, home):
    case_id = taken(core, county, wish(home))
    view = addition_view(core, actor=county.clerk, case_id=case_id)
    assert (view.person.name, view.person.born, view.papers) == ("张小宝", BORN, 1)
    assert look_at_paper(core, actor=county.clerk, case_id=case_id, paper_no=1)[:2] == b"\xff\xd8"
    other = addition_view(core, actor=county.chief, case_id=case_id)
    assert (other.person, other.papers) == (None, 0)
    with pytest.raises(NotFound, match="paper_missing"):
        look_at_paper(core, actor=county.chief, case_id=case_id, paper_no=1)
    with pytest.raises(NotFound, match="case_not_found"):
        addition_view(core, actor=replace(county.clerk, region_code=WEST), case_id=case_id)
    with pytest.raises(NotAllowed):
        look_at_paper(core, actor=county.courier, case_id=case_id, paper_no=1)
    seen = rows(core, "select action from audit_events where action like 'added_%_seen' order by 1")
    assert seen == ["added_paper_seen", "added_person_seen"]


def test_an_accepted_newborn_is_a_member_who_owes_and_the_courier_is_told(core, county, home):
    case_id = taken(core, county, wish(home))
    number = id_number(120, BORN)
    accept_addition(
        core, actor=county.clerk, case_id=case_id, id_number=number, category="low_income"
    )
    members = {m.name: m for m in household_view(core, county.courier, home).members}
    assert members["张小宝"].relation == "grandchild"
    assert members["张小宝"].categories == ("low_income",)
    assert members["张小宝"].standing != "not_computed"
    (asked,) = asked_of_household(core, actor=county.courier, household_id=home)
    assert (asked.outcome, asked.answer) == ("accepted", "张*已经加进这一户了。")
    assert rows(core, "select status from cases") == ["closed"]
    evidence = rows(core, "select evidence from insuree_categories where category = 'low_income'")
    assert rows(core, "select case_no from cases")[0] in evidence


def test_what_is_declined_enrols_nobody_and_the_courier_reads_why(core, county, home):
    case_id = taken(core, county, wish(home))
    decline_addition(core, actor=county.clerk, case_id=case_id, words="出生证看不清，请重拍。")
    (asked,) = asked_of_household(core, actor=county.courier, household_id=home)
    assert (asked.outcome, asked.answer) == ("declined", "出生证看不清，请重拍。")
    assert len(household_view(core, county.courier, home).members) == 2


def test_a_case_is_decided_once_by_whoever_has_it(core, county, home):
    case_id = taken(core, county, wish(home))
    with pytest.raises(Conflict, match="case_taken"):
        decline_addition(core, actor=county.chief, case_id=case_id, words="不行")
    with pytest.raises(Conflict, match="case_needs_decision"):
        case_work.close_case(core, actor=county.clerk, case_id=case_id, words="好了")
    decline_addition(core, actor=county.clerk, case_id=case_id, words="不行")
    with pytest.raises(Conflict, match="case_closed"):
        accept_addition(core, actor=county.clerk, case_id=case_id, id_number=id_number(1, BORN))
    with pytest.raises(Conflict, match="added_decided_already"):
        case_work.reopen_case(core, actor=county.clerk, case_id=case_id, words="再看看")


def test_without_a_number_that_fits_the_birth_nobody_is_enrolled(core, county, home):
    case_id = taken(core, county, wish(home))
    for number, code in (
        ("", "id_number_missing"),
        ("123", "id_number_length"),
        (id_number(3, dt.date(2026, 10, 4)), "added_born_differs"),
    ):
        with pytest.raises(BadInput, match=code):
            accept_addition(core, actor=county.clerk, case_id=case_id, id_number=number)
    assert rows(core, "select outcome from people_added") == [None]


def test_who_moved_in_from_the_neighbours_leaves_their_household(core, county, home):
    born = dt.date(1991, 2, 3)
    neighbours, (_, daughter) = county.household([SON, ("李梅", born, [])])
    assess(core)
    with core.begin() as work:
        sealed = work.scalar(
            "select id_number from insurees where insuree_id = :i", {"i": daughter}
        )
    number = core.sealer.open(FieldKind.ID_NUMBER, bytes(sealed))
    asked = wish(
        home, born=born, reason=AddReason.MOVED_IN, name="李梅", id_number=number,
        relation="child_in_law",
    )  # fmt: skip
    accept_addition(core, actor=county.clerk, case_id=taken(core, county, asked))
    assert "李梅" in {m.name for m in household_view(core, county.courier, home).members}
    left = household_view(core, county.courier, neighbours).members
    assert "李梅" not in {m.name for m in left}


def test_somebody_enrolled_out_of_reach_is_not_taken_over(core, county, home):
    born = dt.date(1991, 2, 3)
    _, (far,) = county.household([("李梅", born, [])], village=PINE)
    with core.begin() as work:
        sealed = work.scalar("select id_number from insurees where insuree_id = :i", {"i": far})
    number = core.sealer.open(FieldKind.ID_NUMBER, bytes(sealed))
    asked = wish(
        home, born=born, reason=AddReason.MOVED_IN, name="李梅", id_number=number, relation="spouse"
    )
    case_id = taken(core, county, asked)
    with pytest.raises(Conflict, match="roster_person_not_yours"):
        accept_addition(core, actor=county.clerk, case_id=case_id)
    assert rows(core, "select outcome from people_added") == [None]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "name_missing"),
        ({"name": "=1+1"}, "name_characters"),
        ({"id_number": "11010119"}, "id_number_length"),
        ({"born": None}, "added_born_missing"),
        ({"born": TODAY + dt.timedelta(days=1)}, "added_born_wrong"),
        ({"born": dt.date(1958, 1, 1)}, "added_not_newborn"),
        ({"id_number": id_number(7, dt.date(2026, 1, 1))}, "added_born_differs"),
        ({"relation": "head"}, "added_relation_missing"),
        ({"relation": "king"}, "added_relation_missing"),
        ({"category": "dragon"}, "category_unknown"),
    ],
)
def test_rubbish_about_a_person_is_refused(changes, code):
    with pytest.raises(BadInput, match=code):
        wish(uuid4(), **changes)


@pytest.mark.parametrize(
    ("papers", "code"),
    [
        ([], "added_paper_missing"),
        ([b"x"] * 5, "added_papers_many"),
        ([b""], "picture_empty"),
        ([b"%PDF-1.7 rubbish"], "picture_pdf"),
        ([b"\0\0\0\x18ftypheic" + b"\0" * 40], "picture_heic"),
        ([b"MZ not a picture"], "picture_not_readable"),
    ],
)
def test_rubbish_as_papers_is_refused_and_nothing_is_kept(core, county, home, papers, code):
    with pytest.raises(BadInput, match=code):
        ask_to_add(core, actor=county.courier, wish=replace(wish(home), papers=papers))
    assert rows(core, "select case_id from cases") == []


def test_a_household_of_another_village_is_not_hers_to_add_to(core, county):
    far, _ = county.household([SON], village=PINE)
    with pytest.raises(NotFound, match="household_not_found"):
        ask_to_add(core, actor=county.courier, wish=wish(far))
    with pytest.raises(NotFound, match="household_not_found"):
        asked_of_household(core, actor=county.courier, household_id=far)


def test_papers_and_person_are_erased_thirty_days_after_the_decision(core, county, home, clock):
    case_id = taken(core, county, wish(home))
    decline_addition(core, actor=county.clerk, case_id=case_id, words="不行")
    waiting = taken(core, county, wish(home))
    clock.forward(days=29)
    assert erase_old_additions(core) == 0
    clock.forward(days=2)
    assert erase_old_additions(core) == 1
    assert rows(core, "select case_id from papers_added") == [waiting]
    assert addition_view(core, actor=county.clerk, case_id=case_id).person is None
    first = asked_of_household(core, actor=county.courier, household_id=home)[-1]
    assert (first.name, first.outcome, first.answer) == ("", "declined", "不行")


def test_the_pack_says_which_papers_and_how_long_a_newborn_has(core, county):
    rules = adding_rules(core, 990101, AddReason.BORN)
    assert "birth_certificate" in rules.papers
    assert rules.newborn_days or rules.newborn_months
