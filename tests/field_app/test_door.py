"""At the door: the scanner, the household, consent, the way to paying."""

import io
import re
from html.parser import HTMLParser

import pytest
from structlog.testing import capture_logs

from courier.ports import FieldKind
from courier.services import rounds, slips
from courier.services.payments import start_payment
from courier.services.refund_sending import sweep_refunds
from courier.services.refunds import approve_refund, request_premium_refund
from courier.services.settlements import receive_notification
from courier.texts import Locale
from tests.factories.county import PINE, make_county
from tests.factories.families import GRANDMOTHER, SON, UNCLE, assess
from tests.factories.money import consent, give_book, request_for
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in
from tests.factories.visits import ask


def page(response, status=200, lang="zh-Hans"):
    check_page(response, status=status, lang=lang)
    return response.text


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def phone(client, core, county):
    """Her phone, signed in."""
    return signed_in(client, core, county.courier)


@pytest.fixture
def home(core, county):
    """A household that owes, and its people."""
    household_id, insurees = county.household([GRANDMOTHER, SON, UNCLE])
    assess(core)
    return household_id, insurees


def test_a_picture_of_a_slip_opens_the_household(core, phone, county, home):
    picture = slips.slip_picture(core, county.courier, home[0], "zh_Hans")
    found = phone.post("/courier/scan", data={"picture": (io.BytesIO(picture), "slip.png")})
    assert found.headers["Location"].startswith(f"/courier/household/{home[0]}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "还没有号码"),
        ("wxp://f2f0abcdef", "收付款码"),
        ("1234567890123456789012345678", "医保码"),
        ("https://example.com", "不是缴费通知单"),
        ("VY6WNNTXKCQF", "上门单号"),
        ("YB1ABC", "通知单"),
    ],
)
def test_a_code_of_something_else_is_explained_on_the_scanner(phone, typed, words):
    assert words in page(phone.post("/courier/scan", data={"code": typed}), 400)


def test_a_file_that_is_no_picture_is_explained_on_the_scanner(phone):
    sent = {"picture": (io.BytesIO(b"MZ not a picture"), "slip.png")}
    html = page(phone.post("/courier/scan", data=sent), 400)
    assert "notice" in html


def test_a_slip_of_another_village_names_whom_to_call_and_shows_nobody(core, phone, county):
    household_id, _ = county.household([GRANDMOTHER], village=PINE)
    code = slips.issue_slip(core, county.chief, household_id)
    html = page(phone.post("/courier/scan", data={"code": code}), 400)
    assert "西山镇" in html
    assert "0990-1234567" in html
    assert "张老太" not in html
    page(phone.get(f"/courier/household/{household_id}"), 404)
    page(phone.get(f"/courier/household/{household_id}/slip.png"), 404)


def test_without_a_slip_somebodys_identity_card_finds_the_household(core, phone, county, home):
    with core.begin() as work:
        sealed = work.scalar("select id_number from insurees where name = '张三'")
    number = core.sealer.open(FieldKind.ID_NUMBER, bytes(sealed))
    visit = ask(core)
    rounds.accept_visit(core, county.courier, visit.visit_id)
    page(phone.get("/courier/find"))
    found = phone.post(f"/courier/find?visit={visit.visit_id}", data={"id_number": number.lower()})
    assert found.headers["Location"] == f"/courier/household/{home[0]}?visit={visit.visit_id}"
    assert number not in found.headers["Location"]
    with core.begin() as work:
        assert work.scalar(
            "select count(*) from audit_events where action = 'household_opened_by_id_number'"
        )


def test_a_wrong_number_and_somebody_of_another_village_are_not_found(core, phone, county):
    county.household([SON], village=PINE)
    with core.begin() as work:
        sealed = work.scalar("select id_number from insurees")
    far = core.sealer.open(FieldKind.ID_NUMBER, bytes(sealed))
    for typed, words in (
        (far, "没有这个身份证号"),
        ("11010119580301002", "身份证"),
        ("", "请填写"),
    ):
        html = page(phone.post("/courier/find", data={"id_number": typed}), 400)
        assert words in html


