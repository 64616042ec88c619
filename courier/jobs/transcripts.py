"""Transcripts whose time is over."""

from __future__ import annotations

import structlog

from courier.services.core import Core
from courier.services.transcripts import expire_transcripts

log = structlog.get_logger()


def look_after_transcripts(core: Core, *, days: int) -> None:
    """Delete what is older than ``days``; counts stay."""
    gone = expire_transcripts(core, days=days)
    log.info("transcripts_expired", messages=gone.messages, conversations=gone.conversations)
