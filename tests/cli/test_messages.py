"""The comparison of catalogues and code finds what is there, and misses nothing that is not."""

from __future__ import annotations

import pytest

from courier.cli.catalogue_check import Asked, asked_for, compare


@pytest.fixture
def asked() -> Asked:
    return Asked(
        words={"visits.asked", "arrived", "own_part", "amber"},
        patterns={
            ("visits.step_", None),
            ("cards.do_", None, "_", None),
            ("answers.aid_", None, None),
            ("premiums.", None),
            (None, "_open"),
        },
    )


@pytest.mark.parametrize(
    "key",
    [
        "visits.asked",
        "visits.step_arrived",
        "cards.do_amber_2",
        "answers.aid_arrived",
        "premiums.own_part",
        "premiums.own_part_open",
    ],
)
def test_a_key_that_somebody_may_say_is_used(asked, key):
    assert asked.uses(key)


@pytest.mark.parametrize(
    "key", ["visits.asked_twice", "visits.step_flown", "cards.do_pink_2", "premiums.other_open"]
)
def test_a_key_that_nobody_can_say_is_not(asked, key):
    assert not asked.uses(key)


def test_the_sources_are_read():
    asked = asked_for()
    assert "layout.brand" in asked.said | asked.words or len(asked.said) > 100
    assert "being_paid" in asked.words, "codes that SQL raises"
    assert "sign_in_wrong" in asked.codes
    assert not asked.uses("run.this_is_said_by_nobody")


def test_the_count_is_that_of_the_source_language():
    assert compare().count > 500
