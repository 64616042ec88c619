"""The interpreter against a real server that behaves well, badly, or not at all."""

import http.server
import json
import socket
import threading
import time

import pytest

from courier.adapters.rasa import RasaInterpreter
from courier.domain.errors import OutsideFailed
from courier.ports import TopicGuess


@pytest.fixture
def server():
    class Answer(http.server.BaseHTTPRequestHandler):
        status, body, delay_s, heard = 200, b"[]", 0.0, []

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            Answer.heard.append((self.path, json.loads(self.rfile.read(length))))
            time.sleep(Answer.delay_s)
            self.send_response(Answer.status)
            self.send_header("Content-Length", str(len(Answer.body)))
            self.end_headers()
            self.wfile.write(Answer.body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        Answer.heard = []
        Answer.url = f"http://127.0.0.1:{running.server_port}"
        yield Answer
        running.shutdown()
        thread.join()


def guesses(*told):
    named = [{"topic": topic, "confidence": sure} for topic, sure in told]
    return json.dumps([{"recipient_id": "x", "custom": {"guesses": named}}]).encode()


def ask(server, text="医保多少钱"):
    interpreter = RasaInterpreter(server.url, timeout_s=0.5)
    try:
        return interpreter.guess("c1", text)
    finally:
        interpreter.close()


def test_topics_come_back_best_first_and_the_text_goes_in_plain_form(server):
    server.body = guesses(("pay_amount", 0.9), ("pay_channel", 0.05))
    assert ask(server, "醫保　多少錢？") == [
        TopicGuess("pay_amount", 0.9),
        TopicGuess("pay_channel", 0.05),
    ]
    assert server.heard == [
        ("/webhooks/rest/webhook", {"sender": "c1", "message": "医保 多少钱?"}),
    ]


def test_a_topic_that_the_product_does_not_know_is_dropped(server):
    server.body = guesses(("nlu_fallback", 0.9), ("thanks", 0.1))
    assert ask(server) == [TopicGuess("thanks", 0.1)]


def test_an_empty_message_asks_nobody(server):
    assert ask(server, " \u200b ") == ()
    assert server.heard == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (200, b"not json"),
        (200, b"[]"),
        (200, b"{}"),
        (200, b'[{"text": "hello"}]'),
        (200, b'[{"custom": {"guesses": [{"topic": 3}]}}]'),
        (200, guesses(("pay_amount", 7))),
    ],
)
def test_a_bad_reply_is_one_named_error(server, status, body):
    server.status, server.body = status, body
    with pytest.raises(OutsideFailed, match="assistant_unreachable"):
        ask(server)


def test_a_slow_reply_is_not_waited_for(server):
    server.body, server.delay_s = guesses(("thanks", 0.9)), 1.5
    started = time.monotonic()
    with pytest.raises(OutsideFailed, match="assistant_unreachable"):
        ask(server)
    assert time.monotonic() - started < 1.4


def test_nobody_listening_is_the_same_error():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        interpreter = RasaInterpreter(url, timeout_s=0.5)
        with pytest.raises(OutsideFailed, match="assistant_unreachable"):
            interpreter.guess("c1", "医保")
        assert not interpreter.warm_up()
        interpreter.close()
