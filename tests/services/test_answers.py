"""Every topic, pack and language: rendered, honest, and each number traced to its pack."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum

import pytest

from courier.domain.categories import Category
from courier.domain.dialogues import Who
from courier.domain.money import Money
from courier.domain.policy import Pack
from courier.domain.topics import Topic
from courier.domain.understanding.facts import facts_in
from courier.policies import load_shelf
from courier.services.answer_questions import Place, Question
from courier.services.answers import PROCEDURES, answer
from courier.texts import Locale, catalogue, say

TODAY = dt.date(2026, 11, 22)
SHELF = load_shelf()
PACKS = SHELF.all()
CASES = (
    "",
    "俺娘68了吃低保今年交多少",
    "我家四口人要交多少",
    "刚出生的娃要交多少",
    "我爸一级残疾",
    "我奶奶特困",
    "大学生交多少",
    "外地户口的小孩5岁",
)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def numbers_in(text: str) -> set[str]:
    """Numbers as plain digits: 150,000 and 150000 are one."""
    return {figure.replace(",", "") for figure in FIGURE.findall(text)}


def numbers_of(thing: object) -> set[str]:
    """All numbers that stand in a pack, in the ways in which they may be told."""
    if isinstance(thing, bool | Enum) or thing is None:
        return set()
    if isinstance(thing, Money):
        return {thing.yuan}
    if isinstance(thing, Decimal):
        return {f"{thing:f}"}
    if isinstance(thing, dt.date):
        thing = (thing.year, thing.month, thing.day)
    if is_dataclass(thing):
        thing = [getattr(thing, field.name) for field in fields(thing)]
    if isinstance(thing, dict):
        thing = [*thing.keys(), *thing.values()]
    if isinstance(thing, tuple | list | frozenset):
        return set().union(*map(numbers_of, thing))
    return numbers_in(str(thing))


def computed(pack: Pack) -> set[str]:
    """What follows from a pack's figures by arithmetic: own shares, aids, four together."""
    prices = [
        rule.amount
        for rules in (pack.premiums, pack.proposal.premiums if pack.proposal else ())
        for rule in rules
        if rule.amount is not None
    ]
    aid = (*pack.aid, *(pack.proposal.aid if pack.proposal else ()))
    own = {price.yuan for price in prices} | {Money(price.fen * 4).yuan for price in prices}
    for price in prices:
        for rule in aid:
            worth = rule.amount or (price.share(rule.percent) if rule.percent else None)
            if rule.own is not None:
                worth = price - rule.own
            for helped in (
                [worth] if worth else [other for other in prices if other.fen < price.fen]
            ):
                own |= {helped.yuan, (price - helped).yuan}
    return own | {"0"}


def question(topic, pack, locale=Locale.ZH_HANS, said="", **more):
    return Question(
        topic=topic,
        locale=locale,
        today=TODAY,
        year=pack.coverage_year,
        place=Place(pack.region.name, "0990-0000100"),
        pack=pack,
        national=SHELF.national(pack.coverage_year),
        who=Who().heard(facts_in(said, TODAY)),
        **more,
    )


def allowed(pack: Pack, locale: Locale) -> set[str]:
    """Four people, the office's number, the degrees in categories' names, and the packs' own."""
    known = numbers_in("0990-0000100") | {"4"}
    known |= numbers_of([say(f"categories.{one}", locale) for one in Category])
    for one in filter(None, (pack, SHELF.national(pack.coverage_year))):
        known |= numbers_of(one) | computed(one)
    return known


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_each_number_of_each_answer_stands_in_the_pack_or_follows_from_it(pack, locale):
    strange, known = {}, allowed(pack, locale)
    for topic in Topic:
        for said in CASES:
            bubble = answer(question(topic, pack, locale, said))
            assert bubble.text
            assert "{" not in bubble.text
            loose = numbers_in(bubble.text + bubble.source) - known - numbers_in(said)
            if loose:
                strange[topic, said] = (loose, bubble.text)
    assert not strange


@pytest.mark.parametrize("locale", Locale)
def test_no_figure_stands_in_the_catalogue(locale):
    figures = {
        key: text
        for key, text in catalogue(locale).items()
        if key.startswith(("answers.", "chat.")) and re.search(r"\d", re.sub(r"\{.*?\}", "", text))
    }
    assert not figures


def test_a_changed_pack_changes_the_answer():
    pack = SHELF.get("demo-2027")
    dearer = replace(
        pack, premiums=tuple(replace(rule, amount=Money(43000)) for rule in pack.premiums)
    )
    assert "400元" in answer(question(Topic.PAY_AMOUNT, pack)).text
    changed = answer(question(Topic.PAY_AMOUNT, dearer)).text
    assert "430元" in changed
    assert "400元" not in changed


@pytest.mark.parametrize("topic", [t for t in Topic if t not in PROCEDURES])
def test_an_answer_from_a_pack_names_its_document_and_what_nobody_told_is_said(topic):
    for pack in PACKS:
        bubble = answer(question(topic, pack))
        if bubble.answered:
            assert bubble.source
            assert bubble.pack_id in {pack.id, f"national-{pack.coverage_year}"}
            assert str(pack.coverage_year) in bubble.text
        else:
            assert "不敢乱说" in bubble.text
            assert any(link.href.startswith("tel:") for link in bubble.links)


def test_an_unknown_amount_is_said_to_be_unknown():
    said = answer(question(Topic.PAY_AMOUNT, SHELF.get("shouxian-2021"), said="我娘吃低保")).text
    assert "还不知道" in said
    assert "文件没有写" in answer(question(Topic.PAY_AMOUNT, SHELF.get("lizhou-2024"))).text


def test_how_far_a_source_was_checked_is_said():
    national = SHELF.get("national-2026")
    assert "对过原文件" in answer(question(Topic.REMOTE_CARE, national)).text
    assert "没有核对过" in answer(question(Topic.PAY_FOR_OTHERS, national)).text
    assert "演示" in answer(question(Topic.PAY_DEADLINE, SHELF.get("demo-2027"))).text


def test_sources_of_unlike_weight_are_marked_each():
    lines = answer(question(Topic.CONTINUOUS_INCENTIVE, SHELF.get("national-2026"))).text.split(
        "\n"
    )
    draft = next(line for line in lines if "征求意见稿" in line)
    assert "没有实行" in draft
    assert sum("没有实行" in line for line in lines) == 1


def test_where_a_place_is_silent_the_national_rule_speaks_and_is_marked():
    bubble = answer(question(Topic.REMOTE_CARE, SHELF.get("demo-2027")))
    assert bubble.pack_id == "national-2027"
    assert "全国的规定" in bubble.text


def test_an_age_on_the_edge_of_two_prices_tells_both():
    pack = SHELF.get("liaocheng-2026")
    edge = max(band.from_age for band in pack.age_bands)
    said = answer(question(Topic.PAY_AMOUNT, pack, said=f"我今年{edge}岁")).text
    assert said.count("要交") >= 2


def test_an_answer_is_short_enough_to_be_read_aloud():
    long = {
        topic: len(bubble.text)
        for topic in Topic
        for bubble in [answer(question(topic, SHELF.get("demo-2027")))]
        if len(bubble.text) > 250
    }
    assert not long
