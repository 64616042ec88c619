"""Nothing about a person gets into a log, whoever writes the line."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog

from courier.logs import set_up_logs, without_people


@pytest.fixture
def lines(capsys):
    """The logs of this test; everything is as before afterwards."""
    root, handlers, level = logging.getLogger(), logging.getLogger().handlers[:], logging.root.level
    set_up_logs(level="INFO")
    heard = io.StringIO()
    root.handlers[0].setStream(heard)
    yield lambda: [json.loads(line) for line in heard.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "said",
    [
        "990101198105128556",
        "99010119580308984X",
        "99010119580308984x",
        "13800138000",
        "+86 13800138000",
        "86-13800138000",
        "6222020200112233445",
        "990101580308984",
    ],
)
def test_a_number_of_a_person_is_masked_in_any_text(said):
    event = without_people(
        None, "info", {"event": f"请看{said}。", "list": [said], "in": {"x": said}}
    )
    assert said not in json.dumps(event, ensure_ascii=False)


@pytest.mark.parametrize("key", ["name", "phone", "id_number", "password", "pin", "note", "token"])
def test_a_personal_fact_is_masked_whatever_it_holds(key):
    assert without_people(None, "info", {key: "王大海"}) == {key: "***"}


def test_what_operators_need_stays_readable():
    event = {
        "event": "payment_started",
        "attempt": "0191e2b8-7f5c-7c3a-9c58-0123456789ab",
        "people": 4,
        "county_id": 990101,
        "amount_fen": 160000,
        "status": 409,
    }
    assert without_people(None, "info", dict(event)) == event


def test_a_line_of_ours_is_json_without_people(lines):
    structlog.get_logger("x").info("visit_requested", phone="13800138000", village="990101101001")
    (line,) = lines()
    assert line["event"] == "visit_requested"
    assert line["phone"] == "***"
    assert line["village"] == "990101101001"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_a_line_of_a_library_passes_the_same_sieve(lines):
    logging.getLogger("some.library").warning("failed for %s", "99010119580308984X")
    (line,) = lines()
    assert line["event"] == "failed for ***"


def test_an_exception_does_not_tell_who_it_was(lines):
    try:
        int("row of 13800138000")
    except ValueError:
        structlog.get_logger("x").exception("import_failed")
    (line,) = lines()
    assert "13800138000" not in json.dumps(line)
    assert "ValueError" in line["exception"]
