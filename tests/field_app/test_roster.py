from __future__ import annotations

import io
import os
import time
from uuid import uuid4

import pytest

from field_app.admin.kept_files import KEPT_SECONDS, keep, keep_beside, kept
from tests.factories.county import id_number, make_county
from tests.factories.money import count
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


def address(answer) -> str:
    assert answer.status_code == 303
    return answer.headers["Location"]


def checked(client, data=FILE, name="名册.csv") -> str:
    return address(upload(client, data, name))


def applied(client, there: str):
    return client.post(f"{there}/apply", follow_redirects=True)


def people(core) -> int:
    with core.begin() as work:
        return work.scalar("select count(*) from insurees")


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_every_page_is_whole_in_every_language(chief, locale, lang):
    check_page(chief.get(f"/admin/roster/?lang={locale}"), lang=lang)
    applied(chief, checked(chief))
    there = checked(chief, csv_file(person("张叁", 1, household="2", phone="13900000001")))
    check_page(chief.get(f"{there}?lang={locale}"), lang=lang)
    check_page(applied(chief, there), lang=lang)
    check_page(upload(chief, b"", lang=locale), status=400, lang=lang)


def test_a_roster_is_checked_first_and_written_when_told_so(chief, core):
    there = checked(chief)
    words = check_page(chief.get(there))
    assert "还没有写进系统" in words
    assert "姓名里有数字或符号" in words
    assert people(core) == 0
    assert "已经写进系统" in check_page(applied(chief, there))
    assert people(core) == 2
    words = check_page(chief.get("/admin/roster/"))
    assert "名册.csv" in words
    assert "审核员" in words
    assert "没有要写的" in check_page(chief.get(checked(chief)))


def test_a_report_is_the_same_however_often_it_is_looked_at(chief, core):
    there = checked(chief)
    assert check_page(chief.get(there)) == check_page(chief.get(there))
    after = chief.post(f"{there}/apply")
    assert (after.status_code, after.headers["Location"]) == (303, there)
    words = check_page(chief.get(there))
    assert words == check_page(chief.get(there))
    assert "新算了2人的应缴" in words
    assert "姓名里有数字或符号" in words


def test_an_upload_is_written_once_however_often_it_is_sent(chief, core):
    there = checked(chief)
    first = check_page(applied(chief, there))
    again = check_page(applied(chief, there))
    assert "没有再写一次" in again
    assert "新算了2人的应缴" in first
    assert "新算了2人的应缴" in again
    assert count(core, "roster_imports") == 1


def test_an_import_tells_everybody_else_its_numbers_and_no_names(app, chief, core, county):
    there = checked(chief)
    applied(chief, there)
    clerk = signed_in(app.test_client(), core, county.clerk)
    words = check_page(clerk.get(there))
    assert "已经写进系统" in words
    assert "审核员" in words
    assert "第4行" not in words
    assert clerk.get(f"{there}/bad-rows.csv").status_code == 400


def test_whoever_changes_is_listed_before_anything_is_written(chief, core):
    applied(chief, checked(chief))
    moved = person("李思", 2, household="9", phone="13900000001", categories="低保")
    words = check_page(chief.get(checked(chief, csv_file(moved))))
    assert "第2行 · 李四 · 1****************" in words
    assert "姓名：李四 → 李思" in words
    assert "换了户：0001 → 9" in words
    assert "与户主关系：配偶 → 户主" in words
    assert "参保类别：没有 → 最低生活保障对象" in words or "参保类别：没有 → 低保" in words
    assert "手机号：有改动" in words
    assert "13900000001" not in words
    assert id_number(2) not in words
    assert "有1个人的名字变了，请核对" in words
    assert "请给新的一户做通知单" in words
    assert count(core, "insurees", "name = '李四'") == 1


def test_fifty_changes_are_on_the_page_and_all_are_in_the_file(chief, core):
    family = [person("张三", 1), *(person("李四", n, relation="其他") for n in range(2, 62))]
    applied(chief, checked(chief, csv_file(*family)))
    other = [person("李四", n, relation="其他", medical=f"A{n}") for n in range(2, 61)]
    there = checked(chief, csv_file(*other, person("李五", 61, relation="其他")))
    words = check_page(chief.get(there))
    assert words.count("第") - words.count("第61行") >= 49
    assert "姓名：李四 → 李五" in words, "another name stands first, wherever its line is"
    assert "第60行" not in words
    file = chief.get(f"{there}/changed-people.csv")
    assert file.mimetype == "text/csv"
    assert "attachment" in file.headers["Content-Disposition"]
    lines = file.get_data(as_text=True).splitlines()
    assert len(lines) == 61
    assert lines[1].startswith("61,1****************")
    assert "请核对" in lines[1]


def test_the_bad_rows_are_a_file_before_and_after(chief, core):
    there = checked(chief)
    before = chief.get(f"{there}/bad-rows.csv")
    applied(chief, there)
    after = chief.get(f"{there}/bad-rows.csv")
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
    there = checked(chief, xlsx_file(person()), "名册.xlsx")
    assert "还没有写进系统" in check_page(chief.get(there))


def test_the_kept_files_tell_nothing_and_go_after_an_hour(chief, app, core):
    there = checked(chief)
    long_ago = time.time() - KEPT_SECONDS - 60
    for path in app.config["UPLOADS"].iterdir():
        assert "张三".encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        os.utime(path, (long_ago, long_ago))
    assert "请重新上传" in check_page(applied(chief, there))
    assert list(app.config["UPLOADS"].iterdir()) == []
    assert people(core) == 0


def test_an_address_that_is_nobodys_upload_opens_nothing(app, chief, core, county):
    chiefs = checked(chief)
    clerk = signed_in(app.test_client(), core, county.clerk)
    for there in (f"/admin/roster/{uuid4()}", chiefs):
        assert "请重新上传" in check_page(clerk.get(there, follow_redirects=True))
        assert "请重新上传" in check_page(applied(clerk, there))
        assert clerk.get(f"{there}/bad-rows.csv").status_code == 400
        assert clerk.get(f"{there}/changed-people.csv").status_code == 400
    assert people(core) == 0


@pytest.mark.parametrize("token", ["", "../../etc/passwd", "0" * 32 + "." + "A" * 44, "x.y"])
def test_an_invented_token_opens_nothing(app, token):
    with app.app_context():
        assert kept(token) is None


def test_another_files_key_does_not_open_a_file(app):
    with app.app_context():
        one, other = keep(b"one"), keep(b"other")
        mixed = one.partition(".")[0] + "." + other.partition(".")[2]
        assert kept(mixed) is None
        keep_beside(one, "report", b"found")
        assert (kept(one), kept(one, "report"), kept(other, "report")) == (b"one", b"found", None)


def test_a_township_sees_which_rows_are_not_its_own(app, core, county):
    clerk = signed_in(app.test_client(), core, county.clerk)
    file = csv_file(person("张三", 1, village="990101102001"))
    assert "不归您管" in check_page(clerk.get(checked(clerk, file)))


def test_an_auditor_may_look_and_not_import(app, core, county):
    with core.begin() as work:
        work.run("update admins set role = 'auditor' where role = 'county'")
        work.commit()
    auditor = signed_in(app.test_client(), core, county.chief)
    assert "名册文件" not in check_page(auditor.get("/admin/roster/"))
    check_page(upload(auditor), status=403)
    assert people(core) == 0
