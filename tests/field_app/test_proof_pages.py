"""Proof to take along: pictures and papers whose codes lead to the public page, and a text."""

from __future__ import annotations

import datetime as dt
import io
import re
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from PIL import Image
from pypdf import PdfReader

from courier.adapters.codes import QrReader
from courier.ports import FieldKind
from courier.services.cash import take_cash
from courier.services.outgoing import send_waiting_texts
from courier.services.receipts import receipts_of_attempt
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.money import assess, consent, count, give_book, request_for
from tests.factories.people_at_work import signed_in
from tests.factories.pictures import saved

ON_FILE, TYPED, LANDLINE = "13800004321", "13700009876", "0990-7654321"
SON, DAUGHTER = ("张三", dt.date(1990, 5, 5), []), ("张小妹", dt.date(1992, 5, 5), [])


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def paid(core, county):
    """A payment of two by cash, whose first has a telephone on file."""
    household_id, people = county.household([SON, DAUGHTER])
    with core.begin() as work:
        phone = {"p": core.sealer.seal(FieldKind.PHONE, ON_FILE), "i": people[0]}
        work.run("update insurees set phone = :p where insuree_id = :i", phone)
        work.commit()
    assess(core)
    consent(core, county.courier, people)
    give_book(core, county, county.courier)
    return take_cash(core, actor=county.courier, request=request_for(core, household_id, people))


@pytest.fixture
def receipt(core, county, paid):
    found = receipts_of_attempt(core, actor=county.courier, attempt_id=paid.attempt_id)
    return next(one for one in found if one.name == "张三")


@pytest.fixture
def hers(client, core, county):
    return signed_in(client, core, county.courier)


def place(paid, rest: str) -> str:
    return f"/courier/pay/{paid.attempt_id}/receipts{rest}"


def text(client, paid, receipt, **fields):
    return client.post(place(paid, f"/{receipt.number}/text"), data=fields)


def pictures_of(client, paid, receipt) -> dict[str, bytes]:
    """All that bears a code, as pictures."""
    pdf = PdfReader(io.BytesIO(client.get(place(paid, ".pdf")).data))
    roll = PdfReader(io.BytesIO(client.get(place(paid, "/strips.pdf")).data))
    names = [page.extract_text() for page in pdf.pages]
    of_hers = next(index for index, said in enumerate(names) if receipt.name in said)
    return {
        "on the screen": client.get(place(paid, f"/{receipt.number}/code.png")).data,
        "to share": client.get(place(paid, f"/{receipt.number}.png")).data,
        "for the small printer": client.get(place(paid, f"/{receipt.number}/strip.png")).data,
        "on A5": saved(pdf.pages[of_hers].images[0].image),
        "on the roll": saved(roll.pages[of_hers].images[0].image.convert("L")),
    }


def test_the_code_on_each_paper_and_picture_opens_the_public_page(hers, app, paid, receipt):
    for where, picture in pictures_of(hers, paid, receipt).items():
        (address,) = QrReader().read(picture)
        page = app.test_client().get(urlsplit(address).path)
        assert page.status_code == 200, where
        assert receipt.number in page.text, where
        assert "肆佰元整" in page.text, where
        assert receipt.name not in page.text, where


def test_a_strip_is_black_and_white_and_as_wide_as_the_printer(hers, paid, receipt):
    picture = Image.open(io.BytesIO(hers.get(place(paid, f"/{receipt.number}/strip.png")).data))
    assert (picture.width, picture.mode) == (384, "1")
    roll = PdfReader(io.BytesIO(hers.get(place(paid, "/strips.pdf")).data))
    assert len(roll.pages) == 2
    for page in roll.pages:
        assert round(float(page.mediabox.width) / 72 * 25.4) == 58
        assert "肆佰元整" in page.extract_text()


def test_the_screen_says_figures_and_words(hers, paid):
    page = hers.get(place(paid, "")).text
    assert ">400<" in page
    assert page.count("肆佰元整") == 2


