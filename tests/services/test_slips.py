"""The slip: printed, scanned, lost, forged, or not a slip at all."""

import io
from uuid import uuid4

import pytest
from pypdf import PdfReader

from courier.domain import short_codes
from courier.domain.errors import BadInput, NotAllowed, NotFound, Refused
from courier.services import slip_papers, slips
from tests.factories.county import COUNTY_ID, PEACH, PINE, PLUM, make_county
from tests.factories.families import family
from tests.factories.pictures import portrait


def trail(core):
    with core.begin() as work:
        return list(work.run("select action from audit_events").scalars())


def test_a_slip_leads_to_its_household_however_it_is_typed(core):
    county = make_county(core)
    household_id = family(county)
    code = slips.issue_slip(core, county.courier, household_id)
    for typed in (code, short_codes.grouped(code), f" {code.lower()} ", code.replace("1", "l")):
        assert slips.open_slip(core, county.courier, typed) == household_id
    assert trail(core).count("household_opened") == 4


def test_a_household_keeps_its_slip(core):
    county = make_county(core)
    household_id = family(county)
    first = slips.issue_slip(core, county.courier, household_id)
    assert slips.issue_slip(core, county.clerk, household_id) == first


def test_a_lost_slip_is_worth_nothing_and_a_new_one_is(core):
    county = make_county(core)
    household_id = family(county)
    lost = slips.issue_slip(core, county.clerk, household_id)
    slips.revoke_slip(core, county.clerk, household_id)
    with pytest.raises(Refused, match="slip_revoked"):
        slips.open_slip(core, county.courier, lost)
    fresh = slips.issue_slip(core, county.clerk, household_id)
    assert fresh != lost
    assert slips.open_slip(core, county.courier, fresh) == household_id


def test_a_slip_of_another_village_shows_whom_to_call_and_nothing_else(core):
    county = make_county(core)
    household_id = family(county, village=PINE)
    code = slips.issue_slip(core, county.chief, household_id)
    with pytest.raises(NotAllowed, match="slip_of_other_village") as refused:
        slips.open_slip(core, county.courier, code)
    assert refused.value.facts == {"village": "松林村", "office": "西山镇", "phone": "0990-1234567"}
    assert trail(core) == ["slip_of_other_village"]


def test_a_slip_of_another_county_is_refused(core):
    county = make_county(core)
    foreign = short_codes.make_slip_code(core.code_key, 110101, short_codes.new_token())
    with pytest.raises(Refused, match="slip_of_other_county"):
        slips.open_slip(core, county.courier, foreign)


def test_a_forged_slip_is_found_out(core):
    county = make_county(core)
    code = slips.issue_slip(core, county.courier, family(county))
    last = "0" if code[-1] != "0" else "2"
    with pytest.raises(BadInput, match="slip_code_forged"):
        slips.open_slip(core, county.courier, code[:-1] + last)
    other_key = short_codes.make_slip_code(b"another key".ljust(32), COUNTY_ID, code[7:17])
    with pytest.raises(BadInput, match="slip_code_forged"):
        slips.open_slip(core, county.courier, other_key)


def test_a_slip_with_a_character_missing_is_unreadable_and_not_something_else(core):
    county = make_county(core)
    code = slips.issue_slip(core, county.courier, family(county))
    with pytest.raises(BadInput, match="slip_code_unreadable"):
        slips.open_slip(core, county.courier, code[:-1])


def test_a_signed_slip_that_nobody_issued_is_unknown(core):
    county = make_county(core)
    code = short_codes.make_slip_code(core.code_key, COUNTY_ID, short_codes.new_token())
    with pytest.raises(NotFound, match="slip_unknown"):
        slips.open_slip(core, county.courier, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "scan_empty"),
        ("  \n", "scan_empty"),
        ("https://courier.test/r/YR1H9VN000000001ABCDEFGH", "scanned_receipt"),
        ("HTTPS://COURIER.TEST/C/ABCDEF", "scanned_card"),
        ("VY6WNNTXKCQF", "scanned_visit"),
        ("1234567890123456789012345678", "scanned_health_code"),
        ("wxp://f2f0abcdef", "scanned_payment"),
        ("https://qr.alipay.com/fkx1", "scanned_payment"),
        ("134567890123456789", "scanned_payment"),
        ("110101195803010022", "scanned_id_number"),
        ("https://example.com/win-a-prize", "scanned_other"),
        ("你好", "scanned_other"),
        ("A" * 5000, "scanned_other"),
    ],
)
def test_a_code_of_something_else_is_named(core, text, code):
    county = make_county(core)
    with pytest.raises(BadInput, match=code):
        slips.open_slip(core, county.courier, text)


def test_a_printed_slip_is_read_back_from_its_picture(core):
    county = make_county(core)
    household_id = family(county)
    picture = slips.slip_picture(core, county.courier, household_id, "zh_Hans")
    text = slips.read_picture(core, picture)
    assert slips.open_slip(core, county.courier, text) == household_id


def test_a_couriers_picture_of_the_slip_holds_no_grid(core):
    county = make_county(core)
    household_id = family(county)
    (hers,) = slips.slip_faces(core, county.courier, [household_id])
    (offices,) = slips.slip_faces(core, county.chief, [household_id])
    assert hers.grid == {}
    assert len(offices.grid) == 25


def test_a_picture_without_a_code_and_a_file_that_is_no_picture_are_named(core):
    county = make_county(core)
    with pytest.raises(BadInput, match="picture_"):
        slips.read_picture(core, b"not a picture")
    with pytest.raises(BadInput, match="scan_nothing_found"):
        slips.read_picture(core, core.cleaner.clean_photo(portrait()))
    assert county


def test_slips_of_a_village_stand_in_one_file(core):
    county = make_county(core)
    family(county), family(county), family(county, village=PINE)
    seen = {one.village_name: one for one in slip_papers.village_slips(core, county.clerk)}
    assert set(seen) == {"桃花村", "李家村"}
    assert (seen["桃花村"].households, seen["桃花村"].slips) == (2, 0)
    pdf = slip_papers.slips_pdf(core, county.clerk, village_code=PEACH, locale="zh_Hans")
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    assert sum(one.slips for one in slip_papers.village_slips(core, county.chief)) == 2


def test_a_slip_says_where_and_how_many_and_no_name(core):
    county = make_county(core)
    (face,) = slips.slip_faces(core, county.clerk, [family(county)])
    assert (face.head_masked, face.village, face.people) == ("张*", "东河镇桃花村", 3)
    assert face.code.startswith("YB1")


@pytest.mark.parametrize("village", [PINE, PLUM, "110101001001"])
def test_no_file_for_a_village_of_others_or_without_people(core, village):
    county = make_county(core)
    family(county, village=PINE)
    with pytest.raises(NotFound, match="village_unknown"):
        slip_papers.slips_pdf(core, county.clerk, village_code=village, locale="en")


@pytest.mark.parametrize("village", [PEACH, PINE])
def test_nobody_prints_slips_of_others(core, village):
    county = make_county(core)
    household_id = family(county, village=village) if village == PINE else uuid4()
    for actor in (county.courier, county.clerk):
        with pytest.raises(NotFound, match="household_not_found"):
            slips.issue_slip(core, actor, household_id)
