from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.credentials import (
    CardClaims,
    CardStatus,
    Colour,
    HolderKey,
    LiveProof,
    Reason,
    Verdict,
    from_address,
    judge,
    refused,
    to_address,
)
from courier.domain.errors import BadInput

FROM = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
UNTIL = dt.datetime(2027, 12, 31, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def claims(holder_key: HolderKey | None = None) -> CardClaims:
    return CardClaims(
        341521, "CAD3H7K2M9PX", "SX-0012", "张秀兰", (), FROM, FROM, UNTIL, 7, holder_key
    )


KEY = HolderKey(b"x" * 32, b"y" * 32)


def proof(seconds_ago: float = 0, answer: str | None = None) -> LiveProof:
    return LiveProof(NOW - dt.timedelta(seconds=seconds_ago), answer)


def test_a_scanned_card_in_order_is_amber_since_it_may_be_a_copy():
    expected = Verdict(Colour.AMBER, Reason.MAY_BE_A_COPY)
    assert judge(claims(), CardStatus.ACTIVE, NOW) == expected
    assert judge(claims(KEY), CardStatus.ACTIVE, NOW) == expected
    assert judge(claims(), CardStatus.ACTIVE, NOW, proof=proof()) == expected  # it names no key


@pytest.mark.parametrize("seconds_ago", [-15, -1, 0, 29, 30, 45])
def test_only_a_fresh_proof_is_green(seconds_ago):
    verdict = judge(claims(KEY), CardStatus.ACTIVE, NOW, proof=proof(seconds_ago))
    assert verdict == Verdict(Colour.GREEN, Reason.LIVE)


@pytest.mark.parametrize(
    ("seconds_ago", "reason"),
    [
        (46, Reason.CODE_OLD),
        (65, Reason.CODE_OLD),
        (5 * 60, Reason.CODE_OLD),
        (5 * 86_400, Reason.CODE_OLD),
        (-16, Reason.CODE_AHEAD),
        (-5 * 60, Reason.CODE_AHEAD),
        (-5 * 86_400, Reason.CODE_AHEAD),
    ],
)
def test_a_proof_of_another_time_is_amber_with_its_reason(seconds_ago, reason):
    verdict = judge(claims(KEY), CardStatus.ACTIVE, NOW, proof=proof(seconds_ago))
    assert verdict == Verdict(Colour.AMBER, reason)


@pytest.mark.parametrize(
    ("answer", "asked", "reason"),
    [
        ("4711", "4711", Reason.LIVE),
        ("4711", None, Reason.LIVE),
        (None, "4711", Reason.ANSWER_MISSING),
        ("4712", "4711", Reason.ANSWER_WRONG),
        ("0711", "711", Reason.ANSWER_WRONG),
    ],
)
def test_digits_that_were_asked_must_be_answered(answer, asked, reason):
    verdict = judge(claims(KEY), CardStatus.ACTIVE, NOW, proof=proof(0, answer), asked=asked)
    assert verdict.reason is reason
    assert (verdict.colour is Colour.GREEN) == (reason is Reason.LIVE)


def test_without_a_network_nothing_is_green():
    expected = Verdict(Colour.AMBER, Reason.STATUS_UNCHECKED)
    assert judge(claims(KEY), CardStatus.UNCHECKED, NOW, proof=proof()) == expected


def test_by_an_old_list_nothing_is_green_and_what_has_ended_is_red():
    expected = Verdict(Colour.AMBER, Reason.STATUS_OLD)
    assert judge(claims(KEY), CardStatus.OLD, NOW, proof=proof()) == expected
    assert judge(claims(KEY), CardStatus.OLD, UNTIL).reason is Reason.EXPIRED


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("card_forged", Reason.FORGED),
        ("card_key_revoked", Reason.KEY_REVOKED),
        ("card_unknown_issuer", Reason.UNKNOWN),
        ("card_unreadable", Reason.UNKNOWN),
    ],
)
def test_what_could_not_be_read_is_red(code, reason):
    assert refused(code) == Verdict(Colour.RED, reason)


@pytest.mark.parametrize(
    "text",
    [
        "HTTPS://A.TEST/C/MFRGGHTTPS://A.TEST/C/MFRGG",
        "HTTPS://A.TEST/C/MFRGG/C/MFRGG",
        "look: HTTPS://A.TEST/C/MFRGG",
        "ftp://a.test/c/MFRGG",
        "/C/MFRGG\n/C/MFRGG",
        "/C/A?" * 2_000_000,
    ],
)
def test_more_than_one_address_is_none(text):
    with pytest.raises(BadInput, match="card_unreadable"):
        from_address(text)


@pytest.mark.parametrize(
    "text", ["https://a.test/c/MFRGG?x=1", "/C/mfrgg/", " MFRGG ", "HTTP://A.TEST:8080/C/MFRGG#top"]
)
def test_an_address_is_read_as_people_carry_it(text):
    assert from_address(text) == b"abc"


@pytest.mark.parametrize(
    ("status", "now", "reason"),
    [
        (CardStatus.SUSPENDED, NOW, Reason.SUSPENDED),
        (CardStatus.REVOKED, NOW, Reason.REVOKED),
        (CardStatus.UNKNOWN, NOW, Reason.UNKNOWN),
        (CardStatus.ACTIVE, UNTIL, Reason.EXPIRED),
        (CardStatus.UNCHECKED, UNTIL, Reason.EXPIRED),
        (CardStatus.ACTIVE, FROM - dt.timedelta(hours=1), Reason.NOT_YET_VALID),
        (CardStatus.REVOKED, UNTIL, Reason.REVOKED),
    ],
)
def test_a_card_not_in_order_is_red_with_its_reason(status, now, reason):
    assert judge(claims(KEY), status, now, proof=LiveProof(now)) == Verdict(Colour.RED, reason)


def test_a_phone_a_minute_slow_does_not_refuse_a_fresh_card():
    early = FROM - dt.timedelta(minutes=1)
    assert judge(claims(), CardStatus.ACTIVE, early).colour is Colour.AMBER


def test_a_card_travels_in_an_upper_case_address():
    address = to_address("https://x.example/", b"\xd2\x84card")
    assert address == address.upper()
    assert from_address(address) == b"\xd2\x84card"
    assert from_address(address.lower()) == b"\xd2\x84card"
    assert from_address(address.rsplit("/", 1)[1]) == b"\xd2\x84card"


@pytest.mark.parametrize("letter", "HJLNPRTVXZ357")
def test_the_last_letter_has_one_spelling(letter):
    with pytest.raises(BadInput, match="card_unreadable"):
        from_address(f"/C/MFRG{letter}")
    assert from_address("/C/MFRGG") == b"abc"


@pytest.mark.parametrize("text", ["", "https://x.example/", "张", "https://x/C/1118", "A" * 5000])
def test_what_is_no_card_address_is_unreadable(text):
    with pytest.raises(BadInput, match="card_unreadable"):
        from_address(text)


def test_a_card_without_a_time_zone_cannot_be_made():
    naive = FROM.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        CardClaims(341521, "C", "1", "张三", (), naive, FROM, UNTIL, 1)
