"""``courier card keys``, as an operator runs it."""

from __future__ import annotations

import json

import pytest

from tests.cli.test_card import issued, operator, run

pytestmark = pytest.mark.usefixtures("operator")
__all__ = ["operator"]


def kids() -> list[str]:
    answer = run("keys", "list")
    assert answer.exit_code == 0, answer.output
    return [line.split()[0] for line in answer.stdout.splitlines()]


def reason(number: str) -> str:
    return json.loads(run("verify", number, "--json").stdout)["reason"]


def test_a_key_is_changed_and_the_old_cards_stay_good():
    number = issued()
    answer = run("keys", "rotate", "--as", "county")
    assert answer.exit_code == 0, answer.output
    old, new = kids()
    assert new in answer.stdout
    assert old not in answer.stdout
    assert reason(number) == "may_be_a_copy"


def test_a_key_is_revoked_and_its_cards_are_to_be_renewed():
    number = issued()
    assert "没有要换的卡" in run("keys", "renewals", "--as", "county").stdout
    (kid,) = kids()
    answer = run("keys", "revoke", kid, "--reason", "密钥泄露", "--as", "county")
    assert answer.exit_code == 0, answer.output
    assert reason(number) == "key_revoked"
    assert number in run("keys", "renewals", "--as", "county").stdout
    assert "已作废" in run("keys", "list").stdout
    issued()
    assert "没有要换的卡" in run("keys", "renewals", "--as", "county").stdout


def test_what_goes_wrong_is_said_in_a_sentence():
    issued()
    answer = run("keys", "revoke", "ff", "--reason", "密钥泄露", "--as", "county")
    assert answer.exit_code == 2
    assert "没有这个密钥" in answer.stderr
    assert "Traceback" not in answer.output
    assert run("keys", "rotate", "--as", "nobody").exit_code == 2
