"""A candidate, and her phone after she opened the link."""

from __future__ import annotations

import pytest

from courier.services.applications import open_link, send_application
from courier.services.couriers import create_courier
from tests.factories.county import make_county
from tests.factories.people_at_work import new_courier


@pytest.fixture
def county(core):
    return make_county(core)


@pytest.fixture
def candidate(core, county):
    return create_courier(core, actor=county.clerk, new=new_courier(photo=b""))


@pytest.fixture
def secret(core, county, candidate):
    """What the candidate's phone holds after the link was opened."""
    sent = send_application(core, actor=county.clerk, courier_id=candidate)
    return open_link(core, token=sent.token)
