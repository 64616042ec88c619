"""Places that a message names as the asker's own."""

from __future__ import annotations

import pytest

from courier.domain.understanding.places import places_in
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
        "我妈高血压能报多少",
        "市里医院报多少",
    ],
)
def test_words_and_places_of_a_stay_are_none(said):
    assert places_in(plain(said)) == ()
