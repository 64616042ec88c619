"""``python -m courier``: the same as ``courier``."""

from __future__ import annotations

from courier.cli import main

main()
