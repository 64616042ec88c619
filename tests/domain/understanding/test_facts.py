import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.categories import Category
from courier.domain.understanding.ages import SpokenAge, age_in
from courier.domain.understanding.categories_spoken import categories_in, degree_is_missing
from courier.domain.understanding.facts import SpokenFacts, facts_in
from courier.domain.understanding.households import people_in
from courier.domain.understanding.people_placed import SpokenPerson
from courier.domain.understanding.relations import Relation, relation_in
from courier.domain.understanding.years import SpokenYear, year_in

TODAY = dt.date(2026, 11, 22)

AGES = {
    "俺娘68了，吃低保": 68,
    "俺娘六十八岁": 68,
    "我妈(68,低保)要交多少": 68,
    "我妈（68，低保）": 68,
    "爷爷今年八十二": 82,
    "奶奶今年九十了": 90,
    "我爸73周岁": 73,
    "小孩3岁": 3,
    "娃5个月了": 0,
    "娃刚出生": 0,
    "我爹都75了还要交不": 75,
    "我68了两个人": 68,
}


@pytest.mark.parametrize(("text", "years"), AGES.items())
def test_an_age_is_heard(text, years):
    assert age_in(text.replace("（", "(").replace("）", ")")) == SpokenAge(years)


@pytest.mark.parametrize(
    "text", ["外婆七十多岁", "我妈七十出头", "俺爹70好几了", "七十岁开外", "老汉七十挂零"]
)
def test_seventy_or_so_is_about_seventy(text):
    assert age_in(text) == SpokenAge(70, about=True)


@pytest.mark.parametrize(
    "text",
    [
        *("60岁以上老人要交吗", "今年交400", "我家四口人", "去年380今年多少", "等了3个月", "300岁"),
        *("快七十岁了", "不到六十岁", "年满60周岁", "未满18岁", "快七十了", "属鼠的"),
        *("怀孕8个月了", "-5岁的娃", "3到5岁的娃"),
        *("交3次了", "三个人", "涨到400了", "扣了68块", "我家5口人了", "已经交68元了"),
    ],
)
def test_a_number_that_is_no_age_is_not_taken_for_one(text):
    assert age_in(text) is None


PEOPLE = {
    "我妈要交多少": Relation.MOTHER,
    "俺娘的医保": Relation.MOTHER,
    "母亲住院了": Relation.MOTHER,
    "想给俺爹交": Relation.FATHER,
    "我爸医保到账没": Relation.FATHER,
    "帮爸妈交": Relation.PARENTS,
    "我爸和我妈两个人": Relation.PARENTS,
    "娃的医保咋交": Relation.CHILD,
    "孩子上学": Relation.CHILD,
    "我自己交": Relation.SELF,
    "我要交多少": Relation.SELF,
    "爷爷奶奶要交吗": Relation.GRANDPARENT,
    "我哥低保": Relation.ELDER_BROTHER,
    "丈母娘的医保": Relation.MOTHER_IN_LAW,
    "闺女上大学": Relation.DAUGHTER,
    "孩子他爸没工作": Relation.SPOUSE,
    "外婆去世了": Relation.GRANDMOTHER,
    "媳妇要生了": Relation.SPOUSE,
    "我老婆没工作": Relation.SPOUSE,
    "岳父岳母能不能代缴": Relation.PARENT_IN_LAW,
    "我家四口人": Relation.HOUSEHOLD,
    "全家一起交": Relation.HOUSEHOLD,
    "孙子刚出生": Relation.GRANDCHILD,
    "帮邻居交": Relation.NEIGHBOUR,
    "我妹在广州": Relation.YOUNGER_SISTER,
    "我妹子要生了": Relation.YOUNGER_SISTER,
    "俺娘的钱": Relation.MOTHER,
    "姆妈的医保卡": Relation.MOTHER,
    "我屋头老人咋个交": Relation.GRANDPARENT,
    "我老豆七十岁": Relation.FATHER,
    "老汉今年七十": Relation.FATHER,
    "俺奶八十多了": Relation.GRANDMOTHER,
    "伢刚满月": Relation.CHILD,
    "幺儿上学": Relation.SON,
    "婆娘要生了": Relation.SPOUSE,
    "孙伢的医保": Relation.GRANDCHILD,
}


@pytest.mark.parametrize(("text", "who"), PEOPLE.items())
def test_whom_it_is_about_is_heard(text, who):
    assert relation_in(text) is who


