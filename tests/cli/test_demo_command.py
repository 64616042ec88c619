"""``courier demo`` as a person starts it: up, a crash, Ctrl-C, and up again in the same place."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from courier.settings import Settings
from courier.store.database import connect, ensure_database, migrate
from courier.wiring import build_core
from tests.factories.county import make_county

COURIER = str(Path(sys.executable).with_name("courier"))
PATIENCE = 240  # seconds; a calm machine needs ten


class Started:
    """A supervisor under way, and what it has written."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.log = folder / "demo.log"
        self.data = folder / "var"
        told = {"YIBAO_DATA_DIR": str(self.data), "YIBAO_LANG": "en", **environment}
        with self.log.open("w") as out:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [COURIER, "demo"],
                stdout=out,
                stderr=out,
                env={**os.environ, **told},
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_for(self, words: str, *, times: int = 1) -> None:
        begun = time.monotonic()
        while self.said.count(words) < times:
            assert self.process.poll() is None, self.said
            assert time.monotonic() - begun < PATIENCE, self.said
            time.sleep(0.2)

    def everybody(self) -> list[psutil.Process]:
        """The supervisor's programs and the database."""
        return psutil.Process(self.process.pid).children(recursive=True) + self.postgres()

    def postgres(self) -> list[psutil.Process]:
        pid_file = self.data / "pg" / "data" / "postmaster.pid"
        return [psutil.Process(int(pid_file.read_text().split()[0]))] if pid_file.exists() else []

    def url(self) -> str:
        return re.search(r"Villager\s+(http://\S+)/chat", self.said).group(1)


@contextmanager
def started(folder: Path, **environment: str):
    demo = Started(folder, **environment)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            demo.process.send_signal(signal.SIGTERM)
            demo.process.wait(30)


def alive(processes: list[psutil.Process]) -> list[str]:
    return [
        one.name() for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE
    ]


@pytest.fixture
def busy_port():
    """The web's usual port, taken by somebody else (if it is not already)."""
    with closing(socket.socket()) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        except OSError:
            pass
        yield 8000


@pytest.mark.timeout(900)
def test_the_demo_comes_up_survives_a_crash_stops_cleanly_and_comes_up_again(tmp_path, busy_port):
    with started(tmp_path) as demo:
        demo.wait_for("Press Ctrl-C to stop")
        assert f"Port {busy_port} of “web pages” is taken" in demo.said
        url = demo.url()
        assert httpx.get(f"{url}/readyz").json()["status"] == "ready"
        for page in ("/chat", "/courier/sign-in", "/admin/sign-in"):
            assert httpx.get(url + page).status_code == 200, page
        sheet = json.loads((demo.data / "demo" / "sign_ins.json").read_text("utf-8"))
        assert sheet["url"] == url
        assert httpx.get(sheet["invitation_url"]).status_code == 200

        _crash(demo, "worker")
        demo.wait_for("background jobs ended unexpectedly")
        demo.wait_for("background jobs is ready again")

        everybody = demo.everybody()
        assert len(everybody) >= 5
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(40) == 0
        assert alive(everybody) == []
        assert "Everything has stopped" in demo.said

    with started(tmp_path) as again:
        again.wait_for("Press Ctrl-C to stop")
        assert "First start" not in again.said
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(40) == 0


def test_the_demo_refuses_a_production_database_and_touches_nothing(tmp_path, server_url):
    url = ensure_database(server_url, "production")
    engine = connect(url)
    migrate(engine)
    settings = _settings(tmp_path)
    make_county(build_core(settings, engine=engine))
    before = _everything(engine)
    tried = subprocess.run(  # noqa: S603 - our own command
        [COURIER, "demo"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "YIBAO_DATA_DIR": str(tmp_path / "var"),
            "YIBAO_LANG": "en",
        },
    )
    assert tried.returncode == 2
    assert "The demo does not use the database “production”" in tried.stdout
    assert _everything(engine) == before
    assert not (tmp_path / "var" / "demo").exists()
    engine.dispose()


def _settings(folder: Path):
    return Settings.from_environment({"YIBAO_DATA_DIR": str(folder), "YIBAO_DEMO": "1"})


def _everything(engine) -> list[tuple[str, int]]:
    """How many rows each table has, and the marks on tables."""
    with engine.connect() as connection:
        names = connection.exec_driver_sql(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        ).scalars()
        return [
            (name, connection.exec_driver_sql(f"select count(*) from {name}").scalar())
            for name in names
        ]


def _crash(demo: Started, command: str) -> None:
    for child in psutil.Process(demo.process.pid).children():
        if command in child.cmdline():
            child.kill()
            return
    raise AssertionError(f"no {command} among the programs")
