"""The packs as they stand: all there, all sourced, marked as what they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from courier.domain.errors import NotFound
from courier.domain.money import Money
from courier.domain.policy_figures import Verified
from courier.domain.policy_rules import CareKind
from courier.domain.topics import Topic
from courier.policies import SCHEMA_FILE, load_shelf, pack_files
from courier.texts import Locale, has

ASKED_FOR = [
    "shouxian-2021", "town-2016", "yishui-2015", "jiaxing-2015", "dalian-2015", "wenjiang-2017",
    "hengyang-2006", "national-2026", "taian-2026", "yantai-2026", "lizhou-2024", "hebei-2026",
    "beijing-2026", "demo-2027",
]  # fmt: skip


@pytest.mark.parametrize("pack_id", ASKED_FOR)
def test_every_pack_asked_for_is_there(pack_id):
    assert load_shelf().get(pack_id).id == pack_id


def test_a_pack_that_is_not_there_names_those_that_are():
    with pytest.raises(NotFound) as caught:
        load_shelf().get("atlantis-2026")
    assert caught.value.code == "pack_not_found"
    assert "taian-2026" in str(caught.value.facts["known"])


def test_the_nearest_region_counts_and_never_the_country():
    shelf = load_shelf()
    assert shelf.for_region("370902001001", 2026).id == "taian-2026"
    assert shelf.for_region("130102001001", 2026).id == "hebei-2026"
    assert shelf.for_region("330328001001", 2026).id == "wencheng-2026"
    assert shelf.for_region("650102001001", 2026) is None
    assert shelf.for_region("370902001001", 2027) is None
    assert shelf.national(2026).id == "national-2026"
    assert shelf.coverage_years("990101001001") == (2027,)


def test_only_the_demonstration_is_marked_so():
    marked = [pack.id for pack in load_shelf().all() if pack.is_demonstration]
    assert marked == ["demo-2027"]


def test_hengyang_was_a_proposal():
    pack = load_shelf().get("hengyang-2006")
    assert pack.premiums == ()
    assert pack.source("paper").verified is Verified.PROPOSAL


def test_no_figure_of_a_proposal_stands_among_those_in_force():
    for pack in load_shelf().all():
        for rule in (*pack.premiums, *pack.aid, *pack.windows):
            assert pack.source(rule.source).verified is not Verified.PROPOSAL


@pytest.mark.parametrize(
    ("pack_id", "yuan"),
    [
        ("jiaxing-2015", 530),  # 篇5 各级财政补贴530元
        ("national-2025", 670),  # 医保发〔2024〕19号 不低于670元
        ("national-2026", 700),  # 冀医保发〔2025〕6号 不低于700元
        ("shaanxi-2026", 700),
        ("unnamed-2024", 640),
    ],
)
def test_the_government_subsidy_is_the_sources(pack_id, yuan):
    (subsidy,) = load_shelf().get(pack_id).subsidies
    assert subsidy.amount == Money.from_yuan(yuan)


@pytest.mark.parametrize(
    ("pack_id", "kind", "level", "percent"),
    [
        ("yishui-2015", CareKind.INPATIENT, 1, {80, 90}),  # 篇7
        ("yishui-2015", CareKind.INPATIENT, 2, {65}),
        ("yishui-2015", CareKind.INPATIENT, 3, {55}),
        ("yishui-2015", CareKind.CHRONIC, None, {60}),
        ("yishui-2015", CareKind.SPECIAL, None, {70}),
        ("jiaxing-2015", CareKind.OUTPATIENT, 1, {50}),  # 篇5
        ("jiaxing-2015", CareKind.OUTPATIENT, 2, {15}),
        ("jiaxing-2015", CareKind.OUTPATIENT, 3, {10}),
        ("national-2026", CareKind.MEDICAL_AID, None, {70}),  # 国办发〔2021〕42号
    ],
)
def test_the_rates_are_the_sources(pack_id, kind, level, percent):
    rows = load_shelf().get(pack_id).reimbursements
    assert {row.percent for row in rows if (row.kind, row.level) == (kind, level)} == percent


def test_the_national_rules_on_gaps_and_rewards():
    pack = load_shelf().get("national-2026")
    (waiting,) = pack.waiting  # 国办发〔2024〕38号
    assert (waiting.fixed_months, waiting.months_per_missed_year) == (3, 1)
    assert (waiting.repair_months_per_payment, waiting.long_gap_years) == (1, 4)
    assert waiting.long_gap_months == 6
    assert {(i.kind, i.amount, i.cap_percent) for i in pack.incentives} == {
        ("continuous", Money.from_yuan(1000), 20),
        ("zero_claim", Money.from_yuan(1000), 20),
    }


def test_the_collectors_rewards_of_shouxian():
    rows = load_shelf().get("shouxian-2021").collection  # 篇1: 3元/人, 1元/人, 10元/人
    assert [row.amount for row in rows] == [Money.from_yuan(n) for n in (3, 1, 10)]


def test_a_fingerprint_names_the_content():
    prints = {pack.fingerprint for pack in load_shelf().all()}
    assert len(prints) == len(load_shelf().all())
    assert all(len(fingerprint) == 64 for fingerprint in prints)


def test_the_schema_is_published_and_named_by_every_pack():
    assert json.loads(SCHEMA_FILE.read_text("utf-8"))["$schema"].endswith("2020-12/schema")
    for path in pack_files():
        assert json.loads(path.read_text("utf-8"))["$schema"] == "./schema.json"


@pytest.mark.parametrize("locale", list(Locale))
def test_every_code_of_a_pack_has_its_words(locale):
    keys = set()
    for pack in load_shelf().all():
        keys |= {f"policy.channel_{row.code}" for row in pack.channels}
        keys |= {f"policy.role_{row.role}" for row in pack.contacts}
        keys |= {f"policy.care_{row.kind}" for row in pack.reimbursements}
        keys |= {f"policy.condition_{row.condition}" for row in pack.aid if row.condition}
        keys |= {f"policy.condition_{r.condition}" for r in pack.reimbursements if r.condition}
        keys |= {f"policy.refund_{code}" for row in pack.refunds for code in row.reasons}
        keys |= {f"policy.household_{row.code}" for row in pack.household_rules}
        for row in pack.papers:
            keys |= {f"policy.errand_{row.errand}", *(f"policy.paper_{p}" for p in row.papers)}
    assert [key for key in sorted(keys) if not has(key, locale)] == []


def test_every_fact_is_on_a_topic_of_the_assistant():
    topics = {fact.topic for pack in load_shelf().all() for fact in pack.facts}
    assert topics <= set(Topic)


SHARED = Path(__file__).parents[2] / ".." / "shared"
URL = re.compile(r"https?://[\w./?=&-]+")


@pytest.mark.skipif(not SHARED.exists(), reason="the sources are not beside this checkout")
def test_every_page_that_the_facts_rest_on_is_named_by_a_pack():
    text = "".join(path.read_text("utf-8") for path in pack_files())
    lines = (SHARED / "qa" / "policy_facts.jsonl").read_text("utf-8").splitlines()
    pages = {url for line in lines for url in URL.findall(json.loads(line)["source"])}
    assert len(lines) == 48
    assert sorted(url for url in pages if url not in text) == []
