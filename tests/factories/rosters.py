"""Roster files of invented people."""

from __future__ import annotations

import csv
import datetime as dt
import io

from openpyxl import Workbook

from courier.services.rosters import import_roster
from tests.factories.county import COUNTY_ID, PEACH, YEAR, id_number

HEADER = [
    "姓名",
    "身份证号",
    "类别",
    "村代码",
    "户号",
    "与户主关系",
    "手机号",
    "银行账号",
    "医保编号",
]
PACK = "demo-2027"


def person(name="张三", serial=1, **changes) -> list[str]:
    """A row in the default layout; ``changes`` by the columns' short names."""
    row = {
        "name": name,
        "number": id_number(serial, changes.pop("born", dt.date(1980, 1, 1))),
        "categories": "",
        "village": PEACH,
        "household": "0001",
        "relation": "户主",
        "phone": "",
        "bank": "",
        "medical": "",
        **changes,
    }
    return list(row.values())


OLD = dt.date(1958, 3, 1)
TABLES = (
    "insurees",
    "person_identities",
    "households",
    "memberships",
    "insuree_categories",
    "obligations",
    "postings",
    "roster_imports",
    "audit_events",
)
FAMILY = (
    person("王大海", 1),
    person("赵桂英", 2, born=OLD, categories="低保", relation="母亲", phone="13900000001"),
    person("阿不都热合曼·买买提", 3, relation="其他", bank="6222020000000000001", medical="A1"),
)


def csv_file(*rows, header=HEADER, encoding="utf-8", delimiter=",") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def xlsx_file(*rows, header=HEADER) -> bytes:
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def imported(core, county, data: bytes, *, dry_run=False, actor=None, **more):
    facts = {"file_name": "名册.csv", "pack_id": PACK, "coverage_year": YEAR, **more}
    return import_roster(
        core,
        actor=actor or county.chief,
        county_id=COUNTY_ID,
        data=data,
        dry_run=dry_run,
        **facts,
    )


def counts(core) -> dict[str, int]:
    with core.begin() as work:
        return {table: work.scalar(f"select count(*) from {table}") for table in TABLES}


def outcome(report) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.rows_bad


def codes(report) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in report.bad]
