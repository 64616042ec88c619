"""The assistant's own environment, its model trained once, and both of its servers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from courier.cli.assistant import BOT, BOT_PYTHON, run_in_bot

ROOT = BOT.parent
STARTS_WITHIN_S = 180.0  # seconds on a busy machine; a quiet one needs a tenth


def pytest_collection_modifyitems(items):
    """Loading the model on a busy machine takes longer than other tests may."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def bot_python() -> Path:
    if not BOT_PYTHON.exists():
        pytest.fail("bot/.venv is missing: run .ci/setup test")
    return BOT_PYTHON


@pytest.fixture(scope="session")
def trained(bot_python) -> str:
    """What training said; it costs nothing when the data is as it was."""
    return run_in_bot("train.py").splitlines()[-1]


@dataclass(frozen=True)
class Served:
    """Addresses of the running assistant."""

    rasa: str
    actions: str
    rasa_process: subprocess.Popen[bytes]


@pytest.fixture(scope="session")
def served(trained, tmp_path_factory) -> Iterator[Served]:
    logs = tmp_path_factory.mktemp("assistant")
    actions_port, rasa_port = free_port(), free_port()
    actions, rasa = (f"http://127.0.0.1:{port}" for port in (actions_port, rasa_port))
    sdk = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(actions_port)]
    ear = [str(BOT_PYTHON), "-W", "ignore", "serve.py", "--port", str(rasa_port)]
    with (
        running(sdk, logs / "actions.log", SANIC_HOST="127.0.0.1"),
        running(ear, logs / "rasa.log", ACTION_ENDPOINT_URL=f"{actions}/webhook") as process,
    ):
        for address in (f"{actions}/health", rasa):
            wait_until_it_answers(address)
        yield Served(rasa, actions, process)


@contextmanager
def running(command, log: Path, **environment) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 - our own programs
            command, cwd=BOT, env={**os.environ, **environment}, stdout=file, stderr=file
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(address: str) -> None:
    give_up = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < give_up:
        try:
            if httpx.get(address, timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    pytest.fail(f"{address} never answered")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
