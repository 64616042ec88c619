"""A simulated Official Account in both of its modes."""

from __future__ import annotations

import pytest

from tests.factories.account import make_account


@pytest.fixture(params=[True, False], ids=["sealed", "plain"])
def account(clock, request):
    return make_account(clock, sealed=request.param)


@pytest.fixture
def sealed(clock):
    return make_account(clock)


@pytest.fixture
def plain(clock):
    return make_account(clock, sealed=False)
