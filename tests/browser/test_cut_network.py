"""The network is cut at every call of what a courier does, in turn; she goes on as the pages say.

In the end nothing is lost and nothing is there twice, and each page said what to do.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cable import Cut
from cuts import afterwards, at_table, paying
from cuts.flows import Flow, once_each
from cuts.kitchen import Kitchen, open_kitchen
from cuts.walker import Walker
from playwright.sync_api import Playwright

from courier.sandbox.wechat_pay.world import WechatPayWorld
from courier.settings import Settings
from courier.store.database import migrate
from tests.conftest import KeptTexts, StillClock, make_core
from tests.factories.databases import own_database
from tests.factories.web import web_app

FLOWS: dict[str, Flow] = {**paying.FLOWS, **at_table.FLOWS, **afterwards.FLOWS}
CUTS = [
    pytest.param(name, call, what, id=f"{name}-{call}-{what}".replace(" ", "-"))
    for name, flow in FLOWS.items()
    for call in flow.calls
    for what in (Cut if call.startswith("POST") else (Cut.REQUEST,))
]


@pytest.fixture(scope="module")
def kitchen(server_url: str, playwright: Playwright, tmp_path_factory) -> Iterator[Kitchen]:
    """One for all cuts, with a household for each."""
    folder, clock = tmp_path_factory.mktemp("kitchen"), StillClock()
    with own_database(server_url) as engine:
        migrate(engine)
        core = make_core(engine, clock, WechatPayWorld(clock), KeptTexts())
        settings = {"YIBAO_DATA_DIR": str(folder), "YIBAO_DEMO": "1"}
        app = web_app(core, Settings.from_environment(settings))
        with open_kitchen(core, app, playwright, folder, len(FLOWS) + len(CUTS)) as kitchen:
            yield kitchen


@pytest.mark.parametrize("name", FLOWS)
def test_the_calls_are_those_of_the_flow(kitchen: Kitchen, name: str) -> None:
    flow, home = FLOWS[name], kitchen.home()
    begins = flow.begin(kitchen, home)
    kitchen.cable.watch(flow.calls)
    walker = Walker(flow.who(kitchen), kitchen.cable, flow.moves(kitchen, home))
    walker.walk(begins)
    assert once_each(kitchen.cable.calls) == flow.calls
    flow.agree(kitchen, home)


@pytest.mark.parametrize(("name", "call", "what"), CUTS)
def test_a_cut_loses_nothing_and_doubles_nothing(
    kitchen: Kitchen, name: str, call: str, what: Cut
) -> None:
    flow, home = FLOWS[name], kitchen.home()
    begins = flow.begin(kitchen, home)
    kitchen.cable.watch(flow.calls)
    kitchen.cable.cut_at(call, what)
    walker = Walker(flow.who(kitchen), kitchen.cable, flow.moves(kitchen, home))
    walker.walk(begins)
    assert walker.told != [], "nobody told her"
    flow.agree(kitchen, home)
