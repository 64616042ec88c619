"""A simulated WeChat Pay with a waiting order, and a browser before its pay page."""

from __future__ import annotations

import pytest
from sandbox.served import (
    an_order,
    served,
    shared_keys,
)

from courier.sandbox.wechat_pay.app import SandboxSettings, create_sandbox, sandbox_of


@pytest.fixture
def there(clock):
    with served(clock) as parts:
        parts.channel.place(an_order(clock))
        yield parts


@pytest.fixture
def payer(clock, tmp_path):
    """A browser before the pay page, without any network."""
    app = create_sandbox(SandboxSettings(shared_keys(), refund_seconds=None), clock)
    sandbox = sandbox_of(app)
    sandbox.world.place(an_order(clock))
    yield app.test_client()
    sandbox.stop()