def test_the_household_shows_who_owes_what_and_why(phone, home):
    html = page(phone.get(f"/courier/household/{home[0]}"))
    assert html.count('type="checkbox"') == 2
    assert html.count("checked>") == 2
    assert ">560<" in html
    assert "不用交" in html
    assert re.search(r"[0-9]{17}[0-9X]", html) is None


def test_the_total_is_added_up_without_a_script(phone, home):
    household_id, (grandmother, *_) = home
    html = page(phone.get(f"/courier/household/{household_id}?choose=1&person={grandmother}"))
    assert html.count("checked>") == 1
    assert ">160<" in html


def test_consent_reads_out_the_amounts_and_leads_to_paying(core, phone, home):
    household_id, (grandmother, son, _) = home
    asked = f"/courier/household/{household_id}/consent?person={grandmother}&person={son}"
    html = page(phone.get(asked))
    assert "张老太，2027年度居民医保，个人要交160元。" in html
    assert "合计560元" in html
    sent = {"person": [str(grandmother), str(son)], "method": "spoken", "shown_fen": "56000"}
    agreed = phone.post(f"/courier/household/{household_id}/consent", data=sent)
    assert agreed.status_code == 303
    html = page(phone.get(agreed.headers["Location"]))
    assert len(re.findall(r'name="obligation" value="[0-9a-f-]{36}:(?:16000|40000)"', html)) == 2
    assert re.search(r'name="idempotency_key" value="[0-9a-f-]{36}"', html)


def test_a_payment_under_way_is_shown_and_not_offered_again(phone, home):
    household_id, (grandmother, *_) = home
    sent = {"person": str(grandmother), "method": "spoken", "shown_fen": "16000"}
    agreed = phone.post(f"/courier/household/{household_id}/consent", data=sent)
    form = Form(phone.get(agreed.headers["Location"]).text)
    started = phone.post(form.action, data={**form.fields, "channel": "wechat"})
    assert started.status_code == 303
    html = page(phone.get(f"/courier/household/{household_id}"))
    assert html.count('type="checkbox"') == 1
    assert started.headers["Location"] in html
    assert "正在交" in html
    assert "等付款" in page(phone.get("/courier/money"))


