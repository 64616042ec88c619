"""The keys that sign cards: changed, revoked, published."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from courier.domain.credentials import Colour, Reason
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from courier.domain.permissions import Role
from courier.services.audit import verify_trail
from courier.services.cards import check_card, own_card
from courier.services.couriers import issue_card
from courier.services.issuer_keys import (
    cards_to_renew,
    issuer_keys,
    revoke_key,
    rotate_key,
)
from courier.services.status_lists import published_list
from tests.factories.county import COUNTY_ID, WEST, make_county
from tests.factories.lists_at_hand import Checker
from tests.factories.people_at_work import approved, holder_of

AMBER = (Colour.AMBER, Reason.MAY_BE_A_COPY)
KEY_REVOKED = (Colour.RED, Reason.KEY_REVOKED)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(county):
    return county.chief


@pytest.fixture
def holder(core, county):
    return holder_of(approved(core, county))


@pytest.fixture
def card(core, holder):
    return own_card(core, actor=holder)


def kid_in_use(core) -> str:
    return next(key.kid for key in issuer_keys(core) if key.until is None)


def said(core, text):
    check = check_card(core, text=text)
    return check.verdict.colour, check.verdict.reason


def actions(core):
    with core.begin() as work:
        return work.run(
            "select action, facts from audit_events where subject like 'issuer_key:%'"
            " order by event_id"
        ).all()


def test_an_installation_without_cards_has_no_keys(core):
    assert issuer_keys(core) == []


def test_a_new_key_signs_and_cards_of_the_old_one_stay_good(core, clock, chief, holder, card):
    before = kid_in_use(core)
    kid = rotate_key(core, actor=chief)
    assert kid_in_use(core) == kid != before
    assert said(core, card.address) == AMBER
    issue_card(core, actor=chief, courier_id=holder.person_id)
    with core.begin() as work:
        signed_by = work.run("select kid from cards order by issued_at, card_no").scalars().all()
    assert set(signed_by) == {before, kid}
    assert said(core, own_card(core, actor=holder).address) == AMBER


def test_a_retired_key_is_published_until_its_last_card_has_ended(core, clock, chief, card):
    clock.forward(days=1)
    rotate_key(core, actor=chief)
    old, new = issuer_keys(core)
    assert old.until == clock.now() + dt.timedelta(days=365)
    assert (new.until, old.is_revoked) == (None, False)


def test_lists_are_signed_with_the_new_key_at_once(core, chief, card):
    first = published_list(core, county_id=COUNTY_ID)
    kid = rotate_key(core, actor=chief)
    second = published_list(core, county_id=COUNTY_ID, known={first.etag})
    assert bytes.fromhex(kid) in second.signed
    assert bytes.fromhex(kid) not in first.signed


def test_cards_of_a_revoked_key_are_red_for_that_reason(core, chief, holder, card):
    checker = Checker(core)
    revoke_key(core, actor=chief, kid=kid_in_use(core), reason="密钥泄露")
    assert said(core, card.address) == KEY_REVOKED
    assert said(core, card.card.card_no) == KEY_REVOKED
    assert checker.says(card.address) == AMBER
    checker.fetch()
    assert checker.says(card.address) == KEY_REVOKED
    issue_card(core, actor=chief, courier_id=holder.person_id)
    assert said(core, own_card(core, actor=holder).address) == AMBER


def test_a_list_of_a_revoked_key_is_not_believed(core, chief, holder, card):
    old = Checker(core)
    before = kid_in_use(core)
    rotate_key(core, actor=chief)
    issue_card(core, actor=chief, courier_id=holder.person_id)
    revoke_key(core, actor=chief, kid=before, reason="密钥泄露")
    fresh = Checker(core)
    fresh.pinned = dataclasses.replace(fresh.pinned, lists=old.pinned.lists)
    address = own_card(core, actor=holder).address
    assert fresh.says(address) == (Colour.AMBER, Reason.STATUS_UNCHECKED)
    fresh.fetch()
    assert fresh.says(address) == AMBER


def test_whoever_has_a_card_of_a_revoked_key_is_on_the_list_until_it_is_renewed(
    core, county, chief, holder, card
):
    assert cards_to_renew(core, actor=chief) == []
    count = revoke_key(core, actor=chief, kid=kid_in_use(core), reason="密钥泄露")
    (found,) = cards_to_renew(core, actor=chief)
    assert (count, found.courier_id, found.card_no) == (1, holder.person_id, card.card.card_no)
    elsewhere = dataclasses.replace(chief, region_code=WEST)
    assert cards_to_renew(core, actor=elsewhere) == []
    issue_card(core, actor=chief, courier_id=holder.person_id)
    assert cards_to_renew(core, actor=chief) == []


def test_revoking_an_old_key_leaves_the_one_in_use(core, chief, card):
    before = kid_in_use(core)
    kid = rotate_key(core, actor=chief)
    revoke_key(core, actor=chief, kid=before, reason="密钥泄露")
    assert kid_in_use(core) == kid
    assert len(issuer_keys(core)) == 2


def test_steps_of_keys_are_on_the_trail(core, chief, card):
    before = kid_in_use(core)
    kid = rotate_key(core, actor=chief)
    revoke_key(core, actor=chief, kid=before, reason="密钥泄露")
    assert actions(core) == [
        ("issuer_key_rotated", {"before": before}),
        ("issuer_key_revoked", {"reason": "密钥泄露"}),
    ]
    assert kid
    assert not verify_trail(core).breaks


def test_what_cannot_be_revoked_is_told(core, chief, card):
    kid = kid_in_use(core)
    with pytest.raises(NotFound, match="issuer_key_unknown"):
        revoke_key(core, actor=chief, kid="00" * 8, reason="?")
    with pytest.raises(BadInput, match="reason_missing"):
        revoke_key(core, actor=chief, kid=kid, reason=" ")
    revoke_key(core, actor=chief, kid=kid, reason="密钥泄露")
    with pytest.raises(Conflict, match="issuer_key_revoked"):
        revoke_key(core, actor=chief, kid=kid, reason="密钥泄露")


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.AUDITOR, "nobody"])
def test_a_township_or_an_auditor_touches_no_keys(core, chief, card, role):
    actor = dataclasses.replace(chief, role=role)
    for act in (
        lambda: rotate_key(core, actor=actor),
        lambda: revoke_key(core, actor=actor, kid=kid_in_use(core), reason="?"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert len(issuer_keys(core)) == 1


def test_the_database_itself_lets_one_key_sign(core, card):
    with core.begin() as work, pytest.raises(Exception, match="one_signing_key"):
        work.run(
            "insert into issuer_keys (kid, public_pem, private_sealed)"
            " select 'ff', public_pem, private_sealed from issuer_keys"
        )


def test_no_secret_is_in_the_clear(core, chief, card):
    rotate_key(core, actor=chief)
    with core.begin() as work:
        sealed = work.run("select private_sealed from issuer_keys").scalars().all()
    assert len(sealed) == 2
    assert not any(b"PRIVATE" in bytes(one) for one in sealed)
