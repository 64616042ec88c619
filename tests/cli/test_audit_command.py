"""``courier audit verify`` at a terminal."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from courier.cli import main
from tests.factories.county import COUNTY_ID


@pytest.fixture
def run(core, database_url, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("YIBAO_SECRET", "5e" * 32)
    monkeypatch.setenv("YIBAO_DATA_DIR", str(tmp_path))
    with core.begin() as work:
        for subject in ("a", "b", "c"):
            work.record(
                county_id=COUNTY_ID, actor=("admin", "x"), action="person_viewed", subject=subject
            )
        work.commit()
    return lambda *words: CliRunner().invoke(main, ["audit", "verify", *words])


def cut_off(core) -> None:
    with core.begin() as work:
        work.run("set local session_replication_role = replica")
        work.run("delete from audit_links where place > 1")
        work.run("delete from audit_events where subject <> 'a'")
        work.commit()


def test_it_tells_that_the_trail_holds_and_what_to_note(run):
    told = run()
    assert told.exit_code == 0
    assert "3 条" in told.output
    assert f"{COUNTY_ID}:3:" in told.output


def test_a_noted_head_shows_what_was_cut_off(core, run):
    head = json.loads(run("--json").output)["heads"][0]
    assert run("--noted", head).exit_code == 0
    cut_off(core)
    told = run("--noted", head)
    assert told.exit_code == 1
    assert "截掉" in told.output
    assert json.loads(run("--json", "--noted", head).output)["breaks"] == [
        {"county_id": COUNTY_ID, "place": 3, "flaw": "cut_off"}
    ]


def test_a_head_that_cannot_be_read_is_told(run):
    told = run("--noted", "rubbish", "--locale", "en")
    assert told.exit_code == 2
    assert "rubbish" in told.output