def test_nobody_named_is_nobody():
    assert relation_in("今年医保多少钱") is None


CATEGORIES = {
    "我妈吃低保": {Category.LOW_INCOME},
    "低保边缘户": {Category.LOW_INCOME_EDGE},
    "五保老人": {Category.DESTITUTE},
    "特困户": {Category.DESTITUTE},
    "一级残疾": {Category.DISABLED_SEVERE},
    "残疾二级": {Category.DISABLED_SEVERE},
    "三级肢体残疾": {Category.DISABLED_MILD},
    "重度残疾人": {Category.DISABLED_SEVERE},
    "建档立卡户": {Category.POVERTY_REGISTERED},
    "脱贫户": {Category.POVERTY_EXITED},
    "监测户": {Category.POVERTY_MONITORED},
    "返贫致贫": {Category.POVERTY_RETURNED},
    "孤儿": {Category.ORPHAN},
    "独生子女户": {Category.ONLY_CHILD_FAMILY},
    "计生特扶": {Category.FAMILY_PLANNING_SPECIAL},
    "大学生": {Category.UNIVERSITY_STUDENT},
    "小学生": {Category.STUDENT},
    "新生儿": {Category.NEWBORN},
    "优抚对象": {Category.VETERAN_CARE},
    "重度精神病人": {Category.SEVERE_MENTAL},
    "外地户口": {Category.NON_LOCAL},
    "低保又是一级残疾": {Category.LOW_INCOME, Category.DISABLED_SEVERE},
    "不是低保": set(),
    "我妈原来是低保现在不是了": set(),
    "以前吃低保，现在没了": set(),
    "原来是低保户，现在还是": {Category.LOW_INCOME},
    "my mother gets minimum income support": {Category.LOW_INCOME},
    "wo ma 68 sui di bao": {Category.LOW_INCOME},
    "没有吃低保": set(),
    "不是低保，是五保": {Category.DESTITUTE},
    "普通人": set(),
}


@pytest.mark.parametrize(("text", "meant"), CATEGORIES.items())
def test_a_category_is_heard(text, meant):
    assert categories_in(text) == meant


def test_a_disability_without_its_degree_is_asked_after():
    assert degree_is_missing("残疾人交多少")
    assert not degree_is_missing("二级残疾交多少")
    assert not degree_is_missing("残疾军人交多少")


YEARS = {
    "2027年交多少": SpokenYear(2027, named=True),
    "2025年度": SpokenYear(2025, named=True),
    "二零二六年": SpokenYear(2026, named=True),
    "26年医保多少": SpokenYear(2026, named=True),
    "今年多少钱": SpokenYear(2026, named=False),
    "明年的医保": SpokenYear(2027, named=False),
    "去年没交": SpokenYear(2025, named=False),
    "前年交了": SpokenYear(2024, named=False),
    "后年呢": SpokenYear(2028, named=False),
}


@pytest.mark.parametrize(("text", "meant"), YEARS.items())
def test_a_year_is_heard(text, meant):
    assert year_in(text, TODAY) == meant


@pytest.mark.parametrize("text", ["多少钱", "交了20年", "1998年出生", "2099年", "断了10年"])
def test_no_year_or_one_out_of_reach_is_none(text):
    assert year_in(text, TODAY) is None


COUNTS = {
    "我家四口人一共多少": 4,
    "一家五口": 5,
    "三个人交": 3,
    "两个大人一个娃": 3,
    "2个老人": 2,
    "老两口": 2,
    "我家3口人": 3,
    "多少钱一个人": None,
    "一个人多少钱": None,
    "医保多少钱": None,
    "五百个人": None,
}


@pytest.mark.parametrize(("text", "count"), COUNTS.items())
def test_people_are_counted(text, count):
    assert people_in(text) == count


def test_one_message_gives_all_its_facts_in_any_script():
    mother, age, low_income = Relation.MOTHER, SpokenAge(68), frozenset({Category.LOW_INCOME})
    assert facts_in("我媽今年６８歲，吃低保，2027年要交多少？", TODAY) == SpokenFacts(
        about=mother,
        age=age,
        categories=low_income,
        year=SpokenYear(2027, named=True),
        members=(SpokenPerson(mother, age=age, categories=low_income),),
        asks=True,
    )


@given(st.text(alphabet="我妈68岁六十八低保残疾一级2027年今明口人个零百（），。 ", max_size=60))
def test_no_message_makes_the_rules_fail(text):
    facts_in(text, TODAY)
