"""Consents that a phone hands in late: judged as on the page, kept with all that was read out."""

import datetime as dt
import hashlib

import pytest

from courier.domain.short_codes import grouped
from courier.services import slips
from courier.services.consent_evidence import consents_of
from courier.services.phone_days import phone_day
from courier.services.phone_read_out import MOST_SUMS, sums_of
from courier.texts import Locale
from tests.factories.county import PLUM, make_county
from tests.factories.money import assess, balance, count, give_book
from tests.factories.phones import cash_item, consent_item, only, registered_phone, sent
from tests.factories.visits import accepted

YOUNG = dt.date(1990, 5, 5)
DRAWN = "M100 100L400 300L700 100"
WITNESS = {"witness_name": "韦大姐", "witness_relation": "邻居"}
READ = "张*，36岁，住在桃花村。\n念给0听的话\n念给1听的话\n一共2个人，560元。\n同意吗？"


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def family(core, county):
    """A household of two who owe 400 and 160 yuan."""
    household_id, people = county.household([("张三", YOUNG, []), ("李四", YOUNG, ["low_income"])])
    assess(core)
    return household_id, people


@pytest.fixture
def phone(core, county):
    give_book(core, county, county.courier)
    return registered_phone(core, county.courier)


def given(core, county, family):
    """What the office sees of a person's consent."""
    return consents_of(core, actor=county.clerk, insuree_id=family[1][0]).consents[0]


@pytest.mark.parametrize(
    ("method", "proof"), [("signature", {"signature": DRAWN}), ("witness", WITNESS)]
)
def test_a_signature_or_a_witness_is_kept_sealed_with_all_that_was_read_out(
    core, county, phone, family, method, proof
):
    item = consent_item(
        core, phone, family, method=method, proof=proof, read_out=READ, locale="zh_Hant"
    )
    assert only(core, phone, item).code == "consent_kept"
    kept = given(core, county, family)
    assert (kept.method, kept.locale, kept.read_out) == (method, "zh_Hant", READ)
    assert {name: getattr(kept.proof, name) for name in proof} == proof
    with core.begin() as work:
        sealed = bytes(work.scalar("select sealed from consent_evidence"))
    assert DRAWN.encode() not in sealed
    assert "韦大姐".encode() not in sealed


def test_the_households_own_slip_is_proof_however_it_was_typed(core, county, phone, family):
    code = slips.issue_slip(core, county.courier, family[0])
    typed = grouped(code).lower().replace("0", "o")
    item = consent_item(core, phone, family, method="slip", proof={"slip": typed})
    assert only(core, phone, item).outcome == "done"
    assert given(core, county, family).proof.slip == typed


def test_the_slip_of_another_household_is_refused_with_a_way_on_and_the_money_is_kept(
    core, county, phone, family
):
    neighbours, _ = county.household([("欧阳锋", YOUNG, [])], village=PLUM)
    slip = slips.issue_slip(core, county.chief, neighbours)
    agreed = consent_item(core, phone, family, method="slip", proof={"slip": slip})
    cash = cash_item(core, phone, family)
    outcomes = sent(core, phone, agreed, cash)
    refused = outcomes[agreed["id"]]
    assert (refused.outcome, refused.code) == ("refused", "consent_slip_other")
    assert refused.leads_to == f"household:{family[0]}"
    assert outcomes[cash["id"]].code == "cash_kept"
    assert (count(core, "consents"), count(core, "receipts")) == (0, 0)
    assert (balance(core, "custody"), balance(core, "suspense")) == (56000, -56000)


def test_a_slip_that_was_made_worthless_meanwhile_is_refused(core, county, phone, family):
    slip = slips.issue_slip(core, county.courier, family[0])
    item = consent_item(core, phone, family, method="slip", proof={"slip": slip})
    slips.revoke_slip(core, county.chief, family[0])
    assert only(core, phone, item).code == "consent_slip_other"


@pytest.mark.parametrize(
    ("method", "proof", "code"),
    [
        ("signature", {}, "consent_signature_missing"),
        ("signature", {"signature": "M5 5L6 6"}, "consent_signature_missing"),
        ("signature", {"signature": "<svg/>"}, "consent_signature_unreadable"),
        ("signature", {"signature": "M5 5" + "L6 6" * 6000}, "consent_signature_unreadable"),
        ("slip", {}, "consent_slip_missing"),
        ("slip", {"slip": "weixin://pay"}, "scanned_payment"),
        ("slip", {"slip": "YB1 0000"}, "slip_code_unreadable"),
        ("slip", {"slip": "YB1" + "0" * 22}, "slip_code_forged"),
        ("witness", {"witness_name": "韦大姐"}, "consent_witness_missing"),
        ("witness", {**WITNESS, "witness_name": "\x00\n"}, "consent_witness_missing"),
        ("witness", {**WITNESS, "witness_name": "长" * 41}, "consent_witness_long"),
        ("witness", {**WITNESS, "age": 7}, "phone_item_unreadable"),
        ("witness", [7], "phone_item_unreadable"),
        ("shouted", {}, "phone_item_unreadable"),
    ],
)
def test_a_proof_that_is_none_is_refused_as_on_the_page(core, phone, family, method, proof, code):
    item = consent_item(core, phone, family, method=method, proof=proof)
    outcome = only(core, phone, item)
    assert (outcome.outcome, outcome.code) == ("refused", code)
    assert count(core, "consents") == 0


@pytest.mark.parametrize(
    "read", [7, "", "念给0听的话", READ + "\n\x00", READ + "长" * 501, READ + "\n字" * 20_000]
)
def test_what_was_read_out_holds_every_persons_sentence(core, phone, family, read):
    item = consent_item(core, phone, family, read_out=read)
    assert only(core, phone, item).code == "phone_item_unreadable"


def test_the_day_says_who_they_are_the_sums_aloud_and_how_to_know_the_slip(
    core, county, phone, family
):
    visit = accepted(core, county)
    with core.begin() as work:
        facts = {"h": family[0], "v": visit.visit_id}
        work.run("update visits set household_id = :h where visit_id = :v", facts)
        work.commit()

    def household_and_day():
        told = phone_day(
            core, actor=county.courier, device_token=phone.token, locale=Locale.ZH_HANS
        )
        return told.households[0], told

    before, day = household_and_day()
    assert before.slip is None
    assert sorted(one.read.who for one in before.members) == [
        "张*，36岁，住在桃花村。",
        "李*，36岁，住在桃花村。",
    ]
    assert day.aloud == {16000: "一百六十块", 40000: "四百块", 56000: "五百六十块"}
    code = slips.issue_slip(core, county.courier, family[0])
    after, _ = household_and_day()
    assert after.slip == hashlib.sha256(code.encode()).hexdigest()
    slips.revoke_slip(core, county.chief, family[0])
    assert household_and_day()[0].slip is None


def test_a_household_of_very_many_amounts_has_the_single_ones_and_the_whole() -> None:
    owed = [2**place for place in range(20)]
    assert sums_of(owed) == {*owed, sum(owed)}
    assert len(sums_of([16000, 40000] * 10)) < MOST_SUMS
