"""Candidates out of a table: proposals, and every bad row with its line and reason."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from courier.domain.courier_states import CourierStatus
from courier.domain.errors import BadInput, NotAllowed
from courier.services.candidate_imports import import_candidates
from courier.services.courier_lists import CourierFilter, count_couriers, list_couriers
from tests.factories.county import make_county

TABLE = """姓名,手机,乡镇,村
赵春梅,13900000011,东河镇,桃花村、李家村
钱多多,13900000012,990101101000,990101101001
阿卜杜热西提•买买提,13900000013,东河镇,李家村
"""
BAD = [
    ("孙3,13900000021,东河镇,桃花村", "name_characters"),
    ("=1+1,13900000021,东河镇,桃花村", "name_characters"),
    ("孙小圣,12345,东河镇,桃花村", "mobile_invalid"),
    ("孙小圣,13900000021,无此镇,桃花村", "candidate_township"),
    ("孙小圣,13900000021,西山镇,柳树村", "candidate_township"),
    ("孙小圣,13900000021,东河镇,柳树村", "candidate_village"),
    ("孙小圣,13900000021,东河镇,", "villages_missing"),
    ("孙小圣", "villages_missing"),
    ("孙小圣,13900000011,东河镇,桃花村", "candidate_twice"),
    ("孙小圣,13900000001,东河镇,桃花村", "candidate_known"),
]


@pytest.fixture
def county(core):
    return make_county(core)


def imported(core, actor, table: str | bytes, *, dry_run=False):
    data = table if isinstance(table, bytes) else table.encode()
    return import_candidates(core, actor=actor, data=data, dry_run=dry_run)


def test_good_rows_become_proposals_and_nothing_more(core, county):
    report = imported(core, county.clerk, TABLE)
    assert (report.total, report.proposed, report.bad) == (3, 3, ())
    found = list_couriers(core, actor=county.clerk, wanted=CourierFilter(said="赵春梅"))
    [one] = found.couriers
    assert (one.status, one.villages) == (CourierStatus.APPLIED, ("李家村", "桃花村"))
    assert one.card_no is None
    with core.begin() as work:
        assert work.scalar("select count(*) from couriers where approved_by is not null") == 2
        actions = "select count(*) from audit_events where action = 'candidates_imported'"
        assert work.scalar(actions) == 1


def test_a_dry_run_tells_the_same_and_writes_nothing(core, county):
    report = imported(core, county.clerk, TABLE, dry_run=True)
    assert report.proposed == 3
    assert count_couriers(core, actor=county.chief) == 2
    assert imported(core, county.clerk, TABLE) == report


def test_the_same_table_twice_proposes_nobody_twice(core, county):
    imported(core, county.clerk, TABLE)
    again = imported(core, county.clerk, TABLE)
    assert again.proposed == 0
    assert {bad.code for bad in again.bad} == {"candidate_known"}
    assert count_couriers(core, actor=county.chief) == 5


@pytest.mark.parametrize(("row", "code"), BAD)
def test_a_bad_row_is_told_with_its_line_and_does_not_hold_up_the_others(core, county, row, code):
    report = imported(core, county.clerk, TABLE + row)
    assert [(bad.line, bad.code) for bad in report.bad] == [(5, code)]
    assert report.proposed == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table_empty"),
        (b"\x00\x01", "table_not_a_table"),
        ("姓名,手机\n赵春梅,1\n".encode(), "candidate_columns"),
        ((TABLE + "孙小圣,13900000021,东河镇,桃花村\n" * 1001).encode(), "candidates_too_many"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(core, county, data, code):
    with pytest.raises(BadInput, match=code):
        imported(core, county.clerk, data)
    assert count_couriers(core, actor=county.chief) == 2


def test_a_workbook_and_another_encoding_are_read_alike(core, county):
    book = openpyxl.Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(","))
    content = io.BytesIO()
    book.save(content)
    assert imported(core, county.clerk, content.getvalue(), dry_run=True).proposed == 3
    assert imported(core, county.clerk, TABLE.encode("gb18030"), dry_run=True).proposed == 3


def test_who_only_looks_imports_nothing(core, county):
    for actor in (replace(county.chief, role="auditor"), county.courier):
        with pytest.raises(NotAllowed):
            imported(core, actor, TABLE)
