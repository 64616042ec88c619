from __future__ import annotations

import io
import os
import re
import time

import pytest

from field_app.admin.kept_files import KEPT_SECONDS
from tests.factories.county import make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.rosters import csv_file, person, xlsx_file

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
FILE = csv_file(person("张三", 1), person("李四", 2, relation="配偶"), person("王5", 3))


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(client, core, county):
    return signed_in(client, core, county.chief)


def upload(client, data=FILE, name="名册.csv", lang="zh_Hans"):
    form = {"file": (io.BytesIO(data), name), "layout": "default"}
    return client.post(f"/admin/roster/?lang={lang}", data=form, content_type="multipart/form-data")


def hidden(page) -> dict[str, str]:
    html = page.get_data(as_text=True)
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', html)[1]
        for name in ("token", "file_name", "layout")
    }


def people(core) -> int:
    with core.begin() as work:
        return work.scalar("select count(*) from insurees")


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_every_page_is_whole_in_every_language(chief, locale, lang):
    check_page(chief.get(f"/admin/roster/?lang={locale}"), lang=lang)
    checked = upload(chief, lang=locale)
    check_page(checked, lang=lang)
    check_page(chief.post(f"/admin/roster/apply?lang={locale}", data=hidden(checked)), lang=lang)
    check_page(upload(chief, b"", lang=locale), status=400, lang=lang)


def test_a_roster_is_checked_first_and_written_when_told_so(chief, core):
    checked = upload(chief)
    words = check_page(checked)
    assert "还没有写进系统" in words
    assert "姓名里有数字或符号" in words
    assert people(core) == 0
    words = check_page(chief.post("/admin/roster/apply", data=hidden(checked)))
    assert "已经写进系统" in words
    assert people(core) == 2
    words = check_page(chief.get("/admin/roster/"))
    assert "名册.csv" in words
    assert "审核员" in words
    assert "没有要写的" in check_page(upload(chief))


def test_the_bad_rows_are_a_file_before_and_after(chief, core):
    checked = hidden(upload(chief))
    before = chief.post("/admin/roster/bad-rows", data=checked)
    chief.post("/admin/roster/apply", data=checked)
    after = chief.post("/admin/roster/bad-rows", data=checked)
    assert before.data == after.data
    assert before.mimetype == "text/csv"
    assert "attachment" in before.headers["Content-Disposition"]
    assert before.headers["Cache-Control"] == "no-store"
    lines = before.get_data(as_text=True).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("王5,")


def test_what_is_no_roster_is_said_on_the_form(chief, core):
    assert "文件是空的" in check_page(upload(chief, b""), status=400)
    assert "缺少这几列" in check_page(upload(chief, b"a,b\n1,2\n"), status=400)
    assert "这不是表格" in check_page(upload(chief, b"%PDF-1.7\0"), status=400)
    assert "请先选一个文件" in check_page(chief.post("/admin/roster/"), status=400)
    assert people(core) == 0


def test_a_spreadsheet_is_taken(chief):
    assert "还没有写进系统" in check_page(upload(chief, xlsx_file(person()), "名册.xlsx"))


def test_the_kept_file_tells_nothing_and_goes_after_an_hour(chief, app, core):
    checked = hidden(upload(chief))
    (path,) = app.config["UPLOADS"].iterdir()
    assert "张三".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    long_ago = time.time() - KEPT_SECONDS - 60
    os.utime(path, (long_ago, long_ago))
    words = check_page(chief.post("/admin/roster/apply", data=checked), status=400)
    assert "请重新上传" in words
    assert list(app.config["UPLOADS"].iterdir()) == []
    assert people(core) == 0


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "0" * 32 + "." + "A" * 44, "x.y"])
def test_an_invented_token_opens_nothing(chief, token):
    form = {"token": token, "file_name": "x", "layout": "default"}
    check_page(chief.post("/admin/roster/apply", data=form), status=400)
    check_page(chief.post("/admin/roster/bad-rows", data=form), status=400)


def test_another_persons_key_does_not_open_a_file(chief):
    one, other = hidden(upload(chief)), hidden(upload(chief))
    mixed = one["token"].partition(".")[0] + "." + other["token"].partition(".")[2]
    check_page(chief.post("/admin/roster/apply", data={**one, "token": mixed}), status=400)


def test_a_township_sees_which_rows_are_not_its_own(app, core, county):
    clerk = signed_in(app.test_client(), core, county.clerk)
    file = csv_file(person("张三", 1, village="990101102001"))
    assert "不归您管" in check_page(upload(clerk, file))


def test_an_auditor_may_look_and_not_import(app, core, county):
    with core.begin() as work:
        work.run("update admins set role = 'auditor' where role = 'county'")
        work.commit()
    auditor = signed_in(app.test_client(), core, county.chief)
    assert "名册文件" not in check_page(auditor.get("/admin/roster/"))
    check_page(upload(auditor), status=400)
    assert people(core) == 0
