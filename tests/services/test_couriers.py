from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from sqlalchemy.exc import IntegrityError

from courier.domain.courier_states import CourierStatus, CourierStep
from courier.domain.errors import BadInput, Conflict, NotAllowed, NotFound, Refused
from courier.services.core import Actor, ActorKind
from courier.services.courier_lists import count_couriers, list_couriers
from courier.services.courier_views import courier_detail, courier_photo, villages
from courier.services.couriers import (
    approve_courier,
    create_courier,
    issue_card,
    reinstate_courier,
    revoke_courier,
    suspend_courier,
)
from courier.services.identity_checks import check_identity
from courier.services.invitations import invite_courier
from courier.store.unit_of_work import begin
from tests.factories.county import COUNTY, COUNTY_ID, EAST, PEACH, WEST, WILLOW, make_county
from tests.factories.people_at_work import approved, new_courier, ready
from tests.factories.pictures import portrait


@pytest.fixture
def county(core):
    return make_county(core)


def admin(core, role: str, region: str) -> Actor:
    with core.begin() as work:
        admin_id = work.scalar(
            "insert into admins (county_id, sign_in_name, name, password_hash, role, region_code)"
            " values (:c, :r || :g, '郑某', '-', :r, :g) returning admin_id",
            {"c": COUNTY_ID, "r": role, "g": region},
        )
        work.commit()
    return Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, "郑某", region, role)


def test_who_only_reads_sees_no_telephone(core, county):
    courier_id = create_courier(core, actor=county.clerk, new=new_courier())
    auditor = admin(core, "auditor", COUNTY)
    assert courier_detail(core, actor=auditor, courier_id=courier_id).phone is None


def test_a_proposed_courier_waits_for_a_second_person(core, county):
    courier_id = create_courier(core, actor=county.clerk, new=new_courier())
    view = courier_detail(core, actor=county.clerk, courier_id=courier_id)
    assert view.summary.status is CourierStatus.APPLIED
    assert (view.phone, view.summary.villages) == ("13900000001", ("李家村", "桃花村"))
    assert view.proposed_by_me
    assert CourierStep.APPROVE not in view.steps
    with pytest.raises(Refused, match="other_admin_must_approve"):
        approve_courier(core, actor=county.clerk, courier_id=courier_id)


def test_the_second_person_approves_and_the_card_is_there(core, county):
    courier_id = ready(core, county)
    approve_courier(core, actor=county.chief, courier_id=courier_id)
    view = courier_detail(core, actor=county.clerk, courier_id=courier_id)
    assert view.summary.status is CourierStatus.APPROVED
    assert view.approved_by_name == "审核员"
    assert view.card_no
    assert [(one.state, one.by_name) for one in view.history] == [
        ("approved", "审核员"),
        ("identity_checked", "录入员"),
        ("quiz_passed", None),
        ("applied", "录入员"),
    ]


def test_the_database_itself_refuses_one_person_in_both_parts(core, county):
    courier_id = ready(core, county)
    check_identity(core, actor=county.chief, courier_id=courier_id, paper="identity_card")
    with begin(core.engine) as work, pytest.raises(IntegrityError, match="issuer_never_approves"):
        work.run(
            "update couriers set status = 'approved', approved_by = created_by, decided_at = :now"
            " where courier_id = :id",
            {"id": courier_id, "now": core.clock.now()},
        )
    with begin(core.engine) as work, pytest.raises(IntegrityError, match="approved_by_somebody"):
        work.run("update couriers set approved_by = null", {})


def test_nobody_approves_twice(core, county):
    courier_id = approved(core, county)
    with pytest.raises(Conflict, match="courier_not_in_state"):
        approve_courier(core, actor=county.chief, courier_id=courier_id)


def test_a_courier_is_suspended_with_a_reason_and_comes_back(core, county):
    courier_id = approved(core, county)
    with pytest.raises(BadInput, match="reason_missing"):
        suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="  ")
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="票据 没有交回")
    view = courier_detail(core, actor=county.clerk, courier_id=courier_id)
    assert view.summary.status is CourierStatus.SUSPENDED
    assert view.history[0].reason == "票据 没有交回"
    reinstate_courier(core, actor=county.chief, courier_id=courier_id)
    view = courier_detail(core, actor=county.clerk, courier_id=courier_id)
    assert view.summary.status is CourierStatus.APPROVED, "she never had a phone"


def test_a_revoked_courier_never_comes_back(core, county):
    courier_id = approved(core, county)
    revoke_courier(core, actor=county.chief, courier_id=courier_id, reason="不再担任")
    for step in (reinstate_courier, issue_card, invite_courier):
        with pytest.raises(Conflict, match="courier_not_in_state"):
            step(core, actor=county.chief, courier_id=courier_id)
    view = courier_detail(core, actor=county.clerk, courier_id=courier_id)
    assert (view.card_no, view.steps) == (None, {CourierStep.HAND_OVER})


