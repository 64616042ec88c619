"""A bad pack is refused with the file, the place and what to do."""

from __future__ import annotations

import copy
import json

import pytest

from courier.domain.errors import BadInput
from courier.domain.policy import PackShelf
from courier.domain.policy_schema import parse_pack
from courier.policies import PACKS_DIR, load_pack, load_packs, schema
from courier.texts import Locale, say

GOOD = json.loads((PACKS_DIR / "town-2016.json").read_text("utf-8"))
FILE = "town-2016.json"


def put(data, path, value):
    *way, last = path.split("/")
    for step in way:
        data = data[int(step) if step.isdigit() else step]
    if value is ...:
        del data[last]
    elif last == "+":
        data.append(value)
    else:
        data[int(last) if last.isdigit() else last] = value


WINDOW = {"kind": "main", "from": "2016-02-20", "to": "2016-03-01", "source": "notice"}
UNAIDED = "disabled_mild"  # the town says nothing of them
AID = {"category": "low_income", "kind": "fixed", "amount_fen": 1, "source": "notice"}
BAD = [
    ("windows/+", WINDOW, "pack_windows_overlap", "windows/1"),
    ("windows/+", {"kind": "main", "from": None, "to": None, "source": "notice"},
     "pack_windows_overlap", "windows/1"),
    ("windows/0/source", ..., "pack_figure_without_source", "windows/0"),
    ("premiums/0/source", ..., "pack_figure_without_source", "premiums/0"),
    ("aid/3/source", ..., "pack_figure_without_source", "aid/3"),
    ("premiums/1/source", "hearsay", "pack_source_unknown", "premiums/1"),
    ("sources", [], "pack_value_not_allowed", "sources"),
    ("sources/+", GOOD["sources"][0], "pack_source_twice", "sources/1"),
    ("sources/0/verified", "certainly", "pack_value_not_allowed", "sources/0/verified"),
    ("aid/6/percent", 160, "pack_value_not_allowed", "aid/6/percent"),
    ("aid/6/percent", ..., "pack_field_missing", "aid/6"),
    ("aid/0/category", "handsome", "pack_value_not_allowed", "aid/0/category"),
    ("aid/0/category", "adult", "pack_category_not_aid", "aid/0"),
    ("aid/0/tier", 3, "pack_tier_unknown", "aid/0"),
    ("aid/+", AID, "pack_aid_twice", "aid/8"),
    ("aid/0", {**AID, "amount_fen": 64_001, "category": UNAIDED},
     "pack_aid_above_premium", "aid/0"),
    ("aid/0", {**AID, "amount_fen": 50_001, "tier": 1, "category": UNAIDED},
     "pack_aid_above_premium", "aid/0"),
    ("premiums/0/categories", ["low_income"], "pack_category_not_base", "premiums/0"),
    ("premiums/1/tier", 1, "pack_price_twice", "premiums/1"),
    ("premiums/0/amount_fen", 120.5, "pack_value_not_allowed", "premiums/0/amount_fen"),
    ("premiums/0/amount_fen", -1, "pack_value_not_allowed", "premiums/0/amount_fen"),
    ("premiums/0/amount_fen", "120", "pack_value_not_allowed", "premiums/0/amount_fen"),
    ("windows/0/from", "2016-03-18", "pack_dates_reversed", "windows/0"),
    ("windows/0/from", "20151118", "pack_value_not_allowed", "windows/0/from"),
    ("windows/0/from", "2015-02-30", "pack_value_not_allowed", "windows/0/from"),
    ("coverage", {"from": "2016-12-31", "to": "2016-01-01", "source": "notice"},
     "pack_dates_reversed", "coverage"),
    ("coverage_year", 2017, "pack_name_differs", "coverage_year"),
    ("id", "village-2016", "pack_name_differs", "id"),
    ("region/code", "34x", "pack_value_not_allowed", "region/code"),
    ("premium_yuan", 120, "pack_field_unknown", "/"),
    ("age_bands", [
        {"category": "minor", "from_age": 0, "to_age": 18, "source": "notice"},
        {"category": "adult", "from_age": 18, "source": "notice"},
     ], "pack_age_bands_overlap", "age_bands/1"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "code", "place"), BAD)
def test_a_bad_pack_is_refused_and_the_place_is_named(path, value, code, place):
    data = copy.deepcopy(GOOD)
    put(data, path, value)
    with pytest.raises(BadInput) as caught:
        parse_pack(data, FILE, schema())
    assert (caught.value.code, caught.value.facts["path"]) == (code, place)
    assert caught.value.facts["file"] == FILE
    for locale in Locale:
        assert FILE in say(f"errors.{code}", locale, **caught.value.facts)


def test_two_newborn_windows_are_one_too_many():
    data = json.loads((PACKS_DIR / "shouxian-2021.json").read_text("utf-8"))
    data["windows"].append({"kind": "newborn", "days_after_birth": 90, "source": "plan"})
    with pytest.raises(BadInput, match="pack_window_twice"):
        parse_pack(data, "shouxian-2021.json", schema())


@pytest.mark.parametrize("content", [b"\xff\xfe{}", "寿县".encode("gb18030")])
def test_a_file_that_is_not_json_is_named(tmp_path, content):
    path = tmp_path / "town-2016.json"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        load_pack(path)
    assert caught.value.code == "pack_not_json"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "pack_empty"),
        (b"[" * 100_000, "pack_too_deep"),
        (b'{"premiums": [], "premiums": [1]}', "pack_key_twice"),
        (b"\xef\xbb\xbf{,}", "pack_bad_json"),
    ],
)
def test_what_a_reader_of_json_would_swallow_is_told(tmp_path, content, code):
    path = tmp_path / "town-2016.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=code):
        load_pack(path)


def test_a_mark_before_the_first_word_does_no_harm(tmp_path):
    path = tmp_path / "shouxian-2021.json"
    path.write_bytes(b"\xef\xbb\xbf" + (PACKS_DIR / path.name).read_bytes())
    assert load_pack(path).id == "shouxian-2021"


def test_a_slip_of_the_pen_is_shown_by_line_and_column(tmp_path):
    path = tmp_path / "town-2016.json"
    path.write_text('{\n  "id": "town-2016",,\n}', "utf-8")
    with pytest.raises(BadInput) as caught:
        load_pack(path)
    assert caught.value.code == "pack_bad_json"
    assert (caught.value.facts["line"], caught.value.facts["column"]) == (2, 21)


@pytest.mark.parametrize("data", [[], "town", 1, None])
def test_json_that_is_no_pack_is_refused(data):
    with pytest.raises(BadInput, match="pack_value_not_allowed"):
        parse_pack(data, FILE, schema())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match="pack_not_there"):
        load_pack(tmp_path / "nowhere-2026.json")


def test_one_bad_file_stops_the_shelf(tmp_path):
    (tmp_path / "town-2016.json").write_text(json.dumps(GOOD), "utf-8")
    assert [pack.id for pack in load_packs(tmp_path).all()] == ["town-2016"]
    (tmp_path / "x-2016.json").write_text("{}", "utf-8")
    with pytest.raises(BadInput):
        load_packs(tmp_path)


def test_the_same_pack_twice_is_refused():
    pack = parse_pack(GOOD, FILE, schema())
    with pytest.raises(BadInput, match="pack_twice"):
        PackShelf([pack, pack])
