"""Whose life is in danger is told at once whom to call; who asks about money is answered."""

from __future__ import annotations

import pytest

from courier.domain.life_at_stake import Peril, peril_in


@pytest.mark.parametrize(
    ("text", "peril"),
    [
        ("我胸口疼喘不上气", Peril.ILL),
        ("我妈晕倒了咋办", Peril.ILL),
        ("俺爹喝农药了", Peril.ILL),
        ("孩子抽搐了", Peril.ILL),
        ("叫不醒了", Peril.ILL),
        ("I have chest pain", Peril.ILL),
        ("我不想活了", Peril.DESPAIR),
        ("活不下去了，交不起", Peril.DESPAIR),
        ("胸口疼住院能报多少", None),
        ("晕倒的救护车费报不报", None),
        ("我妈去年昏迷过", None),
        ("今年交多少", None),
        ("想死你了", None),
        ("生气", None),
        ("天气咋样", None),
        ("喘气的药多少钱", None),
    ],
)
def test_danger_is_heard_and_money_is_not_danger(text, peril):
    assert peril_in(text) is peril
