"""From a link to an approval: what a candidate gives, and who may see it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.domain.applications import PaperKind, PhotoFrame, read_frame
from courier.domain.courier_states import CourierStatus
from courier.domain.errors import BadInput, Conflict, NotFound, Refused
from courier.services.application_views import application_detail
from courier.services.applications import (
    give_paper,
    give_photo,
    open_link,
    own_application,
    own_photo,
    read_link,
    send_application,
)
from courier.services.courier_views import courier_detail
from courier.services.couriers import approve_courier, create_courier, refuse_courier
from courier.services.identity_checks import check_identity
from tests.factories.county import COUNTY_ID, WEST
from tests.factories.people_at_work import new_courier, pass_quiz, ready, trail_of
from tests.factories.pictures import portrait, saved

CARD = PaperKind.IDENTITY_CARD


def test_a_candidate_gives_her_photo_and_papers_on_her_own_phone(core, county, candidate, secret):
    give_photo(core, secret=secret, photo=portrait(), frame=None)
    for kind in PaperKind:
        give_paper(core, secret=secret, kind=kind, picture=portrait())
    mine = own_application(core, secret=secret)
    assert (mine.name, mine.has_photo, mine.papers) == ("赵春梅", True, frozenset(PaperKind))
    seen = application_detail(core, actor=county.chief, courier_id=candidate)
    assert [paper.kind for paper in seen.papers] == [PaperKind.COMMITTEE_LETTER, CARD]
    assert seen.opened_at
    assert trail_of(core, candidate) == [
        "courier_applied",
        "courier_application_sent",
        "courier_application_opened",
        "courier_photo_given",
        "courier_paper_given",
        "courier_paper_given",
    ]


def test_a_link_opens_once(core, county, candidate):
    token = send_application(core, actor=county.clerk, courier_id=candidate).token
    assert read_link(core, token=token).name == "赵春梅"
    open_link(core, token=token)
    for again in (read_link, open_link):
        with pytest.raises(Conflict, match="application_opened"):
            again(core, token=token)


def test_a_new_link_ends_the_old_one_and_the_phone_that_opened_it(core, county, candidate, secret):
    first = send_application(core, actor=county.clerk, courier_id=candidate).token
    send_application(core, actor=county.clerk, courier_id=candidate)
    with pytest.raises(NotFound, match="application_unknown"):
        open_link(core, token=first)
    with pytest.raises(NotFound, match="application_unknown"):
        own_application(core, secret=secret)


def test_a_link_ends_after_three_days_and_its_phone_after_two_weeks(
    core, clock, county, candidate, secret
):
    clock.forward(days=13, hours=23)
    assert own_application(core, secret=secret)
    clock.forward(hours=1)
    with pytest.raises(Conflict, match="application_expired"):
        give_photo(core, secret=secret, photo=portrait(), frame=None)
    late = send_application(core, actor=county.clerk, courier_id=candidate).token
    clock.forward(hours=72)
    with pytest.raises(Conflict, match="application_expired"):
        open_link(core, token=late)


@pytest.mark.parametrize(
    "token", ["", "x", "990101", "990101-", "990102-abc", "9" * 40 + "-a", "\0", "-" * 9000]
)
def test_rubbish_opens_nothing(core, county, candidate, token):
    for use in (read_link, open_link):
        with pytest.raises(NotFound, match="application_unknown"):
            use(core, token=token)
    with pytest.raises(NotFound, match="application_unknown"):
        own_application(core, secret=token)


def test_a_refused_application_ends_with_its_reason_and_its_link(core, county, candidate, secret):
    with pytest.raises(BadInput, match="reason_missing"):
        refuse_courier(core, actor=county.chief, courier_id=candidate, reason=" ")
    refuse_courier(core, actor=county.chief, courier_id=candidate, reason="村里不同意")
    view = courier_detail(core, actor=county.clerk, courier_id=candidate)
    assert (view.summary.status, view.history[0].reason, view.steps) == (
        CourierStatus.REFUSED,
        "村里不同意",
        frozenset(),
    )
    with pytest.raises(Conflict, match="application_ended"):
        own_application(core, secret=secret)
    with core.begin() as work, pytest.raises(Conflict, match="courier_not_in_state"):
        work.run("update couriers set status = 'applied'")


def test_who_was_approved_is_told_so_on_her_phone(core, county, candidate, secret):
    pass_quiz(core, COUNTY_ID, candidate)
    give_photo(core, secret=secret, photo=portrait(), frame=None)
    check_identity(core, actor=county.clerk, courier_id=candidate, paper="identity_card")
    approve_courier(core, actor=county.chief, courier_id=candidate)
    with pytest.raises(Conflict, match="application_approved"):
        own_application(core, secret=secret)


def test_nobody_is_approved_without_a_quiz_and_an_identity_check(core, county):
    courier_id = create_courier(core, actor=county.clerk, new=new_courier())
    with pytest.raises(Conflict, match="quiz_not_passed"):
        approve_courier(core, actor=county.chief, courier_id=courier_id)
    pass_quiz(core, COUNTY_ID, courier_id)
    with pytest.raises(Conflict, match="identity_not_checked"):
        approve_courier(core, actor=county.chief, courier_id=courier_id)
    check_identity(core, actor=county.chief, courier_id=courier_id, paper="identity_card")
    with pytest.raises(Conflict, match="identity_not_checked"):
        approve_courier(core, actor=county.chief, courier_id=courier_id)
    check_identity(core, actor=county.clerk, courier_id=courier_id, paper="household_book")
    approve_courier(core, actor=county.chief, courier_id=courier_id)


def test_a_quiz_of_more_than_a_year_ago_is_forgotten_knowledge(core, clock, county):
    courier_id = ready(core, county)
    clock.forward(days=365)
    with pytest.raises(Conflict, match="quiz_not_passed"):
        approve_courier(core, actor=county.chief, courier_id=courier_id)


def test_nobody_is_written_into_the_register_as_a_courier_at_once(core, county):
    with core.begin() as work, pytest.raises(Conflict, match="quiz_not_passed"):
        work.run(
            "insert into couriers (county_id, courier_no, name, phone, township_code, status,"
            " created_by, approved_by, decided_at) values (:c, 'X', '某', '\\x00', :t, 'active',"
            " :a, :b, now())",
            {
                "c": COUNTY_ID,
                "t": WEST,
                "a": county.clerk.person_id,
                "b": county.chief.person_id,
            },
        )


def test_what_paper_was_seen_and_by_whom_stays_written(core, county, candidate):
    with pytest.raises(BadInput, match="paper_unknown"):
        check_identity(core, actor=county.clerk, courier_id=candidate, paper="library_card")
    check_identity(core, actor=county.clerk, courier_id=candidate, paper="residence_permit")
    check = application_detail(core, actor=county.clerk, courier_id=candidate).checks[0]
    assert (check.paper, check.by_name, check.by_me) == ("residence_permit", "录入员", True)
    for change in ("update identity_checks set paper = paper", "delete from identity_checks"):
        with core.begin() as work, pytest.raises(Exception, match="append-only"):
            work.run(change)


def test_the_face_is_cut_out_where_she_framed_it(core, county, secret):
    quarters = Image.new("RGB", (1200, 1600), "blue")
    quarters.paste("red", (600, 800, 1200, 1600))
    give_photo(core, secret=secret, photo=saved(quarters), frame=PhotoFrame(5000, 5000, 5000))
    kept = Image.open(io.BytesIO(own_photo(core, secret=secret)))
    assert kept.size == (480, 640)
    for corner in ((5, 5), (474, 5), (5, 634), (474, 634)):
        red, _, blue = kept.getpixel(corner)
        assert red > 200 > blue


@pytest.mark.parametrize(
    "sent",
    [
        ("a", "0", "5000"),
        ("0", "0", "-1"),
        ("6000", "0", "5000"),
        ("0", "0", "10"),
        ("", "", "9"),
        ("0", "99999", "5000"),
        ("²", "0", "5000"),
        ("9" * 400, "0", "5000"),
    ],
)
def test_a_frame_that_is_none_is_refused(sent):
    with pytest.raises(BadInput, match="picture_frame_wrong"):
        read_frame(*sent)


def test_a_frame_too_small_for_a_face_is_refused(core, county, secret):
    with pytest.raises(BadInput, match="picture_face_too_small"):
        give_photo(core, secret=secret, photo=portrait(900, 1200), frame=PhotoFrame(0, 0, 2000))
    with pytest.raises(BadInput, match="picture_frame_wrong"):
        give_photo(core, secret=secret, photo=portrait(1600, 900), frame=PhotoFrame(0, 0, 10000))


def test_without_a_photo_no_card_is_issued(core, county, candidate):
    pass_quiz(core, COUNTY_ID, candidate)
    check_identity(core, actor=county.clerk, courier_id=candidate, paper="identity_card")
    with pytest.raises(Refused, match="photo_missing"):
        approve_courier(core, actor=county.chief, courier_id=candidate)
