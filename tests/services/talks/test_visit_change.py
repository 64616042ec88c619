"""Following, changing and calling off a visit in the conversation."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.errors import Conflict
from courier.domain.visits import VisitState
from courier.ports import FieldKind
from courier.services import rounds, visit_changes, visits
from tests.factories.county import PINE
from tests.factories.visits import TODAY, TOMORROW, ask, states


def row(core, visit_no):
    with core.begin() as work:
        return work.run("select * from visits where visit_no = :n", {"n": visit_no}).one()


def test_a_visit_is_followed_in_words_with_whom_to_call(core, county, talk):
    visit = ask(core)
    assert "还在等快递员接单" in talk.say(visit.visit_no)
    assert talk.sends[:3] == ["change_day", "change_place", "call_off"]
    rounds.accept_visit(core, county.courier, visit.visit_id)
    assert "接了单，电话" in talk.say("快递员到哪了")
    rounds.depart(core, county.courier, visit.visit_id)
    assert "在路上了" in talk.say(visit.visit_no)
    assert talk.sends == ["call_off"]


def test_the_only_visit_of_the_conversation_is_moved_to_another_day(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    assert "改到哪天" in talk.say("change_day")
    assert "改好了" in talk.say("后天吧")
    assert row(core, visit.visit_no).wanted_on == TODAY + dt.timedelta(days=2)


def test_the_day_may_come_with_the_wish(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    assert "改好了" in talk.say("上门改到明天行吧")
    assert row(core, visit.visit_no).wanted_on == TOMORROW


def test_wish_and_number_in_one_message_need_no_question(core, talk):
    visit = ask(core)
    assert "要取消" in talk.say(f"取消上门 {visit.visit_no}")
    assert "取消好了" in talk.say("取消")
    assert row(core, visit.visit_no).status == VisitState.CANCELLED


def test_without_a_visit_in_the_conversation_its_number_is_asked_for(core, talk):
    visit = ask(core)
    assert "单号" in talk.say("取消上门")
    assert "单号" in talk.say("我不记得了")
    assert "要取消" in talk.say(visit.visit_no)
    assert "照原来的" in talk.say("不对")
    assert row(core, visit.visit_no).status == VisitState.REQUESTED


def test_of_several_visits_one_is_chosen(core, talk):
    first, second = ask(core), ask(core, contact_name="李大爷", wanted_on=TOMORROW)
    talk.say(first.visit_no)
    talk.say(second.visit_no)
    assert "哪一张" in talk.say("取消上门")
    assert set(talk.sends) >= {first.visit_no, second.visit_no}
    talk.say(first.visit_no)
    talk.say("yes")
    assert row(core, first.visit_no).status == VisitState.CANCELLED
    assert row(core, second.visit_no).status == VisitState.REQUESTED


def test_another_house_of_the_village_is_noted_and_not_kept_in_the_chat(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    talk.say("change_place")
    assert "新的位置" in talk.say("村东头小卖部后面,电话13812345678")
    assert row(core, visit.visit_no).place == "村东头小卖部后面,电话〔手机号〕"
    with core.begin() as work:
        said = "".join(work.run("select masked_text from chat_messages").scalars())
    assert "小卖部" not in said


def test_the_wish_for_another_place_is_no_place(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    assert "改到哪里" in talk.say("换上门的地方")
    talk.say("算了")
    assert "改到哪里" in talk.say("换上门的地方")
    assert row(core, visit.visit_no).place == "村口第二家"
    assert "不用发给我" not in talk.say("村尾红门")


def test_another_village_gets_a_new_visit_and_the_old_one_is_called_off(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    talk.say("change_place")
    assert "重新开一张单" in talk.say("去松林村")
    said = talk.say("行")
    assert "新单号" in said
    assert row(core, visit.visit_no).status == VisitState.CANCELLED
    with core.begin() as work:
        new = work.run("select * from visits where village_code = :v", {"v": PINE}).one()
    assert (new.contact_name, new.wanted_on) == ("张大妈", TODAY)
    assert core.sealer.open(FieldKind.PHONE, bytes(new.contact_phone)) == "13912345678"
    assert new.visit_no in talk.last[0].links[0].href


def test_once_the_courier_is_on_the_way_only_calling_off_is_possible(core, county, talk):
    visit = ask(core)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    rounds.depart(core, county.courier, visit.visit_id)
    talk.say(visit.visit_no)
    said = talk.say("change_day")
    assert "已经出门" in said
    assert "电话" in said
    assert "要取消" in talk.say("call_off")


def test_at_the_door_nothing_can_be_changed_and_it_is_said_why(core, county, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    talk.say("call_off")
    rounds.arrive(core, county.courier, visit.visit_id)
    assert "已经到门口" in talk.say("yes")
    assert states(core, visit.visit_id)[-1] == "arrived"
    assert "已经到门口" in talk.say("change_day")


def test_a_day_that_is_over_is_refused_and_asked_for_again(core, talk):
    visit = ask(core, wanted_on=None)
    talk.say(visit.visit_no)
    talk.say("change_day")
    assert "太远" in talk.say("2029年1月1日")
    assert "改好了" in talk.say("明天")
    assert row(core, visit.visit_no).wanted_on == TOMORROW


def test_a_question_in_between_is_answered_and_the_day_asked_for_again(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    talk.say("change_day")
    said = talk.say("topic:pay_channel")
    assert "改到哪天" in said
    assert "照原来的" in talk.say("算了")


def test_changing_ones_mind_from_another_day_to_calling_off(core, talk):
    visit = ask(core)
    talk.say(visit.visit_no)
    talk.say("change_day")
    assert "要取消" in talk.say("算了，取消上门吧")
    assert "取消好了" in talk.say("对")


def test_a_visit_that_is_over_is_not_changed(core, county):
    visit = ask(core)
    visits.cancel_visit(core, visit_no=visit.visit_no)
    with pytest.raises(Conflict, match="visit_over"):
        visit_changes.change_day(core, visit_no=visit.visit_no, wanted_on=TOMORROW)


def test_every_change_stands_in_the_trail(core, county):
    visit = ask(core)
    visit_changes.change_day(core, visit_no=visit.visit_no, wanted_on=TOMORROW)
    visit_changes.change_house(core, visit_no=visit.visit_no, place="后院")
    with core.begin() as work:
        done = work.run("select action from audit_events where subject like 'visit:%'").scalars()
        assert list(done)[-2:] == ["visit_day_changed", "visit_place_changed"]
