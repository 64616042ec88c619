"""Families: each member by her own case and the sum, and the thread from message to message."""

from __future__ import annotations

import pytest

from tests.factories.talks import Talk, add_county, kept

MOTHER, FATHER = "您妈妈", "您爸爸"


@pytest.mark.parametrize(
    "text",
    [
        "俺家四口，我和老婆，俩娃，一共交多少",
        "一家四口，我、媳妇、两个孩子，总共要交多少钱",
        "俺两口子加俩娃总共交多少",
    ],
)
def test_a_family_without_hardship_pays_the_plain_price_each(talk, text):
    said = talk.say(text)
    assert said.startswith("4个人一共要交1600元。")
    assert "您：要交400元" in said
    assert "您爱人：要交400元" in said
    assert "您孩子，2个人，每人：要交400元" in said
    assert "都按一般人算" in said


@pytest.mark.parametrize(
    "text",
    [
        "我爸82低保，我妈重度残疾，一共多少",
        "我爸82岁吃低保，我妈是一级残疾，一共要交多少钱",
        "82岁的爸爸低保、妈妈二级残疾，合计交多少",
    ],
)
def test_two_people_in_one_message_are_told_each_with_their_own_case(talk, text):
    said = talk.say(text)
    assert said.startswith("2个人一共要交160元。")
    assert f"{FATHER}（82岁、低保）：要交160元" in said
    assert f"{MOTHER}（一级二级残疾）：本人不用交" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("家里五个人一个低保两个小孩一共交多少", ("5个人一共要交1760元", "其余2个人，每人")),
        ("我和老婆都是低保，俩娃，一共交多少", ("一共要交1120元", "您爱人（低保）：要交160元")),
        ("我家三个人，老婆残疾三级，娃上小学，一共交多少", ("一共要交1100元", "其余1个人")),
        ("给爸妈交医保，爸爸85岁妈妈低保，一共多少", ("2个人一共要交560元", f"{MOTHER}（低保）")),
        ("我家里有个低保户，其他三个人正常，一共交多少", ("4个人一共要交1360元", "其余3个人")),
        ("我奶奶低保户，我爷爷不是，两个人要交多少", ("一共要交560元", "您家爷爷：要交400元")),
        ("我爸五保，我妈重度残疾，一共要交多少", ("2个人都不用交", "特困五保")),
    ],
)  # fmt: skip
def test_each_member_is_reckoned_by_her_own_case(talk, text, words):
    said = talk.say(text)
    assert all(one in said for one in words), said


def test_what_is_told_later_is_added_to_the_person_and_the_sum(talk):
    assert f"{FATHER}：要交400元" in talk.say("我爸今年要交多少钱")
    assert f"{FATHER}（82岁）：要交400元" in talk.say("他82")
    assert f"{MOTHER}（低保）：要交160元" in talk.say("我妈低保")
    assert f"{FATHER}（82岁）：要交400元" in talk.say("那我爸呢")
    said = talk.say("一共多少")
    assert said.startswith("2个人一共要交560元。")
    assert "2个人一共要交800元" in talk.say("不是低保 弄错了")


@pytest.mark.parametrize("sum_asked", ["一共多少", "那加起来多少", "总共要交多少钱", "全部一共呢"])
def test_the_sum_is_over_everybody_spoken_of(talk, sum_asked):
    talk.all("我妈重度残疾交多少钱", "那我爸呢")
    said = talk.say(sum_asked)
    assert said.startswith("2个人一共要交400元。")
    assert f"{MOTHER}（一级二级残疾）：本人不用交" in said


@pytest.mark.parametrize(
    "taken_back", ["不是低保 弄错了", "不是低保，我搞错了", "她低保去年取消了"]
)
def test_help_that_is_taken_back_is_reckoned_without(talk, taken_back):
    assert "要交160元" in talk.say("我妈吃低保要交多少钱")
    assert f"{MOTHER}：要交400元" in talk.say(taken_back)


def test_a_correction_takes_the_place_of_what_was_said(talk):
    talk.say("我妈吃低保要交多少钱")
    assert f"{MOTHER}（特困五保）：本人不用交" in talk.say("不对，是五保")


