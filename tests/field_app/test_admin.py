from __future__ import annotations

import io
import re
from uuid import UUID

import pytest

from courier.ports import FieldKind
from courier.services.cards import own_card
from courier.services.core import Actor, ActorKind
from courier.services.courier_lists import count_couriers
from courier.services.deposits import cash_in_hand
from courier.services.identity_checks import check_identity
from tests.factories.county import (
    COUNTY,
    COUNTY_ID,
    EAST,
    PEACH,
    PLUM,
    WEST,
    WILLOW,
    make_county,
)
from tests.factories.money import count
from tests.factories.pages import check_page
from tests.factories.people_at_work import holder_of, pass_quiz, registered, signed_in
from tests.factories.pictures import portrait

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
PAGES = ["progress", "reconciliation", "reconciliation?day=2026-11-22", "visits", "couriers/"]
PAGES += ["couriers/new", f"couriers/new?township_code={EAST}", "cash/", "books/", "suspense/"]


@pytest.fixture
def county(core):
    made = make_county(core)
    with core.begin() as work:
        sealed = core.sealer.seal(FieldKind.PHONE, "13900000009")
        work.run("update couriers set phone = :p", {"p": sealed})
        work.commit()
    return made


@pytest.fixture
def chief(client, core, county):
    return signed_in(client, core, county.chief)


@pytest.fixture
def clerk(app, core, county):
    return signed_in(app.test_client(), core, county.clerk)


def neighbour(core) -> Actor:
    with core.begin() as work:
        admin_id = work.scalar(
            "insert into admins (county_id, sign_in_name, name, password_hash, role, region_code)"
            " values (:c, 'west', '郑某', '-', 'township', :g) returning admin_id",
            {"c": COUNTY_ID, "g": WEST},
        )
        work.commit()
    return Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, "郑某", WEST, "township")


def propose(client, **changes):
    form = {
        "township_code": EAST,
        "name": "赵春梅",
        "phone": "139 0000 0001",
        "village_codes": [PEACH, PLUM],
        "photo": (io.BytesIO(portrait()), "me.jpg"),
    }
    return client.post(
        "/admin/couriers/new", data={**form, **changes}, content_type="multipart/form-data"
    )


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_every_page_is_whole_in_every_language(chief, locale, lang):
    for page in PAGES:
        join = "&" if "?" in page else "?"
        check_page(chief.get(f"/admin/{page}{join}lang={locale}"), lang=lang)


def test_the_console_opens_with_the_progress(chief):
    assert chief.get("/admin/").location == "/admin/progress"


def test_nobody_enters_without_signing_in(client, county):
    for page in PAGES:
        assert client.get(f"/admin/{page}").status_code == 302
    assert client.post(f"/admin/cash/{county.courier.person_id}").status_code == 403


def test_a_courier_is_proposed_approved_invited_and_suspended(chief, clerk, core, county):
    address = propose(clerk).location
    words = check_page(clerk.get(address))
    assert "要由另一位工作人员审核" in words
    clerk.post(f"{address}/approve")
    assert "录入的人不能自己审核" in check_page(clerk.get(address))
    assert "一年内没有通过小测验" in check_page(
        chief.post(f"{address}/approve", follow_redirects=True)
    )
    courier_id = UUID(address.rpartition("/")[2])
    pass_quiz(core, COUNTY_ID, courier_id)
    check_identity(core, actor=county.clerk, courier_id=courier_id, paper="identity_card")
    chief.post(f"{address}/approve")
    assert "审核通过，名片已经发出" in check_page(chief.get(address))
    assert "990101-" in check_page(chief.post(f"{address}/invite", follow_redirects=True))
    front = chief.get(f"{address}/card/front.png?download=1")
    assert front.data.startswith(b"\x89PNG")
    assert "attachment" in front.headers["Content-Disposition"]
    chief.post(f"{address}/suspend", data={"reason": "有人投诉"})
    words = check_page(chief.get(address))
    assert "已停用，马上生效" in words
    assert "有人投诉" in words
    chief.post(f"{address}/reinstate")
    chief.post(f"{address}/revoke", data={"reason": "不再担任"})
    assert "已取消资格" in check_page(chief.get(address))