class Form(HTMLParser):
    """The form of a page that goes to paying."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action, self.fields = "", {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form" and "data-once" in facts:
            self.action = facts["action"]
        elif tag == "input" and self.action:
            self.fields[facts["name"]] = facts["value"]


@pytest.mark.parametrize(("locale", "lang"), [("zh_Hant", "zh-Hant"), ("en", "en")])
def test_money_that_went_back_is_told_with_reason_and_day(
    core, phone, county, home, world, locale, lang
):
    household_id, (_, son, _) = home
    where = f"/courier/household/{household_id}"
    consent(core, county.courier, [son])
    order = start_payment(
        core, actor=county.courier, request=request_for(core, household_id, [son])
    )
    world.pay(order.out_trade_no)
    deliver(core, world)
    with core.begin() as work:
        receipt_no = work.scalar("select receipt_no from receipts")
    refund_id = request_premium_refund(
        core, actor=county.clerk, receipt_no=receipt_no, reason="duplicate"
    )
    approve_refund(core, actor=county.chief, refund_id=refund_id)
    html = page(phone.get(where))
    assert "正在退钱" in html
    assert "还没算" not in html
    sweep_refunds(core)
    world.finish_refund(world.refunds[-1].out_refund_no)
    deliver(core, world)
    html = page(phone.get(where))
    assert "钱已退回" in html
    assert "2026年11月22日退回，原因：交重了。这一年不要再收" in html
    assert "还没算" not in html
    page(phone.get(f"{where}?lang={locale}"), lang=lang)


def deliver(core, world):
    for headers, body in world.notifications():
        receive_notification(core, channel="wechat", headers=headers, body=body)


def test_an_amount_that_changed_meanwhile_is_read_out_again(core, phone, home):
    household_id, (grandmother, *_) = home
    sent = {"person": str(grandmother), "method": "spoken", "shown_fen": "15000"}
    html = page(phone.post(f"/courier/household/{household_id}/consent", data=sent), 400)
    assert "金额刚刚变了" in html
    assert 'name="shown_fen" value="16000"' in html


def test_nobody_gets_to_paying_without_consent(phone, home):
    household_id, (grandmother, *_) = home
    where = f"/courier/household/{household_id}"
    assert phone.get(f"{where}/pay?person={grandmother}").headers["Location"] == where
    assert phone.get(f"{where}/consent").status_code == 302
    page(phone.get(f"{where}/consent?person=nonsense"), 404)


@pytest.mark.parametrize("locale", list(Locale))
def test_the_desk_prints_a_villages_slips(core, client, county, home, locale):
    desk = signed_in(client, core, county.clerk)
    html = page(desk.get(f"/admin/slips/?lang={locale}"), lang=locale.tag)
    assert "/admin/slips/990101101001.pdf" in html
    pdf = desk.get("/admin/slips/990101101001.pdf")
    assert (pdf.status_code, pdf.data[:5]) == (200, b"%PDF-")
    page(desk.get("/admin/slips/990101102001.pdf"), 404, lang=locale.tag)


def test_an_auditor_sees_the_slips_and_no_way_to_print_them(core, client, county, home):
    with core.begin() as work:
        work.run("update admins set role = 'auditor' where role = 'county'")
        work.commit()
    html = page(signed_in(client, core, county.chief).get("/admin/slips/"))
    assert "桃花村" in html
    assert ".pdf" not in html


def test_how_they_agreed_must_be_chosen(core, phone, home):
    household_id, (grandmother, _, _) = home
    where = f"/courier/household/{household_id}/consent"
    asked = page(phone.get(f"{where}?person={grandmother}"))
    assert not re.search(r'name="method"[^>]*checked', asked)
    sent = {"person": str(grandmother), "shown_fen": "16000"}
    assert "怎么表示同意" in page(phone.post(where, data=sent), status=400)
    with core.begin() as work:
        assert work.scalar("select count(*) from consents") == 0


@pytest.mark.parametrize(("leaves", "offered"), [(0, False), (1, False), (2, True)])
def test_cash_is_offered_only_while_the_book_has_a_leaf_for_each(
    core, phone, county, home, leaves, offered
):
    household_id, (grandmother, son, _) = home
    if leaves:
        give_book(core, county, county.courier, leaves)
    where = f"/courier/household/{household_id}"
    people = [str(grandmother), str(son)]
    agreed = {"person": people, "method": "spoken", "shown_fen": "56000"}
    to_pay = phone.post(f"{where}/consent", data=agreed).headers["Location"]
    shown = page(phone.get(to_pay))
    assert ('value="cash"' in shown) is offered
    assert ("这次不能收现金" in shown) is not offered
    assert 'value="wechat"' in shown


def test_a_refused_form_leads_back_to_its_page(phone, home):
    came = f"http://localhost/courier/household/{home[0]}/pay"
    refused = phone.post("/courier/pay", data={"channel": "cash"}, headers={"Referer": came})
    assert f'href="/courier/household/{home[0]}/pay"' in refused.text
    assert "打电话问乡镇医保窗口" in refused.text
    elsewhere = {"Referer": "https://example.com/evil"}
    assert "example.com" not in phone.post("/courier/pay", data={}, headers=elsewhere).text


def test_what_a_form_refuses_leaves_a_line_in_the_log(phone):
    with capture_logs() as lines:
        phone.post("/courier/scan", data={"code": "https://example.com"})
    assert [(line["event"], line["endpoint"]) for line in lines] == [("refused", "visits.scan")]
