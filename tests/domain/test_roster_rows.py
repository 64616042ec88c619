from __future__ import annotations

import datetime as dt
import json

import pytest

from courier.domain.categories import Category
from courier.domain.errors import BadInput
from courier.domain.roster_layouts import Column, Relation, parse_layout
from courier.domain.rosters import RowReader
from courier.policies.layouts import LAYOUTS_DIR, load_layouts
from tests.factories.county import PEACH, id_number

TODAY = dt.date(2026, 11, 22)
DEFAULT = load_layouts()["default"]


def read(**changes):
    cells = {
        Column.NAME: "张三",
        Column.ID_NUMBER: id_number(1),
        Column.CATEGORIES: "",
        Column.VILLAGE_CODE: PEACH,
        Column.HOUSEHOLD_NO: "0001",
        Column.RELATION: "户主",
        **{Column(name): text for name, text in changes.items()},
    }
    return RowReader(DEFAULT, {column: column.value for column in Column}, TODAY).read(cells)


def codes(**changes) -> list[str]:
    return [one.code for one in read(**changes).problems]


@pytest.mark.parametrize(
    ("words", "categories"),
    [
        ("", set()),
        ("无", set()),
        ("一般居民", set()),
        ("低保", {Category.LOW_INCOME}),
        ("low_income", {Category.LOW_INCOME}),
        ("低保、重度残疾/学生,特困;孤儿", {
            Category.LOW_INCOME, Category.DISABLED_SEVERE, Category.STUDENT,
            Category.DESTITUTE, Category.ORPHAN,
        }),
        (" 低保 、 低保 ", {Category.LOW_INCOME}),
        ("外地户籍", {Category.NON_LOCAL}),
    ],
)  # fmt: skip
def test_categories_are_read_by_word_or_code(words, categories):
    assert read(categories=words).categories == categories


def test_every_category_and_relation_has_a_word_in_the_default_layout():
    assert {one for one in DEFAULT.categories.values() if one} == set(Category)
    assert set(DEFAULT.relations.values()) == set(Relation)


@pytest.mark.parametrize(
    ("phone", "kept"),
    [("139 0000 0001", "13900000001"), ("+86-13900000001", "13900000001"), ("-", None), ("", None)],
)
def test_a_phone_with_its_country_is_no_formula(phone, kept):
    row = read(phone=phone)
    assert (row.phone, row.problems) == (kept, ())


def test_full_width_digits_and_invisible_signs_are_cleaned():
    wide = id_number(1).translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    row = read(
        id_number=f"'\ufeff{wide}\u200b", village_code=f"９{PEACH[1:]}\u00a0", name="欧\u200b阳"
    )
    assert row.problems == ()
    assert row.id_number.value == id_number(1)
    assert (row.village_code, row.name) == (PEACH, "欧阳")


def test_a_bad_row_still_says_whose_household_it_means():
    row = read(name="张3")
    assert [one.code for one in row.problems] == ["name_characters"]
    assert (row.village_code, row.household_no, row.relation) == (PEACH, "0001", Relation.HEAD)


def test_no_problem_tells_an_id_number():
    number = id_number(1)[:-1] + "?"
    row = read(
        id_number=number, phone=number, bank_account=number + "!", medical_no=number,
        relation=number, categories=f"低保、{number}",
    )  # fmt: skip
    assert row.problems
    assert number[:17] not in repr(row.problems)


@pytest.mark.parametrize(
    ("born", "found"),
    [
        ("1980-01-01", []),
        ("1980年1月1日", []),
        ("19800101", []),
        ("1980-02-30", ["roster_birth_date"]),
        ("昨天", ["roster_birth_date"]),
        ("1980-01-02", ["roster_birth_date_differs"]),
    ],
)
def test_a_birth_date_is_compared_with_the_number(born, found):
    assert codes(birth_date=born) == found


def test_columns_are_found_in_any_order_with_more_beside_them():
    header = ["备注", "户号", " 与户主关系", "村代码", "身份证号\u200b", "姓 名"]
    assert DEFAULT.find_columns(header) == {
        Column.NAME: 5,
        Column.ID_NUMBER: 4,
        Column.VILLAGE_CODE: 3,
        Column.HOUSEHOLD_NO: 1,
        Column.RELATION: 2,
    }


def test_a_missing_or_repeated_column_is_named():
    with pytest.raises(BadInput) as missing:
        DEFAULT.find_columns(["姓名", "身份证号"])
    assert missing.value.facts == {"names": "村代码、户号、与户主关系"}
    with pytest.raises(BadInput) as twice:
        DEFAULT.find_columns(["姓名", "姓名"])
    assert twice.value.code == "roster_column_twice"


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("columns", {"nonsense": ["姓名"]}),
        ("columns", {"name": "姓名"}),
        ("categories", {"低保": "rich"}),
        ("relations", {"户主": "boss"}),
        ("date_formats", None),
    ],
)
def test_a_broken_layout_is_named(part, value):
    data = json.loads((LAYOUTS_DIR / "default.json").read_text("utf-8"))
    with pytest.raises(BadInput) as broken:
        parse_layout("x", {**data, part: value})
    assert broken.value.facts == {"name": "x", "part": part}
