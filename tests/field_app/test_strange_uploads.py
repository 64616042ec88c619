"""Wherever a picture can be sent, what is wrong with it is said, and what to do; nothing falls."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from courier.adapters.picture_workers import PictureWorkers
from courier.services.applications import send_application
from courier.services.couriers import create_courier
from tests.factories.chat import JSON
from tests.factories.county import make_county
from tests.factories.families import GRANDMOTHER, assess
from tests.factories.pages import check_page
from tests.factories.people_at_work import new_courier, signed_in
from tests.factories.pictures import portrait
from tests.factories.strange_pictures import BAD, strange_picture

PLACES = ("face", "paper", "added", "office", "slip", "card", "chat")
FALLS = "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"
BABY = {
    "reason": "born",
    "name": "张小宝",
    "born": "2026-10-03",
    "relation": "grandchild",
    "category": "",
    "request_id": str(uuid4()),
}


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def candidate(core, county):
    return create_courier(core, actor=county.clerk, new=new_courier(photo=b""))


@pytest.fixture
def browsers_of(app, core, county, candidate) -> dict[str, FlaskClient]:
    """A browser of whoever may send at each place."""
    token = send_application(core, actor=county.clerk, courier_id=candidate).token
    hers, anybody = app.test_client(), app.test_client()
    assert hers.post(f"/apply/open/{token}").status_code == 303
    courier = signed_in(app.test_client(), core, county.courier)
    office = signed_in(app.test_client(), core, county.clerk)
    return dict(zip(PLACES, (hers, hers, courier, office, courier, anybody, anybody), strict=True))


@pytest.fixture
def send(core, county, candidate, browsers_of):
    """Sends a picture at one of the places; answers the page or sentence shown."""
    household_id, _ = county.household([GRANDMOTHER])
    assess(core)
    asked = {
        "face": ("/apply/photo", {}, "photo"),
        "paper": ("/apply/paper/identity_card", {}, "picture"),
        "added": (f"/courier/household/{household_id}/add", BABY, "papers"),
        "office": (f"/admin/couriers/{candidate}/portrait", {}, "photo"),
        "slip": ("/courier/scan", {}, "picture"),
        "card": ("/c/", {}, "picture"),
    }

    def answered(place: str, data: bytes) -> str:
        if place == "chat":
            return _said(browsers_of[place], data)
        address, others, field = asked[place]
        form = _form({**others, field: FileStorage(io.BytesIO(data), "p.jpg")})
        return check_page(browsers_of[place].post(address, **form), status=400)

    return answered


def _said(browser: FlaskClient, data: bytes) -> str:
    form = _form({"picture": FileStorage(io.BytesIO(data), "p.jpg")})
    answer = browser.post("/chat/picture", **form, headers=JSON)
    return answer.get_json()["messages"][0]["text"]


def _form(fields: dict) -> dict[str, object]:
    """Packed in memory: the client leaves large forms open in a file."""
    boundary, data = encode_multipart(fields)
    return {"data": data, "content_type": f"multipart/form-data; boundary={boundary}"}


def test_each_fault_of_a_picture_is_said_wherever_it_was_sent(send):
    for name, (_, words) in BAD.items():
        for place in PLACES if name != "nothing" else ():  # each form has its own word for that
            assert words in send(place, strange_picture(name)), (name, place)


def test_a_decoder_that_falls_leaves_every_page_standing(app, core, send):
    fragile = PictureWorkers((sys.executable, "-c", FALLS), processes=1)
    app.extensions["core"] = replace(core, cleaner=fragile, code_reader=fragile)
    for place in PLACES:
        assert "可能太大或者坏了" in send(place, portrait()), place


def test_nothing_that_is_sent_is_written_to_the_disk(monkeypatch, send):
    def opened(*_args, **_named):
        raise AssertionError("a file for an upload")

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", opened)
    assert "把截图传上来" in send("paper", strange_picture("144-megapixels-jpeg"))


def test_a_small_picture_of_a_paper_is_not_called_a_face(send):
    small = portrait(200, 300)
    assert "看不清脸" in send("face", small)
    assert "看不清纸上的字" in send("paper", small)
    assert "看不清纸上的字" in send("added", small)
