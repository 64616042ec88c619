"""A county for its rosters."""

from __future__ import annotations

import pytest

from tests.factories.county import (
    make_county,
)


@pytest.fixture
def county(core):
    return make_county(core)
