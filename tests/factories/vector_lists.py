"""Vectors that are judged by a signed status list; each county of theirs has one list."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from unittest import mock

from courier.adapters.card_crypto import kid_of
from courier.adapters.cose_sign1 import Signer
from courier.domain.credentials import Colour, Reason
from courier.domain.status_lists import LONGEST_PACKED, MEDIA_TYPE
from courier.services.card_vectors import Vector
from tests.factories.vector_world import (
    CARD,
    CLAIMS,
    ISSUER,
    NOON,
    PHONE,
    PRINTED,
    RETIRED,
    REVOKED,
    REVOKED_ISSUER,
    STRANGER,
    SUSPENDED,
    later,
    list_of,
    pem,
    signed,
    signed_list,
    vector,
)

GOOD, RETIRED_KEY, EMPTY, HUGE = 990_011, 990_012, 990_013, 990_014
NOT_BELIEVED = {
    990_021: "with a wrong signature",
    990_022: "of another county",
    990_023: "of an unknown issuer",
    990_024: "of a revoked key",
    990_025: "from the future",
    990_026: "without its type",
    990_027: "that is a card",
    990_028: "that bursts",
    990_029: "of one bit a place",
    990_030: "cut off",
    990_031: "doubled",
    990_032: "with bytes after the places",
    990_033: "that is not there",
    990_034: "with one claim more",
}
FRESH = NOON - dt.timedelta(hours=1)
REVOKED_PHONE, NEVER, BEYOND = 6, 8, 4000


@functools.cache
def lists() -> Mapping[int, bytes | None]:
    """What is published as each county's list."""
    at = {number: list_of(number) for number in NOT_BELIEVED}
    plain = signed_list(at[990_030])
    flipped = signed_list(at[990_021])
    return {
        GOOD: signed_list(list_of(GOOD)),
        RETIRED_KEY: signed_list(list_of(RETIRED_KEY), RETIRED),
        EMPTY: signed_list(replace(list_of(EMPTY), places=b"")),
        HUGE: signed_list(replace(list_of(HUGE), places=bytes(LONGEST_PACKED))),
        990_021: flipped[:-1] + bytes([flipped[-1] ^ 1]),
        990_022: signed_list(list_of(GOOD)),
        990_023: signed_list(at[990_023], STRANGER),
        990_024: signed_list(at[990_024], REVOKED_ISSUER),
        990_025: signed_list(list_of(990_025, later(minutes=5, seconds=1))),
        990_026: odd_list(990_026, media_type=None),
        990_027: CARD,
        990_028: signed_list(replace(at[990_028], places=bytes(LONGEST_PACKED + 1))),
        990_029: odd_list(990_029, bits=1),
        990_030: plain[:-1],
        990_031: signed_list(at[990_031]) * 2,
        990_032: odd_list(990_032, after=b"\x00"),
        990_033: None,
        990_034: odd_list(990_034, more={1: "990034"}),
    }


def odd_list(
    county_id: int,
    *,
    media_type: str | None = MEDIA_TYPE,
    bits: int = 2,
    after: bytes = b"",
    more: Mapping[int, str] | None = None,
) -> bytes:
    """Rightly signed, but not as it must be."""
    payload = []
    with mock.patch.object(Signer, "sign", lambda _signer, told, **_: payload.append(told)):
        signed_list(list_of(county_id))
    (told,) = payload
    told[65533]["bits"] = bits
    told[65533]["lst"] += after
    key = Signer(pem(ISSUER), kid_of(ISSUER.public_key()))
    return key.sign(told | dict(more or {}), media_type=media_type)


def live(county: int, place: int = 0, at: dt.datetime = NOON, **claims: object) -> bytes:
    own = {"county_id": county, "status_index": place, **claims}
    return PHONE.code(signed(replace(CLAIMS, **own)), at)


