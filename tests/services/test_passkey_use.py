"""Passkeys: a question is answered once, by the right device, at the right address."""

from __future__ import annotations

import dataclasses
import json

import pytest

from courier.domain.browsers import Browser
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from courier.services.admin_sign_in import begin_sign_in, sign_in_by_passkey
from courier.services.passkeys import (
    ask_for_new_passkey,
    ask_for_second_step,
    ask_to_sign_in,
    passkeys_work,
)
from courier.services.second_factors import (
    NewPasskey,
    add_passkey,
    my_factors,
    remove_codes,
    remove_passkey,
    set_up_passkey,
)
from courier.services.sessions import actor_of_session
from tests.factories.authenticator import PRESENT, VERIFIED, Authenticator
from tests.factories.county import COUNTY_ID, make_county
from tests.factories.sign_ins import PASSWORD, appointed, begun, staff


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def device() -> Authenticator:
    return Authenticator()


def asked_for_new(core, admin_id):
    return ask_for_new_passkey(core, county_id=COUNTY_ID, admin_id=admin_id, name="孙立新")


@pytest.fixture
def owner(core, county, device):
    """The id of an admin whose only second factor is the device."""
    admin_id = appointed(core)
    question = asked_for_new(core, admin_id)
    new = NewPasskey("办公室电脑", device.make(question.options), question.challenge)
    done = set_up_passkey(core, begun=begun(core, "county"), new=new, browser=Browser.CHROME)
    assert len(done.recovery_codes) == 10
    return admin_id


def enter(core, device, question=None, half_way=None, **changes):
    question = question or ask_to_sign_in(core)
    return sign_in_by_passkey(
        core,
        begun=half_way,
        answer=device.sign(question.options, **changes),
        challenge=question.challenge,
        browser=Browser.CHROME,
    )


def actor_of(core, session):
    return actor_of_session(core, county_id=session.county_id, session_id=session.session_id)


def test_a_passkey_alone_is_a_whole_sign_in(core, device, owner):
    assert actor_of(core, enter(core, device).session).person_id == owner


def test_a_passkey_is_the_second_step_after_the_password(core, device, owner):
    half_way = begun(core, "county")
    assert (half_way.has_codes, half_way.has_passkeys) == (False, True)
    question = ask_for_second_step(core, county_id=COUNTY_ID, admin_id=owner)
    known = json.loads(question.options)["allowCredentials"]
    assert [one["type"] for one in known] == ["public-key"]
    assert actor_of(core, enter(core, device, question, half_way).session).person_id == owner


def test_the_device_must_check_who_holds_it(core, device, owner):
    assert json.loads(ask_to_sign_in(core).options)["userVerification"] == "required"
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, flags=PRESENT)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, flags=VERIFIED)


def test_a_question_is_answered_once(core, device, owner):
    question = ask_to_sign_in(core)
    enter(core, device, question)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, question)


def test_a_question_that_was_answered_wrongly_is_used_up(core, device, owner):
    question = ask_to_sign_in(core)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, question, flags=PRESENT)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, question)


def test_a_question_waits_five_minutes(core, clock, device, owner):
    question = ask_to_sign_in(core)
    clock.forward(minutes=5)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, question)
    ask_to_sign_in(core)
    with core.begin() as work:
        assert work.scalar("select count(*) from passkey_challenges") == 1, "old ones are swept"


def test_an_answer_for_another_purpose_or_person_is_none(core, device, owner):
    stranger = appointed(core, "stranger")
    for question in (
        asked_for_new(core, owner),
        ask_for_second_step(core, county_id=COUNTY_ID, admin_id=owner),
    ):
        with pytest.raises(NotAllowed, match="passkey_wrong"):
            enter(core, device, question)
    theirs = ask_for_second_step(core, county_id=COUNTY_ID, admin_id=stranger)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, theirs, begun(core, "county"))


@pytest.mark.parametrize(
    "changes",
    [
        {"client": {"origin": "https://courier.test.evil.example"}},
        {"client": {"origin": "http://courier.test"}},
        {"client": {"type": "webauthn.create"}},
        {"client": {"challenge": "AAAA"}},
        {"rp_id": "evil.example"},
    ],
)
def test_an_answer_made_for_another_site_is_refused(core, device, owner, changes):
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, **changes)


def test_a_copied_device_is_found_by_its_count(core, device, owner):
    for _ in range(3):
        enter(core, device)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, count=3)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device, count=1)
    assert enter(core, device, count=4)


def test_another_key_under_the_same_name_is_refused(core, device, owner):
    forged = Authenticator(credential_id=device.credential_id, user_handle=device.user_handle)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, forged)


