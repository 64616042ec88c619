"""Text messages through telephone companies' gateways: signed, short, each once."""

from __future__ import annotations

import dataclasses
import json
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from courier.domain.message_pages import JOINED_UNITS, segments_of, units_of
from courier.services.cards import own_card
from courier.services.channel_choices import TEXT_SEGMENTS
from courier.services.core import Actor, ActorKind
from courier.services.message_gateways import signature
from courier.store.database import connect
from tests.factories.county import COUNTY_ID, EAST, id_number, make_county
from tests.factories.courier_phones import DigitsPhone, registered_holder
from tests.factories.people_at_work import approved, holder_of
from tests.factories.talks import with_plain_ear

KEY = bytes(range(32))
WHO, OTHER = "13900001234", "13900005678"
MORE_VILLAGES = ("石桥村", "南坡村", "白马村", "王家坪村")


@pytest.fixture
def core(core):
    keys = {"mobile": KEY, "other": bytes(32)}
    return dataclasses.replace(with_plain_ear(core), gateway_keys=keys)


@pytest.fixture
def gateway(client, core, clock):
    make_county(core)
    return Gateway(client, clock)


class Gateway:
    """A telephone company's."""

    def __init__(self, client, clock):
        self.client, self.clock = client, clock

    def post(self, body, **change):
        """Sign and post; ``change`` spoils what was signed."""
        body = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        stamp = change.get("timestamp") or str(int(self.clock.now().timestamp()))
        nonce = change.get("nonce") or secrets.token_hex(8)
        headers = {
            "X-Yibao-Gateway": change.get("gateway", "mobile"),
            "X-Yibao-Timestamp": stamp,
            "X-Yibao-Nonce": nonce,
            "X-Yibao-Signature": signature(
                change.get("key", KEY), timestamp=stamp, nonce=nonce, body=body
            ),
        }
        headers.update(change.get("headers", {}))
        body = change.get("sent", body)
        return self.client.post("/api/messages", data=body, headers=headers)

    def text(self, text: str, who: str = WHO, message_id: str | None = None) -> str:
        self.clock.forward(seconds=5)
        told = {"from": who, "text": text, "id": message_id or secrets.token_hex(6)}
        answer = self.post(told)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        json_told = answer.get_json()
        assert json_told["segments"] == segments_of(json_told["text"])
        return json_told["text"]


def scalar(core, sql: str):
    with core.begin() as work:
        return work.scalar(sql)


def test_the_amount_is_asked_by_text_message(gateway):
    said = gateway.text("俺娘68了吃低保今年交多少")
    assert "160元" in said
    assert units_of(said) <= TEXT_SEGMENTS * JOINED_UNITS


def test_a_visit_is_asked_for_with_an_interruption_and_a_change_of_mind(gateway, core):
    assert "哪个村" in gateway.text("想请快递员来我家一趟")
    assert "找谁" in gateway.text("桃花村")
    said = gateway.text("今年要交多少钱？")
    assert "400元" in said
    assert "手机号" in gateway.text("钱大爷")
    assert "不约了" in gateway.text("算了")
    assert scalar(core, "select count(*) from visits") == 0
    gateway.text("想请快递员来我家一趟")
    for text in ("桃花村", "钱大爷", WHO, "大槐树下", "明天"):
        gateway.text(text)
    assert "约好了" in gateway.text("对")
    assert scalar(core, "select contact_name from visits") == "钱大爷"


def test_a_courier_is_checked_by_the_text_of_the_card(client, clock, core):
    county = make_county(core)
    holder = holder_of(approved(core, county))
    gateway = Gateway(client, clock)
    assert "卡是真的" in gateway.text(own_card(core, actor=holder).address)


@pytest.fixture
def phone(core, gateway):
    """A courier's, of the gateway's county."""
    with core.begin() as work:
        chief, clerk = (
            Actor(ActorKind.ADMIN, COUNTY_ID, row.admin_id, row.name, row.region_code, row.role)
            for row in work.run("select * from admins order by role")
        )
    return DigitsPhone(core, *registered_holder(core, SimpleNamespace(chief=chief, clerk=clerk)))


def test_a_number_by_text_is_one_page_with_colour_name_village_and_office(gateway, core, phone):
    card = own_card(core, actor=phone.holder).card
    said = gateway.text(card.card_no)
    assert said.startswith("要当心")
    for words in ("赵春梅", "东河镇李家村", "0990-1234567", "6个数字", "举报"):
        assert words in said
    assert "更多" not in said
    assert segments_of(said) <= 2


