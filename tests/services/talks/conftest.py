"""A county, the plain ear, and one villager who talks to it."""

from __future__ import annotations

import pytest

from tests.factories.county import make_county
from tests.factories.talks import Talk, with_plain_ear


@pytest.fixture
def core(core):
    return with_plain_ear(core)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def talk(core, county):
    return Talk(core)
