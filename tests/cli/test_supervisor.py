"""The supervisor, with real processes that do what processes do."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import psutil
import pytest

from courier.cli.supervisor.lock import AlreadyRunning, only_one
from courier.cli.supervisor.ports import choose_port, is_free
from courier.cli.supervisor.program import Program, page_answers, port_answers
from courier.cli.supervisor.programs import USUAL_PORTS, Part, choose_ports
from courier.cli.supervisor.screen import Screen, width
from courier.cli.supervisor.watch import Patience, Watch
from courier.texts import Locale

QUICK = Patience(ask=0.02, progress=0.2, first_restart=0.05, longest_restart=0.2, grace=1)
FOREVER = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
WITH_CHILD = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print('child', child.pid, flush=True)\n"
    "time.sleep(600)"
)


def python(name: str, source: str, **more) -> Program:
    return Program(name=name, command=(sys.executable, "-c", source), **more)


def watch_over(*programs: Program) -> tuple[Watch, io.StringIO]:
    out = io.StringIO()
    return Watch(programs, Screen(Locale.EN, out), QUICK), out


def run(watch: Watch, *, until) -> None:
    """Run the watch until ``until`` is true (asked often), then stop it."""

    async def both() -> None:
        async def stop_then() -> None:
            async with asyncio.timeout(20):
                while not until():
                    await asyncio.sleep(0.02)
            watch.stop.set()

        await asyncio.gather(watch.run(lambda: None), stop_then())

    asyncio.run(both())


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_lines_carry_the_name_of_their_program():
    watch, out = watch_over(python(Part.WEB, "print('hello from here', flush=True);" + FOREVER))
    run(watch, until=lambda: "hello from here" in out.getvalue())
    assert "web     │ hello from here" in out.getvalue()


def test_a_crashed_program_is_shown_and_started_again():
    watch, out = watch_over(python(Part.WORKER, "print('last words'); raise SystemExit(3)"))
    run(watch, until=lambda: out.getvalue().count("last words") >= 3)
    assert "background jobs ended unexpectedly (code 3)" in out.getvalue()


def test_a_program_killed_by_the_system_is_started_again():
    watch, out = watch_over(python(Part.WORKER, "print('up', flush=True);" + FOREVER))
    killed = []

    def kill_once() -> bool:
        if "up" in out.getvalue() and not killed:
            killed.append(watch.pids[Part.WORKER])
            os.kill(killed[0], signal.SIGKILL)
        return out.getvalue().count("│ up") >= 2

    run(watch, until=kill_once)
    assert "(code -9)" in out.getvalue()


def test_a_crash_of_one_leaves_the_other_alone():
    steady = python(Part.WEB, FOREVER)
    watch, out = watch_over(steady, python(Part.WORKER, "raise SystemExit(1)"))
    seen = set()

    def crashed_twice() -> bool:
        seen.add(watch.pids.get(Part.WEB))
        return out.getvalue().count("ended unexpectedly") >= 2

    run(watch, until=crashed_twice)
    assert len(seen - {None}) == 1


def test_stopping_ends_programs_and_their_children():
    watch, out = watch_over(python(Part.WEB, WITH_CHILD))
    run(watch, until=lambda: "child" in out.getvalue())
    child = int(out.getvalue().split("child ")[1].split()[0])
    assert gone(child)
    assert gone(watch.pids[Part.WEB])
    assert "unexpectedly" not in out.getvalue()


def test_a_program_that_does_not_listen_is_ended_all_the_same():
    watch, _ = watch_over(python(Part.WEB, DEAF))
    began = time.monotonic()
    run(watch, until=lambda: Part.WEB in watch.pids and time.monotonic() - began > 0.5)
    assert gone(watch.pids[Part.WEB])


def test_a_child_that_outlives_a_crash_is_not_left_behind():
    source = WITH_CHILD.rpartition("\n")[0] + "\nraise SystemExit(1)"
    watch, out = watch_over(python(Part.WEB, source))
    run(watch, until=lambda: "ended unexpectedly" in out.getvalue())
    child = int(out.getvalue().split("child ")[1].split()[0])
    assert gone(child)


SUPERVISOR = """
import asyncio, sys
from courier.cli.supervisor.program import Program
from courier.cli.supervisor.screen import Screen
from courier.cli.supervisor.watch import Watch
from courier.texts import Locale

