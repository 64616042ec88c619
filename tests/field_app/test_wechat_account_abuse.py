"""The Official Account under pressure: repeated, forged, too many, too slow."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from courier.adapters.plain_retrieval import shared_retrieval
from courier.domain.errors import OutsideFailed
from courier.sandbox.wechat_account.world import Line
from courier.services.channel_sending import finish_unanswered, send_answer
from courier.services.channels import WECHAT, Letter, admit
from courier.settings import Settings
from courier.store.database import connect
from field_app import create_app
from tests.factories.account import HOOK, NLU, AwayAssistant, make_account, outcomes, with_account
from tests.factories.county import make_county

WHO, OTHER = "oVillager_of_the_tests-00001", "oVillager_of_the_tests-00002"
PHONE = "13900001234"


class SlowAssistant:
    """Says nothing for long, and is then given up."""

    def __init__(self):
        self.go_on = threading.Event()

    def guess(self, conversation_id, masked_text):
        self.go_on.wait(10)
        raise OutsideFailed("assistant_unreachable")


@pytest.fixture
def account(clock):
    return make_account(clock)


@pytest.fixture
def core(core, account):
    core = with_account(core, account)
    return dataclasses.replace(core, interpreter=AwayAssistant(), fallback=shared_retrieval(NLU))


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def say(app, account, county, clock):
    """One villager writes; what comes back at once. A villager takes her time."""
    account.product = app

    def write(text: str, who: str = WHO) -> str:
        clock.forward(seconds=5)
        return account.post.text(who, text) or ""

    return write


def scalar(core, sql: str):
    with core.begin() as work:
        return work.scalar(sql)


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


class TestSlow:
    """WeChat waits five seconds, a villager a little longer."""

    @pytest.fixture
    def slow(self):
        return SlowAssistant()

    @pytest.fixture
    def core(self, core, slow):
        return dataclasses.replace(core, interpreter=slow)

    @pytest.fixture
    def hurried(self, say, app, account, slow):
        """A product that waits a fifth of a second."""
        app.config["ANSWER_WITHIN_SECONDS"] = 0.2
        yield account.post
        slow.go_on.set()

    def wait(self, core, sql="select count(*) from channel_messages where state = 'waiting'"):
        for _ in range(200):
            if scalar(core, sql) == 0:
                return
            threading.Event().wait(0.05)
        raise AssertionError("it was not answered")

    def keys(self, core) -> list[str]:
        with core.begin() as work:
            jobs = "select args ->> 'key' from procrastinate_jobs where task_name = :t order by id"
            return list(work.run(jobs, {"t": "send_channel_answer"}).scalars())

    def test_a_late_answer_is_sent_by_customer_service_once(self, hurried, slow, core, account):
        assert hurried.text(WHO, "今年交多少钱") is None
        assert hurried.posted[-1].answer == b"success"
        slow.go_on.set()
        self.wait(core)
        (key,) = self.keys(core)
        assert send_answer(core, channel=WECHAT, key=key)
        assert not send_answer(core, channel=WECHAT, key=key)
        (told,) = account.heard(WHO)
        assert "400元" in told

    def test_tries_while_it_is_being_answered_bring_one_answer(self, hurried, slow, core, account):
        xml = hurried.xml_of_text(WHO, "今年交多少钱")
        account.world.note(WHO, _line())
        answers = [hurried.try_once(xml).answer for _ in range(3)]
        slow.go_on.set()
        self.wait(core)
        assert answers == [b"success"] * 3
        (key,) = self.keys(core)
        assert send_answer(core, channel=WECHAT, key=key)
        assert len(account.heard(WHO)) == 1

    def test_what_may_not_be_sent_any_more_is_counted_and_not_tried_again(
        self, hurried, slow, core, account, clock
    ):
        hurried.text(WHO, "今年交多少钱")
        slow.go_on.set()
        self.wait(core)
        (key,) = self.keys(core)
        clock.forward(hours=49)
        assert not send_answer(core, channel=WECHAT, key=key)
        assert scalar(core, "select state from channel_messages") == "undeliverable"
        assert "send" not in account.world.calls

    @pytest.mark.parametrize("code", [45015, 45047, 43004])
    def test_a_no_of_wechats_ends_it(self, hurried, slow, core, account, code):
        hurried.text(WHO, "今年交多少钱")
        slow.go_on.set()
        self.wait(core)
        account.world.faults["send"].append(code)
        (key,) = self.keys(core)
        assert not send_answer(core, channel=WECHAT, key=key)
        assert scalar(core, "select state from channel_messages") == "undeliverable"

    def test_a_server_of_wechats_that_fails_is_asked_again(self, hurried, slow, core, account):
        hurried.text(WHO, "今年交多少钱")
        slow.go_on.set()
        self.wait(core)
        account.world.faults["send"].append("drop")
        (key,) = self.keys(core)
        with pytest.raises(OutsideFailed):
            send_answer(core, channel=WECHAT, key=key)
        assert send_answer(core, channel=WECHAT, key=key)
        assert len(account.heard(WHO)) == 1

    def test_what_a_process_left_is_answered_by_the_next(self, core, slow, account, app, county):
        account.product = app
        slow.go_on.set()
        message = account.ours.read(
            *account.post.envelope.post(
                account.post.xml_of_text(WHO, "今年交多少钱"),
                str(int(core.clock.now().timestamp())),
                "n",
            )
        )
        letter = Letter(
            message.key, message.mark, message.digest, message.sender, message.kind, message.said
        )
        admit(core, channel=WECHAT, letter=letter)  # and then the process ends
        assert finish_unanswered(core) == 0
        core.clock.forward(minutes=2)
        account.world.note(WHO, _line())
        assert finish_unanswered(core) == 1
        (key,) = self.keys(core)
        assert send_answer(core, channel=WECHAT, key=key)
        assert "400元" in account.heard(WHO)[0]


def _line():
    return Line("me", "今年交多少钱")


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
