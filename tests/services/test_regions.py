"""Villages by the names that people say."""

import pytest

from courier.domain.errors import NotFound
from courier.services.regions import (
    find_villages,
    office_of_village,
    village,
    villages_alike,
    villages_of_county,
)
from tests.factories.county import COUNTY_ID, EAST, PEACH, PINE, PLUM, WEST, WILLOW, make_county


def add_village(core, code, parent, name):
    with core.begin() as work:
        work.run(
            "insert into regions values (:r, :p, 'village', :n, :n, :c, null)",
            {"r": code, "p": parent, "n": name, "c": COUNTY_ID},
        )
        work.commit()


def codes(found):
    return [one.village_code for one in found]


def test_all_villages_of_a_county_are_listed(core):
    make_county(core)
    assert set(codes(villages_of_county(core, COUNTY_ID))) == {PEACH, PLUM, WILLOW, PINE}
    assert villages_of_county(core, 110101) == ()


@pytest.mark.parametrize(
    "said",
    [
        "桃花村",
        "桃花",
        "东河镇桃花村",
        "东河桃花",
        "演示县东河镇桃花村",
        "我妈住在 桃花村，靠近河边",
        "桃花村！",
    ],
)
def test_a_village_is_found_as_people_say_it(core, said):
    make_county(core)
    assert codes(find_villages(core, said)) == [PEACH]


@pytest.mark.parametrize("said", ["", "桃", "村", "杏花村", "你好", "%", "' or 1=1"])
def test_what_names_no_village_finds_none(core, said):
    make_county(core)
    assert find_villages(core, said) == ()


@pytest.mark.parametrize(
    "said", ["桃花沟", "大桃花村", "桃花沟村", "小桃花", "桃花源的", "摘桃花去"]
)
def test_a_place_that_only_sounds_like_a_village_is_offered_and_not_taken(core, said):
    make_county(core)
    assert find_villages(core, said) == ()
    assert codes(villages_alike(core, said)) == [PEACH]


@pytest.mark.parametrize(
    "said",
    [
        "我家住桃花村",
        "咱桃花的人",
        "演示县桃花",
        "东河镇，桃花",
        "我是桃花村三组的",
        "桃花那边",
        "住在桃花",
    ],
)
def test_a_village_is_heard_in_a_sentence(core, said):
    make_county(core)
    assert codes(find_villages(core, said)) == [PEACH]


def test_a_village_of_one_character_needs_its_last_word(core):
    make_county(core)
    add_village(core, "990101101009", EAST, "张村")
    assert codes(find_villages(core, "我在张村")) == ["990101101009"]
    assert find_villages(core, "找张大妈") == ()


def test_a_village_is_heard_in_traditional_characters(core):
    make_county(core)
    assert codes(find_villages(core, "西山鎮柳樹村")) == [WILLOW]


def test_two_villages_of_one_name_are_both_offered_until_the_township_is_named(core):
    make_county(core)
    add_village(core, "990101102009", WEST, "桃花村")
    assert codes(find_villages(core, "桃花村")) == [PEACH, "990101102009"]
    assert codes(find_villages(core, "西山镇的桃花村")) == ["990101102009"]


def test_the_longer_name_wins(core):
    make_county(core)
    add_village(core, "990101101009", EAST, "大桃花社区")
    assert codes(find_villages(core, "大桃花")) == ["990101101009"]
    assert codes(find_villages(core, "桃花")) == [PEACH]


def test_another_countys_villages_can_be_left_out(core):
    make_county(core)
    assert codes(find_villages(core, "桃花村", COUNTY_ID)) == [PEACH]
    assert find_villages(core, "桃花村", 110101) == ()


def test_the_township_answers_for_its_village_and_the_county_where_it_has_no_phone(core):
    make_county(core)
    assert office_of_village(core, PEACH).name == "东河镇"
    with core.begin() as work:
        work.run("update regions set phone = null where level = 'township'")
        work.commit()
    assert office_of_village(core, PEACH).name == "演示县"


def test_an_unknown_village_is_named_as_such(core):
    make_county(core)
    for ask in (village, office_of_village):
        with pytest.raises(NotFound, match="village_unknown"):
            ask(core, "110101001001")
