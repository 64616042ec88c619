"""Keys and lists over HTTP, and addresses that nobody should send."""

from __future__ import annotations

import base64

import cbor2
import pytest

from courier.domain.credentials import from_address
from courier.services.cards import own_card
from courier.services.couriers import suspend_courier
from courier.services.issuer_keys import issuer_keys, rotate_key
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.people_at_work import approved, holder_of

LIST = f"/c/status/{COUNTY_ID}"
MEGABYTES = 10 * 1024 * 1024


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


def test_a_county_gives_out_its_signed_list(client, core, holder):
    answer = client.get(LIST)
    assert answer.status_code == 200
    assert answer.content_type == "application/statuslist+cwt"
    message = cbor2.loads(answer.data)
    assert cbor2.loads(message.value[2])[2] == f"{core.public_url}{LIST}"
    tag, is_weak = answer.get_etag()
    assert tag
    assert not is_weak


def test_who_has_the_newest_list_gets_no_other(client, core, county, holder):
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    weak = client.get(LIST, headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert weak.status_code == 304
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="核实")
    changed = client.get(LIST, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_asking_again_costs_one_statement(client, core, holder):
    from sqlalchemy import event

    tag = client.get(LIST).headers["ETag"]
    statements = []
    event.listen(core.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 304
    assert len(statements) == 1


def test_anybody_may_pin_the_keys(client, core, clock, county, holder):
    clock.forward(days=1)
    rotate_key(core, actor=county.chief)
    answer = client.get("/c/keys")
    told = answer.get_json()
    assert told["now"] == int(clock.now().timestamp())
    old, new = told["keys"]
    assert set(new) == {"kid", "x", "y", "until", "revoked"}
    assert (new["until"], new["revoked"]) == (None, False)
    assert old["until"] == told["now"] + 365 * 24 * 3600
    (kept, _) = issuer_keys(core)
    assert base64.urlsafe_b64decode(old["x"] + "=") == kept.point.x
    assert b"PRIVATE" not in answer.data


def test_other_pages_may_read_what_is_public_and_keep_nothing(client, holder):
    for path in (LIST, "/c/keys"):
        headers = client.get(path).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cache-Control"] == "no-cache"
    assert "Access-Control-Allow-Origin" not in client.get("/c").headers


@pytest.mark.parametrize(
    "county_id",
    ["123456", "1", "９９０１０１", "990101.0", "-99010", "99010a", "0" * 3000, "%00", "990101%0a"],
)
def test_there_is_no_list_of_what_is_no_county(client, core, holder, county_id):
    assert client.get(f"/c/status/{county_id}").status_code == 404


@pytest.mark.parametrize("tag", ["*", '"', "W/", '"' + "a" * 9000 + '"', "\x80", '"a"' * 500])
def test_a_strange_mark_gets_the_list(client, core, holder, tag):
    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("letter", ["A", "?", "C/"])
def test_ten_megabytes_in_the_address_are_answered_and_kept_nowhere(client, core, holder, letter):
    address = "/C/" + letter * (MEGABYTES // len(letter))
    answer = client.get(address)
    assert answer.status_code in {200, 308, 404}
    assert len(answer.data) < 100_000
    if letter == "A":
        assert "查不到这张卡" in answer.text
    with core.begin() as work:
        assert work.scalar("select count(*) from live_codes_seen") == 0


def test_a_doubled_or_cut_card_is_red_in_words(client, core, holder):
    address = own_card(core, actor=holder).address
    packed = address.rsplit("/", 1)[1]
    assert from_address(address)
    for wrong in (packed * 2, packed[:-1], packed[: len(packed) // 2], packed + "AA"):
        text = client.get(f"/C/{wrong}").text
        assert "查不到这张卡" in text or "假卡" in text
