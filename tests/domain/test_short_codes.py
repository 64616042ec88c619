from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain import short_codes
from courier.domain.errors import BadInput
from courier.domain.short_codes import ALPHABET, ReceiptFacts

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
COUNTY = 341521
FACTS = ReceiptFacts(UUID(int=7), 2027, 16000)
SLIP = short_codes.make_slip_code(KEY, COUNTY, "0123456789")
RECEIPT = short_codes.make_receipt_code(KEY, COUNTY, 42, FACTS)

counties = st.integers(0, 999_999)
tokens = st.text(ALPHABET, min_size=10, max_size=10)


def fault(call, *arguments) -> str:
    with pytest.raises(BadInput) as caught:
        call(*arguments)
    return caught.value.code


@given(county=counties, token=tokens)
def test_a_slip_code_reads_back(county, token):
    code = short_codes.make_slip_code(KEY, county, token)
    assert len(code) == short_codes.SLIP_LENGTH == 25
    assert short_codes.read_slip_code(KEY, code) == (county, token)


@given(place=st.integers(3, 24), character=st.sampled_from(ALPHABET))
def test_any_single_wrong_character_of_a_slip_is_found(place, character):
    wrong = SLIP[:place] + character + SLIP[place + 1 :]
    if wrong != SLIP:
        assert fault(short_codes.read_slip_code, KEY, wrong).startswith("slip_code_")


def test_a_slip_read_aloud_and_typed_badly_is_read():
    spoken = short_codes.grouped(SLIP).lower().replace("0", "o").replace("1", "l")
    assert short_codes.read_slip_code(KEY, f"  {spoken} ") == (COUNTY, "0123456789")
    assert short_codes.read_slip_code(KEY, " ".join(SLIP)) == (COUNTY, "0123456789")


def test_a_slip_of_another_key_is_forged():
    assert fault(short_codes.read_slip_code, OTHER_KEY, SLIP) == "slip_code_forged"


@pytest.mark.parametrize("text", ["", "YB1", SLIP[:-1], SLIP + "0", "U" * 25, RECEIPT, "张" * 25])
def test_what_is_no_slip_is_unreadable(text):
    assert fault(short_codes.read_slip_code, KEY, text) == "slip_code_unreadable"


def test_a_slip_seal_does_not_fit_a_receipt():
    moved = "YR1" + RECEIPT[3:-8] + SLIP[-8:]
    assert fault(short_codes.check_receipt_code, KEY, moved, FACTS) == "receipt_code_forged"


@given(county=counties, number=st.integers(0, short_codes.MAX_NUMBER), fen=st.integers(0, 10**9))
def test_a_receipt_code_reads_back_and_fits_its_facts(county, number, fen):
    facts = ReceiptFacts(UUID(int=9), 2027, fen)
    code = short_codes.make_receipt_code(KEY, county, number, facts)
    assert len(code) == short_codes.RECEIPT_LENGTH == 23
    assert short_codes.read_receipt_code(code) == (county, number)
    short_codes.check_receipt_code(KEY, short_codes.grouped(code).lower(), facts)


@pytest.mark.parametrize(
    "facts",
    [
        ReceiptFacts(UUID(int=8), 2027, 16000),
        ReceiptFacts(UUID(int=7), 2026, 16000),
        ReceiptFacts(UUID(int=7), 2027, 16001),
    ],
)
def test_a_receipt_code_moved_to_other_facts_is_forged(facts):
    assert fault(short_codes.check_receipt_code, KEY, RECEIPT, facts) == "receipt_code_forged"


def test_a_receipt_code_of_another_key_is_forged():
    assert fault(short_codes.check_receipt_code, OTHER_KEY, RECEIPT, FACTS) == "receipt_code_forged"


@pytest.mark.parametrize(
    ("new", "read", "error", "first"),
    [
        (short_codes.new_visit_number, short_codes.read_visit_number, "visit_number", "V"),
        (short_codes.new_card_number, short_codes.read_card_number, "card_number", "C"),
    ],
)
def test_numbers_of_visits_and_cards_read_back_and_find_slips(new, read, error, first):
    number = new(COUNTY)
    assert number[0] == first
    assert len(number) == 12
    assert read(short_codes.grouped(number).lower()) == (COUNTY, number)
    for place in range(1, 12):
        wrong = number[:place] + ALPHABET[(ALPHABET.index(number[place]) + 5) % 32]
        assert fault(read, wrong + number[place + 1 :]) == f"{error}_unreadable"


def test_a_county_beyond_six_digits_is_no_code_of_ours():
    beyond = "V" + "ZZZZ" + "000000"
    code = beyond + short_codes._check_character(beyond)
    assert fault(short_codes.read_visit_number, code) == "visit_number_unreadable"
    with pytest.raises(ValueError, match="1000000"):
        short_codes.new_visit_number(1_000_000)


def test_codes_never_hold_letters_that_look_like_digits():
    codes = "".join([SLIP, RECEIPT, *(short_codes.new_visit_number(COUNTY) for _ in range(50))])
    assert not set(codes) & set("ILOU")


def test_tokens_differ():
    assert len({short_codes.new_token() for _ in range(200)}) == 200
