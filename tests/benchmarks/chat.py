"""How long a villager waits for an answer in the web chat: all of it, in one run.

``courier bench chat``. Starts embedded PostgreSQL, the action server, Rasa and the web app as
the product does, and asks with one and with eight people at once. The limit beside it is Rasa's
webhook alone. Limits by address are off; everything else is as in production.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from courier.settings import ROOT, Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate
from courier.wiring import build_core
from tests.benchmarks.chat_people import Browser, Took, Webhook, together
from tests.factories.county import make_county

BOT = ROOT / "bot"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"
CROWDS = (1, 8)
WARM_UP_SECONDS = 3.0
STARTS_WITHIN_SECONDS = 300.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], folder: Path, ready: str, **more: str) -> Iterator[psutil.Process]:
    """A program until the end of the block; waits until ``ready`` answers."""
    process = subprocess.Popen(  # noqa: S603 - our own programs
        command,
        cwd=folder,
        env={**os.environ, **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(ready, process)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            if httpx.get(address, timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    raise SystemExit(f"{address} never answered")


def train() -> float:
    """Seconds of a training from nothing."""
    began = time.perf_counter()
    command = [str(BOT_PYTHON), "-W", "ignore", "train.py", "--force"]
    subprocess.run(command, cwd=BOT, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - began


@contextmanager
def assistant() -> Iterator[tuple[int, psutil.Process]]:
    """Rasa with its action server: port and process."""
    actions, rasa = free_port(), free_port()
    sdk = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions)]
    ear = [str(BOT_PYTHON), "-W", "ignore", "serve.py", "--port", str(rasa)]
    here = "http://127.0.0.1"
    with (
        running(sdk, BOT, f"{here}:{actions}/health", SANIC_HOST="127.0.0.1"),
        running(
            ear,
            BOT,
            f"{here}:{rasa}",
            ACTION_ENDPOINT_URL=f"{here}:{actions}/webhook",
            RASA_TELEMETRY_ENABLED="false",
            TF_CPP_MIN_LOG_LEVEL="2",
            SQLALCHEMY_SILENCE_UBER_WARNING="1",
        ) as process,
    ):
        yield rasa, process


@contextmanager
def web(rasa: int, folder: Path) -> Iterator[tuple[int, psutil.Process]]:
    """The web app on a fresh county of the embedded server: port and process."""
    url = ensure_database(embedded_url(folder / "server" / "pg"), "bench")
    environment = {
        "DATABASE_URL": url,
        "YIBAO_SECRET": secrets.token_hex(32),
        "YIBAO_DATA_DIR": str(folder),
        "YIBAO_RASA_URL": f"http://127.0.0.1:{rasa}",
        "YIBAO_LOG_LEVEL": "WARNING",
    }
    engine = connect(url)
    migrate(engine)
    make_county(build_core(Settings.from_environment(environment), engine=engine))
    engine.dispose()
    port = free_port()
    command = [sys.executable, "-m", "tests.benchmarks.chat_app", str(port)]
    with running(command, ROOT, f"http://127.0.0.1:{port}/healthz", **environment) as process:
        yield port, process


def spent(process: psutil.Process) -> float:
    """CPU seconds of a program and its children so far."""
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


@dataclass(frozen=True, slots=True)
class Measured:
    """One row: what was asked, by how many at once, how long it took, and CPU by program."""

    name: str
    people: int
    took: Took
    cpu_ms: dict[str, float]


def run(*, seconds: float) -> tuple[list[Measured], int]:
    """All rows, and the Rasa process's memory in bytes afterwards."""
    rows = []
    with (
        tempfile.TemporaryDirectory(prefix="yibao-bench-", ignore_cleanup_errors=True) as folder,
        assistant() as (rasa, ear),
        web(rasa, Path(folder)) as (port, face),
    ):
        ways = {
            "limit: Rasa's webhook": lambda: Webhook(rasa).say,
            "whole answer, web chat": lambda: Browser(port).say,
        }
        for make in ways.values():
            together(make, max(CROWDS), WARM_UP_SECONDS)
        for people in CROWDS:
            for name, make in ways.items():
                rows.append(measured(name, people, make, seconds, {"Rasa": ear, "web": face}))
        memory = ear.memory_info().rss
    return rows, memory


def measured(name, people, make, seconds, programs) -> Measured:
    before = {program: spent(process) for program, process in programs.items()}
    took = together(make, people, seconds)
    cpu_ms = {
        program: (spent(process) - before[program]) / took.messages * 1000
        for program, process in programs.items()
    }
    return Measured(name, people, took, cpu_ms)


def main(seconds: int, *, training: bool) -> None:
    """Print the table."""
    took = train() if training else None
    rows, memory = run(seconds=seconds)
    print(f"{os.cpu_count()} cores, one run, load {os.getloadavg()[0]:.1f}, no limits by address")
    for row in rows:
        cpu = ", ".join(f"{program} {ms:.1f}" for program, ms in row.cpu_ms.items())
        print(
            f"{row.name:24}{row.people:3} at once   p50 {row.took.p50_ms:7.1f} ms"
            f"   p95 {row.took.p95_ms:7.1f} ms   {row.took.per_second:6.1f} messages/s"
            f"   n={row.took.messages}   CPU ms a message: {cpu}"
        )
    print(f"answered by plain look-up because the assistant was slow: {Browser.simpler}")
    print(f"memory of the Rasa process {memory / 2**20:,.0f} MiB")
    print(f"training {took:.1f} s" if took else "training: left out")
