"""Whom a conversation reckons: what is added, taken back and left over."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.categories import Category
from courier.domain.families import NO_FAMILY, NOBODY, Family, Who
from courier.domain.understanding.facts import facts_in
from courier.domain.understanding.relations import Relation

TODAY = dt.date(2026, 11, 22)
LOW = (Category.LOW_INCOME,)


def told(*texts: str) -> tuple[Who, Family]:
    who, family = NOBODY, NO_FAMILY
    for text in texts:
        facts = facts_in(text, TODAY)
        before = family.about(who, facts)
        who = before.heard(facts)
        family = family.heard(before, who, facts)
        who = family.last if facts.family else who
    return who, family


def members(*texts: str) -> list[tuple]:
    _, family = told(*texts)
    return [(one.relation, one.age, one.categories, one.count) for one in family.members]


def test_people_are_added_one_after_the_other():
    assert members("我爸交多少", "他82", "我妈低保", "一共多少") == [
        (Relation.FATHER, 82, (), 1),
        (Relation.MOTHER, None, LOW, 1),
    ]


def test_the_untold_rest_of_a_household_is_a_member():
    assert members("我家四口人一共多少", "其中我妈是低保") == [
        (Relation.MOTHER, None, LOW, 1),
        (Relation.HOUSEHOLD, None, (), 3),
    ]


def test_a_household_that_is_all_told_leaves_nobody_over():
    assert len(members("俺家四口，我和老婆，俩娃，一共交多少")) == 3


def test_one_of_both_parents_is_told_apart():
    assert members("我爸妈一共交多少", "我妈低保") == [
        (Relation.FATHER, None, (), 1),
        (Relation.MOTHER, None, LOW, 1),
    ]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("爷爷低保交多少", "那奶奶呢"),
        ("丈母娘低保交多少", "那我老丈人呢"),
        ("儿子一级残疾交多少", "女儿呢"),
        ("我哥低保交多少", "那我弟呢"),
    ],
)
def test_nobody_gets_the_help_of_a_relative_of_the_same_kind(first, then):
    who, family = told(first, then)
    assert not who.categories
    assert len(family.members) == 2


def test_a_new_list_takes_the_place_of_the_old_unless_it_adds():
    assert len(members("我爸低保交多少", "我和老婆一共多少")) == 2
    assert len(members("我爸低保交多少", "再加上我和老婆一共多少")) == 3


def test_she_is_the_mother_whoever_was_spoken_of_last():
    _, family = told("我妈交多少", "我爸交多少", "她82")
    assert family.known(Relation.MOTHER) == Who(Relation.MOTHER, 82)
    assert family.known(Relation.FATHER) == Who(Relation.FATHER)


def test_what_is_denied_is_taken_from_who_bears_it():
    assert members("我爸低保，我妈重度残疾，一共多少", "不是低保，弄错了") == [
        (Relation.FATHER, None, (), 1),
        (Relation.MOTHER, None, (Category.DISABLED_SEVERE,), 1),
    ]


def test_a_degree_completes_who_was_asked_for_it():
    who, family = told("我爸82低保，我妈残疾，一共多少")
    assert who.degree_open
    assert who.relation is Relation.MOTHER
    _, family = told("我爸82低保，我妈残疾，一共多少", "三级残疾")
    assert family.known(Relation.MOTHER) == Who(
        Relation.MOTHER, categories=(Category.DISABLED_MILD,)
    )


@pytest.mark.parametrize(
    ("texts", "categories"),
    [
        (("我妈低保", "她还是二级残疾"), {"low_income", "disabled_severe"}),
        (("我妈低保", "不对，是五保"), {"destitute"}),
        (("我妈低保", "那五保呢"), {"destitute"}),
        (("我妈三级残疾", "是二级残疾"), {"disabled_severe"}),
        (("低保户交多少", "五保户呢"), {"destitute"}),
        (("我是五保，交多少", "我哥也是"), {"destitute"}),
        (
            ("我爸低保交多少", "我妈呢", "我爸一级残疾", "我妈也是"),
            {"low_income", "disabled_severe"},
        ),
    ],
)
def test_what_is_said_later_is_added_or_takes_the_place(texts, categories):
    assert {one.value for one in told(*texts)[0].categories} == categories


def test_one_helped_member_without_a_name_is_not_the_household():
    assert told("我家有个低保户交多少")[0] == Who(categories=LOW)


def test_one_member_s_help_is_not_the_household_s():
    who, _ = told("我家三口人低保交多少")
    assert who.mixed
    assert not who.categories
    assert told("我家低保户三口人交多少")[0] == Who(Relation.HOUSEHOLD, categories=LOW, people=3)
