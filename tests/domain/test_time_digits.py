"""The six digits against RFC 6238's own vectors, and their neighbours in time."""

from __future__ import annotations

import datetime as dt

import pytest

from courier.domain.time_digits import digits_of, new_secret, step_of, step_told

RFC_SECRET = b"12345678901234567890123456789012"
NOW = dt.datetime(2026, 11, 22, 2, 0, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("seconds", "last_six"),
    [(59, "119246"), (1111111109, "084774"), (1111111111, "062674"), (20000000000, "737706")],
)
def test_the_vectors_of_rfc_6238_for_sha_256(seconds, last_six):
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert digits_of(RFC_SECRET, step_of(at)) == last_six


def test_the_half_minutes_before_and_after_count_and_no_other():
    secret, here = new_secret(), step_of(NOW)
    for away in (-1, 0, 1):
        assert step_told(secret, digits_of(secret, here + away), NOW) == here + away
    near = {digits_of(secret, here + away) for away in (-1, 0, 1)}
    for away in (-2, 2, -100):
        assert digits_of(secret, here + away) in near or (
            step_told(secret, digits_of(secret, here + away), NOW) is None
        )


@pytest.mark.parametrize("rubbish", ["", "abcdef", "12345", "1234567", "４８２９１３"])
def test_rubbish_is_no_digits(rubbish):
    assert step_told(new_secret(), rubbish, NOW) is None


def test_secrets_are_long_and_new():
    first, second = new_secret(), new_secret()
    assert len(first) == 32
    assert first != second