sleeper = ("import os, time; print('pid', os.getpid(), flush=True); time.sleep(600)",)
program = Program(name="web", command=(sys.executable, "-c", *sleeper))
asyncio.run(Watch([program], Screen(Locale.EN)).run(lambda: None))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs the system's help")
def test_programs_do_not_outlive_a_supervisor_that_is_killed_outright():
    command = [sys.executable, "-c", SUPERVISOR]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as supervisor:  # noqa: S603
        line = next(line for line in supervisor.stdout if "pid" in line)
        supervisor.kill()
    pid, begun = int(line.split("pid ")[1]), time.monotonic()
    while not gone(pid) and time.monotonic() - begun < 10:
        time.sleep(0.05)
    assert gone(pid)


def test_a_program_that_is_not_there_is_named():
    watch, out = watch_over(Program(name=Part.RASA, command=("/nowhere/rasa",), essential=False))
    run(watch, until=lambda: "ended unexpectedly" in out.getvalue())
    assert "/nowhere/rasa" in out.getvalue()


def test_the_welcome_waits_for_the_essential_programs_alone():
    welcomed = []
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        slow = python(Part.RASA, FOREVER, essential=False, ready=port_answers(port))
        watch, out = watch_over(python(Part.WEB, FOREVER), slow)

        async def main() -> None:
            def welcome() -> None:
                welcomed.append("waiting for: assistant" in out.getvalue())
                listening.listen()

            async def stop_when_all() -> None:
                async with asyncio.timeout(20):
                    while "Everything is ready" not in out.getvalue():
                        await asyncio.sleep(0.02)
                watch.stop.set()

            await asyncio.gather(watch.run(welcome), stop_when_all())

        asyncio.run(main())
    assert len(welcomed) == 1
    assert "assistant is ready" in out.getvalue()


def test_progress_names_what_is_waited_for():
    never = python(Part.WEB, FOREVER, ready=page_answers("http://127.0.0.1:9/"))
    watch, out = watch_over(never, python(Part.WORKER, FOREVER))
    run(watch, until=lambda: "waiting for" in out.getvalue())
    assert "1 of 2 ready, waiting for: web pages" in out.getvalue()


def test_a_busy_port_is_named_and_another_chosen():
    told = []
    with closing(socket.socket()) as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert not is_free(port)
        chosen = choose_ports({Part.WEB: port}, lambda *facts: told.append(facts))
    assert told == [(Part.WEB, port, chosen[Part.WEB])]
    assert port < chosen[Part.WEB] < port + 50


def test_two_programs_never_get_the_same_port():
    first = choose_port(18000)
    assert choose_port(18000, {first}) != first
    assert len(set(USUAL_PORTS.values())) == len(USUAL_PORTS)


def test_a_second_supervisor_in_the_same_place_is_refused(tmp_path):
    with only_one(tmp_path / "lock"):
        held = f"""
from pathlib import Path
from courier.cli.supervisor.lock import only_one
with only_one(Path({str(tmp_path / "lock")!r})): pass
"""
        command = [sys.executable, "-c", held]
        tried = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert f"AlreadyRunning: {os.getpid()}" in tried.stderr
    with only_one(tmp_path / "lock"):
        pass


def test_the_lock_of_a_dead_supervisor_does_not_count(tmp_path):
    with pytest.raises(RuntimeError), only_one(tmp_path / "lock"):
        raise RuntimeError
    with only_one(tmp_path / "lock"):
        assert AlreadyRunning


def test_the_box_holds_chinese_lines_in_shape():
    out = io.StringIO()
    Screen(Locale.ZH_HANS, out).box(["村民问答 http://127.0.0.1:8000/chat", "abc"])
    assert len({width(line) for line in out.getvalue().splitlines()}) == 1


def test_a_port_that_another_supervisor_chose_is_left_alone_before_it_listens():
    hold = (
        "import time; from courier.cli.supervisor.ports import choose_port as choose;"
        "print(choose(18100), flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", hold]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603 - ours
        theirs = int(other.stdout.readline())
        try:
            assert is_free(theirs), "it does not listen yet"
            assert choose_port(theirs) != theirs
        finally:
            other.kill()
