"""An admin's two steps: nothing opens after the first, and each code works once."""

from __future__ import annotations

import pytest

from courier.domain.browsers import Browser
from courier.domain.errors import BadInput, Conflict, NotAllowed, Refused
from courier.domain.one_time_codes import code_at, new_secret
from courier.domain.permissions import Role
from courier.services.admin_sign_in import begin_sign_in, begun_sign_in, sign_in_by_code
from courier.services.admins import disable_admin
from courier.services.core import ActorKind
from courier.services.second_factors import set_up_codes
from courier.services.sessions import actor_of_session
from tests.factories.county import COUNTY_ID, EAST, make_county
from tests.factories.sign_ins import PASSWORD, Staff, appointed, begun, staff


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def clerk(core, county) -> Staff:
    return staff(core, "donghe", Role.TOWNSHIP, name="周经办", region_code=EAST)


def actor_of(core, session):
    return actor_of_session(core, county_id=session.county_id, session_id=session.session_id)


def give(core, clerk, code):
    return sign_in_by_code(core, begun=clerk.begun(), code=code, browser=Browser.SAFARI)


def trail(core, action):
    with core.begin() as work:
        found = "select facts from audit_events where action = :a order by event_id"
        return list(work.run(found, {"a": action}).scalars())


def test_an_admin_signs_in_and_is_known_by_role_and_area(core, clock, clerk):
    clock.forward(seconds=30)
    signed = sign_in_by_code(core, begun=clerk.begun(), code=clerk.code(), browser=Browser.WECHAT)
    actor = actor_of(core, signed.session)
    assert (actor.kind, actor.person_id, actor.role) == (
        ActorKind.ADMIN,
        clerk.admin_id,
        "township",
    )
    assert (actor.region_code, signed.codes_left) == (EAST, None)
    assert trail(core, "signed_in")[-1] == {"by": "code", "browser": "wechat"}


def test_a_password_alone_opens_nothing(core, clerk):
    county_id, begun_id = begin_sign_in(core, sign_in_name=" donghe ", password=PASSWORD)
    assert actor_of_session(core, county_id=county_id, session_id=begun_id) is None
    assert begun_sign_in(core, county_id=county_id, begun_id=begun_id).admin_id == clerk.admin_id


def test_a_half_open_sign_in_ends_after_a_quarter_of_an_hour(core, clock, clerk):
    half_way = clerk.begun()
    clock.forward(minutes=15)
    where = {"county_id": half_way.county_id, "begun_id": half_way.begun_id}
    assert begun_sign_in(core, **where) is None
    with pytest.raises(NotAllowed, match="sign_in_needed"):
        sign_in_by_code(core, begun=half_way, code=clerk.code(), browser=Browser.OTHER)


def test_a_finished_sign_in_leaves_nothing_half_open(core, clock, clerk):
    other_window, half_way = clerk.begun(), clerk.begun()
    clock.forward(seconds=30)
    sign_in_by_code(core, begun=half_way, code=clerk.code(), browser=Browser.OTHER)
    clock.forward(seconds=30)
    for old in (half_way, other_window):
        with pytest.raises(NotAllowed, match="sign_in_needed"):
            sign_in_by_code(core, begun=old, code=clerk.code(), browser=Browser.OTHER)


def test_a_wrong_password_and_an_unknown_name_are_the_same_error(core, clerk):
    for name in ("donghe", "nobody", "", "\x00", "x" * 5000):
        with pytest.raises(NotAllowed, match="sign_in_wrong"):
            begin_sign_in(core, sign_in_name=name, password="not this one")


def test_a_code_works_once_and_no_older_one_after_it(core, clock, clerk):
    clock.forward(minutes=1)
    before = code_at(clerk.secret, clock.now())
    clock.forward(seconds=30)
    now = clerk.code()
    give(core, clerk, now)
    for used_up in (now, before):
        with pytest.raises(NotAllowed, match="code_wrong"):
            give(core, clerk, used_up)


