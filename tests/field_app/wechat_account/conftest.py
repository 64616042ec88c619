"""A simulated Official Account before the product, and a villager who writes."""

from __future__ import annotations

import dataclasses

import pytest

from courier.adapters.plain_retrieval import shared_retrieval
from tests.factories.account import (
    NLU,
    WHO,
    AwayAssistant,
    make_account,
    with_account,
)
from tests.factories.county import make_county


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
