"""Pictures in the chat are answered and not kept."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.adapters.codes import qr_picture
from tests.factories.chat import JSON, kept_of_villagers
from tests.factories.pages import check_page
from tests.factories.pictures import saved


def qr_file(text: str) -> bytes:
    return saved(qr_picture(text, size=400))


def photo(data: bytes, name: str = "photo.jpg") -> dict:
    return {"picture": (io.BytesIO(data), name)}


def test_a_picture_is_answered_and_not_kept(core, client):
    data = qr_file("https://qr.alipay.com/abc")
    answer = client.post("/chat/picture", data=photo(data), headers=JSON).get_json()
    assert "不要往" in answer["messages"][0]["text"]
    assert answer["own"] == "［照片］"
    assert kept_of_villagers(core) == ["［照片］"]


def test_a_picture_goes_without_script_too(client):
    page = client.post("/chat/picture", data=photo(qr_file("X")), follow_redirects=True)
    assert "不是我们的" in check_page(page)
    assert 'enctype="multipart/form-data"' in page.text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"no picture at all", b"\xff\xd8\xff broken"])
def test_what_is_no_picture_gets_a_calm_word(client, data):
    answer = client.post("/chat/picture", data=photo(data), headers=JSON)
    assert answer.status_code == 200
    assert answer.get_json()["messages"][0]["text"]


def test_a_picture_of_100_megapixels_gets_a_calm_word(client):
    picture = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(picture, "PNG")
    answer = client.post("/chat/picture", data=photo(picture.getvalue()), headers=JSON)
    assert answer.status_code == 200
    assert "太大" in answer.get_json()["messages"][0]["text"]


def test_more_than_24_megabytes_are_refused_with_words(client):
    kind = "multipart/form-data; boundary=x"
    data = b"x" * 26_000_000
    answer = client.post("/chat/picture", data=data, content_type=kind, headers=JSON)
    assert answer.status_code == 413
    assert "太大" in answer.get_json()["message"]
