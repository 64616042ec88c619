"""Whose documents an answer rests on: a city's own is never told as the country's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from courier.domain.policy_figures import RegionLevel
from courier.domain.topics import Topic
from courier.domain.understanding.places import places_in
from courier.domain.understanding.spoken import plain
from courier.services.answer_places import source_line
from courier.services.answer_questions import Place
from courier.services.answers import PLACELESS, answer
from courier.texts import Locale, say
from tests.factories.answers import PACKS, SHELF, all_answers, question, words_of

LANGUAGES = (Locale.ZH_HANS, Locale.EN)
FRAMES = [pack for pack in PACKS if pack.region.level is RegionLevel.NATIONAL]
MARKS = (
    "where_national", "where_national_instead", "where_other_year", "beside_national",
    "country_in_year",
)  # fmt: skip
HANDED_ON = "河北省转发"  # a national notice, read where a province handed it on


def national_marks(locale):
    """What says that words are the country's, as patterns."""
    for key in MARKS:
        words = say(f"answers.{key}", locale, place="X", year="2026", asked="2026")
        yield re.compile(re.escape(words).replace("2026", "[0-9]{4}").replace("X", ".+"))


def sources_by_line(bubble, locale):
    pack = SHELF.get(bubble.pack_id)
    known = {source_line(source, locale): source for source in pack.sources.values()}
    return {line: known[line] for line in bubble.sources}


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_is_marked_national_rests_on_national_documents_alone(locale):
    marks, seen = list(national_marks(locale)), 0
    for where, *_, bubble in all_answers(locale):
        if not any(mark.search(words_of(bubble)) for mark in marks):
            continue
        seen += 1
        sources = sources_by_line(bubble, locale)
        elsewhere = [source for source in sources.values() if source.place]
        assert SHELF.get(bubble.pack_id).region.level is RegionLevel.NATIONAL, where
        assert len(elsewhere) < len(sources), where
        # What is told beside it from elsewhere bears its place's name.
        assert all(source.place in words_of(bubble) for source in elsewhere), where
    assert seen > len(FRAMES)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_document_of_another_place_is_named_as_that_place_s(locale):
    seen = set()
    for where, _, topic, _, bubble in all_answers(locale):
        for line, source in sources_by_line(bubble, locale).items() if bubble.pack_id else ():
            if source.place:
                seen.add(source.id)
                assert source.place in line, where
                assert topic in PLACELESS or source.place in words_of(bubble), where
    assert {"gansu-fraud", "wuhan-voucher", "sichuan-family", "xuchang-reply"} <= seen


@pytest.mark.parametrize("pack", FRAMES, ids=lambda pack: pack.id)
def test_each_document_of_the_frame_that_names_a_place_is_that_place_s(pack):
    unplaced = {
        source.document: places_in(plain(source.document))
        for source in pack.sources.values()
        if not source.place and HANDED_ON not in source.document
    }
    assert not {document: places for document, places in unplaced.items() if places}


def test_the_fraud_answer_names_the_city_that_gave_the_warning():
    bubble = answer(question(Topic.FRAUD_SAFETY, SHELF.get("demo-2027")))
    assert "96110" in bubble.text
    assert bubble.source.startswith("例子（甘肃省嘉峪关市）：")
    assert "2022-10-11" in bubble.source


def test_an_example_from_elsewhere_says_whose_and_of_which_year():
    bubble = answer(question(Topic.E_VOUCHER, SHELF.get("demo-2027")))
    assert "演示县没有告诉我们。这是湖北省武汉市2023年的例子，您那里可能不一样。" in bubble.text
    assert "全国" not in bubble.text
    nowhere = question(Topic.E_VOUCHER, SHELF.get("national-2026"), place=None)
    assert "这是湖北省武汉市2023年的例子，各地不一样。" in answer(nowhere).text


def test_the_asker_s_own_city_s_old_document_is_no_example_from_elsewhere():
    at_home = question(Topic.E_VOUCHER, SHELF.get("national-2026"), place=Place("武汉", None))
    said = answer(at_home).text
    assert "这是湖北省武汉市2023年的文件，后来可能变了。" in said
    assert "没有告诉我们" not in said


def test_the_country_s_rule_beside_an_example_is_told_apart():
    lines = words_of(answer(question(Topic.SERIOUS_ILLNESS, SHELF.get("hebei-2026")))).split("\n")
    assert any(line.startswith("全国2026年：低保或特困") for line in lines)
    assert any("江苏省靖江市2024年的例子" in line for line in lines)


def test_a_county_s_own_pack_may_cite_another_place_too():
    pack = SHELF.get("demo-2027")
    county = replace(
        pack,
        sources={
            **pack.sources,
            "other": replace(pack.source("demo"), id="other", place="邻县", date=None),
        },
        reimbursements=(replace(pack.reimbursements[0], source="other"), *pack.reimbursements[1:]),
    )
    words = words_of(answer(question(Topic.HOSPITAL_CHOICE, county)))
    assert "这是邻县（没有日期）的例子" in words
    assert "演示县2027年：" in words
