"""For those who watch the product: up, ready, figures."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import create_engine

from courier.settings import Settings
from field_app import create_app


def test_the_process_says_that_it_is_up(client):
    assert client.get("/healthz").get_json() == {"status": "up"}


def test_the_product_is_ready_with_a_migrated_database_even_without_the_assistant(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "ready",
        "database": True,
        "migrations": True,
        "assistant": False,
    }


def test_without_a_database_it_is_up_but_not_ready(core, app):
    away = create_engine("postgresql+psycopg://nobody@127.0.0.1:9/none")
    app.extensions["core"] = dataclasses.replace(core, engine=away)
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["database"] is False


def test_figures_are_for_this_machine(client):
    text = client.get("/metrics").get_data(as_text=True)
    assert "yibao_payments" in text
    assert "yibao_suspense_open 0.0" in text


@pytest.mark.parametrize(
    "how",
    [
        {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1", "Authorization": "Bearer "}},
    ],
)
def test_figures_are_not_for_strangers(client, how):
    assert client.get("/metrics", **how).status_code == 403


def test_figures_are_for_those_with_the_token(client, monkeypatch):
    monkeypatch.setenv("YIBAO_METRICS_TOKEN", "a-long-token")
    far = {"REMOTE_ADDR": "203.0.113.7"}
    good = client.get(
        "/metrics", environ_base=far, headers={"Authorization": "Bearer a-long-token"}
    )
    bad = client.get("/metrics", environ_base=far, headers={"Authorization": "Bearer another"})
    assert (good.status_code, bad.status_code) == (200, 403)


def test_requests_are_counted_by_endpoint_and_never_by_address(client):
    client.get("/r/SOME-CODE-0001")
    text = client.get("/metrics").get_data(as_text=True)
    assert 'endpoint="public.' in text
    assert "SOME-CODE-0001" not in text


def test_a_message_that_was_not_believed_is_counted(client):
    def refused() -> float:
        lines = client.get("/metrics").get_data(as_text=True).splitlines()
        return sum(
            float(line.split()[-1])
            for line in lines
            if line.startswith("yibao_notifications_refused_total")
        )

    before = refused()
    assert client.post("/hooks/wechat-pay", data=b"{}").status_code == 400
    assert refused() == before + 1


def test_the_app_can_be_made_twice_in_one_process(core, app, tmp_path):
    settings = Settings.from_environment({"YIBAO_DATA_DIR": str(tmp_path), "YIBAO_DEMO": "1"})
    assert create_app(core, settings).test_client().get("/healthz").status_code == 200
