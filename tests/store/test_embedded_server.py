"""The embedded server's list of those who use it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from courier.store.database import HANDLES


def test_a_process_that_was_killed_does_not_keep_the_server_up_for_ever(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    folder = tmp_path / "pg" / "data"
    folder.mkdir(parents=True)
    imports = "from pathlib import Path; from courier.store.database import embedded_url"
    start = f"{imports}; embedded_url(Path({str(folder)!r}))"
    handles = folder / HANDLES
    subprocess.run([sys.executable, "-c", start], check=True)  # noqa: S603 - our own program
    handles.write_text(json.dumps([dead.pid]), "ascii")
    subprocess.run([sys.executable, "-c", start], check=True)  # noqa: S603 - our own program
    assert json.loads(handles.read_text("ascii")) == []
    assert not (folder / "postmaster.pid").exists()


def test_a_list_that_is_no_list_does_no_harm(tmp_path):
    from courier.store.database import _forget_the_dead

    _forget_the_dead(tmp_path / HANDLES)
    (tmp_path / HANDLES).write_text("", "ascii")
    _forget_the_dead(tmp_path / HANDLES)
    (tmp_path / HANDLES).write_text(json.dumps([os.getpid()]), "ascii")
    _forget_the_dead(tmp_path / HANDLES)
    assert json.loads((tmp_path / HANDLES).read_text("ascii")) == [os.getpid()]
