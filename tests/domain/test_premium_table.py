"""Each amount and aid that a source names comes out as the source says."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from courier.domain.categories import read_categories
from courier.domain.money import Money
from courier.domain.premiums import Premium, premium
from courier.policies import load_shelf

sys.path.insert(0, str(Path(__file__).parent))
from policy_table import FACTS, ROWS, Row

SHARED = Path(__file__).parents[2] / ".." / "shared"


def computed(row: Row) -> Premium:
    pack = load_shelf().get(row.pack)
    return premium(
        pack,
        categories=read_categories(row.categories.split()),
        tier=row.tier,
        non_local=row.non_local,
        born=dt.date.fromisoformat(row.born) if row.born else None,
        on=dt.date(pack.coverage_year - 1, 12, 1),
    )


def money(yuan: str | None) -> Money | None:
    return None if yuan is None else Money.from_yuan(yuan)


def named(row: Row) -> str:
    return f"{row.pack} {row.categories} tier={row.tier} non_local={row.non_local}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_the_answer_is_the_sources(row):
    answer = computed(row)
    assert answer.full == money(row.full)
    assert answer.own == money(row.own)
    if row.aid == "-":
        assert answer.aid == ()
    elif row.aid is None:
        assert any(share.amount is None for share in answer.aid)
    else:
        assert [share.amount for share in answer.aid] == [money(row.aid)]


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_an_unknown_own_share_is_explained_by_a_code(row):
    answer = computed(row)
    gaps = {code for code in answer.unknown if code != "window"}
    assert bool(gaps) or answer.own is not None


@cache
def source_text(where: str) -> str:
    if where == FACTS:
        text = (SHARED / "qa" / "policy_facts.jsonl").read_text("utf-8")
        text = "".join("".join(json.loads(line).values()) for line in text.splitlines())
    else:
        text = next((SHARED / "seeds").glob(f"{where}*")).read_text("utf-8")
    return plain(text)


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.skipif(not SHARED.exists(), reason="the sources are not beside this checkout")
@pytest.mark.parametrize("row", [row for row in ROWS if row.where], ids=named)
def test_the_words_of_the_source_are_there(row):
    assert plain(row.quote) in source_text(row.where)


def test_a_floor_stays_a_floor():
    answer = computed(Row("hebei-2026", "low_income", "400", "240", None, FACTS, ""))
    assert answer.own is None
    assert answer.own_at_most == Money.from_yuan(160)
    assert answer.aid[0].at_least
    assert answer.unknown[0] == "aid:low_income"


def test_a_proposal_is_told_and_never_charged():
    row = Row("hengyang-2006", "adult low_income", None, None, None, "", "")
    answer = computed(row)
    assert "not_in_force" in answer.unknown
    assert answer.own is None
    assert answer.proposed is not None
    assert answer.proposed.full == Money.from_yuan(150)
    assert answer.proposed.own == Money.from_yuan(100)


@pytest.mark.parametrize(
    ("category", "own", "subsidy"),
    [("university_student", "40", "60"), ("student", "20", "20"), ("adult", "150", "50")],
)
def test_the_proposed_shares_of_hengyang(category, own, subsidy):
    answer = computed(Row("hengyang-2006", category, None, None, None, "", ""))
    assert answer.proposed is not None
    assert answer.proposed.own == Money.from_yuan(own)
    proposal = load_shelf().get("hengyang-2006").proposal
    assert proposal is not None
    rows = [s for s in proposal.subsidies if s.categories and category in s.categories]
    assert [row.amount for row in rows] == [Money.from_yuan(subsidy)]