def test_an_invitation_is_shown_once_and_a_refresh_makes_no_new_one(chief, app, core, county):
    address = f"/admin/couriers/{county.courier.person_id}"
    made = chief.post(f"{address}/invite")
    there = made.headers["Location"]
    assert (made.status_code, there) == (303, f"{address}/invitation")
    first = shown_link(chief.get(there))
    words = check_page(chief.get(there))
    assert "链接已经显示过了" in words
    assert "990101-" not in words
    assert count(core, "courier_invitations") == 1
    phone = app.test_client()
    check_page(phone.get(first))
    chief.post(f"{address}/invite")
    second = shown_link(chief.get(there))
    assert phone.get(first).status_code == 404, "a new link ends the one before"
    check_page(phone.get(second))


def test_an_invitation_is_shown_for_its_courier_alone(chief, county):
    chief.post(f"/admin/couriers/{county.courier.person_id}/invite")
    other = f"/admin/couriers/{county.other_courier.person_id}/invitation"
    for locale, lang in LANGUAGES:
        assert "990101-" not in check_page(chief.get(f"{other}?lang={locale}"), lang=lang)
    there = f"/admin/couriers/{county.courier.person_id}/invitation"
    assert "990101-" in check_page(chief.get(there), lang="en")


def shown_link(page) -> str:
    return re.search(r"/courier/invitation/[\w-]+", check_page(page))[0]


def test_the_courier_page_is_whole_in_every_language(chief, clerk):
    address = propose(clerk).location
    chief.post(f"{address}/approve")
    for locale, lang in LANGUAGES:
        check_page(chief.get(f"{address}?lang={locale}"), lang=lang)


def test_a_reason_is_asked_for(chief, county):
    address = f"/admin/couriers/{county.courier.person_id}"
    chief.post(f"{address}/suspend", data={"reason": " "})
    assert "请写上原因" in check_page(chief.get(address))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "12345"}, "手机号不对"),
        ({"photo": (io.BytesIO(b"%PDF-1.7"), "me.jpg")}, "PDF"),
        ({"village_codes": []}, "请至少选一个村"),
        ({"name": ""}, "这一栏要填写"),
    ],
)
def test_bad_particulars_are_said_on_the_form(clerk, core, county, changes, said):
    fresh = {
        k: (io.BytesIO(v[0].getvalue()), v[1]) if k == "photo" else v for k, v in changes.items()
    }
    assert said in check_page(propose(clerk, **fresh), status=400)
    assert count_couriers(core, actor=county.chief) == 2


def test_a_village_of_another_township_cannot_be_slipped_in(clerk, core, county):
    check_page(propose(clerk, village_codes=[PEACH, WILLOW]), status=400)
    assert count_couriers(core, actor=county.chief) == 2


def test_another_township_is_not_there(app, core, county):
    west = signed_in(app.test_client(), core, neighbour(core))
    address = f"/admin/couriers/{county.courier.person_id}"
    assert west.get(address).status_code == 404
    assert west.get(f"{address}/photo").status_code == 404
    assert west.get(f"{address}/card/front.png").status_code == 404
    for step in ("approve", "invite", "issue-card", "reinstate"):
        assert west.post(f"{address}/{step}").status_code == 404
    for step in ("suspend", "revoke"):
        assert west.post(f"{address}/{step}", data={"reason": "看看"}).status_code == 404
    assert (
        west.post(f"/admin/cash/{county.courier.person_id}", data={"amount": "1"}).status_code
        == 404
    )
    assert "王小花" not in check_page(west.get("/admin/couriers/"))
    assert "桃花村" not in check_page(west.get("/admin/progress"))


def test_forms_without_the_guard_against_forgery_are_refused(app, chief, county):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = chief.post(f"/admin/couriers/{county.courier.person_id}/suspend", data={"reason": "x"})
    assert answer.status_code == 400


