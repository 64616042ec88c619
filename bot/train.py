"""Train the model when its data changed. Runs in the assistant's own environment.

``python train.py`` writes ``models/assistant.tar.gz`` and, beside it, the hash of all
that went into it; with the same hash there is nothing to do. ``--force`` trains anyway.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODEL_NAME = "assistant"
MODEL = HERE / "models" / f"{MODEL_NAME}.tar.gz"
STAMP = HERE / "models" / f"{MODEL_NAME}.sha256"


def data_hash() -> str:
    """SHA-256 over the configuration, the domain, all training data, the ear and the lock."""
    digest = hashlib.sha256()
    files = [HERE / "config.yml", HERE / "requirements.lock"]
    for folder in ("domain", "data"):
        files += sorted((HERE / folder).rglob("*.yml"))
    files += sorted(file for file in (HERE / "ear").iterdir() if file.suffix in {".py", ".txt"})
    for file in files:
        digest.update(str(file.relative_to(HERE)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current() -> bool:
    """Whether the model on disk was made from the data on disk."""
    return MODEL.exists() and STAMP.exists() and STAMP.read_text().strip() == data_hash()


def be_quiet_and_private() -> None:
    """No telemetry, no log of what people wrote."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["OMP_NUM_THREADS"] = "1"  # threads that wait for a shared core cost more
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    warnings.simplefilter("ignore")  # the libraries' own, about their own future
    os.chdir(HERE)
    from rasa.utils.common import configure_logging_and_warnings  # noqa: PLC0415
    from rasa.utils.log_utils import configure_structlog  # noqa: PLC0415

    configure_logging_and_warnings(logging.WARNING)
    configure_structlog(logging.WARNING)


def train() -> None:
    """Train into a scratch folder and move the result into place, so none is half written."""
    be_quiet_and_private()
    import rasa.model_training  # noqa: PLC0415

    MODEL.parent.mkdir(exist_ok=True)
    before = data_hash()
    with tempfile.TemporaryDirectory(dir=MODEL.parent) as scratch:
        made = rasa.model_training.train(
            domain="domain",
            config="config.yml",
            training_files="data",
            output=scratch,
            fixed_model_name=MODEL_NAME,
            force_training=True,
        )
        if made.code != 0 or not made.model:
            raise SystemExit(made.code or 1)
        Path(made.model).replace(MODEL)
    STAMP.write_text(before + "\n")


def main() -> None:
    """Say in one line what was done."""
    if is_current() and "--force" not in sys.argv[1:]:
        print(f"current {data_hash()[:12]}")
        return
    started = time.monotonic()
    train()
    print(f"trained {data_hash()[:12]} in {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
