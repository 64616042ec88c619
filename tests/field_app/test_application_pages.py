"""An application from the link to the approval, as forms, on two browsers."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest

from courier.services.quizzes import bank, next_quiz
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import answers, approved, registered, signed_in
from tests.factories.pictures import portrait
from tests.field_app.test_admin import propose

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
LINK = re.compile(r"/apply/open/[\w-]+")


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(app, core, county):
    return signed_in(app.test_client(), core, county.chief)


@pytest.fixture
def clerk(app, core, county):
    return signed_in(app.test_client(), core, county.clerk)


@pytest.fixture
def address(clerk):
    """The console's page of a candidate without a photo."""
    return propose(clerk, photo=(io.BytesIO(b""), "")).location


@pytest.fixture
def phone(app, clerk, address):
    """The candidate's browser, after the link was opened."""
    page = clerk.post(f"{address}/application", follow_redirects=True).get_data(as_text=True)
    browser = app.test_client()
    assert browser.post(LINK.search(page).group()).location == "/apply/"
    return browser


def upload(browser, path: str, field: str, data: bytes = b"", **fields):
    form = {field: (io.BytesIO(data or portrait()), "me.jpg"), **fields}
    return browser.post(path, data=form, content_type="multipart/form-data")


def courier_id(address: str):
    return UUID(address.rpartition("/")[2])


def quiz_form(core, address: str, wrong: int = 0) -> dict[str, object]:
    quiz = next_quiz(core, county_id=COUNTY_ID, courier_id=courier_id(address))
    chosen = answers(quiz, wrong=wrong)
    return {"seq": quiz.seq} | {f"question-{number}": way for number, way in chosen.items()}


def test_from_the_link_to_the_card(core, chief, clerk, phone, address):
    assert "照片印在名片上，村民照着认人还没办" in check_page(phone.get("/apply/"))
    assert upload(phone, "/apply/photo", "photo").location == "/apply/"
    for kind in ("identity_card", "committee_letter"):
        assert upload(phone, f"/apply/paper/{kind}", "picture").location == "/apply/"
    assert phone.post("/apply/quiz", data=quiz_form(core, address)).location == "/apply/result"
    assert "通过了" in check_page(phone.get("/apply/result"))
    assert "您的部分办完了" in check_page(phone.get("/apply/"))
    assert phone.get("/apply/portrait.jpg").data.startswith(b"\xff\xd8")
    assert clerk.get(f"{address}/paper/identity_card.jpg").data.startswith(b"\xff\xd8")
    clerk.post(f"{address}/identity", data={"paper": "identity_card"})
    assert "记下了。请另一位工作人员审核" in check_page(clerk.get(address))
    chief.post(f"{address}/approve")
    words = check_page(chief.get(address))
    assert "审核通过，名片已经发出" in words
    assert "当面看过身份证件录入员身份证" in words
    words = check_page(phone.get("/apply/"))
    assert "申请通过了" in words
    assert "没有办成" not in words
    assert "申请通过了" in upload(phone, "/apply/photo", "photo").get_data(as_text=True)


def test_who_opened_no_lesson_is_told_to_read_before_the_quiz(phone):
    told = "先看课，再答题"
    assert told in check_page(phone.get("/apply/quiz"))
    check_page(phone.get("/apply/training/card"))
    assert told not in check_page(phone.get("/apply/quiz"))


def test_a_failed_quiz_explains_what_was_wrong(core, phone, address):
    form = quiz_form(core, address, wrong=3)
    missed = [one for one in bank() if form.get(f"question-{one.number}") not in {None, one.right}]
    phone.post("/apply/quiz", data=form)
    words = check_page(phone.get("/apply/result"))
    assert "还差一点" in words
    assert words.count("应该是") == len(missed) == 3
    assert "答对7道" in words


def test_an_answer_left_out_is_said_on_the_form_and_the_others_stay(core, phone, address):
    form = quiz_form(core, address)
    left_out = next(name for name in form if name.startswith("question"))
    answer = phone.post("/apply/quiz", data={**form, left_out: ""})
    assert "还有题没有选" in check_page(answer, status=400)
    assert answer.get_data(as_text=True).count(" checked") == 9


@pytest.mark.parametrize(
    "data", [{}, {"seq": "x"}, {"seq": "1", "question-1": "\0"}, {"seq": 9**9}]
)
def test_rubbish_in_the_quiz_is_refused(phone, data):
    assert phone.post("/apply/quiz", data=data).status_code == 400


def test_a_stranger_without_the_phone_gets_nothing(client, county, phone):
    for page in ("", "photo", "paper/identity_card", "training", "training/card", "quiz", "result"):
        check_page(client.get(f"/apply/{page}"), status=404)
    client.set_cookie("yibao_application", "forged", path="/apply")
    check_page(client.get("/apply/"), status=404)
    check_page(client.get("/apply/open/990101-nothing"), status=404)
    check_page(phone.get("/apply/paper/driving_licence"), status=404)
    check_page(phone.get("/apply/training/nothing"), status=404)