@pytest.mark.parametrize("text", ["我妈残疾交多少钱", "我妈有残疾证，要交多少钱"])
def test_a_disability_without_its_degree_is_told_by_degree_and_asked(talk, text):
    said = talk.say(text)
    assert f"{MOTHER}（一级二级残疾）：本人不用交" in said
    assert f"{MOTHER}（三级四级残疾）：要交300元" in said
    assert f"{MOTHER}：要交400元" not in said
    assert "几级" in talk.last[-2].text + talk.last[-1].text
    assert f"{FATHER}：要交400元" in talk.say("那我爸呢")
    assert "几级" not in talk.say("那我爸呢")


def test_the_sum_waits_for_a_degree_and_is_told_then(talk):
    said = talk.say("我爸82低保，我妈残疾，一共交多少钱")
    assert "还算不出来。知道的加起来是160元" in said
    assert "2个人一共要交460元" in talk.say("三级")


def test_the_speaker_is_added_afterwards(talk):
    assert "要交160元" in talk.say("我爸82低保，我妈重度残疾，一共多少")
    assert "3个人一共要交560元" in talk.say("三个人呢 加上我")


def test_a_household_that_is_all_alike_is_counted_together(talk):
    assert "5个人都一样，一共1525元" in talk.say("脱贫户全家五口人一共交多少钱")


def test_a_household_of_which_one_is_helped_is_asked_who(talk):
    said = talk.say("我家三口人有低保要交多少钱")
    assert "告诉我谁有低保" in said
    assert "1200元" not in said


@pytest.mark.parametrize(
    ("text", "own"), [("丈母娘低保要交多少钱", "160"), ("我弟低保要交多少钱", "160")]
)
def test_the_next_relative_does_not_inherit_the_help(talk, text, own):
    assert f"要交{own}元" in talk.say(text)
    assert "您岳父或公公：要交400元" in talk.say("那我老丈人呢")


def test_one_members_help_is_hers_alone(talk):
    said = talk.say("我家五口人，一个残疾二级，一共交多少钱")
    assert said.startswith("5个人一共要交1600元。")
    assert "一级二级残疾：本人不用交" in said
    assert "其余4个人，每人：要交400元" in said


def test_the_rest_of_a_household_is_counted_with_whoever_is_told_later(talk):
    assert "1600元" in talk.say("我家四口人一共要交多少钱")
    assert "4个人一共要交1360元" in talk.say("其中我妈是低保")


def test_a_family_is_kept_while_the_place_is_asked(core, county):
    add_county(core)
    talk = Talk(core)
    assert "哪个县" in talk.say("我爸82低保，我妈重度残疾，一共多少")
    assert "2个人一共要交160元" in talk.say("演示县")


def test_nothing_but_relation_age_and_categories_is_kept(talk, core):
    talk.say("我爸王大明82低保，我妈重度残疾，一共多少，电话13900001234")
    with core.begin() as work:
        (memory,) = work.run("select memory::text from conversations").scalars()
    assert "王大明" not in memory
    assert "13900001234" not in memory
    assert "mother" in memory
    assert "13900001234" not in kept(core)


@pytest.mark.parametrize(
    "text", ["我和老婆电费一共多少", "我爸我妈养老金一共领多少", "我和我妈住院一共报多少"]
)
def test_a_sum_of_something_else_is_no_premium(talk, text):
    assert "一共要交" not in talk.say(text)


@pytest.mark.parametrize(
    "said",
    [
        "我爸妈都是低保，两个人一共交多少钱",
        "我爸妈都是低保，两个人交多少钱",
        "爸妈都是低保，老两口一共交多少",
        "俺爹俺娘都吃低保，两个人一共交多少",
    ],
)
def test_a_count_that_sums_up_those_before_is_nobody_else(talk, said):
    told = talk.say(said)
    assert "320元" in told
    assert "400元。" not in told.partition("2027年每人400元")[0]


def test_the_speaker_herself_is_counted(talk):
    assert "560元" in talk.say("俺自己一般人，俺娘低保，一共交多少")


def test_somebody_else_does_not_bear_what_was_told_of_ones_child(talk):
    talk.say("我娃5岁孤儿交多少")
    told = talk.say("七十岁老人要交多少")
    assert "孤儿" not in told
    assert "孩子" not in told


def test_a_whole_family_alike_takes_the_place_of_what_was_told_of_one(talk):
    talk.say("我家4口人1个低保户，一共交多少")
    assert "640元" in talk.say("全家都是低保，四个人，一共交多少")
