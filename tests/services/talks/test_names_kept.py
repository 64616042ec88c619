"""Whoever is named in a talk: sealed where the name is needed, hidden everywhere else."""

from __future__ import annotations

import pytest

from tests.factories.talks import PHONE, kept

VISIT = ("topic:courier_request", "桃花村", "李桂花", PHONE, "no_house", "明天")
NAMES = ("李桂花", "刘二娃", "秀英", "王建国", "李春生", "小满")


def messages(core) -> str:
    with core.begin() as work:
        return "\n".join(work.run("select masked_text from chat_messages").scalars())


def shown(core) -> list[str]:
    return [name for name in NAMES if name in kept(core)]


@pytest.mark.parametrize(
    "said",
    [
        VISIT,
        (*VISIT, "联系人改成刘二娃"),
        (*VISIT, "名字错了，叫秀英", "对"),
        (*VISIT[:4], "王建国家隔壁红门", "明天", "对"),
        (*VISIT[:3], "等一下，李春生的医保交了没", PHONE),
        ("我想给我妈李桂花约快递员上门", "桃花村", "小满", PHONE),
        (
            "我要投诉",
            "李春生来我家收了钱不给收据",
            "王建国家门口",
            "昨天",
            f"李桂花，{PHONE}",
            "对",
        ),
        ("村里李春生来收钱是真的吗", "帮我查下王建国", "我妈李桂花68岁交多少"),
    ],
)
def test_no_name_stands_in_what_is_kept_of_a_talk(talk, core, said):
    talk.all(*said)
    assert shown(core) == []
    assert PHONE not in kept(core)


def test_the_way_to_a_house_may_name_a_neighbour(talk, core):
    talk.all(*VISIT[:4], "王建国家隔壁红门", "明天", "对")
    with core.begin() as work:
        assert work.scalar("select place from visits") == "王建国家隔壁红门"
    assert "王建国" not in messages(core)
