"""``courier premium`` and ``courier pack``, as a person runs them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from courier.cli import main
from courier.policies import PACKS_DIR, load_shelf
from courier.texts import Locale


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def report(*words: str) -> dict:
    result = run("premium", *words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_mother_of_68_on_low_income_in_the_demonstration_county():
    answer = report(
        "--pack", "demo-2027", "--category", "low_income", "--born", "1958-03-01",
        "--on", "2026-11-22",
    )  # fmt: skip
    assert answer["full_fen"] == 40000
    assert [(aid["payer"], aid["fen"]) for aid in answer["aid"]] == [("medical_aid", 24000)]
    assert answer["own_fen"] == 16000
    assert answer["unknown"] == []
    assert answer["window"]["state"] == "open"
    assert (answer["window"]["from"], answer["window"]["to"]) == ("2026-09-01", "2027-02-28")
    assert "低保" in answer["explanation"]
    assert "160" in answer["explanation"]
    assert "演示" in answer["explanation"]
    assert answer["sources"][0]["verified"] == "demonstration"


def test_an_unknown_share_is_null_and_said():
    answer = report("--pack", "shouxian-2021", "--category", "low_income")
    assert answer["full_fen"] == 28000
    assert answer["own_fen"] is None
    assert answer["aid"][0]["fen"] is None
    assert answer["unknown"] == ["aid:low_income"]
    assert "不知道" in answer["explanation"]


def test_tier_and_place_are_taken_into_account():
    answer = report("--pack", "town-2016", "--category", "adult", "--tier", "2", "--non-local")
    assert answer["own_fen"] == 64000


def test_non_local_as_a_category_is_the_same_as_the_flag():
    flag = report("--pack", "town-2016", "--tier", "1", "--non-local", "--on", "2016-01-01")
    category = report(
        "--pack", "town-2016", "--tier", "1", "--category", "non_local", "--on", "2016-01-01"
    )
    assert flag["own_fen"] == category["own_fen"] == 50000


def test_the_words_are_second_hand_where_the_source_is():
    answer = report("--pack", "taian-2026", "--category", "adult", "--tier", "1", "--locale", "en")
    assert "second-hand" in answer["explanation"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--pack", "atlantis-2026"), "taian-2026"),
        (("--pack", "taian-2026", "--category", "king"), "low_income"),
        (("--pack", "taian-2026", "--tier", "3"), "1, 2"),
        (("--pack", "taian-2026", "--born", "1958-13-01"), "--born"),
        (("--pack", "taian-2026", "--on", "tomorrow"), "--on"),
        (("--pack", "taian-2026", "--born", "2026-01-02", "--on", "2026-01-01"), "2026"),
        (("--pack", "taian-2026", "--tier", "two"), "two"),
        (("--pack", "taian-2026", "--category", "newborn", "--born", "1958-01-01"), "新生儿"),
        (("--pack", "taian-2026", "--category", "minor", "--category", "elderly"), "老年居民"),
        ((), "--pack"),
    ],
)
def test_bad_input_is_told_and_ends_with_2(words, part):
    result = run("premium", *words)
    assert result.exit_code == 2
    assert part in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("pack_id", [pack.id for pack in load_shelf().all()])
@pytest.mark.parametrize("category", ["adult", "low_income", "destitute", "poverty_registered"])
def test_every_pack_can_be_explained_in_every_language(pack_id, category, locale):
    answer = report("--pack", pack_id, "--category", category, "--locale", locale)
    told = [answer["explanation"], answer["window"]["text"]]
    told += [aid["reason"] for aid in answer["aid"]]
    assert all(told)
    for sentence in told:
        assert not re.search(r"None|[{}]|\b[a-z]+_[a-z]+\b", sentence), sentence
        if locale is Locale.EN:
            assert not re.search(r"[\u4e00-\u9fff]", sentence), sentence


def test_without_json_it_is_sentences():
    result = run("premium", "--pack", "jiaxing-2015", "--category", "adult")
    assert result.exit_code == 0
    assert "290元" in result.stdout
    assert "依据" in result.stdout


def test_all_packs_are_listed_with_how_far_they_were_checked():
    result = run("pack", "list")
    assert len(result.stdout.splitlines()) == len(load_shelf().all())
    assert "演示" in result.stdout


def test_the_packs_that_come_with_the_product_are_good():
    result = run("pack", "check", "--all")
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_bad_pack_is_told_beside_the_good_ones(tmp_path):
    bad = tmp_path / "town-2016.json"
    data = json.loads((PACKS_DIR / "town-2016.json").read_text("utf-8"))
    del data["premiums"][0]["source"]
    bad.write_text(json.dumps(data), "utf-8")
    result = run("pack", "check", bad, PACKS_DIR / "taian-2026.json", "--locale", "en")
    assert result.exit_code == 2
    assert "premiums/0" in result.stderr
    assert "taian-2026" in result.stdout


def test_checking_nothing_is_a_question():
    assert run("pack", "check").exit_code == 2
