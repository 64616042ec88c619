"""The console's pages of what the assistant did not understand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courier.ports import TopicGuess
from courier.services.conversations import reply
from courier.services.core import Actor, ActorKind
from courier.texts import Locale
from tests.factories.county import COUNTY, COUNTY_ID, make_county
from tests.factories.pages import check_page
from tests.factories.people_at_work import signed_in

LANGUAGES = [("zh_Hans", "zh-Hans"), ("zh_Hant", "zh-Hant"), ("en", "en")]
UNCLEAR = "那个<b>东西</b>咋弄嘛"


class Ear:
    def guess(self, conversation_id, masked_text):
        sure = 0.9 if "报" in masked_text else 0.2
        return [TopicGuess("reimburse_rate", sure), TopicGuess("card", 0.05)]


@pytest.fixture
def core(core):
    return replace(core, interpreter=Ear(), fallback=Ear())


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def chief(client, core, county):
    return signed_in(client, core, county.chief)


@pytest.fixture
def said(core, county):
    """A phrase that was not understood and an answer that was contradicted."""
    known = None
    for text in (UNCLEAR, "住院报多少", "不是这个"):
        known = reply(core, conversation_id=known, text=text, locale=Locale.ZH_HANS).conversation_id


def phrase_id(core, sign="unsure"):
    with core.begin() as work:
        return work.scalar("select phrase_id from learning_phrases where sign = :s", {"s": sign})


def address(core, step=""):
    return f"/admin/learning/phrases/{phrase_id(core)}{step}"


def state(core):
    with core.begin() as work:
        return tuple(
            work.run("select state, topic, words from learning_phrases where sign = 'unsure'").one()
        )


@pytest.mark.parametrize(("locale", "lang"), LANGUAGES)
def test_the_pages_are_whole_in_every_language(chief, core, said, locale, lang):
    for page in ("/admin/learning/", "/admin/learning/phrases", address(core)):
        check_page(chief.get(f"{page}?lang={locale}"), lang=lang)


def test_the_overview_draws_counts_and_names_topics_not_codes(chief, said):
    html = chief.get("/admin/learning/").text
    words = check_page(chief.get("/admin/learning/"))
    assert "reimburse_rate" not in words
    assert 'class="plot__fill" width="2"' in html
    assert "2026-11" in words


def test_without_anything_to_learn_the_page_says_so(chief):
    assert "没有要看的话" in check_page(chief.get("/admin/learning/"))


def test_what_people_wrote_is_shown_as_words(chief, core, said):
    html = chief.get(address(core)).text
    assert "<b>东西" not in html
    assert "&lt;b&gt;东西" in html


def test_a_phrase_is_reworded_put_under_a_topic_and_approved(chief, core, said):
    answer = chief.post(
        address(core, "/approve"),
        data={"topic": "e_voucher", "words": "电子码咋弄"},
        follow_redirects=True,
    )
    assert "已采用" in check_page(answer)
    assert state(core) == ("approved", "e_voucher", "电子码咋弄")
    assert "电子码咋弄" in check_page(chief.get(address(core)))
    assert "咋弄" in check_page(chief.get("/admin/learning/phrases?state=approved"))


@pytest.mark.parametrize(
    ("words", "told"),
    [("打13812345678问我", "号码或姓名"), ("", "不能"), ("<b>咋弄", "括号")],
)
def test_words_that_must_not_be_trained_on_come_back_with_the_reason(
    chief, core, said, words, told
):
    data = {"topic": "card", "words": words}
    page = check_page(chief.post(address(core, "/approve"), data=data), status=400)
    assert told in page or not words
    assert state(core)[0] == "new"


def test_a_topic_that_is_not_on_the_list_comes_back(chief, core, said):
    data = {"topic": "nlu_fallback", "words": "咋弄"}
    check_page(chief.post(address(core, "/approve"), data=data), status=400)
    assert state(core)[0] == "new"


def test_a_phrase_is_put_aside(chief, core, said):
    answer = chief.post(address(core, "/dismiss"), follow_redirects=True)
    assert "已放下" in check_page(answer)
    assert state(core)[0] == "dismissed"


def test_a_phrase_that_names_somebody_is_deleted_for_good(chief, core, said):
    page = chief.get(address(core))
    assert "含个人信息，删除" in check_page(page)
    answer = chief.post(address(core, "/forget"), follow_redirects=True)
    assert "已删除" in check_page(answer)
    assert phrase_id(core) is None
    assert "咋弄" not in chief.get("/admin/learning/phrases").text


def test_a_township_has_no_business_here(app, core, county, said):
    clerk = signed_in(app.test_client(), core, county.clerk)
    for page in ("/admin/learning/", "/admin/learning/phrases", address(core)):
        assert clerk.get(page).status_code == 403
    assert clerk.post(address(core, "/dismiss")).status_code == 403
    assert state(core)[0] == "new"


def test_an_auditor_looks_and_does_not_decide(app, core, county, said):
    with core.begin() as work:
        admin_id = work.scalar(
            "insert into admins (county_id, sign_in_name, name, password_hash, role, region_code)"
            " values (:c, 'a', '郑某', '-', 'auditor', :r) returning admin_id",
            {"c": COUNTY_ID, "r": COUNTY},
        )
        work.commit()
    actor = Actor(ActorKind.ADMIN, COUNTY_ID, admin_id, "郑某", COUNTY, "auditor")
    auditor = signed_in(app.test_client(), core, actor)
    page = auditor.get(address(core)).text
    assert "approve" not in page
    assert "forget" not in page
    assert auditor.post(address(core, "/forget")).status_code == 403
    assert auditor.post(address(core, "/dismiss")).status_code == 403


def test_what_was_told_is_shown_by_its_number(chief, core, said):
    with core.begin() as work:
        receipt = work.scalar("select receipt from told_answers")
    words = check_page(chief.get(f"/admin/learning/told?receipt={receipt}"))
    assert receipt in words
    check_page(chief.get("/admin/learning/told?receipt=nonsense"), status=404)
