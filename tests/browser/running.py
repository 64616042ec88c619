"""The whole product, started as ``make run`` starts it, in a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from courier.adapters.codes import QrReader
from courier.texts import Locale, say

COMMAND = (str(Path(sys.executable).with_name("courier")), "demo")
WELCOMED = say("run.how_to_stop", Locale.EN)
ALL_READY = say("run.all_ready", Locale.EN, seconds="|").split("|", maxsplit=1)[0]
READY_WITHIN, STOPPED_WITHIN = 600, 60  # seconds; a slow machine may have to train first


@dataclass
class RunningCounty:
    """The demo county on this machine: real database, real assistant, simulated WeChat Pay."""

    folder: Path
    desks: dict[str, list[dict]] = field(default_factory=dict)  # cookies by admins' roles

    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until the pages are there."""
        environment = {**os.environ, "YIBAO_DATA_DIR": str(self.folder), "YIBAO_LANG": "en"}
        environment.pop("DATABASE_URL", None)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 our own command
                COMMAND, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        self._wait_for(WELCOMED)

    def wait_for_assistant(self) -> None:
        """It starts last and takes longest; only who talks to it needs it."""
        self._wait_for(ALL_READY)

    def _wait_for(self, words: str) -> None:
        if self._process is None:  # somebody else started it
            return
        end = time.monotonic() + READY_WITHIN
        while words not in self.said:
            assert self._process.poll() is None, self.said[-3000:]
            assert time.monotonic() < end, self.said[-3000:]
            time.sleep(0.5)

    def stop(self) -> int:
        """Ctrl-C; how it ended."""
        self._process.send_signal(signal.SIGINT)
        try:
            return self._process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    @property
    def log(self) -> Path:
        return self.folder / "demo.log"

    @property
    def said(self) -> str:
        """What the programs printed so far."""
        return self.log.read_text("utf-8", errors="replace")

    @cached_property
    def sheet(self) -> dict[str, Any]:
        """The sign-ins that the demo gives to its visitors."""
        return json.loads((self.folder / "demo" / "sign_ins.json").read_text("utf-8"))

    @property
    def url(self) -> str:
        return str(self.sheet["url"])

    @property
    def slip(self) -> Path:
        """The first household's slip as a picture."""
        return Path(self.sheet["slip"])

    @cached_property
    def slip_text(self) -> str:
        """What the slip's code says."""
        return QrReader().read(self.slip.read_bytes())[0]

    def admin(self, role: str) -> tuple[str, str]:
        """An admin's name and password."""
        one = next(one for one in self.sheet["admins"] if one["role"] == role)
        return one["sign_in_name"], one["password"]
