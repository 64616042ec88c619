"""``courier wechat menu``: three buttons that lead somewhere."""

from __future__ import annotations

import dataclasses
import json

import pytest
from click.testing import CliRunner

from courier.cli import main
from courier.domain.errors import BadInput, OutsideFailed
from courier.domain.topics import Topic
from courier.services.account_menu import menu, push_menu
from courier.settings import Settings
from courier.texts import Locale
from courier.wiring import build_core
from tests.factories.account import make_account, with_account


def buttons(told) -> list[dict]:
    return [one for button in told["button"] for one in button.get("sub_button", [button])]


@pytest.mark.parametrize("locale", list(Locale))
def test_the_menu_keeps_to_wechats_limits(locale):
    told = menu(locale)
    assert len(told["button"]) == 3
    assert all(len(button["name"].encode()) <= 16 for button in told["button"])
    assert all(len(button.get("sub_button", [])) <= 5 for button in told["button"])
    assert all(len(one["name"].encode()) <= 60 for one in buttons(told))


def test_every_button_asks_a_topic_or_scans():
    kinds = {one["type"] for one in buttons(menu(Locale.ZH_HANS))}
    topics = [one["key"] for one in buttons(menu(Locale.ZH_HANS)) if one["type"] == "click"]
    assert kinds == {"click", "scancode_waitmsg"}
    assert {topic.removeprefix("topic:") for topic in topics} <= set(Topic)


def test_the_menu_is_shown_without_calling_anybody():
    outcome = CliRunner().invoke(main, ["wechat", "menu", "--show"])
    assert outcome.exit_code == 0
    assert json.loads(outcome.output)["button"][0]["name"] == "交多少钱"


def test_the_menu_is_pushed(core, clock):
    account = make_account(clock)
    push_menu(with_account(core, account), locale=Locale.ZH_HANS)
    assert account.world.menu == menu(Locale.ZH_HANS)


def test_without_an_account_that_is_said(core):
    with pytest.raises(OutsideFailed, match="account_missing"):
        push_menu(dataclasses.replace(core, official_account=None), locale=Locale.ZH_HANS)


@pytest.mark.parametrize("words", ["", "[]", "7", '{"appid": "a"}', '{"strange": 1}'])
@pytest.mark.parametrize("name", ["YIBAO_ACCOUNT_KEYS", "YIBAO_GATEWAY_KEYS"])
def test_a_file_of_keys_that_cannot_be_read_stops_the_start(tmp_path, core, words, name):
    file = tmp_path / "keys.json"
    file.write_text(words, "utf-8")
    settings = Settings.from_environment({"YIBAO_SECRET": "ab" * 32, name: str(file)})
    with pytest.raises(BadInput) as error:
        build_core(settings, engine=core.engine)
    assert error.value.facts == {"name": name}


def test_a_short_key_of_a_gateway_stops_the_start(tmp_path, core):
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"mobile": "ab" * 31}), "utf-8")
    settings = Settings.from_environment(
        {"YIBAO_SECRET": "ab" * 32, "YIBAO_GATEWAY_KEYS": str(file)}
    )
    with pytest.raises(BadInput):
        build_core(settings, engine=core.engine)