def printed(county: int, place: int = 0, **claims: object) -> bytes:
    return signed(replace(PRINTED, county_id=county, status_index=place, **claims))


def of_lists() -> Iterator[Vector]:
    """All that follow from text and moment."""
    yield from of_places()
    yield from of_ages()
    yield from of_belief()
    yield from of_clocks()


def of_places() -> Iterator[Vector]:
    yield vector("list, live code", live(GOOD), NOON, Colour.GREEN, Reason.LIVE)
    copy = (Colour.AMBER, Reason.MAY_BE_A_COPY)
    yield vector("list, card", printed(GOOD), NOON, *copy)
    yield vector("list, card at the last place", printed(GOOD, 9), NOON, *copy)
    for name, place, reason in (
        ("suspended", SUSPENDED, Reason.SUSPENDED),
        ("revoked", REVOKED, Reason.REVOKED),
        ("a lost phone", REVOKED_PHONE, Reason.REVOKED),
        ("a place never given out", NEVER, Reason.UNKNOWN),
        ("a place after the end", 12, Reason.UNKNOWN),
        ("a place far after the end", BEYOND, Reason.UNKNOWN),
        ("a place before the first", -1, Reason.UNKNOWN),
    ):
        yield vector(f"list, live code, {name}", live(GOOD, place), NOON, Colour.RED, reason)
        yield vector(f"list, card, {name}", printed(GOOD, place), NOON, Colour.RED, reason)
    young = {"issued_at": later(minutes=-30), "valid_from": later(minutes=-30)}
    old = (Colour.AMBER, Reason.STATUS_OLD)
    yield vector("list, card younger than it", printed(GOOD, BEYOND, **young), NOON, *old)
    yield vector("list, live code younger than it", live(GOOD, NEVER, **young), NOON, *old)
    same = {"issued_at": later(minutes=-64), "valid_from": later(minutes=-64)}
    yield vector("list, card four minutes older", printed(GOOD, BEYOND, **same), NOON, *old)
    older = {"issued_at": later(minutes=-65), "valid_from": later(minutes=-65)}
    unknown = (Colour.RED, Reason.UNKNOWN)
    yield vector("list, card five minutes older", printed(GOOD, BEYOND, **older), NOON, *unknown)
    yield vector("empty list, card", printed(EMPTY), NOON, *unknown)
    yield vector("empty list, younger card", printed(EMPTY, **young), NOON, *old)
    yield vector("longest list, live code", live(HUGE, 3_999_999), NOON, Colour.GREEN, Reason.LIVE)
    yield vector("longest list, after its end", live(HUGE, 4_194_304), NOON, *unknown)
    nobody = signed(replace(PRINTED, county_id=990_099))
    yield vector("card of a county that nobody knows", nobody, NOON, *unknown)


def of_ages() -> Iterator[Vector]:
    old = (Colour.AMBER, Reason.STATUS_OLD)
    last = FRESH + dt.timedelta(hours=6, seconds=-1)
    green = (Colour.GREEN, Reason.LIVE)
    yield vector("list in its last second, live code", live(GOOD, at=last), last, *green)
    end = FRESH + dt.timedelta(hours=6)
    yield vector("list of six hours, live code", live(GOOD, at=end), end, *old)
    for name, days in (("yesterday", 1), ("last month", 30)):
        at = later(days=days)
        yield vector(f"list of {name}, card", printed(GOOD), at, *old)
        for state, place, reason in (
            ("suspended", SUSPENDED, Reason.SUSPENDED),
            ("revoked", REVOKED, Reason.REVOKED),
            ("never given out", NEVER, Reason.UNKNOWN),
        ):
            shown = printed(GOOD, place)
            yield vector(f"list of {name}, card, {state}", shown, at, Colour.RED, reason)
    tomorrow = later(days=1)
    yield vector("list of yesterday, live code", live(GOOD, at=tomorrow), tomorrow, *old)
    past = later(days=3)
    ended = (Colour.RED, Reason.EXPIRED)
    yield vector("list of last week, live code, expired", live(GOOD, at=past), past, *ended)
    replayed = (Colour.AMBER, Reason.CODE_OLD)
    yield vector("list, live code replayed an hour later", live(GOOD), later(hours=1), *replayed)