def test_a_township_admin_neither_sees_nor_touches_another_township(core, county):
    courier_id = approved(core, county)
    neighbour = admin(core, "township", WEST)
    for ask in (courier_detail, courier_photo, approve_courier, reinstate_courier, issue_card):
        with pytest.raises(NotFound, match="courier_unknown"):
            ask(core, actor=neighbour, courier_id=courier_id)
    for end in (suspend_courier, revoke_courier):
        with pytest.raises(NotFound, match="courier_unknown"):
            end(core, actor=neighbour, courier_id=courier_id, reason="看看")
    assert {one.name for one in list_couriers(core, actor=neighbour).couriers} == {"李大山"}
    assert {one.name for one in villages(core, actor=neighbour)} == {"柳树村", "松林村"}
    with pytest.raises(NotFound, match="township_unknown"):
        create_courier(core, actor=neighbour, new=new_courier())


def test_the_county_sees_both_townships(core, county):
    courier_id = approved(core, county)
    assert courier_detail(core, actor=county.chief, courier_id=courier_id)
    assert len(list_couriers(core, actor=county.chief).couriers) == 3


def test_an_auditor_looks_and_does_nothing(core, county):
    courier_id = approved(core, county)
    auditor = admin(core, "auditor", county.chief.region_code)
    assert courier_detail(core, actor=auditor, courier_id=courier_id).steps == frozenset()
    with pytest.raises(NotAllowed, match="auditor_reads_only"):
        suspend_courier(core, actor=auditor, courier_id=courier_id, reason="看看")
    with pytest.raises(NotAllowed, match="auditor_reads_only"):
        create_courier(core, actor=auditor, new=new_courier())


def test_a_courier_does_nothing_of_an_admin(core, county):
    with pytest.raises(NotAllowed, match="not_your_task"):
        create_courier(core, actor=county.courier, new=new_courier())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "=1+1"}, "name_characters"),
        ({"phone": "12345"}, "mobile_invalid"),
        ({"village_codes": ()}, "villages_missing"),
        ({"village_codes": (PEACH, WILLOW)}, "village_outside_township"),
        ({"village_codes": (EAST,)}, "village_outside_township"),
        ({"village_codes": ("%", "'; drop table couriers; --")}, "village_outside_township"),
        ({"photo": b"%PDF-1.7"}, "picture_pdf"),
        ({"photo": b"\0\0\0\x18ftypheic" + bytes(40)}, "picture_heic"),
        ({"photo": b"MZ not a picture at all"}, "picture_not_readable"),
        ({"photo": portrait()[:2000]}, "picture_not_readable"),
        ({"photo": portrait(60, 80)}, "picture_face_too_small"),
    ],
)
def test_bad_particulars_are_refused_and_nothing_is_kept(core, county, changes, code):
    with pytest.raises(BadInput, match=code):
        create_courier(core, actor=county.clerk, new=new_courier(**changes))
    assert count_couriers(core, actor=county.chief) == 2


@pytest.mark.parametrize("township", ["", "990101101%", "990101101999", PEACH, WEST[:9]])
def test_a_township_that_is_none_is_refused(core, county, township):
    with pytest.raises(NotFound, match="township_unknown"):
        create_courier(core, actor=county.chief, new=new_courier(township_code=township))


def test_two_admins_who_approve_at_once_issue_one_card(core, county):
    courier_id = ready(core, county)
    others = [county.chief, admin(core, "township", EAST), admin(core, "city", EAST)]

    def attempt(actor):
        try:
            return approve_courier(core, actor=actor, courier_id=courier_id)
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(attempt, others))
    assert sorted(answers, key=str) == [None, "courier_not_in_state", "courier_not_in_state"]
    with begin(core.engine) as work:
        assert work.scalar("select count(*) from cards") == 1


def test_where_a_photo_was_taken_is_forgotten(core, county):
    exif = Image.Exif()
    exif[0x010F] = "SecretPhoneMaker"
    exif.get_ifd(0x8825)[2] = (31.0, 30.0, 0.0)
    photo = portrait(exif=exif)
    assert b"SecretPhoneMaker" in photo
    courier_id = create_courier(core, actor=county.clerk, new=new_courier(photo=photo))
    kept = courier_photo(core, actor=county.clerk, courier_id=courier_id)
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert picture.size == (480, 640)
    assert b"SecretPhoneMaker" not in kept


def test_every_step_is_on_the_trail_with_its_author(core, county):
    courier_id = approved(core, county)
    suspend_courier(core, actor=county.chief, courier_id=courier_id, reason="核实")
    with begin(core.engine) as work:
        trail = [
            (row.action, str(row.actor_id))
            for row in work.run(
                "select action, actor_id from audit_events where subject = :s order by event_id",
                {"s": f"courier:{courier_id}"},
            )
        ]
    clerk, chief = str(county.clerk.person_id), str(county.chief.person_id)
    assert trail == [
        ("courier_applied", clerk),
        ("courier_quiz_passed", str(courier_id)),
        ("courier_identity_checked", clerk),
        ("courier_approved", chief),
        ("card_issued", chief),
        ("courier_suspended", chief),
    ]
