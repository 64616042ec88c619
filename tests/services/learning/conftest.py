"""An ear that hears what a test wrote down, and a talk with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories.county import make_county
from tests.factories.learning import SURE, Talk, TaughtEar


@pytest.fixture
def core(core):
    ear = TaughtEar(SURE)
    return replace(core, interpreter=ear, fallback=ear)


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def talk(core, county):
    return Talk(core)
