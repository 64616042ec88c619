"""The layouts of rosters, one JSON file each; what they mean stands in the domain."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

from courier.domain.errors import BadInput
from courier.domain.roster_layouts import Layout, parse_layout

LAYOUTS_DIR = Path(__file__).parent


@functools.cache
def load_layouts(folder: Path = LAYOUTS_DIR) -> Mapping[str, Layout]:
    """All layouts of a folder by name, the file's. Raises BadInput ``roster_layout_broken``."""
    return {path.stem: _load(path) for path in sorted(folder.glob("*.json"))}


def _load(path: Path) -> Layout:
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BadInput("roster_layout_broken", name=path.stem, part="") from error
    return parse_layout(path.stem, data)
