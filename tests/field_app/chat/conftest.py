"""The assistant away, and a county to ask about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from courier.adapters.plain_retrieval import shared_retrieval
from tests.factories.account import NLU
from tests.factories.county import make_county
from tests.factories.talks import AwayAssistant


@pytest.fixture
def core(core):
    core = replace(core, interpreter=AwayAssistant(), fallback=shared_retrieval(NLU))
    make_county(core)
    return core
