"""Logs without personal data: JSON lines in production, readable lines in the demo.

Every line, ours or a library's, passes ``without_people`` on its way out.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

MASK = "***"
PERSONAL_KEYS = frozenset(
    {
        "name", "names", "contact_name", "sign_in_name", "phone", "contact_phone", "id_number",
        "id_masked", "bank_account", "medical_no", "place", "note", "text", "masked_text",
        "said_text", "words", "password", "pin", "token", "device_token", "secret", "cookie",
        "birth_date", "born", "openid", "payer_openid",
    }
)  # fmt: skip
# An identity number (18 signs or the old 15), a bank account, a mobile phone.
PERSONAL_TEXT = re.compile(
    r"(?<![0-9A-Za-z])"
    r"(?:[1-9]\d{16}[\dXx]|[1-9]\d{14}|\d{16,19}|(?:\+?86[ -]?)?1[3-9]\d{9})"
    r"(?![0-9A-Za-z])"
)
EventDict = MutableMapping[str, Any]


def without_people(_logger: object, _method: str, event: EventDict) -> EventDict:
    """A structlog processor: masks personal keys, and numbers of people in any text."""
    return {key: _clean(key, value) for key, value in event.items()}


def set_up_logs(*, level: str = "INFO", readable: bool = False) -> None:
    """All loggers of this process, structlog's and the standard library's, through one sieve."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                without_people,
                _readable() if readable else _json(),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "procrastinate", "alembic.runtime.plugins"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _json() -> structlog.typing.Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def _readable() -> structlog.typing.Processor:
    return structlog.dev.ConsoleRenderer(colors=False, pad_event_to=24)


def _clean(key: str, value: object) -> object:
    if key in PERSONAL_KEYS:
        return MASK if value else value
    match value:
        case str():
            return PERSONAL_TEXT.sub(MASK, value)
        case int() if not isinstance(value, bool):
            return MASK if PERSONAL_TEXT.fullmatch(str(value)) else value
        case Mapping():
            return {inner: _clean(str(inner), item) for inner, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_clean("", item) for item in value]
        case _:
            return (
                value
                if value is None or isinstance(value, bool | float)
                else _clean("", str(value))
            )
