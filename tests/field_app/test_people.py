"""The console's page of one person, and what is done there."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from courier.ports import FieldKind
from courier.services.core import Actor, ActorKind
from courier.services.payments import start_payment
from courier.services.refund_sending import sweep_refunds
from courier.services.settlements import receive_notification
from tests.factories.county import COUNTY, COUNTY_ID, WEST, id_number, make_county
from tests.factories.money import assess, balance, consent, count, request_for
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.rosters import csv_file, imported, person

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
OLD, YOUNG = dt.date(1958, 3, 1), dt.date(1990, 5, 5)
NUMBER = id_number(7, YOUNG)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """A grandmother on low income and her son, who has the number NUMBER."""
    household_id, people = county.household([("张老太", OLD, ["low_income"]), ("张三", YOUNG, [])])
    sealed = core.sealer.seal(FieldKind.ID_NUMBER, NUMBER)
    with core.begin() as work:
        work.run(
            "update insurees set id_number = :s where insuree_id = :i",
            {"s": sealed, "i": people[1]},
        )
        work.commit()
    assess(core)
    return household_id, people


@pytest.fixture
def chief(client, core, county):
    return signed_in(client, core, county.chief)


@pytest.fixture
def clerk(app, core, county):
    return signed_in(app.test_client(), core, county.clerk)


def somebody(app, core, role: str, region: str):
    with core.begin() as work:
        admin_id = work.scalar(
            "insert into admins (county_id, sign_in_name, name, password_hash, role, region_code)"
            " values (:c, :r, '郑某', '-', :r, :g) returning admin_id",
            {"c": COUNTY_ID, "r": role, "g": region},
        )
        work.commit()
    actor = Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, "郑某", region, role)
    return signed_in(app.test_client(), core, actor)


def address(family, index=1) -> str:
    return f"/admin/people/{family[1][index]}"


def pay(core, county, family, world):
    consent(core, county.courier, family[1])
    request = request_for(core, *family)
    view = start_payment(core, actor=county.courier, request=request)
    world.pay(view.out_trade_no)
    deliver(core, world)


def deliver(core, world):
    for headers, body in world.notifications():
        receive_notification(core, channel="wechat", headers=headers, body=body)


def receipt_of(core, insuree_id) -> int:
    with core.begin() as work:
        return work.scalar(
            "select receipt_no from receipts where insuree_id = :i", {"i": insuree_id}
        )


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_pages_are_whole_in_every_language(chief, core, county, family, world, locale, lang):
    pay(core, county, family, world)
    for page in ("/admin/people/", "/admin/people/?said=张三", address(family), address(family, 0)):
        join = "&" if "?" in page else "?"
        check_page(chief.get(f"{page}{join}lang={locale}"), lang=lang)


def test_a_person_is_found_by_number_and_the_look_is_kept(chief, core, family):
    answer = chief.post("/admin/people/", data={"id_number": f" {NUMBER} "})
    assert answer.headers["Location"].endswith(address(family))
    words = check_page(chief.get(address(family)))
    assert "张三" in words
    assert "张老太" in words
    assert "400元" in words
    assert NUMBER not in words
    subject = f"insuree:{family[1][1]}"
    assert count(core, "audit_events", f"action = 'person_viewed' and subject = '{subject}'") == 1


@pytest.mark.parametrize("number", ["", "123", NUMBER[:-1] + "Y", id_number(9, YOUNG)])
def test_a_number_that_is_wrong_or_nobodys_is_told_on_the_page(chief, family, number):
    answer = chief.post("/admin/people/", data={"id_number": number}, follow_redirects=True)
    words = check_page(answer, status=answer.status_code)
    assert answer.status_code in {200, 400}
    assert "身份证号" in words


@pytest.mark.parametrize("typed", ["张三", " 张老太 ", "Anwar"])
def test_a_name_in_the_box_for_numbers_is_looked_for_as_a_name(chief, family, typed):
    answer = chief.post("/admin/people/", data={"id_number": typed}, follow_redirects=True)
    words = check_page(answer)
    assert "18位" not in words
    assert ("查到 1 人" in words) is (typed != "Anwar")


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_what_a_roster_said_is_shown_as_evidence_in_words(chief, core, county, locale, lang):
    file = csv_file(person("张三", 1, categories="低保"))
    imported(core, county, file, file_name="桃花村名册.csv")
    with core.begin() as work:
        there = f"/admin/people/{work.scalar('select insuree_id from insurees')}?lang={locale}"
    page = chief.get(there)
    assert "桃花村名册.csv" in check_page(page, lang=lang)
    assert ">roster<" not in page.get_data(as_text=True)
    imported(core, county, file, file_name="另一份.csv")
    words = check_page(chief.get(there), lang=lang)
    assert "名册.csv" not in words, "two files on one day: nobody knows which of them said it"
    assert "2026年11月22日" in words or lang == "en"


def test_a_person_is_found_by_a_part_of_the_name(chief, family):
    words = check_page(chief.get("/admin/people/?said=张三"))
    assert "查到 1 人" in words
    assert "桃花村" in words
    assert "没有查到" in check_page(chief.get("/admin/people/?said=王五"))
    assert "至少写 2 个字" in check_page(chief.get("/admin/people/?said=张"), status=400)


def test_nobody_of_another_township_is_found_or_changed(app, core, county, family, world):
    pay(core, county, family, world)
    west = somebody(app, core, "township", WEST)
    assert "没有查到" in check_page(west.get("/admin/people/?said=张三"))
    there = address(family)
    receipt_no = receipt_of(core, family[1][1])
    assert west.get(there).status_code == 404
    assert west.get(f"{there}/slip.png").status_code == 404
    give = {"category": "low_income", "evidence": "x"}
    assert west.post(f"{there}/categories/give", data=give).status_code == 404
    back = west.post(f"{there}/receipts/{receipt_no}/refund", data={"reason": "death"})
    assert back.status_code == 404
    assert west.post(f"{there}/slip/issue").status_code == 404
    assert west.get(f"/admin/people/{uuid4()}").status_code == 404
    assert count(core, "refunds") == 0


def test_a_category_is_given_and_taken_with_its_history(clerk, core, family):
    there = address(family)
    give = {"category": "low_income", "evidence": "低保证 12 号"}
    clerk.post(f"{there}/categories/give", data=give)
    words = check_page(clerk.get(there))
    assert "低保证 12 号" in words
    assert "160元" in words
    assert "类别改了" in words, "the version before is shown with its reason"
    clerk.post(f"{there}/categories/end", data={"category": "low_income", "evidence": "停发"})
    assert count(core, "insuree_categories", "evidence is not null and valid_to is null") == 0
    clerk.post(f"{there}/categories/give", data={"category": "low_income", "evidence": " "})
    clerk.post(f"{there}/categories/give", data={"category": "rich", "evidence": "x"})
    check_page(clerk.get(there))
    assert count(core, "insuree_categories", "evidence is not null") == 1


def test_what_a_category_did_is_told_as_it_is(clerk, core, county, family, world):
    there = address(family)
    give = {"category": "low_income", "evidence": "低保证 12 号"}

    def told(step: str, **form: str) -> str:
        answer = clerk.post(f"{there}/categories/{step}", data=give | form, follow_redirects=True)
        return check_page(answer)

    assert "应缴已经重新算过" in told("give")
    assert "本来就是这样，没有改" in told("give")
    assert "请选一个类别" in told("give", category="")
    words = told("give", category="newborn")
    assert "和类别 新生儿 对不上" in words
    assert "类别加上了" not in words
    consent(core, county.courier, family[1])
    start_payment(core, actor=county.courier, request=request_for(core, *family))
    assert "有一笔正在付款，应缴先不变" in told("end")


def test_a_paid_person_is_told_that_the_amount_stays(clerk, core, county, family, world):
    pay(core, county, family, world)
    give = {"category": "low_income", "evidence": "低保证 12 号"}
    there = f"{address(family)}/categories/give"
    words = check_page(clerk.post(there, data=give, follow_redirects=True))
    assert "今年的已经交了，应缴不变" in words


def test_no_category_and_no_reason_is_chosen_beforehand(clerk, core, county, family, world):
    pay(core, county, family, world)
    page = clerk.get(address(family)).get_data(as_text=True)
    assert page.count("<select") == page.count(' required><option value="">') == 2


def test_a_premium_goes_back_from_the_page_by_two_persons(
    app, chief, clerk, core, county, family, world
):
    pay(core, county, family, world)
    receipt_no = receipt_of(core, family[1][1])
    there = address(family)
    clerk.post(f"{there}/receipts/{receipt_no}/refund", data={"reason": "because"})
    assert count(core, "refunds") == 0
    clerk.post(f"{there}/receipts/{receipt_no}/refund", data={"reason": "death"})
    assert "等另一位管理员同意" in check_page(clerk.get(there))
    waiting = check_page(clerk.get("/admin/suspense/"))
    assert "去世" in waiting
    assert "要由另一位工作人员同意" in waiting
    with core.begin() as work:
        refund_id = work.scalar("select refund_id from refunds")
    approve = f"/admin/suspense/refunds/{refund_id}/approve"
    west = somebody(app, core, "township", WEST)
    assert west.post(approve).status_code == 404
    assert "张三" not in check_page(west.get("/admin/suspense/"))
    assert approve in chief.get("/admin/suspense/").get_data(as_text=True)
    chief.post(approve)
    sweep_refunds(core)
    world.finish_refund(world.refunds[-1].out_refund_no)
    deliver(core, world)
    assert balance(core, "refunds_payable") == 0
    assert "已经撤销" in check_page(chief.get(there))


def test_a_refund_that_failed_is_tried_again_from_the_list(
    chief, clerk, core, county, family, world
):
    pay(core, county, family, world)
    receipt_no = receipt_of(core, family[1][1])
    clerk.post(f"{address(family)}/receipts/{receipt_no}/refund", data={"reason": "death"})
    with core.begin() as work:
        refund_id = work.scalar("select refund_id from refunds")
    chief.post(f"/admin/suspense/refunds/{refund_id}/approve")
    sweep_refunds(core)
    world.finish_refund(world.refunds[-1].out_refund_no, ok=False)
    deliver(core, world)
    assert "微信没有退成功" in check_page(chief.get("/admin/suspense/"))
    chief.post(f"/admin/suspense/refunds/{refund_id}/retry")
    assert "已经重新退款" in check_page(chief.get("/admin/suspense/"))
    chief.post(f"/admin/suspense/refunds/{refund_id}/retry")
    assert "这笔退款没有失败" in check_page(chief.get("/admin/suspense/"))
    assert count(core, "refund_numbers") == 2


def test_a_lost_slip_is_made_worthless_and_a_new_one_made(clerk, core, family):
    there = address(family)
    assert clerk.get(f"{there}/slip.png").status_code == 404
    clerk.post(f"{there}/slip/issue")
    assert clerk.get(f"{there}/slip.png").mimetype == "image/png"
    clerk.post(f"{there}/slip/revoke")
    assert count(core, "slips", "revoked_at is null") == 0
    assert "旧通知单作废了" in check_page(clerk.get(there))
    clerk.post(f"{there}/slip/issue")
    assert (count(core, "slips"), count(core, "slips", "revoked_at is null")) == (2, 1)


def test_an_auditor_looks_and_changes_nothing(app, core, family):
    auditor = somebody(app, core, "auditor", COUNTY)
    there = address(family)
    assert "加上，重新算应缴" not in check_page(auditor.get(there))
    give = {"category": "low_income", "evidence": "x"}
    assert auditor.post(f"{there}/categories/give", data=give).status_code == 403
    assert auditor.post(f"{there}/slip/issue").status_code == 403
    assert auditor.post(f"{there}/receipts/1/refund", data={"reason": "death"}).status_code == 403
    check_page(auditor.get("/admin/suspense/"))