def test_a_number_with_six_digits_by_text_is_one_text_long(gateway, core, phone):
    card = own_card(core, actor=phone.holder).card
    said = gateway.text(f"快递员{card.courier_no} 号码{phone.shows()}")
    assert said.startswith("真名片")
    for words in ("赵春梅", "东河镇李家村", "0990-1234567", "举报"):
        assert words in said
    assert segments_of(said) == 1
    with core.begin() as work:
        assert work.scalar("select way from courier_checks") == "text"


def test_a_false_number_by_text_is_one_text_long_and_can_be_reported(gateway, core, phone):
    said = gateway.text("工号987654 号码123456")
    assert said.startswith("假的")
    assert "110" in said
    assert segments_of(said) == 1
    assert "举报" in said
    gateway.text("举报")
    for words in ("要了四百块钱不给收据", "桃花村", "今天", "匿名"):
        gateway.text(words)
    assert "T" in gateway.text("对")
    assert scalar(core, "select card_reason from cases") == "unknown"


@pytest.mark.parametrize("word", ["更多", "more", "“更多”", "继续"])
def test_a_long_answer_goes_on_when_it_is_asked_for(gateway, word):
    first = gateway.text("怎么报销")
    pages = [first]
    while "更多" in pages[-1] and len(pages) < 9:
        pages.append(gateway.text(word))
    assert len(pages) > 1
    assert all(segments_of(page) <= TEXT_SEGMENTS for page in pages)
    assert len(set(pages)) == len(pages)


def test_a_number_chooses_also_after_more(gateway):
    said = gateway.text("怎么报销")
    place = next(n for n in "1234" if f"{n} " in said)
    gateway.text("更多")
    assert gateway.text(place) != said


def test_the_first_text_names_the_place_the_year_and_the_source(gateway):
    said = gateway.text("住院能报多少")
    assert "出处：演示县2027年" in said
    assert "更多" in said


@pytest.fixture
def many_villages(gateway, core):
    """More than stand in one text."""
    with core.begin() as work:
        for place, name in enumerate(MORE_VILLAGES, start=3):
            work.run(
                "insert into regions values (:r, :p, 'village', :n, :n, :c, null)",
                {"r": f"{EAST[:-3]}{place:03d}", "p": EAST, "n": name, "c": COUNTY_ID},
            )
        work.commit()


def village_chosen(core) -> str:
    return scalar(core, "select memory->'draft'->>'village_name' from conversations")


@pytest.mark.usefixtures("many_villages")
def test_of_many_villages_the_others_come_with_more_and_by_their_numbers(gateway, core):
    said = gateway.text("想请快递员来我家一趟")
    told = int(re.search(r"还有(\d)个可选", said)[1])
    more = gateway.text("更多")
    others = re.findall(r"(\d) (\S+?)(?=\s|$)", more)
    assert len(others) == told
    number, village = others[-1]
    assert village not in said
    gateway.text(number)
    assert village_chosen(core) == village


@pytest.mark.usefixtures("many_villages")
def test_a_village_that_waits_for_more_may_be_written_at_once(gateway, core):
    said = gateway.text("想请快递员来我家一趟")
    village = next(name for name in MORE_VILLAGES if name not in said)
    gateway.text(village)
    assert village_chosen(core) == village


def test_the_same_id_gets_the_same_answer_and_is_one_question(gateway, core):
    first = gateway.text("今年交多少钱", message_id="m-1")
    assert gateway.text("今年交多少钱", message_id="m-1") == first
    assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 1


def test_the_same_id_of_another_gateway_is_another_message(gateway, core):
    gateway.text("今年交多少钱", message_id="m-1")
    told = {"from": WHO, "text": "今年交多少钱", "id": "m-1"}
    assert gateway.post(told, gateway="other", key=bytes(32)).status_code == 200
    assert scalar(core, "select count(*) from conversations") == 2


def test_the_same_id_of_another_sender_gets_its_own_answer(gateway):
    mother = gateway.text("俺娘68了吃低保今年交多少", message_id="m-1")
    assert gateway.text("今年交多少钱", who=OTHER, message_id="m-1") != mother