def test_the_link_is_shown_once_and_opens_once(app, clerk, address):
    page = clerk.post(f"{address}/application", follow_redirects=True).get_data(as_text=True)
    link = LINK.search(page).group()
    assert not LINK.search(clerk.get(f"{address}/application").get_data(as_text=True))
    assert "赵春梅" in check_page(app.test_client().get(link))
    app.test_client().post(link)
    assert "已经打开过一次" in check_page(app.test_client().get(link), status=409)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"MZ", "照片"),
        (portrait(100, 100), "看不清脸"),
    ],
)
def test_a_bad_picture_is_said_on_the_form(phone, data, words):
    assert words in check_page(upload(phone, "/apply/photo", "photo", data), status=400)


def test_a_frame_from_nowhere_is_said_on_the_form(phone):
    answer = upload(phone, "/apply/photo", "photo", left="9999", top="0", width="9999")
    assert "框没有落在照片里" in check_page(answer, status=400)


def test_the_office_takes_the_photo_itself(core, clerk, address):
    assert "框" in check_page(clerk.get(f"{address}/portrait"))
    assert upload(clerk, f"{address}/portrait", "photo").location == address
    assert "照片收好了" in check_page(clerk.get(address))


def test_an_application_is_refused_with_a_reason(chief, phone, address):
    chief.post(f"{address}/refuse", data={"reason": ""})
    assert "等待审核" in check_page(chief.get(address))
    chief.post(f"{address}/refuse", data={"reason": "村里不同意"})
    words = check_page(chief.get(address))
    assert "没有通过" in words
    assert "村里不同意" in words
    check_page(phone.get("/apply/"), status=409)


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_every_page_is_whole_in_every_language(core, county, chief, phone, address, locale, lang):
    pages = ["", "photo", "paper/identity_card", "paper/committee_letter", "training", "quiz"]
    pages += ["training/card", "training/danger"]
    for page in pages:
        check_page(phone.get(f"/apply/{page}?lang={locale}"), lang=lang)
    phone.post("/apply/quiz", data=quiz_form(core, address, wrong=10))
    check_page(phone.get(f"/apply/result?lang={locale}"), lang=lang)
    successor = approved(core, county, name="钱多多")
    for page in (address, f"{address}/portrait", f"/admin/couriers/{successor}/hand-over"):
        check_page(chief.get(f"{page}?lang={locale}"), lang=lang)


def test_a_courier_learns_in_the_field_app_and_sees_that_the_card_runs_out(
    app, core, clock, county
):
    made = registered(core, county)
    clock.forward(days=340)
    holder = type(county.courier)(
        county.courier.kind, COUNTY_ID, made.courier_id, "赵春梅", county.courier.region_code
    )
    browser = signed_in(app.test_client(), core, holder)
    assert "您的名片快到期了" in check_page(browser.get("/courier/today"))
    assert "学习和小测验" in check_page(browser.get("/courier/card/"))
    for page in ("", "lesson/money", "quiz"):
        check_page(browser.get(f"/courier/training/{page}"))
    form = quiz_form(core, f"/{made.courier_id}")
    assert browser.post("/courier/training/quiz", data=form).location == "/courier/training/result"
    assert "通过了" in check_page(browser.get("/courier/training/result"))


def test_a_lost_phone_and_a_renewal_from_the_console(chief, core, clock, county):
    made = registered(core, county)
    address = f"/admin/couriers/{made.courier_id}"
    words = check_page(chief.post(f"{address}/lost-phone", follow_redirects=True))
    assert "旧手机已经停用" in words
    assert "/courier/invitation/990101-" in words
    assert "手机丢了，已经停用" in check_page(chief.get(address))
    chief.post(f"{address}/renew")
    assert "现在还早" in check_page(chief.get(address))
    clock.forward(days=310)
    chief = signed_in(chief, core, county.chief)
    assert "现在可以换新的" in check_page(chief.get(address))
    chief.post(f"{address}/renew")
    assert "新名片发出去了" in check_page(chief.get(address))


def test_villages_are_handed_over_from_the_console(chief, core, county):
    made = registered(core, county)
    address = f"/admin/couriers/{made.courier_id}/hand-over"
    assert "王小花" in check_page(chief.get(address))
    form = {"successor": str(county.courier.person_id), "reason": "搬走了", "ends": "stays"}
    assert "请" in check_page(chief.post(address, data={**form, "villages": []}), status=400)
    done = chief.post(address, data={**form, "villages": ["990101101001"]})
    assert done.location == f"/admin/couriers/{made.courier_id}"
    assert "交给王小花了：1个村" in check_page(chief.get(done.location))
    check_page(chief.post(address, data={**form, "successor": "rubbish"}), status=400)
