"""The door for packs: shape first (JSON Schema), then sense, then the Pack.

Every complaint is a BadInput whose code has a sentence, with ``file``, ``path`` (where in the
file, such as ``aid/2/percent``) and what the sentence needs beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from courier.domain.errors import BadInput
from courier.domain.policy import Pack
from courier.domain.policy_checks import check_sense
from courier.domain.policy_parse import read_pack

_SHOWN = 60  # characters of a wrong value that a message repeats


def parse_pack(data: object, file: str, schema: Mapping[str, Any]) -> Pack:
    """The Pack of this data.

    Raises BadInput: ``pack_field_missing``, ``pack_field_unknown``, ``pack_figure_without_source``,
    ``pack_value_not_allowed`` for the shape, and those of policy_checks for the sense.
    """
    checked = _of_shape(data, file, schema)
    check_sense(checked, file)
    return read_pack(checked)


def _of_shape(data: object, file: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The data, if the schema has no complaint."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    error = best_match(validator.iter_errors(data))
    if error is not None:
        raise _complaint(error, file)
    return cast("dict[str, Any]", data)


def _complaint(error: ValidationError, file: str) -> BadInput:
    path = "/".join(map(str, error.absolute_path)) or "/"
    if error.validator == "required":
        given = cast("dict[str, Any]", error.instance)
        missing = next(name for name in _names(error) if name not in given)
        code = "pack_figure_without_source" if missing == "source" else "pack_field_missing"
        return BadInput(code, file=file, path=path, field=missing)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        given = cast("dict[str, Any]", error.instance)
        unknown = ", ".join(sorted(set(given) - set(known)))
        return BadInput("pack_field_unknown", file=file, path=path, field=unknown)
    shown = repr(error.instance)[:_SHOWN]
    return BadInput("pack_value_not_allowed", file=file, path=path, given=shown)


def _names(error: ValidationError) -> list[str]:
    return cast("list[str]", error.validator_value)
