"""The product and a simulated Official Account, joined without a network."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

import httpx
from flask import Flask

from courier.adapters.wechat_account import WechatAccount
from courier.adapters.wechat_account_envelope import AccountKeys
from courier.sandbox.wechat_account.app import create_account_sandbox, post_of
from courier.sandbox.wechat_account.keys import SandboxAccountKeys, invent_account
from courier.sandbox.wechat_account.post import Post
from courier.sandbox.wechat_account.world import AccountWorld
from courier.services.core import Core

HOOK = "/hooks/wechat-account"
WHO, OTHER = "oVillager_of_the_tests-00001", "oVillager_of_the_tests-00002"
PHONE = "13900001234"


@dataclass
class Account:
    """The simulated side; ``product`` is set when there is one."""

    keys: SandboxAccountKeys
    sandbox: Flask
    ours: WechatAccount
    product: Flask | None = None

    @property
    def post(self) -> Post:
        return post_of(self.sandbox)

    @property
    def world(self) -> AccountWorld:
        return self.post.world

    def heard(self, openid: str) -> list[str]:
        """What somebody was told, oldest first."""
        return [line.text for line in self.world.follower(openid).lines if line.who != "me"]


def make_account(clock, *, sealed: bool = True) -> Account:
    """A simulated account and the real adapter upon it."""
    keys = invent_account(sealed=sealed)

    def deliver(query, body):
        answer = account.product.test_client().post(HOOK, query_string=query, data=body)
        return answer.status_code, answer.data

    sandbox = create_account_sandbox(keys, deliver, clock)
    transport = httpx.WSGITransport(app=sandbox)
    ours = WechatAccount(
        AccountKeys(**dataclasses.asdict(keys)),
        clock,
        base_url="http://account.test",
        transport=transport,
    )
    account = Account(keys, sandbox, ours)
    return account


def with_account(core: Core, account: Account) -> Core:
    """The core that answers through it."""
    return dataclasses.replace(core, official_account=account.ours)


def outcomes(app: Flask) -> dict[str, float]:
    """How many messages of the account came to what, by the figures for watchers."""
    lines = app.test_client().get("/metrics").get_data(as_text=True).splitlines()
    counted = re.compile(r'yibao_channel_messages_total\{channel="wechat",outcome="(\w+)"\} (.*)')
    found = map(counted.match, lines)
    return {match[1]: float(match[2]) for match in found if match}


def scalar(core: Core, sql: str) -> object:
    """What one statement answers."""
    with core.begin() as work:
        return work.scalar(sql)
