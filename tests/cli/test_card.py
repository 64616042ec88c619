"""``courier card``, as an operator runs it, on a database of its own."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from courier.adapters.cipher import KEY_BYTES, FieldCipher
from courier.cli import main
from courier.domain.permissions import Role
from courier.services.admins import create_admin
from courier.settings import Settings
from courier.wiring import derived_key
from tests.factories.county import COUNTY, COUNTY_ID, EAST, WEST, make_county
from tests.factories.people_at_work import approved

SECRET = "5e" * 32
NUMBER = "100001"


@pytest.fixture
def operator(core, database_url, tmp_path, monkeypatch):
    """The environment of an installation, with an admin and an approved courier."""
    for name, value in (
        ("DATABASE_URL", database_url),
        ("YIBAO_SECRET", SECRET),
        ("YIBAO_DATA_DIR", str(tmp_path)),
        ("YIBAO_PUBLIC_URL", core.public_url),
    ):
        monkeypatch.setenv(name, value)
    key = derived_key(Settings.from_environment(), "fields", KEY_BYTES)
    own = dataclasses.replace(core, sealer=FieldCipher(key))
    county = make_county(own)
    create_admin(
        own,
        county_id=COUNTY_ID,
        sign_in_name="county",
        name="孙立新",
        password="a long enough password",
        role=Role.COUNTY,
        region_code=COUNTY,
    )
    approved(own, county)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["card", *words])


def issued() -> str:
    result = run("issue", NUMBER, "--as", "county")
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[-1]


def test_a_couriers_own_number_is_no_stranger(operator):
    issued()
    answer = run("verify", NUMBER, "--json")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["reason"] == "may_be_a_copy"
    assert run("verify", "999999").exit_code == 1


def test_a_card_is_issued_verified_and_revoked(operator):
    number = issued()
    answer = run("verify", number, "--json")
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert (said["colour"], said["reason"]) == ("amber", "may_be_a_copy")
    assert said["card"]["name"] == "赵春梅"
    assert run("revoke", NUMBER, "--as", "county", "--reason", "丢了").exit_code == 0
    answer = run("verify", number)
    assert answer.exit_code == 1
    assert "作废" in answer.stdout


def test_both_sides_are_written(operator, tmp_path):
    answer = run("show", NUMBER, str(tmp_path / "cards"), "--as", "county")
    assert answer.exit_code == 0, answer.output
    names = sorted(path.name for path in (tmp_path / "cards").iterdir())
    assert names == ["100001-back.png", "100001-front.png"]


def test_a_sheet_of_cards_is_written(operator, tmp_path):
    file = tmp_path / "cards.pdf"
    answer = run("sheet", "--as", "county", "--courier", NUMBER, "-o", str(file))
    assert answer.exit_code == 0, answer.output
    pages = PdfReader(file).pages
    assert len(pages) == 2
    assert "赵春梅" in pages[0].extract_text()
    answer = run("sheet", "--as", "county", "--township", EAST, "--png", str(tmp_path / "cards"))
    assert answer.exit_code == 0, answer.output
    names = sorted(path.name for path in (tmp_path / "cards").iterdir())
    assert names == ["100001-back.png", "100001-front.png"]


def test_what_stops_a_sheet_is_told_in_a_sentence(operator, tmp_path):
    def told(*words: str) -> str:
        answer = run("sheet", "--as", "county", *words)
        assert answer.exit_code == 2, answer.output
        return answer.stderr

    pdf = str(tmp_path / "cards.pdf")
    assert "选一个" in told()
    assert "选一个" in told("-o", pdf, "--png", pdf)
    assert "没有可以发名片的人" in told("-o", pdf, "--township", WEST)
    assert "没有找到这位快递员" in told("-o", pdf, "--courier", "999999")
    assert "Nobody here" in told("-o", pdf, "--township", "x%", "--locale", "en")
    (tmp_path / "file").touch()
    assert "换一个位置" in told("-o", str(tmp_path / "file" / "cards.pdf"))
    assert not (tmp_path / "cards.pdf").exists()


def test_an_unknown_admin_or_courier_is_told_in_a_sentence(operator):
    answer = run("issue", NUMBER, "--as", "nobody")
    assert answer.exit_code == 2
    assert "没有这位管理员" in answer.stderr
    answer = run("issue", "999999", "--as", "county")
    assert "没有找到这位快递员" in answer.stderr


@pytest.mark.parametrize("which", [(), ("--situations",)])
def test_the_vectors_agree_with_the_list_check(operator, tmp_path, which):
    printed = run("vectors", *which)
    assert printed.exit_code == 0
    path = tmp_path / "vectors.jsonl"
    path.write_text(printed.stdout, "utf-8")
    told = run("verify", "--batch", str(path), "--json")
    assert told.exit_code == 0
    expected = [json.loads(line) for line in printed.stdout.splitlines()]
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert found == [{"verdict": one["verdict"], "reason": one["reason"]} for one in expected]


def test_a_real_card_in_a_list_is_judged_by_the_register(operator, tmp_path):
    number = issued()
    now = dt.datetime.now(dt.UTC)
    path = tmp_path / "list.jsonl"
    moments = (now, now.replace(year=now.year + 3))
    lines = [json.dumps({"text": number, "at": at.isoformat()}) for at in moments]
    path.write_text("\n".join(lines) + "\n\n", "utf-8")
    told = run("verify", "--batch", str(path), "--json")
    assert [json.loads(line)["reason"] for line in told.stdout.splitlines()] == [
        "may_be_a_copy",
        "expired",
    ]
    plain = run("verify", "--batch", str(path))
    assert "过期" in plain.stdout


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"text": 1, "at": "2001-01-01"}',
        '{"text": "x", "at": "soon"}',
        '{"text": "x", "at": "0001-01-01T00:00:00+08:00"}',
        '{"text": "x", "at": "2026-11-22", "asked": "12"}',
        '{"text": "x", "at": "2026-11-22", "asked": "٠٨١٥"}',
        '{"text": "x", "at": "2026-11-22", "asked": 815}',
        '{"text": "x", "at": "2026-11-22", "seen": "soon"}',
        "[" * 9000,
    ],
)
def test_a_wrong_line_is_red_and_told_by_its_number_and_the_others_are_judged(
    operator, tmp_path, content
):
    path = tmp_path / "list.jsonl"
    good = json.dumps({"text": issued(), "at": dt.datetime.now(dt.UTC).isoformat()})
    path.write_text(f"{good}\n{content}\n{good}\n", "utf-8")
    told = run("verify", "--batch", str(path), "--json")
    assert told.exit_code == 2
    assert "第 2 行" in told.stderr
    verdicts = [json.loads(line)["verdict"] for line in told.stdout.splitlines()]
    assert verdicts == ["amber", "red", "amber"]


@pytest.mark.parametrize("letter", ["A", "/C/", "/C/A?", "9", "卡", "\n"])
def test_ten_megabytes_are_no_card(operator, tmp_path, letter):
    text = letter * (10 * 1024 * 1024 // len(letter))
    answer = run("verify", text, "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout)["reason"] == "unknown"
    path = tmp_path / "list.jsonl"
    moments = ("2026-11-22T00:00:00Z", "2001-06-01T04:00:00Z", "9999-12-31T23:59:59Z")
    lines = [json.dumps({"text": text, "at": at}) for at in moments]
    path.write_text("\n".join(lines), "utf-8")
    told = run("verify", "--batch", str(path), "--json")
    assert told.exit_code == 0
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert found == [{"verdict": "red", "reason": "unknown"}] * 3


def test_digits_that_were_asked_count_in_a_list_too(operator, tmp_path):
    path = tmp_path / "list.jsonl"
    line = {"text": issued(), "at": dt.datetime.now(dt.UTC).isoformat(), "asked": "0815"}
    path.write_text(json.dumps(line), "utf-8")
    told = run("verify", "--batch", str(path), "--json")
    assert json.loads(told.stdout)["reason"] == "may_be_a_copy"


def test_a_list_that_cannot_be_read_is_told(operator, tmp_path):
    assert run("verify", "--batch", str(tmp_path / "none"), "--json").exit_code == 2
    assert run("verify").exit_code == 2
