"""The list of couriers as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from courier.domain.errors import NotAllowed
from courier.services.courier_exports import FileKind, export_couriers
from courier.services.courier_lists import CourierFilter
from courier.texts import Locale
from tests.factories.county import EAST, make_county
from tests.factories.many_couriers import make_couriers
from tests.factories.people_at_work import registered


@pytest.fixture
def county(core):
    return make_county(core)


def exported(core, actor, kind=FileKind.CSV, *, phones=False, **wanted) -> list[list[str]]:
    content = b"".join(
        export_couriers(
            core,
            actor=actor,
            wanted=CourierFilter(**wanted),
            kind=kind,
            with_phones=phones,
            locale=Locale.ZH_HANS,
        )
    )
    if kind is FileKind.CSV:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value or "" for cell in row] for row in sheet.iter_rows()]


def test_both_kinds_of_file_hold_the_filtered_list(core, county):
    registered(core, county)
    for kind in FileKind:
        head, row = exported(core, county.chief, kind, said="赵春梅")
        assert head[:3] == ["工号", "姓名", "乡镇"]
        assert row[:5] == ["100001", "赵春梅", "东河镇", "李家村、桃花村", "在岗"]
        assert row[6:] == ["2027-11-22", "2026-11-22"]


def test_a_long_list_is_whole_and_stays_in_the_area(core, county):
    make_couriers(core, county, 2500)
    every = exported(core, county.chief)
    assert len({row[0] for row in every[1:]}) == len(every) - 1 == 2502
    mine = exported(core, county.clerk, FileKind.XLSX)
    assert {row[2] for row in mine[1:]} == {"东河镇"}
    assert len(mine) == len(exported(core, county.chief, township_code=EAST))


def test_phones_are_for_those_who_keep_couriers_and_only_when_asked(core, county):
    registered(core, county)
    assert "13900000001" not in str(exported(core, county.chief))
    assert "13900000001" in str(exported(core, county.chief, phones=True))
    auditor = replace(county.chief, role="auditor")
    assert len(exported(core, auditor)) > 1
    with pytest.raises(NotAllowed):
        exported(core, auditor, phones=True)
    with pytest.raises(NotAllowed):
        exported(core, replace(county.chief, role="system"))


def test_each_export_is_on_the_trail_without_a_name(core, county):
    exported(core, county.clerk, phones=True, said="王小花")
    with core.begin() as work:
        [facts] = work.run(
            "select facts::text from audit_events where action = 'couriers_exported'"
        ).scalars()
    assert "王小花" not in facts
    assert '"couriers": 1' in facts


def test_nothing_in_a_file_is_run_by_a_spreadsheet(core, county):
    with core.begin() as work:
        work.run("update couriers set name = '=1+1' where name = '王小花'")
        work.run("update couriers set name = '@SUM(A1)' || chr(1) where name = '李大山'")
        work.commit()
    assert {row[1][:2] for row in exported(core, county.chief)[1:]} == {"'=", "'@"}
    names = [row[1] for row in exported(core, county.chief, FileKind.XLSX)[1:]]
    assert sorted(names) == ["=1+1", "@SUM(A1)"]
    content = b"".join(core.tables.workbook([["=1+1", "13900000001", "<&>\ud800\x00"]]))
    [row] = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()
    assert [cell.value for cell in row] == ["=1+1", "13900000001", "<&>"]
    assert all(cell.data_type in {"s", "inlineStr"} for cell in row)
