"""``courier import roster``, as an administrator runs it at the server."""

from __future__ import annotations

import json
import logging

import pytest
import structlog
from click.testing import CliRunner, Result
from sqlalchemy import text

from courier.cli import main
from courier.store.database import connect
from tests.factories.county import make_county
from tests.factories.rosters import PACK, csv_file, person

FILE = csv_file(person("张三", 1), person("李5", 2, relation="配偶"))


@pytest.fixture
def run(core, database_url, tmp_path, monkeypatch):
    make_county(core)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("YIBAO_SECRET", "ab" * 32)
    (tmp_path / "名册.csv").write_bytes(FILE)

    def run(*words: str, file: str = "名册.csv") -> Result:
        return CliRunner().invoke(
            main, ["import", "roster", str(tmp_path / file), "--pack", PACK, *words]
        )

    handlers = logging.getLogger().handlers[:]
    yield run
    logging.getLogger().handlers[:] = handlers
    structlog.reset_defaults()


def people(database_url: str) -> int:
    engine = connect(database_url)
    with engine.connect() as connection:
        found = connection.execute(text("select count(*) from insurees")).scalar()
    engine.dispose()
    return found


def report(result: Result) -> dict:
    return json.loads(result.stdout)


def test_a_dry_run_reports_and_writes_nothing(run, database_url):
    result = run("--dry-run", "--json")
    assert result.exit_code == 0, result.output
    told = report(result)
    assert (told["applied"], told["rows_total"], told["new"], told["rows_bad"]) == (False, 2, 1, 1)
    assert told["bad"][0]["line"] == 3
    assert told["bad"][0]["code"] == "name_characters"
    assert "姓名" in told["bad"][0]["reason"]
    assert people(database_url) == 0


def test_a_dry_run_of_bad_rows_alone_ends_with_1(run, tmp_path):
    (tmp_path / "坏.csv").write_bytes(csv_file(person("李5", 2)))
    result = run("--dry-run", "--json", file="坏.csv")
    assert (result.exit_code, report(result)["rows_bad"]) == (1, 1)


def test_good_rows_are_written_and_bad_ones_go_to_a_file(run, database_url, tmp_path):
    back = tmp_path / "back.csv"
    result = run("--bad-rows", str(back))
    assert result.exit_code == 0, result.output
    assert "新增1人" in result.stdout
    assert "第3行" in result.stdout
    assert people(database_url) == 1
    assert back.read_text("utf-8").count("\n") == 2
    assert back.stat().st_mode & 0o077 == 0


def test_a_dry_run_names_whom_it_would_change(run, database_url, tmp_path):
    run()
    (tmp_path / "二.csv").write_bytes(csv_file(person("张叁", 1, phone="13900000001")))
    result = run("--dry-run", file="二.csv")
    assert "第2行：张三 1****************" in result.stdout
    assert "姓名：张三 → 张叁；手机号：有改动；名字变了，请核对" in result.stdout
    assert "13900000001" not in result.stdout
    out = tmp_path / "changes.csv"
    (one,) = report(run("--dry-run", "--json", "--changed-people", str(out), file="二.csv"))[
        "people"
    ]
    assert (one["line"], one["renamed"], one["new_slip"]) == (2, True, False)
    assert one["changes"][0] == {"what": "names", "before": ["张三"], "after": ["张叁"]}
    assert "张三 → 张叁" in out.read_text("utf-8")
    assert out.stat().st_mode & 0o077 == 0


def test_all_or_nothing_says_so_by_its_exit_code(run, database_url):
    result = run("--all-or-nothing", "--json")
    assert result.exit_code == 1
    assert report(result)["applied"] is False
    assert people(database_url) == 0


@pytest.mark.parametrize(
    ("words", "file", "said"),
    [
        ((), "nowhere.csv", "打不开"),
        (("--layout", "nobody"), "名册.csv", "没有“nobody”这种表格样式"),
        (("--locale", "en", "--layout", "nobody"), "名册.csv", "There is no form"),
        (("--pack", "national-2026"), "名册.csv", "--county"),
        (("--pack", "nowhere"), "名册.csv", "nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run, words, file, said):
    result = run(*words, file=file)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
