"""Reporting a fraud or a complaint in the conversation."""

from __future__ import annotations

import pytest

from courier.ports import FieldKind
from courier.services.case_views import case_view, list_cases
from courier.texts import Locale
from tests.factories.county import PEACH, id_number
from tests.factories.talks import PHONE, Talk, add_county, kept

STORY = "有个人说是医保局的，收了我400块，不给收据"


def cases(core):
    with core.begin() as work:
        return work.run("select * from cases order by case_id").all()


def number_of(said: str) -> str:
    return said.split("编号是 ")[1].partition("。")[0]


def test_a_complaint_is_told_step_by_step_and_becomes_a_case_with_a_number(talk, core):
    assert "不写名字也行" in talk.say("我要投诉")
    assert "在哪里" in talk.say(STORY)
    assert "什么时候" in talk.say("桃花村口")
    assert "要不要留个称呼" in talk.say("昨天下午")
    said = talk.say("unsaid")
    for told in (STORY, "桃花村口", "昨天下午", "不留名"):
        assert told in said
    said = talk.say("report_now")
    (case,) = cases(core)
    assert case.case_no == number_of(said).replace("-", "")
    assert (case.kind, case.status, case.region_code) == ("complaint", "open", PEACH)
    assert (case.what, case.place, case.happened) == (STORY, "桃花村口", "昨天下午")
    assert (case.contact, case.phone) == (None, None)


def test_what_the_first_message_tells_is_not_asked_again(talk, core):
    assert "在哪里" in talk.say("我要投诉，快递员上门态度很差还多收钱")
    talk.all("李家村", "yesterday", "unsaid", "对")
    (case,) = cases(core)
    assert case.what == "快递员上门态度很差还多收钱"
    assert case.happened == "昨天"


def test_name_and_telephone_are_sealed_and_nowhere_else(talk, core):
    talk.all("我要投诉", STORY, "unsaid", "earlier_today")
    said = talk.say(f"钱大爷，{PHONE}")
    assert "钱*" in said
    assert "1234" in said
    talk.say("对")
    for secret in ("钱大爷", PHONE, PHONE[:7]):
        assert secret not in kept(core)
    (case,) = cases(core)
    assert core.sealer.open(FieldKind.CONTACT, bytes(case.contact)) == "钱大爷"
    assert core.sealer.open(FieldKind.PHONE, bytes(case.phone)) == PHONE


@pytest.mark.parametrize("words", ["不留", "不留名字", "匿名", "不想说", "我不敢说"])
def test_who_wants_no_name_written_is_understood(talk, core, words):
    talk.all("我要投诉", STORY, "说不清", "记不清了")
    assert "不留名" in talk.say(words)
    talk.say("对")
    (case,) = cases(core)
    assert (case.place, case.happened, case.contact) == ("", "", None)


def test_id_numbers_in_a_story_are_hidden_and_not_asked_for(talk, core):
    number = id_number(123)
    talk.say("我要投诉")
    said = talk.say(f"他抄走了我的身份证{number}，还收了钱")
    assert "没有保存" in said
    talk.all("unsaid", "unsaid", "unsaid", "对")
    assert number not in kept(core)
    (case,) = cases(core)
    assert "〔身份证号〕" in case.what


@pytest.mark.parametrize("word", ["算了", "不报了", "never_mind", "never mind"])
@pytest.mark.parametrize("steps", range(5))
def test_a_report_can_be_given_up_at_any_step(talk, core, steps, word):
    talk.say("我要投诉")
    for text in [STORY, "村口", "昨天", "unsaid"][:steps]:
        talk.say(text)
    assert "不报了" in talk.say(word)
    assert cases(core) == []
    assert "400元" in talk.say("今年交多少钱")
    assert len(talk.last) == 2, "no question waits any more"


@pytest.mark.parametrize(
    ("steps", "again"),
    [(0, "出了什么事"), (1, "在哪里"), (2, "什么时候"), (3, "称呼"), (4, "对吗")],
)
def test_a_question_in_between_is_answered_and_the_step_asked_again(talk, core, steps, again):
    talk.say("我要投诉")
    for text in [STORY, "村口", "昨天", "unsaid"][:steps]:
        talk.say(text)
    assert "400元" in talk.say("今年要交多少钱？")
    assert again in talk.last[-1].text
    assert cases(core) == []


def test_a_story_with_a_question_in_it_stays_a_story(talk, core):
    talk.say("我要投诉")
    story = "昨天有人来收钱，说是医保的，问他有没有证件他说没有，这是不是骗子啊你们管不管"
    assert "在哪里" in talk.say(story)


def test_who_says_that_something_is_wrong_is_asked_what(talk, core):
    talk.all("我要投诉", STORY, "unsaid", "unsaid", "unsaid")
    assert "哪里不对" in talk.say("不对")
    assert "出了什么事" in talk.say("改经过")
    talk.all("收据上少写了一个人的名字", "对")
    (case,) = cases(core)
    assert case.what == "收据上少写了一个人的名字"


def test_a_report_may_go_to_the_county_alone(talk, core):
    talk.all("我要投诉", STORY, "桃花村", "unsaid", "unsaid")
    assert "report_county" in talk.sends
    talk.say("report_county")
    (case,) = cases(core)
    assert case.region_code == "990101000000"


