from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest
from openpyxl import Workbook

from courier.adapters import workbooks
from courier.adapters.tables import FileTables
from courier.domain.errors import BadInput
from tests.factories.rosters import csv_file, saved, xlsx_file

SHEET = "xl/worksheets/sheet1.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def rows(data: bytes, **limits) -> list[tuple[int, list[str]]]:
    return list(FileTables(**limits).open(data).rows())


def refused(data: bytes, **limits) -> tuple[str, dict]:
    with pytest.raises(BadInput) as error:
        rows(data, **limits)
    return error.value.code, error.value.facts


def workbook(**parts: bytes) -> bytes:
    """A sound workbook with some of its parts replaced; ``sheet`` is the first sheet's XML."""
    replaced = {SHEET: parts["sheet"]} if "sheet" in parts else {}
    replaced |= {name: data for name, data in parts.items() if "/" in name}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_file(["甲"]))) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in {*sound.namelist(), *replaced}:
            made.writestr(name, replaced.get(name) or sound.read(name))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_encoding_is_recognised(encoding):
    table = FileTables().open(csv_file(["㛃", "𬭎"], header=["姓名", "b"], encoding=encoding))
    assert table.encoding == encoding
    assert list(table.rows()) == [(1, ["姓名", "b"]), (2, ["㛃", "𬭎"])]


def test_rows_can_be_read_again():
    table = FileTables().open(b"a,b\n1,2\n")
    assert list(table.rows()) == list(table.rows())


def test_a_row_is_known_by_the_line_on_which_it_begins():
    assert rows(b'a,b\r\n"1\n1",2\r\n\r\n,\r\n3,4\r\n') == [
        (1, ["a", "b"]),
        (2, ["1\n1", "2"]),
        (6, ["3", "4"]),
    ]


def test_a_file_of_old_line_ends_is_read():
    assert rows(b"a;b\r1;2\r") == [(1, ["a", "b"]), (2, ["1", "2"])]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b"\xef\xbb\xbf", "table_empty"),
        (b",,,\r\n,,\r\n", "table_empty"),
        ("姓名,b\n".encode("utf-16"), "table_utf16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "table_old_or_locked"),
        (b"PK\x03\x04 no archive at all", "table_broken"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "table_not_a_table"),
        (b'a,b\n"1,2\n3,4\n', "table_quotes"),
        (b"a," * 100_000, "table_too_many_columns"),
        (b"a,b\n" + b"1," * 300, "table_too_many_columns"),
    ],
)
def test_what_is_no_table_is_named(data, code):
    assert refused(data)[0] == code


def test_the_damaged_line_is_named_in_either_encoding():
    utf = "姓名,b\n张三,1\n".encode() + b"\xff,2\n"
    assert refused(utf) == ("table_encoding", {"line": 3})
    chinese = "姓名,b\n张三,1\n".encode("gb18030") + b"\xff,2\n"
    assert refused(chinese) == ("table_encoding", {"line": 3})


def test_limits_are_kept():
    assert refused(b"a,b\n" * 9, max_bytes=20)[0] == "table_too_large"
    assert refused(b"a,b\n" * 9, max_rows=5)[0] == "table_too_many_rows"


def test_a_spreadsheet_is_read_as_people_see_it():
    book = Workbook()
    sheet = book.active
    sheet["B2"], sheet["C2"] = "姓名", "日期"
    sheet["B4"], sheet["C4"], sheet["D4"] = 13900000001, dt.date(2026, 1, 2), 341125198001011234
    sheet["B5"], sheet["C5"], sheet["D5"] = "=1+1", True, 1.5
    book.create_sheet("名单").sheet_state = "hidden"
    book["名单"]["A1"] = "低保"
    book.create_sheet("空")
    assert rows(saved(book)) == [
        (2, ["", "姓名", "日期", ""]),
        (4, ["", "13900000001", "2026-01-02", "3.411251980010113e+17"]),
        (5, ["", "=1+1", "TRUE", "1.5"]),
    ]


def test_a_row_of_formulas_alone_is_not_lost():
    book = Workbook()
    book.active["A1"] = "甲"
    book.active["B3"] = "=A1"
    assert rows(saved(book)) == [(1, ["甲"]), (3, ["", "=A1"])]


def test_an_empty_or_ambiguous_workbook_is_refused():
    assert refused(saved(Workbook()))[0] == "table_empty"
    book = Workbook()
    book.active["A1"] = "甲"
    book.create_sheet("二")["A1"] = "乙"
    assert refused(saved(book)) == ("table_many_sheets", {"names": "Sheet、二"})


def test_a_sheet_that_inflates_without_end_is_not_opened():
    bomb = workbook(sheet=START + b" " * 60_000_000 + END)
    assert len(bomb) < 100_000
    assert refused(bomb)[0] == "table_bomb"


def test_a_bomb_in_any_other_part_is_not_opened():
    assert refused(workbook(**{"xl/media/a.bin": b"\0" * 60_000_000}))[0] == "table_bomb"


def test_a_bomb_that_lies_about_its_size_is_not_opened():
    honest = workbook(sheet=START + b" " * 60_000_000 + END)
    size = struct.pack("<L", len(START + END) + 60_000_000)
    liar = honest.replace(size, struct.pack("<L", 1000))
    assert liar != honest
    assert refused(liar)[0] in {"table_bomb", "table_broken"}


def test_inflating_stops_at_the_limit_whatever_is_declared(monkeypatch):
    monkeypatch.setattr(workbooks, "_check_claims", lambda *_: None)
    assert refused(workbook(sheet=START + b" " * 60_000_000 + END))[0] == "table_bomb"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (b'<row r="1"><c r="XFD1"><v>1</v></c></row>', "table_too_many_columns"),
        (b'<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>', "table_too_many_columns"),
        (b'<row r="1">' + b"<c><v>1</v></c>" * 300 + b"</row>", "table_too_many_columns"),
        (b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>', "table_too_many_rows"),
        (b'<row r="1"><c r="nowhere"><v>1</v></c></row>', "table_broken"),
        (b'<row r="x"><c><v>1</v></c></row>', "table_broken"),
        (
            b'<row r="1"><c r="GR1"><v>1</v></c></row><row r="1"><c r="A900000"><v>1</v></c></row>',
            "table_too_many_cells",
        ),
    ],
)
def test_a_cell_far_away_does_not_fill_the_memory(cells, code):
    assert refused(workbook(sheet=START + cells + END))[0] == code


def test_entities_are_refused():
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refused(workbook(sheet=doctype + START + END))[0] == "table_broken"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_a_workbook_with_a_broken_part_is_refused(part):
    assert refused(workbook(**{part: b"<broken"}))[0] == "table_broken"


def test_a_truncated_workbook_is_refused():
    whole = xlsx_file(["甲"])
    assert refused(whole[: len(whole) // 2])[0] == "table_broken"


def test_an_archive_that_is_no_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refused(out.getvalue())[0] == "table_broken"
