"""Files are fetched once: nothing about a session travels with them."""

from __future__ import annotations

import pytest

from field_app.phone.pages import PROGRAM
from tests.factories.county import make_county
from tests.factories.people_at_work import signed_in

WORKER = "/courier/worker.js?words=zh_Hans"


@pytest.fixture
def phone(client, core):
    """Her phone, signed in."""
    return signed_in(client, core, make_county(core).courier)


def fetched(phone, address: str, **headers: str):
    with phone.get(address, headers={"Accept-Encoding": "gzip", **headers}) as answer:
        answer.get_data()
        return answer


@pytest.mark.parametrize("name", ["static", "program", "worker"])
def test_a_file_neither_renews_the_session_nor_varies_with_it(app, phone, name):
    with app.test_request_context():
        program = PROGRAM.url("js/phone/online.js")
    address = {"static": "/static/css/base.css?v=1", "program": program, "worker": WORKER}[name]
    answer = fetched(phone, address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_page_sets_the_sessions_cookie_only_when_it_holds_something_new(phone):
    assert "Set-Cookie" in fetched(phone, "/courier/today").headers  # the guard of its first form
    assert "Set-Cookie" not in fetched(phone, "/courier/today").headers


def test_an_unchanged_worker_is_not_sent_again(phone):
    tag = fetched(phone, WORKER).headers["ETag"]
    again = fetched(phone, WORKER, **{"If-None-Match": tag})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers  # the kept answer's holds on
    assert not again.data
