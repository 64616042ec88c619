from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.domain import short_codes
from courier.domain.credentials import Colour, Reason
from courier.domain.errors import BadInput, NotFound
from courier.services.card_prints import card_pictures
from courier.services.cards import check_card, own_card
from courier.services.couriers import issue_card, reinstate_courier, revoke_courier, suspend_courier
from courier.store.unit_of_work import begin
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.people_at_work import approved, holder_of


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


@pytest.fixture
def own(core, holder):
    return own_card(core, actor=holder)


def said(core, text):
    check = check_card(core, text=text)
    return check.verdict.colour, check.verdict.reason


AMBER = (Colour.AMBER, Reason.MAY_BE_A_COPY)


def test_a_scanned_card_in_order_is_amber_because_it_may_be_a_copy(core, own):
    check = check_card(core, text=own.address)
    assert (check.verdict.colour, check.verdict.reason) == AMBER
    assert (check.card.name, check.card.villages) == ("赵春梅", ("李家村", "桃花村"))
    assert (check.card.township_name, check.card.office_phone) == ("东河镇", "0990-1234567")
    assert check.card.photo.startswith(b"\xff\xd8")


def test_the_address_stays_an_ordinary_address_in_upper_case(own):
    assert own.address.startswith("HTTPS://COURIER.TEST/C/")
    assert own.address == own.address.upper()


def test_a_typed_number_is_read_as_people_write_it(core, own):
    number = own.card.card_no
    for text in (number, number.lower(), short_codes.grouped(number), f" {number} "):
        assert said(core, text) == AMBER


def test_the_signed_text_alone_is_read_too(core, own):
    assert said(core, own.address.rsplit("/", 1)[1].lower()) == AMBER


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "C123",
        "https://courier.test/c/AAAAAAAA",
        "HTTPS://EVIL.TEST/C/2KCE3IQB",
        "A" * 2999,
    ],
)
def test_what_is_no_card_of_ours_is_red(core, own, text):
    assert said(core, text) == (Colour.RED, Reason.UNKNOWN)


def test_a_number_that_was_never_issued_is_red(core, own):
    assert said(core, short_codes.new_card_number(COUNTY_ID)) == (Colour.RED, Reason.UNKNOWN)


def test_one_changed_character_makes_a_forgery(core, own):
    start, packed = own.address.rsplit("/", 1)
    middle = len(packed) // 2
    changed = packed[:middle] + ("A" if packed[middle] != "A" else "B") + packed[middle + 1 :]
    colour, reason = said(core, f"{start}/{changed}")
    assert colour is Colour.RED
    assert reason in {Reason.FORGED, Reason.UNKNOWN}


def test_a_card_of_another_issuer_is_red(core, own):
    pair = core.card_office.new_key()
    with begin(core.engine) as work:
        work.run("update issuer_keys set public_pem = :p", {"p": pair.public_pem.decode()})
        work.commit()
    assert said(core, own.address) == (Colour.RED, Reason.FORGED)


def test_a_slip_is_said_to_be_a_slip(core):
    slip = short_codes.make_slip_code(core.code_key, COUNTY_ID, short_codes.new_token())
    with pytest.raises(BadInput, match="card_is_other_code") as caught:
        check_card(core, text=slip)
    assert caught.value.facts == {"kind": "slip"}


def test_a_suspended_courier_is_red_at_once_and_amber_again_when_back(core, county, holder, own):
    suspend_courier(core, actor=county.chief, courier_id=holder.person_id, reason="核实")
    check = check_card(core, text=own.address)
    assert (check.verdict.colour, check.verdict.reason) == (Colour.RED, Reason.SUSPENDED)
    assert check.card.photo is None
    reinstate_courier(core, actor=county.chief, courier_id=holder.person_id)
    assert said(core, own.address) == AMBER


def test_a_revoked_courier_is_red_for_good(core, county, holder, own):
    revoke_courier(core, actor=county.chief, courier_id=holder.person_id, reason="不再担任")
    assert said(core, own.address) == (Colour.RED, Reason.REVOKED)
    assert said(core, own.card.card_no) == (Colour.RED, Reason.REVOKED)


def test_a_card_ends_after_a_year(core, clock, own):
    clock.forward(days=364)
    assert said(core, own.address) == AMBER
    clock.forward(days=1, seconds=1)
    assert said(core, own.address) == (Colour.RED, Reason.EXPIRED)


def test_a_fresh_card_revokes_the_one_before(core, county, holder, own):
    issue_card(core, actor=county.clerk, courier_id=holder.person_id)
    assert said(core, own.address) == (Colour.RED, Reason.REVOKED)
    assert said(core, own_card(core, actor=holder).address) == AMBER


def test_checks_are_counted_and_nobody_is_named(core, own):
    for _ in range(3):
        check_card(core, text=own.address)
    with begin(core.engine) as work:
        rows = work.run("select * from courier_checks").mappings().all()
    assert [(row["reason"], row["checks"]) for row in rows] == [("may_be_a_copy", 3)]
    assert set(rows[0]) == {"county_id", "courier_id", "day", "way", "reason", "checks"}


def test_both_sides_of_the_card_are_drawn(core, county, holder, own):
    pictures = card_pictures(
        core, actor=county.clerk, courier_id=holder.person_id, locale="zh_Hans"
    )
    for side in (pictures.front, pictures.back):
        with Image.open(io.BytesIO(side)) as picture:
            assert picture.size == (1011, 638)


def test_the_drawn_code_reads_back_and_is_good(core, county, holder, own):
    pictures = card_pictures(
        core, actor=county.clerk, courier_id=holder.person_id, locale="zh_Hans"
    )
    found = [*core.code_reader.read(pictures.front), *core.code_reader.read(pictures.back)]
    assert own.address in found
    assert said(core, own.address) == AMBER


def test_one_courier_does_not_get_the_card_of_another(core, county, holder):
    with pytest.raises(NotFound, match="card_missing"):
        card_pictures(core, actor=county.courier, courier_id=holder.person_id, locale="zh_Hans")


def test_the_private_key_is_nowhere_in_the_clear(core, own):
    with begin(core.engine) as work:
        sealed = bytes(work.scalar("select private_sealed from issuer_keys"))
    assert b"PRIVATE" not in sealed
