"""Real PostgreSQL for every test: one embedded server, emptied for each test."""

from __future__ import annotations

import datetime as dt
import functools
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from courier.adapters.card_office import CoseCardOffice
from courier.adapters.cipher import FieldCipher
from courier.adapters.picture_workers import PictureWorkers
from courier.adapters.pictures.maker import PillowPictures
from courier.adapters.tables import FileTables
from courier.domain.policy import PackShelf
from courier.policies import load_shelf
from courier.policies.layouts import load_layouts
from courier.ports import Channel, TextToSend, TopicGuess
from courier.sandbox.alipay.world import AlipayWorld
from courier.sandbox.wechat_pay.in_process import InProcessWechat
from courier.sandbox.wechat_pay.world import WechatPayWorld
from courier.services.core import Core
from courier.settings import Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate
from tests.factories.databases import own_database
from tests.factories.full_county import FullCounty, make_full_county
from tests.factories.web import web_app

DATABASE = "tests"
PICTURE_WORKERS = PictureWorkers(processes=1)


TOGETHER = {  # what one process does, for what these share takes long to start
    "tests/browser/test_every_page": "the demo county",
    "tests/browser/test_walk": "the demo county",
    "tests/bot/": "the assistant",
}
LONGEST_FIRST = (
    "tests/browser/test_every_page",
    "tests/browser/test_walk",
    "tests/simulation/",
    "tests/bot/",
    "tests/cli/test_demo_command",
    "tests/browser/test_cut_network",
    "tests/browser/test_verifier",
    "tests/browser/",
)
TOLD = "told"
PATIENCE_S = 30  # a busy machine is no fault of the code


def pytest_configure() -> None:
    """One seed for all processes of this run; see tests/simulation."""
    os.environ.setdefault("YIBAO_SEED", str(random.SystemRandom().randrange(2**32)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes comes first, so that no process ends late."""
    items.sort(key=lambda item: _rank(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Processes take a module each, or all that shares one long start."""
    config.option.loadscopereorder = False
    return ByModule(config, log)


class ByModule(LoadScopeScheduling):
    """One demo county at a time, one assistant; the payment machine's parts each by itself."""

    def _split_scope(self, nodeid: str) -> str:
        if "tests/simulation/" in nodeid:
            return nodeid
        shared = (scope for part, scope in TOGETHER.items() if part in nodeid)
        return next(shared, nodeid.partition("::")[0])


def _rank(nodeid: str) -> int:
    ranks = (place for place, part in enumerate(LONGEST_FIRST) if part in nodeid)
    return next(ranks, len(LONGEST_FIRST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests were asked to tell: figures and seeds."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, words in getattr(report, "user_properties", ()):
            if name == TOLD and report.when == "call":
                terminalreporter.write_line(words)


@pytest.fixture
def tell(record_property) -> Callable[[str], None]:
    """Say something at the end of the run, in whichever process the test ran."""
    return functools.partial(record_property, TOLD)


@dataclass
class StillClock:
    """A clock that a test sets."""

    moment: dt.datetime = dt.datetime(2026, 11, 22, 2, 0, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        return self.moment

    def forward(self, **steps: float) -> None:
        self.moment += dt.timedelta(**steps)


class SilentInterpreter:
    """An assistant that understands nothing."""

    def guess(self, conversation_id: str, masked_text: str) -> list[TopicGuess]:
        return []


@dataclass
class KeptTexts:
    """A carrier that keeps what it was given, and may be made to fail."""

    sent: list[TextToSend] = field(default_factory=list)
    trouble: Exception | None = None
    reaches_phones: bool = True

    def send(self, text: TextToSend) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(text)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The embedded server with a migrated database."""
    with tempfile.TemporaryDirectory(prefix="yibao-tests-", ignore_cleanup_errors=True) as folder:
        url = embedded_url(Path(folder) / "server" / "pg")
        url += f"&connect_timeout={PATIENCE_S}"
        _hurry(url)
        engine = connect(ensure_database(url, DATABASE))
        migrate(engine)
        engine.dispose()
        yield url


def _hurry(url: str) -> None:
    """Tests lose nothing when the power fails: no waiting for the disk."""
    server = connect(url)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"alter system set {setting} = off"))
        connection.execute(text("select pg_reload_conf()"))
    server.dispose()


@pytest.fixture(scope="module")
def made(server_url: str) -> Iterator[FullCounty]:
    """One full county for all tests of a module, which change nothing that stays."""
    with own_database(server_url) as engine:
        migrate(engine)
        clock = StillClock()
        yield make_full_county(make_core(engine, clock, WechatPayWorld(clock), KeptTexts()))


EMPTY = """
do $$
declare thing record;
begin
  set local session_replication_role = replica;
  for thing in select format('%I', tablename) as name from pg_tables
    where schemaname = 'public' and tablename <> 'alembic_version' loop
    execute 'delete from ' || thing.name;
  end loop;
  for thing in select format('%I', sequencename) as name from pg_sequences
    where schemaname = 'public' loop
    execute format('alter sequence %s restart', thing.name);
  end loop;
end $$
"""


@pytest.fixture
def database_url(server_url: str) -> str:
    """The migrated database, emptied for this test."""
    url = make_url(server_url).set(database=DATABASE).render_as_string(hide_password=False)
    server = connect(url)
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(EMPTY.replace("%", "%%"))
    server.dispose()
    return url


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def world(clock: StillClock) -> WechatPayWorld:
    """The simulated WeChat Pay behind the core of this test."""
    return WechatPayWorld(clock)


@pytest.fixture
def messages() -> KeptTexts:
    return KeptTexts()


@functools.cache
def shelf() -> PackShelf:
    """The packs as they stand; read once."""
    return load_shelf()


@pytest.fixture
def core(
    database_url: str, clock: StillClock, world: WechatPayWorld, messages: KeptTexts
) -> Iterator[Core]:
    engine = connect(database_url)
    yield make_core(engine, clock, world, messages)
    _wait_for_connections(engine)
    engine.dispose()


def _wait_for_connections(engine: Engine) -> None:
    """A site that was shut down may still be answering its last request."""
    deadline = time.monotonic() + PATIENCE_S
    while engine.pool.checkedout() and time.monotonic() < deadline:  # type: ignore[attr-defined]
        time.sleep(0.01)


def make_core(engine, clock, world, messages) -> Core:
    return Core(
        engine=engine,
        clock=clock,
        shelf=shelf(),
        sealer=FieldCipher(bytes(range(64))),
        code_key=b"code key of the tests".ljust(32, b"."),
        channels={
            Channel.WECHAT: InProcessWechat(world),
            Channel.ALIPAY: InProcessWechat(AlipayWorld(clock)),
        },
        interpreter=SilentInterpreter(),
        fallback=SilentInterpreter(),
        code_reader=PICTURE_WORKERS,
        cleaner=PICTURE_WORKERS,
        text_sender=messages,
        card_office=CoseCardOffice(),
        pictures=PillowPictures(),
        tables=FileTables(),
        layouts=load_layouts(),
        public_url="https://courier.test",
        web_key=b"web key of the tests".ljust(32, b"."),
        phone_key=b"phone key of the tests".ljust(32, b"."),
    )


@pytest.fixture
def app(core: Core, tmp_path: Path) -> Flask:
    """The web app, as new: its settings are this test's own."""
    settings = Settings.from_environment(
        {"YIBAO_DATA_DIR": str(tmp_path), "YIBAO_DEMO": "1", "YIBAO_PUBLIC_URL": core.public_url}
    )
    return web_app(core, settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
