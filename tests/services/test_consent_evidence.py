"""What a household leaves as proof: kept sealed with what was read out, shown to few, erased."""

from dataclasses import replace

import pytest

from courier.domain.consent_proofs import Proof
from courier.domain.errors import BadInput, NotAllowed, NotFound
from courier.services import slips
from courier.services.consent_evidence import consents_of, erase_old_evidence
from courier.services.consents import record_consent
from courier.texts import Locale
from tests.factories.county import WEST, make_county
from tests.factories.families import GRANDMOTHER, SON, assess

DRAWN = "M100 200L300 120L320 260M500 90L520 330"
READ_OUT = (
    "张老太，68岁，住在桃花村。\n"
    "张老太，2027年度居民医保，个人要交160元。\n"
    "一共 1 个人，合计160元。\n"
    "这些钱只用来交医保费，交完马上给每个人收据。您同意我现在代您缴费吗？"
)


@pytest.fixture
def met(core):
    county = make_county(core)
    household_id, people = county.household([GRANDMOTHER, SON])
    assess(core)
    return county, household_id, people[0]


def agree(core, met, method, locale=Locale.ZH_HANS, **proof):
    county, household_id, grandmother = met
    return record_consent(
        core,
        county.courier,
        visit_id=None,
        household_id=household_id,
        insurees=[grandmother],
        method=method,
        locale=locale,
        proof=Proof(**proof),
    )


def kept(core):
    with core.begin() as work:
        return list(work.run("select * from consent_evidence"))


def seen(core, met):
    county, _, grandmother = met
    return consents_of(core, actor=county.clerk, insuree_id=grandmother).consents


def test_a_signature_is_kept_sealed_with_all_that_was_read_out(core, met):
    agree(core, met, "signature", signature=DRAWN)
    (row,) = kept(core)
    assert b"M100" not in bytes(row.sealed)
    assert "张老太".encode() not in bytes(row.sealed)
    (shown,) = seen(core, met)
    assert (shown.method, shown.proof.signature) == ("signature", DRAWN)
    assert shown.read_out == READ_OUT
    with core.begin() as work:
        assert work.scalar("select count(*) from audit_events where action = 'consent_recorded'")


def test_what_was_read_out_is_kept_in_the_language_it_was_read_in(core, met):
    agree(core, met, "spoken", locale=Locale.EN)
    (shown,) = seen(core, met)
    assert shown.locale == "en"
    assert shown.read_out.startswith("张老太, aged 68, of 桃花村.")


@pytest.mark.parametrize(
    "drawn",
    ["", "M10 10", "M10 10L11 11", "M10 10L", "<path/>", "M10 10L99999 1", 'M1 1"/><script>'],
)
def test_a_tap_or_rubbish_is_no_signature(core, met, drawn):
    with pytest.raises(BadInput, match="consent_signature"):
        agree(core, met, "signature", signature=drawn)
    assert kept(core) == []


def test_a_signature_of_a_megabyte_is_refused(core, met):
    with pytest.raises(BadInput, match="consent_signature_unreadable"):
        agree(core, met, "signature", signature="M1 1" + "L900 1L1 1" * 100_000)


def test_the_households_slip_proves_that_they_agreed(core, met):
    county, household_id, _ = met
    code = slips.issue_slip(core, county.courier, household_id)
    agree(core, met, "slip", slip=code.lower())
    assert seen(core, met)[0].proof.slip == code.lower()


def test_another_households_slip_and_a_revoked_one_prove_nothing(core, met):
    county, household_id, _ = met
    neighbour, _ = county.household([SON])
    theirs = slips.issue_slip(core, county.courier, neighbour)
    own = slips.issue_slip(core, county.courier, household_id)
    slips.revoke_slip(core, county.courier, household_id)
    for code in (theirs, own):
        with pytest.raises(BadInput, match="consent_slip_other"):
            agree(core, met, "slip", slip=code)
    with pytest.raises(BadInput, match="consent_slip_missing"):
        agree(core, met, "slip", slip=" ")
    with pytest.raises(BadInput, match="scanned_"):
        agree(core, met, "slip", slip="wxp://f2f0abcdef")
    assert kept(core) == []


def test_a_witness_is_named_with_the_relation(core, met):
    agree(core, met, "witness", witness_name=" 王大妈 ", witness_relation="邻居")
    proof = seen(core, met)[0].proof
    assert (proof.witness_name, proof.witness_relation) == ("王大妈", "邻居")
    for name, relation in (("", "邻居"), ("王大妈", ""), ("王" * 41, "邻居")):
        with pytest.raises(BadInput, match="consent_witness"):
            agree(core, met, "witness", witness_name=name, witness_relation=relation)


def test_only_what_belongs_to_the_way_is_kept(core, met):
    agree(core, met, "spoken", signature=DRAWN, witness_name="王大妈", witness_relation="邻居")
    assert seen(core, met)[0].proof == Proof()


def test_each_look_is_on_the_trail_and_strangers_see_nothing(core, met):
    county, _, grandmother = met
    agree(core, met, "signature", signature=DRAWN)
    seen(core, met)
    with core.begin() as work:
        trail = work.run("select actor_id from audit_events where action = 'consent_evidence_seen'")
        assert list(trail.scalars()) == [str(county.clerk.person_id)]
    with pytest.raises(NotAllowed):
        consents_of(core, actor=county.courier, insuree_id=grandmother)


def test_an_admin_of_another_township_does_not_find_the_person(core, met):
    county, _, grandmother = met
    elsewhere = replace(county.clerk, region_code=WEST)
    with pytest.raises(NotFound, match="insuree_not_found"):
        consents_of(core, actor=elsewhere, insuree_id=grandmother)


def test_evidence_is_erased_a_year_after_the_coverage_year_and_the_consent_stays(core, met, clock):
    agree(core, met, "signature", signature=DRAWN)
    clock.forward(days=365 * 2)  # November 2028: the year 2027 ended eleven months ago
    assert erase_old_evidence(core) == 0
    clock.forward(days=60)
    assert erase_old_evidence(core) == 1
    assert erase_old_evidence(core) == 0
    (shown,) = seen(core, met)
    assert (shown.is_erased, shown.proof, shown.read_out) == (True, Proof(), "")
    assert shown.said_text == "张老太，2027年度居民医保，个人要交160元。"
