"""A roster is read as spreadsheets, keyboards and other counties write it."""

from __future__ import annotations

import pytest

from courier.services.roster_files import bad_rows_file
from courier.texts import Locale
from tests.factories.county import (
    PEACH,
    id_number,
)
from tests.factories.roster_outcomes import rows
from tests.factories.rosters import (
    FAMILY,
    OLD,
    codes,
    csv_file,
    imported,
    outcome,
    person,
)


def test_everything_wrong_with_a_row_is_told_at_once(core, county):
    report = imported(core, county, csv_file(person("张3", 1, phone="1", village="")))
    assert {code for _, code in codes(report)} == {
        "name_characters",
        "roster_phone",
        "roster_village_missing",
    }
    assert report.rows_bad == 1


def test_what_spreadsheets_and_keyboards_add_is_cleaned(core, county):
    number = "\u200b" + id_number(1).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    row = person("阿依\u200b古丽•买买提", 1, number=number, relation=" 户主\ufeff")
    report = imported(core, county, csv_file(row, person("𬭎䶮", 3, relation="配偶")))
    assert outcome(report) == (2, 0, 0, 0)
    assert {name for (name,) in rows(core, "select name from insurees")} == {
        "阿依古丽·买买提",
        "𬭎䶮",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_file_is_read_in_the_senders_encoding(core, county, encoding, delimiter):
    file = csv_file(
        *FAMILY, person("㛃䶮", 5, relation="儿子"), encoding=encoding, delimiter=delimiter
    )
    assert outcome(imported(core, county, file)) == (4, 0, 0, 0)


def test_a_title_may_stand_above_the_header(core, county):
    file = "桃花村参保名册,,,\n".encode() + csv_file(*FAMILY, person("张3", 4))
    report = imported(core, county, file)
    assert report.new == 3
    assert codes(report) == [(6, "name_characters")]
    back = bad_rows_file(core, data=file, report=report, locale=Locale.EN).decode()
    assert back.startswith("姓名,")


def test_another_layout_is_data(core, county):
    header = ["参保人姓名", "公民身份号码", "行政区划代码", "家庭编号", "家庭关系"]
    header += ["资助对象类型", "出生年月日", "备注"]
    born = [
        "赵桂英",
        id_number(2, OLD),
        PEACH,
        "12",
        "01",
        "城乡低保+重残一二级",
        "1958/03/01",
        "x",
    ]
    wrong = ["张三", id_number(4, OLD), PEACH, "12", "20", "无", "1958/02/30", ""]
    other = ["李四", id_number(6, OLD), PEACH, "12", "20", "", "1958/03/02", ""]
    file = csv_file(born, wrong, other, header=header)
    report = imported(core, county, file, layout="civil_affairs")
    assert codes(report) == [(3, "roster_birth_date"), (4, "roster_birth_date_differs")]
    assert rows(core, "select category from insuree_categories order by 1") == [
        ("disabled_severe",),
        ("low_income",),
    ]
