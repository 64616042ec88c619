"""Pictures are decoded by processes that may fall; who asked hears a sentence."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from PIL import Image
from structlog.testing import capture_logs

from courier.adapters.codes import qr_picture
from courier.adapters.picture_workers import PictureWorkers
from courier.domain.errors import BadInput
from tests.factories.pictures import SLIP_CODE, saved

# A decoder that does with each picture what the picture says.
DECODER = """
import json, os, signal, sys, time
while line := sys.stdin.buffer.readline():
    asked = sys.stdin.buffer.read(json.loads(line)["bytes"])
    if asked == b"crash": os.kill(os.getpid(), signal.SIGSEGV)
    if asked == b"hang": time.sleep(3600)
    if asked == b"babble": os._exit(sys.stdout.write("{") and 0)
    known = f"{os.getpid()} {sorted(os.environ)}"
    print('{"texts": ["' + known + '"], "ms_cpu": 1}', flush=True)
"""


@pytest.fixture(scope="module")
def workers() -> PictureWorkers:
    return PictureWorkers(processes=1)


@pytest.fixture
def fragile() -> PictureWorkers:
    return PictureWorkers((sys.executable, "-c", DECODER), processes=1, within_s=3)


def refusal(reader: PictureWorkers, picture: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        reader.read(picture)
    return caught.value.code


def children() -> set[psutil.Process]:
    return set(psutil.Process().children())


def test_a_slip_is_read_and_its_cost_told(workers):
    large = qr_picture(SLIP_CODE, size=400).resize((4000, 4000))  # the clock is a coarse one
    reading = workers.measure(saved(large))
    assert reading.texts == (SLIP_CODE,)
    assert reading.ms_cpu > 0


@pytest.mark.parametrize("what", [b"crash", b"hang", b"babble"])
def test_a_decoder_that_falls_is_replaced_and_the_person_hears_a_sentence(fragile, what):
    before = fragile.read(b"hello")
    with capture_logs() as logs:
        assert refusal(fragile, what) == "picture_too_hard"
    assert [line["event"] for line in logs] == ["picture_worker_lost"]
    assert fragile.read(b"hello") != before


def test_a_worker_that_died_between_two_pictures_costs_nobody_anything():
    reader, slip = PictureWorkers(processes=1), saved(qr_picture(SLIP_CODE, size=400))
    earlier = children()
    assert list(reader.read(slip)) == [SLIP_CODE]
    (worker,) = children() - earlier
    worker.kill()
    worker.wait()
    assert list(reader.read(slip)) == [SLIP_CODE]


def test_a_decoder_gets_none_of_our_secrets(fragile, monkeypatch):
    monkeypatch.setenv("YIBAO_SECRET", "of the house")
    (told,) = fragile.read(b"hello")
    assert "YIBAO_SECRET" not in told
    assert "PATH" in told


def test_many_at_once_are_all_answered_by_few_processes():
    reader = PictureWorkers(processes=2)
    pictures = [saved(qr_picture(f"CODE {number}", size=300)) for number in range(12)]
    with ThreadPoolExecutor(12) as people:
        texts = list(people.map(reader.read, pictures))
    assert [list(one) for one in texts] == [[f"CODE {number}"] for number in range(12)]


def test_a_picture_that_wants_too_much_memory_ends_with_a_sentence(tmp_path):
    limited = tmp_path / "limited.py"
    limited.write_text(
        "from courier.adapters import picture_worker\n"
        "picture_worker.MOST_MEMORY = 400 * 1024 ** 2\n"
        "picture_worker.main()\n"
    )
    reader = PictureWorkers((sys.executable, str(limited)), processes=1)
    large = saved(Image.new("RGBA", (6300, 6300), (1, 2, 3, 4)))
    assert refusal(reader, large) == "picture_too_hard"
    assert list(reader.read(saved(qr_picture(SLIP_CODE, size=400)))) == [SLIP_CODE]


def test_a_picture_that_wants_too_much_time_ends_with_a_sentence(tmp_path):
    busy = tmp_path / "busy.py"
    busy.write_text(
        "from courier.adapters import picture_worker\n"
        "picture_worker.MOST_CPU_S = 1\n"
        "class Endless:\n"
        "    def read(self, picture):\n"
        "        while True: pass\n"
        "picture_worker.QrReader = Endless\n"
        "picture_worker.main()\n"
    )
    reader = PictureWorkers((sys.executable, str(busy)), processes=1)
    assert refusal(reader, b"anything") == "picture_too_hard"


def test_a_worker_opens_neither_file_nor_network(tmp_path):
    """Told in the place of codes: what came of opening a file and a socket."""
    curious = tmp_path / "curious.py"
    curious.write_text(
        "import socket\n"
        "from courier.adapters import picture_worker\n"
        "def outcome(work):\n"
        "    try: work()\n"
        "    except OSError as error: return error.strerror\n"
        "class Curious:\n"
        "    def read(self, picture):\n"
        "        return [outcome(lambda: open('/etc/passwd')), outcome(socket.socket)]\n"
        "picture_worker.QrReader = Curious\n"
        "picture_worker.main()\n"
    )
    reader = PictureWorkers((sys.executable, str(curious)), processes=1)
    assert reader.read(b"anything") == ("Too many open files", "Too many open files")


def test_a_file_that_is_not_there_is_told(workers, tmp_path: Path):
    with pytest.raises(BadInput, match="picture_not_found"):
        workers.measure_file(tmp_path / "gone.jpg")
