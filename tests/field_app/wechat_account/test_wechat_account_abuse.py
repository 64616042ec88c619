"""The Official Account under pressure: repeated, forged, too many; and what it keeps."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

from courier.settings import Settings
from courier.store.database import connect
from field_app import create_app
from tests.factories.account import (
    HOOK,
    OTHER,
    PHONE,
    WHO,
    outcomes,
    scalar,
)


class TestOnce:
    """However often it comes."""

    def test_three_tries_of_a_message_are_one_question(self, say, account, core):
        xml = account.post.xml_of_text(WHO, "今年交多少钱")
        answers = [account.post.try_once(xml) for _ in range(3)]
        assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 1
        # An answer that got lost is given again; it was computed once.
        told = {account.post.envelope.open_answer(tried.answer) for tried in answers}
        assert len(told) == 1

    def test_the_very_same_post_again_is_taken_in_silence(self, say, account, core):
        first = account.post.try_once(account.post.xml_of_text(WHO, "今年交多少钱"))
        again = account.post.raw(first.query, first.body)
        assert (again.status, again.answer) == (200, b"success")
        assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 1

    def test_the_same_event_twice_greets_once(self, say, account, core):
        xml = account.post._xml(WHO, "event", {"Event": "subscribe"})
        account.post.try_once(xml)
        account.post.try_once(xml)
        assert scalar(core, "select count(*) from channel_messages") == 1

    def test_copies_that_come_at_the_same_moment_are_answered_once(self, say, account, core):
        xml = account.post.xml_of_text(WHO, "今年交多少钱")
        with ThreadPoolExecutor(6) as threads:
            tries = list(threads.map(lambda _: account.post.try_once(xml), range(6)))
        assert {tried.status for tried in tries} == {200}
        assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 1

    def test_messages_of_one_person_are_answered_in_turn(self, say, account, core):
        texts = ["今年交多少钱", "怎么报销", "新生儿怎么办", "想请快递员来"]
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda text: account.post.text(WHO, text), texts))
        assert scalar(core, "select count(*) from conversations") == 1
        assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 4


class TestForged:
    """Nobody but WeChat is heard."""

    def posted(self, account, **change):
        xml = account.post.xml_of_text(WHO, "今年交多少钱")
        stamp = str(int(account.post._clock.now().timestamp()))
        query, body = account.post.envelope.post(xml, stamp, "n-1")
        return account.post.raw({**query, **change}, body)

    def test_a_forged_signature_is_refused_without_a_word(self, say, account, app, core):
        before = outcomes(app).get("message_forged", 0)
        tried = self.posted(account, signature="0" * 40, msg_signature="0" * 40)
        assert (tried.status, tried.answer) == (403, b"")
        assert scalar(core, "select count(*) from channel_senders") == 0
        assert outcomes(app)["message_forged"] == before + 1

    def test_an_old_message_is_refused(self, say, account, app, core):
        tried = account.post.try_once(account.post.xml_of_text(WHO, "你好"), seconds_ago=301)
        assert tried.status == 403
        assert scalar(core, "select count(*) from channel_messages") == 0

    def test_a_stamp_is_good_for_one_message(self, clock, core, app, county, say, account):
        first = account.post.try_once(account.post.xml_of_text(WHO, "今年交多少钱"))
        stamp, nonce = first.query["timestamp"], first.query["nonce"]
        other = account.post.xml_of_text(OTHER, "另一句话")
        again = account.post.raw(*account.post.envelope.post(other, stamp, nonce))
        assert (again.status, again.answer) == (403, b"")
        assert scalar(core, "select count(*) from channel_messages") == 1

    def test_a_bomb_is_refused(self, say, account, core):
        bomb = (
            '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>'
        )
        assert account.post.try_once(bomb).status == 403

    def test_a_huge_body_is_refused(self, say, account, app):
        answer = app.test_client().post(HOOK, data=b"<xml>" + b" " * 10_000_000)
        assert answer.status_code == 413

    def test_the_address_is_proved_to_wechat_alone(self, say, account, app, clock):
        stamp = str(int(clock.now().timestamp()))
        query = {"timestamp": stamp, "nonce": "7", "echostr": "314159"}
        signature = account.post.envelope.sign(stamp, "7")
        good = app.test_client().get(HOOK, query_string={**query, "signature": signature})
        bad = app.test_client().get(HOOK, query_string={**query, "signature": "x"})
        assert (good.status_code, good.data) == (200, b"314159")
        assert (bad.status_code, bad.data) == (403, b"")

    def test_without_an_account_there_is_no_such_page(self, core, app):
        app.extensions["core"] = dataclasses.replace(core, official_account=None)
        assert app.test_client().post(HOOK, data=b"<xml/>").status_code == 404


class TestManyAtOnce:
    """Fifty messages in a second."""

    def test_the_first_are_answered_then_one_notice_then_silence(self, account, app, county, core):
        account.product = app
        answers = [account.post.text(WHO, f"今年交多少钱{place}") for place in range(50)]
        assert all(answers[:10])
        assert "请等" in answers[10]
        assert answers[11:] == [None] * 39
        assert scalar(core, "select count(*) from chat_messages where who = 'villager'") == 10
        assert outcomes(app)["limited"] >= 40

    def test_others_are_answered_meanwhile(self, account, app, county):
        account.product = app
        for place in range(20):
            account.post.text(WHO, f"在吗{place}")
        assert "400元" in account.post.text(OTHER, "今年交多少钱")

    def test_after_a_pause_all_is_well_and_a_new_flood_gets_a_new_notice(
        self, account, app, county, clock
    ):
        account.product = app
        for place in range(15):
            account.post.text(WHO, f"在吗{place}")
        clock.forward(minutes=2)
        assert "400元" in account.post.text(WHO, "今年交多少钱")
        answers = [account.post.text(WHO, f"在吗{place}") for place in range(12)]
        assert sum("请等" in (answer or "") for answer in answers) == 1

    def test_the_allowance_is_one_for_all_processes(self, account, app, county, core, database_url):
        engine = connect(database_url)
        second = create_app(dataclasses.replace(core, engine=engine), _settings(core))
        answered = 0
        for place in range(30):
            account.product = (app, second)[place % 2]
            answered += bool(account.post.text(WHO, f"在吗{place}"))
        assert answered == 11
        engine.dispose()


def _settings(core):
    return Settings.from_environment(
        {"YIBAO_SECRET": "ab" * 32, "YIBAO_PUBLIC_URL": core.public_url}
    )


class TestPrivacy:
    """Who writes is nobody's business."""

    def test_no_name_of_wechats_stands_in_the_database_or_a_log(self, say, core, capfd):
        say("我叫钱大爷，手机13900001234，今年交多少钱")
        tables = ("channel_senders", "channel_messages", "channel_nonces", "conversations")
        for table in (*tables, "chat_messages"):
            kept = scalar(core, f"select coalesce(string_agg(t::text, ' '), '') from {table} t")
            assert WHO not in kept
            assert WHO.encode().hex() not in kept
            assert PHONE not in kept
        told = "".join(capfd.readouterr())
        assert WHO not in told
        assert PHONE not in told

    def test_what_was_said_is_forgotten_once_it_is_answered(self, say, core):
        say("今年交多少钱")
        assert scalar(core, "select count(*) from channel_messages where said is not null") == 0
