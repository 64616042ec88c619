"""Places that a message names as the asker's own."""

from __future__ import annotations

import pytest

from courier.domain.understanding.places import places_in, tells_only_places
from courier.domain.understanding.spoken import plain


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("上海今年交多少", ("上海",)),
        ("我是郑州的 今年交多少", ("郑州",)),
        ("新疆的今年交多少", ("新疆",)),
        ("山东泰安市岱岳区我爸70岁交多少", ("山东", "泰安市", "岱岳区")),
        ("山东聊城住院报多少", ("山东", "聊城")),
        ("我家在聊城", ("聊城",)),
        ("泰安", ("泰安",)),
        ("换成北京", ("北京",)),
        ("我家在长治市", ("长治市",)),
        ("我是公安县的,交多少", ("公安县",)),
        ("我家在长寿区", ("长寿区",)),
        ("我是民权县的", ("民权县",)),
        ("日照今年交多少", ("日照",)),
        ("我家在广西", ("广西",)),
        ("内蒙古今年交多少", ("内蒙古",)),
        ("香港的今年交多少", ("香港",)),
        ("北京东城区今年交多少", ("北京",)),
        ("我是安徽寿县的，老人交多少", ("安徽", "寿县")),
        ("俺是滑县的", ("滑县",)),
    ],
)
def test_the_askers_own_place_is_found(said, places):
    assert places_in(plain(said)) == places


@pytest.mark.parametrize(
    "said",
    [
        "今年交多少钱",
        "我在上海打工老家的医保还用交吗",
        "平安保险和医保有啥区别",
        "祝您一家安康",
        "在北京住院看病能报吗",
        "东方不亮西方亮",
        "我们县里能报多少",
        "全县都交了吗",
        "这个县今年交多少",
        "我妈高血压能报多少",
        "市里医院报多少",
    ],
)
def test_words_and_places_of_a_stay_are_none(said):
    assert places_in(plain(said)) == ()


EVERYDAY = """
祝您平安健康
祝你们一家平安
平安就好
平安喜乐
平平安安的
大同小异的医院
平安的,谢谢
我是平安保险的
出入平安
我在平安银行交的
全家安康
安康的意思是啥
我是公安
公安打电话说我犯法
他说他是公安局的
在公安局办的身份证
长寿老人要交钱吗
我是长寿老人
祝奶奶长寿
长寿的老人有补贴吗
长寿面
同心的朋友
一家人团结
团结就是力量
和平年代了还骗人
和平的日子多好
我在和平医院拿药
同心协力
我们同心同德
天下太和
民权是啥意思
富民政策有哪些
富民的好政策
城关在哪交
我在城关交的钱
城关的快递员来了
在新城区交还是老城区交
我家在老城区
我们在郊区
长治久安
菩萨保佑永安
兴安的医院
大通的车
大安的事情别瞎说
东方医院能报吗
我在东方红小学
去东方市场边上交
开平的时候
文昌帝君
合作医疗今年交多少
合作的医院有哪些
我在合作社交的
合作医疗的报销比例
无为的人
高明的骗子
大夫很高明
在渡口等快递员
我在灯塔村
新星的医院
江山易改本性难移
安宁的日子
和平区别的医院
这和长治没关系
天长日久
我是同仁堂的
""".strip().splitlines()


@pytest.mark.parametrize("said", EVERYDAY)
def test_everyday_words_name_no_place(said):
    assert places_in(plain(said)) == ()


@pytest.mark.parametrize(
    ("said", "is_all"),
    [
        ("我在泰安", True),
        ("换成嘉峪关", True),
        ("我是岱岳区的", True),
        ("不是,我家在山东聊城的", True),
        ("泰安今年交多少", False),
        ("我在泰安打工", False),
        ("桃花村", False),
        ("你好", False),
    ],
)
def test_a_place_and_no_more_is_told(said, is_all):
    assert tells_only_places(plain(said)) is is_all