def test_a_device_cannot_say_that_it_is_somebody_elses(core, device, owner):
    stranger = appointed(core, "stranger")
    for handle in (
        COUNTY_ID.to_bytes(3, "big") + stranger.bytes,
        b"",
        b"\xff" * 19,
        b"\xff" * 64,
    ):
        with pytest.raises(NotAllowed, match="passkey_wrong"):
            enter(core, device, user_handle=handle)


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", "7", '{"id": 1}', "\x00", "{" * 5000, '{"id":"' + "A" * 30_000 + '"}'],
)
def test_rubbish_is_no_answer(core, owner, answer):
    for half_way in (None, begun(core, "county")):
        question = (
            ask_for_second_step(core, county_id=COUNTY_ID, admin_id=owner)
            if half_way
            else ask_to_sign_in(core)
        )
        with pytest.raises(NotAllowed, match="passkey_wrong"):
            sign_in_by_passkey(
                core,
                begun=half_way,
                answer=answer,
                challenge=question.challenge,
                browser=Browser.OTHER,
            )


def test_every_cut_answer_is_refused(core, device, owner):
    whole = device.sign(ask_to_sign_in(core).options)
    for end in range(0, len(whole), 7):
        with pytest.raises(NotAllowed, match="passkey_wrong"):
            sign_in_by_passkey(
                core,
                begun=None,
                answer=whole[:end],
                challenge=ask_to_sign_in(core).challenge,
                browser=Browser.OTHER,
            )


def test_a_lock_after_wrong_passwords_does_not_lock_the_owner_out(core, device, owner):
    for _ in range(5):
        with pytest.raises(NotAllowed, match="sign_in_wrong"):
            begin_sign_in(core, sign_in_name="county", password="a guess of somebody")
    with pytest.raises(Refused, match="sign_in_locked"):
        begun(core, "county")
    assert enter(core, device)


def test_one_may_have_several_and_never_loses_the_last(core, clock, county):
    person = staff(core)
    session = person.sign_in()
    for name in ("手机", "办公室电脑"):
        session = added(core, person, session, name, Authenticator())
        clock.forward(seconds=1)
    kept = my_factors(core, actor=actor_of(core, session))
    assert (kept.has_codes, [one.name for one in kept.passkeys]) == (True, ["手机", "办公室电脑"])
    session = remove_codes(core, **mine(core, session))
    first, last = kept.passkeys
    session = remove_passkey(core, **mine(core, session), passkey_id=first.passkey_id)
    with pytest.raises(NotFound, match="passkey_unknown"):
        remove_passkey(core, **mine(core, session), passkey_id=first.passkey_id)
    with pytest.raises(Conflict, match="last_factor"):
        remove_passkey(core, **mine(core, session), passkey_id=last.passkey_id)


def test_codes_stay_where_they_are_all_there_is(core, county):
    session = staff(core).sign_in()
    with pytest.raises(Conflict, match="last_factor"):
        remove_codes(core, **mine(core, session))


def test_a_removed_passkey_opens_nothing(core, device, county):
    person = staff(core)
    session = added(core, person, person.sign_in(), "手机", device)
    assert enter(core, device)
    session = person.sign_in()
    (key,) = my_factors(core, actor=actor_of(core, session)).passkeys
    remove_passkey(core, **mine(core, session), passkey_id=key.passkey_id)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        enter(core, device)


def test_a_new_passkey_needs_the_password_and_a_name(core, device, county):
    person = staff(core)
    session = person.sign_in()
    with pytest.raises(NotAllowed, match="password_wrong"):
        added(core, person, session, "手机", device, password="not this one")
    with pytest.raises(BadInput, match="passkey_name_missing"):
        added(core, person, session, " \x00 ", device)
    question = asked_for_new(core, person.admin_id)
    answer = device.make(question.options, flags=PRESENT)
    with pytest.raises(NotAllowed, match="passkey_wrong"):
        add_passkey(core, **mine(core, session), new=NewPasskey("手机", answer, question.challenge))
    assert my_factors(core, actor=actor_of(core, session)).passkeys == ()


@pytest.mark.parametrize(
    ("address", "works"),
    [
        ("https://yibao.example.cn", True),
        ("http://localhost:8000", True),
        ("http://yibao.example.cn", False),
        ("http://127.0.0.1:8000", False),
        ("https://10.0.0.8", False),
        ("https://[::1]:8000", False),
    ],
)
def test_passkeys_are_offered_where_browsers_allow_them(core, address, works):
    there = dataclasses.replace(core, public_url=address)
    assert passkeys_work(there) is works
    if not works:
        with pytest.raises(Refused, match="passkeys_need_https"):
            ask_to_sign_in(there)


def mine(core, session, password=PASSWORD):
    return {
        "actor": actor_of(core, session),
        "session_id": session.session_id,
        "password": password,
    }


def added(core, person, session, name, device, password=PASSWORD):
    question = asked_for_new(core, person.admin_id)
    new = NewPasskey(name, device.make(question.options), question.challenge)
    return add_passkey(core, **mine(core, session, password), new=new)
