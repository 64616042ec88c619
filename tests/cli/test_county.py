"""``courier county`` as an operator runs it, against a real database."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from courier.cli import main
from courier.domain.errors import NotAllowed
from courier.domain.permissions import Role
from courier.sandbox import __file__ as sandbox
from courier.services.admin_sign_in import begin_sign_in
from courier.services.sessions import actor_of_session
from tests.factories.county import COUNTY, EAST, PEACH, PLUM, make_county
from tests.factories.money import count
from tests.factories.sign_ins import begun, staff

DEMO_REGIONS = Path(sandbox).parent / "demo" / "regions.csv"
HEAD = "代码,名称,级别,上级代码,电话\n"
PLACES = (
    HEAD
    + "990000000000,演示省,省,,\n"
    + "990100000000,演示市,市,990000000000,\n"
    + "990101000000,演示县,县,990100000000,0990-1234567\n"
    + "990101101000,东河镇,乡镇,990101000000,0990-7654321\n"
    + "990101101001,桃花村,村,990101101000,\n"
)
PASSWORD = "plain words 10"


@pytest.fixture
def run(core, database_url, tmp_path, monkeypatch):
    """The command in this test's database; ``(exit code, stdout, stderr)``."""
    for name, value in (
        ("DATABASE_URL", database_url),
        ("YIBAO_SECRET", "5e" * 32),
        ("YIBAO_DATA_DIR", str(tmp_path / "data")),
        ("YIBAO_PUBLIC_URL", core.public_url),
    ):
        monkeypatch.setenv(name, value)

    def told(*words, given=None):
        result = CliRunner().invoke(main, ["county", *map(str, words)], input=given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return told


@pytest.fixture
def table(tmp_path):
    def written(text, encoding="utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_places_are_set_up_once_however_often_the_table_comes(run, core, table, encoding):
    path = table(PLACES, encoding)
    tried = json.loads(run("regions", path, "--dry-run", "--json").stdout)
    assert (tried["new"], tried["written"], count(core, "regions")) == (5, False, 0)
    first = run("regions", path)
    assert (first.exit_code, count(core, "regions")) == (0, 5)
    again = json.loads(run("regions", path, "--json").stdout)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 5)
    with core.begin() as work:
        village = work.run("select * from regions where level = 'village'").one()
    assert (village.name, village.county_id, village.parent_code) == ("桃花村", 990101, EAST)
    run("regions", table(PLACES.replace("桃花村", "桃源村")))
    assert count(core, "regions", "name = '桃源村'") == 1


def test_the_demo_countys_own_table_is_understood(run, core):
    with DEMO_REGIONS.open(encoding="utf-8", newline="") as file:
        rows = len(list(csv.DictReader(file)))
    assert run("regions", DEMO_REGIONS).exit_code == 0
    assert count(core, "regions") == rows


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("99010110200,西山镇,乡镇,990101000000,", "region_code_invalid"),
        ("990101102000,西山镇,大队,990101000000,", "region_level_unknown"),
        ("990101102000,西山镇,村,990101000000,", "region_level_differs"),
        ("990101102000,西山镇,乡镇,990100000000,", "region_parent_differs"),
        ("990101102001,柳树村,村,990101102000,", "region_parent_missing"),
        ("990101102000,,乡镇,990101000000,", "region_name_invalid"),
        ("990101101002,桃花村,村,990101101000,", "region_name_twice"),
        ("990101101001,李家村,村,990101101000,", "setup_line_twice"),
        ("990101102000,西山镇,乡镇,990101000000,打给我", "region_phone_invalid"),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_written(run, core, table, line, code):
    result = run("regions", table(PLACES + line + "\n"), "--json")
    assert result.exit_code == 2
    (bad,) = json.loads(result.stdout)["bad"]
    assert (bad["line"], bad["code"]) == (7, code)
    assert count(core, "regions") == 0


def test_a_place_that_stands_already_is_a_namesake_and_a_parent(run, core, table):
    run("regions", table(PLACES))
    more = run("regions", table(HEAD + "990101101002,桃花村,村,990101101000,\n"), "--json")
    assert json.loads(more.stdout)["bad"][0]["code"] == "region_name_twice"
    assert run("regions", table(HEAD + "990101101002,李家村,村,,\n")).exit_code == 0


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("zh_Hans", "没有“级别”这一列"),
        ("zh_Hant", "沒有「级别」這一欄"),
        ("en", "no column “级别”"),
    ],
)
def test_what_is_no_table_of_places_is_refused_in_the_readers_language(
    run, table, tmp_path, locale, said
):
    lacking = run("regions", table("代码,名称\n1,2\n"), "--locale", locale)
    assert lacking.exit_code == 2
    assert said in lacking.stderr
    for path in (table(HEAD), table(""), tmp_path / "nowhere.csv", table("PK\x03\x04")):
        assert run("regions", path, "--locale", locale).exit_code == 2


