"""Serve the model on loopback. Runs in the assistant's own environment.

``ACTION_ENDPOINT_URL=http://127.0.0.1:5055/webhook python serve.py --port 5005``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from train import HERE, MODEL, keep_word_cache_private


def main() -> None:
    """Run the server with the flags that keep it private: loopback, no API, no telemetry."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SANIC_HOST"] = "127.0.0.1"
    os.environ.setdefault("ACTION_ENDPOINT_URL", "http://127.0.0.1:5055/webhook")
    os.chdir(HERE)
    sys.path.insert(0, str(Path.cwd()))
    keep_word_cache_private()
    import rasa.__main__  # noqa: PLC0415

    fixed = ["run", "-i", "127.0.0.1", "-m", str(MODEL), "--endpoints", "endpoints.yml"]
    sys.argv = ["rasa", *fixed, "--credentials", "credentials.yml", *sys.argv[1:]]
    rasa.__main__.main()


if __name__ == "__main__":
    main()
