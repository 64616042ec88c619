from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.credentials import (
    CardClaims,
    CardStatus,
    Colour,
    HolderKey,
    Reason,
    Verdict,
    from_address,
    judge,
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


def test_a_scanned_card_in_order_is_amber_since_it_may_be_a_copy():
    expected = Verdict(Colour.AMBER, Reason.MAY_BE_A_COPY)
    assert judge(claims(), CardStatus.ACTIVE, NOW) == expected
    assert judge(claims(), CardStatus.ACTIVE, NOW, live=True) == expected  # it names no key


def test_only_a_live_card_is_green():
    live = claims(HolderKey(b"x" * 32, b"y" * 32))
    assert judge(live, CardStatus.ACTIVE, NOW, live=True).colour is Colour.GREEN
    assert judge(live, CardStatus.ACTIVE, NOW).colour is Colour.AMBER


def test_without_a_network_nothing_is_green():
    live = claims(HolderKey(b"x" * 32, b"y" * 32))
    expected = Verdict(Colour.AMBER, Reason.STATUS_UNCHECKED)
    assert judge(live, CardStatus.UNCHECKED, NOW, live=True) == expected


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
    assert judge(claims(), status, now, live=True) == Verdict(Colour.RED, reason)


def test_a_phone_a_minute_slow_does_not_refuse_a_fresh_card():
    early = FROM - dt.timedelta(minutes=1)
    assert judge(claims(), CardStatus.ACTIVE, early).colour is Colour.AMBER


def test_a_card_travels_in_an_upper_case_address():
    address = to_address("https://x.example/", b"\xd2\x84card")
    assert address == address.upper()
    assert from_address(address) == b"\xd2\x84card"
    assert from_address(address.lower()) == b"\xd2\x84card"
    assert from_address(address.rsplit("/", 1)[1]) == b"\xd2\x84card"


@pytest.mark.parametrize("text", ["", "https://x.example/", "张", "https://x/C/1118", "A" * 5000])
def test_what_is_no_card_address_is_unreadable(text):
    with pytest.raises(BadInput, match="card_unreadable"):
        from_address(text)


def test_a_card_without_a_time_zone_cannot_be_made():
    naive = FROM.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        CardClaims(341521, "C", "1", "张三", (), naive, FROM, UNTIL, 1)
