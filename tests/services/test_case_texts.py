"""Whoever left a number with a report hears by a text that it was closed."""

from __future__ import annotations

import pytest

from courier.domain.cases import CaseKind
from courier.services import case_work
from courier.services.cases import Report, report_case
from courier.services.outgoing import send_waiting_texts
from courier.texts import Locale
from tests.factories.county import PEACH, make_county
from tests.factories.talks import PHONE, Talk, with_plain_ear

COUNTY_ID = 990101
STORY = "有个人说是医保局的，收了我400块，不给收据"


@pytest.fixture
def county(core):
    return make_county(core)


def reported(core, phone=PHONE) -> str:
    return report_case(
        core, Report(COUNTY_ID, CaseKind.FRAUD, PEACH, Locale.ZH_HANS, STORY, phone=phone)
    )


def close(core, county, words="查过了，那人不是我们的。"):
    with core.begin() as work:
        case_id = work.scalar("select case_id from cases")
    case_work.take_case(core, actor=county.clerk, case_id=case_id)
    case_work.close_case(core, actor=county.clerk, case_id=case_id, words=words)
    return case_id


def test_the_reporter_is_told_without_the_offices_words(core, county, messages):
    number = reported(core)
    close(core, county)
    send_waiting_texts(core)
    send_waiting_texts(core)
    (text,) = messages.sent
    assert text.phone == PHONE
    assert number[:4] in text.words
    assert "那人不是" not in text.words


def test_closed_again_it_is_told_again(core, county, messages, clock):
    reported(core)
    case_id = close(core, county)
    clock.forward(hours=1)
    case_work.reopen_case(core, actor=county.clerk, case_id=case_id, words="又来了")
    case_work.close_case(core, actor=county.clerk, case_id=case_id, words="抓到了")
    send_waiting_texts(core)
    assert len(messages.sent) == 2


@pytest.mark.parametrize("phone", ["", "09901234567"])
def test_without_a_mobile_number_nobody_is_told(core, county, messages, phone):
    reported(core, phone=phone)
    close(core, county)
    send_waiting_texts(core)
    assert not messages.sent


def test_a_text_is_promised_only_to_whoever_left_a_number_where_texts_are_sent(
    core, county, messages
):
    core = with_plain_ear(core)
    told = ["我要投诉", STORY, "unsaid", "unsaid"]
    assert "短信" in Talk(core).all(*told, PHONE, "对")
    assert "短信" not in Talk(core).all(*told, "不留", "对")
    messages.reaches_phones = False
    assert "短信" not in Talk(core).all(*told, PHONE, "对")


def test_without_a_gateway_nothing_is_written(core, county, messages):
    messages.reaches_phones = False
    reported(core)
    close(core, county)
    with core.begin() as work:
        assert work.scalar("select count(*) from outgoing_messages") == 0