def test_the_county_is_asked_for_where_several_are_served(core, county):
    add_county(core)
    talk = Talk(core)
    assert "哪个县" in talk.say("我要投诉")
    assert "出了什么事" in talk.say("邻县")
    talk.all(STORY, "unsaid", "unsaid", "unsaid", "对")
    (case,) = cases(core)
    assert (case.county_id, case.region_code) == (990102, "990102000000")


def test_without_a_county_nothing_is_lost_in_the_dark(core, county):
    add_county(core)
    talk = Talk(core)
    talk.say("我要投诉")
    assert "12393" in talk.say("no_place")
    assert "400元" in talk.all("今年交多少钱", "演示县")


@pytest.mark.parametrize(
    "text",
    [
        "现在门口有人收钱",
        "刚才有人敲门要我的身份证和银行卡",
        "有个人正在我家里收医保费，让我扫码",
        "现在有个人在门口，要我交钱",
    ],
)
def test_a_fraud_in_progress_gets_safety_first_and_then_the_offer(talk, text):
    said = talk.say(text)
    assert said.startswith("先别给钱")
    assert "110" in said
    assert talk.hrefs == ["tel:110"]
    assert "要不要我把这件事记下来" in talk.last[-1].text
    assert "出了什么事" in talk.say("要")


def test_who_tells_the_story_after_the_offer_is_taken_at_her_word(talk, core):
    talk.say("现在门口有人收钱")
    assert "在哪里" in talk.say("一个穿红马甲的人说是医保局的，收了我四百块，不给收据")
    talk.all("桃花村", "yesterday", "unsaid", "对")
    assert cases(core)[0].what.startswith("一个穿红马甲的人")


def test_the_offer_is_made_once_and_forgotten(talk):
    talk.say("现在门口有人收钱")
    assert "400元" in talk.say("今年交多少钱")
    assert "要不要" not in talk.last[-1].text
    talk.say("现在门口有人收钱")
    assert "不报了" in talk.say("不用了")


def test_a_fraud_report_reminds_of_the_police(talk, core):
    talk.all("现在门口有人收钱", "report", STORY, "unsaid", "unsaid", "unsaid")
    assert "110" in talk.say("report_now")
    assert cases(core)[0].kind == "fraud"


def test_asking_how_to_complain_is_answered_with_an_offer(talk):
    said = talk.say("怎么投诉")
    assert "打电话" in said
    assert "report" in talk.sends
    assert "出了什么事" in talk.say("report")


def test_a_case_is_followed_by_asking_and_by_its_number(talk, core, county):
    assert "T开头" in talk.say("我的投诉咋样了")
    number = number_of(talk.all("我要投诉", STORY, "unsaid", "unsaid", "unsaid", "对"))
    assert "还没有人接手" in talk.say("我的投诉咋样了")
    stranger = Talk(core)
    said = stranger.say(f"编号 {number.lower()} 到哪一步了")
    assert "还没有人接手" in said
    assert STORY not in said


def test_a_wrong_number_tells_nothing(talk, core):
    said = talk.all("我要投诉", STORY, "unsaid", "unsaid", "unsaid", "对")
    number = number_of(said).replace("-", "")
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert "看不清" in talk.say(wrong)


def test_a_visit_waits_while_something_is_reported(talk, core):
    talk.all("topic:courier_request", "桃花村")
    assert "出了什么事" in talk.say("我要投诉")
    talk.all(STORY, "unsaid", "unsaid", "unsaid")
    said = talk.say("对")
    assert "报上去了" in said
    assert "找谁" in said
    assert "手机号" in talk.say("张大妈")


def test_nobody_floods_the_office_with_cases(talk, core):
    for _ in range(5):
        talk.all("我要投诉", STORY, "unsaid", "unsaid", "unsaid", "对")
    assert "5件" in talk.all("我要投诉", STORY, "unsaid", "unsaid", "unsaid", "对")
    assert len(cases(core)) == 5


def test_a_report_can_be_made_in_english(core, county):
    talk = Talk(core, Locale.EN)
    assert "What happened" in talk.say("I want to report a fraud")
    talk.all("A man took 400 yuan at my door and gave no receipt", "unsaid", "unsaid", "unsaid")
    assert "reported" in talk.say("yes")
    assert cases(core)[0].kind == "fraud"


def test_after_a_word_of_fraud_money_given_to_him_and_his_threats_are_urgent(talk):
    talk.say("门口有人收医保钱是不是骗子")
    assert "请他走" in talk.say("他说不交就停我低保")
    assert "马上打110报警" in talk.say("我已经给了他400块了")


def test_money_given_is_no_alarm_where_nobody_spoke_of_fraud(talk):
    talk.say("我爸今年交多少")
    assert "马上打110" not in talk.say("我把钱给他了")


def test_the_name_of_who_is_reported_is_sealed_and_the_office_reads_it(talk, core, county):
    talk.all("我要举报", "李春生来收钱，多收了我五十块", "还骂人", "桃花村", "昨天", "匿名", "对")
    assert "李春生" not in kept(core)
    case_id = list_cases(core, actor=county.chief).lines[0].case_id
    seen = case_view(core, actor=county.chief, case_id=case_id)
    assert "李春生来收钱" in seen.story
    assert "李春生" not in seen.line.what