def test_copies_at_the_same_moment_are_answered_once(gateway, core):
    told = {"from": WHO, "text": "今年交多少钱", "id": "m-1"}
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: gateway.post(told), range(4)))
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 1


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"key": b"wrong" * 8}, 401, "message_forged"),
        ({"gateway": "nobody"}, 401, "message_forged"),
        ({"gateway": "other"}, 401, "message_forged"),
        ({"gateway": ""}, 401, "message_forged"),
        ({"headers": {"X-Yibao-Signature": ""}}, 401, "message_forged"),
        ({"headers": {"X-Yibao-Nonce": "another1"}}, 401, "message_forged"),
        ({"nonce": "short"}, 401, "message_forged"),
        ({"nonce": "x\ny" * 5, "headers": {"X-Yibao-Nonce": "x"}}, 401, "message_forged"),
        ({"timestamp": "soon"}, 401, "message_stale"),
        ({"timestamp": "1000000000"}, 401, "message_stale"),
        ({"sent": b'{"from": "1", "text": "x", "id": "2"}'}, 401, "message_forged"),
    ],
)
def test_what_a_gateway_did_not_sign_now_is_refused(gateway, core, change, status, code):
    answer = gateway.post({"from": WHO, "text": "今年交多少钱", "id": "1"}, **change)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert scalar(core, "select count(*) from channel_messages") == 0


def test_a_replay_is_refused(gateway, core):
    told = {"from": WHO, "text": "今年交多少钱", "id": "1"}
    stamp = str(int(gateway.clock.now().timestamp()))
    assert gateway.post(told, timestamp=stamp, nonce="nonce-00001").status_code == 200
    for again in (told, {**told, "id": "2"}):
        answer = gateway.post(again, timestamp=stamp, nonce="nonce-00001")
        assert (answer.status_code, answer.get_json()["code"]) == (409, "message_replayed")
    assert scalar(core, "select count(*) from channel_messages") == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"null",
        b"[" * 10_000,
        b'{"from": 1, "text": "x", "id": "2"}',
        b'{"from": "1", "text": null, "id": "2"}',
        b'{"from": "", "text": "x", "id": "2"}',
        b'{"from": "1", "text": "x", "id": ""}',
        b'{"from": "1", "text": "x", "id": "2", "more": 1}',
        b'{"from": "1<script>", "text": "x", "id": "2"}',
    ],
)
def test_what_cannot_be_read_is_refused(gateway, core, body):
    answer = gateway.post(body)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "message_unreadable")
    assert scalar(core, "select count(*) from channel_messages") == 0


def test_a_huge_message_is_refused(gateway):
    answer = gateway.post({"from": WHO, "text": "医" * 100_000, "id": "1"})
    assert (answer.status_code, answer.get_json()["code"]) == (413, "message_too_large")


@pytest.mark.parametrize("text", ["", "   ", "😀", "<script>", "医" * 3000, "\u0000"])
def test_strange_words_get_a_calm_answer(gateway, text):
    assert gateway.text(text)


def test_half_a_character_does_no_harm(gateway):
    answer = gateway.post(b'{"from": "1", "text": "\\ud83d", "id": "1"}')
    assert answer.status_code == 200


def test_fifty_messages_in_a_second_get_ten_answers_and_one_notice(gateway, core):
    told = [{"from": WHO, "text": f"在吗{place}", "id": str(place)} for place in range(50)]
    answers = [gateway.post(one).get_json()["text"] for one in told]
    assert sum("请等" in answer for answer in answers) == 1
    assert [bool(answer) for answer in answers] == [True] * 11 + [False] * 39
    assert "400元" in gateway.text("今年交多少钱", who=OTHER)


def test_who_waits_as_long_as_was_told_is_answered_again(gateway, clock):
    told = [{"from": WHO, "text": "在吗", "id": str(place)} for place in range(50)]
    answers = [gateway.post(one).get_json()["text"] for one in told]
    wait = next(re.search(r"请等(\d+)秒", answer) for answer in answers if "请等" in answer)
    clock.forward(seconds=int(wait[1]))
    again = {"from": WHO, "text": "今年交多少钱", "id": "again"}
    assert "400元" in gateway.post(again).get_json()["text"]


def test_nobody_is_named_in_the_database(gateway, core):
    gateway.text(f"我是钱大爷，身份证{id_number(7)}，查查交上没有")
    for table in ("channel_senders", "channel_messages", "conversations", "chat_messages"):
        kept = scalar(core, f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
        assert WHO not in kept
        assert WHO.encode().hex() not in kept
        assert id_number(7) not in kept


def test_without_the_database_the_gateway_is_told_to_come_again(gateway, app, core):
    away = connect("postgresql://nobody@127.0.0.1:9/none")
    app.extensions["core"] = dataclasses.replace(core, engine=away)
    answer = gateway.post({"from": WHO, "text": "今年交多少钱", "id": "1"})
    assert answer.status_code == 503
