"""The door for packs: shape first (JSON Schema), then sense, then the Pack.

Every complaint is a BadInput whose code has a sentence, with ``file``, ``path`` (where in the
file, such as ``aid/2/percent``) and what the sentence needs beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    check_shape(data, file, schema)
    assert isinstance(data, dict)  # the schema says so
    check_sense(data, file)
    return read_pack(data)


def check_shape(data: object, file: str, schema: Mapping[str, Any]) -> None:
    """Raise the first complaint of the schema."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    error = best_match(validator.iter_errors(data))
    if error is not None:
        raise _complaint(error, file)


def _complaint(error: ValidationError, file: str) -> BadInput:
    path = "/".join(map(str, error.absolute_path)) or "/"
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        code = "pack_figure_without_source" if missing == "source" else "pack_field_missing"
        return BadInput(code, file=file, path=path, field=missing)
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        unknown = ", ".join(sorted(set(error.instance) - set(known)))
        return BadInput("pack_field_unknown", file=file, path=path, field=unknown)
    given = repr(error.instance)[:_SHOWN]
    return BadInput("pack_value_not_allowed", file=file, path=path, given=given)