def test_a_phones_clock_may_be_half_a_minute_off_and_no_more(core, clock, clerk):
    clock.forward(minutes=5)
    early = code_at(clerk.secret, clock.now())
    clock.forward(seconds=60)
    with pytest.raises(NotAllowed, match="code_wrong"):
        give(core, clerk, early)
    late = code_at(clerk.secret, clock.now())
    clock.forward(seconds=30)
    assert give(core, clerk, late)
    clock.forward(minutes=5)
    ahead = clock.now().replace(second=0)
    clock.moment = ahead
    clock.forward(seconds=30)
    fast = clerk.code()
    clock.moment = ahead
    assert give(core, clerk, fast)


def test_a_code_may_be_typed_with_gaps_and_wide_digits(core, clock, clerk):
    clock.forward(seconds=30)
    digits = clerk.code()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    assert give(core, clerk, f" {wide[:3]} {wide[3:]} ")


@pytest.mark.parametrize(
    "rubbish",
    ["", "12345", "1234567", "абвгде", "１２３４５", "\x00" * 6, "7K4Q-2M8X", "x" * 9000, "²²²²²²"],
)
def test_rubbish_is_a_wrong_code(core, clerk, rubbish):
    with pytest.raises(NotAllowed, match="code_wrong"):
        give(core, clerk, rubbish)


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(core, clock, clerk):
    for _ in range(5):
        with pytest.raises(NotAllowed, match="sign_in_wrong"):
            begin_sign_in(core, sign_in_name="donghe", password="not this one")
    with pytest.raises(Refused, match="sign_in_locked"):
        clerk.begun()
    clock.forward(minutes=15, seconds=1)
    assert clerk.sign_in()


def test_wrong_codes_and_wrong_passwords_count_together(core, clock, clerk):
    for _ in range(2):
        with pytest.raises(NotAllowed, match="sign_in_wrong"):
            begin_sign_in(core, sign_in_name="donghe", password="not this one")
    half_way = clerk.begun()
    for _ in range(3):
        with pytest.raises(NotAllowed, match="code_wrong"):
            sign_in_by_code(core, begun=half_way, code="000000", browser=Browser.OTHER)
    clock.forward(seconds=30)
    with pytest.raises(Refused, match="sign_in_locked"):
        sign_in_by_code(core, begun=half_way, code=clerk.code(), browser=Browser.OTHER)
    assert [facts["at"] for facts in trail(core, "sign_in_failed")] == ["password"] * 2 + [
        "code"
    ] * 3
    assert trail(core, "sign_in_failed")[-1]["locked"] is True


def test_the_right_password_again_forgives_no_wrong_code(core, clerk):
    for _ in range(4):
        with pytest.raises(NotAllowed, match="code_wrong"):
            give(core, clerk, "000000")  # begins anew each time, with the right password
    with pytest.raises(NotAllowed, match="code_wrong"):
        give(core, clerk, "000000")
    with pytest.raises(Refused, match="sign_in_locked"):
        clerk.begun()


def test_a_whole_sign_in_forgives_the_wrong_tries_before(core, clerk):
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(NotAllowed, match="sign_in_wrong"):
                begin_sign_in(core, sign_in_name="donghe", password="not this one")
        clerk.sign_in()


def test_a_disabled_admin_is_out_at_once(core, county, clerk):
    session, half_way = clerk.sign_in(), clerk.begun()
    disable_admin(core, actor=county.chief, admin_id=clerk.admin_id)
    assert actor_of(core, session) is None
    with pytest.raises(NotAllowed, match="sign_in_needed"):
        sign_in_by_code(core, begun=half_way, code=clerk.code(), browser=Browser.OTHER)
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        clerk.begun()


def test_a_sign_in_name_belongs_to_one_admin(core, clerk):
    with pytest.raises(Conflict, match="sign_in_name_taken"):
        appointed(core, "donghe")


