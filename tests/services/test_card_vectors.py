"""The vectors that others may write a verifier by."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from courier.domain.credentials import Colour, from_address, to_address
from courier.domain.errors import BadInput
from courier.services.card_vectors import FOLDER, Vector, situations, vectors
from courier.services.cards import check_card, verdict_at
from tests.factories.card_vectors import HOST, files

GREEN = [one for one in vectors() if one.verdict == "green"]


def verdict(core, one: Vector):
    seen = dt.datetime.fromisoformat(one.seen) if one.seen else None
    at = dt.datetime.fromisoformat(one.at)
    return verdict_at(core, text=one.text, at=at, asked=one.asked, seen=seen)


@pytest.mark.parametrize("one", [*vectors(), *situations()], ids=lambda one: one.name)
def test_each_has_the_verdict_and_the_reason_that_it_names(core, one):
    found = verdict(core, one)
    assert (found.colour, found.reason) == (one.verdict, one.reason)


def test_the_files_are_what_the_factory_makes():
    for name, content in files().items():
        kept = (FOLDER / name).read_text("utf-8")
        assert kept == content, "run: python -m tests.factories.card_vectors"


def test_there_are_all_colours():
    counts = {colour: sum(one.verdict == colour for one in vectors()) for colour in Colour}
    assert min(counts.values()) >= 4


def test_no_two_have_the_same_name():
    names = [one.name for one in (*vectors(), *situations())]
    assert len(set(names)) == len(names)


def test_text_and_moment_alone_decide_what_the_first_file_says():
    decided = {(one.text, one.at): one.verdict for one in vectors()}
    assert len(decided) == len(vectors())
    assert all(one.asked is one.seen is None for one in vectors())


def test_no_single_changed_bit_of_a_green_one_stays_green(core):
    one = GREEN[0]
    data = from_address(one.text)
    at = dt.datetime.fromisoformat(one.at)
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        text = to_address(HOST, bytes(changed))
        assert verdict_at(core, text=text, at=at).colour is Colour.RED


@pytest.mark.parametrize("one", GREEN, ids=lambda one: one.name)
def test_nobody_is_fooled_by_a_vector_today(core, one):
    assert check_card(core, text=one.text).verdict.colour is Colour.RED
    today = core.clock.now()
    assert verdict_at(core, text=one.text, at=today).colour is Colour.RED
    other_year = dt.datetime.fromisoformat(one.at).replace(year=2002)
    assert verdict_at(core, text=one.text, at=other_year).colour is Colour.RED


def test_a_line_has_the_promised_names():
    line = json.loads((FOLDER / "vectors.jsonl").read_text("utf-8").splitlines()[0])
    assert set(line) == {"name", "text", "at", "verdict", "reason"}


@pytest.mark.parametrize("text", ["A" * 3, "HTTPS://X/C/AA"])
def test_rubbish_in_a_list_is_red_today_too(core, text):
    assert verdict_at(core, text=text, at=core.clock.now()).colour is Colour.RED


def test_a_slip_in_a_list_is_no_card(core):
    with pytest.raises(BadInput, match="card_is_other_code"):
        check_card(core, text="YB1-0000-00000-00000-0000-0000")
