"""A candidate's papers: sealed, seen by few, erased in time."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from courier.domain.applications import PaperKind
from courier.domain.courier_states import CourierEvent
from courier.domain.errors import BadInput, NotAllowed, NotFound
from courier.jobs.applications import look_after_applications
from courier.services.applications import (
    give_paper,
    give_photo,
    open_link,
    own_application,
    send_application,
)
from courier.services.audit import verify_trail
from courier.services.courier_views import courier_detail
from courier.services.couriers import approve_courier, refuse_courier
from courier.services.papers import look_at_paper
from tests.factories.county import COUNTY_ID, WEST
from tests.factories.people_at_work import ready, trail_of
from tests.factories.pictures import portrait

CARD = PaperKind.IDENTITY_CARD


def test_papers_are_sealed_and_each_look_is_on_the_trail(core, county, candidate, secret):
    give_paper(core, secret=secret, kind=CARD, picture=portrait())
    with core.begin() as work:
        sealed = bytes(work.scalar("select sealed from courier_papers"))
    assert b"JFIF" not in sealed
    assert (
        Image.open(
            io.BytesIO(look_at_paper(core, actor=county.chief, courier_id=candidate, kind=CARD))
        ).format
        == "JPEG"
    )
    assert trail_of(core, candidate)[-1] == "courier_paper_seen"
    assert not verify_trail(core).breaks


def test_papers_are_seen_by_those_alone_who_may_act_there(core, county, candidate, secret):
    give_paper(core, secret=secret, kind=CARD, picture=portrait())
    others = {
        "township": (WEST, NotFound, "paper_missing"),
        "auditor": (county.chief.region_code, NotAllowed, "auditor_reads_only"),
    }
    for role, (region, error, code) in others.items():
        actor = type(county.chief)(
            county.chief.kind, COUNTY_ID, county.chief.person_id, "某", region, role
        )
        with pytest.raises(error, match=code):
            look_at_paper(core, actor=actor, courier_id=candidate, kind=CARD)
    assert "courier_paper_seen" not in trail_of(core, candidate)


@pytest.mark.parametrize("ends", ["approved", "refused"])
def test_papers_are_erased_thirty_days_after_the_decision(core, clock, county, ends):
    courier_id = ready(core, county)
    token = send_application(core, actor=county.clerk, courier_id=courier_id).token
    give_paper(core, secret=open_link(core, token=token), kind=CARD, picture=portrait())
    clock.forward(days=100)
    look_after_applications(core)
    assert look_at_paper(core, actor=county.chief, courier_id=courier_id, kind=CARD)
    if ends == "approved":
        approve_courier(core, actor=county.chief, courier_id=courier_id)
    else:
        refuse_courier(core, actor=county.chief, courier_id=courier_id, reason="不合适")
    clock.forward(days=30)
    look_after_applications(core)
    assert look_at_paper(core, actor=county.chief, courier_id=courier_id, kind=CARD)
    clock.forward(seconds=1)
    for _ in range(2):
        look_after_applications(core)
    with pytest.raises(NotFound, match="paper_missing"):
        look_at_paper(core, actor=county.chief, courier_id=courier_id, kind=CARD)
    events = [
        line.state
        for line in courier_detail(core, actor=county.chief, courier_id=courier_id).history
    ]
    assert events.count(CourierEvent.PAPERS_ERASED) == 1


def test_a_paper_loses_what_its_camera_wrote(core, county, candidate, secret):
    exif = Image.Exif()
    exif[0x010F] = "SecretPhoneMaker"
    give_paper(core, secret=secret, kind=CARD, picture=portrait(3000, 4000, exif=exif))
    kept = look_at_paper(core, actor=county.chief, courier_id=candidate, kind=CARD)
    assert b"SecretPhoneMaker" not in kept
    assert max(Image.open(io.BytesIO(kept)).size) == 2000


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (b"", "picture_empty"),
        (b"%PDF-1.7", "picture_pdf"),
        (b"MZ\0", "picture_not_readable"),
        (b"\xff\xd8" + b"\0" * 21_000_000, "picture_too_many_bytes"),
    ],
)
def test_a_bad_picture_is_refused_and_nothing_is_kept(core, county, secret, picture, code):
    with pytest.raises(BadInput, match=code):
        give_photo(core, secret=secret, photo=picture, frame=None)
    with pytest.raises(BadInput, match=code):
        give_paper(core, secret=secret, kind=CARD, picture=picture)
    mine = own_application(core, secret=secret)
    assert (mine.has_photo, mine.papers) == (False, frozenset())