def of_belief() -> Iterator[Vector]:
    unchecked = (Colour.AMBER, Reason.STATUS_UNCHECKED)
    for county, name in NOT_BELIEVED.items():
        yield vector(f"list {name}, live code", live(county), NOON, *unchecked)
        yield vector(f"list {name}, revoked card", printed(county, REVOKED), NOON, *unchecked)
    green = (Colour.GREEN, Reason.LIVE)
    yield vector("list of the key before, live code", live(RETIRED_KEY), NOON, *green)


def of_clocks() -> Iterator[Vector]:
    """The checker's clock is wrong; the card has been good for long."""
    long_since = {"issued_at": later(days=-100), "valid_from": later(days=-100)}
    card = printed(GOOD, **long_since)
    copy = (Colour.AMBER, Reason.MAY_BE_A_COPY)
    slow = FRESH - dt.timedelta(minutes=5)
    yield vector("list, the checker's clock five minutes slow", card, slow, *copy)
    slower = slow - dt.timedelta(seconds=1)
    unchecked = (Colour.AMBER, Reason.STATUS_UNCHECKED)
    yield vector("list, the checker's clock slower still", card, slower, *unchecked)
    early = FRESH - dt.timedelta(days=5)
    yield vector("list, the checker's clock five days slow", card, early, *unchecked)
    old = (Colour.AMBER, Reason.STATUS_OLD)
    yield vector("list, the checker's clock five days fast", card, later(days=5), *old)
    code = live(GOOD, **long_since)
    late = (Colour.AMBER, Reason.CODE_OLD)
    yield vector("list, live code, clock five minutes fast", code, later(minutes=5), *late)
    ahead = (Colour.AMBER, Reason.CODE_AHEAD)
    yield vector("list, live code, clock five minutes slow", code, later(minutes=-5), *ahead)


def situations() -> Iterator[Vector]:
    """Those for which it matters what the checker did before."""
    green = (Colour.GREEN, Reason.LIVE)
    missing = (Colour.AMBER, Reason.ANSWER_MISSING)
    wrong = (Colour.AMBER, Reason.ANSWER_WRONG)
    for name, county in (("", CLAIMS.county_id), ("list, ", GOOD)):
        card = signed(replace(CLAIMS, county_id=county))
        answered, plain = PHONE.code(card, NOON, 815), PHONE.code(card, NOON)
        yield vector(f"{name}right digits", answered, NOON, *green, asked="0815")
        yield vector(f"{name}missing digits", plain, NOON, *missing, asked="0815")
        yield vector(f"{name}wrong digits", answered, NOON, *wrong, asked="0816")
        at = later(seconds=46)
        old = (Colour.AMBER, Reason.CODE_OLD)
        yield vector(f"{name}right digits, too late", answered, at, *old, asked="0815")
        copy = (Colour.AMBER, Reason.MAY_BE_A_COPY)
        yield vector(f"{name}digits, but no live code", card, NOON, *copy, asked="0815")
    unchecked = (Colour.AMBER, Reason.STATUS_UNCHECKED)
    code = live(GOOD)
    yield vector("list seen before, the same", code, NOON, *green, seen=FRESH)
    before = FRESH - dt.timedelta(days=1)
    yield vector("list newer than the one seen before", code, NOON, *green, seen=before)
    newer = FRESH + dt.timedelta(seconds=1)
    yield vector("list older than the one seen before", code, NOON, *unchecked, seen=newer)
    revoked = live(GOOD, REVOKED)
    yield vector("older list, revoked card", revoked, NOON, *unchecked, seen=newer)
