"""Nobody is charged without having agreed to this very amount."""

import datetime as dt

import pytest

from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.domain.money import Money
from courier.services.consents import record_consent
from courier.services.households import household_view
from courier.texts import Locale
from tests.factories.county import PINE, make_county
from tests.factories.families import GRANDMOTHER, SON, UNCLE, assess
from tests.factories.visits import accepted, states


def agree(core, actor, household_id, insurees, **changes):
    facts = {"visit_id": None, "method": "spoken", "locale": Locale.ZH_HANS}
    return record_consent(
        core, actor, household_id=household_id, insurees=insurees, **{**facts, **changes}
    )


def kept(core):
    with core.begin() as work:
        return list(work.run("select * from consents order by own_fen"))


@pytest.fixture
def met(core):
    county = make_county(core)
    household_id, insurees = county.household([GRANDMOTHER, SON, UNCLE])
    assess(core)
    return county, household_id, insurees


def test_consent_keeps_for_each_person_what_was_read_out(core, met):
    county, household_id, (grandmother, son, _) = met
    view = agree(core, county.courier, household_id, [grandmother, son])
    assert view.total == Money(56000)
    rows = kept(core)
    assert [row.own_fen for row in rows] == [16000, 40000]
    assert rows[0].said_text == "张老太，2027年度居民医保，个人要交160元。"
    assert {(row.method, row.locale, row.courier_id) for row in rows} == {
        ("spoken", "zh_Hans", county.courier.person_id)
    }
    members = {
        m.name: m.consented for m in household_view(core, county.courier, household_id).members
    }
    assert members == {"张老太": True, "张三": True, "张五保": False}


def test_consent_to_an_older_amount_counts_no_more(core, met):
    county, household_id, (grandmother, *_) = met
    agree(core, county.courier, household_id, [grandmother])
    with core.begin() as work:
        work.run("update obligations set own_fen = 17000 where insuree_id = :i", {"i": grandmother})
        work.commit()
    members = household_view(core, county.courier, household_id).members
    assert not any(member.consented for member in members)


def test_an_amount_that_changed_while_it_was_read_out_is_asked_again(core, met):
    county, household_id, (grandmother, *_) = met
    with pytest.raises(Conflict, match="consent_amount_changed") as changed:
        agree(core, county.courier, household_id, [grandmother], shown=Money(15000))
    assert changed.value.facts == {"amount": Money(16000)}
    assert kept(core) == []


def test_consent_brings_the_visit_on_its_way(core, met):
    county, household_id, (grandmother, *_) = met
    visit = accepted(core, county)
    for _ in range(2):
        agree(core, county.courier, household_id, [grandmother], visit_id=visit.visit_id)
    assert states(core, visit.visit_id) == ["requested", "accepted", "arrived", "consented"]


def test_whoever_owes_nothing_is_named_and_nothing_is_kept(core, met):
    county, household_id, (grandmother, _, uncle) = met
    with pytest.raises(Refused, match="consent_nothing_to_pay") as refused:
        agree(core, county.courier, household_id, [grandmother, uncle])
    assert refused.value.facts == {"name": "张五保"}
    assert kept(core) == []


def test_a_stranger_cannot_be_put_among_the_members(core, met):
    county, household_id, (grandmother, *_) = met
    _, (stranger,) = county.household([("李四", dt.date(1980, 1, 1), [])])
    assess(core)
    with pytest.raises(NotFound, match="consent_not_a_member"):
        agree(core, county.courier, household_id, [grandmother, stranger])


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"insurees": []}, "consent_nobody"), ({"method": "telepathy"}, "consent_method_missing")],
)
def test_consent_needs_people_and_a_way_of_agreeing(core, met, changes, code):
    county, household_id, insurees = met
    with pytest.raises(BadInput, match=code):
        agree(core, county.courier, household_id, **{"insurees": insurees[:1], **changes})


def test_a_courier_of_elsewhere_records_nothing(core):
    county = make_county(core)
    household_id, insurees = county.household([SON], village=PINE)
    assess(core)
    with pytest.raises(NotFound, match="household_not_found"):
        agree(core, county.courier, household_id, insurees)


def test_somebody_elses_visit_is_not_moved(core, met):
    county, household_id, (grandmother, *_) = met
    visit = accepted(core, county)
    with pytest.raises(NotFound, match="visit_not_found"):
        agree(core, county.other_courier, household_id, [grandmother], visit_id=visit.visit_id)
    assert kept(core) == []
