"""A simulated Official Account before the product, and a villager who writes."""

from __future__ import annotations

import pytest

from tests.factories.account import (
    WHO,
    make_account,
    with_account,
)
from tests.factories.county import make_county
from tests.factories.talks import with_plain_ear


@pytest.fixture
def account(clock):
    return make_account(clock)


@pytest.fixture
def core(core, account):
    return with_plain_ear(with_account(core, account))


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
