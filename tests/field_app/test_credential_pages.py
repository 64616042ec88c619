from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.domain import short_codes
from courier.services.card_prints import card_pictures
from courier.services.cards import own_card
from courier.services.couriers import suspend_courier
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import holder_of, registered, signed_in

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    courier = registered(core, county)
    return holder_of(courier.courier_id)


@pytest.fixture
def own(core, holder):
    return own_card(core, actor=holder)


def path_of(address: str) -> str:
    return address.removeprefix("HTTPS://COURIER.TEST")


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_every_page_is_whole_in_every_language(client, own, locale, lang):
    for path in ("/c/", path_of(own.address), f"/c/{own.card.card_no}", "/c/NONSENSE"):
        check_page(client.get(path, query_string={"lang": locale}), lang=lang)


def test_a_scanned_card_shows_the_face_and_what_to_do(client, own):
    answer = client.get(path_of(own.address))
    words = check_page(answer)
    assert "卡是真的，请您认人" in words
    assert "赵春梅" in words
    assert "没有收据，不要给现金" in words
    html = answer.get_data(as_text=True)
    assert 'data-tone="wait"' in html
    assert 'src="data:image/jpeg;base64,' in html
    assert 'href="tel:0990-1234567"' in html


def test_the_page_is_red_the_moment_a_courier_is_suspended(client, core, county, holder, own):
    assert "卡是真的" in check_page(client.get(path_of(own.address)))
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="核实")
    answer = client.get(path_of(own.address))
    assert "已经停用" in check_page(answer)
    html = answer.get_data(as_text=True)
    assert 'data-tone="bad"' in html
    assert "data:image/jpeg" not in html, "no face beside a red verdict"


def test_an_unknown_card_is_red_and_gives_a_number_to_call(client, own):
    answer = client.get("/c/" + short_codes.new_card_number(COUNTY_ID))
    assert "查不到这张卡" in check_page(answer)
    assert 'href="tel:12393"' in answer.get_data(as_text=True)


def test_a_check_is_never_kept_by_a_cache(client, own):
    assert client.get(path_of(own.address)).headers["Cache-Control"] == "no-store"


def test_a_typed_number_leads_to_the_same_page(client, own):
    answer = client.post("/c/", data={"code": short_codes.grouped(own.card.card_no).lower()})
    assert answer.status_code == 303
    assert "赵春梅" in check_page(client.get(answer.location))


@pytest.mark.parametrize("typed", ["{}", "工号 {}", "快递员{} 号码 482913"])
def test_a_couriers_own_number_leads_to_the_same_page(client, own, typed):
    number = typed.format(own.card.courier_no)
    answer = client.post("/c/", data={"code": number}, follow_redirects=True)
    assert "赵春梅" in check_page(answer)
    assert 'data-tone="wait"' in answer.get_data(as_text=True)


def test_a_number_that_no_courier_has_is_said_on_the_form(client, own):
    answer = client.post("/c/", data={"code": "999999"})
    assert answer.status_code == 400
    assert "卡号不对" in check_page(answer, status=400)


def test_a_slip_of_the_finger_is_said_on_the_form(client, own):
    wrong = own.card.card_no[:-1] + ("0" if own.card.card_no[-1] != "0" else "1")
    check_page(client.post("/c/", data={"code": wrong}), status=400)
    check_page(client.post("/c/", data={}), status=400)


def test_a_photograph_of_the_card_is_read(client, core, county, holder, own):
    pictures = card_pictures(
        core, actor=county.clerk, courier_id=holder.person_id, locale="zh_Hans"
    )
    upload = {"picture": (io.BytesIO(pictures.front), "card.png")}
    answer = client.post("/c/", data=upload, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert "赵春梅" in check_page(client.get(answer.location))


@pytest.mark.parametrize("data", [b"not a picture", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_said_on_the_form(client, data):
    upload = {"picture": (io.BytesIO(data), "x.png")}
    check_page(client.post("/c/", data=upload, content_type="multipart/form-data"), status=400)


def test_somebody_elses_code_is_said_to_be_no_card(client, core):
    slip = short_codes.make_slip_code(core.code_key, COUNTY_ID, short_codes.new_token())
    words = check_page(client.post("/c/", data={"code": slip}), status=400)
    assert "这不是快递员的名片" in words


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_courier_shows_her_own_card(client, core, holder, locale, lang):
    signed_in(client, core, holder)
    check_page(client.get("/courier/card/", query_string={"lang": locale}), lang=lang)
    for side in ("front", "back"):
        with Image.open(io.BytesIO(client.get(f"/courier/card/{side}.png").data)) as picture:
            assert picture.size == (1011, 638)


def test_a_courier_without_a_card_is_told_whom_to_ask(client, core, county):
    signed_in(client, core, county.courier)
    assert "现在没有有效的名片" in check_page(client.get("/courier/card/"), status=404)
