"""Who is told of in one message, and what of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.categories import Category
from courier.domain.understanding.people_spoken import (
    asks_for_sum,
    people_spoken,
    tells_of_family,
)
from courier.domain.understanding.relations import Relation

FAMILIES = {
    "俺家四口，我和老婆，俩娃，一共交多少": ["household*4", "self", "spouse", "child*2"],
    "一家三口 我 老公 还有个一岁娃 多少钱": ["household*3", "self", "spouse", "child 1"],
    "我爸82低保，我妈重度残疾，一共多少": ["father 82 low_income", "mother disabled_severe"],
    "我爸82岁我妈79岁一共多少": ["father 82", "mother 79"],
    "82岁的爸爸和低保的妈妈交多少": ["father 82", "mother low_income"],
    "家里五个人一个低保两个小孩一共交多少": ["household*5", "- low_income", "child*2"],
    "我家五口人，一个残疾二级，一共交多少": ["household*5", "- disabled_severe"],
    "我家五口人，两个大人两个娃一个老人，一共交多少": [
        "household*5",
        "-*2 adult",
        "child*2",
        "- elderly",
    ],
    "俩娃，一个上大学一个3岁，一共多少": ["child university_student", "child 3"],
    "大的8岁小的3岁两个娃交多少": ["child 8", "child 3"],
    "我和老婆都是低保，俩娃，一共多少": ["self low_income", "spouse low_income", "child*2"],
    "俺两口子加俩娃总共多少": ["self", "spouse", "child*2"],
    "公公婆婆加上我们两口子多少钱": ["parent_in_law*2", "self", "spouse"],
    "爷爷82低保，奶奶79，合计多少": ["grandfather 82 low_income", "grandmother 79"],
    "给爸妈交，爸爸85岁妈妈低保，各要多少": ["father 85", "mother low_income"],
    "给爸妈交，爸爸85岁，一共多少": ["mother", "father 85"],
    "俩娃，儿子上大学，一共多少": ["child", "son university_student"],
    "公公婆婆，婆婆低保，一共多少": ["father_in_law", "mother_in_law low_income"],
    "家里老人和两个孩子一共多少": ["grandparent", "child*2"],
    "我家里有个低保户，其他三个人正常，一共多少": ["- low_income", "household*4"],
    "我奶奶低保户，我爷爷不是，两个人要交好多": [
        "grandmother low_income",
        "grandfather",
        "household*2",
    ],
    "我妈低保我爸交多少": ["mother low_income", "father"],
    "我爸82我妈79还要交吗": ["father 82", "mother 79"],
    "我和我妈都低保，一共多少": ["self low_income", "mother low_income"],
    "我妈不是低保了，我爸还是，一共多少": ["mother", "father low_income"],
    "我爸低保，我妈也是，一共多少": ["father low_income", "mother low_income"],
    "我家有四个老人，两个低保，一共多少": ["-*2 elderly", "-*2 elderly low_income"],
    "娃他爸和我还有两个娃，一共多少": ["spouse", "self", "child*2"],
    "我爸低保，我妈，还有俩娃，一共多少": ["father low_income", "mother", "child*2"],
    "我和我爱人一共多少": ["self", "spouse"],
    "两个大人两个小孩一起交多少": ["-*2 adult", "child*2"],
    "老公残疾三级，我普通，娃8岁，全家多少": ["spouse disabled_mild", "self", "child 8"],
    "家里3口人，老人80了吃低保，一共多少": ["household*3", "- 80 elderly low_income"],
    "我老婆和我，还有仨娃，一年交多少": ["spouse", "self", "child*3"],
}


def shown(person) -> str:
    count = f"*{person.count}" if person.count > 1 else ""
    age = [str(person.age.years)] if person.age else []
    return " ".join([f"{person.relation or '-'}{count}", *age, *sorted(person.categories)])


@pytest.mark.parametrize(("text", "people"), FAMILIES.items())
def test_each_member_is_heard_with_her_own_facts(text, people):
    heard = people_spoken(text)
    assert [shown(one) for one in heard] == people
    assert tells_of_family(heard, asks_sum=asks_for_sum(text))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("我妈说孩子要交多少", ["child"]),
        ("我爸去世了，我妈今年交多少", ["mother"]),
        ("我跟你说我妈低保", ["mother low_income"]),
        ("我82岁的爸低保，交多少", ["father 82 low_income"]),
        ("三个娃都上学一共多少", ["child*3 student"]),
        ("爸妈都是低保", ["parents*2 low_income"]),
        ("我家娃交多少", ["child"]),
        ("我妈低保，我妈82了", ["mother 82 low_income"]),
        ("新生儿没上户口，新生儿能报吗", ["child 0 newborn"]),
        ("是我妈不是我爸", ["mother"]),
        ("一个人多少钱", []),
        ("我要交多少", []),
    ],
)
def test_one_person_is_no_family(text, people):
    heard = people_spoken(text)
    assert [shown(one) for one in heard] == people
    assert not tells_of_family(heard, asks_sum=True)


def test_whoever_a_story_names_is_not_reckoned():
    assert not tells_of_family(people_spoken("我老婆怀孕了，孩子生下来交多少"), asks_sum=False)


def test_a_disability_without_its_degree_is_one_person_s():
    father, mother = people_spoken("我爸82低保，我妈残疾，一共多少")
    assert (father.degree_missing, mother.degree_missing) == (False, True)
    assert father.categories == {Category.LOW_INCOME}
    assert mother.relation is Relation.MOTHER


@given(st.text(alphabet="我爸妈和老婆俩娃个低保残疾82岁，一共口家的 都是", max_size=40))
def test_any_message_is_read(text):
    assert all(one.count > 0 for one in people_spoken(text))