def test_a_receipt_goes_to_the_phone_on_file_of_which_only_the_end_is_shown(
    core, hers, paid, receipt, messages, app
):
    form = hers.get(place(paid, f"/{receipt.number}/text")).text
    assert "4321" in form
    assert ON_FILE not in form
    sent = text(hers, paid, receipt, to="4321", agreed="y")
    assert sent.status_code == 303
    send_waiting_texts(core)
    (told,) = messages.sent
    assert told.phone == ON_FILE
    assert "张三" not in told.words
    link = re.search(r"https://courier\.test(/r/\w+)", told.words)[1]
    assert receipt.number in app.test_client().get(link).text
    page = hers.get(place(paid, "")).text
    assert "短信发到了：尾号 4321" in page
    assert ON_FILE not in page


def test_a_receipt_goes_to_a_number_that_the_resident_says(core, hers, paid, receipt, messages):
    assert (
        text(hers, paid, receipt, to="typed", phone="137 0000 9876", agreed="y").status_code == 303
    )
    send_waiting_texts(core)
    assert [one.phone for one in messages.sent] == [TYPED]
    page = hers.get(place(paid, "")).text
    assert "尾号 9876" in page
    assert TYPED not in page


def test_what_is_kept_of_it_holds_no_number_and_says_that_she_agreed(core, hers, paid, receipt):
    text(hers, paid, receipt, to="typed", phone=TYPED, agreed="y")
    with core.begin() as work:
        event = work.run("select * from audit_events where action = 'receipt_texted'").one()
    assert event.facts == {"agreed": True, "on_file": False}
    assert event.subject == f"receipt:{receipt.number}"


def test_a_receipt_is_texted_to_a_phone_once(core, hers, paid, receipt, messages):
    text(hers, paid, receipt, to="4321", agreed="y")
    again = text(hers, paid, receipt, to="typed", phone=ON_FILE, agreed="y")
    assert "已经发过尾号 4321" in again.text
    send_waiting_texts(core)
    assert len(messages.sent) == 1


def test_a_receipt_is_texted_to_three_phones_at_most(core, hers, paid, receipt):
    answers = [
        text(hers, paid, receipt, to="typed", phone=f"1370000000{last}", agreed="y")
        for last in range(4)
    ]
    assert "3个手机" in answers[3].text
    assert count(core, "outgoing_messages", f"about = 'receipt:{receipt.number}'") == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to": "4321"}, "先问一声"),
        ({"to": "typed", "phone": "", "agreed": "y"}, "电话"),
        ({"to": "typed", "phone": "一三七", "agreed": "y"}, "电话"),
        ({"to": "typed", "phone": LANDLINE, "agreed": "y"}, "座机收不到"),
        ({"to": "typed", "phone": "1" * 400, "agreed": "y"}, "电话"),
        ({"to": "0000", "agreed": "y"}, ""),
        ({"to": "'; drop table receipts; --", "agreed": "y"}, ""),
        ({}, "请选一个手机号"),
    ],
)
def test_nothing_is_sent_without_agreement_or_to_no_phone(core, hers, paid, receipt, fields, words):
    answer = text(hers, paid, receipt, **fields)
    assert answer.status_code in (200, 400)
    assert words in answer.text
    assert count(core, "outgoing_messages") == 0


def test_where_no_texts_are_sent_the_page_says_so(core, hers, paid, receipt, messages):
    messages.reaches_phones = False
    assert "还没有开通短信" in hers.get(place(paid, f"/{receipt.number}/text")).text
    text(hers, paid, receipt, to="4321", agreed="y")
    assert count(core, "outgoing_messages") == 0


def test_a_void_receipt_is_not_texted(core, hers, paid, receipt):
    with core.begin() as work:
        work.run(
            "insert into receipt_voids values (:c, :n, 'death', now(), 'x')",
            {"c": COUNTY_ID, "n": receipt.receipt_no},
        )
        work.commit()
    assert "已经作废" in text(hers, paid, receipt, to="4321", agreed="y").text
    assert count(core, "outgoing_messages") == 0


def test_another_couriers_receipt_is_not_there(client, core, county, paid, receipt):
    signed_in(client, core, county.other_courier)
    for rest in ("/strips.pdf", f"/{receipt.number}/strip.png", f"/{receipt.number}/text"):
        assert client.get(place(paid, rest)).status_code == 404
    assert text(client, paid, receipt, to="4321", agreed="y").status_code == 404
    signed_in(client, core, county.courier)
    assert client.get(place(paid, "/E000000000/text")).status_code == 404
    assert client.get(f"/courier/pay/{uuid4()}/receipts/strips.pdf").status_code == 404
