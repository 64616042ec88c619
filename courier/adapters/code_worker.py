"""A process that reads codes in pictures and does nothing else (``python -m`` this module).

A request on standard input is its length (four bytes, big end first) and the picture; the answer on
standard output is one line of JSON, {"texts", "ms_cpu"} or {"refused", "facts", "ms_cpu"}. The
process has no secret, opens no file and ends with its parent. What is too much for it ends it.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from typing import Any, BinaryIO

from courier.adapters.codes import QrReader
from courier.domain.errors import BadInput
from courier.ports import CodeReader

MOST_MEMORY = 1024**3  # a picture of 40 megapixels takes 500 MB at the worst
MOST_CPU_S = 10


def main() -> None:
    """Answer until the parent closes the pipe."""
    reader = QrReader()
    _give_up_rights()
    while picture := _request(sys.stdin.buffer):
        _allow_more_cpu()
        sys.stdout.write(json.dumps(_answer(reader, picture)) + "\n")
        sys.stdout.flush()


def _answer(reader: CodeReader, picture: bytes) -> dict[str, Any]:
    began = time.process_time()
    try:
        answer: dict[str, Any] = {"texts": list(reader.read(picture))}
    except BadInput as error:
        answer = {"refused": error.code, "facts": error.facts}
    except MemoryError:
        answer = {"refused": "picture_too_hard", "facts": {}}
    return {**answer, "ms_cpu": round((time.process_time() - began) * 1000, 2)}


def _request(source: BinaryIO) -> bytes:
    length = int.from_bytes(source.read(4))
    return source.read(length)


def _give_up_rights() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_more_cpu() -> None:
    """So many seconds for this picture; the limit of the system counts from the start."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + MOST_CPU_S, hard))


if __name__ == "__main__":
    main()
