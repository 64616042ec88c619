"""The packs themselves, one JSON file per region and coverage year, and their schema.

Reading files stands here; what the data means stands in courier.domain.policy*.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from courier.domain.errors import BadInput
from courier.domain.policy import Pack, PackShelf
from courier.domain.policy_schema import parse_pack

PACKS_DIR = Path(__file__).parent
SCHEMA_FILE = PACKS_DIR / "schema.json"


@functools.cache
def schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of a pack."""
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text("utf-8"))
    return loaded


def load_pack(path: Path) -> Pack:
    """Read, check and build one pack.

    Raises BadInput ``pack_…`` with ``file`` and ``path`` (where in the file).
    """
    try:
        text = path.read_text("utf-8-sig")  # editors of Windows put a mark before the first word
        data = json.loads(text, parse_float=_no_float, object_pairs_hook=_no_twice)
    except OSError as error:
        raise BadInput("pack_not_there", file=path.name, path="") from error
    except KeyError as error:
        key = error.args[0]
        raise BadInput("pack_key_twice", file=path.name, path="", key=key) from error
    except RecursionError as error:
        raise BadInput("pack_too_deep", file=path.name, path="") from error
    except UnicodeDecodeError as error:
        raise BadInput("pack_not_json", file=path.name, path="") from error
    except json.JSONDecodeError as error:
        if not text.strip():
            raise BadInput("pack_empty", file=path.name, path="") from error
        line, column = error.lineno, error.colno
        raise BadInput(
            "pack_bad_json", file=path.name, path="", line=line, column=column
        ) from error
    return parse_pack(data, path.name, schema())


def load_packs(folder: Path) -> PackShelf:
    """All packs of a folder. Raises BadInput ``pack_…`` for the first bad one."""
    return PackShelf(load_pack(path) for path in pack_files(folder))


def pack_files(folder: Path = PACKS_DIR) -> list[Path]:
    """The pack files of a folder, sorted by name."""
    return sorted(path for path in folder.glob("*.json") if path.name != SCHEMA_FILE.name)


@functools.cache
def load_shelf() -> PackShelf:
    """The packs that come with the product; read once."""
    return load_packs(PACKS_DIR)


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each; of two, one would silently win. Raises KeyError."""
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise KeyError(key)
        seen[key] = value
    return seen


def _no_float(text: str) -> str:
    """A figure with a decimal point is kept as text, which the schema refuses."""
    return text
