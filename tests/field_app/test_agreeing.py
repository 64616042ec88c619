"""The page on which a household agrees, over HTTP."""

import pytest

from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, SON, UNCLE, assess
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in


@pytest.fixture
def asked(client, core):
    """Her phone, the page's address, and two people who owe."""
    county = make_county(core)
    household_id, (grandmother, son, _) = county.household([GRANDMOTHER, SON, UNCLE])
    assess(core)
    phone = signed_in(client, core, county.courier)
    return phone, f"/courier/household/{household_id}/consent", [str(grandmother), str(son)]


def kept(core):
    with core.begin() as work:
        return work.scalar("select count(*) from consents")


def test_a_household_that_changed_meanwhile_is_said_and_nothing_is_kept(core, asked):
    phone, where, people = asked
    with core.begin() as work:
        work.run(
            "update memberships set left_on = joined_on where insuree_id = :i", {"i": people[1]}
        )
        work.commit()
    sent = {"person": people, "method": "spoken", "shown_fen": "56000"}
    answer = phone.post(where, data=sent)
    check_page(answer, status=409)
    assert "这一户刚才变了" in answer.text
    assert "张三" not in answer.text
    assert 'name="shown_fen" value="16000"' in answer.text
    assert kept(core) == 0


def test_a_witness_without_a_name_is_asked_for_again(core, asked):
    phone, where, people = asked
    sent = {"person": people, "method": "witness", "shown_fen": "56000"}
    answer = phone.post(where, data={**sent, "witness_relation": "邻居"})
    check_page(answer, status=400)
    assert "请写上作证的人的名字" in answer.text
    assert kept(core) == 0
    agreed = phone.post(where, data={**sent, "witness_name": "王大妈", "witness_relation": "邻居"})
    assert agreed.status_code == 303
    assert kept(core) == 2
