"""A process that opens pictures of strangers and does nothing else (``python -m`` this module).

A request on standard input is one line of JSON, {"do", "frame", "bytes"}, and the picture; the
answer on standard output is one line, {"texts", "ms_cpu"}, {"picture", "ms_cpu"} (a JPEG in base64)
or {"refused", "facts", "ms_cpu"}. The process has no secret, opens neither file nor network and
ends with its parent. What is too much for it ends it.
"""

from __future__ import annotations

import base64
import json
import math
import resource
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image

from courier.adapters.codes import QrReader
from courier.adapters.pictures.photos import clean_paper, clean_photo
from courier.domain.applications import PhotoFrame
from courier.domain.errors import BadInput

MOST_MEMORY = 1024**3  # a picture of 40 megapixels takes 500 MB at the worst
MOST_CPU_S = 10
_STANDARD_STREAMS = 3

_Work = Callable[[Mapping[str, Any], bytes], dict[str, Any]]


def main() -> None:
    """Answer until the parent closes the pipe."""
    reader = QrReader()
    tasks: dict[str, _Work] = {
        "codes": lambda _, picture: {"texts": list(reader.read(picture))},
        "photo": lambda asked, picture: _made(clean_photo(picture, _frame(asked))),
        "paper": lambda _, picture: _made(clean_paper(picture)),
    }
    Image.init()  # loads its decoders while files may still be opened
    _give_up_rights()
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        picture = sys.stdin.buffer.read(asked["bytes"])
        _allow_more_cpu()
        answer = _answer(tasks[asked["do"]], asked, picture)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _answer(work: _Work, asked: Mapping[str, Any], picture: bytes) -> dict[str, Any]:
    began = time.process_time()
    try:
        answer = work(asked, picture)
    except BadInput as error:
        answer = {"refused": error.code, "facts": error.facts}
    except MemoryError:
        answer = {"refused": "picture_too_hard", "facts": {}}
    return {**answer, "ms_cpu": round((time.process_time() - began) * 1000, 2)}


def _made(picture: bytes) -> dict[str, Any]:
    return {"picture": base64.b64encode(picture).decode("ascii")}


def _frame(asked: Mapping[str, Any]) -> PhotoFrame | None:
    return PhotoFrame(**asked["frame"]) if asked["frame"] else None


def _give_up_rights() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_STANDARD_STREAMS, _STANDARD_STREAMS))


def _allow_more_cpu() -> None:
    """So many seconds for this picture; the limit of the system counts from the start."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + MOST_CPU_S, hard))


if __name__ == "__main__":
    main()