def test_cash_is_handed_in_and_more_than_there_is_is_refused(chief, core, county):
    courier = str(county.courier.person_id)
    with core.begin() as work:
        posting = work.scalar(
            "insert into postings (county_id, kind, at) values (:c, 'premium', now())"
            " returning posting_id",
            {"c": COUNTY_ID},
        )
        work.run(
            "insert into ledger_lines values (:c, :p, 1, 'custody', :h, null, 40000),"
            " (:c, :p, 2, 'obligation_receivable', 'o', null, -40000)",
            {"c": COUNTY_ID, "p": posting, "h": courier},
        )
        work.commit()
    chief.post(f"/admin/cash/{courier}", data={"amount": "400.01"})
    assert "手里只有 400元" in check_page(chief.get("/admin/cash/"))
    chief.post(f"/admin/cash/{courier}", data={"amount": "300"})
    assert "现金交到了乡镇账户" in check_page(chief.get("/admin/cash/"))
    assert cash_in_hand(core, actor=county.chief)[0].in_hand.yuan == "100"
    with core.begin() as work:
        collected = work.scalar(
            "select sum(amount_fen) from ledger_lines where account = 'collection'"
        )
        assert collected == 30000
    for amount in ("0", "-5", "abc"):
        chief.post(f"/admin/cash/{courier}", data={"amount": amount})
        check_page(chief.get("/admin/cash/"))
    assert cash_in_hand(core, actor=county.chief)[0].in_hand.yuan == "100"


def test_a_receipt_book_is_handed_out_and_taken_back(chief, county):
    chief.post("/admin/books/", data={"courier_id": str(county.courier.person_id), "leaves": "50"})
    words = check_page(chief.get("/admin/books/"))
    assert "本已发出" in words
    chief.post("/admin/books/1/return")
    assert "已交回" in check_page(chief.get("/admin/books/"))
    answer = chief.post(
        "/admin/books/", data={"courier_id": str(county.courier.person_id), "leaves": "101"}
    )
    check_page(answer, status=400)


def test_money_in_suspense_goes_back_by_two_persons(chief, app, core, county):
    with core.begin() as work:
        work.run(
            "select settle_attempt(:c, 'nobody', 'wechat', 't1', 38000, now(), now(), '{}')",
            {"c": COUNTY_ID},
        )
        suspense_id = work.scalar("select suspense_id from suspense_items")
        work.commit()
    words = check_page(chief.get("/admin/suspense/"))
    assert "380元" in words
    chief.post(f"/admin/suspense/{suspense_id}/refund", data={"reason": "付了两次"})
    assert "要由另一位工作人员同意" in check_page(chief.get("/admin/suspense/"))
    with core.begin() as work:
        refund_id = work.scalar("select refund_id from refunds")
    other = signed_in(app.test_client(), core, county.clerk)
    check_page(other.get("/admin/suspense/"))
    other.post(f"/admin/suspense/refunds/{refund_id}/approve")
    assert "已同意，钱会原路退回" in check_page(other.get("/admin/suspense/"))


def test_suspending_in_the_console_turns_the_public_page_red(chief, app, core, county):
    courier = registered(core, county)
    holder = holder_of(courier.courier_id)
    number = own_card(core, actor=holder).card.card_no
    phone = signed_in(app.test_client(), core, holder)
    assert phone.get("/courier/card/").status_code == 200
    chief.post(f"/admin/couriers/{courier.courier_id}/suspend", data={"reason": "核实"})
    assert "已经停用" in check_page(app.test_client().get(f"/c/{number}"))
    assert phone.get("/courier/card/").status_code == 302


def test_an_auditor_sees_and_may_not_press(app, core, county):
    with core.begin() as work:
        admin_id = work.scalar(
            "insert into admins (county_id, sign_in_name, name, password_hash, role, region_code)"
            " values (:c, 'audit', '马某', '-', 'auditor', :g) returning admin_id",
            {"c": COUNTY_ID, "g": COUNTY},
        )
        work.commit()
    auditor = Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, "马某", COUNTY, "auditor")
    client = signed_in(app.test_client(), core, auditor)
    for page in PAGES:
        is_for_others = page.startswith("couriers/new")
        check_page(client.get(f"/admin/{page}"), status=403 if is_for_others else 200)
    address = f"/admin/couriers/{county.courier.person_id}"
    assert "现在没有您能做的事" in check_page(client.get(address))
    refused = client.post(f"{address}/suspend", data={"reason": "x"})
    assert "审计账号只能看" in check_page(refused, status=403)