def test_targets_are_set_and_corrected(run, core, table):
    make_county(core)
    path = table(f"村代码,人数\n{PEACH},320\n{PLUM},0\n")
    assert json.loads(run("targets", path, "--year", 2027, "--json").stdout)["new"] == 2
    again = run("targets", table(f"村代码,人数\n{PEACH},330\n{PLUM},0\n"), "--year", 2027, "--json")
    told = json.loads(again.stdout)
    assert (told["new"], told["changed"], told["unchanged"]) == (0, 1, 1)
    assert count(core, "collection_targets", "people = 330") == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{PLUM},-1", "target_people_invalid"),
        (f"{PLUM},=1+1", "target_people_invalid"),
        (f"{EAST},3", "target_village_unknown"),
        (f"{PEACH},3", "setup_line_twice"),
    ],
)
def test_a_bad_target_is_named_and_none_is_set(run, core, table, line, code):
    make_county(core)
    path = table(f"村代码,人数\n{PEACH},320\n{line}\n")
    result = run("targets", path, "--year", 2027, "--json")
    assert result.exit_code == 2
    assert [bad["code"] for bad in json.loads(result.stdout)["bad"]] == [code]
    assert count(core, "collection_targets") == 0
    assert run("targets", path, "--year", 27).exit_code == 2


def appoint(run, *more, given=PASSWORD + "\n", region=EAST, name="wang"):
    words = ("admin", name, "--role", "township", "--region", region, "--name", "王芳")
    return run(*words, "--password-stdin", *more, given=given)


def test_an_admin_is_appointed_and_signs_in(run, core):
    make_county(core)
    assert appoint(run).exit_code == 0
    half_way = begun(core, "wang", PASSWORD)
    assert (half_way.name, half_way.has_factor) == ("王芳", False)
    with core.begin() as work:
        found = "select role || region_code from admins where sign_in_name = 'wang'"
        assert work.scalar(found) == "township" + EAST


def test_the_password_is_asked_for_twice_and_not_shown(run, core):
    make_county(core)
    words = ("admin", "li", "--role", "county", "--region", COUNTY, "--name", "李明")
    result = run(*words, given=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert begun(core, "li", PASSWORD)


def test_a_bad_appointment_says_why(run, core):
    make_county(core)
    appoint(run)
    for more, said in (
        ({}, "已经有人用了"),
        ({"name": " "}, "请写登录名"),
        ({"name": "x", "given": "short\n"}, "至少要 12 个字符"),
        ({"name": "x", "region": "990202000000"}, "没有代码是“990202000000”的地方"),
        ({"name": "x", "region": "990100000000"}, "是省或市"),
    ):
        result = appoint(run, **more)
        assert result.exit_code == 2
        assert said in result.stderr


def test_a_new_password_ends_the_admins_sessions_and_lifts_a_lock(run, core):
    make_county(core)
    view = staff(core, "wang").sign_in()
    for _ in range(5):
        with pytest.raises(NotAllowed):
            begin_sign_in(core, sign_in_name="wang", password="wrong")
    other = "another long one"
    result = run("admin-password", "wang", "--password-stdin", "--json", given=other + "\n")
    assert json.loads(result.stdout) == {"sign_in_name": "wang"}
    assert actor_of_session(core, county_id=990101, session_id=view.session_id) is None
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        begun(core, "wang")
    assert begun(core, "wang", other).has_codes, "the second step stays"
    unknown = run("admin-password", "nobody", "--password-stdin", given=other + "\n")
    assert unknown.exit_code == 2
    assert "没有这位管理员" in unknown.stderr


def test_the_operator_lets_a_new_second_step_be_set_up(run, core):
    make_county(core)
    view = staff(core, "wang").sign_in()
    told = run("admin-second-factor", "wang")
    assert "重新设置第二步" in told.stdout
    assert actor_of_session(core, county_id=990101, session_id=view.session_id) is None
    assert not begun(core, "wang").has_factor
    unknown = run("admin-second-factor", "nobody")
    assert unknown.exit_code == 2
    assert "没有这位管理员" in unknown.stderr


def test_an_account_is_closed_and_opened_again(run, core):
    make_county(core)
    view = staff(core, "wang", Role.CITY).sign_in()
    assert "停用" in run("admin-account", "wang", "--close").stdout
    assert actor_of_session(core, county_id=990101, session_id=view.session_id) is None
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        begun(core, "wang")
    assert run("admin-account", "wang", "--close").exit_code == 2
    assert "又可以登录" in run("admin-account", "wang", "--open").stdout
    assert begun(core, "wang").has_factor


def test_what_people_owe_is_computed_and_computed_again(run, core):
    county = make_county(core)
    county.household([("张三", dt.date(1990, 5, 5), []), ("李四", dt.date(1991, 5, 5), [])])
    told = json.loads(run("obligations", "--pack", "demo-2027", "--json").stdout)
    assert (told["county"], told["coverage_year"], told["new"]) == (990101, 2027, 2)
    again = json.loads(run("obligations", "--pack", "demo-2027", "--json").stdout)
    assert (again["new"], again["changed"]) == (0, 0)
    assert run("obligations", "--pack", "nothing").exit_code == 2
    assert run("obligations", "--pack", "national-2027").exit_code == 2
    assert run("obligations", "--pack", "demo-2027", "--county", 990202).exit_code == 2
