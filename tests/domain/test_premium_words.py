"""What an old person is told, word for word where it matters."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.categories import read_categories
from courier.domain.policy_figures import Verified
from courier.domain.premiums import Premium, premium
from courier.policies import load_shelf
from courier.services.premiums import aid_reason, explain, mark_of, unknown_text, window_text
from courier.texts import Locale

SECOND_HAND = "这个数是转述来的，还没有对过原文件。"
DEMO = "这是演示用的数，不是真的。"
UNCHECKED = "这个数没有核对过，只能参考。"


def asked(pack_id: str, categories: str, tier: int | None = None, on: str | None = None) -> Premium:
    pack = load_shelf().get(pack_id)
    return premium(
        pack,
        categories=read_categories(categories.split()),
        tier=tier,
        non_local=False,
        born=None,
        on=dt.date.fromisoformat(on) if on else dt.date(pack.coverage_year - 1, 12, 1),
    )


@pytest.mark.parametrize(
    ("pack_id", "categories", "tier", "told"),
    [
        ("demo-2027", "adult", None, f"2027年，本人要交400元。{DEMO}"),
        (
            "demo-2027", "elderly low_income", None,
            f"2027年每人400元。因为是低保，政府的医疗救助出240元，本人只交160元。{DEMO}",
        ),
        (
            "demo-2027", "orphan", None,
            f"2027年每人400元。因为是孤儿，这笔钱全由政府的医疗救助出，本人不用交。{DEMO}",
        ),
        (
            "lizhou-2024", "low_income", None,
            f"因为是低保，2024年本人只交95元，其余由政府出。{SECOND_HAND}",
        ),
        (
            "national-2026", "adult", None,
            "2026年国家规定每人至少400元，各地可以更高。本人交多少，要看当地通知。" + SECOND_HAND,
        ),
        (
            "hebei-2026", "low_income", None,
            ("2026年每人400元。因为是低保，政府至少出240元，本人最多交160元。"
            f"准数要问当地的医保窗口。{UNCHECKED}"),
        ),
        (
            "jiaxing-2015", "low_income", None,
            "2015年每人290元。低保能不能少交，文件没有写，要问当地的医保窗口。"
            + SECOND_HAND,
        ),
        (
            "shouxian-2021", "poverty_registered", None,
            ("2021年每人280元。建档立卡贫困户里，受了灾的由政府（财政）全出。别的人帮多少，"
            f"文件没有写，要问当地的医保窗口。{SECOND_HAND}"),
        ),
        (
            "dalian-2015", "elderly", None,
            "2015年要交多少钱，我们手上的文件没有写，要问当地的医保窗口。",
        ),
        (
            "hengyang-2006", "adult low_income", None,
            "这只是2006年有人提过的建议，没有实行：建议本人交100元。",
        ),
        ("yantai-2026", "", 1, "孩子、学生、大人交的钱不一样，请说明是哪一种人。"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_and_why_and_how_sure(pack_id, categories, tier, told):
    answer = asked(pack_id, categories, tier)
    assert explain(answer, load_shelf().get(pack_id), Locale.ZH_HANS) == told


def test_a_tier_that_nobody_chose_is_named():
    told = explain(asked("taian-2026", "adult"), load_shelf().get("taian-2026"), Locale.ZH_HANS)
    assert told.startswith("2026年，本人要交390元。这里按第1档算。")


def test_who_is_late_is_told_the_full_cost():
    answer = asked("unnamed-2024", "adult", on="2024-03-01")
    told = explain(answer, load_shelf().get("unnamed-2024"), Locale.ZH_HANS)
    assert "1020元" in told
    assert "2024年12月31日" in window_text(answer.window, Locale.ZH_HANS)


def test_the_weakest_source_decides_the_mark():
    pack = load_shelf().get("hebei-2026")  # one page second-hand, one that nobody checked
    assert mark_of(asked("hebei-2026", "low_income"), pack) is Verified.UNVERIFIED


def test_a_reason_names_the_payer_and_the_measure():
    (share,) = asked("demo-2027", "low_income").aid
    assert aid_reason(share, Locale.ZH_HANS) == "低保：由政府的医疗救助出60%。"
    (share,) = asked("town-2016", "only_child_family", 2).aid
    assert aid_reason(share, Locale.ZH_HANS) == "独生子女家庭：由政府出第1档的50%。"


def test_what_is_unknown_is_said():
    assert unknown_text("aid:orphan", Locale.EN).endswith("how much help there is for “orphan”.")
