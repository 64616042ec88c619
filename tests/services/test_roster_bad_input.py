from __future__ import annotations

import csv
import io

import pytest

from courier.domain.errors import BadInput
from courier.services.roster_files import bad_rows_file
from courier.texts import Locale
from tests.factories.county import EAST, make_county
from tests.factories.rosters import (
    FAMILY,
    codes,
    counts,
    csv_file,
    imported,
    outcome,
    person,
    xlsx_file,
)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "110101198001010012"}, "id_number_checksum"),
        ({"number": "110101198013010019"}, "id_number_birth_date"),
        ({"number": "110101198002300019"}, "id_number_birth_date"),
        ({"number": "110101300001010019"}, "id_number_birth_date"),
        ({"number": "3.41E+17"}, "id_number_rounded"),
        ({"number": ""}, "id_number_missing"),
        ({"village": "990101109999"}, "roster_village_unknown"),
        ({"village": "桃花村"}, "roster_village_code"),
        ({"village": EAST}, "roster_village_unknown"),
        ({"categories": "低保、大人物"}, "roster_category_unknown"),
        ({"relation": "邻居"}, "roster_relation_unknown"),
        ({"relation": ""}, "roster_relation_missing"),
        ({"household": ""}, "roster_household_missing"),
        ({"household": "a b/c"}, "roster_household_no"),
        ({"phone": "12345"}, "roster_phone"),
        ({"bank": "6.22202E+18"}, "roster_bank_account_rounded"),
        ({"bank": "hello"}, "roster_bank_account"),
        ({"medical": "医 保!"}, "roster_medical_no"),
        ({"name": "=HYPERLINK(1)"}, "roster_formula"),
        ({"name": "@SUM(1)"}, "roster_formula"),
        ({"household": "+1"}, "roster_formula"),
        ({"household": "-1"}, "roster_formula"),
        ({"name": "张\x07三"}, "roster_control_character"),
        ({"name": "张3"}, "name_characters"),
        ({"name": ""}, "name_missing"),
        ({"name": "张\ue000"}, "name_private_character"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_of_the_row_is_kept(core, county, changes, code):
    report = imported(core, county, csv_file(person(**changes), *FAMILY[:1]))
    assert (2, code) in codes(report)
    assert report.rows_bad == 1
    assert report.new == 1
    for locale in Locale:
        assert report.bad[0].reason(locale)


def test_bad_rows_go_back_whole_in_the_senders_own_way(core, county):
    bad = person("=cmd|' /C calc'!A0", 4, bank="6222020000000000001")
    file = csv_file(*FAMILY, bad, encoding="gb18030", delimiter="\t")
    report = imported(core, county, file)
    back = bad_rows_file(core, data=file, report=report, locale=Locale.ZH_HANS).decode("gb18030")
    header, row = csv.reader(io.StringIO(back), delimiter="\t")
    assert header[-2:] == ["行号", "原因"]
    assert row[0] == "'=cmd|' /C calc'!A0"
    assert row[1] == "'" + bad[1]
    assert row[-2] == "5"
    assert "公式" in row[-1]


def test_the_corrected_bad_rows_can_be_sent_again(core, county):
    file = csv_file(*FAMILY, person("钱八8", 4, relation="儿子"))
    report = imported(core, county, file)
    back = bad_rows_file(core, data=file, report=report, locale=Locale.EN).decode()
    mended = back.replace("钱八8", "钱八").encode()
    assert outcome(imported(core, county, mended)) == (1, 0, 0, 0)


def test_a_spreadsheet_is_read_and_a_computed_cell_is_bad(core, county):
    rows_ = [*FAMILY, person("=1+1", 4, relation="儿子")]
    report = imported(core, county, xlsx_file(*rows_), file_name="名册.xlsx")
    assert report.new == 3
    assert (5, "roster_formula") in codes(report)
    back = bad_rows_file(core, data=xlsx_file(*rows_), report=report, locale=Locale.EN)
    assert back.startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in back.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "table_empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "table_empty"),
        (csv_file(), "roster_no_rows"),
        (csv_file(person(), header=["甲", "乙"]), "roster_column_missing"),
        (csv_file(person(), header=["姓名"] * 9), "roster_column_twice"),
        (csv_file(person()).replace("张三".encode(), b"\xff\xfe"), "table_encoding"),
        (",".join(f"列{n}" for n in range(1_000_000)).encode(), "table_too_many_columns"),
        (csv_file(person()) + b"," * 1_000_000, "table_too_many_columns"),
        (b"%PDF-1.7\0", "table_not_a_table"),
        (csv_file(person()) + '"未完'.encode(), "table_quotes"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_whole(core, county, file, code):
    before = counts(core)
    with pytest.raises(BadInput) as refused:
        imported(core, county, file)
    assert refused.value.code == code
    assert counts(core) == before


def test_a_crash_in_the_middle_leaves_nothing(core, county):
    with core.begin() as work:
        work.run("alter table roster_imports add constraint crash check (rows_new = 0)")
        work.commit()
    before = counts(core)
    try:
        with pytest.raises(Exception, match="crash"):
            imported(core, county, csv_file(*FAMILY))
        assert counts(core) == before
    finally:
        with core.begin() as work:
            work.run("alter table roster_imports drop constraint crash")
            work.commit()
