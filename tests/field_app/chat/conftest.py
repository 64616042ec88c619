"""The assistant away, and a county to ask about."""

from __future__ import annotations

import pytest

from tests.factories.county import make_county
from tests.factories.talks import with_plain_ear


@pytest.fixture
def core(core):
    core = with_plain_ear(core)
    make_county(core)
    return core
