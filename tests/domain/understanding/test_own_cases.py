"""Bills, gaps and double payments as villagers tell of them."""

from __future__ import annotations

import pytest

from courier.domain.money import Money
from courier.domain.understanding.ages import SpokenAge, age_in
from courier.domain.understanding.bills import SpokenBill, bill_in
from courier.domain.understanding.categories_spoken import categories_in, denied_in
from courier.domain.understanding.double_cover import PaidAt, paid_at
from courier.domain.understanding.gaps import missed_years_in

BILLS = {
    "花了5000能报多少": (5000, None, None),
    "县医院花了2万报多少自己掏多少": (20000, 2, None),
    "我住院花了三万二 能报回来多少": (32000, None, True),
    "在镇卫生院住院花了3000 报多少": (3000, 1, True),
    "门诊花了200能报多少": (200, None, False),
    "一万五千块的住院费能报几成": (15000, None, True),
    "花了1万2报多少": (12000, None, None),
    "花了3.5万能报多少": (35000, None, None),
    "市医院住院费用20000报销多少": (20000, 3, True),
    "买药花了一百五能报吗": (150, None, False),
    "住院交了两万能报多少": (20000, None, True),
    "住院花了12000，自己要掏多少钱": (12000, None, True),
}


@pytest.mark.parametrize(("text", "bill"), BILLS.items())
def test_a_bill_is_heard(text, bill):
    yuan, level, inpatient = bill
    assert bill_in(text) == SpokenBill(Money(yuan * 100), level, inpatient)


@pytest.mark.parametrize("text", ["交了400能报多少", "能报多少", "花了好几万能报多少", "花了5000"])
def test_a_premium_or_an_open_sum_is_no_bill(text):
    assert bill_in(text) is None


def test_a_bill_between_two_hospitals_has_no_level():
    assert bill_in("从县医院转到市医院花了2万能报多少").level is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("断了3年等多久", 3),
        ("断缴两年了", 2),
        ("三年没交医保了现在交多久能报", 3),
        ("没交两年了", 2),
        ("去年没交今年交了能报吗", 1),
        ("前年去年都没交 今年交能马上报吗", 2),
        ("交了20年", None),
        ("断了十来年", None),
        ("断了怎么办", None),
    ],
)
def test_the_years_of_a_gap_are_heard(text, years):
    assert missed_years_in(text) == years


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("儿子上大学在学校交了家里还要交不", PaidAt.SCHOOL),
        ("学校收了保险费也交了，村里又要交，要不要交", PaidAt.SCHOOL),
        ("我在厂里有职工医保家里还要交吗", PaidAt.WORK),
        ("有职工医保还要交居民医保吗", PaidAt.WORK),
        ("单位给交了，农村的还用交吗", PaidAt.WORK),
        ("我媳妇单位给交医保了，村里又来收，交不交", PaidAt.WORK),
        ("娃学校收了医保费 村里也要收 咋办", PaidAt.SCHOOL),
        ("在学校和家里都交了咋退", PaidAt.SCHOOL),
        ("学校交多少钱", None),
        ("我在单位有医保", None),
    ],
)
def test_who_has_paid_already_is_heard(text, place):
    assert paid_at(text) is place


@pytest.mark.parametrize(
    ("text", "years"), [("她82", 82), ("我爸82低保", 82), ("我妈79，吃低保", 79), ("他八十二", 82)]
)
def test_an_age_behind_a_person_is_heard(text, years):
    assert age_in(text) == SpokenAge(years)


@pytest.mark.parametrize("text", ["我妈400元", "我爸二级残疾", "我妈两个孩子", "我爸380要交吗"])
def test_a_sum_or_a_degree_behind_a_person_is_no_age(text):
    assert age_in(text) is None


def test_seventy_and_more_is_about_seventy_without_the_word_years():
    assert age_in("我爸七十多了") == SpokenAge(70, about=True)


@pytest.mark.parametrize(
    "text", ["不是低保 弄错了", "她低保去年取消了", "低保弄错了", "早没吃低保"]
)
def test_what_is_taken_back_is_denied(text):
    assert {one.value for one in denied_in(text)} == {"low_income"}
    assert not categories_in(text)
