"""The menu of the Official Account: three buttons, and what each sends or shows."""

from __future__ import annotations

from courier.domain.errors import OutsideFailed
from courier.domain.topics import Topic
from courier.services.answer_steps import TOPIC_COMMAND
from courier.services.core import Core
from courier.texts import Locale, say

SCAN = "scan"
CHECKS = (Topic.COURIER_VERIFY, Topic.FRAUD_SAFETY, Topic.CHECK_STATUS)


def menu(locale: Locale) -> dict[str, object]:
    """As WeChat wants it: at most three buttons, each with at most five below it."""
    below = [_scan(locale), *(_click(topic, locale) for topic in CHECKS)]
    below.append(_click(Topic.HUMAN_HANDOFF, locale))
    checks = {"name": say("channels.menu_checks", locale), "sub_button": below}
    return {
        "button": [
            _click(Topic.PAY_AMOUNT, locale),
            _click(Topic.COURIER_REQUEST, locale),
            checks,
        ]
    }


def push_menu(core: Core, *, locale: Locale) -> None:
    """Replace the account's menu. Raises OutsideFailed and Refused ``account_*``."""
    if core.official_account is None:
        raise OutsideFailed("account_missing")
    core.official_account.push_menu(menu(locale))


def _click(topic: Topic, locale: Locale) -> dict[str, str]:
    name = say(f"channels.menu_{topic}", locale)
    return {"type": "click", "name": name, "key": f"{TOPIC_COMMAND}{topic}"}


def _scan(locale: Locale) -> dict[str, str]:
    return {"type": "scancode_waitmsg", "name": say("channels.menu_scan", locale), "key": SCAN}
