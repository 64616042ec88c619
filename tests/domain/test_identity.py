from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from courier.domain.errors import BadInput
from courier.domain.identity import IdNumber, Sex, age_on

TODAY = dt.date(2026, 11, 22)


def number(body: str) -> str:
    return body + calc_check_digit(body + "0")


WOMAN = number("34152119580229002")  # born on a 29 February
MAN = number("34152119900101123")


def read(text: str) -> IdNumber:
    return IdNumber.from_text(text, today=TODAY)


def refused(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert not text or text not in str(caught.value.facts)
    return caught.value.code


def test_a_number_tells_birth_date_and_sex():
    assert read(number("34152119600229002")).birth_date == dt.date(1960, 2, 29)
    assert read(number("34152119600229002")).sex is Sex.FEMALE
    assert read(MAN).sex is Sex.MALE


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "11010519491231002X",
        "'11010519491231002X",
        "110105-19491231-002X",
    ],
)
def test_a_number_is_read_as_people_write_it(written):
    assert read(written).value == "11010519491231002X"


def test_a_number_of_an_abolished_or_unlisted_place_is_taken():
    assert read(number("99999919600101002")).birth_date == dt.date(1960, 1, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "id_number_missing"),
        ("3415211960", "id_number_length"),
        ("341521196001010", "id_number_old"),
        ("34152119600101A023", "id_number_characters"),
        ("X41521196001010023", "id_number_characters"),
        ("3.41521E+17", "id_number_rounded"),
        ("3.41521196E17", "id_number_rounded"),
        (number("34152119601301002"), "id_number_birth_date"),
        (number("34152118991231002"), "id_number_birth_date"),
        (number("34152120261123002"), "id_number_birth_date"),
        (WOMAN, "id_number_birth_date"),
    ],
)
def test_each_fault_of_a_number_has_its_own_name(text, code):
    assert refused(text) == code


def test_a_number_whose_last_digits_a_spreadsheet_lost_is_named_so():
    rounded = "341521199001013000"
    assert calc_check_digit(rounded) != "0"
    assert refused(rounded) == "id_number_rounded"


@given(place=st.integers(0, 16), digit=st.integers(0, 9))
def test_any_single_wrong_digit_is_found(place, digit):
    wrong = MAN[:place] + str(digit) + MAN[place + 1 :]
    if wrong != MAN:
        assert refused(wrong).startswith("id_number_")


def test_a_newborn_of_today_is_taken():
    assert read(number("34152120261122002")).birth_date == TODAY


def test_only_the_first_and_last_character_are_ever_shown():
    shown = read(MAN)
    assert shown.masked == "3" + "*" * 16 + MAN[-1]
    assert MAN not in f"{shown!r} {shown} {[shown]} {shown!s}"


def test_the_same_number_is_the_same_value():
    assert len({read(MAN), read(f" {MAN} ")}) == 1


def test_age_is_in_full_years():
    assert age_on(dt.date(2000, 2, 29), dt.date(2018, 2, 28)) == 17
    assert age_on(dt.date(2000, 2, 29), dt.date(2018, 3, 1)) == 18