def test_the_first_sign_in_sets_a_second_step_up_and_shows_ten_codes(core, county):
    appointed(core, "new")
    half_way, secret = begun(core, "new"), new_secret()
    assert not half_way.has_factor
    with pytest.raises(NotAllowed, match="code_wrong"):
        set_up_codes(core, begun=half_way, secret=secret, code="000000", browser=Browser.OTHER)
    assert not begun(core, "new").has_factor, "a wrong first code sets nothing up"
    done = set_up_codes(
        core,
        begun=half_way,
        secret=secret,
        code=code_at(secret, core.clock.now()),
        browser=Browser.OTHER,
    )
    assert len(set(done.recovery_codes)) == 10
    assert actor_of(core, done.session).county_id == COUNTY_ID
    assert begun(core, "new").has_codes


def test_who_has_only_the_password_cannot_set_another_factor_up(core, clerk):
    half_way, secret = clerk.begun(), new_secret()
    with pytest.raises(NotAllowed, match="factor_exists"):
        set_up_codes(
            core,
            begun=half_way,
            secret=secret,
            code=code_at(secret, core.clock.now()),
            browser=Browser.OTHER,
        )


def test_a_recovery_code_works_once_and_says_how_many_are_left(core, clerk):
    first, second = clerk.set_up.recovery_codes[:2]
    assert give(core, clerk, first).codes_left == 9
    with pytest.raises(NotAllowed, match="code_wrong"):
        give(core, clerk, first)
    assert give(core, clerk, second.lower().replace("-", " ")).codes_left == 8
    assert trail(core, "recovery_code_used") == [{"left": 9}, {"left": 8}]


def test_a_recovery_code_belongs_to_its_owner(core, clerk):
    other = staff(core, "another")
    with pytest.raises(NotAllowed, match="code_wrong"):
        give(core, clerk, other.set_up.recovery_codes[0])


def test_secrets_and_recovery_codes_are_nowhere_in_the_clear(core, clerk):
    with core.begin() as work:
        kept = work.scalar("select secret from admin_code_secrets")
        hashes = list(work.run("select code_hash from admin_recovery_codes").scalars())
    assert clerk.secret.encode() not in bytes(kept)
    plain = [code.replace("-", "") for code in clerk.set_up.recovery_codes]
    assert all(one.startswith("$argon2id$") for one in hashes)
    assert not any(code[4:] in one for code in plain for one in hashes)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("elevensigns", "password_short"),
        ("x" * 201, "password_long"),
        ("password1234", "password_common"),
        ("123456789012", "password_common"),
        ("Yibao-Courier-2026", "password_common"),
        ("newcomer2026!", "password_common"),
        ("abababababab", "password_common"),
        ("woaini1314520", "password_common"),
    ],
)
def test_a_password_that_is_guessed_first_is_refused(core, county, password, code):
    with pytest.raises(BadInput, match=code):
        appointed(core, "newcomer", password=password)


@pytest.mark.parametrize(
    "password", ["竹子下雨桥头三只鸭子慢慢走", "correct horse battery", "l" * 8 + " four"]
)
def test_any_signs_make_a_good_password(core, county, password):
    appointed(core, "newcomer", password=password)
    assert begun(core, "newcomer", password)
    with pytest.raises(NotAllowed, match="sign_in_wrong"):
        begun(core, "newcomer", password + " ")


def test_guesses_at_one_code_in_parallel_let_one_in(core, clock, clerk):
    from concurrent.futures import ThreadPoolExecutor

    clock.forward(seconds=30)
    half_way, digits = [clerk.begun() for _ in range(4)], clerk.code()

    def enter(one):
        try:
            return sign_in_by_code(core, begun=one, code=digits, browser=Browser.OTHER)
        except NotAllowed:
            return None

    with ThreadPoolExecutor(4) as pool:
        assert len([view for view in pool.map(enter, half_way) if view]) == 1
