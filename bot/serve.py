"""Serve the model on loopback. Runs in the assistant's own environment.

``ACTION_ENDPOINT_URL=http://127.0.0.1:5055/webhook python serve.py --port 5005``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from train import HERE, MODEL


def check_the_schema_once() -> None:
    """Rasa checks its schema of actions' answers anew for each message: 50 ms of CPU.

    The schema is checked here, once; every answer is still checked against it.
    """
    from jsonschema.validators import validator_for  # noqa: PLC0415
    from rasa.core.actions.action import RemoteAction  # noqa: PLC0415

    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    checked = kind(schema)

    def is_valid(_action: RemoteAction, result: dict[str, Any]) -> bool:
        checked.validate(result)
        return True

    RemoteAction._validate_action_result = is_valid  # noqa: SLF001 - there is no other door


def main() -> None:
    """Run the server with the flags that keep it private: loopback, no API, no telemetry."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SANIC_HOST"] = "127.0.0.1"
    os.environ["OMP_NUM_THREADS"] = "1"  # threads that wait for a shared core cost more
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ.setdefault("ACTION_ENDPOINT_URL", "http://127.0.0.1:5055/webhook")
    os.chdir(HERE)
    sys.path.insert(0, str(Path.cwd()))
    import rasa.__main__  # noqa: PLC0415

    check_the_schema_once()
    fixed = ["run", "-i", "127.0.0.1", "-m", str(MODEL), "--endpoints", "endpoints.yml"]
    sys.argv = ["rasa", *fixed, "--credentials", "credentials.yml", *sys.argv[1:]]
    rasa.__main__.main()


if __name__ == "__main__":
    main()
